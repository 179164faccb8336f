import { readSheet as unpackSheet } from 'read-excel-file/node';
import { err, ok, type Result } from '../../domain/index.ts';
import { guardSheet, type GuardFault } from './guard.ts';

/** A row below the head: its number in the spreadsheet, and its cells by the names of the columns. */
export interface ReadRow<C extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<C, string>>;
}

export type SheetFault =
  | { readonly code: GuardFault }
  | { readonly code: 'empty' }
  | { readonly code: 'no-column'; readonly column: string };

export interface Wanted<C extends string> {
  readonly columns: readonly C[];
  /** columns without which the sheet cannot be meant */
  readonly needed: readonly C[];
  readonly mostRows: number;
}

const MOST_BYTES = 40 * 1024 * 1024;
const MOST_ENTRIES = 200;
const MOST_COLUMNS = 200;
/** Blank lines that a spreadsheet carries behind its rows. */
const SLACK_ROWS = 2000;

/**
 * The first sheet of an .xlsx as rows of text: formulas by their last value, numbers as they are
 * written (an 18-digit code must not pass through a float), days as YYYY-MM-DD, blank rows left out.
 */
export const readSheet = async <C extends string>(
  bytes: Buffer,
  wanted: Wanted<C>,
): Promise<Result<readonly ReadRow<C>[], SheetFault>> => {
  const guarded = await guardSheet(bytes, {
    entries: MOST_ENTRIES,
    unpackedBytes: MOST_BYTES,
    rows: wanted.mostRows + SLACK_ROWS,
    columns: MOST_COLUMNS,
  });
  if (guarded !== null) return err({ code: guarded });
  const lines = await unpack(bytes);
  return lines === null ? err({ code: 'not-a-sheet' }) : rowsOf(lines, wanted);
};

type Lines = readonly (readonly string[])[];

const unpack = async (bytes: Buffer): Promise<Lines | null> => {
  try {
    const data = await unpackSheet(bytes, { parseNumber: (digits) => digits });
    return data.map((row) => row.map(textOf));
  } catch {
    return null;
  }
};

const textOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
};

const rowsOf = <C extends string>(
  lines: Lines,
  { columns, needed, mostRows }: Wanted<C>,
): Result<readonly ReadRow<C>[], SheetFault> => {
  const at = lines.findIndex((line) => needed.every((name) => placeOf(line, name) >= 0));
  const [first] = needed;
  if (at < 0) return lines.length === 0 ? err({ code: 'empty' }) : noColumn(lines, needed, first);
  const head = lines[at] ?? [];
  const places = columns.map((name) => [name, placeOf(head, name)] as const);
  const rows = lines.slice(at + 1).flatMap((line, index) => {
    if (line.every((cell) => cell === '')) return [];
    const cells = places.map(([name, place]) => [name, line[place] ?? '']);
    return [{ line: at + index + 2, cells: Object.fromEntries(cells) as Record<C, string> }];
  });
  if (rows.length === 0) return err({ code: 'empty' });
  return rows.length > mostRows ? err({ code: 'too-many-rows' }) : ok(rows);
};

const noColumn = <C extends string>(
  lines: Lines,
  needed: readonly C[],
  first: C | undefined,
): Result<never, SheetFault> => {
  const head = lines[0] ?? [];
  const missing = needed.find((name) => placeOf(head, name) < 0) ?? first ?? '';
  return err({ code: 'no-column', column: missing });
};

/** Heads are compared without spaces, marks and the note in brackets behind them. */
const placeOf = (line: readonly string[], name: string): number =>
  line.findIndex((cell) => plain(cell) === plain(name));

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[（(].*$/u, '')
    .replace(/[\s*＊]/gu, '');

/** What to say of a sheet that could not be read. */
export const sheetFaultWords = (fault: SheetFault, mostRows: number): string => {
  switch (fault.code) {
    case 'not-a-sheet':
      return '这个文件打不开。请用Excel或WPS另存为“.xlsx”格式，再上传一次。';
    case 'too-big':
      return '这个文件太大，没有打开。请只保留要导入的内容，另存为新的“.xlsx”文件再上传。';
    case 'too-many-rows':
      return `这个表格行数太多或者空行太多，一次最多${mostRows}行。请分成几个文件上传。`;
    case 'empty':
      return '这个表格里没有内容。请把内容填在表头下面，再上传一次。';
    case 'no-column':
      return `没有找到“${fault.column}”这一列。请使用本页的模板，不要改动表头。`;
  }
};
