import { ROLE_WORDS, ROLES } from '../../domain/index.ts';
import type { Option } from '../ui/form.tsx';
import { TYPE_WORDS } from './audit-types.ts';

/** What the contexts are called in the office. */
const CONTEXT_WORDS: Readonly<Record<string, string>> = {
  staff: '账号与登录',
  people: '人员档案',
  institutions: '机构',
  liaison: '联络员与提醒',
  membership: '聘任与在库',
  nomination: '申请与审核',
  publicity: '公示与聘任',
  recusal: '回避',
  draws: '任务与抽取',
  evaluation: '工作评价',
  clues: '线索',
  duties: '履职',
  enquiries: '人工对话',
  deadlines: '工作日历与期限',
  notices: '通知',
};

export const CONTEXT_OPTIONS: readonly Option[] = Object.entries(CONTEXT_WORDS).map(
  ([value, label]) => ({ value, label }),
);

export const typeWords = (type: string): string => {
  const known = TYPE_WORDS[type];
  if (known !== undefined) return known;
  const [context = '', what = ''] = type.split('.');
  return `${CONTEXT_WORDS[context] ?? context}：${what}`;
};

type Names = (account: string | null) => string;

/** `staff:<id>` becomes a name; nobody in chat is ever named here. */
export const actorWords = (actor: string, names: Names): string => {
  const [kind, id = ''] = actor.split(':');
  if (kind === 'staff') return names(id);
  if (kind === 'system') return id === 'site' ? '站点' : '系统自动';
  return kind === 'person' ? '已绑定的人员（微信）' : '微信用户';
};

/** Kept out of the log's page: whom a clue is kept from must not be read there. */
const UNSAID = new Set(['hidden', 'except', 'private', 'to', 'again']);
const ACCOUNT_FACTS = new Set(['account', 'by', 'from']);
const FACT_WORDS: Readonly<Record<string, string>> = {
  account: '账号',
  by: '经办',
  number: '编号',
  roles: '角色',
  person: '人员编号',
  fields: '更改的项目',
  outcome: '结果',
  audience: '办理范围',
  source: '来源',
  roster: '名册',
  expiresAt: '有效期至',
  status: '状态',
  field: '项目',
  day: '日期',
};

interface FactWords {
  readonly brief: string;
  readonly all: readonly (readonly [string, string])[];
}

/** The public facts of an entry: the number and the person concerned first, the rest on demand. */
export const factWords = (facts: unknown, names: Names): FactWords => {
  if (typeof facts !== 'object' || facts === null) return { brief: '', all: [] };
  const said = Object.entries(facts).filter(([name]) => !UNSAID.has(name));
  const record = Object.fromEntries(said) as Record<string, unknown>;
  return {
    brief: [record.number, concerned(record, names), roleWords(record.roles)]
      .filter((part) => typeof part === 'string' && part !== '')
      .join(' '),
    all: said.map(([name, value]) => [FACT_WORDS[name] ?? name, shown({ name, value }, names)]),
  };
};

const concerned = (facts: Record<string, unknown>, names: Names): string =>
  typeof facts.account === 'string' ? names(facts.account) : '';

const roleWords = (value: unknown): string =>
  Array.isArray(value)
    ? ROLES.filter((role) => value.includes(role))
        .map((role) => ROLE_WORDS[role])
        .join('、')
    : '';

const shown = ({ name, value }: { name: string; value: unknown }, names: Names): string => {
  if (name === 'roles') return roleWords(value);
  if (typeof value === 'string') return ACCOUNT_FACTS.has(name) ? names(value) : value;
  return JSON.stringify(value);
};
