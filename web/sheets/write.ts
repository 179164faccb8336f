import writeXlsxFile from 'write-excel-file/node';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly head: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * An .xlsx whose every cell is text, by type and by format: what begins with =, +, - or @ stays what was
 * typed and is never computed, and a code filled in later does not turn into a number.
 */
export const writeSheet = ({ name, columns, rows }: Sheet): Promise<Buffer> =>
  writeXlsxFile([columns.map(({ head }) => headCell(head)), ...rows.map((row) => row.map(cell))], {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();

const headCell = (value: string) => ({ ...cell(value), fontWeight: 'bold' as const });

/** Control characters have no place in XML; Excel would call the file damaged. */
const cell = (value: string) => ({
  value: value.replace(CONTROLS, ''),
  type: String,
  format: '@',
});

// eslint-disable-next-line no-control-regex -- exactly these are meant
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
