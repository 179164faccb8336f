import type { ChatIdentity } from '../kernel/actor.ts';
import { addDays, dayOf, daysBetween, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { CallsPolicy } from '../campaigns/index.ts';
import type { Institution } from '../institutions/index.ts';
import type { Term } from '../membership/index.ts';
import type { ApplicationInput, Form1 } from './input.ts';
import type { Snapshot, Source } from './model.ts';
import type { NominationEvent } from './model-events.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy, NominationPolicy } from './policy.ts';
import { ageOf, exceptionsOf, hardRefusal, type Measure } from './rules-conditions.ts';
import { referenceDayOf, wayOf, type Calls, type Way } from './rules-route.ts';
import { firstOf, notedTerms, reviewLineOf, valuesOf } from './rules-terms.ts';

export type Decision = Result<NonEmpty<NominationEvent>, NominationRefusal>;
export type Nomination = World<NominationPolicy>;

/** The prefix of application numbers: 申请. */
export const APPLICATIONS = 'SQ';

/**
 * How long before the end of a term its holder may apply for the next (ZJ-20). Neither measure gives a
 * number; two months leave time for review and publicity.
 */
export const RENEWAL_DAYS = 60;

export interface SubmitFacts extends Calls {
  /** the person's terms in this roster */
  readonly terms: readonly Term[];
  readonly isBarred: boolean;
  /** an application of the same citizen number that is still open */
  readonly pending: { readonly number: string; readonly own: boolean } | null;
  readonly running: number;
  readonly identity: ChatIdentity | null;
  /** the designated institution that the employer is */
  readonly employedAt: Pick<Institution, 'name' | 'popularNames' | 'formerNames'> | null;
  /** digests of the values that are noted already */
  readonly noted: readonly string[];
}

interface Submission {
  readonly application: ApplicationInput;
  readonly source: Source;
}

/**
 * Takes a written application (GP-6.2, ZJ-8.1) under the measure's values of today, which it keeps
 * (B-25). What a measure only asks for in principle is marked for staff to decide (GP-4.1b).
 */
export const submit = (
  facts: SubmitFacts,
  { application, source }: Submission,
  world: Nomination,
): Decision => {
  const { roster } = application;
  const { entry, calls } = world.policy.rosters[roster] ?? {};
  if (entry === undefined || calls === undefined)
    return err({ code: 'nomination.not-open', roster });
  const refusal = standing(facts, roster, dayOf(world.now));
  if (refusal !== null) return err(refusal);
  const way = wayOf(application, facts, { calls, now: world.now });
  if (!way.ok) return way;
  const measure = measureOf(roster, way.value, { entry, calls }, world);
  const hard = hardRefusal(application, measure);
  if (hard !== null) return err(hard);
  const values = valuesOf(roster, entry, world.policy);
  const submitted = submittedOf(facts, { application, source }, { measure, way: way.value, world });
  return ok([
    { ...submitted, terms: values.digest },
    ...notedTerms(values, facts.noted.includes(values.digest)),
  ]);
};

interface Open {
  readonly entry: EntryPolicy;
  readonly calls: CallsPolicy;
}

const measureOf = (
  roster: Roster,
  way: Way,
  { entry, calls }: Open,
  world: Nomination,
): Measure => {
  const { experts } = world.policy.rosters;
  return {
    entry,
    categories: experts?.categories.value ?? [],
    titles: roster === 'experts' ? (experts?.titles.value ?? []) : [],
    shown: calls.publicity.value === 'before' && way.invited?.skipsPublicity !== true,
    route: way.route,
    referenceDay: referenceDayOf(way.campaign, world.now, entry),
    today: dayOf(world.now),
  };
};

interface Checked {
  readonly measure: Measure;
  readonly way: Way;
  readonly world: Nomination;
}

const submittedOf = (
  facts: SubmitFacts,
  { application, source }: Submission,
  { measure, way, world }: Checked,
): Extract<NominationEvent, { type: 'nomination.submitted' }> => ({
  type: 'nomination.submitted',
  application: newId(world.seed, 'application'),
  number: runningNumber(seriesOf(APPLICATIONS, world.now), facts.running),
  roster: application.roster,
  route: way.route,
  campaign: way.campaign?.id ?? null,
  invited: way.invited,
  terms: '',
  source,
  age: ageOf(application.citizenNumber, measure.referenceDay),
  referenceDay: measure.referenceDay,
  exceptions: exceptionsOf(application, measure),
  consent: application.consent,
  publication: application.publication,
  pieces: application.pieces,
  reader: firstOf(reviewLineOf(measure.entry).roles),
  ...touchBy(measure.entry, world),
  private: {
    snapshot: {
      ...snapshotOf(application, measure.entry, way),
      employer: employerName(application.employer, facts.employedAt),
    },
    identity: facts.identity,
  },
});

/** One person, one open application in a roster (A-36: by citizen number); a member only near the end of the term. */
const standing = (
  { terms, isBarred, pending }: SubmitFacts,
  roster: Roster,
  today: Day,
): NominationRefusal | null => {
  if (isBarred) return { code: 'nomination.barred', roster };
  if (isHeld(terms, today)) return { code: 'nomination.already-member', roster };
  if (pending === null) return null;
  return { code: 'nomination.already-applied', number: pending.own ? pending.number : null };
};

/** A term runs and its end is not near: lapsed is no obstacle (B-18), the last weeks are none (ZJ-20). */
export const isHeld = (terms: readonly Term[], today: Day): boolean =>
  runningTerms(terms).some(
    ({ lastDay }) => lastDay === null || daysBetween(today, lastDay) > RENEWAL_DAYS,
  );

const runningTerms = (terms: readonly Term[]): readonly Term[] =>
  terms.filter(({ status }) => status === 'active');

/** The next term begins where the running one ends; null: on the day of the appointment (ZJ-20). */
export const startAfter = (terms: readonly Term[], today: Day): Day | null => {
  const [last] = runningTerms(terms)
    .flatMap(({ lastDay }) => (lastDay === null || lastDay < today ? [] : [lastDay]))
    .sort((a, b) => (a < b ? 1 : -1));
  return last === undefined ? null : addDays(last, 1);
};

/** As confirmed, with every text that was agreed to; boxes the bureau has switched off stay empty. */
const snapshotOf = (application: ApplicationInput, entry: EntryPolicy, way: Way): Snapshot => ({
  ...application,
  campaign: way.campaign?.id ?? null,
  form1: application.form1 === null ? null : trimmed(application.form1, entry),
  pieces: application.pieces,
  consentText: entry.consent.value.text,
  publicationText: application.publication === null ? '' : entry.publication.value.text,
  declarationTexts: entry.declarations.value.map(({ text }) => text),
});

/** Papers and notices name a designated institution as it is listed, not as people call it (F1-15). */
export const employerName = (
  said: string | null,
  listed: Pick<Institution, 'name' | 'popularNames' | 'formerNames'> | null,
): string | null => {
  if (said === null || listed === null || said.includes(listed.name)) return said;
  const called = [...listed.popularNames, ...listed.formerNames];
  return called.includes(said) ? listed.name : `${listed.name}（${said}）`;
};

const trimmed = (form1: Form1, { fields }: EntryPolicy): Form1 => {
  const kept = fields.value;
  return {
    ...form1,
    ethnicGroup: kept.includes('ethnicGroup') ? form1.ethnicGroup : '',
    politicalStatus: kept.includes('politicalStatus') ? form1.politicalStatus : '',
    nativePlace: kept.includes('nativePlace') ? form1.nativePlace : '',
    health: kept.includes('health') ? form1.health : '',
    homeAddress: kept.includes('homeAddress') ? form1.homeAddress : '',
    awards: kept.includes('awards') ? form1.awards : '',
    email: kept.includes('email') ? form1.email : '',
  };
};

/** By when somebody acts on it, so many working days from now, or from a later day on. */
export const touchBy = (
  entry: EntryPolicy,
  { now, calendar, policy }: Nomination,
  from: Day = dayOf(now),
): { readonly touchBy: string; readonly unpublished: readonly number[] } => {
  const due = addWorkingDays(from, entry.untouchedDays.value, calendar);
  return {
    touchBy: instantAt(due.day, policy.office.closes).toISOString(),
    unpublished: due.unpublished,
  };
};
