import type { Json } from '../kernel/action.ts';
import type { Recipient } from '../kernel/context.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';

/**
 * ready → sending → sent | unknown | sheet | expired; a notice to several people
 * is `expanded` into one row each. `sheet`: a person must be phoned.
 */
export type NoticeState =
  'ready' | 'sending' | 'sent' | 'unknown' | 'sheet' | 'called' | 'expired' | 'expanded';

export interface NoticeRow {
  readonly id: string;
  readonly noticeKey: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, Json>>;
  /** sealed Recipient */
  readonly recipient: string;
  readonly recipientKind: Recipient['to'];
  readonly urgent: number;
  readonly notBefore: string;
  readonly validUntil: string | null;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly token: string | null;
  readonly leaseUntil: string | null;
  /** how it went out: passive, service, template, sheet */
  readonly route: string | null;
  readonly platformId: string | null;
  /** since then a template message may be on its way: within ten minutes its id makes a second one harmless */
  readonly leftAt: string | null;
  /** the platform's error code, or why nobody could be reached */
  readonly outcome: string | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
}

export const notices = defineTable<NoticeRow>({
  name: 'notice',
  columns: {
    id: key(id()),
    noticeKey: str(160),
    kind: str(60),
    params: json(),
    recipient: long(),
    recipientKind: str(10),
    urgent: int(),
    notBefore: time(),
    validUntil: maybe(time()),
    state: str(10),
    attempts: int(),
    token: maybe(str(36)),
    leaseUntil: maybe(time()),
    route: maybe(str(20)),
    platformId: maybe(str(64)),
    leftAt: maybe(time()),
    outcome: maybe(str(120)),
    createdAt: time(),
    settledAt: maybe(time()),
  },
  indices: [
    { name: 'notice_key', columns: ['bureau', 'noticeKey'], unique: true },
    { name: 'notice_due', columns: ['bureau', 'state', 'notBefore'] },
  ],
});

/**
 * Where a send and the platform's report of it meet, whichever comes first: the report often
 * overtakes the answer to the call that sent it.
 */
export interface SendReportRow {
  /** bureau and the platform's id of the message */
  readonly id: string;
  readonly notice: string | null;
  readonly status: string | null;
  readonly delivered: number | null;
}

export const sendReports = defineTable<SendReportRow>({
  name: 'send_report',
  columns: {
    id: key(str(110)),
    notice: maybe(id()),
    status: maybe(str(120)),
    delivered: maybe(int()),
  },
});
