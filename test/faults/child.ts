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
  /** the bot's port; rejects when the process ends before it listens */
  readonly ready: Promise<number>;
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly pid: number | undefined;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `main.ts` or `bin/bot.ts` as an operator would, with nothing but this environment. */
export function startChild(
  entry: 'main.ts' | 'bin/bot.ts',
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
      const started = /"bot":(\d+)/.exec(output);
      if (started !== null) resolve(Number(started[1]));
    });
    void ended.then(({ code, signal }) =>
      reject(new Error(`ended with ${code ?? signal ?? ''}: ${errors}`)),
    );
  });
  ready.catch(() => undefined);
  return { ready, ended, kill: (signal) => child.kill(signal), pid: child.pid };
}

/** A process that presses 抽取 when told to. */
export function startPress(url: string, account: string, task: string) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/faults/press.ts', url, account, task],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  running.add(child);
  child.once('close', () => running.delete(child));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  return {
    ready: next(),
    press: async (): Promise<{ readonly kind: string; readonly reason?: unknown }> => {
      child.stdin.write('press\n');
      return JSON.parse(await next()) as { kind: string; reason?: unknown };
    },
  };
}
