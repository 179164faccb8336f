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
