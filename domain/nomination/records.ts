import { In, LessThan } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { ContextSpec, Due } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { chatPrint } from '../people/index.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type {
  Application,
  ApplicationState,
  Conclusion,
  NominationEvent,
  RevealedField,
  Review,
  Ruling,
  Snapshot,
  Source,
} from './model.ts';

interface ApplicationRow {
  readonly id: string;
  readonly number: string;
  readonly citizenPrint: string;
  readonly chat: string | null;
  /** sealed ChatIdentity */
  readonly identity: string | null;
  /** sealed Snapshot, never changed (GP-14.2) */
  readonly sealed: string;
  readonly source: Source;
  readonly scans: readonly string[];
  readonly state: ApplicationState;
  readonly age: number;
  readonly ageReview: number;
  readonly submittedAt: string;
  readonly touchBy: string;
  readonly conclusion: Conclusion | null;
  /** sealed */
  readonly findings: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  /** sealed */
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly person: string | null;
  readonly version: number;
}

export const applications = defineTable<ApplicationRow>({
  name: 'application',
  columns: {
    id: key(id()),
    number: str(20),
    citizenPrint: str(64),
    chat: maybe(str(64)),
    identity: maybe(long()),
    sealed: long(),
    source: str(10),
    scans: json(),
    state: str(12),
    age: int(),
    ageReview: int(),
    submittedAt: time(),
    touchBy: time(),
    conclusion: maybe(str(12)),
    findings: maybe(long()),
    reviewedBy: maybe(str(36)),
    reviewedAt: maybe(time()),
    reason: maybe(long()),
    decidedBy: maybe(str(36)),
    decidedAt: maybe(time()),
    person: maybe(str(36)),
    version: int(),
  },
  indices: [
    { name: 'application_number', columns: ['bureau', 'number'], unique: true },
    { name: 'application_citizen', columns: ['bureau', 'citizenPrint', 'state'] },
    { name: 'application_chat', columns: ['bureau', 'chat'] },
    { name: 'application_state', columns: ['bureau', 'state', 'touchBy'] },
  ],
});

interface RevealRow {
  readonly id: string;
  readonly application: string;
  readonly field: RevealedField;
  readonly account: string;
  readonly at: string;
}

export const reveals = defineTable<RevealRow>({
  name: 'application_reveal',
  columns: { id: key(id()), application: id(), field: str(20), account: id(), at: time() },
});

const OPEN: readonly ApplicationState[] = ['submitted', 'reviewed'];
const REVEAL_MS = 120_000;

const applicationOf = (tx: Tx, row: ApplicationRow): Application => ({
  id: row.id,
  number: row.number,
  snapshot: tx.vault.open(row.sealed) as Snapshot,
  identity: row.identity === null ? null : (tx.vault.open(row.identity) as ChatIdentity),
  source: row.source,
  scans: row.scans,
  state: row.state,
  age: row.age,
  ageReview: row.ageReview === 1,
  submittedAt: new Date(row.submittedAt),
  touchBy: new Date(row.touchBy),
  review: reviewOf(tx, row),
  decision: rulingOf(tx, row),
  version: row.version,
});

const reviewOf = (
  tx: Tx,
  { conclusion, findings, reviewedBy, reviewedAt }: ApplicationRow,
): Review | null =>
  conclusion === null || findings === null || reviewedBy === null || reviewedAt === null
    ? null
    : {
        conclusion,
        findings: String(tx.vault.open(findings)),
        by: reviewedBy,
        at: new Date(reviewedAt),
      };

const rulingOf = (tx: Tx, { reason, decidedBy, decidedAt }: ApplicationRow): Ruling | null =>
  reason === null || decidedBy === null || decidedAt === null
    ? null
    : { reason: String(tx.vault.open(reason)), by: decidedBy, at: new Date(decidedAt) };

export const readApplication = async (tx: Tx, application: string): Promise<Application | null> => {
  const row = await tx.table(applications).one({ id: application });
  return row === null ? null : applicationOf(tx, row);
};

/** All applications in these states, opened: names are searched in memory. */
export const readApplications = async (
  tx: Tx,
  states: readonly ApplicationState[],
): Promise<readonly Application[]> => {
  const rows = await tx
    .table(applications)
    .find({ state: In([...states]) }, { order: { submittedAt: 'DESC', number: 'DESC' } });
  return rows.map((row) => applicationOf(tx, row));
};

/** The applications of a chat, and of the person it belongs to, newest first. */
export const readOwn = async (
  tx: Tx,
  identity: ChatIdentity,
  person: string | null,
): Promise<readonly Application[]> => {
  const where = [{ chat: chatPrint(tx, identity) }, ...(person === null ? [] : [{ person }])];
  const rows = await tx
    .table(applications)
    .find(where, { order: { submittedAt: 'DESC' }, limit: 20 });
  return rows.map((row) => applicationOf(tx, row));
};

/** The open application of a citizen number, whoever handed it in. */
export const readOpenOf = async (tx: Tx, citizenNumber: string): Promise<Application | null> => {
  const citizenPrint = tx.vault.fingerprint('citizen', citizenNumber);
  const row = await tx.table(applications).one({ citizenPrint, state: In([...OPEN]) });
  return row === null ? null : applicationOf(tx, row);
};

/** Open applications that nobody has touched in the measure's time. */
export const readUntouched = async (tx: Tx, now: Date): Promise<readonly Due[]> => {
  const rows = await tx
    .table(applications)
    .find(
      { state: In([...OPEN]), touchBy: LessThan(now.toISOString()) },
      { order: { touchBy: 'ASC' } },
    );
  return rows.map((row) => ({
    key: `untouched:application:${row.id}:${row.version}`,
    subject: 'application',
    id: row.id,
    number: row.number,
    roster: 'supervisors',
    dueAt: new Date(row.touchBy),
    except: [],
    audience: 'office',
  }));
};

/** The value behind a reveal made by this account within the last two minutes; else null. */
export const readRevealed = async (
  tx: Tx,
  { reveal, account, now }: { reveal: string; account: string; now: Date },
): Promise<{ field: RevealedField; value: string } | null> => {
  const row = await tx.table(reveals).one({ id: reveal, account });
  if (row === null || now.getTime() - new Date(row.at).getTime() > REVEAL_MS) return null;
  const application = await readApplication(tx, row.application);
  return application === null ? null : { field: row.field, value: application.snapshot[row.field] };
};

const UNDECIDED = {
  conclusion: null,
  findings: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
  decidedBy: null,
  decidedAt: null,
  person: null,
} as const;

const recordSubmitted: ContextSpec<NominationEvent>['record']['nomination.submitted'] = async (
  tx,
  event,
  { now },
) => {
  const { snapshot, identity } = event.private;
  const { series, count } = readRunningNumber(event.number);
  await useNumber(tx, series, count);
  await tx.table(applications).insert({
    id: event.application,
    number: event.number,
    citizenPrint: tx.vault.fingerprint('citizen', snapshot.citizenNumber),
    chat: identity === null ? null : chatPrint(tx, identity),
    identity: identity === null ? null : tx.vault.seal(identity),
    sealed: tx.vault.seal(snapshot),
    source: event.source,
    scans: event.scans,
    state: 'submitted',
    age: event.age,
    ageReview: event.ageReview ? 1 : 0,
    submittedAt: now.toISOString(),
    touchBy: event.touchBy,
    ...UNDECIDED,
    version: 1,
  });
};

/** Every change moves the version, so that a second saver is noticed (F22). */
const change = async (tx: Tx, application: string, set: Partial<ApplicationRow>): Promise<void> => {
  const row = await tx.table(applications).one({ id: application });
  await tx
    .table(applications)
    .change({ id: application }, { ...set, version: (row?.version ?? 0) + 1 });
};

const decided = (
  tx: Tx,
  event: Extract<NominationEvent, { type: 'nomination.approved' | 'nomination.refused' }>,
  now: Date,
) => ({
  reason: tx.vault.seal(event.private.reason),
  decidedBy: event.by,
  decidedAt: now.toISOString(),
});

export const record: ContextSpec<NominationEvent>['record'] = {
  'nomination.submitted': recordSubmitted,
  'nomination.reviewed': (tx, event, { now }) =>
    change(tx, event.application, {
      state: 'reviewed',
      conclusion: event.conclusion,
      findings: tx.vault.seal(event.private.findings),
      reviewedBy: event.by,
      reviewedAt: now.toISOString(),
      touchBy: event.touchBy,
    }),
  'nomination.approved': (tx, event, { now }) =>
    change(tx, event.application, {
      state: 'approved',
      person: event.person,
      ...decided(tx, event, now),
    }),
  'nomination.refused': (tx, event, { now }) =>
    change(tx, event.application, { state: 'refused', ...decided(tx, event, now) }),
  'nomination.withdrawn': (tx, event) => change(tx, event.application, { state: 'withdrawn' }),
  'nomination.revealed': (tx, event, { now }) =>
    tx.table(reveals).insert({
      id: event.reveal,
      application: event.application,
      field: event.field,
      account: event.account,
      at: now.toISOString(),
    }),
};
