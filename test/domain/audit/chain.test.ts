import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  append,
  auditEntries,
  auditHeads,
  privateParts,
  touchHead,
  verifyChain,
} from '../../../domain/audit/index.ts';
import type { Tx } from '../../../domain/index.ts';
import { GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../../support/app.ts';

let open: OpenApp;
beforeEach(async () => {
  open = await openApp();
  for (let made = 1; made <= 6; made += 1) await add(made);
});
afterEach(() => open.close());

const inside = <T>(work: (tx: Tx) => Promise<T>, bureau = GAOPING) =>
  open.app.gate.transaction(bureau, work);
const add = (number: number, bureau = GAOPING) =>
  inside(async (tx) => {
    await touchHead(tx);
    const event = { type: 'test.happened', number, private: { name: `某人${number}` } } as const;
    return append(tx, { event, actor: SYSTEM, at: open.clock.now(), salt: 'ab'.repeat(32) });
  }, bureau);
const verified = () => inside(verifyChain);

describe('the chain', () => {
  it('of every bureau stands for itself', async () => {
    await add(1, ZHANJIANG);
    expect(await verified()).toMatchObject({ intact: true, entries: 6, erased: 0 });
    expect(await inside(verifyChain, ZHANJIANG)).toMatchObject({ intact: true, entries: 1 });
  });

  it('that is empty is intact', async () => {
    expect(await inside(verifyChain, ZHANJIANG)).toMatchObject({ intact: true, entries: 0 });
  });

  it.each([
    ['facts', { facts: { number: 40 } }],
    ['actor', { actor: 'staff:somebody' }],
    ['at', { at: '2026-10-12T02:00:00.001Z' }],
    ['type', { type: 'test.happenee' }],
    ['privateDigest', { privateDigest: null }],
    ['prev', { prev: 'f'.repeat(64) }],
    ['hash', { hash: 'f'.repeat(64) }],
  ])('names the entry of which the %s was changed', async (_what, set) => {
    await inside((tx) => tx.table(auditEntries).change({ seq: 4 }, set));
    expect(await verified()).toMatchObject({ intact: false, brokenAt: 4 });
  });

  it('names the entry that was deleted: the first, one in the middle, the last', async () => {
    const remove = (seq: number) => inside((tx) => tx.table(auditEntries).remove({ seq }));
    await remove(6);
    expect(await verified()).toMatchObject({ intact: false, brokenAt: 6 });
    await remove(3);
    expect(await verified()).toMatchObject({
      intact: false,
      brokenAt: 3,
      why: 'an entry is missing',
    });
    await remove(1);
    expect(await verified()).toMatchObject({ intact: false, brokenAt: 1 });
  });

  it('names the first of two that changed places', async () => {
    await inside(async (tx) => {
      const table = tx.table(auditEntries);
      await table.change({ seq: 2 }, { seq: 99 });
      await table.change({ seq: 5 }, { seq: 2 });
      await table.change({ seq: 99 }, { seq: 5 });
    });
    expect(await verified()).toMatchObject({ intact: false, brokenAt: 2 });
  });

  it('knows when all of it, or only its head, was taken away', async () => {
    await inside((tx) => tx.table(auditHeads).remove({}));
    expect(await verified()).toMatchObject({ intact: false });
    await inside((tx) => tx.table(auditEntries).remove({}));
    await inside((tx) => tx.table(privateParts).remove({}));
    // nothing is left that could tell: a copy of the head kept elsewhere must
    expect(await verified()).toMatchObject({ intact: true, entries: 0 });
  });
});

describe('the private part of an entry', () => {
  const change = (seq: number, set: object) =>
    inside((tx) => tx.table(privateParts).change({ seq }, set));

  it('erased on purpose is counted, and everything else still verifies', async () => {
    await change(2, { sealed: null, erasedAt: '2026-10-13T02:00:00.000Z' });
    await change(5, { sealed: null, erasedAt: '2026-10-13T02:00:00.000Z' });
    expect(await verified()).toMatchObject({ intact: true, entries: 6, erased: 2 });
  });

  it.each([
    ['altered', async (tx: Tx) => ({ sealed: tx.vault.seal('{"name":"另一人"}') }), 'altered'],
    ['damaged', async () => ({ sealed: 'sm4.k1.AAAA' }), 'altered'],
    ['given another salt', async () => ({ salt: 'cd'.repeat(32) }), 'altered'],
    ['gone without being erased', async () => ({ sealed: null }), 'missing'],
  ])('that is %s is named', async (_what, set, why) => {
    await inside(async (tx) => tx.table(privateParts).change({ seq: 3 }, await set(tx)));
    expect(await verified()).toMatchObject({
      intact: false,
      brokenAt: 3,
      why: `a private part ${why === 'missing' ? 'is missing' : 'was altered'}`,
    });
  });

  it('that was removed altogether is named', async () => {
    await inside((tx) => tx.table(privateParts).remove({ seq: 3 }));
    expect(await verified()).toMatchObject({ intact: false, brokenAt: 3 });
  });

  it('is not readable in its row, nor in the entry', async () => {
    const rows = await inside(async (tx) =>
      JSON.stringify([
        await tx.table(privateParts).find({}),
        await tx.table(auditEntries).find({}),
      ]),
    );
    expect(rows).not.toContain('某人');
  });
});
