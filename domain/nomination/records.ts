import { In, IsNull, LessThan } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Due } from '../kernel/context.ts';
import { addMonths, dayOf, instantAt } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import { chatPrint } from '../people/index.ts';
import { gently } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import {
  OPEN_STATES,
  type Application,
  type ApplicationState,
  type Finding,
  type RevealedField,
  type Review,
  type Ruling,
  type SignedLine,
  type Snapshot,
  type Terms,
} from './model.ts';
import type { Past } from './rules-selection.ts';
import { applications, entryTermsTable, reveals, type ApplicationRow } from './tables-records.ts';
import type { Turn, TurnState } from './turn-rules.ts';

const REVEAL_MS = 120_000;

const applicationOf = (tx: Tx, row: ApplicationRow): Application => ({
  id: row.id,
  number: row.number,
  roster: row.roster ?? 'supervisors',
  route: row.route ?? 'selfNomination',
  campaign: row.campaign,
  invited: row.invited,
  terms: row.terms ?? '',
  snapshot: snapshotOf(tx, row),
  identity: row.identity === null ? null : (tx.vault.open(row.identity) as ChatIdentity),
  source: row.source,
  pieces: row.pieces ?? row.scans.map((attachment) => ({ attachment, role: 'paper' })),
  state: row.state,
  age: row.age,
  exceptions: row.exceptions ?? (row.ageReview === 1 ? ['age'] : []),
  publication: row.publication,
  submittedAt: new Date(row.submittedAt),
  touchBy: new Date(row.touchBy),
  ...signaturesOf(tx, row),
  person: row.person,
  version: row.version,
});

/** What the first release did not ask for. */
const UNASKED: Partial<Snapshot> = {
  roster: 'supervisors',
  campaign: null,
  keepAsSelf: false,
  recommendedBy: null,
  category: null,
  title: '',
  speciality: '',
  form1: null,
  publication: null,
  publicationText: '',
  pieces: [],
};

const snapshotOf = (tx: Tx, row: ApplicationRow): Snapshot => ({
  ...UNASKED,
  ...(tx.vault.open(row.sealed) as Snapshot),
});

const signaturesOf = (
  tx: Tx,
  row: ApplicationRow,
): Pick<Application, 'review' | 'lines' | 'returned' | 'selection' | 'decision'> => ({
  review: reviewOf(tx, row),
  lines: linesOf(tx, row.lines),
  returned: linesOf(tx, row.returned)[0] ?? null,
  selection: rulingOf(tx, { reason: row.choice, by: row.chosenBy, at: row.chosenAt }),
  decision: rulingOf(tx, { reason: row.reason, by: row.decidedBy, at: row.decidedAt }),
});

/** The sealed part of a review. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly text: string;
  readonly unitPhone: string;
  readonly practice: string;
}

const findingsOf = (opened: unknown): Findings =>
  typeof opened === 'string'
    ? { findings: [], text: opened, unitPhone: '', practice: '' }
    : (opened as Findings);

const reviewOf = (
  tx: Tx,
  { conclusion, findings, reviewedBy, reviewedAt }: ApplicationRow,
): Review | null =>
  conclusion === null || findings === null || reviewedBy === null || reviewedAt === null
    ? null
    : {
        conclusion,
        ...findingsOf(tx.vault.open(findings)),
        by: reviewedBy,
        at: new Date(reviewedAt),
      };

/** Lines as they lie sealed: instants are text there. */
export type SealedLine = Omit<SignedLine, 'at'> & { readonly at: string };

export const linesOf = (tx: Tx, sealed: string | null): readonly SignedLine[] =>
  sealed === null
    ? []
    : (tx.vault.open(sealed) as readonly SealedLine[]).map((line) => ({
        ...line,
        at: new Date(line.at),
      }));

interface SealedRuling {
  readonly reason: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

const rulingOf = (tx: Tx, { reason, by, at }: SealedRuling): Ruling | null =>
  reason === null || by === null || at === null
    ? null
    : { reason: String(tx.vault.open(reason)), by, at: new Date(at) };

export const readApplication = async (tx: Tx, application: string): Promise<Application | null> => {
  const row = await tx.table(applications).one({ id: application });
  return row === null ? null : applicationOf(tx, row);
};

/** All applications in these states, opened, newest first: names are searched in memory. */
export const readApplications = async (
  tx: Tx,
  states: readonly ApplicationState[],
): Promise<readonly Application[]> => {
  const rows = await tx
    .table(applications)
    .find({ state: In([...states]) }, { order: { submittedAt: 'DESC', number: 'DESC' } });
  return gently(rows, (row) => applicationOf(tx, row));
};

/** Whose turn it is in a state, from its plain columns; who signed stands sealed beside the opinion. */
export const readTurns = async (tx: Tx, state: TurnState): Promise<readonly Turn[]> => {
  const rows = await tx
    .table(applications)
    .some({ state }, ['roster', 'terms', 'reviewedBy', 'lines']);
  return gently(rows, ({ roster, terms, reviewedBy, lines }) => ({
    roster: roster ?? 'supervisors',
    terms: terms ?? '',
    reviewer: reviewedBy,
    signers: state === 'reviewed' ? linesOf(tx, lines).map(({ by }) => by) : [],
  }));
};

/** The applications of a roster, or of both, in these states. */
export const applicationsIn = async (
  tx: Tx,
  states: readonly ApplicationState[],
  roster?: Roster,
): Promise<readonly Application[]> =>
  (await readApplications(tx, states)).filter(
    (one) => roster === undefined || one.roster === roster,
  );

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

/** The newest application that somebody of this citizen number handed in and that is not forgotten. */
export const readLastOf = async (
  tx: Tx,
  citizenNumber: string,
  roster: Roster,
): Promise<Application | null> => {
  const citizenPrint = tx.vault.fingerprint('citizen', citizenNumber);
  const rows = await tx
    .table(applications)
    .find({ citizenPrint }, { order: { submittedAt: 'DESC' } });
  return rows.map((row) => applicationOf(tx, row)).find((one) => one.roster === roster) ?? null;
};

/** The open application of a citizen number in this roster, whoever handed it in (A-36: each roster apart). */
export const readOpenOf = async (
  tx: Tx,
  citizenNumber: string,
  roster: Roster,
): Promise<Application | null> => {
  const citizenPrint = tx.vault.fingerprint('citizen', citizenNumber);
  const rows = await tx.table(applications).find({ citizenPrint, state: In([...OPEN_STATES]) });
  return rows.map((row) => applicationOf(tx, row)).find((one) => one.roster === roster) ?? null;
};

/** Open applications that nobody has touched in the measure's time. */
export const readUntouched = async (tx: Tx, now: Date): Promise<readonly Due[]> => {
  const rows = await tx
    .table(applications)
    .find(
      { state: In([...OPEN_STATES]), touchBy: LessThan(now.toISOString()) },
      { order: { touchBy: 'ASC' } },
    );
  return rows.map((row) => ({
    key: `untouched:application:${row.id}:${row.touchBy}`,
    subject: 'application',
    id: row.id,
    number: row.number,
    roster: row.roster ?? 'supervisors',
    dueAt: new Date(row.touchBy),
    except: [],
    audience: 'office',
  }));
};

export const readTermsOf = async (tx: Tx, digest: string): Promise<Terms | null> => {
  const row = await tx.table(entryTermsTable).one({ digest });
  return row === null ? null : { ...row, notedAt: new Date(row.notedAt) };
};

/** Every set of values that applications have begun with, by digest. */
export const readAllTerms = async (tx: Tx): Promise<ReadonlyMap<string, Terms>> => {
  const rows = await tx.table(entryTermsTable).find({});
  return new Map(rows.map((row) => [row.digest, { ...row, notedAt: new Date(row.notedAt) }]));
};

/** Up to `chunk` refused or withdrawn applications whose months are over, each by the values it began with. */
export const readPast = async (
  tx: Tx,
  { now, chunk }: { readonly now: Date; readonly chunk: number },
): Promise<readonly Past[]> => {
  const past: Past[] = [];
  for (const { digest, entry } of (await readAllTerms(tx)).values()) {
    const months = entry.rejectedRetentionMonths.value;
    const before = instantAt(addMonths(dayOf(now), -months), '00:00').toISOString();
    const due = { terms: digest, forgottenAt: IsNull(), endedAt: LessThan(before) };
    const reading = { order: { endedAt: 'ASC' }, limit: chunk - past.length } as const;
    if (reading.limit > 0)
      past.push(...(await tx.table(applications).find(due, reading)).map(pastOf));
  }
  return past;
};

const pastOf = ({ id, number, entries, pieces }: ApplicationRow): Past => ({
  id,
  number,
  entries: entries ?? [],
  attachments: (pieces ?? []).map(({ attachment }) => attachment),
});

/** The value behind a reveal made by this account within the last two minutes; else null. */
export const readRevealed = async (
  tx: Tx,
  { reveal, account, now }: { reveal: string; account: string; now: Date },
): Promise<{ field: RevealedField; value: string } | null> => {
  const row = await tx.table(reveals).one({ id: reveal, account });
  if (row === null || now.getTime() - new Date(row.at).getTime() > REVEAL_MS) return null;
  const application = await readApplication(tx, row.application);
  if (application === null || row.field === 'application' || row.field === 'review') return null;
  return { field: row.field, value: valueOf(application, row.field) };
};

const valueOf = ({ snapshot }: Application, field: RevealedField): string =>
  field === 'homeAddress' ? (snapshot.form1?.homeAddress ?? '') : snapshot[field];

/** Whether this account has had the printing of this paper put on record within the last two minutes. */
export const isPrintNoted = async (
  tx: Tx,
  print: {
    readonly application: string;
    readonly paper: 'application' | 'review';
    readonly account: string;
  },
  now: Date,
): Promise<boolean> => {
  const { application, paper, account } = print;
  const rows = await tx.table(reveals).find({ application, field: paper, account });
  return rows.some((row) => now.getTime() - new Date(row.at).getTime() <= REVEAL_MS);
};
