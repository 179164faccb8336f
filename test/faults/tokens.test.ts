import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApi } from '../../bot/channels/official-account/api.ts';
import {
  movableClock,
  startPlatform,
  type MovableClock,
  type Platform,
  type PlayedAccount,
} from '../../bot/channels/platform/index.ts';
import type { PlatformError } from '../../bot/channels/platform-error.ts';
import { sharedTokens } from '../../bot/shared-tokens.ts';
import { takeTokenTurn, troubledTokens } from '../../domain/exchange/index.ts';
import { ACCOUNT } from '../protocol/house.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { startWorkers } from './child.ts';

const TOKEN = '/cgi-bin/stable_token';
const INFO = '/cgi-bin/user/info';
const NAME = 'official-account:test';

let platform: Platform;
let account: PlayedAccount;
let clock: MovableClock;
beforeEach(async () => {
  clock = movableClock(new Date('2026-10-12T02:00:00Z'));
  platform = await startPlatform({ now: clock.now });
  account = platform.account({ ...ACCOUNT, mode: 'plain' });
  account.follower('o-a');
});
afterEach(() => platform.stop());

const asked = (path: string): number => account.calls.filter((call) => call.path === path).length;

describe('F36 twenty workers of two instances and one token', () => {
  let open: OpenApp;
  let told: unknown[];
  beforeAll(async () => {
    open = await openApp();
  });
  afterAll(() => open.close());
  beforeEach(() => {
    told = [];
    open.clock.set(clock.now());
    // `movableClock` begins anew with each test, the row does not
    return open.app.gate.transaction(GAOPING, (tx) => tx.sql('DELETE FROM platform_token', []));
  });

  /** One process's worth: its own memory, the common row. */
  const instance = (app = open.app) =>
    createApi({
      appId: ACCOUNT.appId,
      secret: ACCOUNT.secret,
      apiBase: platform.apiBase,
      fetch,
      now: clock.now,
      tokens: sharedTokens({
        app: { ...app, clock: clock.now },
        bureau: GAOPING,
        name: NAME,
        uuid: randomUUID,
        onFault: (fault) => told.push(fault),
      }),
    });
  type Api = ReturnType<typeof instance>;
  const infos = (...apis: readonly Api[]) =>
    Promise.allSettled(
      Array.from({ length: 20 }, (_none, index) => apis[index % apis.length]!.userInfo('o-a')),
    );
  const failures = (ends: readonly PromiseSettledResult<unknown>[]): readonly PlatformError[] =>
    ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as PlatformError] : []));
  const troubled = () => open.app.gate.transaction(GAOPING, troubledTokens);

  it('a dead one is refreshed once, and everybody tries once more', async () => {
    const [one, two] = [instance(), instance()];
    await one.userInfo('o-a');
    await two.userInfo('o-a');
    expect(asked(TOKEN)).toBe(1);
    account.tokens.invalidate();
    const before = asked(INFO);
    expect(failures(await infos(one, two))).toEqual([]);
    expect({ tokens: asked(TOKEN), calls: asked(INFO) - before }).toEqual({ tokens: 2, calls: 40 });
  });

  it('a dead one that the platform goes on naming is killed by force, once over both', async () => {
    const [one, two] = [instance(), instance()];
    await infos(one, two);
    account.tokens.invalidate({ keepHandingOut: true });
    expect(failures(await infos(one, two))).toEqual([]);
    expect(asked(TOKEN)).toBe(3);
    // dead again within thirty seconds: no second force, one plain question, then a rest for both
    account.tokens.invalidate({ keepHandingOut: true });
    const ends = failures(await infos(one, two));
    expect(new Set(ends.map(({ verdict }) => verdict))).toEqual(new Set(['token']));
    expect(ends).toHaveLength(20);
    await infos(one, two);
    expect(asked(TOKEN)).toBe(4);
    clock.advance(30_000);
    expect(failures(await infos(one, two))).toEqual([]);
    expect(asked(TOKEN)).toBe(6);
  });

  it('a refresh that fails is told, and rests longer each time, for both', async () => {
    const [one, two] = [instance(), instance()];
    account.faults.failNext(TOKEN, 40164, 100);
    const first = failures(await infos(one, two));
    expect(first).toHaveLength(20);
    expect(new Set(first.map(({ verdict }) => verdict))).toEqual(new Set(['operator']));
    expect(asked(TOKEN)).toBe(1);
    expect(told).toMatchObject([{ errcode: 40164, verdict: 'operator' }]);
    expect(await troubled()).toEqual([{ name: NAME, failures: 1 }]);
    for (let second = 0; second < 60; second += 1) {
      clock.advance(1000);
      await infos(one, two);
    }
    // after 2, 4, 8, 16 and, just not any more, 32 seconds
    expect(asked(TOKEN)).toBe(5);
    account.faults.clear(TOKEN);
    clock.advance(60_000);
    expect(failures(await infos(one, two))).toEqual([]);
    expect(await troubled()).toEqual([]);
  });

  it('whoever dies while asking leaves the turn to the others when its lease ends', async () => {
    const dead = { name: NAME, asker: 'dead', now: clock.now() };
    await open.app.gate.transaction(GAOPING, (tx) =>
      takeTokenTurn(tx, dead, { leaseMs: 8000, isGood: () => false }),
    );
    const waiting = infos(instance(), instance());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked(TOKEN)).toBe(0);
    clock.advance(8000);
    expect(failures(await waiting)).toEqual([]);
    expect(asked(TOKEN)).toBe(1);
  });

  it('a store that is away makes each ask by itself, under the same limits', async () => {
    const gone = () => Promise.reject(new Error('database is gone'));
    const away = { ...open.app, gate: { ...open.app.gate, transaction: gone } };
    const [one, two] = [instance(away), instance(away)];
    expect(failures(await infos(one, two))).toEqual([]);
    expect(asked(TOKEN)).toBe(2);
    account.tokens.invalidate({ keepHandingOut: true });
    account.faults.failNext(TOKEN, -1, 100);
    for (let round = 0; round < 5; round += 1)
      expect(failures(await infos(one, two))).toHaveLength(20);
    expect(asked(TOKEN)).toBe(4);
  });
});

describe.skipIf(!hasServer)('F36 two real processes on MariaDB', () => {
  it('ten workers of each meet 40001: one refresh, and every one gets through', async () => {
    const database = await freshDatabase();
    const processes = [0, 1].map(() =>
      startWorkers([
        database.url,
        platform.apiBase,
        clock.now().toISOString(),
        ACCOUNT.appId,
        ACCOUNT.secret,
      ]),
    );
    try {
      // one after the other: both bring the new database up to date
      for (const { ready } of processes) expect(await ready).toBe('ready');
      await Promise.all(processes.map(({ go }) => go()));
      expect(asked(TOKEN)).toBe(1);
      for (let round = 2; round < 5; round += 1) {
        account.tokens.invalidate();
        const before = asked(INFO);
        const ends = await Promise.all(processes.map(({ go }) => go()));
        expect(ends).toEqual(['10 done', '10 done']);
        expect({ tokens: asked(TOKEN), calls: asked(INFO) - before }).toEqual({
          tokens: round,
          calls: 40,
        });
      }
    } finally {
      for (const { stop } of processes) await stop();
      await database.drop();
    }
  }, 60_000);
});
