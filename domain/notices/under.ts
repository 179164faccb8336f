import { Between, In } from 'typeorm';
import type { Notice } from '../kernel/context.ts';
import { newId } from '../kernel/fresh.ts';
import type { Tx } from '../store/scope.ts';
import { putNotice } from './outbox.ts';
import { notices, type NoticeRow } from './tables.ts';

/**
 * Every notice under a business key or one made from it, oldest first: `key`, `key:2` of a machine, `key~id` of
 * a resend by hand. A range and no pattern, so that the index of the keys serves it in every database.
 */
export const noticesUnder = (tx: Tx, key: string): Promise<NoticeRow[]> =>
  tx.table(notices).find({ noticeKey: Between(key, `${key}~~`) }, { order: { createdAt: 'ASC' } });

/** A notice of the shell's own that goes out at any hour; its key makes it once. */
export const putAtOnce = async (tx: Tx, notice: Notice, now: Date): Promise<void> => {
  const id = newId(notice.key, tx.bureau);
  await putNotice(tx, { notice: { ...notice, urgent: true }, id, now, officeMoment: now });
};

/** What has not arrived is no longer waited for: it goes anew under a key of its own, or is not needed now. */
export const endUnsent = async (
  tx: Tx,
  rows: readonly NoticeRow[],
  { outcome, now }: { readonly outcome: string; readonly now: Date },
): Promise<void> => {
  const ids = rows.filter(({ state }) => state === 'sheet').map(({ id }) => id);
  if (ids.length === 0) return;
  const settledAt = now.toISOString();
  const unsent = { id: In(ids), state: 'sheet' as const };
  await tx.table(notices).change(unsent, { state: 'expired', outcome, settledAt });
};
