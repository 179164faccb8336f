import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import type { DataSource } from 'typeorm';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase, TABLES } from '../domain/index.ts';
import { MIGRATIONS } from '../domain/store/migrations/index.ts';
import { freshDatabase, hasServer } from './support/database.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function sqlite(): Promise<DataSource> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-drift-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  return opened(`sqlite:${path.join(folder, 'a.db')}`);
}

async function opened(url: string): Promise<DataSource> {
  const database = await openDatabase({ url, tables: TABLES });
  closing.push(() => database.destroy());
  return database;
}

/** What TypeORM would still have to change: nothing. */
async function drift(database: DataSource): Promise<readonly string[]> {
  const { upQueries } = await database.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

describe('the migrations make what the entities say', () => {
  it('on SQLite, and opening again changes nothing', async () => {
    const database = await sqlite();
    expect(await drift(database)).toEqual([]);
    expect(await database.showMigrations()).toBe(false);
  });

  it.skipIf(!hasServer)('on MariaDB, also when two processes start at once', async () => {
    const { url, drop } = await freshDatabase();
    closing.push(drop);
    const [one] = await Promise.all([opened(url), opened(url)]);
    expect(await drift(one)).toEqual([]);
    expect(await one.query('SELECT COUNT(*) AS n FROM migrations')).toMatchObject([
      { n: String(MIGRATIONS.length) },
    ]);
  });
});

it.skipIf(!hasServer)(
  'a database made without a thought of Chinese takes it all the same',
  async () => {
    const { url, drop } = await freshDatabase();
    closing.push(drop);
    const first = await mysql.createConnection(url.replace(/^mariadb:/, 'mysql:'));
    await first.query('ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_swedish_ci');
    await first.end();
    const database = await opened(url);
    await database.query(
      "INSERT INTO installation (bureau, id, value) VALUES ('a', 'b', '监督通😀')",
    );
    expect(await database.query('SELECT value FROM installation')).toEqual([{ value: '监督通😀' }]);
    expect(await database.query("SELECT value FROM installation WHERE id = 'B'")).toEqual([]);
  },
);

describe('what a commit needs to survive a power cut', () => {
  it('SQLite writes ahead and syncs every commit', async () => {
    const database = await sqlite();
    expect(await database.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await database.query('PRAGMA synchronous')).toEqual([{ synchronous: 2 }]);
  });

  it.skipIf(!hasServer)(
    'a lock that does not come is given up after four seconds, on every connection',
    async () => {
      const { url, drop } = await freshDatabase();
      closing.push(drop);
      const database = await opened(url);
      const read = () =>
        database.query('SELECT @@innodb_lock_wait_timeout AS seconds, SLEEP(0.05) AS slept');
      for (const [row] of (await Promise.all(Array.from({ length: 6 }, read))) as {
        seconds: unknown;
      }[][])
        expect(Number(row?.seconds)).toBe(4);
    },
  );
});
