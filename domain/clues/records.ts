import { In, LessThanOrEqual, Not, type FindOptionsWhere } from 'typeorm';
import { holds, accountOf, type Actor } from '../kernel/actor.ts';
import type { ContextSpec } from '../kernel/context.ts';
import { defineTable, id, int, key, long, maybe, str, time } from '../store/columns.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { chatPrint } from '../people/index.ts';
import { markReporter } from '../recusal/index.ts';
import type {
  Audience,
  Clue,
  ClueBody,
  ClueOutcome,
  CluesEvent,
  ClueSource,
  ClueStatus,
  DraftsEvent,
  OutsideEvent,
  Reporter,
} from './model.ts';

interface ClueRow {
  readonly id: string;
  readonly number: string;
  /** sealed ClueBody */
  readonly sealed: string;
  readonly audience: Audience;
  readonly serious: number;
  readonly source: ClueSource;
  readonly status: ClueStatus;
  readonly outcome: ClueOutcome | null;
  readonly evidence: 'supplied' | 'awaited';
  readonly institution: string | null;
  readonly handler: string | null;
  /** sealed findings of the bureau, never shown to the reporter */
  readonly findings: string | null;
  readonly receivedAt: string;
  readonly version: number;
}

export const clues = defineTable<ClueRow>({
  name: 'clue',
  columns: {
    id: key(id()),
    number: str(20),
    sealed: long(),
    audience: str(10),
    serious: int(),
    source: str(10),
    status: str(10),
    outcome: maybe(str(20)),
    evidence: str(10),
    institution: maybe(id()),
    handler: maybe(id()),
    findings: maybe(long()),
    receivedAt: time(),
    version: int(),
  },
  indices: [
    { name: 'clue_number', columns: ['bureau', 'number'], unique: true },
    { name: 'clue_status', columns: ['bureau', 'status', 'receivedAt'] },
  ],
});

interface ReporterRow {
  readonly id: string;
  /** keyed hash of the chat, so that the reporter finds the own clues */
  readonly chat: string | null;
  /** sealed Reporter: the identity vault, apart from the clue */
  readonly sealed: string;
}

export const reporters = defineTable<ReporterRow>({
  name: 'clue_reporter',
  columns: { id: key(id()), chat: maybe(str(64)), sealed: long() },
  indices: [{ name: 'clue_reporter_chat', columns: ['bureau', 'chat'] }],
});

interface HiddenRow {
  readonly id: string;
  readonly clue: string;
  readonly account: string;
}

export const hiddenFrom = defineTable<HiddenRow>({
  name: 'clue_hidden',
  columns: { id: key(str(80)), clue: id(), account: id() },
  indices: [{ name: 'clue_hidden_account', columns: ['bureau', 'account'] }],
});

export const CLUE_TABLES = [clues, reporters, hiddenFrom] as const;

/** The audiences an actor belongs to; the office does not see what is for discipline, nor the reverse. */
const audiencesOf = (actor: Actor): readonly Audience[] => {
  const office = holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');
  const discipline = holds(actor, 'discipline');
  return [
    ...(office ? (['office'] as const) : []),
    ...(discipline ? (['discipline'] as const) : []),
  ];
};

/** The one filter of every look at clues: list, count, search, page, evidence and audit view (B-19). */
export const visibleTo = async (tx: Tx, actor: Actor): Promise<FindOptionsWhere<ClueRow>> => {
  const account = accountOf(actor);
  const hidden = account === null ? [] : await tx.table(hiddenFrom).find({ account });
  return {
    audience: In([...audiencesOf(actor)]),
    ...(hidden.length === 0 ? {} : { id: Not(In(hidden.map((row) => row.clue))) }),
  };
};

const clueOf = async (tx: Tx, row: ClueRow): Promise<Clue> => ({
  id: row.id,
  number: row.number,
  body: tx.vault.open(row.sealed) as ClueBody,
  audience: row.audience,
  hidden: (await tx.table(hiddenFrom).find({ clue: row.id })).map((one) => one.account),
  serious: row.serious === 1,
  source: row.source,
  status: row.status,
  outcome: row.outcome,
  evidence: row.evidence,
  institution: row.institution,
  handler: row.handler,
  findings: row.findings === null ? null : String(tx.vault.open(row.findings)),
  receivedAt: new Date(row.receivedAt),
  version: row.version,
});

/** A clue whoever asks: callers check who may know of it. */
export const readAny = async (tx: Tx, clue: string): Promise<Clue | null> => {
  const row = await tx.table(clues).one({ id: clue });
  return row === null ? null : clueOf(tx, row);
};

/** A clue this actor may see, else null: whether it exists is not told. */
export const readVisible = async (tx: Tx, clue: string, actor: Actor): Promise<Clue | null> => {
  const visible = await visibleTo(tx, actor);
  const row = await tx.table(clues).one({ id: clue });
  if (row === null || (await tx.table(clues).count({ ...visible, number: row.number })) === 0)
    return null;
  return clueOf(tx, row);
};

export interface ClueFilter {
  readonly status: ClueStatus | null;
  /** part of a number; a clue's words are not searchable */
  readonly number: string;
  readonly limit: number;
  readonly offset: number;
}

export const readList = async (
  tx: Tx,
  filter: ClueFilter,
  actor: Actor,
): Promise<{ rows: Clue[]; total: number }> => {
  const wanted = filter.number.trim().toUpperCase();
  const where = {
    ...(await visibleTo(tx, actor)),
    ...(filter.status === null ? {} : { status: filter.status }),
    ...(wanted === '' ? {} : { number: wanted }),
  };
  const rows = await tx
    .table(clues)
    .find(where, { order: { receivedAt: 'DESC' }, limit: filter.limit, offset: filter.offset });
  return {
    rows: await Promise.all(rows.map((row) => clueOf(tx, row))),
    total: await tx.table(clues).count(where),
  };
};

export const readReporter = async (tx: Tx, clue: string): Promise<Reporter> => {
  const row = await tx.table(reporters).one({ id: clue });
  return row === null
    ? { identity: null, person: null, contact: '' }
    : (tx.vault.open(row.sealed) as Reporter);
};

/** The clues reported from one chat, newest first. */
export const readOwn = async (tx: Tx, chat: string): Promise<Clue[]> => {
  const own = await tx.table(reporters).find({ chat });
  const rows = await tx
    .table(clues)
    .find({ id: In(own.map((row) => row.id)) }, { order: { receivedAt: 'DESC' }, limit: 20 });
  return Promise.all(rows.map((row) => clueOf(tx, row)));
};

/** Clues nobody has touched since before `before`. */
export const readUntouched = async (tx: Tx, before: Date): Promise<Clue[]> => {
  const rows = await tx.table(clues).find(
    {
      status: 'received',
      audience: Not('outside'),
      receivedAt: LessThanOrEqual(before.toISOString()),
    },
    { order: { receivedAt: 'ASC' }, limit: 50 },
  );
  return Promise.all(rows.map((row) => clueOf(tx, row)));
};

const recordReported: ContextSpec<CluesEvent>['record']['clues.reported'] = async (
  tx,
  event,
  { now },
) => {
  const { body, reporter } = event.private;
  await tx.table(clues).insert({
    id: event.clue,
    number: event.number,
    sealed: tx.vault.seal(body),
    audience: event.audience,
    serious: event.serious ? 1 : 0,
    source: event.source,
    status: 'received',
    outcome: null,
    evidence: event.evidence,
    institution: null,
    handler: null,
    findings: null,
    receivedAt: now.toISOString(),
    version: 1,
  });
  const chat = reporter.identity === null ? null : chatPrint(tx, reporter.identity);
  await tx.table(reporters).insert({ id: event.clue, chat, sealed: tx.vault.seal(reporter) });
  for (const account of event.hidden) {
    await tx
      .table(hiddenFrom)
      .insert({ id: `${event.clue}:${account}`, clue: event.clue, account });
  }
  await markOwn(tx, event);
  await useNumber(tx, event.series, event.running);
};

/** A known person is never drawn for what they reported; who reported what stays sealed (B-24, A-36). */
const markOwn = async (
  tx: Tx,
  event: Extract<CluesEvent, { type: 'clues.reported' }>,
): Promise<void> => {
  const { body, reporter } = event.private;
  if (reporter.person === null) return;
  await markReporter(tx, {
    id: event.clue,
    person: reporter.person,
    institution: null,
    words: body.subject,
  });
};

const nextVersion = async (tx: Tx, clue: string): Promise<number> =>
  ((await tx.table(clues).one({ id: clue }))?.version ?? 0) + 1;

export const record: ContextSpec<Exclude<CluesEvent, DraftsEvent | OutsideEvent>>['record'] = {
  'clues.reported': recordReported,
  'clues.evidence-added': async (tx, event) => {
    await tx.table(clues).change({ id: event.clue }, { evidence: 'supplied' });
  },
  'clues.accepted': async (tx, event) => {
    const version = await nextVersion(tx, event.clue);
    await tx
      .table(clues)
      .change({ id: event.clue }, { status: 'accepted', handler: event.by, version });
  },
  'clues.closed': async (tx, event) => {
    const version = await nextVersion(tx, event.clue);
    const findings = tx.vault.seal(event.private.findings);
    await tx
      .table(clues)
      .change({ id: event.clue }, { status: 'closed', outcome: event.outcome, findings, version });
  },
};
