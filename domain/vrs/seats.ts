import { Flow } from './flow.ts';
import type { Candidate, Filled, Filling, Holder, Need, Pause, Seat, Skip } from './model.ts';
import { poolOf, type Pool } from './pool.ts';
import { seatAll, seatsOpenTo } from './seating.ts';
import { atOnce, inTurns, type Turns } from './turns.ts';

const STEPS_A_TURN = 5_000;

/**
 * Walks the order and takes whoever leaves as many seats fillable as can be filled at all, with
 * everybody taken so far (draw.md 2.3, step 7): never greedy by category. Standing members may move
 * between their categories unless locked, and move only where somebody else could not sit otherwise.
 */
export const fillSeats = (filling: Filling): Filled => atOnce(filled(filling));

/** The same with pauses, for a hundred thousand candidates. */
export const fillSeatsInTurns = (filling: Filling, pause: Pause): Promise<Filled> =>
  inTurns(filled(filling), pause);

function* filled(filling: Filling): Turns<Filled> {
  const { need, standing } = filling;
  const order = withoutThe(standing, filling.order);
  const { flow, pool } = yield* filledFlow({ ...filling, order });
  const short = nameThem(flow.short(), pool);
  const { taken, skipped } = yield* walk(flow, pool, { standing, order });
  const joined = taken.map(({ cid, cats, unit }): Holder => ({ cid, cats, unit, locked: null }));
  const seats = seatAll(need, [...standing, ...joined]);
  return {
    taken: taken.map(({ cid }) => cid),
    seats,
    skipped,
    open: openSeats(need, seats),
    short,
  };
}

const withoutThe = (
  standing: readonly Holder[],
  order: readonly Candidate[],
): readonly Candidate[] => {
  if (standing.length === 0) return order;
  const there = new Set(standing.map(({ cid }) => cid));
  return order.filter(({ cid }) => !there.has(cid));
};

/** The most seats that can be filled with the standing members in it, before anybody is taken. */
export function* filledFlow(filling: Filling): Turns<{ flow: Flow; pool: Pool }> {
  const { need, unitCap, standing, order } = filling;
  const people = [...standing.map((one) => ({ ...one, cats: seatsOpenTo(one) })), ...order];
  const pool = yield* poolOf({ need, unitCap, people });
  const flow = new Flow(pool);
  const seats = new Map(seatAll(need, standing).map(({ cid, category }) => [cid, category]));
  for (const [index, { cid }] of standing.entries())
    flow.stand(index, pool.categories.indexOf(seats.get(cid) ?? ''));
  flow.fill();
  yield;
  return { flow, pool };
}

interface Queue {
  readonly standing: readonly Holder[];
  readonly order: readonly Candidate[];
}

interface Walked {
  readonly taken: readonly Candidate[];
  readonly skipped: readonly Skip[];
}

function* walk(flow: Flow, pool: Pool, { standing, order }: Queue): Turns<Walked> {
  const taken: Candidate[] = [];
  const skipped: Skip[] = [];
  let left = flow.size - flow.heldSeats;
  for (const [index, one] of order.entries()) {
    if (left === 0) break;
    const member = standing.length + index;
    if (flow.take(member)) {
      taken.push(one);
      left -= 1;
    } else skipped.push({ cid: one.cid, ...whyNot(flow, pool, member) });
    if (index % STEPS_A_TURN === STEPS_A_TURN - 1) yield;
  }
  return { taken, skipped };
}

const whyNot = (flow: Flow, pool: Pool, member: number): Omit<Skip, 'cid'> => {
  if (flow.unitIsFull(member)) return { why: 'unit' };
  if (!flow.admits(member)) return { why: 'full' };
  const [category] = nameThem(flow.blocked(member), pool);
  return category === undefined ? { why: 'full' } : { why: 'blocks', category };
};

export const nameThem = (numbers: readonly number[], pool: Pool): readonly string[] =>
  numbers.flatMap((number) => pool.categories.slice(number, number + 1));

const openSeats = (need: Need, seats: readonly Seat[]): Need =>
  Object.fromEntries(
    Object.entries(need)
      .map(([category, count]) => {
        const sitting = seats.filter((seat) => seat.category === category).length;
        return [category, Math.max(0, count - sitting)] as const;
      })
      .filter(([, count]) => count > 0),
  );
