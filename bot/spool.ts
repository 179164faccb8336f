import { open as openFile, mkdir, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Messages that could not be committed in time: one sealed line each, synced to the disk before the
 * platform gets its 200. Drained in order when the database is back.
 */
export interface Spool {
  /** resolves once the line is on the disk; rejects when it is not, and then it is not kept at all */
  append(who: string, line: string): Promise<void>;
  /** true while a line of this person waits: later ones must follow it */
  holds(who: string): boolean;
  isEmpty(): boolean;
  /** hands every line over, each person's in order; one that fails stops the drain and stays */
  drain(take: (line: string) => Promise<Taken>): Promise<void>;
}

/** 'aside': the line can never be taken; it is kept in a file of its own and blocks nobody. */
export type Taken = 'taken' | 'aside';

const AT_ONCE = 6;

interface Line {
  readonly who: string;
  readonly line: string;
}

/** Opens the spool file; lines left by a crash are there again. */
export const openSpool = async (file: string): Promise<Spool> => {
  await mkdir(path.dirname(file), { recursive: true });
  let lines: readonly Line[] = await readLines(file);
  // a line torn by a crash was never acknowledged; what is appended must not be glued to it
  await writeWhole(file, lines);
  let draining: Promise<void> | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** Writes happen one after the other; one that fails does not stop the next. */
  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const done = writing.then(write);
    writing = done.catch(() => undefined);
    return done;
  };

  const append = async (who: string, text: string): Promise<void> => {
    const line = { who, line: text };
    lines = [...lines, line];
    try {
      await inTurn(() => appendLine(file, line));
    } catch (error) {
      lines = lines.filter((one) => one !== line);
      await inTurn(() => writeWhole(file, lines)).catch(() => undefined);
      throw error;
    }
  };

  const handOver = async (line: Line, take: (line: string) => Promise<Taken>): Promise<void> => {
    if ((await take(line.line)) === 'aside') await appendLine(`${file}.aside`, line);
    lines = lines.filter((one) => one !== line);
  };

  const drainOnce = async (take: (line: string) => Promise<Taken>): Promise<void> => {
    if (lines.length === 0) return;
    try {
      await eachInOrder(
        () => lines,
        (line) => handOver(line, take),
      );
    } finally {
      await inTurn(() => writeWhole(file, lines));
    }
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

/**
 * Several people at once, each one's lines in order: after half a minute without a database thousands
 * wait. After a fault no line is begun any more; those under way are waited for.
 */
const eachInOrder = async (
  waiting: () => readonly Line[],
  handOver: (line: Line) => Promise<void>,
): Promise<void> => {
  const busy = new Set<string>();
  let isStopped = false;
  const free = (): Line | undefined =>
    isStopped ? undefined : waiting().find(({ who }) => !busy.has(who));
  const worker = async (): Promise<void> => {
    for (let line = free(); line !== undefined; line = free()) {
      const { who } = line;
      busy.add(who);
      await handOver(line).finally(() => busy.delete(who));
    }
  };
  const stop = (fault: unknown): never => {
    isStopped = true;
    throw fault;
  };
  const workers = Array.from({ length: AT_ONCE }, () => worker().catch(stop));
  await Promise.allSettled(workers);
  await Promise.all(workers);
};

/** Whole lines only: the last one counts once its end is there. */
const readLines = async (file: string): Promise<Line[]> => {
  const text = await readFile(file, 'utf8').catch(orNothing(''));
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => ({
      who: line.slice(0, line.indexOf('\t')),
      line: line.slice(line.indexOf('\t') + 1),
    }));
};

const appendLine = (file: string, line: Line): Promise<void> => written(file, 'a', [line]);

/** All or nothing: the old file stays until the new one is on the disk; no lines, no file. */
const writeWhole = async (file: string, lines: readonly Line[]): Promise<void> => {
  if (lines.length === 0) {
    await unlink(file).catch(orNothing(undefined));
    return;
  }
  await written(`${file}.next`, 'w', lines);
  await rename(`${file}.next`, file);
};

const written = async (file: string, flags: 'a' | 'w', lines: readonly Line[]): Promise<void> => {
  const handle = await openFile(file, flags, 0o600);
  try {
    await handle.writeFile(lines.map(({ who, line }) => `${who}\t${line}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** A file that is not there is nothing; any other fault is one. */
const orNothing =
  <T>(nothing: T) =>
  (error: unknown): T => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return nothing;
    throw error;
  };
