import { describe, expect, it } from 'vitest';
import {
  bitsNeeded,
  chancesOf,
  explainShortage,
  fillSeats,
  NODE_HASHING,
  warningsOf,
  type Need,
  type Row,
  type UnitCap,
} from '../../domain/vrs/index.ts';

const rowsOf = (...lines: readonly string[]): readonly Row[] =>
  lines.map((line) => {
    const [cid = '', cats = '', unit = '', out = '', w] = line.split(' ');
    const row = { cid, cats: cats.split(','), unit, out: out === '-' ? '' : out };
    return w === undefined ? row : { ...row, w: Number(w) };
  });

const chances = (need: Need, rows: readonly Row[], unitCap: UnitCap = 1, runs = 4000) =>
  chancesOf(
    { rules: { need, unitCap }, rows },
    { runs, hashing: NODE_HASHING, pause: () => Promise.resolve() },
  );

/** By trying every order there is, each as likely as its tickets make it. */
const exact = (need: Need, rows: readonly Row[], unitCap: UnitCap): ReadonlyMap<string, number> => {
  const shares = new Map(rows.map(({ cid }) => [cid, 0]));
  const walk = (left: readonly Row[], order: readonly Row[], chance: number): void => {
    if (left.length === 0)
      for (const cid of fillSeats({ need, unitCap, standing: [], order }).taken)
        shares.set(cid, shares.get(cid)! + chance);
    const all = left.reduce((sum, { w = 1 }) => sum + w, 0);
    for (const one of left)
      walk(
        left.filter((other) => other !== one),
        [...order, one],
        (chance * (one.w ?? 1)) / all,
      );
  };
  walk(
    rows.filter(({ out }) => out === ''),
    [],
    1,
  );
  return shares;
};

describe("everybody's chance before the draw", () => {
  it('is exact for one category with equal weights', async () => {
    const rows = Array.from({ length: 40 }, (_none, at) => rowsOf(`p${at} x u${at}`)[0]!);
    const found = await chances({ x: 7 }, [...rows, ...rowsOf('q y u', 'r x u R1')]);
    expect(found.runs).toBe(0);
    expect(found.get('p0')).toBe(7 / 40);
    expect(found.get('q')).toBe(0);
    expect(found.has('r')).toBe(false);
    expect((await chances({ x: 7 }, rows.slice(0, 5))).get('p1')).toBe(1);
  });

  it.each<[string, Need, UnitCap, readonly string[]]>([
    ['two categories', { x: 1, y: 1 }, 1, ['a x h1', 'b x,y h1', 'c y h2', 'd x h3', 'e x h3']],
    ['employers', { x: 2 }, 1, ['a x h1', 'b x h1', 'c x h1', 'd x h2', 'e x h3']],
    ['weights', { x: 2 }, 'none', ['a x h1 - 1', 'b x h2 - 2', 'c x h3 - 3', 'd x h4 - 10']],
  ])('is what trying every order gives: %s', async (_what, need, unitCap, lines) => {
    const rows = rowsOf(...lines);
    const found = await chances(need, rows, unitCap);
    expect(found.runs).toBe(4000);
    for (const [cid, chance] of exact(need, rows, unitCap)) {
      const spread = Math.sqrt((chance * (1 - chance)) / 4000);
      expect(Math.abs(found.get(cid)! - chance), cid).toBeLessThanOrEqual(5 * spread);
    }
  });

  it('is the same for people whom no draw can tell apart, whatever the luck of the trials', async () => {
    const rows = rowsOf(
      ...['a x h1', 'b x h2', 'c x,z h3', 'd y h4', 'e y h5', 'f x h6', 'g y h6', 'h x h7 - 2'],
      ...['i z h8', 'j x h9', 'k x h9'],
    );
    const found = await chances({ x: 2, y: 1 }, rows, 1, 500);
    const of = (cid: string) => found.get(cid);
    expect([of('b'), of('c')]).toEqual([of('a'), of('a')]);
    expect(of('e')).toBe(of('d'));
    expect(of('k')).toBe(of('j'));
    // a colleague who competes for the one seat of the employer, or more tickets, make a difference
    for (const other of ['f', 'h', 'j']) expect(of(other), other).not.toBe(of('a'));
    expect(of('g')).not.toBe(of('d'));
    expect(of('i')).toBe(0);
    expect([...found.values()].reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(3);
  });

  it('comes out the same whenever it is asked', async () => {
    const rows = rowsOf('a x h1', 'b x,y h1', 'c y h2', 'd x h3');
    const [once, again] = [
      await chances({ x: 1, y: 1 }, rows),
      await chances({ x: 1, y: 1 }, rows),
    ];
    expect([...once]).toEqual([...again]);
  });

  it('warns where there is no randomness, no chance, or few to choose from', async () => {
    const rows = rowsOf('a x h1', 'b y h2', 'c y h3', 'd y h4', 'e z h5', 'f x h6 R1');
    const need = { x: 1, y: 1 };
    const warnings = warningsOf(await chances(need, rows), rows, need);
    expect(warnings).toEqual([
      { kind: 'certain', cid: 'a' },
      { kind: 'never', cid: 'e' },
      { kind: 'few', category: 'x', candidates: 1, seats: 1 },
    ]);
    expect(bitsNeeded(rows, need)).toBeCloseTo(Math.log2(6));
  });
});

describe('why seats cannot be filled', () => {
  const rows = rowsOf(
    'a clin h1',
    'b clin h2',
    'c code h1',
    'd code h3 C',
    'e code h4 R3',
    'f pharm h5',
  );

  it('draw-5 draw-34 names the binding category, who was filtered by what, and single changes that help', () => {
    const shortage = explainShortage({ need: { code: 2, clin: 1 }, unitCap: 1, rows });
    expect(shortage).toMatchObject({ fillable: 2, seats: 3, binding: ['code'] });
    expect(shortage.supply).toEqual([
      { category: 'clin', need: 1, all: 2, eligible: 2, byOut: {} },
      { category: 'code', need: 2, all: 3, eligible: 1, byOut: { C: 1, R3: 1 } },
    ]);
    expect(shortage.tried).toEqual([
      { change: { kind: 'unitCap', to: 2 }, fills: false },
      { change: { kind: 'unitCap', to: 'none' }, fills: false },
      { change: { kind: 'admit', out: 'C', people: 1 }, fills: true },
      { change: { kind: 'need', category: 'clin', to: 0 }, fills: false },
      { change: { kind: 'need', category: 'code', to: 1 }, fills: true },
    ]);
  });

  it('draw-2 finds that two of one employer would do', () => {
    const { binding, tried } = explainShortage({ need: { code: 1, clin: 2 }, unitCap: 1, rows });
    expect(binding).toEqual(['clin', 'code']);
    expect(tried.filter(({ fills }) => fills).map(({ change }) => change)).toEqual([
      { kind: 'unitCap', to: 2 },
      { kind: 'unitCap', to: 'none' },
      { kind: 'admit', out: 'C', people: 1 },
      { kind: 'need', category: 'clin', to: 1 },
      { kind: 'need', category: 'code', to: 0 },
    ]);
  });

  it('tries nothing where all can be filled', () => {
    const shortage = explainShortage({ need: { code: 1, clin: 1 }, unitCap: 1, rows });
    expect(shortage).toMatchObject({ fillable: 2, seats: 2, binding: [], tried: [] });
  });
});
