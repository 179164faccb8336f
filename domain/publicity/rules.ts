import type { Role } from '../kernel/actor.ts';
import { addDays, dayOf, yearOf, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { addWorkingDays, isPublished, rollForward, type Calendar } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Placement } from '../campaigns/index.ts';
import type { Application } from '../nomination/index.ts';
import type {
  Publicity,
  PublicityDays,
  PublicityEvent,
  PublicityRefusal,
  PublicityState,
  ToldCandidate,
} from './model.ts';
import type { PublicityPolicy } from './policy.ts';

export type Decision = Result<NonEmpty<PublicityEvent>, PublicityRefusal>;
export type Showing = World<PublicityPolicy>;

/** The prefix of a publicity period's number: 公示. */
export const PERIODS = 'GS';

/** A first day further off than this is a slip of the pen. */
const FURTHEST = 90;

/**
 * The last day of a period that begins on `first`: the first day is not counted, and a last day on a day
 * off moves to the next working day (2.9, 民法典 201–203).
 */
export const lastDayOf = (
  first: Day,
  { count, unit }: PublicityDays,
  calendar: Calendar,
): { readonly day: Day; readonly unpublished: readonly number[] } => {
  if (unit === 'workingDays') return addWorkingDays(first, count, calendar);
  const end = addDays(first, count);
  const day = rollForward(end, calendar);
  const years = [...new Set([yearOf(end), yearOf(day)])];
  return { day, unpublished: years.filter((year) => !isPublished(year, calendar)) };
};

/**
 * The last day as the calendar stands now: one that was counted before a year's holidays were published
 * moves on with them, and never comes nearer than it was announced.
 */
export const lastDayNow = (
  { firstDay, lastDay, days, unpublished }: Publicity,
  calendar: Calendar,
): Day => {
  if (unpublished.length === 0) return lastDay;
  const counted = lastDayOf(firstDay, days, calendar).day;
  return counted > lastDay ? counted : lastDay;
};

export interface StartFacts {
  /** the chosen applications that were found */
  readonly found: readonly Application[];
  /** applications that are shown now, or were shown to the end */
  readonly shown: readonly string[];
  readonly running: number;
  readonly account: string;
}

export interface Starting {
  readonly roster: Roster;
  readonly applications: readonly string[];
  /** null: today */
  readonly firstDay: Day | null;
}

/** 公示: selected candidates who have agreed to it are shown for the measure's days (ZJ-8.2b, A-22, A-37). */
export const start = (facts: StartFacts, input: Starting, world: Showing): Decision => {
  const days = daysOf(input.roster, world.policy);
  if (!days.ok) return days;
  const refusal = candidatesRefusal(facts, input);
  if (refusal !== null) return err(refusal);
  const today = dayOf(world.now);
  const first = input.firstDay ?? today;
  const latest = addDays(today, FURTHEST);
  if (first < today || first > latest) return err({ code: 'publicity.first-day', latest });
  const { day: lastDay, unpublished } = lastDayOf(first, days.value, world.calendar);
  return ok([
    {
      type: 'publicity.started',
      publicity: newId(world.seed, 'publicity'),
      number: runningNumber(seriesOf(PERIODS, world.now), facts.running),
      roster: input.roster,
      firstDay: first,
      lastDay,
      days: days.value,
      unpublished,
      applications: [...new Set(input.applications)],
      by: facts.account,
      private: { told: facts.found.map(toldOf) },
    },
  ]);
};

/** How long candidates are shown; the measure must say that they are, and for how many days. */
const daysOf = (
  roster: Roster,
  policy: PublicityPolicy,
): Result<PublicityDays, PublicityRefusal> => {
  const { calls, publication } = policy.rosters[roster] ?? {};
  if (calls?.publicity.value !== 'before' || publication === undefined)
    return err({ code: 'publicity.not-asked', roster });
  return calls.publicityDays.value === null
    ? err({ code: 'publicity.days-unset' })
    : ok(calls.publicityDays.value);
};

/** An invited candidate whose measure spares the publicity (ZJ-7.2, A-21). */
export const isNeverShown = ({ invited }: Pick<Application, 'invited'>): boolean =>
  invited?.skipsPublicity === true;

const candidatesRefusal = (
  { found, shown }: StartFacts,
  { applications, roster }: Starting,
): PublicityRefusal | null => {
  if (applications.length === 0) return { code: 'publicity.nobody-chosen' };
  if (applications.some((id) => !found.some((one) => one.id === id)))
    return { code: 'publicity.unknown' };
  for (const one of found) {
    const { number, state, roster: own } = one;
    if (own !== roster || state !== 'selected') return { code: 'publicity.not-selected', number };
    const refusal = showingRefusal(one, shown);
    if (refusal !== null) return refusal;
  }
  return null;
};

const showingRefusal = (
  application: Application,
  shown: readonly string[],
): PublicityRefusal | null => {
  const { id, number, publication } = application;
  if (isNeverShown(application)) return { code: 'publicity.invited', number };
  if (shown.includes(id)) return { code: 'publicity.already-shown', number };
  return publication === null ? { code: 'publicity.no-consent', number } : null;
};

const toldOf = ({ id, number, identity }: Application): ToldCandidate => ({
  application: id,
  number,
  identity,
});

export interface PeriodFacts {
  readonly period: Publicity | null;
  /** its candidates, whatever has become of them */
  readonly candidates: readonly Application[];
  /** objections nobody has decided */
  readonly open: number;
  readonly account: string;
}

/** Where and when the notice stood, with its address or a picture of it: the proof of publication. */
export const place = (
  { period, account }: Pick<PeriodFacts, 'period' | 'account'>,
  placement: Placement,
  { now }: World<object>,
): Decision => {
  if (period === null) return err({ code: 'publicity.unknown' });
  if (period.state === 'cancelled') return err({ code: 'publicity.state', state: period.state });
  const refusal = placementRefusal(placement, now);
  if (refusal !== null) return err(refusal);
  const { id, number } = period;
  return ok([{ type: 'publicity.placed', publicity: id, number, placement, by: account }]);
};

/** Nothing is proved by a day to come, nor by words alone. */
export const placementRefusal = (
  { day, url, scans }: Placement,
  now: Date,
): PublicityRefusal | null => {
  if (day > dayOf(now)) return { code: 'publicity.placed-later' };
  return url === '' && scans.length === 0 ? { code: 'publicity.no-proof' } : null;
};

interface Versioned {
  readonly expectVersion: number;
}

type Checked =
  { readonly problem: PublicityRefusal } | { readonly problem: null; readonly period: Publicity };

const inState = (
  { period }: Pick<PeriodFacts, 'period'>,
  { expectVersion }: Versioned,
  state: PublicityState,
): Checked => {
  if (period === null) return { problem: { code: 'publicity.unknown' } };
  if (period.version !== expectVersion)
    return { problem: { code: 'publicity.changed-meanwhile', version: period.version } };
  return period.state === state
    ? { problem: null, period }
    : { problem: { code: 'publicity.state', state: period.state } };
};

/** Taken back before its end: its candidates can be shown anew. */
export const cancel = (
  facts: PeriodFacts,
  input: Versioned & { readonly reason: string },
): Decision => {
  const checked = inState(facts, input, 'open');
  if (checked.problem !== null) return err(checked.problem);
  if (facts.open > 0) return err({ code: 'publicity.objections-open', count: facts.open });
  const { id, number, roster } = checked.period;
  return ok([
    {
      type: 'publicity.cancelled',
      publicity: id,
      number,
      roster,
      by: facts.account,
      private: { reason: input.reason, told: stillShown(facts.candidates) },
    },
  ]);
};

/** Whoever was refused or has withdrawn meanwhile has been told so already. */
const stillShown = (candidates: readonly Application[]): readonly ToldCandidate[] =>
  candidates.filter(({ state }) => state === 'selected').map(toldOf);

/** Why a period cannot end yet: the last day, an open objection, the proof (ZJ-8.2b); null: it can. */
export const endProblem = (
  period: Publicity,
  open: number,
  { now, calendar }: Pick<World<object>, 'now' | 'calendar'>,
): PublicityRefusal | null => {
  const { firstDay, placements } = period;
  const lastDay = lastDayNow(period, calendar);
  if (dayOf(now) <= lastDay) return { code: 'publicity.running', lastDay };
  if (open > 0) return { code: 'publicity.objections-open', count: open };
  const first = placements.map(({ day }) => day).sort()[0];
  if (first === undefined) return { code: 'publicity.no-placement' };
  return first > firstDay ? { code: 'publicity.placed-late', first, due: firstDay } : null;
};

/** 公示期满: clean, so that its candidates may be appointed. */
export const end = (facts: PeriodFacts, input: Versioned, world: Showing): Decision => {
  const checked = inState(facts, input, 'open');
  if (checked.problem !== null) return err(checked.problem);
  const { period } = checked;
  const problem = endProblem(period, facts.open, world);
  return problem === null
    ? ok([endedOf({ ...facts, period }, facts.account, world.policy)])
    : err(problem);
};

type Ending = Pick<PeriodFacts, 'candidates'> & { readonly period: Publicity };

const endedOf = (
  { period, candidates }: Ending,
  by: string | null,
  policy: PublicityPolicy,
): PublicityEvent => ({
  type: 'publicity.ended',
  publicity: period.id,
  number: period.number,
  roster: period.roster,
  appointers: appointersOf(period.roster, policy),
  by,
  private: { told: stillShown(candidates) },
});

export const appointersOf = (roster: Roster, { rosters }: PublicityPolicy): readonly Role[] =>
  rosters[roster]?.publication?.appointRoles.value ?? [];

/** The daily duty: whatever can end, ends; what cannot waits for the office. */
export const endDue = (due: readonly PeriodFacts[], _input: object, world: Showing): Decision => {
  const [first, ...rest] = due.flatMap(({ period, candidates, open }) =>
    period === null || endProblem(period, open, world) !== null
      ? []
      : [endedOf({ period, candidates }, null, world.policy)],
  );
  return first === undefined ? err({ code: 'publicity.nothing-due' }) : ok([first, ...rest]);
};
