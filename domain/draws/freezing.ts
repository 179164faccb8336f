import { newId } from '../kernel/fresh.ts';
import { hmacSm3, sm3Hex } from '../kernel/sm3.ts';
import type { World } from '../kernel/world.ts';
import { breathe, gently } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import {
  ALG,
  canon,
  listDigest,
  NODE_HASHING,
  rulesDigest,
  type List,
  type Row,
  type Rules,
} from '../vrs/index.ts';
import { ROUNDS, type FrozenList } from './attempt-rules.ts';
import type { Identities, Identity } from './model-attempt.ts';
import type { Invitation, PoolMember, RulingPolicy, Task } from './model.ts';
import { openSeats } from './choice-rules.ts';
import { poolFor } from './pool.ts';
import { invitationsOfTask } from './records.ts';

interface Wanted {
  readonly task: Task;
  readonly attempt: number;
  /** what the commitment is about: number of the task and of the attempt */
  readonly name: string;
  readonly lottery: string | null;
}

/** Pool, rules and digests of one attempt as they are from this moment on (draw.md 2.3, steps 1 and 2). */
export const freeze = async (
  tx: Tx,
  wanted: Wanted,
  world: World<RulingPolicy>,
): Promise<{ readonly frozen: FrozenList; readonly members: readonly PoolMember[] }> => {
  const { task, attempt, name } = wanted;
  const members = await poolFor(tx, { task, name }, world.policy);
  const rows = await gently(members, (member) => frozenRow(member, world.seed));
  const list: List = {
    salt: hmacSm3(world.seed, 'list').toString('hex').slice(0, 32),
    rows: rows.map(({ row }) => row).sort((a, b) => (a.cid < b.cid ? -1 : 1)),
  };
  const need = openSeats({
    task,
    invitations: (await invitationsOfTask(tx, task.id)).filter(isNamed),
  });
  const rules = { ...rulesOf(wanted, world.policy), need };
  const frozen = {
    attempt,
    name,
    list,
    rules,
    listDigest: await listDigest(list, NODE_HASHING, breathe),
    rulesDigest: rulesDigest(rules, NODE_HASHING),
    identities: Object.fromEntries(
      rows.map(({ row, identity }) => [row.cid, identity]),
    ) satisfies Identities,
  };
  return { frozen, members };
};

/** Details stay inside, bound by a salted hash: who it was can be shown later and not be changed. */
const frozenRow = (
  { cid, cats, unit, out, term, person }: PoolMember,
  seed: string,
): { readonly row: Row; readonly identity: Identity } => {
  const salt = newId(seed, `row:${cid}`).replaceAll('-', '');
  const bind = sm3Hex(`${salt}\n${canon({ term, person, out: out ?? '' })}`);
  return { row: { cid, cats, unit, out: out ?? '', bind }, identity: { term, person, salt } };
};

/** Seats of those who were named beforehand are not drawn for. */
const isNamed = ({ place }: Invitation): boolean => place === 0;

/** What counts when the lottery is postponed is fixed before the commitment (draw-21). */
const fallbackOf = (lottery: string | null, { lotteries }: RulingPolicy['draws']) => {
  const fallback = lotteries.value.find(({ name }) => name === lottery)?.fallback;
  return fallback === undefined ? {} : { fallback };
};

const rulesOf = ({ task, lottery }: Wanted, { draws, recusal }: RulingPolicy): Rules => ({
  alg: ALG,
  need: task.need,
  unitCap: draws.unitCap.value,
  alternates: task.extras.alternates,
  teams: task.extras.teams,
  days: { first: task.firstDay, last: task.lastDay },
  replyWorkingHours: draws.replyWorkingHours.value,
  lookBackMonths: recusal.lookBackMonths.value,
  boundaryDayCounts: recusal.boundaryDayCounts.value,
  coolDownDays: draws.coolDownDays.value,
  seatLocks: draws.seatLocks.value,
  codePerReplacement: draws.codePerReplacement.value,
  ...fallbackOf(lottery, draws),
  sources: lottery === null ? ['operator', 'witness'] : ['operator', 'witness', lottery],
  rounds: ROUNDS,
});
