import { describe, expect, it } from 'vitest';
import { fillSeats, type Candidate, type Filling, type Holder } from '../../domain/vrs/index.ts';
import { dice, seatings, smallFilling, takenByTrying } from './pools.ts';

const candidate = (text: string): Candidate => {
  const [cid = '', cats = '', unit = ''] = text.split(' ');
  return { cid, cats: cats.split(','), unit };
};
const order = (...lines: readonly string[]): readonly Candidate[] => lines.map(candidate);
const standing = (
  text: string,
  present: string,
  locked: 'locked' | 'movable' = 'movable',
): Holder => ({
  ...candidate(text),
  present,
  locked: locked === 'locked' ? present : null,
});
const fill = (filling: Partial<Filling>) =>
  fillSeats({ need: {}, unitCap: 1, standing: [], order: [], ...filling });

describe('against trying every panel of 4,000 small pools', () => {
  const random = dice(20261122);
  const pools = Array.from({ length: 4000 }, () => smallFilling(random));

  it('takes the same people, feasible or not', () => {
    for (const pool of pools)
      expect(fillSeats(pool).taken, JSON.stringify(pool)).toEqual(takenByTrying(pool));
    const seats = (pool: Filling) => Object.values(pool.need).reduce((sum, n) => sum + n, 0);
    const unfilled = pools.filter(
      (pool) => pool.standing.length + fillSeats(pool).taken.length < seats(pool),
    );
    expect(unfilled.length).toBeGreaterThan(1000);
    expect(unfilled.length).toBeLessThan(3000);
  });

  it('seats all of them in own categories, moving as few standing members as any seating', () => {
    for (const pool of pools) {
      const { taken, seats, open } = fillSeats(pool);
      const people = [...pool.standing, ...pool.order.filter(({ cid }) => taken.includes(cid))];
      const moves = (seating: ReadonlyMap<string, string>) =>
        pool.standing.filter(({ cid, present }) => seating.get(cid) !== present).length;
      const chosen = new Map(seats.map(({ cid, category }) => [cid, category]));
      const all = seatings(pool.need, people);
      expect(all, JSON.stringify(pool)).toContainEqual(chosen);
      expect(moves(chosen)).toBe(Math.min(...all.map(moves)));
      const empty = Object.values(open).reduce((sum, n) => sum + n, 0);
      const asked = Object.values(pool.need).reduce((sum, n) => sum + n, 0);
      expect(empty + people.length).toBe(asked);
    }
  });

  it('names a cause for everybody passed over', () => {
    for (const pool of pools) {
      const { taken, skipped } = fillSeats(pool);
      const last = Math.max(
        -1,
        ...taken.map((cid) => pool.order.findIndex((one) => one.cid === cid)),
      );
      const passed = pool.order
        .slice(0, Math.max(0, last))
        .filter(({ cid }) => !taken.includes(cid));
      expect(skipped.map(({ cid }) => cid)).toEqual(
        expect.arrayContaining(passed.map(({ cid }) => cid)),
      );
    }
  });

  it('names categories that really bind: one seat less there, and the others fit as before', () => {
    for (const pool of pools.filter(({ standing: there }) => there.length === 0)) {
      const { short, taken } = fillSeats(pool);
      for (const category of short) {
        const need = { ...pool.need, [category]: (pool.need[category] ?? 0) - 1 };
        expect(takenByTrying({ ...pool, need }).length, JSON.stringify(pool)).toBe(taken.length);
      }
    }
  });
});

describe('corner cases', () => {
  it('draw-1 a cascade of declines walks down one order and ends with nobody', () => {
    const people = order('a x h1', 'b x h2', 'c x h3');
    const gone: string[] = [];
    const asked: (string | undefined)[] = [];
    for (let step = 0; step < 4; step += 1) {
      const [next] = fill({
        need: { x: 1 },
        order: people.filter(({ cid }) => !gone.includes(cid)),
      }).taken;
      asked.push(next);
      if (next !== undefined) gone.push(next);
    }
    expect(asked).toEqual(['a', 'b', 'c', undefined]);
  });

  it('draw-2 standing members who block the last seat: the seat is open and named', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      standing: [standing('a x h1', 'x')],
      order: order('b y h1'),
    });
    expect(filled).toMatchObject({ taken: [], open: { y: 1 }, short: ['y'] });
  });

  it('draw-2 the seat can be filled when the employers may sit together', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      unitCap: 2,
      standing: [standing('a x h1', 'x')],
      order: order('b y h1'),
    });
    expect(filled).toMatchObject({ taken: ['b'], open: {} });
  });

  it('draw-3 a member moves to the seat that nobody else can take', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      standing: [standing('a x,y h1', 'x')],
      order: order('b x h2'),
    });
    expect(filled.taken).toEqual(['b']);
    expect(filled.seats).toEqual([
      { cid: 'a', category: 'y' },
      { cid: 'b', category: 'x' },
    ]);
  });

  it('draw-3 a member stays while somebody else can take the seat', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      standing: [standing('a x,y h1', 'y')],
      order: order('b x,y h2'),
    });
    expect(filled.seats).toContainEqual({ cid: 'a', category: 'y' });
  });

  it('draw-4 a locked seat does not move, and the other stays open', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      standing: [standing('a x,y h1', 'x', 'locked')],
      order: order('b x h2'),
    });
    expect(filled).toMatchObject({ taken: [], open: { y: 1 }, short: ['y'] });
  });

  it('draw-5 a category without anybody is named before anything is drawn', () => {
    const filled = fill({ need: { x: 1, y: 1 }, order: order('a x h1', 'b x h2') });
    expect(filled).toMatchObject({ open: { y: 1 }, short: ['y'] });
  });

  it('draw-6 somebody of two categories is seated once', () => {
    const filled = fill({ need: { x: 1, y: 1 }, order: order('a x,y h1', 'b x h2') });
    expect(filled.seats).toEqual([
      { cid: 'a', category: 'y' },
      { cid: 'b', category: 'x' },
    ]);
    expect(fill({ need: { x: 1, y: 1 }, order: order('a x,y h1') }).seats).toHaveLength(1);
  });

  it('never greedy: the only coder keeps the seat even behind others of the same employer', () => {
    const filled = fill({
      need: { code: 1, clin: 1 },
      order: order('a clin h1', 'b code h1', 'c clin h2'),
    });
    expect(filled.taken).toEqual(['b', 'c']);
    expect(filled.skipped).toEqual([{ cid: 'a', why: 'blocks', category: 'code' }]);
  });

  it('says why somebody is passed over', () => {
    const filled = fill({
      need: { x: 1, y: 1 },
      order: order('a x h1', 'b y h1', 'c x h2', 'd y h3'),
    });
    expect(filled.skipped).toEqual([
      { cid: 'b', why: 'unit' },
      { cid: 'c', why: 'full' },
    ]);
  });

  it('draw-27 nothing needed, nobody there, one for one, all for all', () => {
    const three = order('a x h1', 'b x h2', 'c x h3');
    expect(fill({ need: {}, order: three })).toMatchObject({ taken: [], open: {}, short: [] });
    expect(fill({ need: { x: 0 }, order: three })).toMatchObject({ taken: [], open: {} });
    expect(fill({ need: { x: 2 } })).toMatchObject({ taken: [], open: { x: 2 }, short: ['x'] });
    expect(fill({ need: { x: 1 }, order: order('a x h1') }).taken).toEqual(['a']);
    expect(fill({ need: { x: 3 }, order: three }).taken).toEqual(['a', 'b', 'c']);
  });

  it('draw-34 fewer than asked is never silent', () => {
    const filled = fill({ need: { x: 3 }, order: order('a x h1', 'b x h1', 'c x h2') });
    expect(filled).toMatchObject({ taken: ['a', 'c'], open: { x: 1 }, short: ['x'] });
  });
});
