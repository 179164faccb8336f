import { LessThanOrEqual } from 'typeorm';
import { newId } from '../kernel/fresh.ts';
import type { Recipient } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
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
  return tx.table(notices).find({ token: claim.token, state: 'sending' }, { order: { notBefore: 'ASC' } });
};

/**
 * Notices whose worker died: one that had not begun to send is ready again; one whose sending may
 * have reached the person is unknown and never repeated by machine (promises, F31–F33).
 */
export const recoverNotices = async (tx: Tx, now: Date): Promise<number> => {
  const lost = await tx
    .table(notices)
    .find({ state: 'sending', leaseUntil: LessThanOrEqual(now.toISOString()) }, { limit: 50 });
  for (const row of lost) {
    const set =
      row.route === null
        ? { state: 'ready' as const, token: null }
        : { state: 'unknown' as const, outcome: '发送时中断，不知道是否收到', settledAt: now.toISOString() };
    await tx.table(notices).change({ id: row.id, token: row.token ?? '' }, set);
  }
  return lost.length;
};

/** Puts the chosen way on record before anything is sent; false when the lease was lost (F25). */
export const markRoute = async (tx: Tx, row: NoticeRow, route: string): Promise<boolean> =>
  (await tx
    .table(notices)
    .change({ id: row.id, token: row.token ?? '', state: 'sending' }, { route, attempts: row.attempts + 1 })) === 1;

export interface Settling {
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly platformId?: string;
  readonly now: Date;
}

export const settleNotice = async (tx: Tx, row: NoticeRow, settled: Settling): Promise<void> => {
  await tx.table(notices).change(
    { id: row.id, token: row.token ?? '', state: 'sending' },
    {
      state: settled.state,
      outcome: settled.outcome,
      ...(settled.platformId === undefined ? {} : { platformId: settled.platformId }),
      settledAt: settled.now.toISOString(),
    },
  );
};

/** Not now: tried again later, nothing has reached the person. */
export const postponeNotice = async (tx: Tx, row: NoticeRow, { at, outcome }: { at: Date; outcome: string }): Promise<void> => {
  await tx
    .table(notices)
    .change(
      { id: row.id, token: row.token ?? '', state: 'sending' },
      { state: 'ready', token: null, route: null, notBefore: at.toISOString(), outcome, attempts: row.attempts + 1 },
    );
};

/** One notice to several people becomes one each, under keys of their own. */
export const expandNotice = async (
  tx: Tx,
  row: NoticeRow,
  { to, now }: { to: readonly Recipient[]; now: Date },
): Promise<void> => {
  for (const [index, recipient] of to.entries()) {
    const noticeKey = `${row.noticeKey}#${'account' in recipient ? recipient.account : String(index)}`.slice(0, 160);
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

/** The platform's own word about a template message, by its id. */
export const settleSend = async (
  tx: Tx,
  result: { readonly messageId: string; readonly delivered: boolean; readonly status: string; readonly now: Date },
): Promise<void> => {
  await tx.table(notices).change(
    { platformId: result.messageId },
    {
      state: result.delivered ? 'sent' : 'sheet',
      outcome: result.status.slice(0, 120),
      settledAt: result.now.toISOString(),
    },
  );
};

/** Staff have phoned the person. */
export const markCalled = async (tx: Tx, id: string, { by, now }: { by: string; now: Date }): Promise<boolean> =>
  (await tx
    .table(notices)
    .change({ id, state: 'sheet' }, { state: 'called', outcome: `staff:${by}`, settledAt: now.toISOString() })) === 1;
