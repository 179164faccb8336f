import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { PlayedAccount, type AccountSetup, type PlatformWorld } from './account.ts';
import { createPlatformServer } from './server.ts';

export { DAY, HOUR, MINUTE, movableClock, type MovableClock } from './clock.ts';
export type { AccountSetup, PlayedAccount } from './account.ts';
export type { Fault } from './faults.ts';
export type { Follower } from './follower.ts';
export type { Received } from './ledger.ts';
export { pushes } from './pushes.ts';

export interface PlatformOptions extends Partial<Omit<PlatformWorld, 'now'>> {
  readonly now: () => Date;
}

/** WeChat, played over HTTP on a free loopback port, for tests and the demo. */
export interface Platform {
  /** what accounts call instead of https://api.weixin.qq.com */
  readonly apiBase: string;
  /** Opens an account; the platform plays any number of them. */
  readonly account: (setup: AccountSetup) => PlayedAccount;
  readonly stop: () => Promise<void>;
}

/** By default as patient as the real one: 5 s for an answer, 3 deliveries in all (A4). */
export async function startPlatform({
  now,
  fetch = globalThis.fetch,
  patienceMs = 5_000,
  tries = 3,
}: PlatformOptions): Promise<Platform> {
  const world: PlatformWorld = { now, fetch, patienceMs, tries };
  const accounts = new Map<string, PlayedAccount>();
  const server = createPlatformServer(accounts);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    apiBase: `http://127.0.0.1:${port}`,
    account: (setup) => {
      const account = new PlayedAccount(setup, world);
      accounts.set(setup.appId, account);
      return account;
    },
    stop: async () => {
      await Promise.all([...accounts.values()].map((account) => account.settle()));
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
