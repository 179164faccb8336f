import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, id, key, long, maybe, str, time, type AnyTable } from '../columns.ts';

const CHOICE: AnyTable = {
  name: 'draw_choice',
  columns: {
    id: key(id()),
    task: id(),
    draw: maybe(id()),
    kind: str(16),
    category: maybe(str(40)),
    person: maybe(id()),
    status: str(10),
    sealed: long(),
    note: maybe(long()),
    proposedBy: id(),
    proposedAt: time(),
    decidedBy: maybe(id()),
    decidedAt: maybe(time()),
  },
  indices: [
    { name: 'draw_choice_task', columns: ['bureau', 'task', 'status'] },
    { name: 'draw_choice_draw', columns: ['bureau', 'draw', 'kind'] },
  ],
};

/** What is proposed and approved where a drawn order ends. */
export class Choices1790000000005 implements MigrationInterface {
  readonly name = 'Choices1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, CHOICE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(CHOICE.name);
  }
}
