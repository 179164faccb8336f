import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addAttachment,
  claimFetch,
  conversationId,
  dropBag,
  keepArrival,
  keepFailed,
  keptFile,
  readToken,
  settleArrival,
  storedReply,
  takeRest,
  takeTokenTurn,
  writeToken,
  type Arrival,
  isSpokenFor,
  markTold,
} from '../../../domain/exchange/index.ts';
import { attachments, inbox } from '../../../domain/exchange/tables.ts';
import type { Tx } from '../../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../../support/app.ts';

let open: OpenApp;
beforeAll(async () => {
  open = await openApp();
});
afterAll(() => open.close());
const inside = <T>(work: (tx: Tx) => Promise<T>, bureau = GAOPING) =>
  open.app.gate.transaction(bureau, work);
let count = 0;
const arrival = (id: string, more: Partial<Arrival> = {}): Arrival => ({
  id: `i${(count += 1)}`,
  key: `k${count}`,
  nonce: null,
  identity: { channel: 'simulator', id },
  kind: 'text',
  raw: { kind: 'text', text: '举报' },
  now: new Date(Date.UTC(2026, 9, 12, 2, 0, 0, count)),
  ...more,
});
const at = (minute: number) => new Date(Date.UTC(2026, 9, 12, 3, minute));

describe('arrivals', () => {
  it('the same key is the same message, with its stored reply; openid and words are not in the row', async () => {
    const first = arrival('openid-1');
    expect(await inside((tx) => keepArrival(tx, first))).toEqual({ kind: 'new' });
    expect(await inside((tx) => storedReply(tx, first.id))).toBeNull();
    await inside((tx) => settleArrival(tx, first.id, '请说说是什么事'));
    const again = await inside((tx) => keepArrival(tx, { ...first, id: 'other' }));
    expect(again).toEqual({ kind: 'again', reply: '请说说是什么事', settled: true, id: first.id });
    expect(await inside((tx) => keepArrival(tx, { ...first, id: 'elsewhere' }), ZHANJIANG)).toEqual(
      { kind: 'new' },
    );
    const row = JSON.stringify(await inside((tx) => tx.table(inbox).one({ id: first.id })));
    expect(row).not.toMatch(/openid-1|举报|请说说/);
  });

  it('F08 a nonce used again for other words is a forgery and leaves nothing', async () => {
    const first = arrival('o2', { nonce: '17:n' });
    await inside((tx) => keepArrival(tx, first));
    const forged = arrival('o2', { nonce: '17:n' });
    expect(await inside((tx) => keepArrival(tx, forged))).toEqual({ kind: 'forged' });
    expect(await inside((tx) => tx.table(inbox).one({ id: forged.id }))).toBeNull();
    expect(await inside((tx) => keepArrival(tx, { ...first, id: 'x' }))).toMatchObject({
      kind: 'again',
    });
  });

  it('what threw is kept as failed, and does not cover what was done', async () => {
    const failed = arrival('o3');
    await inside((tx) => keepFailed(tx, failed, '没有处理成功'));
    expect(await inside((tx) => tx.table(inbox).one({ id: failed.id }))).toMatchObject({
      state: 'failed',
    });
    const done = arrival('o3');
    await inside((tx) => keepArrival(tx, done));
    await inside((tx) => settleArrival(tx, done.id, '好'));
    await inside((tx) => keepFailed(tx, { ...done, id: 'y' }, '没有处理成功'));
    expect(await inside((tx) => storedReply(tx, done.id))).toEqual({ text: '好' });
  });

  it('F12 a row of photos is spoken of by its last, or by whatever reply has spoken of them', async () => {
    const [first, last] = [arrival('o4', { kind: 'image' }), arrival('o4', { kind: 'image' })];
    const conversation = await inside(async (tx) => conversationId(tx, first.identity));
    const photo = (id: string, now: Date) =>
      ({ id, conversation, channel: 'simulator', kind: 'image', mediaId: id, now }) as const;
    const at = new Date('2026-10-12T02:00:00Z');
    await inside((tx) => addAttachment(tx, photo(first.id, at)));
    expect(await inside((tx) => isSpokenFor(tx, conversation, first.id))).toBe(false);
    await inside((tx) => addAttachment(tx, photo(last.id, new Date(at.getTime() + 1))));
    expect(await inside((tx) => isSpokenFor(tx, conversation, first.id))).toBe(true);
    expect(await inside((tx) => isSpokenFor(tx, conversation, last.id))).toBe(false);
    await inside((tx) => markTold(tx, [first.id, last.id], at));
    expect(await inside((tx) => isSpokenFor(tx, conversation, last.id))).toBe(true);
  });

  it('the rest of a long reply is sent by one delivery only', async () => {
    const long = arrival('o5');
    await inside((tx) => keepArrival(tx, long));
    expect(await inside((tx) => takeRest(tx, 'simulator', long.key))).toBe(true);
    expect(await inside((tx) => takeRest(tx, 'simulator', long.key))).toBe(false);
    expect(await inside((tx) => takeRest(tx, 'simulator', 'nothing'))).toBe(false);
  });
});

describe('attachments', () => {
  it('one worker fetches; what was dropped meanwhile is not kept', async () => {
    await inside((tx) =>
      addAttachment(tx, {
        id: 'a1',
        conversation: 'c',
        channel: 'simulator',
        kind: 'image',
        mediaId: 'secret-media',
        now: at(0),
      }),
    );
    const row = await inside((tx) => tx.table(attachments).one({ id: 'a1' }));
    expect(JSON.stringify(row)).not.toContain('secret-media');
    const claims = await Promise.all([0, 1].map(() => inside((tx) => claimFetch(tx, row!, at(1)))));
    expect(claims.sort()).toEqual([false, true]);
    await inside((tx) => dropBag(tx, ['a1']));
    const file = { file: 'f'.repeat(32), digest: 'd', mime: 'image/jpeg', size: 1 };
    expect(await inside((tx) => keptFile(tx, 'a1', file))).toBe(false);
  });
});

it('F36 a platform token is one sealed row of its bureau; one at a time asks for it', async () => {
  const token = { value: 'the-token', expiresAt: at(120) };
  const asker = (name: string, minute: number) => ({ name: 'wx', asker: name, now: at(minute) });
  const take = (name: string, minute: number) =>
    inside((tx) =>
      takeTokenTurn(tx, asker(name, minute), {
        leaseMs: 60_000,
        isGood: ({ expiresAt }) => expiresAt > at(minute),
      }),
    );
  expect(await take('one', 0)).toEqual({ kind: 'mine' });
  expect(await take('two', 0)).toEqual({ kind: 'others' });
  // the first has died; what it brings when it comes back is older than what another got
  expect(await take('two', 2)).toEqual({ kind: 'mine' });
  await inside((tx) => writeToken(tx, asker('two', 2), token));
  await inside((tx) => writeToken(tx, asker('one', 3), { ...token, value: 'older' }));
  expect(await take('one', 3)).toEqual({ kind: 'known', token });
  expect(await inside((tx) => readToken(tx, 'wx'))).toEqual(token);
  expect(await inside((tx) => readToken(tx, 'wx'), ZHANJIANG)).toBeNull();
});
