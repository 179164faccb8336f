import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, id, int, json, key, long, maybe, str, time } from '../columns.ts';

const CARD = {
  name: 'card',
  columns: {
    id: key(str(64)),
    conversation: str(64),
    offer: id(),
    question: str(64),
    code: maybe(long()),
    codeAt: maybe(time()),
    words: maybe(str(40)),
    owedAt: maybe(time()),
    createdAt: time(),
  },
  indices: [
    { name: 'card_question', columns: ['bureau', 'question'] },
    { name: 'card_owed', columns: ['bureau', 'owedAt'] },
  ],
};

const SEND_PLACE = {
  name: 'send_place',
  columns: { id: key(str(64)), times: json(), changes: int() },
};

/** Cards of WeCom, and the places of its limiter. */
export class Cards1790000000012 implements MigrationInterface {
  readonly name = 'Cards1790000000012';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, CARD);
    await createTable(runner, SEND_PLACE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('send_place');
    await runner.dropTable('card');
  }
}
