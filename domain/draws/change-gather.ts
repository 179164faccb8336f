import { namesOf, readInstitutionsById } from '../institutions/index.ts';
import { unavailabilitiesOn } from '../membership/index.ts';
import { readAccount } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import type { ChangeFacts, MovedFacts, TargetFacts } from './change-rules.ts';
import { barredToday } from './check-gather.ts';
import { stateOf } from './gather.ts';
import type { Invitation, RulingPolicy, Task, TaskSecrets, TaskState } from './model.ts';
import { busyOn, invitationsOfTask, readTask } from './records.ts';
import type { EntryFacts, TaskEntry } from './rules.ts';
import { STANDING } from './successor-rules.ts';

/** Every name the targets go by, and whether the second person is known. */
export const targetFacts = async (
  tx: Tx,
  { institutions, secondAccount }: Pick<TaskEntry, 'institutions' | 'secondAccount'>,
): Promise<Pick<EntryFacts, 'names' | 'secondKnown'>> => {
  const found = await readInstitutionsById(tx, institutions);
  const complete = new Set(institutions).size === found.length;
  const second = secondAccount;
  return {
    names: complete ? found.flatMap((one) => namesOf(one)) : null,
    secondKnown: second === null || (await readAccount(tx, second))?.disabled === false,
  };
};

/** Whoever entered the work or was named as the second: only they know what is inspected (C-04). */
export const isPrivy = ({ enteredBy, secondAccount }: Task, account: string | null): boolean =>
  account !== null && (account === enteredBy || account === secondAccount);

interface Asking {
  readonly task: string;
  readonly account: string | null;
}

/** Work that is to be corrected before anything was drawn for it. */
export const changeFacts = async (
  tx: Tx,
  { task: id, account }: Asking,
  work: (task: Task) => TaskEntry,
): Promise<ChangeFacts | null> => {
  const task = await readTask(tx, id);
  if (task === null) return null;
  const merged = work(task);
  return {
    task,
    work: merged,
    isPrivy: isPrivy(task, account),
    stands: (await invitationsOfTask(tx, id)).some(({ status }) => STANDING.includes(status)),
    ...(await targetFacts(tx, merged)),
  };
};

export interface Times extends Pick<Task, 'firstDay' | 'lastDay' | 'assembleAt' | 'place'> {
  readonly task: string;
}

/** The drawn work on its new days, with those who cannot come then (C-07). */
export const movedFacts = async (
  tx: Tx,
  { task: id, firstDay, lastDay, assembleAt, place }: Times,
  policy: RulingPolicy,
): Promise<MovedFacts | null> => {
  const task = await readTask(tx, id);
  if (task === null) return null;
  const moved = { ...task, firstDay, lastDay, assembleAt, place };
  const state = await stateOf(tx, moved, policy);
  const away = new Set([
    ...(await unavailabilitiesOn(tx, { first: firstDay, last: lastDay })).map((one) => one.person),
    ...(await busyOn(tx, moved)),
  ]);
  const barred = await barredIn(tx, state, policy);
  const leaving = state.invitations
    .filter(({ id: one, person }) => barred.has(one) || away.has(person))
    .map(({ id: one }) => one);
  const { institutions } = task.secrets;
  const { names } = await targetFacts(tx, { institutions, secondAccount: null });
  return { task, state, leaving: new Set(leaving), names };
};

/** Standing invitations whose experts may not take part in the work as it would be. */
const barredIn = async (
  tx: Tx,
  { task, order, invitations }: TaskState,
  policy: RulingPolicy,
): Promise<ReadonlySet<string>> => {
  const barred = new Set<string>();
  for (const invitation of invitations.filter(({ status }) => STANDING.includes(status))) {
    const isFree = order.some(({ cid, out }) => cid === invitation.cid && out === null);
    if (!isFree && (await isBarred(tx, { task, invitation }, policy))) barred.add(invitation.id);
  }
  return barred;
};

const isBarred = async (
  tx: Tx,
  about: { readonly task: Task; readonly invitation: Invitation },
  policy: RulingPolicy,
): Promise<boolean> => (await barredToday(tx, about, policy)) !== null;

interface Aimed extends Asking {
  readonly institutions: readonly string[];
  readonly words: readonly string[];
}

/** The drawn work with other institutions: recusal looked at anew for members and order (draw-9). */
export const aimedFacts = async (
  tx: Tx,
  { task: id, account, institutions, words }: Aimed,
  policy: RulingPolicy,
): Promise<TargetFacts | null> => {
  const task = await readTask(tx, id);
  if (task === null) return null;
  const secrets: TaskSecrets = { ...task.secrets, institutions, words };
  const state = await stateOf(tx, { ...task, secrets }, policy);
  const { names } = await targetFacts(tx, { institutions, secondAccount: null });
  return {
    task,
    state,
    isPrivy: isPrivy(task, account),
    leaving: await barredIn(tx, state, policy),
    names,
  };
};
