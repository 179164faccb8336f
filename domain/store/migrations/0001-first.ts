import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from '../columns.ts';
import { FIRST_TABLES } from './first/index.ts';

/** Everything the first release keeps. */
export class First1790000000001 implements MigrationInterface {
  readonly name = 'First1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of FIRST_TABLES) await createTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of FIRST_TABLES) await runner.dropTable(table.name);
  }
}
