import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mysql from 'mysql2/promise';
import type { TestProject } from 'vitest/node';
import { findDatabaseServer, findProgram } from '../../scripts/system.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a server on which tests may make databases; null where there is none */
    mariadb: string | null;
  }
}

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 15_000;

/** vitest's globalSetup: one private server for the whole run, unless TEST_DATABASE_URL names one. */
export default async function setup(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_DATABASE_URL ?? '';
  if (given !== '') {
    project.provide('mariadb', given);
    return undefined;
  }
  const program = findDatabaseServer();
  if (program === undefined) {
    const message =
      'No MariaDB or MySQL server: install mariadb-server-core or set TEST_DATABASE_URL.';
    if ((process.env.CI ?? '') !== '') throw new Error(message);
    process.stderr.write(`${message} Tests that need one are skipped.\n`);
    project.provide('mariadb', null);
    return undefined;
  }
  const server = await start(program);
  project.provide('mariadb', server.url);
  return server.stop;
}

interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A server that a fault test may halt (SIGTERM), crash (SIGKILL), freeze and start again on its data. */
export interface OwnServer extends Server {
  readonly signal: (signal: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => Promise<void>;
  readonly again: () => Promise<void>;
}

/** A server of the test's own, with further options; null on a machine without one. */
export async function ownServer(more: readonly string[] = []): Promise<OwnServer | null> {
  const program = findDatabaseServer();
  return program === undefined ? null : start(program, more);
}

async function start(program: string, more: readonly string[] = []): Promise<OwnServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-mariadb-'));
  const log = path.join(folder, 'log');
  const port = await freePort();
  prepare(program, folder);
  const url = `mysql://root@127.0.0.1:${port}`;
  const launch = () => {
    const out = openSync(log, 'a');
    const child = spawn(program, [...serverOptions(folder, port), ...more], {
      stdio: ['ignore', out, out],
      env: ownTemporary(folder),
    });
    return { child, watchdog: watch(child, folder) };
  };
  let { child, watchdog } = launch();
  const stop = async (): Promise<void> => {
    await stopServer(child);
    rmSync(folder, { recursive: true, force: true });
    watchdog.kill('SIGKILL');
  };
  const ready = async (): Promise<void> => {
    try {
      await untilReady(url, child);
    } catch (error) {
      const words = readFileSync(log, 'utf8').slice(-2000);
      await stop();
      throw new Error(`${program} did not start:\n${words}`, { cause: error });
    }
  };
  await ready();
  return {
    url,
    stop,
    signal: async (signal) => {
      const ends = signal === 'SIGTERM' || signal === 'SIGKILL';
      // its watchdog would take the data away with it
      if (ends) watchdog.kill('SIGKILL');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      if (ends) await ended;
    },
    again: async () => {
      ({ child, watchdog } = launch());
      await ready();
    },
  };
}

/** Writes the system tables of a new, empty server whose root has no password. */
function prepare(program: string, folder: string): void {
  mkdirSync(path.join(folder, 'tmp'));
  const env = ownTemporary(folder);
  const common = [`--datadir=${folder}/data`, ...asRoot()];
  // without it root may come by the socket only
  writeFileSync(
    path.join(folder, 'init.sql'),
    "CREATE USER IF NOT EXISTS root@'127.0.0.1';\nGRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;\n",
  );
  const installer = findProgram(['mariadb-install-db', 'mysql_install_db']);
  const options = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  const { status, stdout, stderr } =
    installer === undefined
      ? spawnSync(program, ['--no-defaults', '--initialize-insecure', ...common], { env })
      : spawnSync(
          installer,
          ['--no-defaults', ...common, ...options, '--skip-name-resolve', '--force'],
          { env },
        );
  if (status === 0) return;
  rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `The database server could not be prepared:\n${stdout.toString()}${stderr.toString()}`,
  );
}

/** Temporary files of its own: two servers that start at once never meet in /tmp, and none is left there. */
function ownTemporary(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: path.join(folder, 'tmp') };
}

function serverOptions(folder: string, port: number): string[] {
  return [
    '--no-defaults',
    `--datadir=${folder}/data`,
    `--socket=${folder}/s`,
    `--pid-file=${folder}/pid`,
    `--init-file=${folder}/init.sql`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    ...asRoot(),
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--default-time-zone=+00:00',
    '--max-connections=300',
    '--innodb-buffer-pool-size=64M',
    // as in production: what was committed survives a kill
    '--innodb-flush-log-at-trx-commit=1',
    '--skip-log-bin',
    '--performance-schema=OFF',
  ];
}

/** The server runs as root only when told so. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/**
 * A second process that waits for our end, however it comes (its standard input closes then), and
 * takes the server and its folder away. It has its own process group: a Ctrl-C does not reach it.
 */
function watch(server: ChildProcess, folder: string): ChildProcess {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; sleep 0.2; rm -rf "$2"';
  const watchdog = spawn('sh', ['-c', script, 'watchdog', String(server.pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      const connection = await mysql.createConnection(url);
      await connection.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const killer = setTimeout(() => server.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(killer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
