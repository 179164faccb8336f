import { In, IsNull, LessThan, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import { day, defineTable, id, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { ConsentSource, TermRoute, Term, TermStatus, Unavailability } from './model.ts';

interface TermRow {
  readonly id: string;
  readonly person: string;
  readonly roster: Roster;
  readonly route: TermRoute;
  readonly category: string | null;
  readonly furtherCategories: readonly string[];
  /** sealed */
  readonly speciality: string;
  readonly status: TermStatus;
  readonly startsOn: Day | null;
  readonly lastDay: Day | null;
  readonly letterNumber: string | null;
  readonly application: string | null;
  readonly consentText: string | null;
  readonly consentVersion: string | null;
  readonly consentSource: ConsentSource | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export const terms = defineTable<TermRow>({
  name: 'term',
  columns: {
    id: key(id()),
    person: id(),
    roster: str(20),
    route: str(20),
    category: maybe(str(40)),
    furtherCategories: json(),
    speciality: long(),
    status: str(20),
    startsOn: maybe(day()),
    lastDay: maybe(day()),
    letterNumber: maybe(str(30)),
    application: maybe(id()),
    consentText: maybe(str(60)),
    consentVersion: maybe(str(40)),
    consentSource: maybe(str(10)),
    createdAt: time(),
    endedAt: maybe(time()),
  },
  indices: [
    { name: 'term_person', columns: ['bureau', 'person'] },
    { name: 'term_status', columns: ['bureau', 'status', 'lastDay'] },
    { name: 'term_application', columns: ['bureau', 'application'], unique: true },
  ],
});

interface UnavailabilityRow {
  readonly id: string;
  readonly person: string;
  readonly since: Day;
  readonly until: Day;
  readonly by: 'self' | 'staff';
  readonly clearedAt: string | null;
}

export const unavailabilities = defineTable<UnavailabilityRow>({
  name: 'unavailability',
  columns: {
    id: key(id()),
    person: id(),
    since: day(),
    until: day(),
    by: str(10),
    clearedAt: maybe(time()),
  },
  indices: [{ name: 'unavailability_person', columns: ['bureau', 'person'] }],
});

const termOf = (tx: Tx, row: TermRow): Term => ({
  id: row.id,
  person: row.person,
  roster: row.roster,
  route: row.route,
  category: row.category,
  furtherCategories: row.furtherCategories,
  speciality: String(tx.vault.open(row.speciality)),
  status: row.status,
  startsOn: row.startsOn,
  lastDay: row.lastDay,
  letterNumber: row.letterNumber,
  application: row.application,
});

export const readTerm = async (tx: Tx, term: string): Promise<Term | null> => {
  const row = await tx.table(terms).one({ id: term });
  return row === null ? null : termOf(tx, row);
};

/** Every term of these persons' rosters, newest first. */
export const readTerms = async (
  tx: Tx,
  where: { readonly roster?: Roster; readonly statuses?: readonly TermStatus[] } = {},
): Promise<readonly Term[]> => {
  const rows = await tx.table(terms).find(
    {
      ...(where.roster === undefined ? {} : { roster: where.roster }),
      ...(where.statuses === undefined ? {} : { status: In([...where.statuses]) }),
    },
    { order: { createdAt: 'DESC', id: 'ASC' } },
  );
  return rows.map((row) => termOf(tx, row));
};

/** Every term a person ever had, newest first. */
export const membershipsOf = async (tx: Tx, person: string): Promise<readonly Term[]> =>
  (await tx.table(terms).find({ person }, { order: { createdAt: 'DESC', id: 'ASC' } })).map((row) =>
    termOf(tx, row),
  );

/** Who is a member of the roster on that day: first and last day of a term count (GP-7a, ZJ-19). */
export const activeMembers = async (
  tx: Tx,
  roster: Roster,
  onDay: Day,
): Promise<readonly Term[]> => {
  const rows = await tx.table(terms).find({
    roster,
    status: 'active',
    startsOn: LessThanOrEqual(onDay),
    lastDay: MoreThanOrEqual(onDay),
  });
  return rows.map((row) => termOf(tx, row));
};

/** Up to `chunk` active terms whose last day has passed, oldest first. */
export const endedTerms = async (tx: Tx, today: Day, chunk: number): Promise<readonly Term[]> => {
  const rows = await tx
    .table(terms)
    .find(
      { status: 'active', lastDay: LessThan(today) },
      { order: { lastDay: 'ASC', id: 'ASC' }, limit: chunk },
    );
  return rows.map((row) => termOf(tx, row));
};

const unavailabilityOf = (row: UnavailabilityRow): Unavailability => ({
  id: row.id,
  person: row.person,
  since: row.since,
  until: row.until,
});

/** Standing unavailability that touches these days, of everybody. */
export const unavailabilitiesOn = async (
  tx: Tx,
  days: { readonly first: Day; readonly last: Day },
): Promise<readonly Unavailability[]> => {
  const rows = await tx.table(unavailabilities).find({
    since: LessThanOrEqual(days.last),
    until: MoreThanOrEqual(days.first),
    clearedAt: IsNull(),
  });
  return rows.map(unavailabilityOf);
};

/** A person's unavailable days that are not over, soonest first. */
export const unavailabilitiesOf = async (
  tx: Tx,
  { person, today }: { readonly person: string; readonly today: Day },
): Promise<readonly Unavailability[]> => {
  const where = { person, until: MoreThanOrEqual(today), clearedAt: IsNull() };
  const rows = await tx.table(unavailabilities).find(where, { order: { since: 'ASC' } });
  return rows.map(unavailabilityOf);
};

export const readUnavailability = async (tx: Tx, unavailability: string) => {
  const row = await tx.table(unavailabilities).one({ id: unavailability, clearedAt: IsNull() });
  return row === null ? null : unavailabilityOf(row);
};
