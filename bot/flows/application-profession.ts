import { err, nomination, ok, type Json, type Roster } from '../../domain/index.ts';
import type { Facts, Field, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { categoriesOf, entryOf, isForm1, toChoices } from './application-entry.ts';
import { choice, words } from './questions.ts';

/** As what somebody applies, and what they are good at: F1-20, F1-21, ZJ-6.3, ZJ-9. */

const FIELD = { section: '专业和意愿' } as const;

const spotCategory = (text: string, facts: Facts): readonly Found[] => {
  const found = new RegExp(
    `(?:专业类别|类别)[是为:：\\s]*(${categoriesOf(facts).join('|')})`,
    'u',
  ).exec(plain(text));
  return found?.[1] === undefined ? [] : [{ value: found[1], words: found[0] }];
};

/** ZJ-9, F1-20, F1-21, ZJ-6.3. */
export const professionFields = (roster: Roster): readonly Field[] => [
  ...categories(roster),
  ...strengths(roster),
  workKinds(roster),
];

const categories = (roster: Roster): readonly Field[] => [
  choice({
    id: 'category',
    label: '专业类别',
    names: ['类别'],
    ask: () => '申请哪个专业类别？',
    example: '',
    choices: (facts) => toChoices(categoriesOf(facts)),
    wrong: '没有对上选项，请回复前面的数字，例如“3”。',
    when: () => roster === 'experts',
    spot: spotCategory,
    onPage: FIELD,
  }),
  choice({
    id: 'furtherCategories',
    label: '兼报类别',
    names: ['其他类别'],
    ask: () => '还能胜任别的类别吗？可以选几个。',
    example: '',
    several: true,
    optional: true,
    choices: (facts) => toChoices(categoriesOf(facts)),
    wrong: '没有对上选项，请回复前面的数字，例如“1、4”；没有请回复“跳过”。',
    when: (_answers, facts) => roster === 'experts' && isForm1(facts, roster),
    onPage: FIELD,
  }),
];

const strengths = (roster: Roster): readonly Field[] => [
  words({
    id: 'speciality',
    label: '擅长领域',
    names: ['擅长', '特长'],
    ask: () => '您擅长哪些领域？',
    example: '抗菌药物合理使用、处方点评',
    min: 2,
    max: 500,
    when: (_answers, facts) => roster === 'experts' || isForm1(facts, roster),
    onPage: { ...FIELD, long: true },
  }),
  words({
    id: 'awards',
    label: '获奖情况',
    names: ['获奖', '荣誉', '奖', '奖项'],
    ask: () => '有哪些获奖或荣誉？',
    example: '2021年全市合理用药竞赛一等奖',
    optional: true,
    when: (_answers, facts) =>
      isForm1(facts, roster) && entryOf(facts, roster)?.fields.value.includes('awards') === true,
    onPage: { ...FIELD, long: true },
  }),
];

const BOTH = '请回复前面的数字，两项都愿意请回复“1、2”。';

const workKinds = (roster: Roster): Field =>
  choice({
    id: 'workKinds',
    label: '自愿参加的工作',
    names: ['工作', '意愿'],
    ask: () => '您自愿参加哪些工作？专家两项都要参加，请回复“1、2”。',
    example: '',
    several: true,
    choices: () =>
      nomination.WORK_KINDS.map((value) => ({
        value,
        label: nomination.WORK_KIND_WORDS[value],
      })),
    wrong: BOTH,
    parse: (text) =>
      text.includes('都')
        ? ok([...nomination.WORK_KINDS])
        : nomination.WORK_KINDS.some((kind) => kind === text)
          ? ok([text])
          : err(BOTH),
    show: (value) => kindsShown(value),
    when: (_answers, facts) => roster === 'experts' && isForm1(facts, roster),
    onPage: { ...FIELD, hint: () => '专家两项都要参加（请都勾选）。' },
  });

const kindsShown = (value: Json): string =>
  nomination.WORK_KINDS.filter((kind) => Array.isArray(value) && value.includes(kind))
    .map((kind) => nomination.WORK_KIND_WORDS[kind])
    .join('、');
