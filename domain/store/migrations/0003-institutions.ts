import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, day, id, json, str, time } from '../columns.ts';

export class Institutions1790000000003 implements MigrationInterface {
  readonly name = 'Institutions1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'institution', { group: str(100) });
    await addColumns(runner, 'tie', {
      decidedBy: id(),
      decidedOn: day(),
      erasedAt: time(),
      entries: json(),
    });
  }

  async down(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }
}
