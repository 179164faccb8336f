import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import { drawKey, drawnOrder, NODE_HASHING } from '../vrs/index.ts';
import { standingAttempt } from './attempt-records.ts';
import { codeOfRound, membersInOrder } from './attempt-rules.ts';
import { barredToday } from './check-gather.ts';
import { hasLiftedCoolDown, namedBefore } from './choice-records.ts';
import type { Attempt } from './model-attempt.ts';
import type {
  Invitation,
  OrderedMember,
  OutCode,
  RulingPolicy,
  Standing,
  Task,
  TaskState,
} from './model.ts';
import { poolFor } from './pool.ts';
import { invitationsOfTask, readTask } from './records.ts';
import { readThinDraw } from './thin-records.ts';
import type { ReplyFacts } from './reply-rules.ts';

/** A drawn task with its frozen order; `out` is today's, for who is still to be asked. */
export const stateOf = async (
  tx: Tx,
  task: Task,
  policy: RulingPolicy,
  wanted: { readonly redraw?: boolean; readonly lift?: boolean } = {},
): Promise<TaskState> => {
  const invitations = await invitationsOfTask(tx, task.id);
  const { standing, order } = await orderOf(tx, task, {
    nextRound: wanted.redraw === true || policy.draws.codePerReplacement.value,
    unitCap: policy.draws.unitCap.value,
    lift: wanted.lift === true,
  });
  if (order.length === 0) return { task, standing, order, invitations };
  const pool = await poolFor(tx, { task, name: task.number }, policy);
  const today = new Map(pool.map((one) => [one.term, one.out]));
  // who is no longer in the pool has no term left to cover the work
  const now = order.map((one) => ({
    ...one,
    out: unlifted(today.get(one.term) ?? missing(today, one.term), standing.lifted),
  }));
  return { task, standing, order: now, invitations };
};

const missing = (today: ReadonlyMap<string, OutCode | null>, term: string): OutCode | null =>
  today.has(term) ? null : 'T';

/** A cool-down that was lifted keeps nobody out (draw-30). */
const unlifted = (out: OutCode | null, lifted: Standing['lifted']): OutCode | null =>
  out !== null && lifted.includes(out) ? null : out;

interface Drawn {
  readonly standing: Standing;
  readonly order: readonly OrderedMember[];
}

interface Wanted {
  readonly nextRound: boolean;
  readonly unitCap: 1 | 'none';
  readonly lift: boolean;
}

const orderOf = async (tx: Tx, task: Task, wanted: Wanted): Promise<Drawn> => {
  const attempt = await standingAttempt(tx, task.id);
  if (attempt === null) return thinOrder(tx, task, wanted);
  const { rules, relaxedCap } = attempt;
  const round = Math.min(attempt.round + (wanted.nextRound ? 1 : 0), attempt.rounds);
  const lifts = wanted.lift || (await hasLiftedCoolDown(tx, attempt.id));
  const lifted: Standing['lifted'] = lifts ? ['C'] : [];
  const standing = {
    draw: attempt.id,
    named: await namedBefore(tx, attempt),
    need: rules.need,
    round,
    unitCap: relaxedCap ?? rules.unitCap,
    code: round === 1 ? null : codeOfRound(attempt, round),
    lifted,
  };
  const order = await orderInRound(attempt, { round, lifted });
  return { standing, order: membersInOrder(attempt, order) };
};

const orderInRound = async (
  attempt: Attempt,
  { round, lifted }: Pick<Standing, 'round' | 'lifted'>,
): Promise<readonly string[]> => {
  const { revealed } = attempt;
  if (revealed === null) return [];
  if (round === 1 && lifted.length === 0) return revealed.order;
  const code = codeOfRound(attempt, round);
  return computedOrder(attempt, { code, entropy: revealed.entropy }, lifted);
};

type Keyed = Pick<Attempt, 'name' | 'list' | 'listDigest' | 'rulesDigest'>;

/** The candidates of a frozen list by their tickets under one code (draw.md 2.3, steps 5 and 6). */
export const computedOrder = async (
  { name, list, listDigest, rulesDigest }: Keyed,
  { code, entropy }: { readonly code: string; readonly entropy: string },
  lifted: Standing['lifted'] = [],
): Promise<readonly string[]> => {
  const key = drawKey(code, { id: name, listDigest, rulesDigest, entropy }, NODE_HASHING);
  const candidates = list.rows.flatMap((row) =>
    row.out === '' || lifted.some((one) => one === row.out) ? [{ ...row, out: '' }] : [],
  );
  return (await drawnOrder(key, candidates, NODE_HASHING, breathe)).map(({ cid }) => cid);
};

const thinOrder = async (tx: Tx, task: Task, { unitCap }: Wanted): Promise<Drawn> => {
  const { need } = task;
  const standing = { draw: null, named: [], need, round: 1, unitCap, code: null, lifted: [] };
  const thin = await readThinDraw(tx, task.id);
  if (thin === null) return { standing, order: [] };
  const rows = new Map(thin.rows.map((row) => [row.cid, row]));
  const order = thin.order.flatMap((cid, index) => {
    const row = rows.get(cid);
    const identity = thin.identities[cid];
    if (row === undefined || identity === undefined) return [];
    return [{ ...row, ...identity, place: index + 1 }];
  });
  return { standing, order };
};

export const stateOfTask = async (
  tx: Tx,
  task: string,
  policy: RulingPolicy,
): Promise<TaskState | null> => {
  const found = await readTask(tx, task);
  return found === null ? null : stateOf(tx, found, policy);
};

/**
 * The facts of one answer; `barred` is what keeps this person from the seat today. Days once registered
 * as not free do not bar: whoever was asked and says yes has changed their mind.
 */
export const replyFactsOf = async (
  tx: Tx,
  invitation: Invitation,
  policy: RulingPolicy,
): Promise<ReplyFacts | null> => {
  const state = await stateOfTask(tx, invitation.task, policy);
  if (state === null) return null;
  const member = state.order.find(({ cid }) => cid === invitation.cid);
  if (invitation.place === 0) {
    const barred = await barredToday(tx, { task: state.task, invitation }, policy);
    return { state, invitation, barred };
  }
  const out = member === undefined ? 'T' : member.out;
  return { state, invitation, barred: out === 'D' ? null : out };
};
