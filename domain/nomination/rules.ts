import type { ChatIdentity } from '../kernel/actor.ts';
import { dayOf, fullYears, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { parseCitizenNumber } from '../kernel/ids.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import type { ApplicationInput } from './input.ts';
import type {
  Application,
  Conclusion,
  EntryPolicy,
  NominationEvent,
  NominationPolicy,
  NominationRefusal,
  RevealedField,
  Snapshot,
  Source,
} from './model.ts';

type Decision = Result<NonEmpty<NominationEvent>, NominationRefusal>;
type Nomination = World<NominationPolicy>;

/** The prefix of application numbers: 申请. */
export const APPLICATIONS = 'SQ';

export interface SubmitFacts {
  readonly isMember: boolean;
  /** an application of the same citizen number that is still open */
  readonly open: { readonly number: string; readonly own: boolean } | null;
  readonly running: number;
  readonly identity: ChatIdentity | null;
}

interface Submission {
  readonly application: ApplicationInput;
  readonly source: Source;
  readonly scans: readonly string[];
}

/**
 * Takes a written application at any time of the year (GP-5.4, GP-6.2). Ages outside a soft limit
 * are accepted and marked for a decision by staff (GP-4.1b).
 */
export const submit = (facts: SubmitFacts, input: Submission, world: Nomination): Decision => {
  const entry = world.policy.rosters.supervisors?.entry;
  if (entry === undefined) return err({ code: 'nomination.not-open' });
  const refusal = standing(facts) ?? conditions(input.application, entry, dayOf(world.now));
  if (refusal !== null) return err(refusal);
  const touch = touchBy(entry, world);
  const age = ageOf(input.application.citizenNumber, dayOf(world.now));
  return ok([
    {
      type: 'nomination.submitted',
      application: newId(world.seed, 'application'),
      number: runningNumber(seriesOf(APPLICATIONS, world.now), facts.running),
      roster: 'supervisors',
      route: 'selfNomination',
      source: input.source,
      age,
      ageReview: !isWithin(age, entry.age.value),
      consent: entry.consent.value.version,
      scans: input.scans,
      ...touch,
      private: { snapshot: snapshotOf(input.application, entry), identity: facts.identity },
    },
  ]);
};

/** One person, one open application; a member needs none (A-36: by citizen number). */
const standing = ({ isMember, open }: SubmitFacts): NominationRefusal | null => {
  if (isMember) return { code: 'nomination.already-member' };
  if (open === null) return null;
  return { code: 'nomination.already-applied', number: open.own ? open.number : null };
};

const conditions = (
  application: ApplicationInput,
  entry: EntryPolicy,
  today: Day,
): NominationRefusal | null => {
  const group = application.sourceGroups.find((one) => entry.excludedGroups.value.includes(one));
  if (group !== undefined) return { code: 'nomination.excluded-group', group };
  if (entry.profession.value === 'required' && application.skills.length === 0)
    return { code: 'nomination.profession-missing' };
  return (
    ageRefusal(ageOf(application.citizenNumber, today), entry.age.value) ??
    promises(application, entry)
  );
};

const ageRefusal = (age: number, limits: Ages): NominationRefusal | null =>
  limits.soft || isWithin(age, limits)
    ? null
    : { code: 'nomination.age-outside', age, limits: limitWords(limits) };

const promises = (application: ApplicationInput, entry: EntryPolicy): NominationRefusal | null => {
  const missing = entry.declarations.value.filter(
    ({ id }) => !application.declarations.includes(id),
  );
  if (missing.length > 0)
    return { code: 'nomination.declarations-missing', texts: missing.map(({ text }) => text) };
  if (application.consent !== entry.consent.value.version)
    return { code: 'nomination.consent-outdated' };
  return null;
};

type Ages = EntryPolicy['age']['value'];

/** Full years (周岁) on a day; the birthday itself counts. */
export const ageOf = (citizenNumber: string, on: Day): number => {
  const parsed = parseCitizenNumber(citizenNumber);
  if (!parsed.ok) throw new Error('a citizen number that was never checked');
  return fullYears(parsed.value.birth, on);
};

/** Whether an age lies within the limits, ends included where the measure says 以上/以下. */
export const isWithin = (age: number, { min, max, inclusive }: Ages): boolean => {
  const gap = inclusive ? 0 : 1;
  return (min === null || age >= min + gap) && (max === null || age <= max - gap);
};

/** `25至70岁`, `60岁以下`. */
export const limitWords = ({ min, max }: Ages): string => {
  if (min !== null && max !== null) return `${min}至${max}岁`;
  if (max !== null) return `${max}岁以下`;
  return min === null ? '不限年龄' : `${min}岁以上`;
};

const snapshotOf = (application: ApplicationInput, entry: EntryPolicy): Snapshot => ({
  ...application,
  consentText: entry.consent.value.text,
  declarationTexts: entry.declarations.value.map(({ text }) => text),
});

const touchBy = (
  entry: EntryPolicy,
  { now, calendar, policy }: Nomination,
): { readonly touchBy: string; readonly unpublished: readonly number[] } => {
  const due = addWorkingDays(dayOf(now), entry.untouchedDays.value, calendar);
  return {
    touchBy: instantAt(due.day, policy.office.closes).toISOString(),
    unpublished: due.unpublished,
  };
};

/** What a member of staff does to an application they have read in a certain version. */
export interface Handling {
  readonly application: Application | null;
  readonly account: string;
}

/** Still open and unchanged since it was read, else why not (F22). */
export const openProblem = (
  application: Application | null,
  expectVersion: number,
):
  | { readonly problem: NominationRefusal }
  | { readonly problem: null; readonly application: Application } => {
  if (application === null) return { problem: { code: 'nomination.unknown' } };
  if (application.version !== expectVersion)
    return { problem: { code: 'nomination.changed-meanwhile', version: application.version } };
  if (application.state !== 'submitted' && application.state !== 'reviewed')
    return { problem: { code: 'nomination.not-waiting', state: application.state } };
  return { problem: null, application };
};

/** The reviewer's conclusion, with reasons for every yes and no (GP-6.3); may be given anew until decided. */
export const review = (
  facts: Handling,
  input: {
    readonly expectVersion: number;
    readonly conclusion: Conclusion;
    readonly findings: string;
  },
  world: Nomination,
): Decision => {
  const entry = world.policy.rosters.supervisors?.entry;
  if (entry === undefined) return err({ code: 'nomination.not-open' });
  const checked = openProblem(facts.application, input.expectVersion);
  if (checked.problem !== null) return err(checked.problem);
  return ok([
    {
      type: 'nomination.reviewed',
      application: checked.application.id,
      number: checked.application.number,
      conclusion: input.conclusion,
      by: facts.account,
      touchBy: touchBy(entry, world).touchBy,
      private: { findings: input.findings, identity: checked.application.identity },
    },
  ]);
};

/** The applicant, or staff for somebody who phones, takes an open application back (PIPL 15). */
export const withdraw = (application: Application | null): Decision => {
  if (application === null) return err({ code: 'nomination.unknown' });
  const checked = openProblem(application, application.version);
  if (checked.problem !== null) return err(checked.problem);
  return ok([
    { type: 'nomination.withdrawn', application: application.id, number: application.number },
  ]);
};

/** One value of one application, for one member of staff, with a reason that stays on record. */
export const reveal = (
  { application, account }: Handling,
  input: { readonly field: RevealedField; readonly reason: string },
  { seed }: World<object>,
): Decision =>
  application === null
    ? err({ code: 'nomination.unknown' })
    : ok([
        {
          type: 'nomination.revealed',
          reveal: newId(seed, 'reveal'),
          application: application.id,
          field: input.field,
          account,
          private: { reason: input.reason },
        },
      ]);
