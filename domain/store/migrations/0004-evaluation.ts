import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Evaluation1790000000004 implements MigrationInterface {
  readonly name = 'Evaluation1790000000004';

  async up(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }
}
