/** The outbox's own door: for the application, jobs and pages; closed to contexts. */
export { notices, sendReports, type NoticeRow, type NoticeState } from './tables.ts';
export * from './delivery.ts';
export { settleSend, type SendResult } from './reports.ts';
export { sayOwn } from './own-wording.ts';
export { putNotice, recipientOf } from './outbox.ts';
export { listNotices, type NoticeFilter } from './sheet.ts';
