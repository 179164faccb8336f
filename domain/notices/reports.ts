import { In } from 'typeorm';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { notices, sendReports, type SendReportRow } from './tables.ts';

/** The platform's own word about a template message, by its id. */
export interface SendResult {
  readonly messageId: string;
  readonly delivered: boolean;
  readonly status: string;
  readonly now: Date;
}

/** Settles the notice that the platform reports of, now or as soon as its send is on record. */
export const settleSend = async (tx: Tx, result: SendResult): Promise<void> => {
  const status = result.status.slice(0, 120);
  const report = { notice: null, status, delivered: result.delivered ? 1 : 0 };
  const known = await meet(tx, result.messageId, report);
  if (known?.notice != null) await apply(tx, { ...report, notice: known.notice, now: result.now });
};

/** Puts a send on record under the platform's id; a report that was faster is applied. */
export const noteSend = async (
  tx: Tx,
  { notice, messageId, now }: { notice: string; messageId: string; now: Date },
): Promise<void> => {
  const known = await meet(tx, messageId, { notice, status: null, delivered: null });
  if (known?.status != null) await apply(tx, { ...known, notice, now });
};

/** The row that was there before, or null: whoever comes second waits for the first to commit. */
const meet = async (
  tx: Tx,
  messageId: string,
  row: Omit<SendReportRow, 'id'>,
): Promise<SendReportRow | null> => {
  const id = `${tx.bureau}:${messageId}`.slice(0, 110);
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
  readonly now: Date;
}

/** What staff have settled by telephone meanwhile stays as it is. */
const apply = async (tx: Tx, { notice, status, delivered, now }: Applying): Promise<void> => {
  await tx
    .table(notices)
    .change(
      { id: notice, state: In(['sending', 'sent', 'unknown']) },
      { state: delivered === 1 ? 'sent' : 'sheet', outcome: status, settledAt: now.toISOString() },
    );
};
