import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, day, id, key, long, maybe, str, time, type AnyTable } from '../columns.ts';

const LETTER: AnyTable = {
  name: 'letter',
  columns: {
    id: key(id()),
    print: str(64),
    printedFrom: day(),
    printedTo: day(),
    confirmedAt: time(),
    printedAt: maybe(time()),
    handedOn: maybe(day()),
  },
  indices: [{ name: 'letter_print', columns: ['bureau', 'print'], unique: true }],
};

const BAR: AnyTable = {
  name: 'bar',
  columns: {
    id: key(id()),
    roster: str(20),
    print: str(64),
    term: id(),
    ground: long(),
    barredAt: time(),
  },
  indices: [
    { name: 'bar_print', columns: ['bureau', 'print'] },
    { name: 'bar_term', columns: ['bureau', 'term'] },
  ],
};

/** Letters of appointment and their way to the member; who may not come into the pool again. */
export class Membership1790000000009 implements MigrationInterface {
  readonly name = 'Membership1790000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [LETTER, BAR]) await createTable(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [LETTER, BAR]) await runner.dropTable(table.name);
  }
}
