import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startBot } from '../bot/main.ts';
import type { BureauId } from '../domain/index.ts';
import { isDemo, markAsDemo } from '../demo-mark.ts';
import { configOrExit, installationOrExit, runUntilSignal } from '../process.ts';
import { becomeWriterOrExit } from '../single-writer.ts';
import { startWeb } from '../web/main.ts';
import { candidatesOf, REACHED_WORDS, VOLUNTEER_WORDS } from './demo/candidates.ts';
import { EXPERTS, PASSWORD, STAFF, STRANGERS, VOLUNTEERS } from './demo/cast.ts';
import { seedBureau } from './demo/seed.ts';

/** `npm run demo`: two bureaus with invented people on the embedded database; `-- --fresh` begins anew. */

const FOLDER = path.resolve(import.meta.dirname, '../data/demo');
const BUREAUS = path.resolve(import.meta.dirname, 'demo-bureaus');
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

if (process.argv.includes('--fresh')) rmSync(FOLDER, { recursive: true, force: true });

const secretKey = (): string => {
  const file = path.join(FOLDER, 'secret.key');
  mkdirSync(FOLDER, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
};

const config = configOrExit({
  WEB_PORT: process.env.WEB_PORT,
  BOT_PORT: process.env.BOT_PORT,
  HOST: process.env.HOST,
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  DATABASE_URL: `sqlite:${path.join(FOLDER, 'jiandu.db')}`,
  DATA_DIR: FOLDER,
  BUREAUS_DIR: BUREAUS,
  SECRET_KEY: secretKey(),
});

becomeWriterOrExit(config);

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

// a demonstration at night or on a Sunday still shows notices arriving
const installation = await installationOrExit(config, { demo: true });
if (!(await isDemo(installation))) {
  print('正在准备演示数据… / preparing demo data…');
  for (const bureau of installation.app.bureaus.keys()) await seedBureau(installation.app, bureau);
  await markAsDemo(installation);
}
const bot = await startBot(
  { host: config.HOST, port: config.BOT_PORT, dataDir: config.DATA_DIR, followers: followersOf },
  installation,
);
const siteUrl = `http://${config.HOST}:${config.WEB_PORT}`;
const web = await startWeb(
  { host: config.HOST, port: config.WEB_PORT, siteUrl },
  installation.app,
  installation.log,
);

print('');
print('监督通 Jiandu 演示已启动，按 Ctrl-C 停止 / demo running, Ctrl-C stops it');
print(`  微信模拟器 chat simulator   http://${config.HOST}:${bot.port}/simulator`);
print(`  工作站点   staff site       http://${config.HOST}:${web.port}/`);
print(`  机构 bureaus                高平 gaoping · 湛江 zhanjiang`);
print(`  登录名 sign-ins             ${STAFF.map((one) => one.login).join(' · ')}`);
print(`  密码 password               ${PASSWORD}`);
print('  数据 data                   data/demo/（重新开始 start anew: npm run demo -- --fresh）');
runUntilSignal(installation, [bot, web]);
