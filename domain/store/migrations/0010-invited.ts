import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, json } from '../columns.ts';

/** The invitation that an application came by, with what it is spared; older ones came by none. */
export class Invited1790000000010 implements MigrationInterface {
  readonly name = 'Invited1790000000010';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'application', { invited: json() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('application', 'invited');
  }
}
