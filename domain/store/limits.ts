import type { DataSource, QueryRunner } from 'typeorm';

/** The longest a statement may take: a connection whose packets vanish is dropped then (F21). */
const STATEMENT_MS = 5000;
/** The longest to wait for a free connection: the rest of the platform's patience is for the spool (F27). */
const CONNECTION_MS = 3000;
/** shorter than that, so that a lock that does not come is the server's own word (1205) */
export const LOCK_SECONDS = 4;

class StatementTimeout extends Error {
  readonly code = 'PROTOCOL_SEQUENCE_TIMEOUT';
}

class PoolExhausted extends Error {
  readonly code = 'POOL_EXHAUSTED';
}

interface Connection {
  query(sql: string): unknown;
  destroy(): void;
  release(): void;
}

/**
 * Gives every statement of a server's runner its time; one that takes longer throws, and its
 * connection is dropped instead of going back to the pool. On SQLite there is nothing to wait for.
 */
export const limitStatements = async (runner: QueryRunner): Promise<void> => {
  if (runner.dataSource.options.type === 'better-sqlite3') return;
  const connection = await connected(runner);
  const query = runner.query.bind(runner) as (...statement: readonly unknown[]) => Promise<unknown>;
  Object.assign(runner, {
    query: (...statement: readonly unknown[]) => inTime(query(...statement), connection),
  });
};

/** A connection that comes too late goes straight back. */
const connected = (runner: QueryRunner): Promise<Connection> =>
  new Promise((resolve, reject) => {
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      reject(new PoolExhausted('no connection became free'));
    }, CONNECTION_MS);
    runner
      .connect()
      .then((connection: Connection) => {
        if (isLate) connection.release();
        else resolve(connection);
      }, reject)
      .finally(() => clearTimeout(late));
  });

const inTime = <T>(answer: Promise<T>, connection: Connection): Promise<T> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      connection.destroy();
      reject(new StatementTimeout('a statement took too long'));
    }, STATEMENT_MS);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(late);
    });
  });

interface Pool {
  on(event: 'connection', listener: (connection: Connection) => void): void;
}

export const waitForLocks = (seconds: number): string =>
  `SET SESSION innodb_lock_wait_timeout = ${seconds}`;

/** Lets every connection of a server wait for locks only so long: those to come, and the one that is open. */
export const limitLockWaits = async (database: DataSource): Promise<void> => {
  if (database.options.type === 'better-sqlite3') return;
  const statement = waitForLocks(LOCK_SECONDS);
  const { pool } = database.driver as unknown as { readonly pool: Pool };
  pool.on('connection', (connection) => connection.query(statement));
  await database.query(statement);
};
