import type { ChatIdentity, Role } from '../kernel/actor.ts';
import { dayOf, instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import type { Roster } from '../kernel/world.ts';
import type { Application, NominationEvent } from '../nomination/index.ts';
import type {
  Objection,
  ObjectionSource,
  Publicity,
  PublicityEvent,
  PublicityRefusal,
} from './model.ts';
import type { PublicityPolicy } from './policy.ts';
import type { Decision, Showing } from './rules.ts';

/** The prefix of an objection's number: 异议. */
export const OBJECTIONS = 'YY';

export interface RaiseFacts {
  readonly period: Publicity | null;
  readonly candidates: readonly Application[];
  /** number of an open objection of the same chat against the same candidate */
  readonly own: string | null;
  readonly running: number;
  readonly identity: ChatIdentity | null;
  /** who enters it at the counter; null in chat */
  readonly enteredBy: string | null;
}

export interface Raising {
  readonly application: string | null;
  readonly text: string;
  readonly from: Objection['from'];
  readonly source: ObjectionSource;
  readonly scans: readonly string[];
}

/** Whether something can be said against a period's candidates on this day. */
export const takesObjections = ({ state, firstDay }: Publicity, today: Day): boolean =>
  state === 'open' && firstDay <= today;

/** 异议: from anybody, while the period is open (ZJ-8.2b, A-22); it blocks the end until it is decided. */
export const raise = (facts: RaiseFacts, input: Raising, world: Showing): Decision => {
  const { period, candidates } = facts;
  const { now, calendar, policy } = world;
  if (period === null || !takesObjections(period, dayOf(now)))
    return err({ code: 'publicity.none-running' });
  const about = candidatesIn(candidates, input.application);
  if (about.length === 0) return err({ code: 'publicity.no-such-candidate' });
  if (facts.own !== null) return err({ code: 'publicity.already-objected', number: facts.own });
  const publication = policy.rosters[period.roster]?.publication;
  if (publication === undefined) return err({ code: 'publicity.not-asked', roster: period.roster });
  const due = addWorkingDays(dayOf(now), publication.objectionDays.value, calendar);
  return ok([
    {
      type: 'publicity.objected',
      objection: newId(world.seed, 'objection'),
      number: runningNumber(seriesOf(OBJECTIONS, now), facts.running),
      publicity: period.id,
      roster: period.roster,
      application: input.application,
      source: input.source,
      scans: input.scans,
      touchBy: instantAt(due.day, policy.office.closes).toISOString(),
      unpublished: due.unpublished,
      deciders: publication.objectionRoles.value,
      except: [...new Set(about.flatMap(handlersOf))],
      enteredBy: facts.enteredBy,
      private: { text: input.text, from: input.from, identity: facts.identity },
    },
  ]);
};

/** The one it is about; everybody shown where nobody was named. */
const candidatesIn = (
  candidates: readonly Application[],
  application: string | null,
): readonly Application[] =>
  application === null ? candidates : candidates.filter(({ id }) => id === application);

/** Who signed a line of form 2, or chose: they do not judge their own work. */
export const handlersOf = ({ review, lines, selection }: Application): readonly string[] => [
  ...(review === null ? [] : [review.by]),
  ...lines.map(({ by }) => by),
  ...(selection === null ? [] : [selection.by]),
];

export interface Judge {
  readonly account: string;
  readonly roles: readonly Role[];
}

const objectionRoles = (roster: Roster, { rosters }: PublicityPolicy): readonly Role[] =>
  rosters[roster]?.publication?.objectionRoles.value ?? [];

/** Why somebody may not decide it, nor learn who raised it and what was said (C-01); null: may. */
export const judgeProblem = (
  { account, roles }: Judge,
  { roster, about }: { readonly roster: Roster; readonly about: readonly Application[] },
  policy: PublicityPolicy,
): PublicityRefusal | null => {
  const needed = objectionRoles(roster, policy);
  if (!roles.some((role) => needed.includes(role)))
    return { code: 'publicity.not-your-part', part: 'objection', roles: needed };
  return about.some((one) => handlersOf(one).includes(account))
    ? { code: 'publicity.same-person' }
    : null;
};

export interface DecideFacts extends Judge {
  readonly objection: Objection | null;
  /** all candidates of its period */
  readonly candidates: readonly Application[];
}

export interface Deciding {
  readonly expectVersion: number;
  readonly verdict: 'upheld' | 'rejected';
  readonly reason: string;
  /** against whom it is upheld, where it named nobody */
  readonly application: string | null;
}

/** What a decision makes: its own event, and the candidate's no in the same transaction. */
type Judgement = Result<NonEmpty<PublicityEvent | NominationEvent>, PublicityRefusal>;

/** 处理异议: by a role of the measure, never by who signed; upheld, the candidate is not appointed. */
export const decideObjection = (
  facts: DecideFacts,
  input: Deciding,
  { policy }: Showing,
): Judgement => {
  const { objection, candidates } = facts;
  if (objection === null) return err({ code: 'publicity.unknown' });
  const named = objection.application ?? input.application;
  const about = candidatesIn(candidates, objection.application);
  const refusal =
    standing(objection, input.expectVersion) ??
    judgeProblem(facts, { roster: objection.roster, about }, policy) ??
    namedRefusal(facts, input, named);
  if (refusal !== null) return err(refusal);
  return ok([
    decidedOf(objection, facts, { ...input, application: named }),
    ...refusedBy(facts, input, named),
  ]);
};

/** Upheld: the nomination ends, unless it has ended by itself meanwhile. */
const refusedBy = (
  { candidates, account }: DecideFacts,
  { verdict, reason }: Deciding,
  named: string | null,
): readonly NominationEvent[] =>
  candidates
    .filter(({ id, state }) => verdict === 'upheld' && id === named && state === 'selected')
    .map((candidate) => refusalOf(candidate, account, reason));

const standing = (
  { version, state }: Objection,
  expectVersion: number,
): PublicityRefusal | null => {
  if (version !== expectVersion) return { code: 'publicity.changed-meanwhile', version };
  return state === 'open' ? null : { code: 'publicity.objection-decided' };
};

const namedRefusal = (
  { candidates }: DecideFacts,
  { verdict }: Deciding,
  named: string | null,
): PublicityRefusal | null => {
  if (verdict === 'rejected') return null;
  return candidates.some(({ id }) => id === named) ? null : { code: 'publicity.candidate-missing' };
};

const decidedOf = (
  { id, number, publicity, identity }: Objection,
  { account }: Judge,
  { verdict, reason, application }: Deciding,
): PublicityEvent => ({
  type: 'publicity.objection-decided',
  objection: id,
  number,
  publicity,
  application,
  verdict,
  by: account,
  private: { reason, identity },
});

const refusalOf = (
  { id, number, roster, identity }: Application,
  by: string,
  reason: string,
): NominationEvent => ({
  type: 'nomination.refused',
  application: id,
  number,
  roster,
  because: 'objection',
  by,
  private: { reason, identity },
});
