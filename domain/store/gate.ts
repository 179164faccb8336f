import type { DataSource } from 'typeorm';
import { QueryFailedError } from 'typeorm';
import type { BureauId } from '../kernel/world.ts';
import { limitStatements } from './limits.ts';
import { openTx, type Tx } from './scope.ts';
import type { Vault } from './seal.ts';

/** The one way to the database: everything runs in an explicit transaction of one bureau. */
export interface Gate {
  transaction<T>(bureau: BureauId, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface GateParts {
  readonly database: DataSource;
  readonly vaultOf: (bureau: BureauId) => Vault;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** 0 ≤ n < 1, for the jitter between retries */
  readonly random: () => number;
  /** told around every commit, for the fault tests */
  readonly hook?: (label: 'before-commit' | 'committed') => void;
}

const RETRIES = 3;

export const createGate = (parts: GateParts): Gate => {
  const inTurn = parts.database.options.type === 'better-sqlite3' ? oneAtATime() : straight;
  return {
    transaction: (bureau, work) =>
      retried(parts, () => inTurn(() => oneTransaction(parts, bureau, work))),
    close: () => parts.database.destroy(),
  };
};

const straight = <T>(work: () => Promise<T>): Promise<T> => work();

/** SQLite has one connection: accesses run strictly in turn (toolchain 3.4). */
const oneAtATime = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
};

const oneTransaction = async <T>(
  { database, vaultOf, hook }: GateParts,
  bureau: BureauId,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  const runner = database.createQueryRunner();
  try {
    await limitStatements(runner);
    // Facts are read before an action takes the audit head; a repeatable-read snapshot would be
    // older than that lock, so on a server every statement sees what is committed.
    await runner.startTransaction(
      database.options.type === 'better-sqlite3' ? undefined : 'READ COMMITTED',
    );
    const open = openTx(runner.manager, bureau, vaultOf(bureau));
    const value = await work(open.tx).finally(open.end);
    hook?.('before-commit');
    await runner.commitTransaction();
    hook?.('committed');
    return value;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
};

const retried = async <T>(parts: GateParts, work: () => Promise<T>): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried > RETRIES || !isPassing(error)) throw error;
      await parts.pause(10 * tried + Math.floor(parts.random() * 40));
    }
  }
};

const codeOf = (error: unknown): string => {
  if (!(error instanceof QueryFailedError)) return '';
  const driver: unknown = error.driverError;
  return typeof driver === 'object' && driver !== null && 'code' in driver
    ? String(driver.code)
    : '';
};

/** Deadlock and lock time-out: another try may succeed. */
const isPassing = (error: unknown): boolean =>
  ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY', 'ER_CHECKREAD'].includes(
    codeOf(error),
  );

/** A unique index said no: somebody else was first. */
export const isUniqueViolation = (error: unknown): boolean =>
  ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(
    codeOf(error),
  );

const GONE = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'POOL_EXHAUSTED',
  'ETIMEDOUT',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_DISK_FULL',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_QUERY_INTERRUPTED',
  'ER_RECORD_FILE_FULL',
  'ER_SERVER_SHUTDOWN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'SQLITE_FULL',
  'SQLITE_IOERR',
];

/** The database is gone or cannot write: the same work may succeed later. */
export const isUnreachable = (error: unknown): boolean => {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof cause !== 'object' || cause === null) return false;
  // a connection that broke answers later statements with no code, but with this mark
  if ('fatal' in cause && cause.fatal === true) return true;
  return ('code' in cause && GONE.includes(String(cause.code))) || isPassing(error);
};
