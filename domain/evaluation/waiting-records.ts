import { In, IsNull } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { evaluations, rounds, works } from './tables-records.ts';

/** What waits for somebody's decision in work that runs: the task of each, nothing sealed is opened. */

const running = async (tx: Tx, tasks: readonly string[]): Promise<readonly string[]> => {
  if (tasks.length === 0) return [];
  const rows = await tx.table(works).some({ id: In([...tasks]), status: 'started' }, ['id']);
  const open = new Set(rows.map(({ id }) => id));
  return tasks.filter((task) => open.has(task));
};

/** Questions whose votes are equal. */
export const tiedTasks = async (tx: Tx): Promise<readonly string[]> => {
  const rows = await tx
    .table(rounds)
    .some({ status: 'tied' }, ['task'], { order: { dueAt: 'ASC' } });
  return running(
    tx,
    rows.map(({ task }) => task),
  );
};

/** Forms 3 of others without the leader's opinion (F3-25). */
export const unsignedTasks = async (tx: Tx, account: string): Promise<readonly string[]> => {
  const rows = await tx
    .table(evaluations)
    .some({ signedAt: IsNull() }, ['task', 'evaluatedBy'], { order: { evaluatedAt: 'ASC' } });
  const others = rows.filter(({ evaluatedBy }) => evaluatedBy !== account);
  return running(
    tx,
    others.map(({ task }) => task),
  );
};
