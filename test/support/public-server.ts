import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { createBotServer } from '../../bot/server.ts';
import { openSpool } from '../../bot/spool.ts';
import type { App } from '../../domain/index.ts';

/** What citizens reach of an open application: the bot's server without any channel. */
export interface PublicServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openPublicServer(app: App): Promise<PublicServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-public-'));
  const koa = createBotServer({
    app,
    accounts: new Map(),
    apps: new Map(),
    spool: await openSpool(path.join(folder, 'bot.spool')),
    simulator: null,
    forms: createForms({ app, forms: FORMS, random: randomBytes }),
    onFault: (fault) => {
      throw fault;
    },
  });
  const server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
