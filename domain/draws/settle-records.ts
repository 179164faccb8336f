import type { Tx } from '../store/scope.ts';
import { drawAttempts, linkToDraw } from './attempt-records.ts';
import type { Invitation, TaskStatus } from './model.ts';
import { drawTasks, invitationsOfTask, type TaskRow } from './records.ts';
import { taskStatusOf } from './successor-rules.ts';
import { thinDraws } from './thin-records.ts';

/** Only while a panel is being filled does the status follow from the invitations. */
const MOVING: readonly TaskStatus[] = ['inviting', 'filled', 'unfilled'];

/** Neither a frozen list nor work that is off or over moves with an answer. */
const SETTLED: readonly TaskStatus[] = ['committed', 'closed', 'cancelled'];

/** A drawn task's status follows from its invitations; only open seats keep a due time. */
export const settle = async (tx: Tx, task: string): Promise<void> => {
  const row = await tx.table(drawTasks).one({ id: task });
  if (row === null || SETTLED.includes(row.status)) return;
  const asked = await invitationsOfTask(tx, task);
  if (!(await isDrawn(tx, task))) return settleNamed(tx, row, asked);
  if (!MOVING.includes(row.status)) return;
  const status = taskStatusOf(row.need, asked);
  const dueAt = status === 'unfilled' ? (row.dueAt ?? lastAsked(asked)) : null;
  await tx.table(drawTasks).change({ id: task }, { status, dueAt });
};

/** A seat that came open without anybody noticing is due at once (draw-34). */
const lastAsked = (asked: readonly Invitation[]): string | null => {
  const times = asked.map(({ invitedAt }) => invitedAt.toISOString()).sort();
  return times.at(-1) ?? null;
};

const isDrawn = async (tx: Tx, task: string): Promise<boolean> =>
  (await tx.table(drawAttempts).count({ task, rehearsal: 0, status: 'drawn' })) > 0 ||
  (await tx.table(thinDraws).count({ task })) > 0;

/** Where people were named without a draw, it waits for its draw until every seat has somebody. */
const settleNamed = async (tx: Tx, row: TaskRow, asked: readonly Invitation[]): Promise<void> => {
  const found = taskStatusOf(row.need, asked);
  const status = found === 'unfilled' ? 'entered' : found;
  await tx.table(drawTasks).change({ id: row.id }, { status });
};

/** The work is over and archived: the record says so, and nothing of the panel changes any more (ZJ-16a). */
export const closeDrawnTask = async (tx: Tx, task: string, now: Date): Promise<void> => {
  await linkToDraw(tx, task, { kind: 'closed', body: {} }, now);
  await tx.table(drawTasks).change({ id: task }, { status: 'closed', dueAt: null });
};
