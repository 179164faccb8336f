import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entityOf, type Dialect, type AnyTable } from './columns.ts';
import { limitLockWaits, LOCK_SECONDS, waitForLocks } from './limits.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { proveLocks } from './self-test.ts';

/** The database cannot be reached or used; the address is named without its password. */
export class DatabaseUnreachable extends Error {
  constructor(url: string, cause: unknown) {
    const address = addressOf(url);
    const why = codeOf(cause) ?? 'unknown reason';
    super(`database not reachable at ${address}: ${why} (数据库连不上: ${address}，原因 ${why})`, {
      cause,
    });
  }
}

/** The address without user, password and options: fit for a log. */
const addressOf = (url: string): string => {
  if (url.startsWith('sqlite:')) return url;
  if (!URL.canParse(url)) return `${url.split(':')[0] ?? ''}://(not a valid address)`;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
};

/** The driver's code; its words may quote the user name. */
const codeOf = (cause: unknown): string | null =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : null;

export interface DatabaseParts {
  readonly url: string;
  readonly tables: readonly AnyTable[];
}

/**
 * Opens and migrates the database behind `url` (`sqlite:path`, `mysql://…`, `mariadb://…`).
 * SQLite gets WAL and synchronous=FULL; the server's own word decides mysql or mariadb.
 * @throws DatabaseUnreachable naming the address that was tried
 * @throws LocksIgnored when the engine behind it is none to rely on (F26)
 */
export const openDatabase = async (parts: DatabaseParts): Promise<DataSource> => {
  try {
    const database = new DataSource(await databaseOptions(parts));
    await database.initialize();
    await limitLockWaits(database);
    await proveLocks(database, randomBytes(6).toString('hex'));
    await migrate(database);
    return database;
  } catch (error) {
    if (error instanceof DatabaseUnreachable || codeOf(error) === null) throw error;
    throw new DatabaseUnreachable(parts.url, error);
  }
};

const MIGRATION_SECONDS = 900;

const migrate = async (database: DataSource): Promise<void> => {
  if (database.options.type === 'better-sqlite3') {
    await database.query('PRAGMA synchronous = FULL');
    await database.runMigrations({ transaction: 'each' });
    return;
  }
  const runner = database.createQueryRunner();
  try {
    // another process may be migrating just now, and that takes as long as it takes
    await runner.query(waitForLocks(MIGRATION_SECONDS));
    await runner.query(
      'CREATE TABLE IF NOT EXISTS migration_lock (id int PRIMARY KEY, touched int NOT NULL)',
    );
    await runner.query('INSERT IGNORE INTO migration_lock (id, touched) VALUES (1, 0)');
    await runner.startTransaction();
    await runner.query('UPDATE migration_lock SET touched = touched + 1 WHERE id = 1');
    await database.runMigrations({ transaction: 'each' });
    await runner.commitTransaction();
  } finally {
    await runner.query(waitForLocks(LOCK_SECONDS)).catch(() => undefined);
    await runner.release();
  }
};

/** What TypeORM is given for a database address. */
export const databaseOptions = async (parts: DatabaseParts): Promise<DataSourceOptions> => {
  if (parts.url.startsWith('sqlite:')) return sqliteOptions(parts);
  return mysqlOptions(parts);
};

const shared = (tables: readonly AnyTable[], dialect: Dialect) => ({
  entities: tables.map((table) => entityOf(table, dialect)),
  migrations: [...MIGRATIONS],
  migrationsTableName: 'migrations',
  synchronize: false,
  logging: false,
});

const sqliteOptions = ({ url, tables }: DatabaseParts): DataSourceOptions => {
  const file = url.slice('sqlite:'.length);
  if (file !== ':memory:') keepPrivate(path.resolve(file));
  return {
    type: 'better-sqlite3',
    database: file,
    enableWAL: true,
    ...shared(tables, 'better-sqlite3'),
  };
};

/**
 * Only the account that runs the service reads the file: it is there with its mode before SQLite
 * opens it, and what SQLite lays beside it (-wal, -shm) takes the same mode.
 */
const keepPrivate = (file: string): void => {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  if (statSync(file).uid !== process.getuid?.()) return;
  for (const one of [file, `${file}-wal`, `${file}-shm`])
    if (existsSync(one)) chmodSync(one, 0o600);
};

const mysqlOptions = async ({ url, tables }: DatabaseParts): Promise<DataSourceOptions> => {
  const dialect = await serverDialect(url);
  return {
    type: dialect,
    url: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize: 12,
    extra: { connectTimeout: 5000, enableKeepAlive: true },
    ...shared(tables, dialect),
  };
};

const serverDialect = async (url: string): Promise<'mariadb' | 'mysql'> => {
  try {
    const connection = await createConnection({
      uri: url.replace(/^mariadb:/, 'mysql:'),
      connectTimeout: 5000,
    });
    const [rows] = await connection.query('SELECT VERSION() AS version');
    await takeChinese(connection);
    await connection.end();
    return JSON.stringify(rows).toLowerCase().includes('mariadb') ? 'mariadb' : 'mysql';
  } catch (error) {
    throw new DatabaseUnreachable(url, error);
  }
};

/** A server's own default may be latin1, which holds no Chinese: tables that will be made get ours. */
const takeChinese = async (connection: Connection): Promise<void> => {
  const [rows] = await connection.query("SHOW VARIABLES LIKE 'collation_database'");
  if (JSON.stringify(rows).includes('"utf8mb4_bin"')) return;
  await connection.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
};
