import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumns, int, str, time } from '../columns.ts';

/** Whose turn it is to ask a platform for a token, and how it went (F36). */
export class Tokens1790000000014 implements MigrationInterface {
  readonly name = 'Tokens1790000000014';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'platform_token', {
      askedBy: str(36),
      askedUntil: time(),
      forcedAt: time(),
      failures: int(),
      restUntil: time(),
      trouble: str(40),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['askedBy', 'askedUntil', 'forcedAt', 'failures', 'restUntil', 'trouble'])
      await runner.dropColumn('platform_token', column);
  }
}
