import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addConsent,
  closeWindows,
  conversationId,
  conversations,
  endConsent,
  giveBackConsent,
  lockConversation,
  openWindow,
  sceneMade,
  sceneOf,
  spendWindow,
  takeConsent,
  takeScene,
  wantScene,
} from '../../../domain/exchange/index.ts';
import type { Tx } from '../../../domain/index.ts';
import { GAOPING, openApp, type OpenApp } from '../../support/app.ts';
import { freshDatabase, hasServer } from '../../support/database.ts';

let open: OpenApp;
/** the same on the one database and on the other, where rows are really locked */
const on = (dialect: 'sqlite' | 'mariadb') => {
  let drop: (() => Promise<void>) | null = null;
  beforeAll(async () => {
    const database = dialect === 'mariadb' ? await freshDatabase() : null;
    drop = database?.drop ?? null;
    open = await openApp(database === null ? {} : { url: database.url });
  });
  afterAll(async () => {
    await open.close();
    await drop?.();
  });
};
const DIALECTS: readonly ('sqlite' | 'mariadb')[] = hasServer ? ['sqlite', 'mariadb'] : ['sqlite'];
const inside = <T>(work: (tx: Tx) => Promise<T>) => open.app.gate.transaction(GAOPING, work);
const START = Date.parse('2026-10-12T02:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
let who = 0;
let identity = { channel: 'official-account', id: '' };
beforeEach(() => {
  identity = { channel: 'official-account', id: `o-${(who += 1)}` };
});
const idIn = (tx: Tx) => conversationId(tx, identity);

describe.each(DIALECTS)('the windows to write back (A7) on %s', (dialect) => {
  on(dialect);
  const opens = (by: 'written' | 'tapped', second: number) =>
    inside(async (tx) => {
      const { id } = await lockConversation(tx, identity, at(second));
      await openWindow(tx, id, { by, now: at(second) });
    });
  const spend = (second: number) => inside((tx) => spendWindow(tx, idIn(tx), at(second)));
  const left = async () => {
    const row = await inside((tx) => tx.table(conversations).one({ id: idIn(tx) }));
    return [row?.windowLeft, row?.tapLeft];
  };

  it('5 in 48 hours after a message and 3 in a minute after a tap, apart, the shorter spent first', async () => {
    expect(await spend(0)).toBe(false);
    await opens('written', 0);
    await opens('tapped', 10);
    expect(await left()).toEqual([5, 3]);
    for (let n = 0; n < 3; n += 1) expect(await spend(20)).toBe(true);
    expect(await left()).toEqual([5, 0]);
    for (let n = 0; n < 5; n += 1) expect(await spend(20)).toBe(true);
    expect(await spend(20)).toBe(false);
    expect(await left()).toEqual([0, 0]);
  });

  it('a tap alone is over after a minute, a message after two days', async () => {
    await opens('tapped', 0);
    expect(await spend(59)).toBe(true);
    expect(await spend(60)).toBe(false);
    await opens('written', 60);
    expect(await spend(60 + 48 * 3600 - 1)).toBe(true);
    expect(await spend(60 + 48 * 3600)).toBe(false);
  });

  it('F34 what the platform calls closed is closed here until the person does something', async () => {
    await opens('written', 0);
    await inside((tx) => closeWindows(tx, idIn(tx)));
    expect(await spend(1)).toBe(false);
    await opens('written', 2);
    expect(await spend(3)).toBe(true);
  });

  it('twelve at once take what is there and never more', async () => {
    await opens('written', 0);
    await opens('tapped', 0);
    const taken = await Promise.all(Array.from({ length: 12 }, () => spend(1)));
    expect(taken.filter(Boolean)).toHaveLength(8);
    expect(await left()).toEqual([0, 0]);
  });
});

describe.each(DIALECTS)('agreement to subscription notices (A8) on %s', (dialect) => {
  on(dialect);
  const of = (tx: Tx) => ({ conversation: idIn(tx), template: 'T1', now: at(0) });
  const take = () => inside((tx) => takeConsent(tx, of(tx)));

  it('one-time: one message each, however many ask at once', async () => {
    expect(await take()).toBe(false);
    await inside((tx) => addConsent(tx, of(tx), { longTerm: false }));
    await inside((tx) => addConsent(tx, of(tx), { longTerm: false }));
    const taken = await Promise.all([take(), take(), take(), take()]);
    expect(taken.filter(Boolean)).toHaveLength(2);
    await inside((tx) => giveBackConsent(tx, of(tx)));
    expect([await take(), await take()]).toEqual([true, false]);
  });

  it('long-term: any number, until it is taken back or refused with 43101', async () => {
    await inside((tx) => addConsent(tx, of(tx), { longTerm: true }));
    expect([await take(), await take(), await take()]).toEqual([true, true, true]);
    await inside((tx) => endConsent(tx, of(tx)));
    await inside((tx) => giveBackConsent(tx, of(tx)));
    expect(await take()).toBe(false);
  });
});

describe.each(DIALECTS)('codes to be scanned (A1) on %s', (dialect) => {
  on(dialect);
  const want = (id: string, more: object = {}) =>
    inside((tx) =>
      wantScene(tx, {
        id,
        purpose: 'bind',
        subject: 'person-1',
        meaning: '12345678',
        validUntil: at(600),
        now: at(0),
        ...more,
      }),
    );
  const scan = (id: string, second: number) => inside((tx) => takeScene(tx, id, at(second)));
  const SPENT = { purpose: 'bind', meaning: '' };
  const shown = (second: number) =>
    inside((tx) => sceneOf(tx, { purpose: 'bind', subject: 'person-1', now: at(second) }));

  it('one for binding works once, in its time, and the newest only', async () => {
    await want('b-1');
    expect(await scan('b-1', 1)).toEqual(SPENT);
    await inside((tx) => sceneMade(tx, 'b-1', 'http://weixin.qq.com/q/1'));
    expect(await shown(1)).toMatchObject({ state: 'made', url: 'http://weixin.qq.com/q/1' });
    await want('b-2');
    await inside((tx) => sceneMade(tx, 'b-2', 'http://weixin.qq.com/q/2'));
    expect(await scan('b-1', 2)).toEqual(SPENT);
    expect(await scan('b-2', 2)).toEqual({ purpose: 'bind', meaning: '12345678' });
    expect(await scan('b-2', 2)).toEqual(SPENT);
    await want('b-3');
    await inside((tx) => sceneMade(tx, 'b-3', 'u'));
    expect(await scan('b-3', 600)).toEqual(SPENT);
    expect(await scan('nobody’s', 1)).toBeNull();
    expect(await shown(600)).toBeNull();
  });

  it('GP-6.1 one of a call works for everybody', async () => {
    await want('c-1', { purpose: 'call', subject: 'call-1', meaning: 'ZP-1', validUntil: null });
    await inside((tx) => sceneMade(tx, 'c-1', 'u'));
    for (let n = 0; n < 3; n += 1)
      expect(await scan('c-1', 9e6)).toEqual({ purpose: 'call', meaning: 'ZP-1' });
  });
});
