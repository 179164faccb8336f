import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
