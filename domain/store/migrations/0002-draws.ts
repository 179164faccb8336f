import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumns,
  createTable,
  id,
  int,
  json,
  key,
  long,
  maybe,
  str,
  time,
  type AnyTable,
} from '../columns.ts';

const TABLES: readonly AnyTable[] = [
  {
    name: 'draw_attempt',
    columns: {
      id: key(id()),
      task: id(),
      name: str(40),
      attempt: int(),
      rehearsal: int(),
      ordinal: int(),
      status: str(10),
      assurance: str(1),
      commitment: str(64),
      prev: str(64),
      head: str(64),
      listDigest: str(64),
      rulesDigest: str(64),
      rounds: int(),
      round: int(),
      relaxedCap: maybe(json()),
      operator: id(),
      witness: maybe(json()),
      lottery: maybe(json()),
      frozen: long(),
      identities: long(),
      secret: long(),
      revealed: maybe(long()),
      chances: maybe(long()),
      committedAt: time(),
      drawnAt: maybe(time()),
      voidedAt: maybe(time()),
      voidReason: maybe(long()),
      publishedAt: maybe(time()),
    },
    indices: [
      { name: 'draw_attempt_name', columns: ['bureau', 'name'], unique: true },
      { name: 'draw_attempt_task', columns: ['bureau', 'task', 'rehearsal'] },
      { name: 'draw_attempt_ordinal', columns: ['bureau', 'ordinal'] },
    ],
  },
  {
    name: 'draw_party',
    columns: {
      id: key(id()),
      draw: id(),
      party: str(10),
      by: maybe(id()),
      hash: str(64),
      sealed: long(),
      givenAt: time(),
    },
    indices: [{ name: 'draw_party_once', columns: ['bureau', 'draw', 'party'], unique: true }],
  },
  {
    name: 'draw_link',
    columns: {
      id: key(id()),
      draw: id(),
      n: int(),
      kind: str(20),
      sealed: long(),
      at: time(),
      hash: str(64),
    },
    indices: [{ name: 'draw_link_once', columns: ['bureau', 'draw', 'n'], unique: true }],
  },
];

/** The verifiable draw: attempts, parties, the record's links; more about work and invitations. */
export class Draws1790000000002 implements MigrationInterface {
  readonly name = 'Draws1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
    await addColumns(runner, 'draw_task', { extras: json(), version: int() });
    await addColumns(runner, 'draw_invitation', {
      team: int(),
      enteredBy: id(),
      checked: str(10),
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.dropTable(table.name);
    await runner.dropColumns('draw_task', ['extras', 'version']);
    await runner.dropColumns('draw_invitation', ['team', 'enteredBy', 'checked']);
  }
}
