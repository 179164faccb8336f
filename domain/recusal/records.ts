import { In } from 'typeorm';
import type { Day } from '../kernel/day.ts';
import { plainName } from '../kernel/names.ts';
import { namesOf, ownersOf, readInstitutions, type Institution } from '../institutions/index.ts';
import { NO_EMPLOYER, type Employment, type Person } from '../people/index.ts';
import { day, defineTable, id, json, key, long, maybe, str, time } from '../store/columns.ts';
import { gently } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import type {
  Directory,
  Post,
  Standing,
  Tie,
  TieKind,
  TieSource,
  TieWords,
  Unit,
} from './model.ts';
import { couldBeSameUnit, employerOf, isHeldOn, isResolved, unitKey } from './unit-rules.ts';

interface TieRow {
  readonly id: string;
  readonly number: string;
  readonly person: string;
  readonly kind: TieKind;
  readonly source: TieSource;
  /** rows of the first release only: since then it is sealed with the words (C-04) */
  readonly institution: string | null;
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
  /** sealed TieWords */
  readonly sealed: string;
  readonly decidedBy: string | null;
  readonly decidedOn: Day | null;
  readonly status: 'open' | 'closed';
  readonly createdAt: string;
  readonly closedAt: string | null;
  readonly erasedAt: string | null;
  readonly entries: readonly number[] | null;
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
    decidedBy: maybe(id()),
    decidedOn: maybe(day()),
    status: str(10),
    createdAt: time(),
    closedAt: maybe(time()),
    erasedAt: maybe(time()),
    entries: maybe(json()),
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

const unitOf = (institution: Institution, owner: string | null): Unit => ({
  institution: institution.id,
  owner,
  group: institution.group,
  names: namesOf(institution),
});

export const readDirectory = async (tx: Tx): Promise<Directory> => {
  const listed = await readInstitutions(tx);
  const owners = ownersOf(listed);
  const units = listed.map((one) => unitOf(one, owners.get(one.id) ?? null));
  const byId = new Map(units.map((unit) => [unit.institution, unit]));
  const names = new Map<string, Unit[]>();
  for (const unit of units)
    for (const name of new Set(unit.names.map(plainName)))
      names.set(name, [...(names.get(name) ?? []), unit]);
  return {
    byId: (institution) => (institution === null ? null : (byId.get(institution) ?? null)),
    byWords: (words) => unitInWords(names.get(plainName(words)) ?? [], words),
    listsName: (words) => names.has(plainName(words)),
  };
};

const unitInWords = (meant: readonly Unit[], words: string): Unit => {
  const only = meant.length === 1 ? meant[0] : undefined;
  return {
    institution: null,
    owner: only?.owner ?? null,
    group: only?.group ?? null,
    names: [...meant.flatMap((unit) => unit.names), words],
  };
};

/** What is left of a tie whose words were erased. */
export const NO_WORDS: TieWords = { institution: null, words: '', detail: '', evidence: '' };

const wordsOf = (tx: Tx, { sealed, institution }: TieRow): TieWords => ({
  ...NO_WORDS,
  institution,
  ...(tx.vault.open(sealed) as Partial<TieWords>),
});

const tieOf = (tx: Tx, row: TieRow, directory: Directory): Tie => {
  const { institution, words, detail, evidence } = wordsOf(tx, row);
  const named = words === '' ? null : directory.byWords(words);
  return {
    id: row.id,
    number: row.number,
    person: row.person,
    kind: row.kind,
    source: row.source,
    unit: directory.byId(institution) ?? named,
    task: row.task,
    since: row.since,
    until: row.until,
    detail,
    evidence,
    decidedBy: row.decidedBy,
    decidedOn: row.decidedOn,
    status: row.status,
    createdAt: new Date(row.createdAt),
    erasedAt: row.erasedAt === null ? null : new Date(row.erasedAt),
    entries: row.entries ?? [],
  };
};

/** Ties by status or person, newest first. */
export const readTies = async (
  tx: Tx,
  where: {
    readonly status?: 'open' | 'closed';
    readonly persons?: readonly string[];
    readonly kind?: TieKind;
  } = {},
): Promise<readonly Tie[]> => {
  const directory = await readDirectory(tx);
  const rows = await tx.table(ties).find(
    {
      ...(where.status === undefined ? {} : { status: where.status }),
      ...(where.kind === undefined ? {} : { kind: where.kind }),
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

/** What is known of each of these persons against these units: the facts of `stayAway`. */
export const standingsOf = async (
  tx: Tx,
  people: readonly Person[],
  units: readonly Unit[],
): Promise<ReadonlyMap<string, Standing>> => {
  const directory = await readDirectory(tx);
  const open = await readTies(tx, { status: 'open' });
  const reporters = await reportersOf(tx, units, directory);
  const standings = await gently(people, ({ id: person, particulars }) => {
    const ties = open.filter((tie) => tie.person === person);
    const posts = postsOf(particulars.employments, directory);
    return [person, { posts, ties, ownClue: reporters.has(person) }] as const;
  });
  return new Map(standings);
};

/**
 * Under which name somebody counts for the cap on experts of one employer: the current post at a listed
 * institution before any other; who works nowhere is a unit alone.
 */
export const employerKeyOf = (
  { id, particulars }: Person,
  directory: Directory,
  onDay: Day,
): string => {
  const current = particulars.employments.filter(
    (one) => isHeldOn(one, onDay) && one.unit !== NO_EMPLOYER,
  );
  const employment = current.find(({ institution }) => institution !== null) ?? current[0];
  return employment === undefined
    ? `person:${id}`
    : `unit:${unitKey(employerOf(employment, directory))}`;
};

/** Every post, past and present; somebody of whom no employer is on record has an unresolved one. */
const postsOf = (employments: readonly Employment[], directory: Directory): readonly Post[] =>
  employments.length === 0
    ? [NOTHING_ON_RECORD]
    : employments.map((one) => ({
        unit: employerOf(one, directory),
        resolved: isResolved(one, directory),
        since: one.since,
        until: one.until,
      }));

const NOTHING_ON_RECORD: Post = {
  unit: { institution: null, owner: null, group: null, names: [] },
  resolved: false,
  since: null,
  until: null,
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
