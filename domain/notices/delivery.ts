import { IsNull, LessThanOrEqual } from 'typeorm';
import { newId } from '../kernel/fresh.ts';
import type { Recipient } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { noteSend } from './reports.ts';
import { notices, type NoticeRow, type NoticeState } from './tables.ts';

export interface Claim {
  readonly token: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
}

/** Takes due notices for one worker by a conditional update, the same in every database (toolchain 3.6). */
export const claimNotices = async (tx: Tx, claim: Claim): Promise<NoticeRow[]> => {
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs).toISOString();
  await tx.sql(
    `UPDATE notice SET state = 'sending', token = ?, leaseUntil = ?, route = NULL WHERE id IN
       (SELECT id FROM (SELECT id FROM notice WHERE bureau = ? AND state = 'ready' AND notBefore <= ?
        ORDER BY notBefore LIMIT ${claim.limit}) t) AND state = 'ready'`,
    [claim.token, leaseUntil, tx.bureau, claim.now.toISOString()],
  );
  return tx
    .table(notices)
    .find({ token: claim.token, state: 'sending' }, { order: { notBefore: 'ASC' } });
};

/**
 * Notices whose worker died: one that had not begun to send is ready again, and so is a template
 * message, whose id makes a second one harmless; any other may have reached the person, so it is
 * unknown and never repeated by machine (promises, F31–F33).
 */
export const recoverNotices = async (tx: Tx, now: Date): Promise<number> => {
  const lost = await tx
    .table(notices)
    .find({ state: 'sending', leaseUntil: LessThanOrEqual(now.toISOString()) }, { limit: 50 });
  for (const row of lost) {
    const set =
      row.route === 'service'
        ? {
            state: 'unknown' as const,
            outcome: '发送时中断，不知道是否收到',
            settledAt: now.toISOString(),
          }
        : { state: 'ready' as const, token: null };
    // its worker may be only slow and have put its way on record this very moment
    const unchanged = { route: row.route ?? IsNull(), leaseUntil: row.leaseUntil ?? IsNull() };
    await tx.table(notices).change({ ...leased(row), ...unchanged }, set);
  }
  return lost.length;
};

const leased = (row: NoticeRow) => ({
  id: row.id,
  token: row.token ?? '',
  state: 'sending' as const,
});

/**
 * Puts the chosen way on record before anything is sent, and renews the lease for the send; false
 * when the lease was lost (F25).
 */
export const markRoute = async (
  tx: Tx,
  row: NoticeRow,
  { route, now, leaseMs }: { route: 'service' | 'template'; now: Date; leaseMs: number },
): Promise<boolean> =>
  (await tx.table(notices).change(leased(row), {
    route,
    attempts: row.attempts + 1,
    leftAt: route === 'template' ? (row.leftAt ?? now.toISOString()) : row.leftAt,
    leaseUntil: new Date(now.getTime() + leaseMs).toISOString(),
  })) === 1;

export interface Settling {
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly platformId?: string;
  readonly now: Date;
}

/** Ends a delivery; nothing happens when the lease was lost meanwhile. */
export const settleNotice = async (tx: Tx, row: NoticeRow, settled: Settling): Promise<void> => {
  const { state, outcome, platformId, now } = settled;
  const set = { state, outcome, settledAt: now.toISOString() };
  await tx
    .table(notices)
    .change(leased(row), { ...set, ...(platformId === undefined ? {} : { platformId }) });
  if (platformId !== undefined) await noteSend(tx, { notice: row.id, messageId: platformId, now });
};

/** Tried again later. `leftAt`: since when a message may be on its way, null when none is. */
export const postponeNotice = async (
  tx: Tx,
  row: NoticeRow,
  { at, outcome, leftAt }: { at: Date; outcome: string; leftAt: string | null },
): Promise<void> => {
  const set = { state: 'ready' as const, token: null, route: null, outcome, leftAt };
  await tx
    .table(notices)
    .change(leased(row), { ...set, notBefore: at.toISOString(), attempts: row.attempts + 1 });
};

/** One notice to several people becomes one each, under keys of their own. */
export const expandNotice = async (
  tx: Tx,
  row: NoticeRow,
  { to, now }: { to: readonly Recipient[]; now: Date },
): Promise<void> => {
  for (const [index, recipient] of to.entries()) {
    const noticeKey =
      `${row.noticeKey}#${'account' in recipient ? recipient.account : String(index)}`.slice(
        0,
        160,
      );
    if ((await tx.table(notices).one({ noticeKey })) !== null) continue;
    await tx.table(notices).insert({
      ...row,
      id: newId(noticeKey, tx.bureau),
      noticeKey,
      recipient: tx.vault.seal(recipient),
      recipientKind: recipient.to,
      state: 'ready',
      token: null,
      leaseUntil: null,
      notBefore: now.toISOString(),
    });
  }
  await settleNotice(tx, row, { state: 'expanded', outcome: null, now });
};

/** Staff have phoned the person. */
export const markCalled = async (
  tx: Tx,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<boolean> =>
  (await tx
    .table(notices)
    .change(
      { id, state: 'sheet' },
      { state: 'called', outcome: `staff:${by}`, settledAt: now.toISOString() },
    )) === 1;
