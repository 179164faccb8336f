import { compareText, type Holder, type Need, type Seat } from './model.ts';

/**
 * Who sits where: everybody who can be seated, with the fewest standing members away from their
 * present seats (least-cost augmenting ways, one person after the other). Nobody moves a locked seat.
 */
export const seatAll = (need: Need, people: readonly Holder[]): readonly Seat[] => {
  const seated = new Map<string, Holder[]>(
    Object.keys(need)
      .sort(compareText)
      .map((category) => [category, []]),
  );
  for (const one of [...people].sort(byClaim)) seatOne(need, seated, one);
  const seats = new Map(
    [...seated].flatMap(([category, there]) => there.map(({ cid }) => [cid, category] as const)),
  );
  return people.flatMap(({ cid }) => {
    const category = seats.get(cid);
    return category === undefined ? [] : [{ cid, category }];
  });
};

/** Locked before present before new; sorting keeps the order within each. */
const byClaim = (a: Holder, b: Holder): number => claim(a) - claim(b);
const claim = ({ locked, present }: Holder): number =>
  locked !== null ? 0 : present !== undefined ? 1 : 2;

export const seatsOpenTo = ({ locked, cats }: Holder): readonly string[] =>
  locked === null ? cats : [locked];

const cost = ({ present }: Holder, category: string): number =>
  present === undefined || present === category ? 0 : 1;

interface Step {
  readonly cost: number;
  /** whose seat is taken over and in which category it was; null at the start */
  readonly from: { readonly category: string; readonly mover: Holder } | null;
}

type Seated = ReadonlyMap<string, Holder[]>;

const seatOne = (need: Need, seated: Seated, one: Holder): void => {
  const steps = cheapestSteps(seated, one);
  const free = [...steps]
    .filter(([category]) => (seated.get(category)?.length ?? 0) < (need[category] ?? 0))
    .sort(([a, x], [b, y]) => (x.cost === y.cost ? compareText(a, b) : x.cost - y.cost));
  let category = free[0]?.[0];
  if (category === undefined) return;
  for (let step = steps.get(category); step?.from != null; step = steps.get(category)) {
    move(seated, step.from.mover, { from: step.from.category, to: category });
    category = step.from.category;
  }
  seated.get(category)?.push(one);
};

const move = (seated: Seated, one: Holder, { from, to }: { from: string; to: string }): void => {
  const left = seated.get(from) ?? [];
  left.splice(left.indexOf(one), 1);
  seated.get(to)?.push(one);
};

/** Bellman and Ford: a way may win back what an earlier one cost, so that costs can be negative. */
const cheapestSteps = (seated: Seated, one: Holder): ReadonlyMap<string, Step> => {
  const steps = new Map<string, Step>();
  for (const category of seatsOpenTo(one))
    if (seated.has(category)) steps.set(category, { cost: cost(one, category), from: null });
  while (relax(seated, steps));
  return steps;
};

/** One round over all who sit: did somebody's move make a category cheaper to reach? */
const relax = (seated: Seated, steps: Map<string, Step>): boolean => {
  let changed = false;
  for (const [category, step] of steps)
    for (const mover of seated.get(category) ?? [])
      for (const to of seatsOpenTo(mover)) {
        const total = step.cost + cost(mover, to) - cost(mover, category);
        if (!seated.has(to) || total >= costTo(steps, to)) continue;
        steps.set(to, { cost: total, from: { category, mover } });
        changed = true;
      }
  return changed;
};

const costTo = (steps: ReadonlyMap<string, Step>, category: string): number =>
  steps.get(category)?.cost ?? Infinity;
