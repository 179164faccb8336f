import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startBot, type RunningBot } from '../../bot/main.ts';
import {
  startPlatform,
  type MovableClock,
  type Platform,
  type PlayedAccount,
} from '../../bot/channels/platform/index.ts';
import { readConfig } from '../../config.ts';
import type { BureauId, ChatIdentity, Notice, Tx } from '../../domain/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { createLog, openInstallation, type Installation } from '../../installation.ts';

export type Mode = 'plain' | 'compatible' | 'secure';
export type Dialect = 'sqlite' | 'mariadb';

export const GAOPING = 'gaoping' as BureauId;
const AES_KEY = `${'K'.repeat(42)}A`;
export const TEMPLATES = {
  reminder: { id: 'tmpl-reminder', fields: { thing1: 'subject', time2: 'when', thing3: 'note' } },
} as const;

/** The account as both sides know it: the platform and the bureau's file. */
export const ACCOUNT = {
  appId: 'wx0123456789abcdef',
  originalId: 'gh_gaoping',
  secret: 's3cret-of-the-account',
  token: 'TokenOfTheAccount',
} as const;

export interface Filing {
  readonly mode?: Mode;
  readonly templates?: object;
  /** more of the account's block in the bureau's file */
  readonly more?: object;
  /** further channels of the bureau's file */
  readonly beside?: object;
}

/** A folder with one bureau's file whose account calls the played platform. */
export function bureauFolder(
  folder: string,
  apiBase: string,
  { mode = 'plain', templates = TEMPLATES, more = {}, beside = {} }: Filing = {},
): string {
  const bureaus = path.join(folder, 'bureaus');
  mkdirSync(bureaus, { recursive: true });
  const { appId, secret, token } = ACCOUNT;
  const channels = {
    officialAccount: {
      appId,
      secret,
      token,
      ...(mode === 'plain' ? {} : { encodingAesKey: AES_KEY }),
      apiBase,
      templates,
      ...more,
    },
    ...beside,
  };
  const policy = {
    liaison: {
      outOfHours: { value: { phone: '0356-5550100', clockHours: null }, clause: 'default' },
    },
  };
  const file = { slug: 'gaoping', name: '高平市医疗保障局', measure: 'gaoping', policy, channels };
  const lines = Object.entries(file).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  writeFileSync(path.join(bureaus, 'gaoping.yaml'), `${lines.join('\n')}\n`);
  return bureaus;
}

export interface Opening extends Filing {
  readonly dialect?: Dialect;
  /** the address that the bot uses instead of the database's own */
  readonly through?: (databaseUrl: string) => Promise<string>;
  /** subscription templates the account holds at the platform */
  readonly subscriptions?: readonly string[];
}

/** The platform on one side, a bot of the real composition on the other, HTTP between them. */
export interface House {
  readonly clock: MovableClock;
  readonly platform: Platform;
  readonly account: PlayedAccount;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly log: string[];
  /** the bot that the platform writes to, and further instances on the same database */
  readonly instances: Instance[];
  readonly first: Instance;
  /** one more process's worth of bot: its own pool, spool, tokens and desk */
  readonly another: () => Promise<Instance>;
  /** reads the database in a transaction of the bureau */
  readonly reads: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** puts a notice for this chat into the outbox, due at once */
  readonly remind: (
    identity: ChatIdentity,
    key: string,
    more?: Partial<Notice>,
    at?: Instance,
  ) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Instance {
  readonly installation: Installation;
  readonly bot: RunningBot;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export async function openHouse(opening: Opening = {}): Promise<House> {
  const { dialect = 'sqlite', mode = 'plain', through = sameUrl } = opening;
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-house-'));
  // a working Monday, ten o'clock in China
  const clock = runningClock(new Date('2026-10-12T10:00:00+08:00'));
  const platform = await startPlatform({ now: clock.now });
  const account = playedAccount(platform, mode, opening.subscriptions);
  const database =
    dialect === 'mariadb' ? await (await import('../support/database.ts')).freshDatabase() : null;
  const ownUrl = database?.url ?? `sqlite:${path.join(folder, 'jiandu.db')}`;
  const databaseUrl = await through(ownUrl);
  const bureaus = bureauFolder(folder, platform.apiBase, opening);
  const log: string[] = [];
  const instances: Instance[] = [];
  const another = async (): Promise<Instance> => {
    const dataDir = path.join(folder, `data-${instances.length}`);
    const instance = await openInstance({ databaseUrl, bureaus, dataDir }, { clock, log });
    instances.push(instance);
    return instance;
  };
  const first = await another();
  account.connect(first.url);
  return {
    clock,
    platform,
    account,
    databaseUrl,
    folder,
    log,
    instances,
    first,
    another,
    reads: (work) => first.installation.app.gate.transaction(GAOPING, work),
    remind: async (identity, key, more = {}, at = first) => {
      const { app } = at.installation;
      const now = clock.now();
      const notice: Notice = {
        key,
        to: { to: 'chat', identity },
        kind: 'desk.draft-waiting',
        params: {},
        ...more,
      };
      await app.gate.transaction(GAOPING, (tx) =>
        putNotice(tx, { notice, id: randomUUID(), now, officeMoment: now }),
      );
      app.wake(GAOPING);
    },
    close: async () => {
      await account.settle();
      await Promise.all(instances.map((instance) => instance.stop()));
      await platform.stop();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const playedAccount = (
  platform: Platform,
  mode: Mode,
  subscriptions: readonly string[] = [],
): PlayedAccount =>
  platform.account({
    ...ACCOUNT,
    mode,
    ...(mode === 'plain' ? {} : { encodingAesKey: AES_KEY }),
    templates: [TEMPLATES.reminder.id, ...subscriptions],
  });

const sameUrl = (url: string): Promise<string> => Promise.resolve(url);

/** Goes on by itself, as clocks do, and may be moved forward. */
function runningClock(start: Date): MovableClock {
  let base = start.getTime() - performance.now();
  return {
    now: () => new Date(base + performance.now()),
    advance: (milliseconds) => {
      base += milliseconds;
    },
  };
}

interface Place {
  readonly databaseUrl: string;
  readonly bureaus: string;
  readonly dataDir: string;
}

export async function openInstance(
  { databaseUrl, bureaus, dataDir }: Place,
  { clock, log }: { clock: MovableClock; log: string[] },
): Promise<Instance> {
  const read = readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    BUREAUS_DIR: bureaus,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    BOT_PORT: '0',
    PUBLIC_URL: 'https://bot.example.cn',
    LOG_LEVEL: 'debug',
  });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { config } = read;
  const installation = await openInstallation({
    config,
    log: createLog(config.LOG_LEVEL, { write: (line) => void log.push(line) }),
    clock: clock.now,
    env: {},
  });
  const bot = await startBot(
    { host: config.HOST, port: 0, dataDir, followers: null },
    installation,
  );
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await bot.stop();
    await installation.close();
  };
  return {
    installation,
    bot,
    url: `http://127.0.0.1:${bot.port}/wechat/gaoping`,
    stop: () => (stopped ??= stop()),
  };
}

/** Waits until `holds` is true; fails after `withinMs` with what it was waiting for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 8000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
