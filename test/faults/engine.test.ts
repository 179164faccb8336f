import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { LocksIgnored, openDatabase, TABLES } from '../../domain/index.ts';
import { bureauFolder } from '../protocol/house.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../support/database.ts';
import { ownServer, type OwnServer } from '../support/mariadb.ts';
import { startChild } from './child.ts';

/** What came back where a start was expected to be refused. */
const refusal = async (url: string): Promise<string> => {
  try {
    const database = await openDatabase({ url, tables: TABLES });
    await database.destroy();
    return 'it opened';
  } catch (error) {
    if (!(error instanceof LocksIgnored)) throw error;
    return error.message;
  }
};

const tablesOf = async (url: string): Promise<readonly string[]> => {
  const connection = await mysql.createConnection(url);
  const [rows] = await connection.query('SHOW TABLES');
  await connection.end();
  return (rows as readonly object[]).map((row) => String(Object.values(row)[0]));
};

/**
 * An engine without transactions behind a good server's protocol: on the way there every statement
 * that matches, from the n-th on, becomes one that does nothing, of the same length.
 */
async function startForger(
  target: string,
  statement: string,
  from = 1,
): Promise<{ url: string; server: Server }> {
  const { hostname, port } = new URL(target);
  const nothing = Buffer.from('DO 0'.padEnd(statement.length));
  let seen = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const one of [client, upstream]) {
      sockets.add(one);
      one.on('error', () => undefined);
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    upstream.pipe(client);
    client.on('data', (bytes: Buffer) => {
      for (let at = bytes.indexOf(statement); at >= 0; at = bytes.indexOf(statement, at + 1)) {
        seen += 1;
        if (seen >= from) nothing.copy(bytes, at);
      }
      upstream.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return { url: url.href, server };
}

describe.skipIf(!hasServer)('F26 an engine that does not keep what everything rests on', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('takes statements, but no transactions: refused before a table is made', async () => {
    const forger = await startForger(database.url, 'START TRANSACTION');
    const said = await refusal(forger.url);
    expect(said).toContain('撤回的修改仍然生效');
    expect(said).toContain('no transactions');
    expect(await tablesOf(database.url)).toEqual([]);
    forger.server.close();
  });

  it.each([
    [2, '正在修改的行没有锁住', 'a row that is being changed is not locked'],
    [3, '唯一索引放过了重复的行', 'a unique index lets two rows through'],
  ])('loses the lock in trial %i: refused', async (from, chinese, english) => {
    const forger = await startForger(database.url, 'START TRANSACTION', from);
    const said = await refusal(forger.url);
    expect(said).toContain(chinese);
    expect(said).toContain(english);
    forger.server.close();
  });

  it('holds one table of another kind, perhaps from a restored copy: named', async () => {
    const opened = await openDatabase({ url: database.url, tables: TABLES });
    await opened.query('ALTER TABLE inbox ENGINE = MyISAM');
    await opened.destroy();
    const said = await refusal(database.url);
    expect(said).toContain('这些表的引擎不支持事务：inbox');
    expect(said).toContain('tables of an engine without transactions: inbox');
  });

  it('an honest one passes, and keeps nothing of the trial', async () => {
    expect(await refusal(database.url)).toBe('it opened');
    expect((await tablesOf(database.url)).filter((name) => name.startsWith('lock_test'))).toEqual(
      [],
    );
  });
});

describe.skipIf(!hasServer)('F26 a server whose own engine is MyISAM', () => {
  let server: OwnServer;
  let folder: string;
  beforeAll(async () => {
    const own = await ownServer(['--default-storage-engine=MyISAM']);
    if (own === null) throw new Error('no server');
    server = own;
    folder = mkdtempSync(path.join(tmpdir(), 'jiandu-engine-'));
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the service does not start, and says so in Chinese and English', async () => {
    const admin = await mysql.createConnection(server.url);
    await admin.query('CREATE DATABASE jiandu CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
    await admin.end();
    for (const entry of ['bin/bot.ts', 'bin/web.ts', 'main.ts'] as const) {
      const { code, errors } = await startChild(entry, {
        DATABASE_URL: `${server.url}/jiandu`,
        DATA_DIR: path.join(folder, 'data'),
        BUREAUS_DIR: bureauFolder(folder, 'http://127.0.0.1:9'),
        SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
        BOT_PORT: '0',
        WEB_PORT: '0',
      }).ended;
      expect(code).toBe(2);
      expect(errors).toContain('这个数据库不能用，没有启动');
      expect(errors).toContain('this database cannot be used, not started');
    }
    expect(await tablesOf(`${server.url}/jiandu`)).toEqual([]);
  }, 60_000);
});
