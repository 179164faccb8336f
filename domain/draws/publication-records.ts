import { Not, IsNull } from 'typeorm';
import type { Day } from '../kernel/day.ts';
import type { Recording } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { drawAttempts, link, readAttempt } from './attempt-records.ts';
import type { Assurance, Attempt, AttemptStatus } from './model-attempt.ts';
import type { PublicationEvent } from './publication-model.ts';
import { drawTasks } from './records.ts';

type Of<T extends PublicationEvent['type']> = Extract<PublicationEvent, { type: T }>;
type Recorder = {
  readonly [T in PublicationEvent['type']]: (tx: Tx, event: Of<T>, at: Recording) => Promise<void>;
};

export const recordPublication: Recorder = {
  'draws.chances-kept': async (tx, event) => {
    const set = { chances: tx.vault.seal(event.private.chances) };
    await tx.table(drawAttempts).change({ id: event.draw }, set);
  },
  'draws.published': async (tx, event, { now }) => {
    const publishedAt = now.toISOString();
    await tx.table(drawAttempts).change({ id: event.draw }, { publishedAt });
    await link(tx, event.draw, { kind: 'published', body: {} }, now);
  },
  // kept in the audit log alone
  'draws.printed': () => Promise.resolve(),
};

/** The kept chances of an attempt by pseudonym; null: not computed yet. */
export const chancesKept = async (
  tx: Tx,
  draw: string,
): Promise<Readonly<Record<string, number>> | null> => {
  const row = await tx.table(drawAttempts).one({ id: draw });
  return row?.chances == null
    ? null
    : (tx.vault.open(row.chances) as Readonly<Record<string, number>>);
};

/** The oldest draw whose chances nobody has computed yet. */
export const drawWithoutChances = async (tx: Tx): Promise<Attempt | null> => {
  const [row] = await tx
    .table(drawAttempts)
    .find(
      { rehearsal: 0, chances: IsNull(), revealed: Not(IsNull()) },
      { order: { ordinal: 'ASC' }, limit: 1 },
    );
  return row === undefined ? null : readAttempt(tx, row.id);
};

/** A published draw as a list shows it: nothing of what was inspected. */
export interface PublishedRow {
  readonly id: string;
  readonly task: string;
  readonly name: string;
  readonly status: AttemptStatus;
  readonly assurance: Assurance;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly drawnAt: Date;
  readonly publishedAt: Date;
}

/** Published draws, the newest first. */
export const publishedDraws = async (tx: Tx): Promise<readonly PublishedRow[]> => {
  const rows = await tx
    .table(drawAttempts)
    .find({ rehearsal: 0, publishedAt: Not(IsNull()) }, { order: { ordinal: 'DESC' } });
  if (rows.length === 0) return [];
  const tasks = new Map((await tx.table(drawTasks).find({})).map((task) => [task.id, task]));
  return rows.flatMap(({ id, task, name, status, assurance, drawnAt, publishedAt }) => {
    const work = tasks.get(task);
    if (work === undefined || publishedAt === null || drawnAt === null) return [];
    const { firstDay, lastDay } = work;
    const at = { drawnAt: new Date(drawnAt), publishedAt: new Date(publishedAt) };
    return [{ id, task, name, status, assurance, firstDay, lastDay, ...at }];
  });
};

/** The id of a published draw by its name; null where there is none or it is not published. */
export const publishedByName = async (tx: Tx, name: string): Promise<string | null> => {
  const row = await tx.table(drawAttempts).one({ name });
  return row?.publishedAt == null || row.rehearsal === 1 ? null : row.id;
};

export interface Commitment {
  readonly name: string;
  readonly at: Date;
  readonly commit: string;
}

const MOST_COMMITMENTS = 500;

/** Commitments of all real attempts, the newest first; they tell nothing of a list or of work. */
export const commitments = async (tx: Tx): Promise<readonly Commitment[]> => {
  const rows = await tx
    .table(drawAttempts)
    .find({ rehearsal: 0 }, { order: { ordinal: 'DESC' }, limit: MOST_COMMITMENTS });
  return rows.map(({ name, committedAt, commitment }) => ({
    name,
    at: new Date(committedAt),
    commit: commitment,
  }));
};
