import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { startPlatform } from '../../bot/channels/platform/index.ts';
import { openDatabase } from '../../domain/index.ts';
import { startChild } from '../faults/child.ts';
import { inParallel, Load } from '../faults/load.ts';
import { ACCOUNT, bureauFolder } from '../protocol/house.ts';
import startServer from '../support/mariadb.ts';

/**
 * `npx tsx test/bench/callback.ts`: messages per second through the callback of a real process,
 * against bare transactions of the same writes on the same database in the same run.
 */

const MESSAGES = 1500;
const PEOPLE = 150;
/** what one message writes: inbox, conversation, window, conversation, reply */
const WRITES = 5;
const WIDTHS = [1, 8, 32];

interface Bare {
  readonly transaction: (index: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function bareSqlite(url: string): Promise<Bare> {
  const database = await openDatabase({ url, tables: [] });
  await database.query('CREATE TABLE bare (id integer PRIMARY KEY, a text)');
  let last: Promise<void> = Promise.resolve();
  const one = async (index: number): Promise<void> => {
    await database.query('BEGIN');
    await database.query('INSERT INTO bare VALUES (?, ?)', [index, 'x'.repeat(500)]);
    for (let write = 1; write < WRITES; write += 1)
      await database.query('UPDATE bare SET a = ? WHERE id = ?', [`${write}`.repeat(500), index]);
    await database.query('COMMIT');
  };
  return {
    transaction: (index) => (last = last.then(() => one(index))),
    close: () => database.destroy(),
  };
}

async function bareServer(url: string): Promise<Bare> {
  const pool = mysql.createPool({ uri: url, connectionLimit: 12 });
  await pool.query('CREATE TABLE bare (id int PRIMARY KEY, a mediumtext)');
  return {
    transaction: async (index) => {
      const connection = await pool.getConnection();
      await connection.beginTransaction();
      await connection.query('INSERT INTO bare VALUES (?, ?)', [index, 'x'.repeat(500)]);
      for (let write = 1; write < WRITES; write += 1)
        await connection.query('UPDATE bare SET a = ? WHERE id = ?', [
          `${write}`.repeat(500),
          index,
        ]);
      await connection.commit();
      connection.release();
    },
    close: () => pool.end(),
  };
}

async function rate(count: number, run: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await run();
  return Math.round((count * 1000) / (performance.now() - began));
}

async function measure(
  name: string,
  entry: 'main.ts' | 'bin/bot.ts',
  database: string,
  bare: Bare,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-bench-'));
  const platform = await startPlatform({ now: () => new Date() });
  const account = platform.account({ ...ACCOUNT, mode: 'plain' });
  const child = startChild(entry, {
    DATABASE_URL: database,
    DATA_DIR: folder,
    BUREAUS_DIR: bureauFolder(folder, platform.apiBase),
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    BOT_PORT: '0',
    WEB_PORT: '0',
    LOG_LEVEL: 'info',
  });
  const url = `http://127.0.0.1:${await child.ready}/wechat/gaoping`;
  let done = 0;
  for (const width of WIDTHS) {
    const load = new Load(account);
    const messages = Array.from({ length: MESSAGES }, (_none, index) =>
      load.text(`o-${index % PEOPLE}`, '菜单'),
    );
    const through = await rate(MESSAGES, () =>
      inParallel(messages, width, async (message) => {
        await load.deliver(message, url);
      }),
    );
    const indices = messages.map((_message, index) => done + index);
    done += MESSAGES;
    const plain = await rate(MESSAGES, () => inParallel(indices, width, bare.transaction));
    const [p50, p95, p99] = [50, 95, 99].map((p) => load.percentile(p));
    const unanswered = load.sent.filter(({ replies }) => replies.length !== 1).length;
    process.stdout.write(
      `${name.padEnd(8)} ${String(width).padStart(2)} at once: ${through} messages/s, bare ${plain} transactions/s (${(plain / through).toFixed(1)}×), ` +
        `p50 ${p50} p95 ${p95} p99 ${p99} ms, unanswered ${unanswered}\n`,
    );
  }
  child.kill('SIGTERM');
  await child.ended;
  await bare.close();
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
}

const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-bench-'));
await measure(
  'sqlite',
  'main.ts',
  `sqlite:${folder}/jiandu.db`,
  await bareSqlite(`sqlite:${folder}/bare.db`),
);
let server = '';
const stop = await startServer({
  provide: (_name: string, url: string) => (server = url),
} as never);
const admin = await mysql.createConnection(server);
await admin.query('CREATE DATABASE jiandu');
await admin.query('CREATE DATABASE bare');
await admin.end();
await measure('mariadb', 'bin/bot.ts', `${server}/jiandu`, await bareServer(`${server}/bare`));
await stop?.();
rmSync(folder, { recursive: true, force: true });
