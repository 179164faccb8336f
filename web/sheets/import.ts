import type { Result } from '../../domain/index.ts';
import type { Handed } from '../page.ts';
import type { Settled, Visit } from '../visit.ts';
import { dropSheet, keepSheet, pendingSheet } from './pending.ts';
import { readSheet, sheetFaultWords, type ReadRow, type SheetFault, type Wanted } from './read.ts';
import { writeSheet, XLSX } from './write.ts';

/** A list that comes as a spreadsheet: uploaded, looked at, and only then imported. */
export interface SheetImport<C extends string> {
  /** one sheet waits for each account and purpose */
  readonly purpose: string;
  readonly wanted: Wanted<C>;
  /** the page it is uploaded on */
  readonly to: string;
}

const read = <C extends string>(
  { wanted }: SheetImport<C>,
  bytes: Buffer,
): Promise<Result<readonly ReadRow<C>[], SheetFault>> => readSheet(bytes, wanted);

/** The rows of the sheet that waits for this account; null: none waits, or it cannot be read. */
export const waitingRows = async <C extends string>(
  visit: Visit,
  sheet: SheetImport<C>,
): Promise<readonly ReadRow<C>[] | null> => {
  const bytes = await pendingSheet(visit, sheet.purpose);
  const found = bytes === null ? null : await read(sheet, bytes);
  return found?.ok === true ? found.value : null;
};

/** Keeps what was uploaded until it is confirmed or given up. */
export const uploadSheet = async <C extends string>(
  visit: Visit,
  sheet: SheetImport<C>,
): Promise<Settled> => {
  const bytes = visit.uploads[0]?.bytes;
  if (bytes === undefined) return wrongFile('请选择要上传的表格。');
  const found = await read(sheet, bytes);
  if (!found.ok) return wrongFile(sheetFaultWords(found.error, sheet.wanted.mostRows));
  await keepSheet(visit, sheet.purpose, bytes);
  const say = `已读到${found.value.length}行，还没有导入。请核对后再确认。`;
  return { kind: 'done', to: sheet.to, say };
};

const wrongFile = (sentence: string): Settled => ({
  kind: 'malformed',
  errors: { files: sentence },
});

/** Imports the rows that wait; once they are in, the sheet is gone. */
export const importWaiting = async <C extends string>(
  visit: Visit,
  sheet: SheetImport<C>,
  settle: (rows: readonly ReadRow<C>[]) => Promise<Settled>,
): Promise<Settled> => {
  const outcome = await settle((await waitingRows(visit, sheet)) ?? []);
  if (outcome.kind === 'done') await dropSheet(visit, sheet.purpose);
  return outcome;
};

export const discardSheet = async (
  visit: Visit,
  { purpose, to }: Pick<SheetImport<string>, 'purpose' | 'to'>,
): Promise<Settled> => {
  await dropSheet(visit, purpose);
  return { kind: 'done', to, say: '已放弃这份表格，没有导入任何内容。' };
};

interface Column<C extends string> {
  readonly head: C;
  readonly width: number;
}

/** Rows that exist keep the text format when they are filled in. */
const BLANK_ROWS = 200;

/** The empty sheet, every column as text, so that Excel leaves codes, numbers and days alone. */
export const templateFile = async <C extends string>(
  columns: readonly Column<C>[],
  { sheet, file }: { readonly sheet: string; readonly file: string },
): Promise<Handed> => {
  const rows = Array.from({ length: BLANK_ROWS }, () => columns.map(() => ''));
  const bytes = await writeSheet({ name: sheet, columns, rows });
  return { bytes, type: XLSX, name: `${file}模板.xlsx` };
};

interface Faulty<C extends string> {
  readonly row: Pick<ReadRow<C>, 'cells'>;
  readonly why: string;
}

/** The faulty rows, each with what is wrong with it, to be mended and uploaded anew. */
export const faultsFile = async <C extends string>(
  columns: readonly Column<C>[],
  { faulty, file }: { readonly faulty: readonly Faulty<C>[]; readonly file: string },
): Promise<Handed> => {
  const bytes = await writeSheet({
    name: '有问题的行',
    columns: [...columns, { head: '问题', width: 60 }],
    rows: faulty.map(({ row, why }) => [...columns.map(({ head }) => row.cells[head]), why]),
  });
  return { bytes, type: XLSX, name: `${file}有问题的行.xlsx` };
};
