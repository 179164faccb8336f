import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import {
  startPlatform,
  type Platform,
  type PlayedAccount,
} from '../../bot/channels/platform/index.ts';
import { readConfig } from '../../config.ts';
import type { Tx } from '../../domain/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { createLog, openInstallation, type Installation } from '../../installation.ts';
import { ACCOUNT, bureauFolder, GAOPING, TEMPLATES, until } from '../protocol/house.ts';
import { startChild, type Child } from './child.ts';
import type { Load, Message } from './load.ts';

/** One of several processes of a kind: its own DATA_DIR, so its own spool. */
export interface Member {
  readonly name: string;
  /** where it listens now; another port after each start */
  url: string;
  child: Child;
  readonly again: () => Promise<void>;
}

export interface FleetParts {
  /** the server that holds the database; one is made on it */
  readonly server: string;
  readonly bots: number;
  readonly sites: number;
  /** what only this bot is told */
  readonly botEnv?: (index: number) => Readonly<Record<string, string>>;
}

type Env = Readonly<Record<string, string>>;
type Entry = 'bin/bot.ts' | 'bin/web.ts';

/** Several bots and sites on one database as real processes, the platform in front of them. */
export interface Fleet {
  readonly bots: readonly Member[];
  readonly sites: readonly Member[];
  readonly platform: Platform;
  readonly account: PlayedAccount;
  readonly reads: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

export async function startFleet({ server, bots, sites, botEnv }: FleetParts): Promise<Fleet> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-fleet-'));
  const databaseUrl = await freshOn(server);
  const platform = await startPlatform({ now: () => new Date() });
  const account = platform.account({
    ...ACCOUNT,
    mode: 'plain',
    templates: [TEMPLATES.reminder.id],
  });
  const environment = {
    DATABASE_URL: databaseUrl,
    BUREAUS_DIR: bureauFolder(folder, platform.apiBase),
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    BOT_PORT: '0',
    WEB_PORT: '0',
    LOG_LEVEL: 'info',
  };
  const office = await openOffice(environment, folder);
  const member = async (entry: Entry, name: string, own: Env = {}): Promise<Member> => {
    const start = () =>
      startChild(entry, { ...environment, ...own, DATA_DIR: path.join(folder, name) });
    const child = start();
    const one: Member = {
      name,
      url: `http://127.0.0.1:${await child.ready}`,
      child,
      again: async () => {
        one.child = start();
        one.url = `http://127.0.0.1:${await one.child.ready}`;
      },
    };
    return one;
  };
  const several = (count: number, entry: Entry, name: string, env?: FleetParts['botEnv']) =>
    Promise.all(
      Array.from({ length: count }, (_none, index) =>
        member(entry, `${name}-${index}`, env?.(index)),
      ),
    );
  const running = {
    bots: await several(bots, 'bin/bot.ts', 'bot', botEnv),
    sites: await several(sites, 'bin/web.ts', 'site'),
  };
  return {
    ...running,
    platform,
    account,
    databaseUrl,
    folder,
    environment,
    reads: (work) => office.app.gate.transaction(GAOPING, work),
    stop: async () => {
      const children = [...running.bots, ...running.sites].map(({ child }) => child);
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(children.map(({ ended }) => ended));
      await office.close();
      await platform.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freshOn(server: string): Promise<string> {
  const name = `fleet_${randomUUID().replaceAll('-', '')}`;
  const admin = await mysql.createConnection(server.replace(/^mariadb:/, 'mysql:'));
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function openOffice(
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<Installation> {
  const read = readConfig({ ...environment, DATA_DIR: folder });
  if ('faults' in read) throw new Error('config');
  const log = createLog('silent');
  return openInstallation({ config: read.config, log, clock: () => new Date(), env: {} });
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Talking {
  readonly people: number;
  /** between two messages of one person */
  readonly gapMs: number;
  readonly isOver: () => boolean;
  readonly prefix?: string;
}

/**
 * People who write one message after the other, each at a bot of their own as a proxy that hashes
 * the openid would send them; a bot that does not answer is passed over, as a proxy does.
 */
export async function talk(fleet: Fleet, load: Load, talking: Talking): Promise<void> {
  const { people, gapMs, isOver, prefix = 'o-fleet' } = talking;
  await Promise.all(
    Array.from({ length: people }, async (_none, person) => {
      for (let count = 1; !isOver(); count += 1) {
        const message = load.text(`${prefix}-${person}`, `第${count}条，来自${prefix}-${person}`);
        await insist(fleet, load, message, person);
        await pause(gapMs);
      }
    }),
  );
}

async function insist(
  { bots }: Fleet,
  load: Load,
  message: Message,
  person: number,
): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const bot = bots[(person + tries) % bots.length];
    if (tries > 0) message.sent.isElsewhere = true;
    if (bot !== undefined && (await load.deliver(message, `${bot.url}/wechat/gaoping`))) return;
    await pause(50);
  }
}

/** Puts a notice for each of these people into the outbox, due at once. */
export async function remind(
  fleet: Fleet,
  load: Load,
  openids: readonly string[],
  validUntil?: Date,
): Promise<void> {
  for (const openid of openids) {
    load.window(openid);
    await fleet.reads((tx) => {
      const to = { to: 'chat', identity: { channel: 'official-account', id: openid } } as const;
      const key = `fleet-${openid}`;
      const notice = { key, to, kind: 'desk.draft-waiting', params: {} } as const;
      const valid = validUntil === undefined ? {} : { validUntil };
      const now = new Date();
      return putNotice(tx, {
        notice: { ...notice, ...valid },
        id: randomUUID(),
        now,
        officeMoment: now,
      });
    });
  }
}

/** Waits until every spool is empty and says how long it took. */
export async function drained(fleet: Fleet, withinMs: number): Promise<number> {
  const began = performance.now();
  for (const bot of fleet.bots)
    await until(
      `${bot.name} has an empty spool`,
      async () => (await readyz(bot)).startsWith('ready\nspool empty'),
      withinMs,
    );
  return Math.round(performance.now() - began);
}

export const readyz = async ({ url }: Member): Promise<string> =>
  (await fetch(`${url}/readyz`)).text();
