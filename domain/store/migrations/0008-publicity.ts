import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  day,
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

const PUBLICITY: AnyTable = {
  name: 'publicity',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    firstDay: day(),
    lastDay: day(),
    days: json(),
    unpublished: json(),
    applications: json(),
    placements: json(),
    state: str(12),
    reason: maybe(long()),
    version: int(),
    createdAt: time(),
  },
  indices: [{ name: 'publicity_state', columns: ['bureau', 'state', 'lastDay'] }],
};

const OBJECTION: AnyTable = {
  name: 'objection',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    publicity: id(),
    application: maybe(id()),
    chat: maybe(str(64)),
    sealed: long(),
    source: str(10),
    scans: json(),
    raisedAt: time(),
    touchBy: time(),
    state: str(10),
    reason: maybe(long()),
    decidedBy: maybe(id()),
    decidedAt: maybe(time()),
    version: int(),
  },
  indices: [
    { name: 'objection_publicity', columns: ['bureau', 'publicity', 'state'] },
    { name: 'objection_state', columns: ['bureau', 'state', 'touchBy'] },
    { name: 'objection_chat', columns: ['bureau', 'chat'] },
  ],
};

const ROSTER_PUBLICATION: AnyTable = {
  name: 'roster_publication',
  columns: {
    id: key(id()),
    number: str(30),
    roster: str(20),
    fields: json(),
    persons: json(),
    placements: json(),
    publishedAt: time(),
    removed: json(),
    takenDownAt: maybe(time()),
    version: int(),
  },
  indices: [{ name: 'roster_publication_standing', columns: ['bureau', 'takenDownAt'] }],
};

/** Publicity periods, objections, published rosters (ZJ-8.2b, GP-6.4b). */
export class Publicity1790000000008 implements MigrationInterface {
  readonly name = 'Publicity1790000000008';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, PUBLICITY);
    await createTable(runner, OBJECTION);
    await createTable(runner, ROSTER_PUBLICATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(ROSTER_PUBLICATION.name);
    await runner.dropTable(OBJECTION.name);
    await runner.dropTable(PUBLICITY.name);
  }
}
