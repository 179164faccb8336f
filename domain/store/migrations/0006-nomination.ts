import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  createTable,
  day,
  id,
  json,
  key,
  long,
  str,
  time,
  type AnyTable,
} from '../columns.ts';

const ENTRY_TERMS: AnyTable = {
  name: 'entry_terms',
  columns: {
    id: key(id()),
    digest: str(64),
    roster: str(20),
    measure: str(100),
    status: str(10),
    entry: json(),
    notedAt: time(),
  },
  indices: [{ name: 'entry_terms_digest', columns: ['bureau', 'digest'], unique: true }],
};

/** Applications of both rosters, form 2 with its lines, selection, and what is forgotten of the refused. */
export class Nomination1790000000006 implements MigrationInterface {
  readonly name = 'Nomination1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, ENTRY_TERMS);
    await addColumns(runner, 'application', {
      roster: str(20),
      route: str(20),
      campaign: id(),
      terms: str(64),
      referenceDay: day(),
      pieces: json(),
      exceptions: json(),
      publication: str(40),
      lines: long(),
      returned: long(),
      choice: long(),
      chosenBy: id(),
      chosenAt: time(),
      endedAt: time(),
      forgottenAt: time(),
      entries: json(),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ENTRY_TERMS.name);
  }
}
