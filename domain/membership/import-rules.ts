import { dayOf, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { plainName } from '../kernel/names.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { PeopleEvent } from '../people/index.ts';
import type {
  ImportedTerm,
  MemberCounts,
  MemberSheetRow,
  PlannedMember,
  ReadMember,
} from './import-model.ts';
import { readMember } from './import-read-rules.ts';
import { MEMBER_FAULTS } from './import-wording.ts';
import type { MembershipEvent, MembershipPolicy, MembershipRefusal, Term } from './model.ts';

/** What a sheet is judged against: everybody known by citizen number, their terms, who is barred. */
export interface ImportFacts {
  readonly known: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
  readonly terms: readonly Term[];
  readonly barred: (citizenNumber: string) => boolean;
  readonly institutions: ReadonlyMap<string, string>;
}

interface Sheet {
  readonly roster: Roster;
  readonly rows: readonly MemberSheetRow[];
}

/** null: the bureau has no such roster. */
export const planMembers = (
  facts: ImportFacts,
  { roster, rows }: Sheet,
  { rosters }: MembershipPolicy,
): readonly PlannedMember[] | null => {
  const months = rosters[roster]?.term.months.value;
  if (months === undefined) return null;
  const terms = { roster, months, ...listedIn(roster, rosters), institutions: facts.institutions };
  const judge = judging(facts, roster);
  return rows.map((row) => {
    const read = readMember(row, terms);
    return read.ok ? judge(row, read.value) : faulty(row, read.error);
  });
};

/** An expert belongs to a category, a supervisor to a group. */
const listedIn = (roster: Roster, { supervisors, experts }: MembershipPolicy['rosters']) =>
  roster === 'experts'
    ? { categories: experts?.categories.value ?? [], groups: [] }
    : { categories: [], groups: supervisors?.entry?.sourceGroups.value ?? [] };

const faulty = (row: MemberSheetRow, why: string): PlannedMember => ({
  kind: 'faulty',
  line: row.line,
  row,
  why,
});

/** Rows are judged in their order; of two with one citizen number or letter the second is faulty. */
const judging = (facts: ImportFacts, roster: Roster) => {
  const lines = new Map<string, number>();
  const letters = new Set(facts.terms.map(({ letterNumber }) => letterNumber));
  const own = byPerson(facts.terms.filter((term) => term.roster === roster));
  return (row: MemberSheetRow, read: ReadMember): PlannedMember => {
    const { line } = row;
    const before = lines.get(read.citizenNumber);
    lines.set(read.citizenNumber, before ?? line);
    if (before !== undefined) return faulty(row, MEMBER_FAULTS.twin(before));
    const known = facts.known.get(read.citizenNumber) ?? null;
    const terms = termsOf(own, known);
    const why = refusedBecause({ facts, known, read });
    if (why === null && terms.some((term) => isSameTerm(term, read))) return { kind: 'same', line };
    const taken = why ?? takenBecause(terms, letters, { read, roster });
    if (taken !== null) return faulty(row, taken);
    letters.add(read.letterNumber);
    return goodRow(line, read, known);
  };
};

const goodRow = (
  line: number,
  read: ReadMember,
  known: { readonly id: string } | null,
): PlannedMember =>
  known === null ? { kind: 'new', line, read } : { kind: 'joined', line, read, person: known.id };

/** An invitation that waits for its answer is not overtaken by a sheet; a letter belongs to one term. */
const takenBecause = (
  terms: readonly Term[],
  letters: ReadonlySet<string | null>,
  { read, roster }: { readonly read: ReadMember; readonly roster: Roster },
): string | null => {
  if (terms.some(({ status }) => status === 'awaiting-consent'))
    return MEMBER_FAULTS.invited(roster);
  return read.letterNumber !== null && letters.has(read.letterNumber)
    ? MEMBER_FAULTS.letterTwin(read.letterNumber)
    : null;
};

const termsOf = (
  own: ReadonlyMap<string, readonly Term[]>,
  known: { readonly id: string } | null,
): readonly Term[] => (known === null ? [] : (own.get(known.id) ?? []));

const byPerson = (terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> => {
  const found = new Map<string, Term[]>();
  for (const term of terms) found.set(term.person, [...(found.get(term.person) ?? []), term]);
  return found;
};

interface Judged {
  readonly facts: ImportFacts;
  readonly known: { readonly id: string; readonly name: string } | null;
  readonly read: ReadMember;
}

/** Whoever was removed stays out, also by a sheet (ZJ-18a, B-17); one number is one person. */
const refusedBecause = ({ facts, known, read }: Judged): string | null => {
  if (facts.barred(read.citizenNumber)) return MEMBER_FAULTS.barred;
  return known !== null && plainName(known.name) !== plainName(read.particulars.name)
    ? MEMBER_FAULTS.otherName(known.name)
    : null;
};

/** Whoever holds a term over these days already is not given another one: a sheet may come twice. */
const isSameTerm = ({ startsOn, lastDay }: Term, read: ReadMember): boolean =>
  startsOn !== null && lastDay !== null && startsOn <= read.lastDay && lastDay >= read.startsOn;

export const memberCounts = (planned: readonly PlannedMember[]): MemberCounts => {
  const count = (kind: PlannedMember['kind']): number =>
    planned.filter((one) => one.kind === kind).length;
  return {
    added: count('new'),
    joined: count('joined'),
    same: count('same'),
    faulty: count('faulty'),
  };
};

interface Importing extends Sheet {
  readonly onlyGood: boolean;
  readonly expect: MemberCounts;
}

type Imported = PeopleEvent | MembershipEvent;

/**
 * A whole roster, all or nothing: a faulty row stops it unless whoever imports has said to take the
 * others only; and what the preview promised must still be what happens (C-10).
 */
export const importSheet = (
  facts: ImportFacts,
  input: Importing,
  world: World<MembershipPolicy>,
): Result<NonEmpty<Imported>, MembershipRefusal> => {
  const planned = planMembers(facts, input, world.policy);
  if (planned === null) return err({ code: 'membership.no-such-roster', roster: input.roster });
  const counts = memberCounts(planned);
  if (!isSame(counts, input.expect)) return err({ code: 'membership.import-changed' });
  if (counts.faulty > 0 && !input.onlyGood)
    return err({ code: 'membership.rows-faulty', faulty: counts.faulty });
  const good = planned.filter((one) => one.kind === 'new' || one.kind === 'joined');
  const [first, ...rest] = chunked(good).flatMap((chunk) => eventsOf(chunk, input.roster, world));
  return first === undefined ? err({ code: 'membership.nothing-to-import' }) : ok([first, ...rest]);
};

type Good = Extract<PlannedMember, { kind: 'new' | 'joined' }>;

/** Rows an event: others are answered between two events, and erasing one person costs few copies. */
const CHUNK = 50;

const chunked = (all: readonly Good[]): (readonly Good[])[] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) =>
    all.slice(at * CHUNK, (at + 1) * CHUNK),
  );

const eventsOf = (
  chunk: readonly Good[],
  roster: Roster,
  world: World<MembershipPolicy>,
): Imported[] => {
  const { seed } = world;
  const id = newId(seed, 'import');
  const personOf = (one: Good): string =>
    one.kind === 'joined' ? one.person : newId(seed, `person-${one.line}`);
  const people = chunk
    .filter(({ kind }) => kind === 'new')
    .map((one) => ({ person: personOf(one), particulars: one.read.particulars }));
  const consents = chunk
    .filter(({ read }) => read.publication)
    .map((one) => ({
      consent: newId(seed, `consent-${one.line}`),
      person: personOf(one),
      ...ON_PAPER,
    }));
  const terms = chunk.map((one) =>
    termOf(one.read, {
      term: newId(seed, `term-${one.line}`),
      person: personOf(one),
      today: dayOf(world.now),
    }),
  );
  const imported = {
    type: 'membership.imported',
    import: id,
    roster,
    count: terms.length,
  } as const;
  const hasPeople = people.length + consents.length > 0;
  return [
    ...(hasPeople
      ? [
          {
            type: 'people.imported' as const,
            import: id,
            count: people.length,
            private: { people, consents },
          },
        ]
      : []),
    { ...imported, private: { terms } },
  ];
};

/** Consent to the public list that was given on paper before this system was there (GP-6.4b, A-37). */
const ON_PAPER = { text: 'publication', version: '名册导入' } as const;

interface Placed {
  readonly term: string;
  readonly person: string;
  readonly today: Day;
}

const termOf = (read: ReadMember, { term, person, today }: Placed): ImportedTerm => ({
  term,
  person,
  category: read.category,
  furtherCategories: read.furtherCategories,
  speciality: read.speciality,
  status: read.lastDay < today ? 'lapsed' : 'active',
  startsOn: read.startsOn,
  lastDay: read.lastDay,
  printedTo: read.printedTo,
  letterNumber: read.letterNumber,
});

const isSame = (one: MemberCounts, other: MemberCounts): boolean =>
  one.added === other.added &&
  one.joined === other.joined &&
  one.same === other.same &&
  one.faulty === other.faulty;
