import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { sendPlaces } from './card-tables.ts';

/**
 * WeCom throws away without a word what exceeds 30 a minute or 1,000 an hour to one member (B4).
 * Ours stay below, and the windows are longer by what two clocks and the way there may differ.
 */
const LIMITS = [
  { ms: 62_000, most: 29 },
  { ms: 3_610_000, most: 990 },
] as const;
const LONGEST_MS = 3_610_000;

/** From when on one more message may leave for this member; null: now. Takes nothing. */
export const placeFrom = async (tx: Tx, conversation: string, now: Date): Promise<Date | null> => {
  const row = await tx.table(sendPlaces).one({ id: conversation });
  return freeFrom(row?.times ?? [], now);
};

/** Takes a place for one message, whatever process sends it; else from when there is one (F38). */
export const takePlace = async (tx: Tx, conversation: string, now: Date): Promise<Date | null> => {
  await lockPlaces(tx, conversation);
  const row = await tx.table(sendPlaces).one({ id: conversation });
  const times = row?.times ?? [];
  const free = freeFrom(times, now);
  if (free !== null) return free;
  const kept = [...times.filter((time) => time > now.getTime() - LONGEST_MS), now.getTime()];
  await tx
    .table(sendPlaces)
    .change({ id: conversation }, { times: kept, changes: (row?.changes ?? 0) + 1 });
  return null;
};

/** A write first: whoever comes second for this member waits for the first to commit. */
export const lockPlaces = async (tx: Tx, id: string): Promise<void> => {
  if (await touched(tx, id)) return;
  try {
    await tx.table(sendPlaces).insert({ id, times: [], changes: 0 });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await touched(tx, id);
  }
};

const touched = async (tx: Tx, id: string): Promise<boolean> => {
  await tx.sql('UPDATE send_place SET changes = changes + 1 WHERE id = ? AND bureau = ?', [
    id,
    tx.bureau,
  ]);
  return (await tx.table(sendPlaces).count({ id })) === 1;
};

const freeFrom = (times: readonly number[], now: Date): Date | null => {
  const waits = LIMITS.flatMap(({ ms, most }) => {
    const within = times.filter((time) => time > now.getTime() - ms);
    const oldest = within.at(-most);
    return oldest === undefined ? [] : [oldest + ms];
  });
  return waits.length === 0 ? null : new Date(Math.max(...waits));
};
