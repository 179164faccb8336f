import { utf8 } from './bytes.ts';
import { log2Choose } from './digits.ts';
import type { Candidate, Hashing, Need, Pause, Row, Rules } from './model.ts';
import { Flow } from './flow.ts';
import { poolOf, type Pool } from './pool.ts';
import { inTurns, type Turns } from './turns.ts';

/** By cid, of everybody who may be drawn; `runs` is how many draws were tried, 0 where the chance is exact. */
export interface Chances extends ReadonlyMap<string, number> {
  readonly runs: number;
}

const RUNS = 20_000;
/** People looked at in all runs together: about two seconds. */
const MOST_STEPS = 10_000_000;
const LEAST_RUNS = 100;
const STEPS_A_TURN = 50_000;
const SEARCH = 100;
const LAYOUT = 20;

/**
 * Everybody's chance to be drawn (draw.md 3.3): exact where one category is drawn with equal weights
 * and no employer can have too many; else by trying, always with the same seed, fewer times in a big
 * pool so that it ends in seconds.
 */
export const chancesOf = (
  { rules, rows }: { rules: Pick<Rules, 'need' | 'unitCap'>; rows: readonly Row[] },
  { runs = RUNS, pause, hashing }: { runs?: number; pause: Pause; hashing: Hashing },
): Promise<Chances> => {
  const people = rows.filter(({ out }) => out === '');
  const exact = exactChances(rules, people);
  return exact === null
    ? inTurns(tried(rules, people, { runs, hashing }), pause)
    : Promise.resolve(exact);
};

type Asked = Pick<Rules, 'need' | 'unitCap'>;

const withRuns = (chances: ReadonlyMap<string, number>, runs: number): Chances =>
  Object.assign(new Map(chances), { runs });

const exactChances = ({ need, unitCap }: Asked, people: readonly Row[]): Chances | null => {
  const wanted = Object.entries(need).filter(([, count]) => count > 0);
  const [category, seats] = wanted[0] ?? ['', 0];
  if (wanted.length > 1) return null;
  const able = people.filter(({ cats }) => cats.includes(category));
  if (able.some(({ w }) => w !== able[0]?.w) || largestUnit(able) > capOf(unitCap)) return null;
  const chance = able.length === 0 ? 0 : Math.min(1, seats / able.length);
  return withRuns(
    new Map(people.map(({ cid, cats }) => [cid, cats.includes(category) ? chance : 0])),
    0,
  );
};

const capOf = (cap: Rules['unitCap']): number => (cap === 'none' ? Infinity : cap);

const largestUnit = (people: readonly Candidate[]): number => {
  const sizes = new Map<string, number>();
  for (const { unit } of people) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  return Math.max(0, ...new Set(sizes.values()));
};

function* tried(
  { need, unitCap }: Asked,
  people: readonly Row[],
  { runs, hashing }: { runs: number; hashing: Hashing },
): Turns<Chances> {
  const wanted = people.filter(({ cats }) => cats.some((category) => (need[category] ?? 0) > 0));
  const pool = yield* poolOf({ need, unitCap, people: wanted });
  const pick = picker(wanted, hashing);
  const counts = new Float64Array(wanted.length);
  let round = 0;
  for (let steps = 0, turn = 0; round < runs; round += 1) {
    if (steps > MOST_STEPS && round >= LEAST_RUNS) break;
    const { taken, looked } = oneDraw(pool, pick);
    for (const member of taken) counts[member] = (counts[member] ?? 0) + 1;
    steps += looked;
    turn += looked;
    if (turn < STEPS_A_TURN) continue;
    turn = 0;
    yield;
  }
  yield* shareAlike(counts, wanted, { need, unitCap });
  const shares = wanted.map(({ cid }, index) => [cid, (counts[index] ?? 0) / round] as const);
  return withRuns(new Map([...people.map(({ cid }) => [cid, 0] as const), ...shares]), round);
}

/**
 * People whom no draw can tell apart have one chance: their counts are shared among them, so that the
 * luck of the trials favours none.
 */
function* shareAlike(
  counts: Float64Array,
  people: readonly Row[],
  { need, unitCap }: Asked,
): Turns<void> {
  const own = yield* numbered(people, ({ cats, w = 1 }) =>
    JSON.stringify([cats.filter((category) => (need[category] ?? 0) > 0).toSorted(), w]),
  );
  const units = unitCap === 'none' ? own.map(() => 0) : yield* unitsAlike(people, own);
  const heaps = yield* numbered(people, (_row, index) => `${own[index]} ${units[index]}`);
  const means = meansOf(counts, heaps);
  for (const [index, heap] of heaps.entries()) counts[index] = means[heap] ?? 0;
}

const meansOf = (counts: Float64Array, heaps: readonly number[]): Float64Array => {
  const sums = new Float64Array(counts.length);
  const sizes = new Float64Array(counts.length);
  for (const [index, heap] of heaps.entries()) {
    sums[heap] = (sums[heap] ?? 0) + (counts[index] ?? 0);
    sizes[heap] = (sizes[heap] ?? 0) + 1;
  }
  return sums.map((sum, heap) => sum / Math.max(1, sizes[heap] ?? 0));
};

/** For each, what kind of employer it is: which kinds of people it could send. */
function* unitsAlike(people: readonly Row[], own: readonly number[]): Turns<readonly number[]> {
  const staff = new Map<string, number[]>();
  for (const [index, { unit }] of people.entries()) {
    const colleagues = staff.get(unit) ?? [];
    colleagues.push(own[index] ?? 0);
    staff.set(unit, colleagues);
  }
  yield;
  const names = [...staff.keys()];
  const kinds = yield* numbered(names, (unit) => (staff.get(unit) ?? []).toSorted().join(' '));
  const kindOf = new Map(names.map((unit, index) => [unit, kinds[index] ?? 0]));
  return people.map(({ unit }) => kindOf.get(unit) ?? 0);
}

const NUMBERED_A_TURN = 5000;

/** The same number for everything with the same key. */
function* numbered<T>(
  all: readonly T[],
  keyOf: (one: T, index: number) => string,
): Turns<readonly number[]> {
  const known = new Map<string, number>();
  const numbers: number[] = [];
  for (const [index, one] of all.entries()) {
    const key = keyOf(one, index);
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    numbers.push(number);
    if (index % NUMBERED_A_TURN === NUMBERED_A_TURN - 1) yield;
  }
  return numbers;
}

/** Gives the member at a place of a random order; the places before it are settled already. */
type Picker = (place: number) => number;

const oneDraw = (pool: Pool, pick: Picker): { taken: readonly number[]; looked: number } => {
  const flow = new Flow(pool);
  flow.fill();
  const taken: number[] = [];
  let place = 0;
  for (const seats = flow.size; taken.length < seats; place += 1) {
    const member = pick(place);
    if (flow.take(member)) taken.push(member);
  }
  // a seat costs searches among all who sit, and the whole is laid out anew
  return { taken, looked: place + taken.length * SEARCH + pool.members.length / LAYOUT };
};

/** Fisher and Yates as far as needed; whoever has fewer tickets is put back more often. */
const picker = (rows: readonly Row[], hashing: Hashing): Picker => {
  const random = randomOf(hashing);
  const order = rows.map((_row, index) => index);
  const weights = rows.map(({ w = 1 }) => w);
  const most = Math.max(...new Set(weights));
  return (place) => {
    for (;;) {
      const other = place + Math.floor(random() * (order.length - place));
      const chosen = order[other] ?? -1;
      if (random() * most >= (weights[chosen] ?? 1)) continue;
      order[other] = order[place] ?? -1;
      order[place] = chosen;
      return chosen;
    }
  };
};

/** sfc32, good enough to estimate a chance; never draws anybody. */
const randomOf = (hashing: Hashing): (() => number) => {
  const seed = hashing.sm3(utf8('chances of SM3-VRS-1'));
  const view = new DataView(Uint8Array.from(seed).buffer);
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => view.getInt32(at)) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
};

/** What staff are told before the commitment (draw.md 3.3). */
export type Warning =
  | { readonly kind: 'certain'; readonly cid: string }
  | { readonly kind: 'never'; readonly cid: string }
  | {
      readonly kind: 'few';
      readonly category: string;
      readonly candidates: number;
      readonly seats: number;
    };

const CANDIDATES_A_SEAT = 3;

/** Seats without randomness, people who can never be drawn, fewer than three candidates for a seat. */
export const warningsOf = (
  chances: ReadonlyMap<string, number>,
  rows: readonly Row[],
  need: Need,
): readonly Warning[] => {
  const people = rows.filter(({ out }) => out === '');
  return [
    ...people.flatMap(({ cid }) => extreme(cid, chances.get(cid) ?? 0)),
    ...Object.entries(need).flatMap(([category, seats]): Warning[] => {
      const candidates = people.filter(({ cats }) => cats.includes(category)).length;
      const few = seats > 0 && candidates < CANDIDATES_A_SEAT * seats;
      return few ? [{ kind: 'few', category, candidates, seats }] : [];
    }),
  ];
};

const extreme = (cid: string, chance: number): readonly Warning[] => {
  if (chance === 1) return [{ kind: 'certain', cid }];
  return chance === 0 ? [{ kind: 'never', cid }] : [];
};

/** log2 C(n, k): the entropy a fair choice of this panel needs; compare the `bits` of the digits given. */
export const bitsNeeded = (rows: readonly Row[], need: Need): number => {
  const able = rows.filter(
    ({ out, cats }) => out === '' && cats.some((category) => (need[category] ?? 0) > 0),
  );
  const seats = Object.values(need).reduce((sum, count) => sum + count, 0);
  return log2Choose(able.length, Math.min(seats, able.length));
};
