import type { Json } from '../kernel/action.ts';
import type { Recipient } from '../kernel/context.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';

/**
 * ready → sending → sent | unknown | sheet | expired; a notice to several people
 * is `expanded` into one row each, one of several reminders is `merged` into the latest;
 * `resent`: staff have sent it once more, as a row of its own.
 * `sheet`: a person must be phoned.
 */
export type NoticeState =
  | 'ready'
  | 'sending'
  | 'sent'
  | 'unknown'
  | 'sheet'
  | 'called'
  | 'expired'
  | 'expanded'
  | 'merged'
  | 'resent';

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
  /** the way it goes out by: a rung of the ladder */
  readonly route: string | null;
  /** the channel of that way, and which chat of it */
  readonly channel: string | null;
  readonly chat: string | null;
  /** the queue it waits in, a channel or `sms`; null: not yet sorted */
  readonly lane: string | null;
  /** the notice that staff sent once more by this one */
  readonly origin: string | null;
  readonly platformId: string | null;
  /** since then it may be on its way; for a while the platform takes a second one for the first (F31) */
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
    channel: maybe(str(20)),
    chat: maybe(str(64)),
    lane: maybe(str(20)),
    origin: maybe(id()),
    platformId: maybe(str(64)),
    leftAt: maybe(time()),
    outcome: maybe(str(120)),
    createdAt: time(),
    settledAt: maybe(time()),
  },
  indices: [
    { name: 'notice_key', columns: ['bureau', 'noticeKey'], unique: true },
    { name: 'notice_due', columns: ['bureau', 'state', 'lane', 'notBefore'] },
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
  /** where the report says so: the chat that was written to, and when it came */
  readonly chat: string | null;
  readonly at: string | null;
}

export const sendReports = defineTable<SendReportRow>({
  name: 'send_report',
  columns: {
    id: key(str(110)),
    notice: maybe(id()),
    status: maybe(str(120)),
    delivered: maybe(int()),
    chat: maybe(str(64)),
    at: maybe(time()),
  },
});

/**
 * What became of one step. `passed`: its way was not open. `waits`: not now. `busy`: the platform
 * failed and nothing arrived, it may be tried again. `unreachable`: this chat takes nothing at all.
 * `alike`: it leaves with a line more than its words, since another of the same words went before.
 */
export type TryKind =
  'passed' | 'waits' | 'busy' | 'failed' | 'unreachable' | 'unknown' | 'sent' | 'alike';

/** One line of a notice's history. */
export interface TryRow {
  readonly id: string;
  readonly notice: string;
  readonly n: number;
  readonly way: string;
  readonly channel: string;
  readonly chat: string | null;
  readonly at: string;
  readonly kind: TryKind;
  /** what it means, as staff read it */
  readonly outcome: string;
  readonly errcode: number | null;
  /** the platform's request id, for its support */
  readonly rid: string | null;
}

export const noticeTries = defineTable<TryRow>({
  name: 'notice_try',
  columns: {
    id: key(id()),
    notice: id(),
    n: int(),
    way: str(20),
    channel: str(20),
    chat: maybe(str(64)),
    at: time(),
    kind: str(12),
    outcome: str(120),
    errcode: maybe(int()),
    rid: maybe(str(80)),
  },
  indices: [
    { name: 'notice_try_n', columns: ['bureau', 'notice', 'n'], unique: true },
    { name: 'notice_try_chat', columns: ['bureau', 'chat', 'at'] },
  ],
});
