/** The outbox's own door: for the application, jobs and pages; closed to contexts. */
export {
  notices,
  noticeTries,
  type NoticeRow,
  type NoticeState,
  type TryKind,
  type TryRow,
} from './tables.ts';
export * from './delivery.ts';
export * from './ladder.ts';
export { NOTICES, type NoticesPolicy, type Rung } from './policy.ts';
export { adoptReport, settleSend, type SendResult } from './reports.ts';
export { leftBefore, noteTry, refusedAt, triesOf } from './tries.ts';
export { isOwn, sayOwn, wasRead } from './own-wording.ts';
export { putNotice, recipientOf } from './outbox.ts';
export { listNotices, type NoticeFilter } from './sheet.ts';
export { smsText } from './lock-screen.ts';
export { callForNotice, resendNotice } from './actions.ts';
export { noticesContext } from './context.ts';
export { isTooLate, mayHaveArrived } from './rules.ts';
export { reportWords, SEEN_ON_SITE, UNHEARD } from './wording.ts';
export { alertsSent, dropFromSheet, phoneAlert } from './alerts.ts';
export { mergeWaiting } from './merging.ts';
export { endUnsent, noticesUnder, putAtOnce } from './under.ts';
