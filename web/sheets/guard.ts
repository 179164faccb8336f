import yauzl from 'yauzl';

/** What a spreadsheet may hold at most, before a byte of it is unpacked for good. */
export interface SheetLimits {
  readonly entries: number;
  readonly unpackedBytes: number;
  readonly rows: number;
  readonly columns: number;
}

export type GuardFault = 'not-a-sheet' | 'too-big' | 'too-many-rows';

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
/** `B12` in `<c r="B12">` or `<row r="12">` */
const REFERENCE = /\sr\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']/g;
const LONGEST_REFERENCE = 30;
/** a row need not say its number */
const ROW = /<(?:\w+:)?row[\s/>]/g;

/**
 * Looks into an .xlsx before anything is unpacked: number of entries and the sizes they declare, then
 * streams what is inside and looks at its cell references, since one cell at XFD1048576 makes a reader
 * lay out a million rows. Whichever entry a reader takes for the sheet, it has been looked at; yauzl
 * stops one that is larger than it declares.
 */
export const guardSheet = (bytes: Buffer, limits: SheetLimits): Promise<GuardFault | null> =>
  new Promise((resolve) => {
    const options = { lazyEntries: true, validateEntrySizes: true } as const;
    yauzl.fromBuffer(bytes, options, (error, zip) => {
      if (error !== null) resolve('not-a-sheet');
      else walk(zip, limits, resolve);
    });
  });

type Found = (fault: GuardFault | null) => void;

const walk = (zip: yauzl.ZipFile, limits: SheetLimits, found: Found): void => {
  let unpacked = 0;
  let sheets = 0;
  if (zip.entryCount > limits.entries) {
    found('too-big');
    return;
  }
  zip.on('error', () => {
    found('not-a-sheet');
  });
  zip.on('end', () => {
    found(sheets === 0 ? 'not-a-sheet' : null);
  });
  zip.on('entry', (entry: yauzl.Entry) => {
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.unpackedBytes) {
      found('too-big');
      return;
    }
    if (SHEET.test(entry.fileName)) sheets += 1;
    readReferences(zip, { entry, limits }, (fault) => {
      if (fault === null) zip.readEntry();
      else found(fault);
    });
  });
  zip.readEntry();
};

interface Looking {
  readonly entry: yauzl.Entry;
  readonly limits: SheetLimits;
}

const readReferences = (zip: yauzl.ZipFile, { entry, limits }: Looking, found: Found): void => {
  zip.openReadStream(entry, (error, stream) => {
    if (error !== null) {
      found('not-a-sheet');
      return;
    }
    let rest = '';
    let tooMany = false;
    let counted = 0;
    stream.on('data', (chunk: Buffer) => {
      const text = rest + chunk.toString('latin1');
      counted += [...chunk.toString('latin1').matchAll(ROW)].length;
      tooMany ||= counted > limits.rows || reachesTooFar(text, limits);
      rest = text.slice(-LONGEST_REFERENCE);
    });
    stream.on('error', () => {
      found('not-a-sheet');
    });
    stream.on('end', () => {
      found(tooMany ? 'too-many-rows' : null);
    });
  });
};

const reachesTooFar = (text: string, { rows, columns }: SheetLimits): boolean =>
  [...text.matchAll(REFERENCE)].some(
    ([, letters = '', digits = '']) => Number(digits) > rows || columnOf(letters) > columns,
  );

/** A is 1, Z is 26, AA is 27. */
const columnOf = (letters: string): number =>
  [...letters].reduce((count, letter) => count * 26 + letter.charCodeAt(0) - 64, 0);
