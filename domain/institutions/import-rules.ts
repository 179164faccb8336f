import { newId } from '../kernel/fresh.ts';
import { parseCreditCode } from '../kernel/ids.ts';
import { plainName } from '../kernel/names.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import {
  INSTITUTION_KINDS,
  INSTITUTION_KIND_WORDS,
  institutionDetails,
  type ImportColumn,
  type ImportCounts,
  type Imported,
  type Institution,
  type InstitutionDetails,
  type InstitutionKind,
  type InstitutionsEvent,
  type InstitutionsRefusal,
  type PlannedRow,
  type SheetRow,
} from './model.ts';
import { changedFields, codeClash } from './rules.ts';
import { FAULTS } from './wording.ts';

/**
 * What every row of a sheet would do to the list. Rows are judged in their order, each against the list
 * as the rows before it leave it; the second of two namesakes is the faulty one.
 */
export const planImport = (
  all: readonly Institution[],
  rows: readonly SheetRow[],
): readonly PlannedRow[] => {
  const list = indexOf(all);
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const planned = planRow(list, row, seen);
    if (planned.kind === 'new')
      list.put({ ...planned.details, id: `line ${planned.line}`, version: 0 });
    if (planned.kind === 'changed')
      list.put({ ...planned.details, id: planned.institution, version: planned.version });
    return planned;
  });
};

/** The list by name and by code: a sheet of thousands against a list of thousands is asked at once. */
interface ListIndex {
  readonly named: (name: string) => Institution | null;
  readonly withCode: (creditCode: string | null) => readonly Institution[];
  readonly put: (institution: Institution) => void;
}

const indexOf = (all: readonly Institution[]): ListIndex => {
  const byId = new Map<string, Institution>();
  const byName = new Map<string, string>();
  const byCode = new Map<string, ReadonlySet<string>>();
  const put = (one: Institution): void => {
    byId.set(one.id, one);
    byName.set(plainName(one.name), one.id);
    if (one.creditCode !== null)
      byCode.set(one.creditCode, new Set([...(byCode.get(one.creditCode) ?? []), one.id]));
  };
  for (const one of all) put(one);
  return {
    put,
    named: (name) => byId.get(byName.get(plainName(name)) ?? '') ?? null,
    withCode: (creditCode) =>
      [...(byCode.get(creditCode ?? '') ?? [])].flatMap((id) => byId.get(id) ?? []),
  };
};

const planRow = (list: ListIndex, row: SheetRow, seen: Map<string, number>): PlannedRow => {
  const { line } = row;
  const faulty = (why: string): PlannedRow => ({ kind: 'faulty', line, row, why });
  const read = readRow(row);
  if (!read.ok) return faulty(read.error);
  const name = plainName(read.value.name);
  const before = seen.get(name);
  if (before !== undefined) return faulty(FAULTS.twin(before));
  seen.set(name, line);
  return judge(list, { line, typed: read.value, faulty });
};

interface Typed extends Omit<InstitutionDetails, 'kind'> {
  readonly kind: InstitutionKind | null;
}

interface Judged {
  readonly line: number;
  readonly typed: Typed;
  readonly faulty: (why: string) => PlannedRow;
}

const judge = (list: ListIndex, { line, typed, faulty }: Judged): PlannedRow => {
  const known = knownAs(list, typed);
  const details = known === null ? fresh(typed) : merged(known, typed);
  if (details === null) return faulty(FAULTS.noKind);
  const clash = codeClash(list.withCode(details.creditCode), details, known?.id ?? null);
  if (clash !== null) return faulty(FAULTS.codeInUse(clash.name));
  return known === null ? { kind: 'new', line, details } : differing(known, line, details);
};

/** null: a new institution whose kind is not said. */
const fresh = ({ kind, ...typed }: Typed): InstitutionDetails | null =>
  kind === null ? null : { ...typed, kind };

const differing = (known: Institution, line: number, details: InstitutionDetails): PlannedRow => {
  const fields = changedFields(known, details);
  const { id: institution, version } = known;
  return fields.length === 0
    ? { kind: 'same', line, institution }
    : { kind: 'changed', line, institution, version: version + 1, fields, details };
};

/** The entry of that name, or one of its former name where the row says that it was renamed. */
const knownAs = (list: ListIndex, typed: Typed): Institution | null =>
  list.named(typed.name) ??
  typed.formerNames
    .map((former) => list.named(former))
    .find((one) => one !== null && one.creditCode === typed.creditCode) ??
  null;

/** An empty cell leaves what is there; names are added, never taken away by a sheet. */
const merged = (known: Institution, typed: Typed): InstitutionDetails => ({
  name: typed.name,
  popularNames: joined(known.popularNames, typed.popularNames),
  formerNames: joined(known.formerNames, typed.formerNames),
  creditCode: typed.creditCode ?? known.creditCode,
  legalEntity: typed.legalEntity ?? known.legalEntity,
  group: typed.group ?? known.group,
  kind: typed.kind ?? known.kind,
  area: typed.area === '' ? known.area : typed.area,
});

const joined = (known: readonly string[], typed: readonly string[]): string[] => [
  ...known,
  ...typed.filter((name) => !known.some((one) => plainName(one) === plainName(name))),
];

const readRow = ({ cells }: SheetRow): Result<Typed, string> => {
  const kind = kindOf(cells.类别);
  if (kind === undefined) return err(FAULTS.unknownKind(cells.类别));
  const wrong = wrongIn(cells, '统一社会信用代码') ?? wrongIn(cells, '所属法人代码');
  if (wrong !== null) return err(wrong);
  const parsed = institutionDetails.omit({ kind: true }).safeParse({
    name: cells.名称.normalize('NFKC').trim(),
    popularNames: namesIn(cells.俗称),
    formerNames: namesIn(cells.曾用名),
    creditCode: orNull(cells.统一社会信用代码),
    legalEntity: orNull(cells.所属法人代码),
    group: orNull(cells.所属集团或医共体),
    area: cells.地区,
  });
  if (parsed.success) return ok({ ...parsed.data, kind });
  return err(FAULTS.malformed(String(parsed.error.issues[0]?.path[0] ?? '')));
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** undefined: a word that is no kind; null: left empty. */
const kindOf = (text: string): InstitutionKind | null | undefined => {
  const said = plainName(text);
  if (said === '') return null;
  return INSTITUTION_KINDS.find((kind) => plainName(INSTITUTION_KIND_WORDS[kind]) === said);
};

const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n、，,;；/|]+/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];

const wrongIn = (cells: SheetRow['cells'], column: ImportColumn): string | null => {
  const text = cells[column].trim();
  if (text === '') return null;
  if (isSpoiledNumber(text)) return FAULTS.spoiled(column);
  const parsed = parseCreditCode(text);
  return parsed.ok ? null : FAULTS.code(column, parsed.error);
};

/** A code that Excel took for a number keeps 15 digits and shows as 9.11E+17 or ends in zeros. */
const isSpoiledNumber = (text: string): boolean =>
  /^\d(?:\.\d+)?E\+?\d+$/i.test(text) || /^\d{15}0{3}$/.test(text);

export const countsOf = (planned: readonly PlannedRow[]): ImportCounts => {
  const count = (kind: PlannedRow['kind']): number =>
    planned.filter((one) => one.kind === kind).length;
  return {
    added: count('new'),
    changed: count('changed'),
    same: count('same'),
    faulty: count('faulty'),
  };
};

interface Importing {
  readonly rows: readonly SheetRow[];
  readonly onlyGood: boolean;
  readonly expect: ImportCounts;
}

/**
 * A sheet into the list, all or nothing: a faulty row stops it unless whoever imports has said to take
 * the others only; and what the preview promised must still be what happens.
 */
export const importSheet = (
  all: readonly Institution[],
  { rows, onlyGood, expect }: Importing,
  world: World<object>,
): Result<NonEmpty<InstitutionsEvent>, InstitutionsRefusal> => {
  const planned = planImport(all, rows);
  const counts = countsOf(planned);
  if (!isSame(counts, expect)) return err({ code: 'institutions.import-changed' });
  if (counts.faulty > 0 && !onlyGood)
    return err({ code: 'institutions.rows-faulty', faulty: counts.faulty });
  if (counts.added + counts.changed === 0) return err({ code: 'institutions.nothing-to-import' });
  return ok([
    {
      type: 'institutions.imported',
      import: newId(world.seed, 'import'),
      counts,
      private: {
        added: planned.flatMap((one) => (one.kind === 'new' ? [added(one, world)] : [])),
        changed: planned.flatMap((one) => (one.kind === 'changed' ? [changed(one)] : [])),
      },
    },
  ]);
};

const added = (
  { line, details }: Extract<PlannedRow, { kind: 'new' }>,
  { seed }: World<object>,
): Imported => ({ institution: newId(seed, `institution-${line}`), version: 1, details });

const changed = ({
  institution,
  version,
  details,
}: Extract<PlannedRow, { kind: 'changed' }>): Imported => ({ institution, version, details });

const isSame = (one: ImportCounts, other: ImportCounts): boolean =>
  one.added === other.added &&
  one.changed === other.changed &&
  one.same === other.same &&
  one.faulty === other.faulty;
