import { In, Like, MoreThan } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { markCalled } from './delivery.ts';
import { recipientOf } from './outbox.ts';
import { notices, type NoticeRow } from './tables.ts';
import { UNHEARD } from './wording.ts';

const CHUNK = 200;

/** Alerts that have left, or wait on the call sheet: whoever looks says which of them are over. */
export const alertsSent = (tx: Tx, since: Date): Promise<NoticeRow[]> =>
  tx.table(notices).find(
    {
      kind: Like('liaison.%'),
      state: In(['sent', 'sheet']),
      createdAt: MoreThan(since.toISOString()),
    },
    { order: { createdAt: 'DESC' }, limit: CHUNK },
  );

/** Sent long enough ago, and nobody has said 已知悉: it is phoned (GP-12b, A-11). */
export const phoneAlert = async (
  tx: Tx,
  { id }: NoticeRow,
  { minutes, now }: { readonly minutes: number; readonly now: Date },
): Promise<void> => {
  const outcome = `已发送，但${minutes}分钟内${UNHEARD}，请打电话`;
  const set = { state: 'sheet' as const, outcome, settledAt: now.toISOString() };
  await tx.table(notices).change({ id, state: 'sent' }, set);
};

/** One call was about all reminders of an alert that stood for this colleague (GP-12b). */
export const callReminders = async (
  tx: Tx,
  id: string,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> => {
  const row = await tx.table(notices).one({ id });
  if (row === null || typeof row.params.alert !== 'string') return;
  const whom = JSON.stringify(recipientOf(tx, row));
  const waiting = await tx.table(notices).find({ kind: Like('liaison.%'), state: 'sheet' });
  for (const one of waiting)
    if (one.params.alert === row.params.alert && JSON.stringify(recipientOf(tx, one)) === whom)
      await markCalled(tx, one.id, { by, now });
};

/** Acknowledged meanwhile: nobody has to be phoned any more. */
export const dropFromSheet = async (tx: Tx, { id }: NoticeRow, now: Date): Promise<void> => {
  const outcome = '已确认，不用再打电话';
  const set = { state: 'expired' as const, outcome, settledAt: now.toISOString() };
  await tx.table(notices).change({ id, state: 'sheet' }, set);
};
