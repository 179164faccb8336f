import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { PlayedApp, type WecomSetup, type WecomWorld } from './app.ts';
import { createWecomServer } from './server.ts';

export type { PlayedApp, WecomSetup } from './app.ts';
export type { WecomReceived } from './ledger.ts';
export type { Member } from './member.ts';

export interface WecomOptions extends Partial<Omit<WecomWorld, 'now'>> {
  readonly now: () => Date;
}

/** WeCom, played over HTTP on a free loopback port, for tests and the demo. */
export interface WecomPlatform {
  /** what apps call instead of https://qyapi.weixin.qq.com */
  readonly apiBase: string;
  readonly app: (setup: WecomSetup) => PlayedApp;
  readonly stop: () => Promise<void>;
}

/** By default as patient as the real one: 5 s for an answer, 3 deliveries in all. */
export async function startWecom({
  now,
  fetch = globalThis.fetch,
  patienceMs = 5_000,
  tries = 3,
}: WecomOptions): Promise<WecomPlatform> {
  const world: WecomWorld = { now, fetch, patienceMs, tries };
  const apps: PlayedApp[] = [];
  const server = createWecomServer(apps);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiBase: `http://127.0.0.1:${port}`,
    app: (setup) => {
      const app = new PlayedApp(setup, world);
      apps.push(app);
      return app;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
