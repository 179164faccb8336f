import { And, In, LessThan, Like, MoreThanOrEqual, Not, type FindOptionsWhere } from 'typeorm';
import type { Listing } from '../kernel/query.ts';
import type { Tx } from '../store/scope.ts';
import { auditEntries, type AuditEntry } from './records.ts';

export interface EntryFilter {
  /** the word before the dot, or a whole type; '' is all */
  readonly type: string;
  /** instants, from included, to excluded */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly limit: number;
  readonly offset: number;
}

/** Contexts whose entries may speak of a clue that is kept from somebody. */
const DELICATE = ['clues', 'liaison', 'deadlines', 'duties', 'recusal', 'evidence'];

/**
 * Entries, newest first, as one reader may know them: what `isVisible` keeps back is missing from
 * the list and from the count alike, and so is every entry that names what was kept back (B-19).
 */
export const readEntries = async (
  tx: Tx,
  filter: EntryFilter,
  isVisible: Sight,
): Promise<Listing<AuditEntry>> => {
  const where: FindOptionsWhere<AuditEntry> = {
    ...whereType(filter.type),
    ...whereAt(filter),
    ...notAmong(await keptBack(tx, isVisible)),
  };
  const { limit, offset } = filter;
  return {
    rows: await tx.table(auditEntries).find(where, { order: { seq: 'DESC' }, limit, offset }),
    total: await tx.table(auditEntries).count(where),
  };
};

const keptBack = async (tx: Tx, isVisible: Sight): Promise<readonly number[]> => {
  const { secret, delicate, names } = await delicateEntries(tx, isVisible);
  const naming = delicate.filter((entry) => idsIn(entry.facts).some((id) => names.has(id)));
  return [...new Set([...secret, ...naming].map((entry) => entry.seq))];
};

/** Ids and numbers that this reader must not meet anywhere: of kept-back clues, and of what names them. */
export const namesKeptBack = async (tx: Tx, isVisible: Sight): Promise<ReadonlySet<string>> => {
  const { delicate, names } = await delicateEntries(tx, isVisible);
  const naming = delicate.flatMap(({ facts }) => {
    const own = idsIn(facts);
    return own.some((id) => names.has(id)) ? own : [];
  });
  return new Set([...names, ...naming]);
};

type Sight = (entry: AuditEntry) => boolean;

const delicateEntries = async (tx: Tx, isVisible: Sight) => {
  const delicate = await tx
    .table(auditEntries)
    .find(DELICATE.map((context) => ({ type: Like(`${context}.%`) })));
  const secret = delicate.filter((entry) => !isVisible(entry));
  return { delicate, secret, names: new Set(secret.flatMap((entry) => idsIn(entry.facts))) };
};

const NAMES = ['clue', 'alert', 'id', 'number'];

/** What an entry is about; accounts and people are not meant. */
const idsIn = (facts: unknown): readonly string[] =>
  typeof facts === 'object' && facts !== null
    ? Object.entries(facts).flatMap(([name, value]) =>
        NAMES.includes(name) && typeof value === 'string' && value !== '' ? [value] : [],
      )
    : [];

const whereType = (type: string): FindOptionsWhere<AuditEntry> => {
  if (!/^[a-z][a-z.-]*$/.test(type)) return {};
  return { type: type.includes('.') ? type : Like(`${type}.%`) };
};

// instants are text that begins with a digit: '' lies before all of them, 'A' behind
const whereAt = ({ from, to }: EntryFilter): FindOptionsWhere<AuditEntry> => ({
  at: And(MoreThanOrEqual(from?.toISOString() ?? ''), LessThan(to?.toISOString() ?? 'A')),
});

const notAmong = (seqs: readonly number[]): FindOptionsWhere<AuditEntry> =>
  seqs.length === 0 ? {} : { seq: Not(In([...seqs])) };
