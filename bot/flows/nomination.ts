import { dayOf, nomination as terms, type Json } from '../../domain/index.ts';
import type { Answers, Facts, Field, Form } from '../dialogue/flow.ts';
import { agreement, choice, citizenNumber, employer, name, phone, words } from './questions.ts';
import { spotHomes } from '../dialogue/understand/places.ts';
import { refused } from './refused.ts';

/** 自荐: a self-nomination as social supervisor, taken all year (GP-4, GP-5.4, GP-6.2). */

const entryOf = (facts: Facts) => facts.policy(terms.NOMINATION).rosters.supervisors?.entry ?? null;

const toChoices = (labels: readonly string[] | undefined) =>
  (labels ?? []).map((label) => ({ value: label, label, words: ALSO_CALLED[label] ?? [] }));

/** What people call themselves, by the label the measure has for it. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  参保群众: ['老百姓', '群众', '居民', '市民', '村民', '农民', '退休', '职工', '参保人'],
  媒体代表: ['记者', '媒体', '报社', '电视台'],
  定点医药机构人员: ['医药机构', '医院员工', '药店员工'],
  有关领域专家学者: ['专家', '学者', '教授'],
  其他热心人士: ['志愿者', '热心'],
};

const OUTSIDE_AGES = (facts: Facts): string => {
  const age = entryOf(facts)?.age.value;
  if (age === undefined) return '';
  return `提醒：年龄一般在${terms.limitWords(age)}。不在这个范围不影响您报名，是否聘任由工作人员研究决定。`;
};

const outside = (value: Json, facts: Facts): boolean => {
  const ages = entryOf(facts)?.age.value;
  return (
    ages !== undefined &&
    typeof value === 'string' &&
    !terms.isWithin(terms.ageOf(value, dayOf(facts.now)), ages)
  );
};

const NOT_AGREED =
  '好的，不往下填了，没有保存您的资料。改变主意随时回复“自荐”；想先问问请回复“人工”。';

const fields: readonly Field[] = [
  agreement({
    id: 'consent',
    label: '个人信息说明',
    names: ['同意书', '说明'],
    ask: (_answers, facts) =>
      `请先看个人信息说明（${entryOf(facts)?.consent.value.version ?? ''}版）：\n${entryOf(facts)?.consent.value.text ?? ''}\n回复“同意”继续，“不同意”就不往下填。`,
    example: '',
    agreed: (facts) => entryOf(facts)?.consent.value.version ?? '',
    without: NOT_AGREED,
    leaving: NOT_AGREED,
    shown: '已同意',
    // another text than the one agreed to is shown and asked again
    holds: (value, facts) => value === entryOf(facts)?.consent.value.version,
  }),
  name(),
  citizenNumber({
    note: (value, facts) => (outside(value, facts) ? OUTSIDE_AGES(facts) : null),
  }),
  phone(),
  employer(),
  choice({
    id: 'sourceGroups',
    label: '身份',
    names: ['身份类别', '来源'],
    ask: () => '您属于哪些身份？可以选几个，用顿号隔开，例如“1、6”。',
    example: '',
    several: true,
    choices: (facts) => toChoices(entryOf(facts)?.sourceGroups.value),
    wrong: '没有对上选项，请回复前面的数字，可以选几个，例如“1、6”。',
  }),
  choice({
    id: 'skills',
    label: '专业特长',
    names: ['特长', '专业'],
    ask: () => '您有哪些专业知识或经验？可以选几个。',
    example: '',
    several: true,
    optional: true,
    choices: (facts) => toChoices(entryOf(facts)?.skillTags.value),
    wrong: '没有对上选项，请回复前面的数字，可以选几个，例如“1、2”；都不是请回复“跳过”。',
  }),
  words({
    id: 'area',
    label: '居住地',
    names: ['住址', '地区', '乡镇', '街道'],
    ask: () => '您住在哪个乡镇或街道？',
    example: '城关镇，或某某街道',
    min: 2,
    max: 60,
    spot: (text) => spotHomes(text),
  }),
  words({
    id: 'reason',
    label: '自荐理由',
    names: ['理由', '原因', '经历'],
    ask: () => '请说说为什么想当社会监督员，有什么相关经历。',
    example: '退休前在医院收费处工作二十年，熟悉医保结算',
    min: 4,
  }),
  agreement({
    id: 'declarations',
    label: '本人承诺',
    names: ['承诺'],
    ask: (_answers, facts) =>
      [
        '请确认以下承诺：',
        ...(entryOf(facts)?.declarations.value ?? []).map(
          (one, index) => `（${index + 1}）${one.text}`,
        ),
        '都符合并愿意遵守，请回复“同意”。',
      ].join('\n'),
    example: '',
    agreed: () => 'all',
    without:
      '这些是担任社会监督员的基本要求，不能确认就不能提交。已填的内容会保留，有疑问请回复“人工”。',
    shown: '已确认',
  }),
];

const inputOf = (answers: Answers, facts: Facts): unknown => {
  const given = (id: string): Json | undefined => answers[id]?.value;
  return {
    name: given('name'),
    citizenNumber: given('citizenNumber'),
    phone: given('phone'),
    employer: given('employer') === '无' ? null : given('employer'),
    sourceGroups: given('sourceGroups'),
    skills: given('skills') ?? [],
    area: given('area') ?? '',
    reason: given('reason'),
    declarations: entryOf(facts)?.declarations.value.map((one) => one.id) ?? [],
    consent: given('consent'),
  };
};

export const nomination: Form = {
  kind: 'form',
  id: 'nomination',
  version: 1,
  title: '自荐申请',
  openings: [
    '自荐',
    '自荐社会监督员',
    '自荐当社会监督员',
    '当社会监督员',
    '当监督员',
    '报名',
    '报名当监督员',
  ],
  menu: (facts) =>
    entryOf(facts) === null || facts.actor.memberships.some((one) => one.roster === 'supervisors')
      ? null
      : '自荐当社会监督员',
  closed: (facts) =>
    entryOf(facts) === null ? '本局没有开展社会监督员自荐。回复“0”看可以办的事。' : null,
  intro: () => '欢迎自荐社会监督员，全年都可以报名，大约5分钟填完。中途停下，回复“继续”接着填。',
  fields,
  evidence: false,
  photos: '自荐不需要照片，刚才的图片已删除，没有保存（身份证照片也请放心）。请用文字回答。',
  submit: async ({ facts, desk }, answers) => {
    const input = { application: inputOf(answers, facts) };
    const outcome = await desk.app.performIn(desk.tx, terms.submitApplication, input, facts.actor);
    if (outcome.kind !== 'done')
      return refused(outcome, '有一项内容不完整，请回复“改”加序号补充后再提交。');
    const [event] = outcome.events;
    return event.type === 'nomination.submitted'
      ? { kind: 'finished', say: terms.receiptWords(event) }
      : { kind: 'refused', say: '' };
  },
};
