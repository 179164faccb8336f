import type { Candidate, Filling, Holder, Need, UnitCap } from '../../domain/vrs/index.ts';

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A pool small enough to try everything, with people who are already there. */
export const smallFilling = (random: () => number): Filling => {
  const kinds = ['a', 'b', 'c'].slice(0, 1 + Math.floor(random() * 3));
  const need = Object.fromEntries(kinds.map((kind) => [kind, Math.floor(random() * 3)]));
  const unitCap = ([1, 1, 2, 'none'] as const)[Math.floor(random() * 4)] ?? 1;
  const person = (name: string): Candidate => ({
    cid: name,
    cats: kinds.filter(() => random() < 0.5),
    unit: `u${Math.floor(random() * 4)}`,
  });
  const order = Array.from({ length: Math.floor(random() * 7) }, (_none, at) => person(`p${at}`));
  const standing: Holder[] = [];
  for (let at = 0; at < 3 && random() < 0.4; at += 1) {
    const one = person(`s${at}`);
    const present = one.cats[Math.floor(random() * one.cats.length)];
    if (present === undefined) continue;
    const locked = random() < 0.3 ? present : null;
    const joined = [...standing, { ...one, present, locked }];
    // nobody stands who could not have been taken
    if (seatings(need, joined).length > 0) standing.push({ ...one, present, locked });
  }
  return { need, unitCap, standing, order };
};

/** Every way to seat all of these people. */
export const seatings = (
  need: Need,
  [first, ...rest]: readonly (Candidate & { readonly locked?: string | null })[],
): readonly ReadonlyMap<string, string>[] => {
  if (first === undefined) return [new Map()];
  const open = first.locked == null ? first.cats : [first.locked];
  return open.flatMap((category) => {
    const seats = need[category] ?? 0;
    if (seats === 0) return [];
    const others = seatings({ ...need, [category]: seats - 1 }, rest);
    return others.map((others) => new Map([...others, [first.cid, category]]));
  });
};

const subsets = <T>([first, ...rest]: readonly T[]): readonly T[][] => {
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others, ...others.map((one) => [first, ...one])];
};

/** Newcomers are limited by employer; those who stand already stand. */
const keepsCap = (cap: UnitCap, standing: readonly Candidate[], joined: readonly Candidate[]) =>
  joined.every(({ unit }) => {
    const together = [...standing, ...joined].filter((one) => one.unit === unit).length;
    return cap === 'none' || together <= cap;
  });

/** Who is taken, by trying every panel there is: the definition, not the algorithm. */
export const takenByTrying = ({ need, unitCap, standing, order }: Filling): readonly string[] => {
  const panels = subsets(order).filter(
    (joined) =>
      keepsCap(unitCap, standing, joined) && seatings(need, [...standing, ...joined]).length > 0,
  );
  const most = Math.max(...panels.map(({ length }) => length));
  const largest = panels.filter(({ length }) => length === most);
  const taken: Candidate[] = [];
  for (const one of order)
    if (largest.some((panel) => [...taken, one].every((member) => panel.includes(member))))
      taken.push(one);
  return taken.map(({ cid }) => cid);
};
