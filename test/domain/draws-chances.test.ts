import { describe, expect, it } from 'vitest';
import { chanceWords, wordsOfChances } from '../../domain/draws/chance-wording.ts';
import type { vrs } from '../../domain/index.ts';

const chances = (runs: number, shares: Readonly<Record<string, number>>): vrs.Chances =>
  Object.assign(new Map(Object.entries(shares)), { runs });

describe('chances in words', () => {
  it.each([
    [0, 0, '0%'],
    [1, 20_000, '100%'],
    [0.125, 0, '12.5%'],
    [0.25, 0, '25%'],
    [0.502, 20_000, '约50%'],
    [0.498, null, '约50%'],
    [0.004, 20_000, '不到1%'],
    [0.9971, 20_000, '超过99%'],
    // few trials tell no single per cent
    [0.43, 1000, '约45%'],
    [0.43, 100, '约40%'],
    [0.02, 100, '不到5%'],
  ])('draw.md 3.3 %d of %j trials is %s', (chance, runs, words) => {
    expect(chanceWords(chance, runs)).toBe(words);
  });

  it('draw.md 3.3 two whom the trials cannot tell apart read alike, on both sides of a half too', () => {
    const told = wordsOfChances(
      chances(20_000, { a: 0.123, b: 0.1263, c: 0.5, d: 0, e: 1, f: 0.2 }),
    );
    expect(Object.fromEntries(told)).toEqual({
      a: '约12%',
      b: '约12%',
      c: '约50%',
      d: '0%',
      e: '100%',
      f: '约20%',
    });
  });

  it('draw.md 3.3 computed ones stay apart', () => {
    const told = wordsOfChances(chances(0, { a: 0.123, b: 0.124 }));
    expect([...told.values()]).toEqual(['12.3%', '12.4%']);
  });
});
