import { readPerson } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import type { Invitation, OutCode, RulingPolicy, Task } from './model.ts';
import { poolFor, recusalsFor } from './pool.ts';

interface OnTask {
  readonly task: Task;
  readonly invitation: Pick<Invitation, 'person' | 'term'>;
}

/** Reasons that count against being drawn, not against somebody who holds a seat already. */
const ONLY_BEFORE: readonly OutCode[] = ['C', 'D', 'Q'];

/**
 * What keeps a person from a seat they hold or were asked for, looked at now: recusal, an employer that
 * came to be unresolved, a term that does not last (draw-10). Who is lent has no term here.
 */
export const barredToday = async (
  tx: Tx,
  { task, invitation }: OnTask,
  policy: RulingPolicy,
): Promise<OutCode | null> => {
  const out =
    invitation.term === ''
      ? await recusalOf(tx, { task, person: invitation.person }, policy)
      : await outInPool(tx, { task, invitation }, policy);
  return out === null || ONLY_BEFORE.includes(out) ? null : out;
};

const outInPool = async (
  tx: Tx,
  { task, invitation }: OnTask,
  policy: RulingPolicy,
): Promise<OutCode | null> => {
  const pool = await poolFor(tx, { task, name: task.number }, policy);
  const own = pool.find(({ term }) => term === invitation.term);
  return own === undefined ? 'T' : own.out;
};

/** Recusal of somebody who is in no roster of this bureau. */
export const recusalOf = async (
  tx: Tx,
  { task, person }: { readonly task: Task; readonly person: string },
  policy: RulingPolicy,
): Promise<OutCode | null> => {
  const known = await readPerson(tx, person);
  if (known === null) return 'T';
  return (await recusalsFor(tx, { task, people: [known] }, policy)).get(person) ?? null;
};
