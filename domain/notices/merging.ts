import type { Said } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { settleNotice } from './delivery.ts';
import { recipientOf } from './outbox.ts';
import type { NoticeRow } from './tables.ts';

/** How a notice reads now; null when nobody can say it. */
type Say = (row: NoticeRow) => Promise<Said | null>;

/**
 * After days without delivery several reminders of one matter may wait for one person: only the
 * latest goes out (F41). Two are of one matter when they say so, or read the same.
 */
export const mergeWaiting = async (
  tx: Tx,
  rows: readonly NoticeRow[],
  { say, now }: { readonly say: Say; readonly now: Date },
): Promise<readonly NoticeRow[]> => {
  const kept: NoticeRow[] = [];
  for (const group of byRecipient(tx, rows)) {
    const latest = group.length === 1 ? group : await latestOf(group, { say, now });
    kept.push(...latest);
    for (const row of group)
      if (!latest.includes(row))
        await settleNotice(tx, row, { state: 'merged', outcome: MERGED, now });
  }
  return kept;
};

/** One of each matter. */
const latestOf = async (
  group: readonly NoticeRow[],
  { say, now }: { readonly say: Say; readonly now: Date },
): Promise<readonly NoticeRow[]> => {
  const latest = new Map<string, NoticeRow>();
  for (const row of [...group].sort(byAge)) {
    const matter = isAlone(row, now) ? row.id : matterOf(row, await say(row));
    latest.set(matter, row);
  }
  return [...latest.values()];
};

const MERGED = '已并入后来的同一件事的通知';

const byAge = (one: NoticeRow, other: NoticeRow): number =>
  one.createdAt < other.createdAt ? -1 : 1;

/** What was tried before, was sent once more by staff, or is too late stands by itself. */
const isAlone = ({ attempts, origin, validUntil }: NoticeRow, now: Date): boolean =>
  attempts > 0 || origin !== null || (validUntil !== null && validUntil <= now.toISOString());

const matterOf = (row: NoticeRow, said: Said | null): string =>
  said === null ? row.id : (said.about ?? `${said.text}\n${said.form ?? ''}`);

const byRecipient = (tx: Tx, rows: readonly NoticeRow[]): readonly (readonly NoticeRow[])[] => {
  const groups = new Map<string, NoticeRow[]>();
  for (const row of rows) {
    const to = JSON.stringify(recipientOf(tx, row));
    groups.set(to, [...(groups.get(to) ?? []), row]);
  }
  return [...groups.values()];
};
