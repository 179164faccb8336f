/** The audit log's own door: for the application, pages and the command line; closed to contexts. */
export {
  append,
  auditEntries,
  auditHeads,
  privateParts,
  touchHead,
  verifyChain,
  type AuditEntry,
  type ChainReport,
} from './records.ts';
export { erasePrivateParts } from './erase.ts';
export { namesKeptBack, readEntries } from './listing.ts';
