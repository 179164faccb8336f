import { z } from 'zod';
import { nomination, type Json, type Roster } from '../../domain/index.ts';
import type { DeskHand } from '../dialogue/doing.ts';
import type { Answer, Answers, Facts, Field, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { areaField, areaOf } from './application-area.ts';
import { lateField, promiseFields, wayFields } from './application-consents.ts';
import {
  entryOf,
  given,
  isEmployed,
  isForm1,
  isRecommended,
  isShownBefore,
  listOf,
  toChoices,
  wordsOf,
} from './application-entry.ts';
import { historyField, rowsIn } from './application-history.ts';
import { paperField, pieceFields, piecesIn } from './application-papers.ts';
import { personFields } from './application-person.ts';
import { professionFields } from './application-profession.ts';
import { employerListed, workFields } from './application-work.ts';
import { choice, words } from './questions.ts';

const FIELD = { section: '专业和意愿' } as const;

/** What people call themselves, by the label the measure has for it. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  参保群众: ['老百姓', '群众', '居民', '市民', '村民', '农民', '退休', '职工', '参保人'],
  媒体代表: ['记者', '媒体', '报社', '电视台'],
  定点医药机构人员: ['医药机构', '医院员工', '药店员工'],
  有关领域专家学者: ['专家', '学者', '教授'],
  其他热心人士: ['志愿者', '热心'],
};

const withNames = (labels: readonly string[]) =>
  toChoices(labels).map((one) => ({ ...one, words: ALSO_CALLED[one.label] ?? [] }));

const groupsIn = (facts: Facts, roster: Roster): readonly string[] =>
  entryOf(facts, roster)?.sourceGroups.value ?? [];
const skillsIn = (facts: Facts, roster: Roster): readonly string[] =>
  entryOf(facts, roster)?.skillTags.value ?? [];

/** The whole name of a group, standing by itself among other answers. */
const spotListed = (text: string, listed: readonly string[]): readonly Found[] => {
  const said = plain(text).split(/[,，、。;；\s]+/u);
  const found = listed.filter((one) => said.includes(one));
  return found.length === 0 ? [] : [{ value: found, words: found.join('、') }];
};

const groupFields = (roster: Roster): readonly Field[] => [
  choice({
    id: 'sourceGroups',
    label: '身份',
    names: ['身份类别', '来源'],
    ask: () => '您属于哪些身份？可以选几个，用顿号隔开，例如“1、6”。',
    example: '',
    several: true,
    choices: (facts) => withNames(groupsIn(facts, roster)),
    wrong: '没有对上选项，请回复前面的数字，可以选几个，例如“1、6”。',
    spot: (text, facts) => spotListed(text, groupsIn(facts, roster)),
    when: (_answers, facts) => groupsIn(facts, roster).length > 0,
    onPage: FIELD,
  }),
  choice({
    id: 'skills',
    label: '专业特长',
    names: ['特长', '专业'],
    ask: () => '您有哪些专业知识或经验？可以选几个。有证书的，可以把照片直接发过来。',
    example: '',
    several: true,
    optional: true,
    choices: (facts) => withNames(skillsIn(facts, roster)),
    wrong: '没有对上选项，请回复前面的数字，可以选几个，例如“1、2”；都不是请回复“跳过”。',
    when: (_answers, facts) => skillsIn(facts, roster).length > 0,
    onPage: FIELD,
  }),
];

const reasonField = (roster: Roster): Field =>
  words({
    id: 'reason',
    label: roster === 'supervisors' ? '自荐理由' : '申请理由',
    names: ['理由', '原因', '经历'],
    ask: () =>
      roster === 'supervisors'
        ? '请说说为什么想当社会监督员，有什么相关经历。'
        : '请说说为什么申请，有什么相关经历。',
    example: '退休前在医院收费处工作二十年，熟悉医保结算',
    min: 4,
    // form 1 has no such box: what is not on it is not asked (PIPL 6)
    when: (_answers, facts) => !isForm1(facts, roster),
    onPage: { ...FIELD, long: true },
  });

/**
 * Every question of an application to a roster, in the order it is asked; which of them apply stands in
 * the measure of the bureau: the short form of the house or form 1 (GP-6.2, ZJ-8.1, clauses 1.3).
 */
export const applicationFields = (roster: Roster, opening: string): readonly Field[] => {
  return [
    ...wayFields(roster, opening),
    ...personFields(roster),
    ...workFields(roster),
    historyField({ when: (_answers, facts) => isForm1(facts, roster) }),
    ...groupFields(roster),
    ...professionFields(roster),
    areaField(roster),
    reasonField(roster),
    ...pieceFields(roster),
    ...promiseFields(roster),
    lateField,
    paperField(roster),
  ];
};

const form1Of = (answers: Answers): Json => ({
  ...Object.fromEntries(FORM1_WORDS.map((id): [string, Json] => [id, wordsOf(answers, id)])),
  yearsOfWork: given(answers, 'yearsOfWork'),
  history: [...rowsIn(given(answers, 'history') ?? [])],
  furtherCategories: listOf(answers, 'furtherCategories').filter(
    (one) => one !== wordsOf(answers, 'category'),
  ),
  workKinds: [...listOf(answers, 'workKinds')],
});

const FORM1_WORDS = [
  'nationality',
  'ethnicGroup',
  'politicalStatus',
  'nativePlace',
  'health',
  'homeAddress',
  'awards',
  'email',
  'school',
  'major',
  'education',
  'degree',
  'titleLevel',
  'title',
  'department',
  'employerType',
  'speciality',
  'category',
] as const;

/** The answers as the written application that is submitted. */
export const inputOf = (roster: Roster, answers: Answers, facts: Facts): unknown => {
  const form1 = isForm1(facts, roster);
  const words = (id: string): string => wordsOf(answers, id);
  return {
    roster,
    campaign: given(answers, 'campaign'),
    keepAsSelf: words('keepAsSelf') === 'yes',
    recommendedBy: isRecommended(answers) ? { unit: words('recommendingUnit'), contact: '' } : null,
    name: words('name'),
    citizenNumber: words('citizenNumber'),
    phone: words('phone'),
    ...employerOf(answers, facts),
    post: words('post'),
    sourceGroups: listOf(answers, 'sourceGroups'),
    skills: listOf(answers, 'skills'),
    area: areaOf(answers, facts, roster),
    reason: words('reason'),
    form1: form1 ? form1Of(answers) : null,
    ...(form1 || roster === 'supervisors' ? {} : shortOf(answers)),
    pieces: piecesIn(answers),
    ...agreedTo(roster, answers, facts),
  };
};

const agreedTo = (roster: Roster, answers: Answers, facts: Facts) => ({
  declarations: (entryOf(facts, roster)?.declarations.value ?? []).map(({ id }) => id),
  consent: wordsOf(answers, 'consent'),
  publication: given(answers, isShownBefore(facts, roster) ? 'publicationNeeded' : 'publication'),
});

/** The unit, and the designated institution it is (F1-15). */
const employerOf = (answers: Answers, facts: Facts) => {
  const employer = isEmployed(answers) ? wordsOf(answers, 'employer') : null;
  const listed = employer === null ? null : employerListed(employer, facts);
  return { employer, institution: listed?.id ?? null };
};

const shortOf = (answers: Answers) => ({
  category: wordsOf(answers, 'category'),
  title: wordsOf(answers, 'title'),
  speciality: wordsOf(answers, 'speciality'),
});

const LAST_TIME = '上次填写';
const ON_RECORD = '登记资料';

/** What the last application and the person's record say, as answers to look over (ZJ-20). */
export const prefillOf =
  (roster: Roster) =>
  async ({ app, tx }: DeskHand, facts: Facts): Promise<Answers> => {
    const { person } = facts.actor;
    const asked =
      person === null
        ? await app.askIn(tx, nomination.prefillOfChat, { roster }, facts.actor)
        : await app.askIn(tx, nomination.prefillFor, { roster, person }, facts.actor);
    if (asked.kind !== 'found' || asked.value === null) return {};
    const { form1, ...own } = asked.value;
    const words = form1 === undefined ? ON_RECORD : LAST_TIME;
    // the short form's category, title and speciality are blank where form 1 was filled in
    const values = z.record(z.string(), z.json()).parse({ ...own, ...form1 });
    return Object.fromEntries(
      // what was left out last time stays left out; a question that needs an answer is asked all the same
      Object.entries(values).map(([id, value]): [string, Answer] => [
        id,
        { value: isBlank(value) ? null : value, words },
      ]),
    );
  };

/** Somebody the office has registered, or invited, fills it in for the first time. */
export const isFromRecord = (earlier: Answers): boolean =>
  Object.values(earlier).every(({ words }) => words === ON_RECORD);

const isBlank = (value: Json | undefined): value is undefined | null | '' =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);
