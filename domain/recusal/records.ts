import { In } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import type { Day } from '../kernel/day.ts';
import { plainName } from '../kernel/names.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { namesOf, ownerOf, readInstitutions, type Institution } from '../institutions/index.ts';
import type { Employment, Person } from '../people/index.ts';
import { day, defineTable, id, key, long, maybe, str, time } from '../store/columns.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { RecusalEvent, Standing, Tie, TieKind, TieSource, Unit } from './model.ts';
import { couldBeSameUnit } from './rules.ts';

interface TieRow {
  readonly id: string;
  readonly number: string;
  readonly person: string;
  readonly kind: TieKind;
  readonly source: TieSource;
  readonly institution: string | null;
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
  /** sealed TieWords */
  readonly sealed: string;
  readonly status: 'open' | 'closed';
  readonly createdAt: string;
  readonly closedAt: string | null;
}

interface TieWords {
  readonly words: string;
  readonly detail: string;
}

export const ties = defineTable<TieRow>({
  name: 'tie',
  columns: {
    id: key(id()),
    number: str(30),
    person: id(),
    kind: str(20),
    source: str(10),
    institution: maybe(id()),
    task: maybe(id()),
    since: maybe(day()),
    until: maybe(day()),
    sealed: long(),
    status: str(10),
    createdAt: time(),
    closedAt: maybe(time()),
  },
  indices: [
    { name: 'tie_number', columns: ['bureau', 'number'], unique: true },
    { name: 'tie_person', columns: ['bureau', 'person'] },
    { name: 'tie_status', columns: ['bureau', 'status', 'createdAt'] },
  ],
});

interface ReporterMarkRow {
  readonly id: string;
  /** sealed ReporterMark: neither who nor what can be read in the row (C-01) */
  readonly sealed: string;
}

/** Who reported which unit, for the one purpose of never drawing them for it (B-24, A-36). */
export interface ReporterMark {
  readonly person: string;
  readonly institution: string | null;
  /** the unit as the reporter named it */
  readonly words: string;
}

export const reporterMarks = defineTable<ReporterMarkRow>({
  name: 'reporter_mark',
  columns: { id: key(id()), sealed: long() },
});

/** Written by the clues context with its own event; the same clue twice stays one mark. */
export const markReporter = async (
  tx: Tx,
  mark: ReporterMark & { readonly id: string },
): Promise<void> => {
  const { id: markId, ...rest } = mark;
  await tx.table(reporterMarks).remove({ id: markId });
  await tx.table(reporterMarks).insert({ id: markId, sealed: tx.vault.seal(rest) });
};

const unitOf = (institution: Institution): Unit => ({
  institution: institution.id,
  owner: ownerOf(institution),
  names: namesOf(institution),
});

/**
 * Units by id or by words. Words stay words even where they are exactly a name in the list: they
 * bring that institution's owner and names along, but could still mean another one.
 */
export interface Directory {
  readonly byId: (institution: string | null) => Unit | null;
  readonly byWords: (words: string) => Unit;
}

export const readDirectory = async (tx: Tx): Promise<Directory> => {
  const units = (await readInstitutions(tx)).map(unitOf);
  const byId = new Map(units.map((unit) => [unit.institution, unit]));
  return {
    byId: (institution) => (institution === null ? null : (byId.get(institution) ?? null)),
    byWords: (words) => unitInWords(units, words),
  };
};

const unitInWords = (units: readonly Unit[], words: string): Unit => {
  const said = plainName(words);
  const meant = units.filter((unit) => unit.names.some((name) => plainName(name) === said));
  const only = meant.length === 1 ? meant[0] : undefined;
  return {
    institution: null,
    owner: only?.owner ?? null,
    names: [...meant.flatMap((unit) => unit.names), words],
  };
};

/** Two employers with the same key are one unit of the draw: legal entity, else name. */
export const unitKey = (unit: Unit): string => unit.owner ?? plainName(unit.names[0] ?? '');

const tieUnit = (row: TieRow, words: string, directory: Directory): Unit | null =>
  directory.byId(row.institution) ?? (words === '' ? null : directory.byWords(words));

const tieOf = (tx: Tx, row: TieRow, directory: Directory): Tie => {
  const { words, detail } = tx.vault.open(row.sealed) as TieWords;
  return {
    id: row.id,
    number: row.number,
    person: row.person,
    kind: row.kind,
    source: row.source,
    unit: tieUnit(row, words, directory),
    task: row.task,
    since: row.since,
    until: row.until,
    detail,
    status: row.status,
    createdAt: new Date(row.createdAt),
  };
};

/** Ties by status or person, newest first. */
export const readTies = async (
  tx: Tx,
  where: { readonly status?: 'open' | 'closed'; readonly persons?: readonly string[] } = {},
): Promise<readonly Tie[]> => {
  const directory = await readDirectory(tx);
  const rows = await tx.table(ties).find(
    {
      ...(where.status === undefined ? {} : { status: where.status }),
      ...(where.persons === undefined ? {} : { person: In([...where.persons]) }),
    },
    { order: { createdAt: 'DESC', id: 'ASC' } },
  );
  return rows.map((row) => tieOf(tx, row, directory));
};

export const readTie = async (tx: Tx, tie: string): Promise<Tie | null> => {
  const row = await tx.table(ties).one({ id: tie });
  return row === null ? null : tieOf(tx, row, await readDirectory(tx));
};

/** The units of one piece of work, from the list and from words. */
export const unitsOf = (
  directory: Directory,
  targets: { readonly institutions: readonly string[]; readonly words: readonly string[] },
): readonly Unit[] => [
  ...targets.institutions.flatMap((institution) => directory.byId(institution) ?? []),
  ...targets.words.map((words) => directory.byWords(words)),
];

/** Where somebody is employed, as units. */
export const employerOf = (employment: Employment, directory: Directory): Unit =>
  directory.byId(employment.institution) ?? directory.byWords(employment.unit);

/** What is known of each of these persons against these units: the facts of `stayAway`. */
export const standingsOf = async (
  tx: Tx,
  people: readonly Person[],
  units: readonly Unit[],
): Promise<ReadonlyMap<string, Standing>> => {
  const directory = await readDirectory(tx);
  const open = await readTies(tx, { status: 'open' });
  const reporters = await reportersOf(tx, units, directory);
  return new Map(
    people.map(({ id: person, particulars }) => [
      person,
      {
        posts: particulars.employments.map((one) => ({
          unit: employerOf(one, directory),
          since: one.since,
          until: one.until,
        })),
        ties: open.filter((tie) => tie.person === person),
        ownClue: reporters.has(person),
      },
    ]),
  );
};

const reportersOf = async (
  tx: Tx,
  units: readonly Unit[],
  directory: Directory,
): Promise<ReadonlySet<string>> => {
  const rows = await tx.table(reporterMarks).find({});
  const marks = rows.map((row) => tx.vault.open(row.sealed) as ReporterMark);
  const concerned = marks.filter(({ institution, words }) => {
    const reported = directory.byId(institution) ?? directory.byWords(words);
    return units.some((unit) => couldBeSameUnit(reported, unit));
  });
  return new Set(concerned.map((mark) => mark.person));
};

type Recorder = ContextSpec<RecusalEvent>['record'];
type NewTie = Extract<RecusalEvent, { type: 'recusal.declared' } | { type: 'recusal.ordered' }>;

const recordTie = async (tx: Tx, event: NewTie, now: Date): Promise<void> => {
  const { series, count } = readRunningNumber(event.number);
  await useNumber(tx, series, count);
  await tx.table(ties).insert({
    id: event.tie,
    number: event.number,
    person: event.person,
    kind: event.kind,
    source: event.type === 'recusal.ordered' ? 'ordered' : event.source,
    institution: event.institution,
    task: event.task,
    since: event.since,
    until: event.until,
    sealed: tx.vault.seal(event.private),
    status: 'open',
    createdAt: now.toISOString(),
    closedAt: null,
  });
};

export const record: Recorder = {
  'recusal.declared': (tx, event, { now }) => recordTie(tx, event, now),
  'recusal.ordered': (tx, event, { now }) => recordTie(tx, event, now),
  'recusal.closed': async (tx, event, { now }) => {
    const set = { status: 'closed', closedAt: now.toISOString() } as const;
    await tx.table(ties).change({ id: event.tie }, set);
  },
};
