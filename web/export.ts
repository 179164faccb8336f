import { dayOf, parseDay, showDay, showInstant, staff, type Listing } from '../domain/index.ts';
import type { Handed } from './page.ts';
import { writeSheet, XLSX } from './sheets/write.ts';
import type { Settled, Visit } from './visit.ts';

/** One column of an exported list; every cell is text, so nothing in it is ever computed. */
export interface ExportColumn<Row> {
  readonly head: string;
  readonly text: (row: Row) => string;
  readonly width?: number;
}

/** Which part of a list is read next; a query that knows no `size` answers its own pages. */
export interface Portion {
  readonly page: number;
  readonly size: number;
}

interface ExportSpec<Q, Row> {
  /** what the file and the audit log call it */
  readonly name: string;
  /** the list's own query: same filter, same sight as on the page */
  readonly read: (visit: Visit, query: Q, portion: Portion) => Promise<Listing<Row>>;
  readonly columns: readonly ExportColumn<Row>[];
}

/** How a page hands out its list: what the button says is done. */
export type PageExport<Q> = (visit: Visit, query: Q) => Promise<Handed | Settled>;

export type ExportMaker<Q> = <Row>(spec: ExportSpec<Q, Row>) => PageExport<Q>;

const SIZE = 1000;
const MOST_ROWS = 10_000;
const WIDTH = 20;

/** A list as an .xlsx; who took how many rows of what is on record before the file leaves. */
export const exporting =
  <Q, Row>(spec: ExportSpec<Q, Row>): PageExport<Q> =>
  async (visit, query) => {
    const rows = await allRows(spec, visit, query);
    if (rows === null)
      return refused(`一次最多导出${MOST_ROWS}条，请先缩小查找范围，再分几次导出。`);
    if (rows.length === 0) return refused('没有符合条件的内容，不需要导出。');
    const bytes = await writeSheet({
      name: spec.name,
      columns: spec.columns.map(({ head, width }) => ({ head, width: width ?? WIDTH })),
      rows: rows.map((row) => spec.columns.map(({ text }) => text(row))),
    });
    await visit.perform(staff.noteExport, { list: spec.name, rows: rows.length });
    return { bytes, type: XLSX, name: `${spec.name}.xlsx` };
  };

const refused = (sentence: string): Settled => ({ kind: 'refused', sentence, conflict: false });

/** null: more than a sheet should hold. */
const allRows = async <Q, Row>(
  { read }: ExportSpec<Q, Row>,
  visit: Visit,
  query: Q,
): Promise<readonly Row[] | null> => {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const part = await read(visit, query, { page, size: SIZE });
    if (part.total > MOST_ROWS) return null;
    rows.push(...part.rows);
    if (part.rows.length === 0 || rows.length >= part.total) return rows;
    await visit.breathe();
  }
};

/** An instant or nothing, as the pages write it. */
export const instantWords = (at: Date | string | null): string =>
  at === null ? '' : showInstant(typeof at === 'string' ? new Date(at) : at);

/** A day or nothing, as the pages write it. */
export const dayWords = (at: Date | string | null): string => {
  if (at === null) return '';
  const day = typeof at === 'string' ? parseDay(at) : dayOf(at);
  return day === null ? String(at) : showDay(day);
};
