import { readFileSync } from 'node:fs';
import { vrs } from '../domain/index.ts';

export const VERIFY_DRAW = {
  use: 'verify-draw <record.json>',
  does: 'recomputes a draw from its record; names the first bad link',
  chinese: '按抽取记录重新计算一遍，指出第一处对不上的',
} as const;

interface Said {
  readonly code: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** Needs neither configuration nor database: whoever has the file and this program can check it. */
export const verifyDraw = ([file, ...more]: readonly string[]): Said => {
  if (file === undefined || more.length > 0)
    return { code: 2, lines: [`usage: ${VERIFY_DRAW.use}`] };
  const text = readOrNull(file);
  if (text === null) return { code: 2, lines: [`cannot read ${file}`] };
  const verdict = vrs.verifyText(text, vrs.NODE_HASHING);
  return { code: verdict.ok ? 0 : 1, lines: [...verdict.steps.map(stepLine), lastLine(verdict)] };
};

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const stepLine = ({ name, ok, says }: vrs.Step): string =>
  `${ok ? 'ok ' : 'BAD'}  ${name.padEnd(12)}  ${says}`;

const lastLine = ({ firstBad, record }: vrs.Verdict): string => {
  if (firstBad !== null) return `first bad link: ${firstBad.name}: ${firstBad.says}`;
  if (record === null) return 'no record';
  const { id, assurance, rehearsal, panel, events } = record;
  const isVoid = events.some(({ kind }) => kind === 'voided');
  const mark = `${rehearsal ? ', REHEARSAL: not a draw' : ''}${isVoid ? ', GIVEN UP afterwards' : ''}`;
  return `verified: ${id}, level ${assurance}${mark}; drawn: ${panel.join(' ')}`;
};
