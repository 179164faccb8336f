import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tx } from '../../../domain/index.ts';
import {
  claimNotices,
  markCalled,
  markRoute,
  notices,
  putNotice,
  recoverNotices,
  settleNotice,
  settleSend,
  triesOf,
  type NoticeRow,
} from '../../../domain/notices/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../../support/database.ts';

describe.each(['sqlite', 'mariadb'] as const)('notices on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);
  let database: FreshDatabase | null = null;
  let open: OpenApp;
  beforeAll(async () => {
    if (dialect === 'mariadb' && !hasServer) return;
    database = dialect === 'mariadb' ? await freshDatabase() : null;
    open = await openApp(database === null ? {} : { url: database.url });
  });
  afterAll(async () => {
    await open.close();
    await database?.drop();
  });

  const inside = <T>(work: (tx: Tx) => Promise<T>, bureau = GAOPING) =>
    open.app.gate.transaction(bureau, work);
  const at = (minute: number) => new Date(Date.UTC(2026, 9, 12, 2, minute));
  const rowOf = (noticeKey: string) => inside((tx) => tx.table(notices).one({ noticeKey }));
  const put = (key: string) =>
    inside((tx) => {
      const notice = {
        key,
        to: { to: 'role', role: 'clerk' },
        kind: 'desk.draft-waiting',
        params: {},
      } as const;
      return putNotice(tx, { notice, id: randomUUID(), now: at(0), officeMoment: at(0) });
    });
  const claimed = async (key: string): Promise<NoticeRow> => {
    const [row] = await inside((tx) =>
      claimNotices(tx, { token: randomUUID(), now: at(1), leaseMs: 60_000, limit: 1 }),
    );
    if (row?.noticeKey !== key) throw new Error(`claimed ${row?.noticeKey ?? 'nothing'}`);
    return row;
  };
  /** A notice on its way as a template message. */
  const sending = async (
    key: string,
    route: 'service' | 'template' = 'template',
  ): Promise<NoticeRow> => {
    // what goes on to its next way waits; here nobody sends it
    await inside((tx) => tx.table(notices).remove({ state: 'ready' }));
    await put(key);
    const row = await claimed(key);
    const repeatable = route === 'template';
    await inside((tx) => markRoute(tx, row, { route, now: at(1), leaseMs: 60_000, repeatable }));
    return row;
  };
  const sent = (row: NoticeRow, platformId: string) =>
    inside((tx) => settleNotice(tx, row, { state: 'sent', outcome: null, platformId, now: at(2) }));
  const reported = (messageId: string, status = 'success', bureau = GAOPING) =>
    inside(
      (tx) => settleSend(tx, { messageId, status, delivered: status === 'success', now: at(3) }),
      bureau,
    );

  test('one key is one notice for ever', async () => {
    expect(await put('once')).toBe(true);
    expect(await put('once')).toBe(false);
    await inside((tx) => tx.table(notices).remove({ noticeKey: 'once' }));
  });

  test.each(['success', 'failed:user block', 'failed: system failed'])(
    'the report “%s” settles, before the send is on record or after',
    async (status) => {
      // what did not arrive goes on to the next way
      const state = status === 'success' ? 'sent' : 'ready';
      const after = await sending(`after ${status}`);
      await sent(after, `id-a-${status}`);
      await reported(`id-a-${status}`, status);
      expect(await rowOf(`after ${status}`)).toMatchObject({ state, outcome: status });

      const before = await sending(`before ${status}`);
      await reported(`id-b-${status}`, status);
      await sent(before, `id-b-${status}`);
      expect(await rowOf(`before ${status}`)).toMatchObject({ state, outcome: status });

      const both = await sending(`both ${status}`);
      await Promise.all([sent(both, `id-c-${status}`), reported(`id-c-${status}`, status)]);
      expect(await rowOf(`both ${status}`)).toMatchObject({ state, outcome: status });
    },
  );

  test('a report changes nothing that staff have settled, nothing twice, and nothing of another bureau', async () => {
    const row = await sending('phoned');
    await sent(row, 'id-phoned');
    await reported('id-phoned', 'failed:user block', ZHANJIANG);
    expect(await rowOf('phoned')).toMatchObject({ state: 'sent' });
    await reported('id-phoned', 'failed:user block');
    expect(await inside((tx) => triesOf(tx, row.id))).toMatchObject([{ kind: 'unreachable' }]);
    const foot = { state: 'sheet', outcome: 'no way left', now: at(3) } as const;
    const last = await claimed('phoned');
    await inside((tx) => settleNotice(tx, last, foot));
    expect(await inside((tx) => markCalled(tx, row.id, { by: 'a1', now: at(4) }))).toBe(true);
    await reported('id-phoned');
    await reported('unknown to everybody');
    expect(await rowOf('phoned')).toMatchObject({ state: 'called', outcome: 'staff:a1' });
  });

  test('F31 of a dead worker’s notices a template may go again under its id, a message may not', async () => {
    const template = await sending('dead template');
    const service = await sending('dead service', 'service');
    expect(await inside((tx) => recoverNotices(tx, at(1)))).toBe(0);
    expect(await inside((tx) => recoverNotices(tx, at(3)))).toBe(2);
    expect(await rowOf('dead template')).toMatchObject({
      state: 'ready',
      leftAt: at(1).toISOString(),
    });
    expect(await rowOf('dead service')).toMatchObject({ state: 'unknown' });
    // the dead one wakes up: nothing it writes counts any more
    await sent(template, 'id-dead');
    await sent(service, 'id-dead-too');
    expect(await rowOf('dead template')).toMatchObject({ state: 'ready' });
    expect(await rowOf('dead service')).toMatchObject({ state: 'unknown' });
  });
});
