import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Koa from 'koa';
import sharp from 'sharp';
import { PuppetSimulator } from '../../bot/channels/simulator/puppet.ts';
import { hearWith, type Listener } from '../../bot/channels/wechaty.ts';
import { createPhones, createSimulator, keepPictures } from '../../bot/simulator/index.ts';
import type { Phones } from '../../bot/simulator/phones.ts';
import type { BureauId } from '../../domain/index.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';

export interface Played {
  readonly url: string;
  readonly phones: Phones;
  readonly puppets: ReadonlyMap<BureauId, PuppetSimulator>;
  readonly clock: OpenApp['clock'];
  /** what went wrong in the server */
  readonly faults: readonly unknown[];
  readonly close: () => Promise<void>;
}

export const WANG = { id: 'wang', name: '王秀兰', about: '退休教师，社会监督员，任期到明年九月' };
const FOLLOWERS = [
  WANG,
  { id: 'li', name: '李建国', about: '个体药店店主，想自荐当监督员' },
  { id: 'chen', name: '陈晓明', about: '医院药剂科主任，专家库成员' },
];

/** The simulator of both bureaus behind a real server, with a listener instead of the desk. */
export async function playSimulator(listen: Listener): Promise<Played> {
  const { app, clock, close } = await openApp();
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-pictures-'));
  const pictures = keepPictures(folder, app);
  const phones = createPhones({ app, clock: clock.now, uuid: randomUUID, pictures });
  const puppets = new Map(
    [GAOPING, ZHANJIANG].map((bureau) => [
      bureau,
      new PuppetSimulator({ bureau, ...phones.deliverTo(bureau) }),
    ]),
  );
  const hearings = await Promise.all(
    [...puppets.values()].map((puppet) => hearWith(puppet, listen)),
  );
  const router = createSimulator({ app, phones, puppets, followers: () => FOLLOWERS });
  const koa = new Koa();
  const faults: unknown[] = [];
  koa.on('error', (fault: unknown) => faults.push(fault));
  koa.use(router.routes());
  const handle = koa.callback();
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    phones,
    puppets,
    clock,
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all(hearings.map((hearing) => hearing.stop()));
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A picture of one colour. */
export const photo = (format: 'png' | 'jpeg', background: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
