import { fullYears, type Day } from '../kernel/day.ts';
import { parseCitizenNumber } from '../kernel/ids.ts';
import type { Route } from '../membership/index.ts';
import { TITLE_LEVELS, WORK_KINDS, type ApplicationInput, type Form1 } from './input.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy, Exception, NominationPolicy, OptionalField } from './policy.ts';

/** What an application is held against. */
export interface Measure {
  readonly entry: EntryPolicy;
  readonly categories: readonly string[];
  readonly titles: Titles;
  /** candidates are shown in public before they are appointed: the consent to it is needed */
  readonly shown: boolean;
  readonly route: Route;
  readonly referenceDay: Day;
  readonly today: Day;
}

type Titles = NonNullable<NominationPolicy['rosters']['experts']>['titles']['value'];
type Ages = NonNullable<EntryPolicy['age']['value']>;
type Limits = Pick<Ages, 'min' | 'max' | 'inclusive'>;
type Check = (application: ApplicationInput, measure: Measure) => NominationRefusal | null;

/** The first thing that stands in the way; soft rules never do (GP-4.1b, ZJ-6.5). */
export const hardRefusal: Check = (application, measure) => {
  for (const check of CHECKS) {
    const refusal = check(application, measure);
    if (refusal !== null) return refusal;
  }
  return null;
};

/** Soft rules that are not met: for staff to decide with a reason, never a refusal. */
export const exceptionsOf = (
  application: ApplicationInput,
  measure: Measure,
): readonly Exception[] => [
  ...(isAgeOutside(application, measure) ? ['age' as const] : []),
  ...(isTitleBelow(application, measure) ? ['title' as const] : []),
  ...(isEmployerOther(application, measure) ? ['employerType' as const] : []),
];

/** A PRC citizen (GP-4.1a, ZJ-6.1a): foreigners' residence cards carry numbers of the same form that begin with 9. */
const citizen: Check = ({ citizenNumber, form1 }, { entry }) => {
  if (!entry.citizensOnly.value) return null;
  const chinese = form1 === null || CHINESE.includes(form1.nationality);
  return chinese && !citizenNumber.startsWith('9') ? null : { code: 'nomination.not-citizen' };
};

const CHINESE: readonly string[] = [
  '中国',
  '中国籍',
  '中华人民共和国',
  '中华人民共和国国籍',
  '中国国籍',
];

/** A-19, GP-4.0: groups are chosen from the measure's list or in own words; some may not come in at all. */
const groups: Check = ({ sourceGroups }, { entry }) => {
  const group = sourceGroups.find((one) => entry.excludedGroups.value.includes(one));
  if (group !== undefined) return { code: 'nomination.excluded-group', group };
  return entry.sourceGroups.value.length > 0 && sourceGroups.length === 0
    ? { code: 'nomination.group-missing' }
    : null;
};

/** GP-4.5, A-03: only where the bureau has made it a requirement. */
const profession: Check = ({ skills, form1 }, { entry }) =>
  entry.profession.value === 'required' && skills.length === 0 && form1 === null
    ? { code: 'nomination.profession-missing' }
    : null;

const ages: Check = (application, { entry, referenceDay }) => {
  const limits = entry.age.value;
  if (limits === null) return null;
  const age = ageOf(application.citizenNumber, referenceDay);
  const furthest = limits.soft ? extended(limits) : limits;
  return isWithin(age, furthest)
    ? null
    : { code: 'nomination.age-outside', age, limits: limitWords(furthest) };
};

/** Beyond soft limits staff decide, up to the age to which the measure lets them be extended. */
const extended = ({ inclusive, soft, extendTo }: Ages): Ages => ({
  min: null,
  max: extendTo,
  inclusive,
  soft,
  extendTo,
});

/** ZJ-9: the main category and the further ones come from the measure's list. */
const category: Check = (application, { categories }) => {
  if (application.roster !== 'experts') return null;
  const main = categoryOf(application);
  if (main === null) return { code: 'nomination.form-incomplete', fields: ['category'] };
  const strange = [main, ...(application.form1?.furtherCategories ?? [])].find(
    (one) => !categories.includes(one),
  );
  return strange === undefined ? null : { code: 'nomination.no-such-category', category: strange };
};

/** Form 1 as far as the bureau keeps its fields: what is missing is named all at once. */
const complete: Check = (application, { entry }) => {
  if (entry.form.value !== 'form1') return null;
  const { form1 } = application;
  const fields = form1 === null ? ['form1'] : missingIn(application, form1, entry);
  return fields.length === 0 ? null : { code: 'nomination.form-incomplete', fields };
};

const NEEDED = [
  'ethnicGroup',
  'politicalStatus',
  'nativePlace',
  'health',
  'homeAddress',
] as const satisfies readonly OptionalField[];

const missingIn = (
  application: ApplicationInput,
  form1: Form1,
  entry: EntryPolicy,
): readonly string[] => {
  const kinds = entry.employerTypes.value.length > 0;
  return [
    ...NEEDED.filter((field) => entry.fields.value.includes(field) && form1[field] === ''),
    ...(form1.title === '' && form1.titleLevel !== '无' ? ['title'] : []),
    ...(application.employer === null ? [] : missingAtWork(application.post, form1, kinds)),
    ...(form1.history.length === 0 ? ['history'] : []),
  ];
};

/** Post and kind of unit are asked of whoever is employed (F1-16, ZJ-5). */
const missingAtWork = (post: string, form1: Form1, kinds: boolean): readonly string[] => [
  ...(post === '' ? ['post'] : []),
  ...(kinds && form1.employerType === '' ? ['employerType'] : []),
];

/** Willing to do both kinds of work (ZJ-6.3). */
const workKinds: Check = ({ roster, form1 }) =>
  roster !== 'experts' ||
  form1 === null ||
  WORK_KINDS.every((kind) => form1.workKinds.includes(kind))
    ? null
    : { code: 'nomination.work-kinds-missing' };

/** F1-19: rows run forward and have begun; recusal counts from them (ZJ-11.2). */
const history: Check = ({ form1 }, { today }) => {
  const month = today.slice(0, 7);
  const row = (form1?.history ?? []).findIndex(
    ({ from, to }) => from > month || (to !== null && to < from),
  );
  return row === -1 ? null : { code: 'nomination.history-reversed', row: row + 1 };
};

/** Nobody alive began to work as a child: above this the number is a slip (F1-17). */
const YOUNGEST_WORKER = 14;

const years: Check = ({ form1, citizenNumber }, { referenceDay }) => {
  if (form1 === null) return null;
  const age = ageOf(citizenNumber, referenceDay);
  return form1.yearsOfWork <= age - YOUNGEST_WORKER
    ? null
    : { code: 'nomination.years-implausible', years: form1.yearsOfWork, age };
};

/** The signed paper, sealed by the unit of whoever is employed (F1-22, F1-23, A-20). */
const paper: Check = ({ pieces, employer }, { entry, route }) => {
  const asked = entry.employerOpinion.value;
  const seal =
    employer !== null &&
    (asked === 'employed' || (asked === 'recommended' && route === 'recommendation'));
  const needed = seal || entry.signature.value === 'paper';
  return needed && !pieces.some(({ role }) => role === 'paper')
    ? { code: 'nomination.paper-missing', seal }
    : null;
};

/** F1-04 */
const photo: Check = ({ pieces }, { entry }) =>
  entry.form.value === 'form1' &&
  entry.fields.value.includes('photo') &&
  !pieces.some(({ role }) => role === 'photo')
    ? { code: 'nomination.photo-missing' }
    : null;

/** Recommended by a unit: its letter is there (GP-5.3, ZJ-7.1). */
const letter: Check = ({ pieces }, { route }) =>
  route === 'recommendation' && !pieces.some(({ role }) => role === 'recommendation')
    ? { code: 'nomination.letter-missing' }
    : null;

const declarations: Check = (application, { entry }) => {
  const missing = entry.declarations.value.filter(
    ({ id }) => !application.declarations.includes(id),
  );
  return missing.length === 0
    ? null
    : { code: 'nomination.declarations-missing', texts: missing.map(({ text }) => text) };
};

/** To use and, apart from it, to publish: each in the version that is shown today (GP-2b, A-37). */
const consents: Check = ({ consent, publication }, { entry, shown }) => {
  if (consent !== entry.consent.value.version) return { code: 'nomination.consent-outdated' };
  if (publication === null) return shown ? { code: 'nomination.publication-missing' } : null;
  return publication === entry.publication.value.version
    ? null
    : { code: 'nomination.consent-outdated' };
};

const CHECKS: readonly Check[] = [
  citizen,
  groups,
  profession,
  ages,
  category,
  complete,
  workKinds,
  history,
  years,
  photo,
  paper,
  letter,
  declarations,
  consents,
];

const isAgeOutside = (application: ApplicationInput, { entry, referenceDay }: Measure): boolean =>
  entry.age.value !== null &&
  !isWithin(ageOf(application.citizenNumber, referenceDay), entry.age.value);

/** Only the categories that the measure names have a title rule (ZJ-6.5b, A-32). */
const isTitleBelow = (application: ApplicationInput, { titles }: Measure): boolean => {
  const main = categoryOf(application);
  const rule = titles.find((one) => one.category === main);
  if (rule === undefined) return false;
  const { form1 } = application;
  if (form1 === null) return !rule.words.some((word) => application.title.includes(word));
  if (rule.years !== null && form1.yearsOfWork < rule.years) return true;
  const least = TITLE_LEVELS.findIndex((level) => level === rule.least);
  return least === -1
    ? !rule.words.some((word) => form1.title.includes(word))
    : TITLE_LEVELS.indexOf(form1.titleLevel) > least;
};

/** Chosen from the kinds of unit that the measure names; another kind needs a reason (ZJ-5). */
const isEmployerOther = ({ form1, employer }: ApplicationInput, { entry }: Measure): boolean =>
  form1 !== null &&
  employer !== null &&
  entry.employerTypes.value.length > 0 &&
  !entry.employerTypes.value.includes(form1.employerType);

/** The main category, wherever the form asked for it. */
export const categoryOf = (
  application: Pick<ApplicationInput, 'form1' | 'category'>,
): string | null => {
  const { form1, category: own } = application;
  const named = form1 === null ? own : form1.category;
  return named === '' ? null : named;
};

/** Full years (周岁) on a day; the birthday itself counts. */
export const ageOf = (citizenNumber: string, on: Day): number => {
  const parsed = parseCitizenNumber(citizenNumber);
  if (!parsed.ok) throw new Error('a citizen number that was never checked');
  return fullYears(parsed.value.birth, on);
};

/** Whether an age lies within the limits, ends included where the measure says 以上/以下. */
export const isWithin = (age: number, { min, max, inclusive }: Limits): boolean => {
  const gap = inclusive ? 0 : 1;
  return (min === null || age >= min + gap) && (max === null || age <= max - gap);
};

/** `25至70岁`, `60岁以下`. */
export const limitWords = ({ min, max }: Limits): string => {
  if (min !== null && max !== null) return `${min}至${max}岁`;
  if (max !== null) return `${max}岁以下`;
  return min === null ? '不限年龄' : `${min}岁以上`;
};
