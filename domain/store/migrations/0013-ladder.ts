import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import {
  addColumns,
  createTable,
  id,
  int,
  key,
  maybe,
  str,
  time,
  type AnyTable,
} from '../columns.ts';

const TRY: AnyTable = {
  name: 'notice_try',
  columns: {
    id: key(id()),
    notice: id(),
    n: int(),
    way: str(20),
    channel: str(20),
    chat: maybe(str(64)),
    at: time(),
    kind: str(12),
    outcome: str(120),
    errcode: maybe(int()),
    rid: maybe(str(80)),
  },
  indices: [
    { name: 'notice_try_n', columns: ['bureau', 'notice', 'n'], unique: true },
    { name: 'notice_try_chat', columns: ['bureau', 'chat', 'at'] },
  ],
};

const due = (...columns: string[]): TableIndex =>
  new TableIndex({ name: 'notice_due', columnNames: ['bureau', ...columns] });

/** The ladder of ways by which a notice reaches somebody: its history, and a queue for each account. */
export class Ladder1790000000013 implements MigrationInterface {
  readonly name = 'Ladder1790000000013';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, TRY);
    await addColumns(runner, 'notice', {
      channel: str(20),
      chat: str(64),
      lane: str(20),
      origin: id(),
    });
    await addColumns(runner, 'send_report', { chat: str(64), at: time() });
    await runner.dropIndex('notice', 'notice_due');
    await runner.createIndex('notice', due('state', 'lane', 'notBefore'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('notice', 'notice_due');
    await runner.createIndex('notice', due('state', 'notBefore'));
    for (const column of ['channel', 'chat', 'lane', 'origin'])
      await runner.dropColumn('notice', column);
    for (const column of ['chat', 'at']) await runner.dropColumn('send_report', column);
    await runner.dropTable('notice_try');
  }
}
