import { dayFrom, daysInMonth, parseDay, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { NonEmpty } from '../kernel/result.ts';
import type { Term } from '../membership/index.ts';
import type { Binding, Employment, Particulars } from '../people/index.ts';
import type { HistoryRow } from './input.ts';
import { CONSENT_TEXT, PUBLICATION_TEXT, type Application } from './model.ts';
import type { ApprovalEvent } from './model-events.ts';
import type { NominationRefusal } from './model-refusals.ts';
import { isHeld, startAfter } from './rules.ts';
import { categoryOf } from './rules-conditions.ts';
import { toldOf } from './rules-review.ts';

/** What is known of the applicant on the day of the appointment. */
export interface ApprovalFacts {
  /** the person with this citizen number, when the bureau already knows one */
  readonly person: string | null;
  /** the person's terms in this roster */
  readonly terms: readonly Term[];
  readonly isBarred: boolean;
  /** to whom the applicant's chat belongs now */
  readonly binding: Binding | null;
  readonly today: Day;
}

interface Approving {
  readonly facts: ApprovalFacts;
  readonly reason: string;
  readonly by: string;
  readonly seed: string;
}

/** What has come in between since the application was taken: a term elsewhere, a bar (ZJ-18a). */
export const approvalProblem = (
  { state, roster }: Application,
  { terms, isBarred, today }: ApprovalFacts,
): NominationRefusal | null => {
  if (state !== 'selected') return { code: 'nomination.not-waiting', state };
  if (isBarred) return { code: 'nomination.barred', roster };
  return isHeld(terms, today) ? { code: 'nomination.already-member', roster } : null;
};

/**
 * One person, one record: made now unless the citizen number is known already. A known person's record is
 * not overwritten: what changed since is a change report (ZJ-8.4), checked by somebody.
 */
export const approvalEvents = (
  application: Application,
  { facts, reason, by, seed }: Approving,
): NonEmpty<ApprovalEvent> => {
  const person = facts.person ?? newId(seed, `person:${application.id}`);
  const bound = boundBy(application, { facts, person, seed });
  const approved: ApprovalEvent = {
    type: 'nomination.approved',
    ...toldOf(application),
    ...placeOf(application),
    route: application.route,
    person,
    exceptions: application.exceptions,
    bound: bound.length > 0 || facts.binding?.person === person,
    startsOn: startAfter(facts.terms, facts.today),
    by,
    private: { reason, speciality: specialityOf(application), identity: application.identity },
  };
  const consents = consentsBy(application, person, seed);
  return facts.person === null
    ? [registration(application, person), ...consents, ...bound, approved]
    : [...consents, ...bound, approved];
};

/** Supervisors have no category (ZJ-9 is the experts'). */
const placeOf = ({ roster, snapshot }: Application) => ({
  category: roster === 'experts' ? categoryOf(snapshot) : null,
  furtherCategories: roster === 'experts' ? (snapshot.form1?.furtherCategories ?? []) : [],
});

/** The first words of 擅长领域, as far as a term's line holds them. */
const SPECIALITY_LENGTH = 60;

const specialityOf = ({ snapshot }: Application): string =>
  (snapshot.form1?.speciality ?? snapshot.speciality).slice(0, SPECIALITY_LENGTH);

const consentsBy = (
  { id, snapshot, publication }: Application,
  person: string,
  seed: string,
): NonEmpty<ApprovalEvent> => [
  {
    type: 'people.consented',
    consent: newId(seed, `consent:${id}`),
    person,
    text: CONSENT_TEXT,
    version: snapshot.consent,
  },
  ...(publication === null
    ? []
    : [
        {
          type: 'people.consented' as const,
          consent: newId(seed, `publication:${id}`),
          person,
          text: PUBLICATION_TEXT,
          version: publication,
        },
      ]),
];

const registration = ({ snapshot, source }: Application, person: string): ApprovalEvent => ({
  type: 'people.registered',
  person,
  source,
  private: { particulars: particularsOf(snapshot) },
});

const particularsOf = (snapshot: Application['snapshot']): Particulars => ({
  name: snapshot.name,
  citizenNumber: snapshot.citizenNumber,
  phone: snapshot.phone,
  employments: employmentsOf(snapshot),
  area: snapshot.area,
  skills: snapshot.skills,
  sourceGroups: snapshot.sourceGroups,
  category: categoryOf(snapshot),
  title: titleOf(snapshot),
});

/** 职称 by its name, else by its level. */
const titleOf = ({ form1, title }: Application['snapshot']): string => {
  if (form1 === null) return title;
  return form1.title === '' ? form1.titleLevel : form1.title;
};

/** Where somebody works, and the dated posts before: recusal looks back on both (ZJ-11.2, ZJ-11.3). */
const employmentsOf = (snapshot: Application['snapshot']): Employment[] => {
  const rows = (snapshot.form1?.history ?? []).map((row) => ({
    ...NOWHERE,
    unit: row.unit,
    post: row.post,
    ...daysOf(row),
  }));
  const { employer, institution, post } = snapshot;
  if (employer === null) return rows;
  const current = rows.find(({ unit, until }) => unit === employer && until === null);
  const main = { ...NOWHERE, since: current?.since ?? null, unit: employer, institution, post };
  return [main, ...rows.filter((row) => row !== current)].slice(0, MOST_EMPLOYMENTS);
};

const MOST_EMPLOYMENTS = 20;

const NOWHERE = {
  institution: null,
  outside: false,
  kind: 'main',
  post: '',
  since: null,
  until: null,
} as const;

/** Months reach from their first day to their last, so that no day of a post is lost. */
const daysOf = ({
  from,
  to,
}: HistoryRow): { readonly since: string; readonly until: string | null } => ({
  since: `${from}-01`,
  until: to === null ? null : lastDayOf(to),
});

const lastDayOf = (month: string): string => {
  const first = parseDay(`${month}-01`);
  if (first === null) throw new RangeError(`not a month: ${month}`);
  const [year, count] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  return dayFrom(year, count, daysInMonth(year, count)) ?? first;
};

interface Bound {
  readonly facts: ApprovalFacts;
  readonly person: string;
  readonly seed: string;
}

/**
 * The chat that applied becomes the person's, but only of a person this approval has made: whoever
 * types a known person's number must not walk off with that person's record.
 */
const boundBy = (
  { id, identity }: Application,
  { facts, person, seed }: Bound,
): readonly ApprovalEvent[] => {
  const taken = facts.binding !== null && facts.binding.person !== null;
  if (identity === null || facts.person !== null || taken) return [];
  return [
    {
      type: 'people.bound',
      binding: newId(seed, `binding:${id}`),
      code: null,
      person,
      account: facts.binding?.account ?? null,
      private: { identity },
    },
  ];
};
