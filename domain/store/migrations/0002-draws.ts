import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Draws1790000000002 implements MigrationInterface {
  readonly name = 'Draws1790000000002';

  async up(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }

  async down(_runner: QueryRunner): Promise<void> {
    await Promise.resolve();
  }
}
