import { addWorkingHours } from '../kernel/working-days.ts';
import { endOf, invite, officeOf } from './invite-rules.ts';
import type { DrawsEvent } from './model-events.ts';
import type { Invitation, Need, Task, TaskState, TaskStatus } from './model.ts';
import { fillSeats } from './panel-rules.ts';
import type { Ruling } from './rules.ts';

/** Who is asked for a seat or holds it. */
export const STANDING: readonly Invitation['status'][] = ['invited', 'accepted'];

/**
 * The next in the same order who completes the panel is asked (draw.md 2.3, step 8); who was ever asked
 * does not come again (draw-1). Nobody left: said so, with counts (draw-35).
 */
export const advance = (
  { task, order, invitations }: TaskState,
  vacated: readonly string[],
  world: Ruling,
): readonly DrawsEvent[] => {
  const standing = invitations.filter(
    ({ id, status }) => STANDING.includes(status) && !vacated.includes(id),
  );
  const asked = new Set(invitations.map(({ cid }) => cid));
  const over = endOf(task) <= world.now;
  const { taken, seats, open } = fillSeats({
    need: task.need,
    unitCap: world.policy.draws.unitCap.value,
    standing: standing.flatMap(({ cid, category }) => seatHolder(order, cid, category)),
    order: over ? [] : order.filter(({ cid, out }) => out === null && !asked.has(cid)),
  });
  const free = invitations.filter(({ id }) => vacated.includes(id));
  const next = seats
    .filter(({ cid }) => taken.includes(cid))
    .map((seat) => {
      const at = free.findIndex(({ category }) => category === seat.category);
      const replaces = at < 0 ? null : (free.splice(at, 1)[0]?.id ?? null);
      return invite(task, { seat, members: order, replaces }, world);
    });
  return Object.keys(open).length === 0 ? next : [...next, exhausted(task, open, world)];
};

/** Somebody who was told a category keeps it (draw-4). */
const seatHolder = (order: TaskState['order'], cid: string, category: string) => {
  const member = order.find((one) => one.cid === cid);
  return member === undefined ? [] : [{ cid, cats: [category], unit: member.unit }];
};

const exhausted = (task: Task, open: Need, world: Ruling): DrawsEvent => ({
  type: 'draws.exhausted',
  task: task.id,
  number: task.number,
  open,
  enteredBy: task.enteredBy,
  dueAt: addWorkingHours(
    world.now,
    world.policy.draws.unfilledWorkingHours.value,
    officeOf(world),
  ).at.toISOString(),
});

const totalOf = (need: Need): number => Object.values(need).reduce((sum, n) => sum + n, 0);

/** Where a drawn task stands by its invitations: `filled` only when every seat has said yes (draw-35). */
export const taskStatusOf = (
  need: Need,
  invitations: readonly Pick<Invitation, 'status'>[],
): TaskStatus => {
  const standing = invitations.filter(({ status }) => STANDING.includes(status));
  if (standing.length < totalOf(need)) return 'unfilled';
  return standing.every(({ status }) => status === 'accepted') ? 'filled' : 'inviting';
};
