import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, long } from '../columns.ts';

/** Under which number a colleague is called when an alert is not heard (GP-12b); older rows have none. */
export class AccountPhone1790000000016 implements MigrationInterface {
  readonly name = 'AccountPhone1790000000016';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'account', { phone: long() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('account', 'phone');
  }
}
