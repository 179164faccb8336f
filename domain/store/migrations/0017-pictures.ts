import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, json } from '../columns.ts';

/** Which attachments were sent with a message of 人工 (C-11); older rows have none. */
export class Pictures1790000000017 implements MigrationInterface {
  readonly name = 'Pictures1790000000017';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'enquiry_message', { pieces: json() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('enquiry_message', 'pieces');
  }
}
