import { compareText, type Candidate, type Need, type UnitCap } from './model.ts';
import type { Turns } from './turns.ts';

/** A member by numbers: categories by their place in the sorted need, the unit by its first appearance. */
export interface Member {
  readonly cats: readonly number[];
  readonly unit: number;
}

/** Everybody who could sit, standing members first, then the drawn order. */
export interface Pool {
  readonly categories: readonly string[];
  readonly need: readonly number[];
  readonly cap: number;
  readonly members: readonly Member[];
  readonly unitMembers: readonly (readonly number[])[];
  /** members of each category, in their order */
  readonly byCategory: readonly (readonly number[])[];
}

const MEMBERS_A_TURN = 5_000;

export interface Asked {
  readonly need: Need;
  readonly unitCap: UnitCap;
  readonly people: readonly Candidate[];
}

export function* poolOf({ need, unitCap, people }: Asked): Turns<Pool> {
  const seats = seatsByCategory(need);
  const numbers = new Map(seats.map(([category], index) => [category, index]));
  const units = new Map<string, number>();
  const members: Member[] = [];
  const unitMembers: number[][] = [];
  const byCategory = seats.map((): number[] => []);
  for (const [index, { cats, unit: name }] of people.entries()) {
    const unit = numberOf(units, name);
    const own = numbersOf(cats, numbers);
    members.push({ cats: own, unit });
    if (unit === unitMembers.length) unitMembers.push([]);
    unitMembers[unit]?.push(index);
    for (const category of own) byCategory[category]?.push(index);
    if (index % MEMBERS_A_TURN === MEMBERS_A_TURN - 1) yield;
  }
  return {
    categories: seats.map(([category]) => category),
    need: seats.map(([, count]) => count),
    cap: unitCap === 'none' ? Infinity : unitCap,
    members,
    unitMembers,
    byCategory,
  };
}

const numberOf = (units: Map<string, number>, name: string): number => {
  const known = units.get(name);
  if (known !== undefined) return known;
  units.set(name, units.size);
  return units.size - 1;
};

/** Sorted, so that no writing of `need` can change a draw (draw-25). */
const seatsByCategory = (need: Need): readonly (readonly [string, number])[] =>
  Object.entries(need)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => compareText(a, b));

const numbersOf = (
  cats: readonly string[],
  numbers: ReadonlyMap<string, number>,
): readonly number[] => {
  const own: number[] = [];
  for (const category of cats) {
    const number = numbers.get(category);
    if (number !== undefined && !own.includes(number)) own.push(number);
  }
  return own;
};
