import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installation } from '../../../domain/exchange/demo-tables.ts';
import { inbox } from '../../../domain/exchange/tables.ts';
import { isUniqueViolation, isUnreachable, type Tx } from '../../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../../support/database.ts';

describe.each(['sqlite', 'mariadb'] as const)('the gate on %s', (dialect) => {
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
  const put = (tx: Tx, id: string, value = '') => tx.table(installation).insert({ id, value });
  const count = (where: object = {}, bureau = GAOPING) =>
    inside((tx) => tx.table(installation).count(where), bureau);

  test('a transaction that throws leaves nothing, and its fault comes out as it was', async () => {
    const before = await count();
    const fault = new Error('half-way');
    const work = inside(async (tx) => {
      await put(tx, 'half');
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(await count()).toBe(before);
  });

  test('work left un-awaited fails instead of joining a stranger’s transaction', async () => {
    let kept: Tx | null = null;
    let late: Promise<unknown> = Promise.resolve();
    let go: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (go = resolve));
    await inside(async (tx) => {
      kept = tx;
      await put(tx, 'in time');
      late = ended.then(() => put(tx, 'too late'));
      late.catch(() => undefined);
    });
    go();
    await expect(late).rejects.toThrow('this transaction has ended');
    await inside(async (tx) => {
      await expect(put(kept!, 'strange')).rejects.toThrow('ended');
      await expect(kept!.table(installation).find({})).rejects.toThrow('ended');
      expect(() => kept!.sql('SELECT 1', [])).toThrow('ended');
      await put(tx, 'own');
    });
    expect(await count({ id: 'too late' })).toBe(0);
    expect(await count({ id: 'own' })).toBe(1);
  });

  test('one bureau never reads, changes or removes another one’s rows', async () => {
    await inside((tx) => put(tx, 'mine', 'of gaoping'));
    await inside(async (tx) => {
      const table = tx.table(installation);
      expect(await table.find({})).toEqual([]);
      expect(await table.one({ id: 'mine' })).toBeNull();
      expect(await table.count([{ id: 'mine' }, { value: 'of gaoping' }])).toBe(0);
      expect(await table.change({ id: 'mine' }, { value: 'taken' })).toBe(0);
      expect(await table.remove({ id: 'mine' })).toBe(0);
      // not even by naming the bureau
      const foreign = { id: 'mine', bureau: GAOPING };
      expect(await table.find(foreign)).toEqual([]);
      expect(await table.change(foreign, { value: 'taken' })).toBe(0);
      expect(await table.remove(foreign)).toBe(0);
      await table.insert({ id: 'theirs', value: '', bureau: GAOPING } as never);
    }, ZHANJIANG);
    expect(await count({ id: 'theirs' })).toBe(0);
    expect(await count({ id: 'theirs' }, ZHANJIANG)).toBe(1);
    const own = await inside((tx) => tx.table(installation).one({ id: 'mine' }));
    expect(own).toEqual({ id: 'mine', value: 'of gaoping' });
  });

  test('a second one under a unique key is told as that, and the transaction goes on', async () => {
    const row = (id: string, bureau: string) => ({
      id,
      inboxKey: 'same',
      nonce: null,
      conversation: 'c',
      kind: 'text',
      sealed: bureau,
      state: 'done' as const,
      reply: null,
      restSent: 0,
      receivedAt: '2026-10-12T02:00:00.000Z',
    });
    await inside((tx) => tx.table(inbox).insert(row('i1', 'gaoping')));
    await inside(async (tx) => {
      const second = tx.table(inbox).insert(row('i2', 'gaoping'));
      await expect(second).rejects.toSatisfy(isUniqueViolation);
      await put(tx, 'went on');
    });
    expect(await count({ id: 'went on' })).toBe(1);
    // the same key is another one's in another bureau
    await inside((tx) => tx.table(inbox).insert(row('i3', 'zhanjiang')), ZHANJIANG);
  });

  test('fifty that read, think and write at once lose nothing when their first statement is a write', async () => {
    await inside((tx) => put(tx, 'counter', '0'));
    const add = () =>
      inside(async (tx) => {
        await tx.sql('UPDATE installation SET value = value WHERE id = ?', ['counter']);
        const row = await tx.table(installation).one({ id: 'counter' });
        await tx
          .table(installation)
          .change({ id: 'counter' }, { value: String(Number(row?.value) + 1) });
      });
    await Promise.all(Array.from({ length: 50 }, add));
    expect(await inside((tx) => tx.table(installation).one({ id: 'counter' }))).toMatchObject({
      value: '50',
    });
  });

  test('four-byte characters, quotes and zero-width ones come back as they were', async () => {
    const value = `😀'"\\;--\u200b\u202eaB${'长'.repeat(60)}`;
    await inside((tx) => put(tx, 'odd', value));
    expect(await inside((tx) => tx.table(installation).one({ id: 'odd' }))).toEqual({
      id: 'odd',
      value,
    });
    expect(await count({ value: value.toUpperCase() })).toBe(0);
  });
});

it('on SQLite transactions run strictly in turn', async () => {
  const open = await openApp();
  const steps: string[] = [];
  const work = (name: string) =>
    open.app.gate.transaction(GAOPING, async (tx) => {
      steps.push(`${name} begins`);
      await tx.table(installation).count({});
      await new Promise((resolve) => setImmediate(resolve));
      await tx.table(installation).count({});
      steps.push(`${name} ends`);
      if (name === 'b') throw new Error('b fails');
    });
  await Promise.allSettled([work('a'), work('b'), work('c')]);
  await open.close();
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

it.each([
  [{ code: 'ECONNREFUSED' }, true],
  [{ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }, true],
  [
    Object.assign(new Error("Can't add new command when connection is in closed state"), {
      fatal: true,
    }),
    true,
  ],
  [{ code: 'ER_DUP_ENTRY' }, false],
  [new Error('a fault of ours'), false],
  [null, false],
])('%j is a database that is gone: %s', (fault, gone) => {
  expect(isUnreachable(fault)).toBe(gone);
});
