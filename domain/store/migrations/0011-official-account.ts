import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { addColumns, createTable, id, int, key, long, maybe, str, time } from '../columns.ts';

/**
 * Of the official account: the notice an offer went out with, the short window of a tap beside the long one of a message, rights taken
 * back, agreement to subscription notices, and the codes that people scan.
 */
export class OfficialAccount1790000000011 implements MigrationInterface {
  readonly name = 'OfficialAccount1790000000011';

  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'conversation', {
      tapUntil: time(),
      tapLeft: int(),
      rightsAt: time(),
    });
    await addColumns(runner, 'offer', { notice: id() });
    await runner.createIndex(
      'offer',
      new TableIndex({ name: 'offer_notice', columnNames: ['bureau', 'notice'] }),
    );
    await createTable(runner, {
      name: 'subscription_consent',
      columns: {
        id: key(str(64)),
        conversation: str(64),
        template: str(80),
        agreed: int(),
        remaining: maybe(int()),
        updatedAt: time(),
      },
      indices: [{ name: 'subscription_consent_of', columns: ['bureau', 'conversation'] }],
    });
    await createTable(runner, {
      name: 'qr_scene',
      columns: {
        id: key(str(64)),
        purpose: str(10),
        subject: id(),
        sealed: long(),
        state: str(10),
        url: maybe(str(400)),
        note: maybe(str(120)),
        attempts: int(),
        nextTry: time(),
        validUntil: maybe(time()),
        createdAt: time(),
      },
      indices: [
        { name: 'qr_scene_subject', columns: ['bureau', 'purpose', 'subject'] },
        { name: 'qr_scene_due', columns: ['bureau', 'state', 'nextTry'] },
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('qr_scene');
    await runner.dropTable('subscription_consent');
    await runner.dropColumn('offer', 'notice');
    for (const column of ['tapUntil', 'tapLeft', 'rightsAt'])
      await runner.dropColumn('conversation', column);
  }
}
