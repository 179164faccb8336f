import { In, IsNull, Not } from 'typeorm';
import type { Day } from '../kernel/day.ts';
import type { Tx } from '../store/scope.ts';
import { drawAttempts, drawParties } from './attempt-records.ts';
import { drawChoices } from './choice-records.ts';
import type { PartyName } from './model-attempt.ts';
import type { TaskStatus } from './model.ts';
import { drawTasks, invitations } from './records.ts';

/** What waits for one account, read without opening anything sealed: the task of each. */

const OVER: readonly TaskStatus[] = ['closed', 'cancelled'];

/** Those of these tasks that go on, once for each time they were named. */
const goingOn = async (tx: Tx, tasks: readonly string[]): Promise<readonly string[]> => {
  if (tasks.length === 0) return [];
  const rows = await tx.table(drawTasks).some({ id: In([...tasks]) }, ['id', 'status']);
  const open = new Set(rows.filter(({ status }) => !OVER.includes(status)).map(({ id }) => id));
  return tasks.filter((task) => open.has(task));
};

/** Phone answers of others that nobody looked at yet (draw-15). */
export const checksFor = async (tx: Tx, account: string): Promise<readonly string[]> => {
  const rows = await tx
    .table(invitations)
    .some({ checked: 'open' }, ['task', 'enteredBy'], { order: { repliedAt: 'ASC', id: 'ASC' } });
  return rows.filter(({ enteredBy }) => enteredBy !== account).map(({ task }) => task);
};

/** Proposals of others that nobody decided on. */
export const choicesFor = async (tx: Tx, account: string): Promise<readonly string[]> => {
  const rows = await tx.table(drawChoices).some({ status: 'proposed' }, ['task', 'proposedBy'], {
    order: { proposedAt: 'ASC', id: 'ASC' },
  });
  const others = rows.filter(({ proposedBy }) => proposedBy !== account);
  return goingOn(
    tx,
    others.map(({ task }) => task),
  );
};

/** Frozen draws that this account operates or watches and has given no digits for (draw.md 2.3). */
export const digitsFrom = async (tx: Tx, account: string): Promise<readonly string[]> => {
  const rows = await tx
    .table(drawAttempts)
    .some({ rehearsal: 0, status: 'committed' }, ['id', 'task', 'operator', 'witness'], {
      order: { committedAt: 'ASC' },
    });
  const waiting: string[] = [];
  for (const { id: draw, task, operator, witness } of rows) {
    const isWitness = witness?.kind === 'account' && witness.id === account;
    const party = partyOf(operator === account, isWitness);
    if (party !== null && (await tx.table(drawParties).count({ draw, party })) === 0)
      waiting.push(task);
  }
  return goingOn(tx, waiting);
};

const partyOf = (operates: boolean, watches: boolean): PartyName | null => {
  if (operates) return 'operator';
  return watches ? 'witness' : null;
};

interface Deciding {
  readonly account: string;
  readonly today: Day;
}

/** Archived work with an opened draw that is not published and was operated by others alone (C-04). */
export const publicationsFor = async (
  tx: Tx,
  { account, today }: Deciding,
): Promise<readonly string[]> => {
  const own = await tx
    .table(drawAttempts)
    .some({ rehearsal: 0, publishedAt: IsNull(), drawnAt: Not(IsNull()) }, ['task'], {
      order: { committedAt: 'ASC' },
    });
  const tasks = [...new Set(own.map(({ task }) => task))];
  if (tasks.length === 0) return [];
  const operated = await tx
    .table(drawAttempts)
    .some({ rehearsal: 0, task: In(tasks), operator: account, drawnAt: Not(IsNull()) }, ['task']);
  const closed = await tx
    .table(drawTasks)
    .some({ id: In(tasks), status: 'closed' }, ['id', 'lastDay']);
  const over = new Set(closed.filter(({ lastDay }) => lastDay < today).map(({ id }) => id));
  for (const { task } of operated) over.delete(task);
  return tasks.filter((task) => over.has(task));
};
