import { mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSpool, type Spool, type Taken } from '../../../bot/spool.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-spool-'));
  file = path.join(folder, 'spool', 'bot.spool');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const drained = async (spool: Spool): Promise<string[]> => {
  const lines: string[] = [];
  await spool.drain(async (line): Promise<Taken> => {
    lines.push(line);
    return 'taken';
  });
  return lines;
};

describe('the spool', () => {
  it('keeps order, knows whose line waits, and is empty afterwards', async () => {
    const spool = await openSpool(file);
    await Promise.all([spool.append('a', '1'), spool.append('b', '2'), spool.append('a', '3')]);
    expect([spool.holds('a'), spool.holds('c'), spool.isEmpty()]).toEqual([true, false, false]);
    expect(readFileSync(file, 'utf8')).toBe('a\t1\nb\t2\na\t3\n');
    expect(await drained(spool)).toEqual(['1', '2', '3']);
    expect([spool.holds('a'), spool.isEmpty(), existsSync(file)]).toEqual([false, true, false]);
  });

  it('has its lines again after a crash', async () => {
    const before = await openSpool(file);
    await before.append('a', '1');
    await before.append('b', '2');
    expect(await drained(await openSpool(file))).toEqual(['1', '2']);
  });

  it('a line torn by a crash was never acknowledged and spoils none that come after it', async () => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'a\t1\nb\thalf a li');
    const spool = await openSpool(file);
    await spool.append('c', '3');
    expect(await drained(await openSpool(file))).toEqual(['1', '3']);
  });

  it('stops at the first line that cannot be taken now, and goes on from there', async () => {
    const spool = await openSpool(file);
    for (const line of ['1', '2', '3']) await spool.append('a', line);
    const failing = spool.drain(async (line) => {
      if (line === '2') throw new Error('gone');
      return 'taken';
    });
    await expect(failing).rejects.toThrow('gone');
    expect(await drained(await openSpool(file))).toEqual(['2', '3']);
    expect(await drained(spool)).toEqual(['2', '3']);
  });

  it('puts aside what can never be taken, and keeps it', async () => {
    const spool = await openSpool(file);
    for (const line of ['1', 'poison', '3']) await spool.append('a', line);
    await spool.drain(async (line) => (line === 'poison' ? 'aside' : 'taken'));
    expect(spool.isEmpty()).toBe(true);
    expect(readFileSync(`${file}.aside`, 'utf8')).toBe('a\tpoison\n');
  });

  it('what comes in during a drain is drained too, once', async () => {
    const spool = await openSpool(file);
    await spool.append('a', '1');
    const lines: string[] = [];
    await spool.drain(async (line) => {
      lines.push(line);
      if (line === '1') await Promise.all([spool.append('a', '2'), spool.append('a', '3')]);
      return 'taken';
    });
    expect(lines).toEqual(['1', '2', '3']);
    expect(await drained(await openSpool(file))).toEqual([]);
  });

  it('a disk that refuses one line keeps nothing of it and takes the next', async () => {
    const spool = await openSpool(file);
    rmSync(path.dirname(file), { recursive: true });
    await expect(spool.append('a', '1')).rejects.toThrow();
    expect([spool.holds('a'), spool.isEmpty()]).toEqual([false, true]);
    mkdirSync(path.dirname(file), { recursive: true });
    await spool.append('a', '2');
    expect(await drained(spool)).toEqual(['2']);
  });
});
