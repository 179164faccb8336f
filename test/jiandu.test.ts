import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const TSX = path.join(ROOT, 'node_modules/.bin/tsx');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-command-'));
  writeFileSync(
    path.join(folder, 'somewhere.yaml'),
    'slug: somewhere\nname: 某某局\nmeasure: gaoping\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const jiandu = (args: readonly string[], typed: string): Promise<Ran> =>
  new Promise((resolve) => {
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: `sqlite:${path.join(folder, 'jiandu.db')}`,
      DATA_DIR: folder,
      BUREAUS_DIR: folder,
      SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
    };
    const child = execFile(
      TSX,
      [path.join(ROOT, 'scripts/jiandu.ts'), ...args],
      { env, cwd: folder },
      (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
    child.stdin?.end(typed);
  });

it('draw-32 verify-audit walks the records of the draws too', async () => {
  const { code, out } = await jiandu(['verify-audit'], '');
  expect(code).toBe(0);
  expect(out).toContain('somewhere: draw records: 0 attempts, chain whole');
}, 60_000);

it('an account that is there already is refused in words, not in JSON', async () => {
  const add = () =>
    jiandu(['staff', 'add', 'somewhere', 'wanglan', '王岚', 'clerk'], '山楂-渡口-四月-雨伞-石桥\n');
  expect(await add()).toMatchObject({ code: 0, out: 'added wanglan\n' });
  const again = await add();
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/\p{Script=Han}/u);
  expect(again.err).toMatch(/not done: staff\.[a-z-]+/);
  expect(again.err).not.toContain('{');
}, 60_000);

it('a bureau that is none or was not named, and a schema that is current, are told in Chinese too', async () => {
  const nowhere = await jiandu(['menu', 'show', 'nowhere'], '');
  expect(nowhere.code).toBe(2);
  expect(nowhere.err).toContain('没有这个机构：nowhere（有：somewhere）');
  const none = await jiandu(['menu', 'show'], '');
  expect(none.code).toBe(2);
  expect(none.out).toMatch(/^usage: npm run jiandu -- menu show <bureau>\n/u);
  expect(none.out).toContain('显示公众号现在的菜单');
  expect(none.err).toBe('');
  expect((await jiandu(['migrate'], '')).out).toContain('数据库已经是当前版本');
}, 120_000);

it('A12 menu check names the file’s own faults where the platform is not to be reached, and says so as the doctor does', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  writeFileSync(
    path.join(folder, 'somewhere.yaml'),
    `slug: somewhere
name: 某某局
measure: gaoping
channels:
  officialAccount:
    appId: wx0000000000000000
    secret: secret-of-somewhere
    token: tokenOfSomewhere
    apiBase: http://127.0.0.1:${port}
    menu: { buttons: [{ name: 别处, key: nowhere-at-all }] }
`,
  );
  const check = await jiandu(['menu', 'check', 'somewhere'], '');
  const show = await jiandu(['menu', 'show', 'somewhere'], '');
  writeFileSync(
    path.join(folder, 'somewhere.yaml'),
    'slug: somewhere\nname: 某某局\nmeasure: gaoping\n',
  );
  expect(check.code).toBe(1);
  expect(check.err).toContain('菜单项“别处”的 key“nowhere-at-all”没有人应答');
  for (const { err } of [check, show]) {
    expect(err).toContain('✗ 公众平台：地址查到了，但那里没有程序在听');
    expect(err).toContain('意思：这台服务器连不上平台');
    expect(err).not.toContain('ECONNREFUSED');
    expect(err).not.toContain('没有接受');
  }
}, 120_000);

it('--help prints the command that was named, or those of its group, each with a line in Chinese', async () => {
  const uses = (text: string): string[] => text.match(/^(?:usage:.*-- | {2})\S.*$/gmu) ?? [];
  const menu = await jiandu(['menu', '--help'], '');
  expect(menu.code).toBe(0);
  expect(uses(menu.out).slice(1)).toEqual([
    '  menu show <bureau>',
    '  menu check <bureau>',
    '  menu push <bureau>',
  ]);
  expect(menu.out).not.toContain('staff add');
  const one = await jiandu(['doctor', '--help'], '');
  expect(one.out).toMatch(/^usage: npm run jiandu -- doctor \[bureau\]\n/u);
  expect(one.out).toMatch(/\p{Script=Han}/u);
  expect(one.out).not.toContain('simulate');
  const all = await jiandu(['--help'], '');
  const named = uses(all.out).slice(1);
  expect(named.length).toBeGreaterThan(10);
  expect(all.out.match(/^ {6}\p{Script=Han}/gmu)).toHaveLength(named.length);
  // a group without its second word is wrong use, and says only what it could have been
  const bare = await jiandu(['staff'], '');
  expect(bare.code).toBe(2);
  expect(bare.out).toContain('staff reset');
  expect(bare.out).not.toContain('menu show');
}, 120_000);
