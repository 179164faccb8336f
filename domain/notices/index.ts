/** The outbox's own door: for the application, jobs and pages; closed to contexts. */
export { notices, type NoticeRow, type NoticeState } from './tables.ts';
export { putNotice, recipientOf } from './outbox.ts';
