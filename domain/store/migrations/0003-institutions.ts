import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Institutions1790000000003 implements MigrationInterface {
  readonly name = 'Institutions1790000000003';

  async up(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }
}
