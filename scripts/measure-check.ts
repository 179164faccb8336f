import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkFile, dayOf, faultLine, SECTIONS, type Checked } from '../domain/index.ts';
import { measureIn } from '../installation.ts';

export const MEASURE_CHECK = {
  use: 'measure check <file>',
  does: "reads a measure or a bureau's file and explains every fault with its line",
  chinese: '检查管理办法或机构文件，逐行说明每一处错误',
} as const;

interface Said {
  readonly code: 0 | 1 | 2;
  readonly lines: readonly string[];
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly now: Date;
}

/** Needs neither database nor key: whoever writes a measure checks it at a desk of their own. */
export const measureCheck = (
  [file, ...more]: readonly string[],
  { env, now }: Surroundings,
): Said => {
  if (file === undefined || more.length > 0)
    return { code: 2, lines: [`usage: ${MEASURE_CHECK.use}`] };
  const text = readOrNull(file);
  if (text === null)
    return { code: 2, lines: [`读不到文件“${file}”，请核对路径 / cannot read ${file}`] };
  const checked = checkFile(
    { name: path.basename(file), text },
    {
      files: [],
      measure: measureIn(path.dirname(path.resolve(file))),
      env: (name) => env[name],
      sections: SECTIONS,
    },
    { today: dayOf(now) },
  );
  return { code: checked.faults.length > 0 ? 1 : 0, lines: linesOf(checked) };
};

const linesOf = ({ kind, faults, warnings }: Checked): readonly string[] => [
  ...faults.map(faultLine),
  ...warnings.map((one) => `提醒 warning: ${faultLine(one)}`),
  ending(kind, faults.length, warnings.length),
];

const KIND_WORDS = {
  bureau: { chinese: '机构文件', english: "bureau's file" },
  measure: { chinese: '管理办法文件', english: 'measure' },
} as const;

const ending = (kind: Checked['kind'], faults: number, warnings: number): string => {
  const { chinese, english } = KIND_WORDS[kind];
  return faults > 0
    ? `${chinese}有${faults}处错误，改好之前不能启动 / ${english}: ${faults} fault(s), nothing starts until they are mended`
    : `${chinese}没有错误，有${warnings}处提醒 / ${english}: no fault, ${warnings} warning(s)`;
};

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};
