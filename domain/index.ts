/** THE DOOR: shells enter the domain here and nowhere else. */
export { createApp, actionNamed, type Answered, type App, type AppParts } from './app.ts';
export { checkFile, readBureaus, type BureauFile, type Checked } from './bureaus.ts';
export type { OfficialAccountConfig, OfficialButton, OfficialMenu } from './official-account.ts';
export { CONTEXTS, SECTIONS, TABLES, contextOf } from './contexts.ts';
export * from './kernel/action.ts';
export * from './kernel/actor.ts';
export type { Due, Notice, Recipient, Said } from './kernel/context.ts';
export { parseClock } from './kernel/clock.ts';
export * from './kernel/day.ts';
export * from './kernel/ids.ts';
export * from './kernel/masking.ts';
export { OFFICE, type OfficeHours } from './kernel/office.ts';
export { WHOLE_POLICY, type PolicySection } from './kernel/policy.ts';
export { PAGE_SIZE, type Listing, type Query } from './kernel/query.ts';
export * from './kernel/result.ts';
export { sm3Hex } from './kernel/sm3.ts';
export * from './kernel/working-days.ts';
export * from './kernel/world.ts';
export { basisAnswer, DOCUMENT, type MeasureDocument } from './measures/basis.ts';
export { faultLine, type Fault } from './measures/faults.ts';
export { IDENTITY, type BureauIdentity } from './measures/identity.ts';
export * as campaigns from './campaigns/index.ts';
export * as clues from './clues/index.ts';
export * as liaison from './liaison/index.ts';
export * as deadlines from './deadlines/index.ts';
export * as enquiries from './enquiries/index.ts';
export * as nomination from './nomination/index.ts';
export * as publicity from './publicity/index.ts';
export * as institutions from './institutions/index.ts';
export * as membership from './membership/index.ts';
export * as recusal from './recusal/index.ts';
export * as draws from './draws/index.ts';
export * as evaluation from './evaluation/index.ts';
export * as people from './people/index.ts';
export * as staff from './staff/index.ts';
export * as vrs from './vrs/index.ts';
export { openDatabase, DatabaseUnreachable } from './store/database.ts';
export { LocksIgnored } from './store/self-test.ts';
export { clockLine, keepCommonTime, SKEW_ALARM_MS } from './store/time.ts';
export { createGate, isUniqueViolation, isUnreachable, type Gate } from './store/gate.ts';
export { createFileVault, EvidenceAltered, type FileVault, type KeptFile } from './store/files.ts';
export { createVault, type Vault } from './store/seal.ts';
export type { Tx } from './store/scope.ts';
export { whoWrites, type Writer } from './who.ts';
export {
  chatsFor,
  followsAccount,
  isNoticeOver,
  personOf,
  sayNotice,
  type OpenChat,
  type Reachable,
} from './recipients.ts';
export { unreachableMembers, type Unreachable } from './unreachable.ts';
