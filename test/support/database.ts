import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { inject } from 'vitest';

export interface FreshDatabase {
  /** what DATABASE_URL would say */
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** For `describe.skipIf(!hasServer)`: false only on a machine without MariaDB, and never with CI set. */
export const hasServer = inject('mariadb') !== null;

/** A new, empty database on the MariaDB or MySQL server of this test run. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('mariadb');
  if (server === null) throw new Error('No MariaDB or MySQL server for the tests.');
  const name = `jiandu_test_${randomBytes(8).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name}`) };
}

async function execute(server: string, statement: string): Promise<void> {
  const connection = await mysql.createConnection(server.replace(/^mariadb:/, 'mysql:'));
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
