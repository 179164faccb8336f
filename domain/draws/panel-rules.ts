import { hmacSm3 } from '../kernel/sm3.ts';
import type { Need, Seat } from './model.ts';

/** Somebody who could take a seat; units are employers. */
export interface Candidate {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly unit: string;
}

export interface Filling {
  readonly need: Need;
  readonly unitCap: 1 | 'none';
  /** who holds or was asked for a seat; `cats` is the one category they were told, where they were */
  readonly standing: readonly Candidate[];
  /** the others, in the drawn order */
  readonly order: readonly Candidate[];
}

export interface Filled {
  /** the newly taken, in the drawn order */
  readonly taken: readonly string[];
  /** standing and taken with their categories */
  readonly seats: readonly Seat[];
  /** seats nobody is left for */
  readonly open: Need;
  /** categories that together have too few candidates; empty where all seats are filled */
  readonly short: readonly string[];
}

/** The drawn order: by HMAC-SM3 of the pseudonym under the seed, ties by the pseudonym (draw.md 2.2). */
export const drawnOrder = (seed: string, cids: readonly string[]): readonly string[] => {
  const key = Buffer.from(seed, 'hex');
  return cids
    .map((cid) => ({ cid, ticket: hmacSm3(key, cid).toString('hex') }))
    .sort((a, b) => compare(`${a.ticket} ${a.cid}`, `${b.ticket} ${b.cid}`))
    .map(({ cid }) => cid);
};

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Walks the order and takes whoever leaves the seats fillable with everybody taken so far
 * (draw.md 2.3, step 7): as many seats as can be filled at all, never greedy by category. Feasibility
 * is two bipartite matchings (Mendelsohn–Dulmage): seats to units, and the taken to seats.
 */
export const fillSeats = (filling: Filling): Filled => {
  const seats = seatsOf(filling.need);
  const best = matchSeats(seats, supplyOf(filling, filling.standing)).size;
  const taken: Candidate[] = [];
  for (const one of filling.order) {
    if (filling.standing.length + taken.length >= best) break;
    if (fits(filling, seats, { forced: [...filling.standing, ...taken, one], best }))
      taken.push(one);
  }
  const all = [...filling.standing, ...taken];
  const seated = seatEach(all, seats);
  return {
    taken: taken.map(({ cid }) => cid),
    seats: all.flatMap(({ cid }, index) => seatOf(cid, seats[seated.get(index) ?? -1])),
    open: openSeats(seats, new Set(seated.values())),
    short: shortCategories(seats, supplyOf(filling, filling.standing)),
  };
};

const seatOf = (cid: string, category: string | undefined): readonly Seat[] =>
  category === undefined ? [] : [{ cid, category }];

/** One entry for each seat, by category: an order that no writing of `need` can change. */
const seatsOf = (need: Need): readonly string[] =>
  Object.entries(need)
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([category, count]) => Array.from({ length: count }, () => category));

const unitOf = ({ unitCap }: Filling, one: Candidate): string =>
  unitCap === 1 ? one.unit : one.cid;

type Supply = ReadonlyMap<string, readonly string[]>;

/** The units that could fill each category; a unit whose member is taken offers that member only. */
const supplyOf = (filling: Filling, forced: readonly Candidate[]): Supply => {
  const held = new Map(forced.map((one) => [unitOf(filling, one), one.cats]));
  const offers = new Map<string, Set<string>>();
  const offer = (unit: string, cats: readonly string[]): void => {
    for (const category of cats)
      offers.set(category, (offers.get(category) ?? new Set()).add(unit));
  };
  for (const [unit, cats] of held) offer(unit, cats);
  for (const one of filling.order) {
    const unit = unitOf(filling, one);
    if (!held.has(unit)) offer(unit, one.cats);
  }
  return new Map([...offers].map(([category, units]) => [category, [...units]]));
};

const fits = (
  filling: Filling,
  seats: readonly string[],
  { forced, best }: { readonly forced: readonly Candidate[]; readonly best: number },
): boolean => {
  const units = new Set(forced.map((one) => unitOf(filling, one)));
  if (units.size < forced.length) return false;
  return (
    seatEach(forced, seats).size === forced.length &&
    matchSeats(seats, supplyOf(filling, forced)).size === best
  );
};

/** Seat by index → unit. */
const matchSeats = (seats: readonly string[], supply: Supply): ReadonlyMap<number, string> =>
  inverted(matched(seats.length, (seat) => supply.get(seats[seat] ?? '') ?? []));

/** Member by index → seat by index. */
const seatEach = (
  members: readonly Candidate[],
  seats: readonly string[],
): ReadonlyMap<number, number> =>
  inverted(
    matched(members.length, (member) =>
      seats.flatMap((category, seat) =>
        members[member]?.cats.includes(category) === true ? [seat] : [],
      ),
    ),
  );

const inverted = <R>(rightToLeft: ReadonlyMap<R, number>): ReadonlyMap<number, R> =>
  new Map([...rightToLeft].map(([right, left]) => [left, right]));

/** A largest matching of `left` items (by index) to their neighbours: Kuhn's augmenting paths. */
const matched = <R>(
  left: number,
  neighbours: (item: number) => readonly R[],
): ReadonlyMap<R, number> => {
  const held = new Map<R, number>();
  const grow = (item: number, seen: Set<R>): boolean => {
    for (const right of neighbours(item)) {
      if (seen.has(right)) continue;
      seen.add(right);
      const holder = held.get(right);
      if (holder === undefined || grow(holder, seen)) {
        held.set(right, item);
        return true;
      }
    }
    return false;
  };
  for (let item = 0; item < left; item += 1) grow(item, new Set());
  return held;
};

const openSeats = (seats: readonly string[], used: ReadonlySet<number>): Need => {
  const open: Record<string, number> = {};
  seats.forEach((category, seat) => {
    if (!used.has(seat)) open[category] = (open[category] ?? 0) + 1;
  });
  return open;
};

/**
 * The binding categories (Hall's violator): from a seat that stays empty, every category whose seats
 * compete for the same units, directly or through others.
 */
const shortCategories = (seats: readonly string[], supply: Supply): readonly string[] => {
  const units = matchSeats(seats, supply);
  const empty = seats.findIndex((_category, seat) => !units.has(seat));
  const rivalsOf = (category: string): readonly string[] => {
    const rivals = new Set(supply.get(category));
    return seats.filter((_category, seat) => rivals.has(units.get(seat) ?? ''));
  };
  const short = new Set(seats.slice(empty, empty + 1).filter(() => empty >= 0));
  // a set hands out what is added while it is walked
  for (const category of short) for (const rival of rivalsOf(category)) short.add(rival);
  return [...short].sort(compare);
};

/** How many of the order could take a seat of these categories. */
export const countFor = (members: readonly Candidate[], categories: readonly string[]): number =>
  members.filter(({ cats }) => cats.some((category) => categories.includes(category))).length;
