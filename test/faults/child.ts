import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** What a process leaves when it is gone. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** A real process of ours; killed with its test. */
export interface Child {
  /** the port of the bot, or of the site alone; rejects when the process ends before it listens */
  readonly ready: Promise<number>;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly pid: number | undefined;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts an entry point as an operator would, with nothing but this environment. */
export function startChild(
  entry: 'main.ts' | 'bin/bot.ts' | 'bin/web.ts',
  env: Readonly<Record<string, string>>,
): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NODE_ENV: 'test', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return { code, signal, output, errors };
  });
  const ready = new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const started = /"(?:bot|web)":(\d+)/.exec(output);
      if (started !== null) resolve(Number(started[1]));
    });
    void ended.then(({ code, signal }) =>
      reject(new Error(`ended with ${code ?? signal ?? ''}: ${errors}`)),
    );
  });
  ready.catch(() => undefined);
  return { ready, ended, kill: (signal) => child.kill(signal), pid: child.pid };
}

/** A process of a script beside this file that is told by lines what to do, and answers by lines. */
function startTold(script: string, words: readonly string[]) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join('test/faults', script), ...words],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  running.add(child);
  const ended = once(child, 'close').then(() => running.delete(child));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  return {
    ready: next(),
    tell: (line: string): Promise<string> => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    stop: async (): Promise<void> => {
      child.stdin.end();
      await ended;
    },
  };
}

/** A process that presses 抽取 when told to. */
export function startPress(url: string, account: string, task: string) {
  const { ready, tell } = startTold('press.ts', [url, account, task]);
  return {
    ready,
    press: async (): Promise<{ readonly kind: string; readonly reason?: unknown }> =>
      JSON.parse(await tell('press')) as { kind: string; reason?: unknown },
  };
}

/** A process whose ten workers call the platform at once when told to. */
export function startWorkers(words: readonly string[]) {
  const { ready, tell, stop } = startTold('token-workers.ts', words);
  return { ready, go: () => tell('go'), stop };
}

/** A process that ticks a duty when told that it is due. */
export function startScheduler(url: string) {
  const { ready, tell, stop } = startTold('scheduler.ts', [url]);
  return { ready, tick: tell, stop };
}
