import canonicalize from 'canonicalize';
import { Between } from 'typeorm';
import { actorRef, type Actor } from '../kernel/actor.ts';
import type { DomainEvent } from '../kernel/action.ts';
import { hmacSm3, sm3Hex } from '../kernel/sm3.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';

export interface AuditHead {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
  readonly touched: number;
}

export interface AuditEntry {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly type: string;
  readonly facts: unknown;
  /** keyed digest of the private part, null where there is none */
  readonly privateDigest: string | null;
  readonly prev: string;
  readonly hash: string;
}

/** The private part of one event: immutable, sealed, with its own salt; may be erased. */
export interface PrivatePart {
  readonly id: string;
  readonly seq: number;
  readonly salt: string;
  readonly sealed: string | null;
  readonly erasedAt: string | null;
}

export const auditHeads = defineTable<AuditHead>({
  name: 'audit_head',
  columns: { id: key(str(60)), seq: int(), hash: str(64), touched: int() },
});

export const auditEntries = defineTable<AuditEntry>({
  name: 'audit_entry',
  columns: {
    id: key(id()),
    seq: int(),
    at: time(),
    actor: str(80),
    type: str(80),
    facts: json(),
    privateDigest: maybe(str(64)),
    prev: str(64),
    hash: str(64),
  },
  indices: [{ name: 'audit_entry_seq', columns: ['bureau', 'seq'], unique: true }],
});

export const privateParts = defineTable<PrivatePart>({
  name: 'audit_private',
  columns: {
    id: key(id()),
    seq: int(),
    salt: str(64),
    sealed: maybe(long()),
    erasedAt: maybe(time()),
  },
  indices: [{ name: 'audit_private_seq', columns: ['bureau', 'seq'], unique: true }],
});

const GENESIS = '0'.repeat(64);
const headId = (tx: Tx): string => `head:${tx.bureau}`;

/** Takes the bureau's audit head: the lock every changing transaction holds. */
export const touchHead = async (tx: Tx): Promise<void> => {
  const changed: unknown = await tx.sql(
    'UPDATE audit_head SET touched = touched + 1 WHERE id = ?',
    [headId(tx)],
  );
  if (affectedRows(changed) === 0) await firstHead(tx);
};

/** drivers answer an UPDATE differently: sqlite through TypeORM gives nothing countable */
const affectedRows = (answer: unknown): number | null =>
  typeof answer === 'object' && answer !== null && 'affectedRows' in answer
    ? Number(answer.affectedRows)
    : null;

const firstHead = async (tx: Tx): Promise<void> => {
  try {
    await tx.table(auditHeads).insert({ id: headId(tx), seq: 0, hash: GENESIS, touched: 0 });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
};

const headOf = async (tx: Tx): Promise<AuditHead> => {
  const head = await tx.table(auditHeads).one({ id: headId(tx) });
  if (head !== null) return head;
  await firstHead(tx);
  return { id: headId(tx), seq: 0, hash: GENESIS, touched: 0 };
};

export interface Entry {
  readonly event: DomainEvent;
  readonly actor: Actor;
  readonly at: Date;
  /** 64 hex digits, fresh for this entry */
  readonly salt: string;
}

/** Appends one event to the bureau's chain; the caller holds the head. Returns its sequence number. */
export const append = async (tx: Tx, { event, actor, at, salt }: Entry): Promise<number> => {
  const head = await headOf(tx);
  const { private: secret, type, ...facts } = event;
  const seq = head.seq + 1;
  const sealedBody = secret === undefined ? null : text(secret);
  const open = {
    seq,
    at: at.toISOString(),
    actor: actorRef(actor),
    type,
    facts,
    privateDigest: sealedBody === null ? null : digest(salt, sealedBody),
    prev: head.hash,
  };
  const hash = sm3Hex(text(open));
  await tx.table(auditEntries).insert({ id: entryId(tx, seq), ...open, hash });
  if (sealedBody !== null) {
    const part = {
      id: entryId(tx, seq),
      seq,
      salt,
      sealed: tx.vault.seal(sealedBody),
      erasedAt: null,
    };
    await tx.table(privateParts).insert(part);
  }
  await tx.table(auditHeads).change({ id: head.id }, { seq, hash });
  return seq;
};

const entryId = (tx: Tx, seq: number): string => sm3Hex(`${tx.bureau}:${seq}`).slice(0, 36);
const digest = (salt: string, body: string): string =>
  hmacSm3(Buffer.from(salt, 'hex'), body).toString('hex');
const text = (value: unknown): string => canonicalize(value) ?? 'null';

export type ChainReport =
  | {
      readonly intact: true;
      readonly entries: number;
      readonly erased: number;
      readonly head: string;
    }
  | { readonly intact: false; readonly brokenAt: number; readonly why: string };

const PAGE = 500;

/** Recomputes the whole chain of a bureau; names the first entry that does not fit. */
export const verifyChain = async (tx: Tx): Promise<ChainReport> => {
  let walk: Walk = { seq: 0, prev: GENESIS, erased: 0 };
  for (;;) {
    const next = await verifyPage(tx, walk);
    if ('brokenAt' in next) return next;
    if (next.seq === walk.seq) break;
    walk = next;
  }
  return headFault(tx, walk);
};

/** The last entry must be the one that the head names. */
const headFault = async (tx: Tx, { seq, prev, erased }: Walk): Promise<ChainReport> => {
  const head = await tx.table(auditHeads).one({ id: headId(tx) });
  if (head === null && seq > 0) return { intact: false, brokenAt: seq, why: 'the head is missing' };
  if (head !== null && (head.seq !== seq || head.hash !== prev))
    return { intact: false, brokenAt: seq + 1, why: 'the head names entries that are missing' };
  return { intact: true, entries: seq, erased, head: prev };
};

interface Walk {
  readonly seq: number;
  readonly prev: string;
  readonly erased: number;
}

type Broken = Extract<ChainReport, { intact: false }>;

const verifyPage = async (tx: Tx, from: Walk): Promise<Walk | Broken> => {
  const entries = await tx
    .table(auditEntries)
    .find(between(from.seq), { order: { seq: 'ASC' }, limit: PAGE });
  const parts = await tx
    .table(privateParts)
    .find(between(from.seq), { order: { seq: 'ASC' }, limit: PAGE });
  const bySeq = new Map(parts.map((part) => [part.seq, part]));
  let walk = from;
  for (const entry of entries) {
    const why = faultOf(tx, { entry, walk, part: bySeq.get(entry.seq) });
    if (why !== null) return { intact: false, brokenAt: walk.seq + 1, why };
    const erased = bySeq.get(entry.seq)?.erasedAt != null ? 1 : 0;
    walk = { seq: entry.seq, prev: entry.hash, erased: walk.erased + erased };
  }
  return walk;
};

const between = (after: number) => ({ seq: Between(after + 1, after + PAGE) });

const faultOf = (
  tx: Tx,
  { entry, walk, part }: { entry: AuditEntry; walk: Walk; part: PrivatePart | undefined },
): string | null => {
  const { hash, id: _id, ...open } = entry;
  if (entry.seq !== walk.seq + 1) return 'an entry is missing';
  if (entry.prev !== walk.prev) return 'an entry does not follow the one before';
  if (sm3Hex(text(open)) !== hash) return 'an entry was altered';
  return privateFault(tx, entry, part);
};

const privateFault = (tx: Tx, entry: AuditEntry, part: PrivatePart | undefined): string | null => {
  if (entry.privateDigest === null) return null;
  if (part === undefined) return 'a private part is missing';
  if (part.sealed === null) return part.erasedAt === null ? 'a private part is missing' : null;
  return digest(part.salt, openText(tx, part.sealed)) === entry.privateDigest
    ? null
    : 'a private part was altered';
};

const openText = (tx: Tx, sealed: string): string => {
  try {
    const body = tx.vault.open(sealed);
    return typeof body === 'string' ? body : '';
  } catch {
    return '';
  }
};
