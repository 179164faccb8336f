import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { newId } from '../kernel/fresh.ts';
import type { Recipient } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import type { Step } from './ladder.ts';
import { noteSend } from './reports.ts';
import { notices, type NoticeRow, type NoticeState } from './tables.ts';
import { noteTry } from './tries.ts';

export interface Claim {
  readonly token: string;
  readonly now: Date;
  readonly leaseMs: number;
  readonly limit: number;
  /** the queue of one account; by default what is not yet sorted */
  readonly lane?: string;
  /** queues that exist; what waits in any other is sorted anew */
  readonly lanes?: readonly string[];
}

/** Takes due notices for one worker by a conditional update, the same in every database (toolchain 3.6). */
export const claimNotices = async (tx: Tx, claim: Claim): Promise<NoticeRow[]> => {
  const leaseUntil = new Date(claim.now.getTime() + claim.leaseMs).toISOString();
  const queue = queueOf(claim);
  // what may be on its way keeps the way on record: it is only ever repeated as itself
  await tx.sql(
    `UPDATE notice SET state = 'sending', token = ?, leaseUntil = ?,
       route = CASE WHEN leftAt IS NULL THEN NULL ELSE route END WHERE id IN
       (SELECT id FROM (SELECT id FROM notice WHERE bureau = ? AND state = 'ready'
        AND ${queue.sql} AND notBefore <= ?
        ORDER BY notBefore, noticeKey LIMIT ${claim.limit}) t) AND state = 'ready'`,
    [claim.token, leaseUntil, tx.bureau, ...queue.names, claim.now.toISOString()],
  );
  return tx
    .table(notices)
    .find(
      { token: claim.token, state: 'sending' },
      { order: { notBefore: 'ASC', noticeKey: 'ASC' } },
    );
};

const queueOf = ({
  lane,
  lanes = [],
}: Claim): { readonly sql: string; readonly names: readonly string[] } => {
  if (lane !== undefined) return { sql: 'lane = ?', names: [lane] };
  if (lanes.length === 0) return { sql: 'lane IS NULL', names: [] };
  const marks = lanes.map(() => '?').join(', ');
  return { sql: `(lane IS NULL OR lane NOT IN (${marks}))`, names: lanes };
};

/**
 * Notices whose worker died: one that had not begun to send is ready again, and so is one whose id
 * makes a second send harmless; any other may have reached the person, so it is unknown and never
 * repeated by machine (promises, F31–F33).
 */
export const recoverNotices = async (tx: Tx, now: Date): Promise<number> => {
  const lost = await tx
    .table(notices)
    .find({ state: 'sending', leaseUntil: LessThanOrEqual(now.toISOString()) }, { limit: 50 });
  for (const row of lost) {
    const set =
      row.route !== null && row.leftAt === null
        ? { state: 'unknown' as const, outcome: BROKEN_OFF, settledAt: now.toISOString() }
        : { state: 'ready' as const, token: null };
    // its worker may be only slow and have put its way on record this very moment
    const unchanged = { route: row.route ?? IsNull(), leaseUntil: row.leaseUntil ?? IsNull() };
    const done = await tx.table(notices).change({ ...leased(row), ...unchanged }, set);
    if (done === 1 && set.state === 'unknown') await noteBrokenOff(tx, row, now);
  }
  return lost.length;
};

const BROKEN_OFF = '发送时中断，不知道是否收到';

const noteBrokenOff = (tx: Tx, row: NoticeRow, now: Date): Promise<void> =>
  noteTry(tx, row, {
    way: row.route ?? '',
    channel: row.channel ?? '',
    chat: row.chat,
    kind: 'unknown',
    outcome: BROKEN_OFF,
    now,
  });

const leased = (row: NoticeRow) => ({
  id: row.id,
  token: row.token ?? '',
  state: 'sending' as const,
});

export interface Marking {
  readonly route: string;
  /** null or absent: the way needs no chat */
  readonly chat?: string | null;
  readonly channel?: string;
  readonly now: Date;
  readonly leaseMs: number;
  /** the platform takes a second send for the first: it may be repeated after a fault */
  readonly repeatable?: boolean;
}

/**
 * Puts the chosen way on record before anything is sent, and renews the lease for the send; false
 * when the lease was lost (F25).
 */
export const markRoute = async (tx: Tx, row: NoticeRow, marking: Marking): Promise<boolean> => {
  const { route, chat = null, channel = null, now, leaseMs, repeatable = false } = marking;
  const changed = await tx.table(notices).change(leased(row), {
    route,
    chat,
    channel,
    attempts: row.attempts + 1,
    leftAt: repeatable ? (row.leftAt ?? now.toISOString()) : row.leftAt,
    leaseUntil: new Date(now.getTime() + leaseMs).toISOString(),
  });
  return changed === 1;
};

export interface Settling {
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly platformId?: string;
  readonly now: Date;
}

/** Ends a delivery; false, and nothing happens, when the lease was lost meanwhile. */
export const settleNotice = async (tx: Tx, row: NoticeRow, settled: Settling): Promise<boolean> => {
  const { state, outcome, platformId, now } = settled;
  const set = { state, outcome, settledAt: now.toISOString() };
  const mine = await tx
    .table(notices)
    .change(leased(row), { ...set, ...(platformId === undefined ? {} : { platformId }) });
  if (platformId !== undefined) await noteSend(tx, { notice: row.id, messageId: platformId, now });
  return mine === 1;
};

export interface Postponing {
  readonly at: Date;
  readonly outcome: string | null;
  /** since when a message may be on its way, null when none is */
  readonly leftAt: string | null;
  /** counts as an attempt of its own: nothing was put on record before */
  readonly stumbled?: boolean;
}

/** Tried again later, in its queue; false when the lease was lost meanwhile. */
export const postponeNotice = async (
  tx: Tx,
  row: NoticeRow,
  { at, outcome, leftAt, stumbled = false }: Postponing,
): Promise<boolean> => {
  const changed = await tx.table(notices).change(leased(row), {
    state: 'ready',
    token: null,
    ...(leftAt === null ? { route: null } : {}),
    outcome,
    leftAt,
    notBefore: at.toISOString(),
    ...(stumbled ? { attempts: row.attempts + 1 } : {}),
  });
  return changed === 1;
};

/** Sorted into the queue of an account; null: to be sorted anew, since its way is at an end. */
export const queueNotice = async (tx: Tx, row: NoticeRow, step: Step | null): Promise<boolean> => {
  const place = { lane: step?.lane ?? null, chat: step?.chat ?? null };
  const set = { state: 'ready' as const, token: null, route: null, leftAt: null, ...place };
  return (await tx.table(notices).change(leased(row), set)) === 1;
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
      { id, state: In(['sheet', 'unknown']) },
      { state: 'called', outcome: `staff:${by}`, settledAt: now.toISOString() },
    )) === 1;
