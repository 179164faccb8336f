import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  checkFile,
  readBureaus,
  SECTIONS,
  type BureauFile,
  type BureauId,
  type Checked,
  type Day,
} from '../../domain/index.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(import.meta.dirname, 'bureaus');

/** A shipped measure, or one that stands beside the invented bureau. */
const measure = (name: string): string | null => {
  const file = name.startsWith('.')
    ? path.join(FOLDER, name)
    : path.join(ROOT, `domain/measures/${name}.yaml`);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};

export const READING = { files: [], measure, env: () => undefined, sections: SECTIONS };
export const LINHAI = 'linhai' as BureauId;

/** A shipped measure's text, or the invented one's. */
export const textOf = (name: 'gaoping' | 'zhanjiang' | './linhai-measure.yaml'): string =>
  measure(name) ?? '';

/** What `measure check` finds in a text that stands in `my.yaml`. */
export const checked = (text: string, today = '2026-10-12'): Checked =>
  checkFile({ name: 'my.yaml', text }, READING, { today: today as Day });

/**
 * The third, invented bureau: YAML files and no code; `over` is a `policy:` of its own.
 * Throws with every fault found in them.
 */
export const linhaiBureau = (over = ''): ReadonlyMap<BureauId, BureauFile> => {
  const text = `${readFileSync(path.join(FOLDER, 'linhai.yaml'), 'utf8')}${over}`;
  const read = readBureaus({ ...READING, files: [{ name: 'linhai.yaml', text }] });
  if (!read.ok) throw new Error(read.error.map((fault) => fault.english).join('\n'));
  return read.value;
};
