import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnOrder, fillSeats, type Candidate } from '../../domain/draws/panel-rules.ts';

const one = (cid: string, cats: string, unit: string): Candidate => ({
  cid,
  cats: cats.split(','),
  unit,
});

/** draw.md 3.1, own vector: the candidates in the drawn order. */
const VECTOR = [
  one('a5', 'pharm', 'h2'),
  one('a2', 'clin,code', 'h1'),
  one('b1', 'clin', 'h8'),
  one('a1', 'clin', 'h1'),
  one('a8', 'code', 'h6'),
  one('a3', 'clin', 'h2'),
  one('a6', 'pharm', 'h4'),
  one('a9', 'clin,pharm', 'h7'),
];
const NEED = { clin: 2, code: 1, pharm: 1 };
const without = (...gone: string[]) => VECTOR.filter(({ cid }) => !gone.includes(cid));
const standing = (...cids: string[]) => VECTOR.filter(({ cid }) => cids.includes(cid));

describe('ZJ-10a the panel', () => {
  it('agrees with the vector of draw.md 3.1', () => {
    const filled = fillSeats({ need: NEED, unitCap: 1, standing: [], order: VECTOR });
    expect(filled.taken).toEqual(['a5', 'a2', 'b1', 'a8']);
    expect(filled.open).toEqual({});
  });

  it.each([
    ['a5', 'a6'],
    ['a2', 'a1'],
    ['b1', 'a9'],
    ['a8', 'a9'],
  ])('replaces %s by %s, as the vector says', (gone, next) => {
    const panel = ['a5', 'a2', 'b1', 'a8'].filter((cid) => cid !== gone);
    const filled = fillSeats({
      need: NEED,
      unitCap: 1,
      standing: standing(...panel),
      order: without(...panel, gone),
    });
    expect(filled.taken).toEqual([next]);
  });

  it('draw-3, draw-4 finds nobody for the coder where the others were told their categories', () => {
    const told = standing('a5', 'a2', 'b1').map((member) => ({
      ...member,
      cats: member.cid === 'a5' ? ['pharm'] : ['clin'],
    }));
    const order = without('a5', 'a2', 'b1', 'a8');
    const filled = fillSeats({ need: NEED, unitCap: 1, standing: told, order });
    expect(filled.taken).toEqual([]);
    expect(filled.open).toEqual({ code: 1 });
  });

  it('does not strand a seat: who fits twice leaves the common seat to others', () => {
    const order = [one('x', 'clin,code', '1'), one('y', 'clin', '2'), one('z', 'clin', '3')];
    const filled = fillSeats({ need: { clin: 1, code: 1 }, unitCap: 1, standing: [], order });
    expect(filled.seats).toEqual([
      { cid: 'x', category: 'code' },
      { cid: 'y', category: 'clin' },
    ]);
  });

  it('draw-6 seats a person once', () => {
    const order = [one('x', 'clin,code', '1')];
    const filled = fillSeats({ need: { clin: 1, code: 1 }, unitCap: 1, standing: [], order });
    expect(filled.taken).toEqual(['x']);
    expect(Object.values(filled.open)).toEqual([1]);
    expect(filled.short).toEqual(['clin', 'code']);
  });

  it('names the binding category only', () => {
    const order = [one('x', 'clin', '1'), one('y', 'clin', '2'), one('z', 'code', '2')];
    const need = { clin: 1, code: 2 };
    expect(fillSeats({ need, unitCap: 1, standing: [], order }).short).toEqual(['code']);
  });

  it('agrees with brute force on small pools', () => {
    fc.assert(
      fc.property(pools, ({ people, need, unitCap }) => {
        const filled = fillSeats({ need, unitCap, standing: [], order: people });
        const brute = bruteForce(people, need, unitCap);
        expect(filled.taken).toEqual(brute);
        const seats = Object.values(need).reduce((sum, n) => sum + n, 0);
        const open = Object.values(filled.open).reduce((sum, n) => sum + n, 0);
        expect(open).toBe(seats - brute.length);
        expect(filled.short.length > 0).toBe(open > 0);
        for (const seat of filled.seats) {
          expect(people.find(({ cid }) => cid === seat.cid)?.cats).toContain(seat.category);
        }
      }),
      { numRuns: 400, seed: 20261012 },
    );
  });
});

const CATS = ['a', 'b', 'c'];
const pools = fc
  .record({
    rows: fc.array(
      fc.record({
        cats: fc.subarray(CATS, { minLength: 1 }),
        unit: fc.constantFrom('1', '2', '3', '4'),
      }),
      { maxLength: 6 },
    ),
    counts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
    unitCap: fc.constantFrom<1 | 'none'>(1, 'none'),
  })
  .map(({ rows, counts, unitCap }) => ({
    people: rows.map((row, index): Candidate => ({ ...row, cid: `p${index}` })),
    need: Object.fromEntries(CATS.map((cat, index) => [cat, counts[index] ?? 0])),
    unitCap,
  }));

/** Every way to seat people; then the walk of the order with "can it still be completed" asked of them. */
function bruteForce(people: readonly Candidate[], need: Record<string, number>, cap: 1 | 'none') {
  const seats = Object.entries(need).flatMap(([cat, n]) => Array.from({ length: n }, () => cat));
  const panels: Candidate[][] = [];
  const seat = (index: number, panel: Candidate[]): void => {
    if (index === seats.length) return void panels.push(panel);
    seat(index + 1, panel);
    for (const person of people) {
      const clash = panel.some(
        (other) => other.cid === person.cid || (cap === 1 && other.unit === person.unit),
      );
      if (!clash && person.cats.includes(seats[index] ?? '')) seat(index + 1, [...panel, person]);
    }
  };
  seat(0, []);
  const most = Math.max(...panels.map((panel) => panel.length));
  const full = panels.filter((panel) => panel.length === most);
  const taken: string[] = [];
  for (const { cid } of people) {
    if (taken.length === most) break;
    const wanted = [...taken, cid];
    const fits = full.some((panel) =>
      wanted.every((x) => panel.some((member) => member.cid === x)),
    );
    if (fits) taken.push(cid);
  }
  return taken;
}

describe('the drawn order', () => {
  const cids = Array.from({ length: 8 }, (_, index) => `c${index}`);

  it('B-21 is the same for the same seed, whatever the order of the rows', () => {
    const seed = 'ab'.repeat(32);
    expect(drawnOrder(seed, [...cids].reverse())).toEqual(drawnOrder(seed, cids));
  });

  it('gives everybody the first place equally often (X², fixed seeds)', () => {
    const draws = 4000;
    const first = new Map<string, number>();
    for (let n = 0; n < draws; n += 1) {
      const seed = n.toString(16).padStart(64, '0');
      const winner = drawnOrder(seed, cids)[0] ?? '';
      first.set(winner, (first.get(winner) ?? 0) + 1);
    }
    const expected = draws / cids.length;
    const chi = cids.reduce(
      (sum, cid) => sum + ((first.get(cid) ?? 0) - expected) ** 2 / expected,
      0,
    );
    // 7 degrees of freedom, p > 1e-6
    expect(chi).toBeLessThan(42.9);
  });
});
