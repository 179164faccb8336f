import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { configOrExit } from '../../process.ts';
import { writerOf } from '../../single-writer.ts';
import { clockIn } from './platform.ts';

/** Where the demo's data lives; another folder only in tests. */
export const demoFolder = (): string =>
  process.env.JIANDU_DEMO_FOLDER ?? path.resolve(import.meta.dirname, '../../data/demo');

const secretKey = (): string => {
  const file = path.join(demoFolder(), 'secret.key');
  mkdirSync(demoFolder(), { recursive: true });
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
    DATABASE_URL: `sqlite:${path.join(demoFolder(), 'jiandu.db')}`,
    DATA_DIR: demoFolder(),
    BUREAUS_DIR: path.join(demoFolder(), 'bureaus'),
    SECRET_KEY: secretKey(),
  });

/** The file that says where the running demo's bot listens. */
export const addressFile = ({ DATA_DIR }: Config): string => path.join(DATA_DIR, 'bot.url');

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
  if (!existsSync(path.join(demoFolder(), 'secret.key'))) return null;
  const config = demoConfig();
  const url = writerOf(config) === null ? null : runningAt(config);
  return { config, url, now: clockIn(config.DATA_DIR) };
};
