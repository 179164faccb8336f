import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureCheck } from '../../scripts/measure-check.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TSX = path.join(ROOT, 'node_modules/.bin/tsx');
const README = readFileSync(path.join(ROOT, 'domain/measures/README.md'), 'utf8');
const NOW = new Date('2026-10-12T02:00:00Z');
const BROKEN =
  'slug: somewhere\nname: 某某局\nmeasure: gaoping\npolicy:\n  clues: { untouchdDays: { value: 3, clause: default } }\n';
const LINE =
  'somewhere.yaml:5:12 clues.untouchdDays: 不认识“untouchdDays”，是不是“untouchedDays”？ / unknown key "untouchdDays"; did you mean "untouchedDays"?';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-measure-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const jiandu = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      TSX,
      [path.join(ROOT, 'scripts/jiandu.ts'), ...args],
      { env: { PATH: process.env.PATH, ...env }, cwd: folder },
      (_error, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err });
      },
    );
  });

describe('jiandu measure check', () => {
  it('without database, key or configuration: 1 with faults and their lines', async () => {
    const { code, out } = await jiandu({}, 'measure', 'check', put('somewhere.yaml', BROKEN));
    expect(out.split('\n')[0]).toBe(LINE);
    expect(out).toContain('1 fault(s)');
    expect(code).toBe(1);
  }, 60_000);

  it('starting with the same file prints the same lines and ends with 2', async () => {
    put('somewhere.yaml', BROKEN);
    const { code, err } = await jiandu(
      {
        BUREAUS_DIR: folder,
        DATA_DIR: folder,
        DATABASE_URL: `sqlite:${path.join(folder, 'jiandu.db')}`,
        SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
      },
      'verify-audit',
    );
    expect(err).toContain(`  ${LINE}`);
    expect(code).toBe(2);
  }, 60_000);

  it('--help says what it does; an option that is not there is wrong use', async () => {
    const help = await jiandu({}, 'measure', 'check', '--help');
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toContain('measure check <file>');
    const wrong = await jiandu({}, 'measure', 'check', '--fix');
    expect(wrong.code).toBe(2);
  }, 60_000);

  it('no file, two files, and a file that is not there are wrong use', () => {
    const run = (...args: readonly string[]) => measureCheck(args, { env: {}, now: NOW });
    expect(run()).toMatchObject({ code: 2 });
    expect(run('a.yaml', 'b.yaml')).toMatchObject({ code: 2 });
    expect(run(path.join(folder, 'nowhere.yaml')).lines[0]).toMatch(/读不到文件.*cannot read/);
  });

  it.each(['gaoping', 'zhanjiang'])('the shipped measure %s has no fault', (name) => {
    const file = path.join(ROOT, `domain/measures/${name}.yaml`);
    const { code, lines } = measureCheck([file], { env: {}, now: NOW });
    expect(lines.at(-1)).toContain('no fault');
    expect(code).toBe(0);
  });
});

describe('the README of measures', () => {
  const blocks = [...README.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) =>
    text.replace(/^ {3}/gm, ''),
  );

  it('every example is a bureau’s file without a fault', () => {
    put(
      'linhai-measure.yaml',
      readFileSync(path.join(ROOT, 'test/support/bureaus/linhai-measure.yaml'), 'utf8'),
    );
    expect(blocks).toHaveLength(2);
    for (const [index, text] of blocks.entries()) {
      const file = put(`example-${index}.yaml`, text);
      expect(measureCheck([file], { env: {}, now: NOW })).toMatchObject({ code: 0 });
    }
  });

  it('its example of a fault is what the command prints', () => {
    const shown = /```text\n\s*(.*)\n\s*```/.exec(README)?.[1] ?? '';
    const measure = readFileSync(
      path.join(ROOT, 'test/support/bureaus/linhai-measure.yaml'),
      'utf8',
    );
    const file = put('linhai-measure.yaml', measure.replace('max: 65', 'max: 六十五'));
    expect(measureCheck([file], { env: {}, now: NOW }).lines).toContain(shown);
  });

  it('names every section of the shipped measures and every key of an entry', () => {
    const file = readFileSync(path.join(ROOT, 'domain/measures/zhanjiang.yaml'), 'utf8');
    const sections = [...file.matchAll(/^([a-z]\w+):/gm)].map(([, name = '']) => name);
    const entry = /\n {4}entry:\n([\s\S]*?)\n\w/.exec(file)?.[1] ?? '';
    const keys = [...entry.matchAll(/^ {6}([a-z]\w+):/gm)].map(([, name = '']) => name);
    expect(keys.length).toBeGreaterThan(15);
    for (const name of [...sections.filter((one) => one !== 'rosters'), ...keys])
      expect(README, name).toContain(`\`${name}\``);
  });
});
