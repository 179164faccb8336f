import type { DataSource, QueryRunner } from 'typeorm';

/** What the database behind the address does not keep, in the words of an operator. */
interface Broken {
  readonly chinese: string;
  readonly english: string;
}

/** Everything here rests on locks and transactions: without them nothing may start (F26). */
export class LocksIgnored extends Error {
  constructor({ chinese, english }: Broken) {
    super(
      `这个数据库不能用，没有启动：${chinese}。请换用 MySQL 8.4 或 MariaDB 单主库（InnoDB） / ` +
        `this database cannot be used, not started: ${english}; use a single-primary MySQL 8.4 or MariaDB with InnoDB`,
    );
  }
}

interface Trial {
  readonly table: string;
  readonly one: QueryRunner;
  readonly two: QueryRunner;
}

/** longer than any answer on the way: what is not there by then waits for the lock */
const WAIT_MS = 250;

/**
 * Tries on two connections what the service relies on: rolled back is gone, a row being changed is
 * held, a conditional update succeeds once, a unique index lets one through.
 * @throws LocksIgnored
 */
export const proveLocks = async (database: DataSource, label: string): Promise<void> => {
  if (database.options.type === 'better-sqlite3') return;
  const [one, two] = [database.createQueryRunner(), database.createQueryRunner()];
  const table = `lock_test_${label}`;
  try {
    await one.query(`CREATE TABLE ${table} (id int PRIMARY KEY, n int NOT NULL)`);
    await one.query(`INSERT INTO ${table} VALUES (1, 0)`);
    const trial = { table, one, two };
    for (const { holds, ...broken } of TRIALS)
      if (!(await holds(trial))) throw new LocksIgnored(broken);
    await refuseTables(one);
  } finally {
    if (one.isTransactionActive) await one.rollbackTransaction().catch(() => undefined);
    await one.query(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    await one.release();
    await two.release();
  }
};

const isRolledBack = async ({ table, one }: Trial): Promise<boolean> => {
  await one.startTransaction('READ COMMITTED');
  await one.query(`UPDATE ${table} SET n = n + 1 WHERE id = 1`);
  await one.rollbackTransaction();
  return (await valueOf(one, table)) === 0;
};

const isHeld = async ({ table, one, two }: Trial): Promise<boolean> => {
  const add = `UPDATE ${table} SET n = n + 1 WHERE id = 1`;
  await one.startTransaction('READ COMMITTED');
  await one.query(add);
  const other = two.query(add);
  const waits = await isWaiting(other);
  await one.commitTransaction();
  await other;
  return waits && (await valueOf(one, table)) === 2;
};

const isClaimedOnce = async ({ table, one, two }: Trial): Promise<boolean> => {
  const claim = `UPDATE ${table} SET n = 9 WHERE id = 1 AND n = 2`;
  const taken = await Promise.all([one.query(claim), two.query(claim)]);
  return taken.map(rowsOf).reduce((sum, rows) => sum + rows, 0) === 1;
};

const isUnique = async ({ table, one, two }: Trial): Promise<boolean> => {
  const insert = `INSERT INTO ${table} VALUES (2, 0)`;
  await one.startTransaction('READ COMMITTED');
  await one.query(insert);
  const other = two.query(insert).then(
    () => false,
    () => true,
  );
  const waits = await isWaiting(other);
  await one.commitTransaction();
  return waits && (await other);
};

const TRIALS: readonly (Broken & { readonly holds: (trial: Trial) => Promise<boolean> })[] = [
  {
    holds: isRolledBack,
    chinese: '撤回的修改仍然生效（没有事务）',
    english: 'what was rolled back stays (no transactions)',
  },
  {
    holds: isHeld,
    chinese: '正在修改的行没有锁住',
    english: 'a row that is being changed is not locked',
  },
  {
    holds: isClaimedOnce,
    chinese: '同一项工作被两个连接同时领走',
    english: 'a conditional update succeeds twice',
  },
  {
    holds: isUnique,
    chinese: '唯一索引放过了重复的行',
    english: 'a unique index lets two rows through',
  },
];

/** Tables restored or made under another engine are not better than the engine. */
const refuseTables = async (runner: QueryRunner): Promise<void> => {
  const found = (await runner.query(
    `SELECT t.TABLE_NAME AS name FROM information_schema.TABLES t
       JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
      WHERE t.TABLE_SCHEMA = DATABASE() AND e.TRANSACTIONS <> 'YES' ORDER BY t.TABLE_NAME`,
  )) as readonly { readonly name: string }[];
  if (found.length === 0) return;
  const names = found.map(({ name }) => name).join(', ');
  throw new LocksIgnored({
    chinese: `这些表的引擎不支持事务：${names}`,
    english: `tables of an engine without transactions: ${names}`,
  });
};

const isWaiting = async (answer: Promise<unknown>): Promise<boolean> => {
  const late = Symbol('late');
  const wait = new Promise((resolve) => setTimeout(() => resolve(late), WAIT_MS));
  return (await Promise.race([answer, wait])) === late;
};

const valueOf = async (runner: QueryRunner, table: string): Promise<number> => {
  const rows = (await runner.query(`SELECT n FROM ${table} WHERE id = 1`)) as readonly {
    readonly n: number;
  }[];
  return Number(rows[0]?.n);
};

const rowsOf = (answer: unknown): number =>
  typeof answer === 'object' && answer !== null && 'affectedRows' in answer
    ? Number(answer.affectedRows)
    : 0;
