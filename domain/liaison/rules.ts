import type { Role } from '../kernel/actor.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { addWorkingHours, isOfficeTime } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Account } from '../staff/index.ts';
import {
  isHeardAtOnce,
  isNewestOnly,
  type Alert,
  type Audience,
  type Cover,
  type Designation,
  type Duty,
  type LiaisonEvent,
  type LiaisonPolicy,
  type LiaisonRefusal,
  type Raising,
} from './model.ts';

type Decision = Result<NonEmpty<LiaisonEvent>, LiaisonRefusal>;

const HOUR = 3_600_000;

/** Roles that may stand in for the officer: they can open what the officer answers for. */
const COVERING: readonly Role[] = ['liaison', 'clerk', 'sectionHead', 'leader'];

/**
 * Who is to be told: the officer, or on leave the cover; then the leader, then discipline. Named
 * persons are taken out of every step (C-01); nobody left gives the empty list. What is meant for
 * discipline officers begins with them and never reaches the office.
 */
export const dutyOf = (
  duty: Duty,
  audience: Audience,
  except: readonly string[],
): readonly string[] => {
  const desk = [duty.cover ?? duty.officer].filter((account) => account !== null);
  const steps =
    audience === 'office' ? [desk, duty.leaders, duty.discipline] : [duty.discipline, duty.leaders];
  const left = steps.map((step) => step.filter((account) => !except.includes(account)));
  return left.find((step) => step.length > 0) ?? [];
};

/** Whom an alert goes to first: what is heard at once reaches the leader as well (GP-8.6e). */
const firstTold = (duty: Duty, { kind, audience, except }: Raising): readonly string[] => {
  const told = dutyOf(duty, audience, except);
  if (!isHeardAtOnce(kind) || audience !== 'office') return told;
  return [...new Set([...told, ...duty.leaders.filter((account) => !except.includes(account))])];
};

/** Whom an unacknowledged alert goes on to: the leader, else discipline, named persons taken out. */
export const escalationOf = (duty: Duty, except: readonly string[]): readonly string[] =>
  dutyOf({ ...duty, officer: null, cover: null }, 'office', except);

export interface DeskFacts {
  readonly accounts: readonly Account[];
  readonly current: Designation | null;
  readonly covers: readonly Cover[];
  readonly by: string;
}

/** Exactly one officer a roster: the new designation ends the former one (GP-12a). */
export const designate = (
  facts: DeskFacts,
  input: { readonly roster: Roster; readonly account: string; readonly note: string },
  world: World<object>,
): Decision => {
  if (!isEligible(facts.accounts, input.account, ['liaison']))
    return err({ code: 'liaison.not-eligible', as: 'officer' });
  if (facts.current?.account === input.account) return err({ code: 'liaison.already-officer' });
  return ok([
    {
      type: 'liaison.designated',
      designation: newId(world.seed, 'designation'),
      roster: input.roster,
      account: input.account,
      from: facts.current?.account ?? null,
      by: facts.by,
      private: { note: input.note },
    },
  ]);
};

/** Somebody answers for the officer from one day to another, both included. */
export const setCover = (
  facts: DeskFacts,
  input: {
    readonly roster: Roster;
    readonly account: string;
    readonly from: string;
    readonly to: string;
  },
  world: World<object>,
): Decision => {
  if (facts.current === null) return err({ code: 'liaison.no-officer' });
  if (facts.current.account === input.account) return err({ code: 'liaison.cover-is-officer' });
  if (!isEligible(facts.accounts, input.account, COVERING))
    return err({ code: 'liaison.not-eligible', as: 'cover' });
  if (input.to < input.from) return err({ code: 'liaison.cover-backwards' });
  const other = facts.covers.find((cover) => cover.from <= input.to && input.from <= cover.to);
  if (other !== undefined)
    return err({ code: 'liaison.cover-overlaps', from: other.from, to: other.to });
  return ok([
    {
      type: 'liaison.cover-set',
      cover: newId(world.seed, 'cover'),
      roster: input.roster,
      account: input.account,
      from: input.from,
      to: input.to,
      by: facts.by,
    },
  ]);
};

export const endCover = (cover: Cover | null, by: string): Decision =>
  cover === null
    ? err({ code: 'liaison.no-cover' })
    : ok([{ type: 'liaison.cover-ended', cover: cover.id, by }]);

const isEligible = (
  accounts: readonly Account[],
  account: string,
  roles: readonly Role[],
): boolean =>
  accounts.some(
    (one) => one.id === account && !one.disabled && one.roles.some((r) => roles.includes(r)),
  );

/** An alert to whoever is on duty, with the instant by which it must be acknowledged (GP-8.6e, A-11). */
export const raise = (
  facts: { readonly known: boolean; readonly duty: Duty; readonly open: readonly Alert[] },
  input: Raising,
  world: World<LiaisonPolicy>,
): Decision => {
  if (facts.known) return err({ code: 'liaison.already-raised' });
  const { except, ...publicFacts } = input;
  return ok([
    {
      type: 'liaison.alert-raised',
      alert: newId(world.seed, 'alert'),
      ...publicFacts,
      to: firstTold(facts.duty, input),
      ackBy: acknowledgeBy(input.kind, world).toISOString(),
      dutyPhone: dutyPhoneFor(input.kind, world),
      private: { except },
    },
    ...formerOf(facts.open, input).map(settled),
  ]);
};

const formerOf = (open: readonly Alert[], { kind }: Raising): readonly Alert[] =>
  isNewestOnly(kind) ? open.filter((alert) => alert.kind === kind) : [];

const settled = ({ id: alert, number }: Alert): LiaisonEvent => ({
  type: 'liaison.settled',
  alert,
  number,
});

/**
 * Two working hours; where closing time comes in between, what is heard at once may have hours of the
 * clock instead.
 */
export const acknowledgeBy = (kind: string, world: World<LiaisonPolicy>): Date => {
  const { acknowledgeHours, outOfHours } = world.policy.liaison;
  const { clockHours } = outOfHours.value;
  const working = addWorkingHours(world.now, acknowledgeHours.value, deskOf(world)).at;
  const staysOpen = working.getTime() - world.now.getTime() <= acknowledgeHours.value * HOUR;
  if (staysOpen || clockHours === null || !isHeardAtOnce(kind)) return working;
  const byClock = new Date(world.now.getTime() + clockHours * HOUR);
  return byClock < working ? byClock : working;
};

const deskOf = ({ calendar, policy }: World<LiaisonPolicy>) => ({ calendar, ...policy.office });

/** The telephone to call while the office is closed; null: it is open. */
export const dutyPhoneNow = (world: World<LiaisonPolicy>): string | null =>
  isOfficeTime(world.now, deskOf(world)) ? null : world.policy.liaison.outOfHours.value.phone;

const dutyPhoneFor = (kind: string, world: World<LiaisonPolicy>): string | null =>
  isHeardAtOnce(kind) ? dutyPhoneNow(world) : null;

/** 已知悉, by somebody it was sent to or who is on duty now; to all others it does not exist. */
export const acknowledge = (
  facts: { readonly alert: Alert | null; readonly onDuty: readonly string[] },
  account: string,
  world: World<object>,
): Decision => {
  const { alert, onDuty } = facts;
  if (alert === null || alert.except.includes(account)) return err({ code: 'liaison.unknown' });
  if (!alert.to.includes(account) && !onDuty.includes(account))
    return err({ code: 'liaison.unknown' });
  if (alert.acknowledgedAt !== null)
    return err({ code: 'liaison.already-acknowledged', at: alert.acknowledgedAt });
  return ok([
    { type: 'liaison.acknowledged', alert: alert.id, account, late: world.now > alert.ackBy },
  ]);
};

/** What the alert was about is done: it is no longer open and goes on to nobody. */
export const settle = (alert: Alert | null): Decision => {
  if (alert === null) return err({ code: 'liaison.unknown' });
  return alert.acknowledgedAt === null
    ? ok([settled(alert)])
    : err({ code: 'liaison.already-acknowledged', at: alert.acknowledgedAt });
};

/** Everything that stands open about a matter is done with at once. */
export const settleAll = (open: readonly Alert[]): Decision => {
  const [first, ...rest] = open.map(settled);
  return first === undefined ? err({ code: 'liaison.unknown' }) : ok([first, ...rest]);
};

/** By state, not by date: whatever is past its instant and unanswered goes to the leader, once. */
export const escalate = (
  overdue: readonly { readonly alert: Alert; readonly duty: Duty }[],
  _input: object,
  world: World<LiaisonPolicy>,
): Decision => {
  const [first, ...rest] = overdue.map(({ alert, duty }): LiaisonEvent => {
    const to = escalationOf(duty, alert.except);
    return {
      type: 'liaison.escalated',
      alert: alert.id,
      number: alert.number,
      kind: alert.kind,
      to,
      again: alert.to.filter((account) => !to.includes(account)),
      dutyPhone: dutyPhoneFor(alert.kind, world),
    };
  });
  return first === undefined ? err({ code: 'liaison.nothing-due' }) : ok([first, ...rest]);
};

/** The report of a major situation to the superior bureau, signed by the leader (GP-12b, A-10, A-11). */
export const reportUpward = (
  alert: Alert | null,
  input: {
    readonly way: 'letter' | 'phone' | 'system';
    readonly words: string;
    readonly receipt: string;
  },
  { account, superior }: { readonly account: string; readonly superior: string },
): Decision => {
  if (alert === null || alert.except.includes(account)) return err({ code: 'liaison.unknown' });
  if (alert.reportedAt !== null)
    return err({ code: 'liaison.already-reported', at: alert.reportedAt });
  return ok([
    {
      type: 'liaison.reported-upward',
      alert: alert.id,
      superior,
      way: input.way,
      account,
      private: { words: input.words, receipt: input.receipt },
    },
  ]);
};
