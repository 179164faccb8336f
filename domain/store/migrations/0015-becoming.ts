import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, json } from '../columns.ts';

/** Who was taken off a publicity notice, and what else a call says (GP-5.5, GP-6.1); older rows say nothing. */
export class Becoming1790000000015 implements MigrationInterface {
  readonly name = 'Becoming1790000000015';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'publicity', { takenDown: json() });
    await addColumns(runner, 'campaign', { routes: json(), attachments: json() });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('publicity', 'takenDown');
    await runner.dropColumn('campaign', 'routes');
    await runner.dropColumn('campaign', 'attachments');
  }
}
