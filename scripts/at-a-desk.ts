import { readFileSync } from 'node:fs';
import type { Help } from './help.ts';
import { MEASURE_CHECK, measureCheck } from './measure-check.ts';
import { openSealed } from './open-sealed.ts';
import { VERIFY_DRAW, verifyDraw } from './verify-draw.ts';

/** What a command says and how it ends; complaints go to the standard error. */
export interface Said {
  readonly code: number;
  readonly lines: readonly string[];
  readonly isComplaint: boolean;
}

interface DeskCommand extends Help {
  readonly run: (args: readonly string[]) => Said;
}

const OPEN_SEALED = {
  use: 'open-sealed <file> <private key .pem>',
  does: 'for the receiver of a clue that left the bureau: prints what was sealed',
  chinese: '给接收转交线索的单位用：用私钥打开密封的线索',
} as const;

const complaint = (code: 1 | 2, line: string): Said => ({ code, lines: [line], isComplaint: true });

const runOpenSealed = ([file, key]: readonly string[]): Said => {
  if (file === undefined || key === undefined) return complaint(2, `usage: ${OPEN_SEALED.use}`);
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
  'open-sealed': { ...OPEN_SEALED, run: runOpenSealed },
  'verify-draw': { ...VERIFY_DRAW, run: (args) => said(verifyDraw(args)) },
  'measure check': {
    ...MEASURE_CHECK,
    run: (args) => said(measureCheck(args, { env: process.env, now: new Date() })),
  },
};
