import { open as openFile, mkdir, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Messages that could not be committed in time: one sealed line each, synced to the disk before the
 * platform gets its 200. Drained in order when the database is back.
 */
export interface Spool {
  append(who: string, line: string): Promise<void>;
  /** true while a line of this person waits: later ones must follow it */
  holds(who: string): boolean;
  isEmpty(): boolean;
  /** hands every line over in order; the first that fails stops the drain and stays */
  drain(take: (line: string) => Promise<void>): Promise<void>;
}

interface Line {
  readonly who: string;
  readonly line: string;
}

/** Opens the spool file; lines left by a crash are there again. */
export const openSpool = async (file: string): Promise<Spool> => {
  await mkdir(path.dirname(file), { recursive: true });
  let lines: readonly Line[] = await readLines(file);
  let draining: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  const append = (who: string, line: string): Promise<void> => {
    lines = [...lines, { who, line }];
    writing = writing.then(() => appendLine(file, { who, line }));
    return writing;
  };

  const drainOnce = async (take: (line: string) => Promise<void>): Promise<void> => {
    for (let next = lines[0]; next !== undefined; next = lines[0]) {
      await take(next.line);
      lines = lines.slice(1);
    }
    writing = writing.then(() => (lines.length === 0 ? empty(file) : rewrite(file, lines)));
    await writing;
  };

  return {
    append,
    holds: (who) => lines.some((line) => line.who === who),
    isEmpty: () => lines.length === 0,
    drain: (take) => {
      draining ??= drainOnce(take).finally(() => {
        draining = null;
      });
      return draining;
    },
  };
};

const readLines = async (file: string): Promise<Line[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => ({ who: line.slice(0, line.indexOf('\t')), line: line.slice(line.indexOf('\t') + 1) }));
};

const appendLine = async (file: string, { who, line }: Line): Promise<void> => {
  const handle = await openFile(file, 'a', 0o600);
  try {
    await handle.write(`${who}\t${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const rewrite = async (file: string, lines: readonly Line[]): Promise<void> => {
  const next = `${file}.next`;
  await unlink(next).catch(() => undefined);
  for (const line of lines) await appendLine(next, line);
  await rename(next, file);
};

const empty = (file: string): Promise<void> => unlink(file).catch(() => undefined);
