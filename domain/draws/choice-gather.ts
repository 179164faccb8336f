import { busyOn, invitationsOfTask, readTask } from './records.ts';
import { unavailabilitiesOn } from '../membership/index.ts';
import { readPerson } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { standingAttempt } from './attempt-records.ts';
import { recusalOf } from './check-gather.ts';
import type { Choice, NamedPerson } from './choice-model.ts';
import { readChoices } from './choice-records.ts';
import type { ChoiceFacts, FrozenMember } from './choice-rules.ts';
import { stateOf } from './gather.ts';
import type { Invitation, OutCode, RulingPolicy, Task } from './model.ts';
import type { Attempt } from './model-attempt.ts';
import { poolFor } from './pool.ts';

interface Asking {
  readonly task: string;
  readonly person: string | null;
  readonly account: string;
  /** the proposal that is being decided is not in its own way */
  readonly deciding?: string;
}

/** The work as it stands and as each relaxation would leave it. */
export const choiceFacts = async (
  tx: Tx,
  asking: Asking,
  policy: RulingPolicy,
): Promise<ChoiceFacts> => {
  const task = await readTask(tx, asking.task);
  const attempt = task === null ? null : await drawnAttempt(tx, task.id);
  return {
    ...(await statesOf(tx, { task, attempt }, policy)),
    hasCodes: attempt !== null && attempt.round < attempt.rounds,
    waiting: await waitingChoice(tx, asking),
    named: task === null ? null : await namedFor(tx, { task, attempt, asking }, policy),
    account: asking.account,
  };
};

const drawnAttempt = async (tx: Tx, task: string): Promise<Attempt | null> => {
  const attempt = await standingAttempt(tx, task);
  return attempt?.revealed == null ? null : attempt;
};

interface Drawn {
  readonly task: Task | null;
  readonly attempt: Attempt | null;
}

const statesOf = async (
  tx: Tx,
  { task, attempt }: Drawn,
  policy: RulingPolicy,
): Promise<Pick<ChoiceFacts, 'state' | 'lifted' | 'redrawn'>> => {
  if (task === null) return { state: null, lifted: null, redrawn: null };
  const state = await stateOf(tx, task, policy);
  if (attempt === null) return { state, lifted: null, redrawn: null };
  return {
    state,
    lifted: await stateOf(tx, task, policy, { lift: true }),
    redrawn: await stateOf(tx, task, policy, { redraw: true }),
  };
};

const waitingChoice = async (tx: Tx, { task, deciding }: Asking): Promise<Choice | null> =>
  (await readChoices(tx, task)).find(
    ({ id, status }) => status === 'proposed' && id !== deciding,
  ) ?? null;

const namedFor = async (
  tx: Tx,
  { task, attempt, asking }: { readonly task: Task; readonly asking: Asking } & Drawn,
  policy: RulingPolicy,
): Promise<NamedPerson | null> => {
  const { person } = asking;
  if (person === null || (await readPerson(tx, person)) === null) return null;
  const invitations = await invitationsOfTask(tx, task.id);
  const asked = invitations.some((one) => one.person === person && one.status !== 'released');
  const pool = await poolFor(tx, { task, name: task.number }, policy);
  const member = pool.find((one) => one.person === person);
  const frozen = attempt === null ? undefined : frozenCid(attempt, person);
  const isFree = frozen !== undefined && !invitations.some(({ cid }) => cid === frozen);
  const known = { person, asked, cid: isFree ? frozen : freshCid(tx, task, invitations) };
  if (member !== undefined)
    return { ...known, term: member.term, cats: member.cats, out: member.out, inPool: true };
  const out = await outOfLent(tx, { task, person }, policy);
  return { ...known, term: '', cats: [], out, inPool: false };
};

const frozenCid = ({ identities }: Attempt, person: string): string | undefined =>
  Object.entries(identities).find(([, identity]) => identity.person === person)?.[0];

/** A pseudonym like those of a draw, for somebody who is on no list of it. */
const freshCid = (tx: Tx, task: Task, invitations: readonly Invitation[]): string =>
  tx.vault.fingerprint('draw', `${task.number}\nnamed:${invitations.length + 1}`).slice(0, 16);

/** Lent experts are no members here; recusal and days are looked at all the same. */
const outOfLent = async (
  tx: Tx,
  { task, person }: { readonly task: Task; readonly person: string },
  policy: RulingPolicy,
): Promise<OutCode | null> => {
  const recusal = await recusalOf(tx, { task, person }, policy);
  if (recusal !== null) return recusal;
  const days = { first: task.firstDay, last: task.lastDay };
  const away = (await unavailabilitiesOn(tx, days)).some((one) => one.person === person);
  return away || (await busyOn(tx, task)).has(person) ? 'D' : null;
};

/** Everybody of the list that a task's draw was made from. */
export const frozenMembers = async (tx: Tx, task: string): Promise<readonly FrozenMember[]> => {
  const attempt = await drawnAttempt(tx, task);
  return (attempt?.list.rows ?? []).map(({ cid, cats, out }) => ({
    cid,
    cats,
    out: out === '' ? null : (out as OutCode),
  }));
};
