import type { Notice, Recipient } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { notices, type NoticeRow } from './tables.ts';

export interface Putting {
  readonly notice: Notice;
  readonly id: string;
  readonly now: Date;
  /** earliest moment the office may write to people; urgent notices ignore it */
  readonly officeMoment: Date;
}

/** Puts a notice into the outbox in the business transaction; its key makes it once. Returns whether it was new. */
export const putNotice = async (
  tx: Tx,
  { notice, id, now, officeMoment }: Putting,
): Promise<boolean> => {
  const table = tx.table(notices);
  if ((await table.one({ noticeKey: notice.key })) !== null) return false;
  const earliest = notice.urgent === true ? now : officeMoment;
  const notBefore =
    notice.notBefore !== undefined && notice.notBefore > earliest ? notice.notBefore : earliest;
  await table.insert({
    id,
    noticeKey: notice.key,
    kind: notice.kind,
    params: notice.params,
    recipient: tx.vault.seal(notice.to),
    recipientKind: notice.to.to,
    urgent: notice.urgent === true ? 1 : 0,
    notBefore: notBefore.toISOString(),
    validUntil: notice.validUntil?.toISOString() ?? null,
    ...FRESH,
    createdAt: now.toISOString(),
  });
  return true;
};

/** A notice that nobody has looked at yet. */
export const FRESH = {
  state: 'ready',
  attempts: 0,
  token: null,
  leaseUntil: null,
  route: null,
  channel: null,
  chat: null,
  lane: null,
  origin: null,
  platformId: null,
  leftAt: null,
  outcome: null,
  settledAt: null,
} as const;

/** The sealed recipient of a row. */
export const recipientOf = (tx: Tx, row: NoticeRow): Recipient =>
  tx.vault.open(row.recipient) as Recipient;
