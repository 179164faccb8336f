import { newId } from '../kernel/fresh.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import { nextLink, NODE_HASHING, type List, type Rules } from '../vrs/index.ts';
import { NO_DRAW_YET } from './attempt-rules.ts';
import type {
  Assurance,
  Attempt,
  AttemptStatus,
  Contribution,
  Identities,
  Lottery,
  PartyName,
  Revealed,
  Witness,
} from './model-attempt.ts';

interface AttemptRow {
  readonly id: string;
  readonly task: string;
  readonly name: string;
  readonly attempt: number;
  readonly rehearsal: number;
  /** counts all real attempts of the bureau, so that none can vanish; 0: a rehearsal */
  readonly ordinal: number;
  readonly status: AttemptStatus;
  readonly assurance: Assurance;
  readonly commitment: string;
  readonly prev: string;
  /** hash of the newest link */
  readonly head: string;
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly rounds: number;
  readonly round: number;
  readonly relaxedCap: number | 'none' | null;
  readonly operator: string;
  readonly witness: Witness | null;
  readonly lottery: Lottery | null;
  /** sealed list and rules: pseudonyms only, fit to be published by decision after the work */
  readonly frozen: string;
  /** sealed Identities, removable without harm to the record (draw-31) */
  readonly identities: string;
  /** sealed: nobody sees it before the draw opens it */
  readonly secret: string;
  /** sealed Revealed */
  readonly revealed: string | null;
  /** sealed chance per pseudonym */
  readonly chances: string | null;
  readonly committedAt: string;
  readonly drawnAt: string | null;
  readonly voidedAt: string | null;
  /** sealed words */
  readonly voidReason: string | null;
  readonly publishedAt: string | null;
}

export const drawAttempts = defineTable<AttemptRow>({
  name: 'draw_attempt',
  columns: {
    id: key(id()),
    task: id(),
    name: str(40),
    attempt: int(),
    rehearsal: int(),
    ordinal: int(),
    status: str(10),
    assurance: str(1),
    commitment: str(64),
    prev: str(64),
    head: str(64),
    listDigest: str(64),
    rulesDigest: str(64),
    rounds: int(),
    round: int(),
    relaxedCap: maybe(json()),
    operator: id(),
    witness: maybe(json()),
    lottery: maybe(json()),
    frozen: long(),
    identities: long(),
    secret: long(),
    revealed: maybe(long()),
    chances: maybe(long()),
    committedAt: time(),
    drawnAt: maybe(time()),
    voidedAt: maybe(time()),
    voidReason: maybe(long()),
    publishedAt: maybe(time()),
  },
  indices: [
    // two presses are one attempt (F23, draw-16)
    { name: 'draw_attempt_name', columns: ['bureau', 'name'], unique: true },
    { name: 'draw_attempt_task', columns: ['bureau', 'task', 'rehearsal'] },
    { name: 'draw_attempt_ordinal', columns: ['bureau', 'ordinal'] },
  ],
});

interface PartyRow {
  readonly id: string;
  readonly draw: string;
  readonly party: PartyName;
  readonly by: string | null;
  readonly hash: string;
  /** sealed digits and salt: shown to nobody before the reveal */
  readonly sealed: string;
  readonly givenAt: string;
}

/** Each party gives digits once. */
export const drawParties = defineTable<PartyRow>({
  name: 'draw_party',
  columns: {
    id: key(id()),
    draw: id(),
    party: str(10),
    by: maybe(id()),
    hash: str(64),
    sealed: long(),
    givenAt: time(),
  },
  indices: [{ name: 'draw_party_once', columns: ['bureau', 'draw', 'party'], unique: true }],
});

interface LinkRow {
  readonly id: string;
  readonly draw: string;
  readonly n: number;
  readonly kind: string;
  /** sealed body: the order of those not asked yet stands in it */
  readonly sealed: string;
  readonly at: string;
  readonly hash: string;
}

/** The record of one draw: every event bound to the one before it (draw.md 2.3, step 9). */
export const drawLinks = defineTable<LinkRow>({
  name: 'draw_link',
  columns: {
    id: key(id()),
    draw: id(),
    n: int(),
    kind: str(20),
    sealed: long(),
    at: time(),
    hash: str(64),
  },
  indices: [{ name: 'draw_link_once', columns: ['bureau', 'draw', 'n'], unique: true }],
});

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const attemptOf = (tx: Tx, row: AttemptRow): Attempt => ({
  ...(tx.vault.open(row.frozen) as { list: List; rules: Rules }),
  id: row.id,
  task: row.task,
  name: row.name,
  attempt: row.attempt,
  rehearsal: row.rehearsal === 1,
  status: row.status,
  assurance: row.assurance,
  prev: row.prev,
  listDigest: row.listDigest,
  rulesDigest: row.rulesDigest,
  commit: row.commitment,
  secret: String(tx.vault.open(row.secret)),
  rounds: row.rounds,
  round: row.round,
  relaxedCap: row.relaxedCap,
  identities: tx.vault.open(row.identities) as Identities,
  operator: row.operator,
  witness: row.witness,
  lottery: row.lottery,
  revealed: row.revealed === null ? null : (tx.vault.open(row.revealed) as Revealed),
  committedAt: new Date(row.committedAt),
  drawnAt: dateOf(row.drawnAt),
  voidedAt: dateOf(row.voidedAt),
  publishedAt: dateOf(row.publishedAt),
});

export const readAttempt = async (tx: Tx, draw: string): Promise<Attempt | null> => {
  const row = await tx.table(drawAttempts).one({ id: draw });
  return row === null ? null : attemptOf(tx, row);
};

const OLDEST_FIRST = { order: { committedAt: 'ASC', name: 'ASC' } } as const;

/** What an attempt is and how it stands, without its sealed list. */
type AttemptStand = Pick<AttemptRow, 'id' | 'rehearsal' | 'status' | 'prev' | 'head'>;

const standsOfTask = (tx: Tx, task: string): Promise<readonly AttemptStand[]> =>
  tx
    .table(drawAttempts)
    .some({ task }, ['id', 'rehearsal', 'status', 'prev', 'head'], OLDEST_FIRST);

/** All attempts of a task, rehearsals and void ones too, oldest first. */
export const attemptsOfTask = async (tx: Tx, task: string): Promise<readonly Attempt[]> =>
  (await tx.table(drawAttempts).find({ task }, OLDEST_FIRST)).map((row) => attemptOf(tx, row));

const isStanding = ({ rehearsal, status }: AttemptStand): boolean =>
  rehearsal === 0 && status !== 'void';

/** The attempt that stands for a task: committed or drawn, never a rehearsal. */
export const standingAttempt = async (tx: Tx, task: string): Promise<Attempt | null> => {
  const stand = (await standsOfTask(tx, task)).find(isStanding);
  return stand === undefined ? null : readAttempt(tx, stand.id);
};

/** The newest attempt that was drawn, of whatever task: what a new list is compared with. */
export const lastDrawnAttempt = async (tx: Tx): Promise<Attempt | null> => {
  const [row] = await tx
    .table(drawAttempts)
    .find({ rehearsal: 0, status: 'drawn' }, { order: { ordinal: 'DESC' }, limit: 1 });
  return row === undefined ? null : attemptOf(tx, row);
};

/** How many attempts and rehearsals a task has seen: what the next one is called by. */
export const countAttempts = async (
  tx: Tx,
  task: string,
): Promise<{ readonly real: number; readonly rehearsals: number }> => {
  const rows = await standsOfTask(tx, task);
  const rehearsals = rows.filter(({ rehearsal }) => rehearsal === 1).length;
  return { real: rows.length - rehearsals, rehearsals };
};

/** Where the bureau's sequence of draws stands: the next commitment binds the last record (draw-32). */
export const lastDraw = async (
  tx: Tx,
): Promise<{ readonly ordinal: number; readonly head: string }> => {
  const [row] = await tx
    .table(drawAttempts)
    .some({ rehearsal: 0 }, ['id', 'ordinal', 'head'], { order: { ordinal: 'DESC' }, limit: 1 });
  return row === undefined
    ? { ordinal: 0, head: NO_DRAW_YET }
    : { ordinal: row.ordinal, head: row.head };
};

export const contributionsTo = async (tx: Tx, draw: string): Promise<readonly Contribution[]> =>
  (await tx.table(drawParties).find({ draw }, { order: { givenAt: 'ASC' } })).map((row) => ({
    party: row.party,
    by: row.by,
    hash: row.hash,
    ...(tx.vault.open(row.sealed) as Pick<Contribution, 'salt' | 'value' | 'words'>),
    at: new Date(row.givenAt),
  }));

export interface Link {
  readonly n: number;
  readonly kind: string;
  readonly at: string;
  readonly body: unknown;
  readonly hash: string;
}

export const linksOf = async (tx: Tx, draw: string): Promise<readonly Link[]> =>
  (await tx.table(drawLinks).find({ draw }, { order: { n: 'ASC' } })).map((row) => ({
    n: row.n,
    kind: row.kind,
    at: row.at,
    body: tx.vault.open(row.sealed),
    hash: row.hash,
  }));

export interface Linking {
  readonly kind: string;
  readonly body: object;
}

/** Appends one event to a draw's record; the caller holds the bureau's audit head. */
export const link = async (
  tx: Tx,
  draw: string,
  { kind, body }: Linking,
  now: Date,
): Promise<void> => {
  const [row] = await tx.table(drawAttempts).some({ id: draw }, ['id', 'prev', 'head']);
  if (row === undefined) throw new Error(`no draw ${draw}`);
  const n = await tx.table(drawLinks).count({ draw });
  const at = now.toISOString();
  const hash = nextLink(n === 0 ? row.prev : row.head, { n, kind, at, body }, NODE_HASHING);
  const sealed = tx.vault.seal(body);
  await tx
    .table(drawLinks)
    .insert({ id: newId(draw, `link-${n}`), draw, n, kind, sealed, at, hash });
  await tx.table(drawAttempts).change({ id: draw }, { head: hash });
};

/** The same by the task; work drawn before the verifiable scheme has no record to bind to. */
export const linkToDraw = async (
  tx: Tx,
  task: string,
  linking: Linking,
  now: Date,
): Promise<void> => {
  const row = (await standsOfTask(tx, task)).find(isStanding);
  if (row !== undefined) await link(tx, row.id, linking, now);
};
