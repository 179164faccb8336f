import { readFileSync } from 'node:fs';
import { MEASURE_CHECK, measureCheck } from './measure-check.ts';
import { openSealed } from './open-sealed.ts';
import { VERIFY_DRAW, verifyDraw } from './verify-draw.ts';

/** What a command says and how it ends; complaints go to the standard error. */
export interface Said {
  readonly code: number;
  readonly lines: readonly string[];
  readonly isComplaint: boolean;
}

interface DeskCommand {
  readonly use: string;
  readonly run: (args: readonly string[]) => Said;
}

const OPEN_SEALED =
  'open-sealed <file> <private key .pem>\n      for the receiver of a clue that left the bureau: prints what was sealed';

const complaint = (code: 1 | 2, line: string): Said => ({ code, lines: [line], isComplaint: true });

const runOpenSealed = ([file, key]: readonly string[]): Said => {
  if (file === undefined || key === undefined) return complaint(2, `usage: ${OPEN_SEALED}`);
  try {
    const opened = openSealed(readFileSync(file, 'utf8'), readFileSync(key, 'utf8'));
    return { code: 0, lines: [JSON.stringify(opened, null, 2)], isComplaint: false };
  } catch {
    return complaint(1, 'not opened: the file was altered, or it was sealed for another key');
  }
};

const said = ({ code, lines }: Omit<Said, 'isComplaint'>): Said => ({
  code,
  lines,
  isComplaint: code === 2,
});

/** Commands for whoever has a file and this program: they need neither configuration nor database. */
export const AT_A_DESK: Readonly<Record<string, DeskCommand>> = {
  'open-sealed': { use: OPEN_SEALED, run: runOpenSealed },
  'verify-draw': { use: VERIFY_DRAW, run: (args) => said(verifyDraw(args)) },
  'measure check': {
    use: MEASURE_CHECK,
    run: (args) => said(measureCheck(args, { env: process.env, now: new Date() })),
  },
};
