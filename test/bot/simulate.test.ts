import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoConfig, openDemo, type DemoStage } from '../../scripts/demo/stage.ts';
import { photo } from './simulator-support.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

let folder: string;
let stage: DemoStage | null = null;

const endDemo = async (): Promise<void> => {
  if (stage === null) return;
  for (const part of [stage.bot, stage.platform]) await part.stop();
  await stage.installation.close();
  stage = null;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-simulate-'));
  process.env.JIANDU_DEMO_FOLDER = folder;
  const config = { ...demoConfig(), BOT_PORT: 0, LOG_LEVEL: 'silent' as const };
  stage = await openDemo(config, () => undefined);
  writeFileSync(path.join(folder, 'receipt.png'), await photo('png', '#7a5c2e'));
}, 120_000);
afterAll(async () => {
  await endDemo();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const ownEnv = (own: string) => ({
  DATABASE_URL: `sqlite:${path.join(own, 'own.db')}`,
  DATA_DIR: own,
  BUREAUS_DIR: own,
  SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
});

const simulate = (
  args: readonly string[],
  typed: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> => jiandu(['simulate', ...args], typed, env);

const jiandu = (
  args: readonly string[],
  typed: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ran> =>
  new Promise((resolve) => {
    const script = path.join(ROOT, 'scripts/jiandu.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, JIANDU_DEMO_FOLDER: folder, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  });

it('talks to the demo that runs: several people, taps, a photo, an end', async () => {
  const { code, out, err } = await simulate(
    ['gaoping'],
    [
      '/als 张桂兰',
      '菜单',
      '/als 王阿姨',
      '/关注',
      '/点 1',
      '药店用我的卡刷了保健品',
      `/图 ${path.join(folder, 'receipt.png')}`,
      '取消',
      '/点 9',
      '/没有这个',
      '/als',
      '/图',
      '/图 没有.jpg',
      '/退出',
      '这一句不再送出',
    ],
  );
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('张桂兰：菜单\n高平市医疗保障局：\n  张桂兰您好');
  expect(out).toContain('王阿姨：/关注\n高平市医疗保障局：\n  欢迎关注');
  expect(out).toMatch(/王阿姨：\/点 1\n高平市医疗保障局：\n {2}谢谢您的监督/);
  expect(out).toMatch(/王阿姨：\/图 .*receipt\.png\n高平市医疗保障局：\n {2}\S/);
  expect(out).toContain('已收到1份材料');
  expect(out).toContain('没有这一项：9。1 举报线索');
  expect(out).toMatch(/（没有 \/没有这个 这个命令，没有送出。[^]*\/als 名字 {4}换一个人[^]*\/退出/);
  expect(out).toMatch(/（\/als 后面写名字[^]*刘女士（参保群众，想反映一件事）/);
  expect(out).toContain('（/图 后面写照片的文件名');
  expect(out).toContain('（没有送出：没有这个文件：没有.jpg）');
  expect(out).not.toContain('ENOENT');
  expect(out).not.toContain('这一句不再送出');
}, 120_000);

const doctor = (env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  jiandu(['doctor', 'gaoping'], [], env);

it('the doctor joins the demo that runs: its data, its platform and its clock, also after 快进', async () => {
  const asIs = await doctor();
  expect(asIs.out).toMatch(/✓ 演示：正在运行（http:\/\/127\.0\.0\.1:\d+）；检查的是演示的数据/);
  expect(asIs.out).toContain('✓ 演示的时钟：和电脑一样');
  expect(asIs.out.split('\n').filter((line) => line.includes('✗'))).toEqual([]);
  expect(asIs.code).toBe(0);
  stage?.platform.world.advance(3 * 86_400_000);
  const later = await doctor();
  expect(later.out).toContain('✓ 演示的时钟：比电脑快了 72 小时（有人按过“快进”）');
  expect(later.out).toContain('✓ 时钟（和平台比）');
  expect(later.out.split('\n').filter((line) => line.includes('✗'))).toEqual([]);
  expect(later.code).toBe(0);
  // somebody who points the configuration at the demo's data means the demo too
  const named = await doctor({ ...ownEnv(folder), DATABASE_URL: `sqlite:${folder}/jiandu.db` });
  expect(named.out).toContain('检查的是演示的数据，不是正式安装');
}, 120_000);

it('A11 menu show, check and push work on the account of the demo that runs, without a configuration', async () => {
  const shown = await jiandu(['menu', 'show', 'gaoping'], [], {});
  expect(shown.err).toMatch(/^演示正在运行（http:[^）]+）：这是演示的公众号，不是正式的\n$/);
  expect(shown.out).toContain('"举报线索"');
  expect(shown.code).toBe(0);
  const account = [...(stage?.platform.world.accounts ?? [])].find(([id]) => id === 'gaoping')?.[1];
  Object.assign(account?.official ?? {}, {
    menu: { button: [{ name: '别人的', type: 'click', key: 'X' }] },
  });
  const differs = await jiandu(['menu', 'check', 'gaoping'], [], {});
  expect(differs.code).toBe(1);
  expect(differs.out).toContain('机构文件里的每个 key 都有人应答');
  expect(differs.err).toContain('公众平台上的菜单与机构文件不同');
  expect((await jiandu(['menu', 'push', 'gaoping'], [], {})).code).toBe(0);
  const same = await jiandu(['menu', 'check', 'gaoping'], [], {});
  expect(same.out).toContain('公众平台上的菜单与机构文件一致');
  expect(same.code).toBe(0);
}, 120_000);

it('an installation on the port of a demo is told that the demo answers there', async () => {
  const port = String(stage?.bot.port);
  const own = mkdtempSync(path.join(tmpdir(), 'jiandu-beside-'));
  writeFileSync(path.join(own, 'gaoping.yaml'), 'slug: gaoping\nname: 某某局\nmeasure: gaoping\n');
  const { code, out } = await doctor({ ...ownEnv(own), BOT_PORT: port });
  rmSync(own, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(out).toMatch(/✗ 演示：.*可是它占着 BOT_PORT/);
  expect(out).toContain('停掉演示');
}, 120_000);

it('opens the demo’s data by itself when no demo runs, and finds the same people', async () => {
  await endDemo();
  rmSync(path.join(folder, 'jiandu.db.pid'), { force: true });
  const asleep = await doctor();
  expect(asleep.code).toBe(1);
  expect(asleep.out).toContain('演示没有在运行');
  expect(asleep.out).toContain('npm run demo');
  const menu = await jiandu(['menu', 'show', 'gaoping'], [], {});
  expect(menu.code).toBe(1);
  expect(menu.err).toContain('先启动演示：npm run demo');
  expect(menu.err).not.toContain('SECRET_KEY:');
  const { code, out } = await simulate(['gaoping'], ['/als 王阿姨', '你好', '/谁']);
  expect(code).toBe(0);
  expect(out).toContain('王阿姨：你好\n高平市医疗保障局：\n');
  expect(out).toContain('刘女士（参保群众，想反映一件事）');
  // what was said before is history
  expect(out).not.toContain('谢谢您的监督');
}, 120_000);

it('refuses an installation, a bureau that is none, and to be called without one', async () => {
  const env = { SECRET_KEY: Buffer.alloc(32, 3).toString('base64') };
  const refused = await simulate(['gaoping'], ['你好'], env);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('只用于演示和开发');
  expect(refused.out).toBe('');
  const nowhere = await simulate(['nowhere'], []);
  expect(nowhere.code).toBe(2);
  expect(nowhere.err).toContain('没有这个机构：nowhere（有：gaoping、zhanjiang）');
  expect((await simulate([], [])).code).toBe(2);
}, 120_000);

it('in development talks on an installation, and on SQLite not beside its server', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'jiandu-development-'));
  writeFileSync(
    path.join(own, 'somewhere.yaml'),
    'slug: somewhere\nname: 某某局\nmeasure: gaoping\n',
  );
  const env = {
    NODE_ENV: 'development',
    DATABASE_URL: `sqlite:${path.join(own, 'jiandu.db')}`,
    DATA_DIR: own,
    BUREAUS_DIR: own,
    SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
  };
  const { code, out } = await simulate(['somewhere'], ['菜单'], env);
  expect(code).toBe(0);
  expect(out).toContain('终端：菜单\n某某局：\n  某某局监督通');
  writeFileSync(path.join(own, 'jiandu.db.pid'), String(process.pid));
  const beside = await simulate(['somewhere'], ['菜单'], env);
  expect(beside.code).toBe(1);
  expect(beside.err).toContain('数据库正由另一个进程使用');
  rmSync(own, { recursive: true, force: true });
}, 120_000);
