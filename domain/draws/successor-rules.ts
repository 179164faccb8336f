import { addWorkingHours } from '../kernel/working-days.ts';
import { fillSeats, type Filled } from '../vrs/index.ts';
import { endOf, freeTeam, invite, officeOf } from './invite-rules.ts';
import type { DrawsEvent, Replacement } from './model-events.ts';
import type {
  Invitation,
  Need,
  OrderedMember,
  OutCode,
  Task,
  TaskState,
  TaskStatus,
} from './model.ts';
import type { Ruling } from './rules.ts';

/** Who is asked for a seat or holds it. */
export const STANDING: readonly Invitation['status'][] = ['invited', 'accepted'];

/** Who never answered, whether or not the seat has gone on. */
export const UNHEARD: readonly Invitation['status'][] = ['silent', 'replaced'];

/**
 * The next in the same order who completes the panel is asked (draw.md 2.3, step 8); who was ever asked
 * does not come again (draw-1). A member who has not accepted may move to another of the own categories
 * (draw-3), a settled seat stays (draw-4). Nobody left: said so, with counts (draw-35).
 */
export const advance = (
  state: TaskState,
  vacated: readonly string[],
  world: Ruling,
): readonly DrawsEvent[] => {
  const { task } = state;
  // who was named before there is a draw has nobody to follow: the draw will fill the seat
  if (isUndrawn(state)) return [];
  const { held, filled, open } = completion(state, vacated, world);
  const step = replacementOf(state, { held, filled, world });
  const isFull = Object.keys(open).length === 0;
  const refills = isFull ? refillsOf(state) : null;
  const said =
    step.taken.length + step.moved.length === 0 ? [] : replaced(state, { held, step, refills });
  const next = invited(state, { held, vacated, step }, world);
  return [
    ...said,
    ...next,
    ...(isFull ? [] : [exhausted(task, { open, asked: next.length }, world)]),
  ];
};

/** Work for which nothing was drawn: whoever stands in it was named. */
export const isUndrawn = ({ order }: TaskState): boolean => order.length === 0;

/** Who stands once these seats are free, who would complete the panel, and what stays open. */
export const completion = (
  state: TaskState,
  vacated: readonly string[],
  world: Ruling,
): { readonly held: readonly Invitation[]; readonly filled: Filled; readonly open: Need } => {
  const { task, order, standing } = state;
  const there = state.invitations.filter(
    ({ id, status }) => STANDING.includes(status) && !vacated.includes(id),
  );
  const held = there.filter((one) => !isNamedBefore(state, one));
  const filled = fillSeats({
    need: standing.need,
    unitCap: standing.unitCap,
    standing: held.flatMap((one) => holderOf(order, one, world)),
    order: endOf(task) <= world.now ? [] : whoMayFollow(state),
  });
  const named = there.filter((one) => isNamedBefore(state, one));
  return { held, filled, open: sumOf(filled.open, namedOpen(state, named)) };
};

/** Named before the draw: such a seat was not drawn for, and is filled by name again. */
const isNamedBefore = ({ standing }: TaskState, { place, person }: Invitation): boolean =>
  place === 0 && standing.named.includes(person);

const namedOpen = ({ task, standing }: TaskState, named: readonly Invitation[]): Need => {
  const seats = Object.entries(task.need).map(([category, all]): readonly [string, number] => [
    category,
    all - (standing.need[category] ?? 0) - named.filter((one) => one.category === category).length,
  ]);
  return Object.fromEntries(seats.filter(([, count]) => count > 0));
};

const sumOf = (one: Need, other: Need): Need =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((category) => [
      category,
      (one[category] ?? 0) + (other[category] ?? 0),
    ]),
  );

const whoMayFollow = ({ order, invitations }: TaskState): readonly OrderedMember[] => {
  const asked = new Set(invitations.map(({ cid }) => cid));
  return order.filter(({ cid, out }) => out === null && !asked.has(cid));
};

/** The seat is settled once the expert knows it for good: by policy on inviting or on accepting. */
const isLocked = ({ status }: Invitation, { policy }: Ruling): boolean =>
  status === 'accepted' || policy.draws.seatLocks.value === 'inviting';

const holderOf = (order: TaskState['order'], invitation: Invitation, world: Ruling) => {
  const member = order.find(({ cid }) => cid === invitation.cid);
  const { cid, category } = invitation;
  const locked = isLocked(invitation, world) ? category : null;
  // somebody named without a draw has no row of the list, and keeps the seat as it was given
  return member === undefined
    ? [{ cid, cats: [category], unit: cid, present: category, locked: category }]
    : [{ cid, cats: member.cats, unit: member.unit, present: category, locked }];
};

interface Step {
  readonly held: readonly Invitation[];
  readonly filled: Filled;
  readonly world: Ruling;
}

/** All that somebody else needs to come to the same replacement, in pseudonyms. */
const replacementOf = (state: TaskState, { held, filled, world }: Step): Replacement => {
  const { standing, order, invitations } = state;
  const keep = held.map((one) => ({
    cid: one.cid,
    category: one.category,
    locked: isLocked(one, world),
  }));
  const kept = new Set(keep.map(({ cid }) => cid));
  const seatOf = new Map(filled.seats.map(({ cid, category }) => [cid, category]));
  return {
    round: standing.round,
    code: standing.code,
    unitCap: standing.unitCap,
    ...(standing.lifted.length === 0 ? {} : { admitted: standing.lifted }),
    gone: invitations.flatMap((one) =>
      kept.has(one.cid) || isNamedBefore(state, one) ? [] : [one.cid],
    ),
    passed: order.flatMap(({ cid, out }) =>
      out === null || kept.has(cid) ? [] : [{ cid, out: neutral(out) }],
    ),
    keep,
    taken: filled.taken.map((cid) => ({ cid, category: seatOf.get(cid) ?? '' })),
    moved: keep.flatMap(({ cid, category }) => {
      const to = seatOf.get(cid);
      return to === undefined || to === category ? [] : [{ cid, from: category, to }];
    }),
    open: filled.open,
  };
};

/** Whoever has come to be out since the list was frozen: recusals all read alike (C-01). */
const neutral = (out: OutCode): string => (out.startsWith('R') ? 'R5' : out);

type Refills = Extract<DrawsEvent, { type: 'draws.replaced' }>['refills'];

/** That nobody was left is put right for whoever read it (draw-35). */
const refillsOf = ({ task: { status, enteredBy }, invitations }: TaskState): Refills =>
  status === 'unfilled' ? { asked: invitations.length, enteredBy } : null;

interface Replacing {
  readonly held: readonly Invitation[];
  readonly step: Replacement;
  readonly refills: Refills;
}

const replaced = (
  { standing, task }: TaskState,
  { held, step, refills }: Replacing,
): readonly DrawsEvent[] => {
  if (standing.draw === null) return [];
  return [
    {
      type: 'draws.replaced',
      draw: standing.draw,
      task: task.id,
      number: task.number,
      round: step.round,
      taken: step.taken.length,
      moved: step.moved.flatMap(({ cid, from, to }) => {
        const one = held.find((invitation) => invitation.cid === cid);
        return one === undefined ? [] : [{ invitation: one.id, person: one.person, from, to }];
      }),
      refills,
      private: { replacement: step },
    },
  ];
};

interface Following {
  readonly held: readonly Invitation[];
  readonly vacated: readonly string[];
  readonly step: Replacement;
}

const invited = (
  { task, order, invitations }: TaskState,
  { held, vacated, step }: Following,
  world: Ruling,
): readonly DrawsEvent[] => {
  const free = invitations.filter(({ id }) => vacated.includes(id));
  const seated = held.map(({ category, team }) => ({ category, team }));
  return step.taken.map(({ cid, category }) => {
    const at = Math.max(
      0,
      free.findIndex((one) => one.category === category),
    );
    const before = free.splice(at, 1)[0];
    const team = before?.team ?? freeTeam(task.extras.teams, seated, category);
    seated.push({ category, team });
    const seat = { cid, category, team };
    return invite(task, { seat, members: order, replaces: before?.id ?? null }, world);
  });
};

const exhausted = (
  task: Task,
  { open, asked }: { readonly open: Need; readonly asked: number },
  world: Ruling,
): DrawsEvent => ({
  type: 'draws.exhausted',
  task: task.id,
  number: task.number,
  open,
  silent: 0,
  asked,
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
