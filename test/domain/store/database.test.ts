import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase, TABLES } from '../../../domain/index.ts';

const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

it('a database on SQLite is for its own account alone: file, what lies beside it, and folder', async () => {
  const above = mkdtempSync(path.join(tmpdir(), 'jiandu-modes-'));
  const folder = path.join(above, 'data');
  const file = path.join(folder, 'jiandu.db');
  const modes = async () => {
    const database = await openDatabase({ url: `sqlite:${file}`, tables: TABLES });
    const found = readdirSync(folder).map((name) => [name, modeOf(path.join(folder, name))]);
    await database.destroy();
    return found;
  };
  const first = await modes();
  expect(first.map(([name]) => name)).toContain('jiandu.db');
  expect(first.every(([, mode]) => mode === '600')).toBe(true);
  expect(modeOf(folder)).toBe('700');
  // one from before, open to everybody
  chmodSync(file, 0o644);
  expect((await modes()).every(([, mode]) => mode === '600')).toBe(true);
  rmSync(above, { recursive: true });
});
