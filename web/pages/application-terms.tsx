import type { JSX } from 'preact';
import { nomination, ROLE_WORDS, ROLES } from '../../domain/index.ts';
import { Fold, Notice } from '../ui/parts.tsx';
import { Table } from '../ui/table.tsx';

type Entry = nomination.EntryPolicy;

const SECTION_WORDS: Readonly<Record<keyof Entry | 'measure' | 'status', string>> = {
  measure: '管理办法',
  status: '办法状态',
  form: '申请表样式',
  age: '年龄',
  citizensOnly: '只限中国公民',
  sourceGroups: '身份类别',
  excludedGroups: '不能申请的人员',
  priorityGroups: '同等条件下优先',
  referenceDay: '年龄计算日',
  skillTags: '专长类别',
  employerTypes: '单位类型',
  profession: '专业要求',
  fields: '申请表选填项目',
  employerOpinion: '单位意见',
  signature: '签字方式',
  declarations: '本人承诺',
  consent: '个人信息说明',
  publication: '公示同意',
  conditions: '审查条件',
  chain: '审查栏目',
  onePersonPerLine: '一人只签一栏',
  selection: '择优选定人',
  untouchedDays: '办理天数',
  rejectedRetentionMonths: '未入选资料保存月数',
  sensitiveInChat: '敏感信息填写方式',
};

const WORDS: Readonly<Record<string, string>> = {
  ...nomination.FIELD_WORDS,
  ...ROLE_WORDS,
  short: '简要申请',
  form1: '入库申请表',
  draft: '征求意见稿',
  issued: '已印发',
  expired: '已失效',
  preferred: '优先，不作硬性要求',
  required: '必须具备',
  employed: '有单位的都要',
  recommended: '单位推荐的才要',
  never: '不要',
  paper: '纸上签字',
  confirming: '微信确认即可',
  allowed: '可在微信里填写',
  formOnly: '只在网页上填写',
  cutOff: '公告规定的日期',
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of the measure in words: lists as lists, sentences as they stand. */
const words = (value: unknown): string => {
  if (value === null || value === undefined) return '不限';
  if (typeof value === 'string') return WORDS[value] ?? value;
  if (typeof value === 'number' || typeof value === 'boolean') return single(value);
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map(words).join('；');
  if (!isRecord(value)) return '';
  if (typeof value.text === 'string') return value.text;
  if (typeof value.label === 'string') return `${value.label}（${rolesIn(value.roles)}）`;
  return Object.values(value).map(words).join('，');
};

const single = (value: number | boolean): string => {
  if (typeof value === 'number') return String(value);
  return value ? '是' : '否';
};

const rolesIn = (value: unknown): string =>
  ROLES.filter((role) => Array.isArray(value) && value.includes(role))
    .map((role) => ROLE_WORDS[role])
    .join('或');

const ageWords = ({ age }: Entry): string =>
  age.value === null
    ? '不限年龄'
    : `${nomination.limitWords(age.value)}${age.value.soft ? '（一般规定，可以例外）' : ''}`;

interface Today {
  readonly measure: string;
  readonly status: string;
  readonly entry: Entry;
}

const isSection = (key: string): key is keyof Entry => key !== 'measure' && key !== 'status';

const shown = (key: string, values: Today): string => {
  if (key === 'measure') return values.measure;
  if (key === 'status') return words(values.status);
  if (key === 'age') return ageWords(values.entry);
  return isSection(key) ? words(values.entry[key].value) : '';
};

const headOf = (key: string): string => new Map(Object.entries(SECTION_WORDS)).get(key) ?? key;

interface Props {
  readonly application: nomination.ApplicationView;
  /** null: this bureau takes no applications for the roster any more */
  readonly today: Today | null;
}

/** The measure has changed since: the application stays with the values it began with, both are shown (B-25). */
export const ChangedTerms = ({ application, today }: Props): JSX.Element | null => {
  const { terms, termsNow } = application;
  if (termsNow.changed.length === 0 || today === null) return null;
  return (
    <>
      <Notice tone="warn">
        <p>
          管理办法的规定在申请提交之后有变化：
          {termsNow.changed.map(headOf).join('、')}
          。这份申请按提交时的规定办理，审查条件和签署栏目都不变。
        </p>
      </Notice>
      <Fold title="对照提交时和现在的规定" open>
        <Table
          caption="提交时和现在的规定"
          rows={termsNow.changed}
          rowKey={(key) => key}
          empty=""
          columns={[
            { head: '项目', narrow: true, cell: headOf },
            { head: '这份申请适用（提交时）', cell: (key) => shown(key, terms) },
            { head: '现在的规定', cell: (key) => shown(key, today) },
          ]}
        />
      </Fold>
    </>
  );
};
