import { IsNull, LessThanOrEqual } from 'typeorm';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { followUps, jobRuns, type FollowUpRow } from './tables.ts';

export interface RunClaim {
  readonly id: string;
  readonly job: string;
  readonly dueAt: Date;
  readonly token: string;
  readonly now: Date;
  readonly leaseMs: number;
}

/**
 * Claims one due time of one duty: true for exactly one process (F24). A run whose lease has ended
 * without being done (its process died) may be taken over.
 */
export const claimRun = async (tx: Tx, claim: RunClaim): Promise<boolean> => {
  const dueAt = claim.dueAt.toISOString();
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs).toISOString();
  try {
    await tx.table(jobRuns).insert({
      id: claim.id,
      job: claim.job,
      dueAt,
      token: claim.token,
      leaseUntil,
      doneAt: null,
    });
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const over = {
    job: claim.job,
    dueAt,
    doneAt: IsNull(),
    leaseUntil: LessThanOrEqual(claim.now.toISOString()),
  };
  return (await tx.table(jobRuns).change(over, { token: claim.token, leaseUntil })) === 1;
};

/** Marks a run as done; false when another process has taken it over meanwhile (F25). */
export const finishRun = async (tx: Tx, claim: RunClaim): Promise<boolean> =>
  (await tx
    .table(jobRuns)
    .change(
      { job: claim.job, dueAt: claim.dueAt.toISOString(), token: claim.token },
      { doneAt: claim.now.toISOString() },
    )) === 1;

/** Whether somebody, perhaps another process, has done it. */
export const isRunDone = async (tx: Tx, job: string, dueAt: Date): Promise<boolean> => {
  const run = await tx.table(jobRuns).one({ job, dueAt: dueAt.toISOString() });
  return run !== null && run.doneAt !== null;
};

/** A long run keeps its lease; false when it was lost. */
export const renewRun = async (tx: Tx, claim: RunClaim): Promise<boolean> => {
  const { job, token, now } = claim;
  const leaseUntil = new Date(now.getTime() + claim.leaseMs).toISOString();
  const mine = { job, dueAt: claim.dueAt.toISOString(), token, doneAt: IsNull() };
  return (await tx.table(jobRuns).change(mine, { leaseUntil })) === 1;
};

/** Consequences that wait to be performed, oldest first. */
export const dueFollowUps = (tx: Tx, now: Date): Promise<FollowUpRow[]> =>
  tx
    .table(followUps)
    .find(
      { state: 'ready', nextTry: LessThanOrEqual(now.toISOString()) },
      { order: { nextTry: 'ASC' }, limit: 50 },
    );

/** Takes a consequence inside the transaction that performs it: false when another process was first. */
export const takeFollowUp = async (tx: Tx, row: FollowUpRow): Promise<boolean> =>
  (await tx.table(followUps).change({ id: row.id, state: 'ready' }, { state: 'done' })) === 1;

const TRIES = 8;

/** A consequence that threw is tried again later, ever less often, and then shown to staff. */
export const postponeFollowUp = async (
  tx: Tx,
  row: FollowUpRow,
  { note, now }: { note: string; now: Date },
): Promise<void> => {
  const attempts = row.attempts + 1;
  const nextTry = new Date(now.getTime() + 2 ** attempts * 15_000).toISOString();
  const state = attempts >= TRIES ? 'failed' : 'ready';
  await tx
    .table(followUps)
    .change({ id: row.id }, { state, attempts, nextTry, note: note.slice(0, 200) });
};

/** A rule said no to a consequence: it is over, the reason stays. */
export const refuseFollowUp = async (tx: Tx, row: FollowUpRow, note: string): Promise<void> => {
  await tx.table(followUps).change({ id: row.id }, { state: 'done', note: note.slice(0, 200) });
};
