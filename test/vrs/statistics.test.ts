import { describe, expect, it } from 'vitest';
import { drawnOrderAtOnce, NODE_HASHING, type Row } from '../../domain/vrs/index.ts';
import { chiSquareTail, pearson, unevenness } from './chi.ts';
import { dice } from './pools.ts';

/** Seeds are fixed: what passes once passes for ever. */
const RARE = 1e-6;
const key = (name: string): Uint8Array => NODE_HASHING.sm3(Buffer.from(name));
const people = (count: number, name = 'p'): readonly Row[] =>
  Array.from({ length: count }, (_none, index) => ({
    cid: `${name}${index}`,
    cats: ['x'],
    unit: `u${index}`,
    out: '',
  }));
/** Places of the rows in the drawn order: who is drawn first, second… */
const draw = (rows: readonly Row[], seed: string): readonly number[] => {
  const numbers = new Map(rows.map(({ cid }, index) => [cid, index]));
  return drawnOrderAtOnce(key(seed), rows, NODE_HASHING).map(({ cid }) => numbers.get(cid)!);
};

it('the tail of chi-square as tables have it', () => {
  expect(chiSquareTail(3.841, 1)).toBeCloseTo(0.05, 3);
  expect(chiSquareTail(54.572, 39)).toBeCloseTo(0.05, 3);
  expect(chiSquareTail(1548.9, 1521)).toBeCloseTo(0.3, 2);
  expect(chiSquareTail(23, 23)).toBeCloseTo(0.4608, 3);
});

describe('forty people, seven drawn, 15,000 times', () => {
  const [n, k, N] = [40, 7, 15_000];
  const tally = (order: (round: number) => readonly number[]) => {
    const drawn = Array.from({ length: n }, () => 0);
    const places = Array.from({ length: n * n }, () => 0);
    const pairs = Array.from({ length: n * n }, () => 0);
    for (let round = 0; round < N; round += 1) {
      const [...one] = order(round);
      one.forEach((person, place) => (places[person * n + place]! += 1));
      for (const [index, person] of one.slice(0, k).entries()) {
        drawn[person]! += 1;
        for (const other of one.slice(index + 1, k))
          pairs[Math.min(person, other) * n + Math.max(person, other)]! += 1;
      }
    }
    return { drawn, places, pairs: pairs.filter((_count, at) => Math.floor(at / n) < at % n) };
  };
  /** Seven at once are drawn, so that the counts vary less than of independent draws. */
  const inclusion = (drawn: readonly number[]): number =>
    chiSquareTail((pearson(drawn, (N * k) / n) * (n - 1)) / (n - k), n - 1);

  const rows = people(n);
  const { drawn, places, pairs } = tally((round) => draw(rows, `forty ${round}`));

  it('everybody as often', () => {
    expect(inclusion(drawn)).toBeGreaterThan(RARE);
  });

  it('everybody at every place as often', () => {
    expect(chiSquareTail(pearson(places, N / n), (n - 1) ** 2)).toBeGreaterThan(RARE);
  });

  it('every two together as often', () => {
    const expected = (N * k * (k - 1)) / (n * (n - 1));
    const deviations = pairs.map((count) => (count - expected) / Math.sqrt(expected));
    expect(pairs).toHaveLength(780);
    expect(Math.max(...deviations.map(Math.abs))).toBeLessThan(6);
    expect(chiSquareTail(pearson(pairs, expected), 780 - 1)).toBeGreaterThan(RARE);
  });

  it('a shuffle by exchanging with anybody, which is known to be uneven, is found out', () => {
    const random = dice(3);
    const naive = tally(() => {
      const order = Array.from({ length: n }, (_none, index) => index);
      for (let at = 0; at < n; at += 1) {
        const other = Math.floor(random() * n);
        [order[at], order[other]] = [order[other]!, order[at]!];
      }
      return order;
    });
    expect(chiSquareTail(pearson(naive.places, N / n), (n - 1) ** 2)).toBeLessThan(RARE);
  });

  it('a tenth more for one person in ten is found out', () => {
    const unfair = drawn.map((count, person) => (person % 10 === 0 ? count * 1.1 : count));
    expect(inclusion(unfair)).toBeLessThan(RARE);
  });
});

it('all 24 orders of four people as often', () => {
  const rows = people(4);
  const counts = new Map<string, number>();
  for (let round = 0; round < 24_000; round += 1) {
    const order = draw(rows, `four ${round}`).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect(chiSquareTail(pearson([...counts.values()], 1000), 23)).toBeGreaterThan(RARE);
});

it('draw-26 the first place in proportion to the tickets', () => {
  const rows = people(5).map((row, index) => ({ ...row, w: index + 1 }));
  const first = [0, 0, 0, 0, 0];
  for (let round = 0; round < 15_000; round += 1) first[draw(rows, `weighted ${round}`)[0]!]! += 1;
  const statistic = first.reduce((sum, count, index) => {
    const expected = (15_000 * (index + 1)) / 15;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  expect(chiSquareTail(statistic, 4)).toBeGreaterThan(RARE);
});

it('names have no influence: 200 times renamed, the results are as uneven as chance is', () => {
  const [n, k, N] = [10, 3, 150];
  const chances = Array.from({ length: 200 }, (_none, naming) => {
    const rows = people(n, `name-${naming}-`);
    const drawn = Array.from({ length: n }, () => 0);
    for (let round = 0; round < N; round += 1)
      for (const person of draw(rows, `renamed ${round}`).slice(0, k)) drawn[person]! += 1;
    return chiSquareTail((pearson(drawn, (N * k) / n) * (n - 1)) / (n - k), n - 1);
  });
  expect(unevenness(chances)).toBeGreaterThan(RARE);
});
