import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBot, type RunningBot } from '../../bot/main.ts';
import type { Config } from '../../config.ts';
import { isDemo, markAsDemo } from '../../demo-mark.ts';
import type { BureauId } from '../../domain/index.ts';
import type { Installation } from '../../installation.ts';
import { configOrExit, installationOrExit } from '../../process.ts';
import { becomeWriterOrExit, writerOf } from '../../single-writer.ts';
import { candidatesOf, REACHED_WORDS, VOLUNTEER_WORDS } from './candidates.ts';
import { EXPERTS, STAFF, STRANGERS, VOLUNTEERS } from './cast.ts';
import { clockIn, playPlatform, type DemoPlatform } from './platform.ts';
import { seedBureau } from './seed.ts';

/** Where the demo's data lives; another folder only in tests. */
const folder = (): string =>
  process.env.JIANDU_DEMO_FOLDER ?? path.resolve(import.meta.dirname, '../../data/demo');
const BUREAUS = path.resolve(import.meta.dirname, '../demo-bureaus');

export const forgetDemo = (): void => rmSync(folder(), { recursive: true, force: true });

const secretKey = (): string => {
  const file = path.join(folder(), 'secret.key');
  mkdirSync(folder(), { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
};

/** The demo's configuration: of the environment only where it listens and what it logs. */
export const demoConfig = (): Config =>
  configOrExit({
    WEB_PORT: process.env.WEB_PORT,
    BOT_PORT: process.env.BOT_PORT,
    HOST: process.env.HOST,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    DATABASE_URL: `sqlite:${path.join(folder(), 'jiandu.db')}`,
    DATA_DIR: folder(),
    BUREAUS_DIR: path.join(folder(), 'bureaus'),
    SECRET_KEY: secretKey(),
  });

const followersOf = (bureau: BureauId) => [
  ...STRANGERS,
  ...(VOLUNTEERS[bureau] ?? []).map(({ id, name, reached }) => ({
    id,
    name,
    about: VOLUNTEER_WORDS[reached],
  })),
  ...candidatesOf(bureau).map(({ id, name, reached }) => ({
    id,
    name,
    about: REACHED_WORDS[reached],
  })),
  ...(EXPERTS[bureau] ?? [])
    .filter(({ id }) => !(VOLUNTEERS[bureau] ?? []).some((one) => one.id === id))
    .map(({ id, name, category, consented }) => ({
      id,
      name,
      about: consented === false ? `受邀专家（${category}），还没答复` : `专家（${category}）`,
    })),
  ...STAFF.filter(({ login }) => ['liaison', 'leader', 'clerk', 'discipline'].includes(login)).map(
    ({ login, name, roles }) => ({
      id: `staff-${login}`,
      name,
      about: roles.includes('liaison') ? '联络员（收提醒）' : '工作人员（收提醒）',
    }),
  ),
];

/** The demo without its staff site. */
export interface DemoStage {
  readonly installation: Installation;
  readonly bot: RunningBot;
  /** stops after the bot */
  readonly platform: Pick<DemoPlatform, 'stop' | 'world'>;
}

const addressFile = ({ DATA_DIR }: Config): string => path.join(DATA_DIR, 'bot.url');

/** Where the running demo's bot listens; null: it has not begun to. */
const runningAt = (config: Config): string | null =>
  existsSync(addressFile(config)) ? readFileSync(addressFile(config), 'utf8') : null;

/** The demo on this machine, as somebody beside it finds it. */
export interface DemoHere {
  readonly config: Config;
  /** where its bot listens; null: it does not run */
  readonly url: string | null;
  /** the demo's own clock, which can be moved forward */
  readonly now: () => Date;
}

/** null: there is no demo on this machine; nothing is begun by asking. */
export const demoHere = (): DemoHere | null => {
  if (!existsSync(path.join(folder(), 'secret.key'))) return null;
  const config = demoConfig();
  const url = writerOf(config) === null ? null : runningAt(config);
  return { config, url, now: clockIn(config.DATA_DIR) };
};

/** Opens the demo's data, inventing it where there is none, and starts platform and bot. */
export const openDemo = async (
  config: Config,
  print: (text: string) => void,
): Promise<DemoStage> => {
  becomeWriterOrExit(config);
  const platform = await playPlatform(config.DATA_DIR, BUREAUS);
  // a demonstration at night or on a Sunday still shows notices arriving
  const installation = await installationOrExit(config, { demo: true, clock: platform.now });
  if (!(await isDemo(installation))) {
    print('正在准备演示数据… / preparing demo data…');
    for (const bureau of installation.app.bureaus.keys())
      await seedBureau(installation.app, bureau);
    await markAsDemo(installation);
  }
  const bot = await startBot(
    {
      host: config.HOST,
      port: config.BOT_PORT,
      dataDir: config.DATA_DIR,
      followers: followersOf,
      played: platform.world,
    },
    installation,
  );
  const url = `http://${config.HOST}:${bot.port}`;
  platform.connect(url);
  writeFileSync(addressFile(config), url);
  return { installation, bot, platform };
};
