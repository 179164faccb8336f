import { In, IsNull, MoreThanOrEqual } from 'typeorm';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { notices, sendReports, type NoticeRow, type SendReportRow } from './tables.ts';
import { noteTry } from './tries.ts';
import { reportWords } from './wording.ts';

/** The platform's own word about a template message, by its id. */
export interface SendResult {
  readonly messageId: string;
  readonly delivered: boolean;
  readonly status: string;
  /** the chat that was written to, where the report names it */
  readonly chat?: string;
  readonly now: Date;
}

/**
 * Settles the notice that the platform reports of, now or as soon as its send is on record. Where
 * the answer to the send was lost, its id is not known: then the one doubtful send to this chat is meant.
 */
export const settleSend = async (tx: Tx, result: SendResult): Promise<void> => {
  const { messageId, now, chat = null } = result;
  const status = result.status.slice(0, 120);
  const report = { notice: null, status, delivered: result.delivered ? 1 : 0 };
  const at = now.toISOString();
  const known = await meet(tx, messageId, { ...report, chat, at });
  if (known?.notice != null) return apply(tx, { ...report, notice: known.notice, messageId, now });
  const doubtful = chat === null ? null : await doubtfulSend(tx, chat);
  if (doubtful !== null) await adopt(tx, doubtful, { ...report, messageId, now });
};

/** The one template message to this chat whose answer was lost; null while another is on its way. */
const doubtfulSend = async (tx: Tx, chat: string): Promise<NoticeRow | null> => {
  const rows = await tx
    .table(notices)
    .find({ chat, route: 'template', state: In(['ready', 'sending', 'unknown']) });
  const [row] = rows;
  return rows.length === 1 && row !== undefined && row.state !== 'sending' && row.leftAt !== null
    ? row
    : null;
};

type Report = Omit<Applying, 'notice'>;

const adopt = async (tx: Tx, row: NoticeRow, report: Report): Promise<void> => {
  const { messageId } = report;
  const id = reportId(tx, messageId);
  await tx.table(sendReports).change({ id }, { notice: row.id });
  await tx.table(notices).change({ id: row.id, state: row.state }, { platformId: messageId });
  await apply(tx, { ...report, notice: row.id });
};

/** A send whose answer was lost, but whose report was faster than the loss: settled by it. */
export const adoptReport = async (tx: Tx, notice: string, now: Date): Promise<void> => {
  const row = await tx.table(notices).one({ id: notice });
  if (row?.chat == null || row.leftAt === null) return;
  if ((await doubtfulSend(tx, row.chat))?.id !== notice) return;
  const orphans = await tx
    .table(sendReports)
    .find({ chat: row.chat, notice: IsNull(), at: MoreThanOrEqual(row.leftAt) }, { limit: 2 });
  const [orphan] = orphans;
  if (orphans.length !== 1 || orphan === undefined) return;
  const { status, delivered } = orphan;
  const messageId = orphan.id.slice(tx.bureau.length + 1);
  await adopt(tx, row, { status, delivered, messageId, now });
};

/** Puts a send on record under the platform's id; a report that was faster is applied. */
export const noteSend = async (
  tx: Tx,
  { notice, messageId, now }: { notice: string; messageId: string; now: Date },
): Promise<void> => {
  const known = await meet(tx, messageId, {
    notice,
    status: null,
    delivered: null,
    chat: null,
    at: now.toISOString(),
  });
  if (known?.status != null) await apply(tx, { ...known, notice, messageId, now });
};

const reportId = (tx: Tx, messageId: string): string => `${tx.bureau}:${messageId}`.slice(0, 110);

/** The row that was there before, or null: whoever comes second waits for the first to commit. */
const meet = async (
  tx: Tx,
  messageId: string,
  row: Omit<SendReportRow, 'id'>,
): Promise<SendReportRow | null> => {
  const id = reportId(tx, messageId);
  try {
    await tx.table(sendReports).insert({ id, ...row });
    return null;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return tx.table(sendReports).one({ id });
  }
};

interface Applying extends Pick<SendReportRow, 'status' | 'delivered'> {
  readonly notice: string;
  readonly messageId: string;
  readonly now: Date;
}

/**
 * What did not arrive goes on to the next rung, whatever was known of it before. What staff have
 * settled by telephone meanwhile stays as it is, and so does what has left by another way since.
 */
const apply = async (
  tx: Tx,
  { notice, messageId, status, delivered, now }: Applying,
): Promise<void> => {
  const row = await tx.table(notices).one({ id: notice });
  if (row === null) return;
  const arrived = delivered === 1;
  const changed = await tx
    .table(notices)
    .change(
      { id: notice, platformId: messageId, state: In(['ready', 'sending', 'sent', 'unknown']) },
      arrived
        ? { state: 'sent', outcome: status, settledAt: now.toISOString() }
        : { state: 'ready', outcome: status, settledAt: null, ...UNSORTED },
    );
  const line = arrived ? ARRIVED : notArrived(status ?? '');
  const { route, channel, chat } = row;
  if (changed === 1)
    await noteTry(tx, row, { way: route ?? '', channel: channel ?? '', chat, ...line, now });
};

const ARRIVED = { kind: 'sent', outcome: '平台报告：已送达' } as const;

const notArrived = (status: string) => ({
  kind: isBlocked(status) ? ('unreachable' as const) : ('failed' as const),
  outcome: `平台报告：没有送达（${reportWords(status)}）`,
});

const UNSORTED = { lane: null, route: null, leftAt: null, platformId: null, token: null } as const;

/** The person refuses the account as a whole: no other message of it arrives either (A8). */
const isBlocked = (status: string): boolean => /user\s*block/iu.test(status);
