import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import { hmacSm3 } from '../kernel/sm3.ts';
import {
  applyRounds,
  codeAt,
  commitment,
  fillSeats,
  NODE_HASHING,
  type Filled,
  type List,
  type Rules,
} from '../vrs/index.ts';
import { freeTeam, invite, startOf } from './invite-rules.ts';
import type { DrawsEvent } from './model-events.ts';
import { aboutDraw, joined } from './party-rules.ts';
import type {
  Attempt,
  Contribution,
  Identities,
  Lottery,
  Revealed,
  Witness,
} from './model-attempt.ts';
import type { DrawsRefusal, OrderedMember, OutCode, Task } from './model.ts';
import type { Decision, Ruling } from './rules.ts';

/** How many one-time codes one commitment covers (draw.md 2.3, step 3). */
export const ROUNDS = 16;

/** What a bureau's very first draw follows. */
export const NO_DRAW_YET = '0'.repeat(64);

/** A list as it was frozen: what the digests are of, and whom the pseudonyms mean. */
export interface FrozenList {
  readonly attempt: number;
  readonly name: string;
  readonly list: List;
  readonly rules: Rules;
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly identities: Identities;
}

export interface CommitFacts {
  readonly task: Task | null;
  /** the attempt that stands: committed or drawn */
  readonly standing: Pick<Attempt, 'id' | 'status' | 'committedAt' | 'drawnAt'> | null;
  readonly witness: 'fits' | 'unknown' | 'tied' | 'unresolved' | 'in-pool';
  readonly ordinal: number;
  readonly prev: string;
  readonly frozen: FrozenList | null;
  readonly shortage: DrawsRefusal | null;
  readonly account: string;
}

export interface CommitInput {
  readonly witness: Witness;
  readonly lottery: string | null;
}

/**
 * The candidate list is frozen and bound by a commitment before anybody gives digits (draw.md 2.3,
 * steps 2 and 3). What cannot be filled is refused here: nothing is drawn in part (draw-5, draw-34).
 */
export const commit = (facts: CommitFacts, input: CommitInput, world: Ruling): Decision => {
  const refused = commitRefusal(facts, input);
  if (refused !== null) return err(refused);
  const { task, frozen } = facts;
  if (task === null || frozen === null) return err({ code: 'draws.unknown' });
  const lottery = lotteryOf(input.lottery, world);
  if (lottery === undefined) return err({ code: 'draws.unknown-lottery' });
  return ok([
    {
      type: 'draws.committed',
      ...begun({ task, frozen, prev: facts.prev, operator: facts.account }, world),
      assurance: lottery === null ? 'B' : 'A',
      ordinal: facts.ordinal,
      witness: input.witness,
      lottery,
      private: { ...contentsOf(frozen), secret: secretOf(world.seed) },
    },
  ]);
};

const commitRefusal = (facts: CommitFacts, { witness }: CommitInput): DrawsRefusal | null => {
  const { task, standing } = facts;
  if (task === null) return { code: 'draws.unknown' };
  const refused = standsAlready(task, standing) ?? witnessRefusal(facts, witness);
  return refused ?? seatRefusal(facts) ?? facts.shortage;
};

/** Where people were named for every seat there is nothing left to draw. */
const seatRefusal = ({ task, frozen }: CommitFacts): DrawsRefusal | null =>
  task !== null && frozen !== null && Object.keys(frozen.rules.need).length === 0
    ? { code: 'draws.nothing-to-draw', number: task.number }
    : null;

/** One draw a task: a new one needs the old one to be declared void first (draw-16, draw-18). */
const standsAlready = (task: Task, standing: CommitFacts['standing']): DrawsRefusal | null => {
  const { number } = task;
  if (standing?.drawnAt != null)
    return { code: 'draws.already-drawn', draw: standing.id, number, at: standing.drawnAt };
  if (standing !== null)
    return { code: 'draws.already-committed', draw: standing.id, number, at: standing.committedAt };
  return task.status === 'cancelled' ? { code: 'draws.is-cancelled', number } : null;
};

const WITNESS_REFUSALS = {
  unknown: { code: 'draws.witness-unknown' },
  tied: { code: 'draws.witness-tied' },
  unresolved: { code: 'draws.witness-unresolved' },
  'in-pool': { code: 'draws.witness-in-pool' },
} as const;

const witnessRefusal = (facts: CommitFacts, witness: Witness): DrawsRefusal | null => {
  if (witness.kind === 'account' && witness.id === facts.account)
    return { code: 'draws.witness-self' };
  return facts.witness === 'fits' ? null : WITNESS_REFUSALS[facts.witness];
};

const lotteryOf = (name: string | null, { policy }: Ruling): Lottery | null | undefined =>
  name === null ? null : policy.draws.lotteries.value.find((one) => one.name === name);

/** The commitment's secret; not one of the ids that the same seed gives: those are public. */
export const secretOf = (seed: string): string => hmacSm3(seed, 'commitment').toString('hex');

/** What of a frozen list is private. */
export const contentsOf = ({ list, rules, identities }: FrozenList) => ({
  list,
  rules,
  identities,
});

interface Beginning {
  readonly task: Task;
  readonly frozen: FrozenList;
  readonly prev: string;
  readonly operator: string;
}

/** The public facts that an attempt begins with. */
export const begun = ({ task, frozen, prev, operator }: Beginning, world: Ruling) => {
  const { attempt, name, listDigest, rulesDigest, list } = frozen;
  const top = codeAt(secretOf(world.seed), ROUNDS, NODE_HASHING);
  return {
    draw: newId(world.seed, 'draw'),
    task: task.id,
    number: task.number,
    attempt,
    name,
    listDigest,
    rulesDigest,
    commit: commitment({ id: name, listDigest, rulesDigest, top, prev }, NODE_HASHING),
    prev,
    rounds: ROUNDS,
    inPool: list.rows.length,
    candidates: list.rows.filter(({ out }) => out === '').length,
    operator,
  };
};

export interface DrawFacts {
  readonly task: Task | null;
  readonly attempt: Attempt | null;
  readonly contributions: readonly Contribution[];
  /** the drawn order, computed from code and entropy; empty where a party is missing */
  readonly order: readonly string[];
}

/**
 * Reveal and draw in one step (ZJ-10a, ZJ-10b): nobody can look at the result and then refuse it.
 * A second press gets the first result (F23, draw-16).
 */
export const draw = (facts: DrawFacts, _input: object, world: Ruling): Decision => {
  const { task, attempt, contributions } = facts;
  const refused = drawRefusal(facts, world);
  if (refused !== null) return err(refused);
  if (task === null || attempt === null) return err({ code: 'draws.unknown' });
  const together = joined(attempt, contributions);
  if ('missing' in together)
    return err({ code: 'draws.party-missing', number: task.number, party: together.missing });
  const revealed = revealedBy(attempt, { entropy: together.entropy, order: facts.order });
  const { list } = attempt;
  const drawnEvent: DrawsEvent = {
    type: 'draws.drawn',
    ...aboutDraw(attempt, task),
    attempt: attempt.attempt,
    witness: attempt.witness,
    assurance: attempt.assurance,
    commit: attempt.commit,
    inPool: list.rows.length,
    candidates: facts.order.length,
    seats: revealed.panel.length,
    private: { revealed, sources: contributions.map(sourceOf) },
  };
  return ok([drawnEvent, ...invitationsOf(task, attempt, { revealed, world })]);
};

const sourceOf = ({ party, hash, salt, value }: Contribution) => ({ party, hash, salt, value });

const drawRefusal = ({ task, attempt }: DrawFacts, world: Ruling): DrawsRefusal | null => {
  if (task === null) return { code: 'draws.unknown' };
  const { number } = task;
  if (attempt === null) return { code: 'draws.not-committed', number };
  if (attempt.drawnAt !== null)
    return { code: 'draws.already-drawn', draw: attempt.id, number, at: attempt.drawnAt };
  if (task.status === 'cancelled') return { code: 'draws.is-cancelled', number };
  if (startOf(task) <= world.now) return { code: 'draws.started', number };
  return keepsItsWord(attempt) ? null : { code: 'draws.commitment-broken', number };
};

/** The secret must still open the commitment: a code that does not is never used (draw-20). */
const keepsItsWord = (attempt: Attempt): boolean => {
  const { name, listDigest, rulesDigest, prev } = attempt;
  const top = applyRounds(codeOfRound(attempt, 1), 1, NODE_HASHING);
  return (
    commitment({ id: name, listDigest, rulesDigest, top, prev }, NODE_HASHING) === attempt.commit
  );
};

/** The one-time code of a round: the first opens c(n−1), every later one the code before it. */
export const codeOfRound = (
  { secret, rounds }: Pick<Attempt, 'secret' | 'rounds'>,
  round: number,
) => codeAt(secret, rounds - round, NODE_HASHING);

type Chosen = Pick<Attempt, 'list' | 'rules' | 'secret' | 'rounds'>;

/** Panel, seats and skips of a drawn order, with what they follow from. */
export const revealedBy = (
  attempt: Chosen,
  { entropy, order }: { readonly entropy: string; readonly order: readonly string[] },
): Revealed => {
  const filled = panelFrom(attempt, order);
  return {
    code: codeOfRound(attempt, 1),
    entropy,
    order,
    panel: filled.taken,
    seats: Object.fromEntries(filled.seats.map(({ cid, category }) => [cid, category])),
    skipped: filled.skipped,
  };
};

const panelFrom = ({ list, rules }: Chosen, order: readonly string[]): Filled => {
  const rows = new Map(list.rows.map((row) => [row.cid, row]));
  return fillSeats({
    need: rules.need,
    unitCap: rules.unitCap,
    standing: [],
    order: order.flatMap((cid) => rows.get(cid) ?? []),
  });
};

/** The frozen rows in the drawn order with who they are. */
export const membersInOrder = (
  { list, identities }: Pick<Attempt, 'list' | 'identities'>,
  order: readonly string[],
): readonly OrderedMember[] => {
  const rows = new Map(list.rows.map((row) => [row.cid, row]));
  return order.flatMap((cid, index) => {
    const row = rows.get(cid);
    const identity = identities[cid];
    if (row === undefined || identity === undefined) return [];
    const { cats, unit, out } = row;
    const { term, person } = identity;
    return [
      {
        cid,
        cats,
        unit,
        term,
        person,
        place: index + 1,
        out: out === '' ? null : (out as OutCode),
      },
    ];
  });
};

const invitationsOf = (
  task: Task,
  attempt: Attempt,
  { revealed, world }: { readonly revealed: Revealed; readonly world: Ruling },
): readonly DrawsEvent[] => {
  const members = membersInOrder(attempt, revealed.order);
  const held: { category: string; team: number }[] = [];
  return revealed.panel.flatMap((cid) => {
    const category = revealed.seats[cid];
    if (category === undefined) return [];
    const team = freeTeam(task.extras.teams, held, category);
    held.push({ category, team });
    return [invite(task, { seat: { cid, category, team }, members, replaces: null }, world)];
  });
};
