import path from 'node:path';
import { wrong, type Finding } from '../../bot/doctor/index.ts';
import { readConfig, type Config } from '../../config.ts';
import type { DemoHere } from './here.ts';

const NAMES = ['SECRET_KEY', 'DATABASE_URL', 'DATA_DIR', 'BUREAUS_DIR'] as const;

/** Nothing in the environment names an installation, or what it names is the demo's own data. */
export const isMeant = ({ config }: DemoHere, env: NodeJS.ProcessEnv): boolean => {
  const named = NAMES.flatMap((name) => env[name] ?? env[`${name}_FILE`] ?? []);
  if (named.length === 0) return true;
  const read = readConfig(env);
  return (
    'config' in read &&
    (path.resolve(read.config.DATA_DIR) === path.resolve(config.DATA_DIR) ||
      databaseIn(read.config) === databaseIn(config))
  );
};

const databaseIn = ({ DATABASE_URL }: Config): string =>
  DATABASE_URL.startsWith('sqlite:') ? path.resolve(DATABASE_URL.slice(7)) : DATABASE_URL;

export const demoAsleep = ({ config }: DemoHere): Finding =>
  wrong('演示', `${config.DATA_DIR} 里是演示的数据，演示没有在运行`, {
    means: '演示的公众平台和时钟随演示一起启动，停着的时候没有什么可检查的',
    next: `先启动演示：npm run demo，再检查；要检查正式安装，请把 DATABASE_URL、DATA_DIR、BUREAUS_DIR、SECRET_KEY 设成正式的`,
  });
