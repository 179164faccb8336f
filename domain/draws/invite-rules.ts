import { instantAt, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import type { OfficeHours } from '../kernel/office.ts';
import { addWorkingHours, nextWorkingMoment, type Office } from '../kernel/working-days.ts';
import type { World } from '../kernel/world.ts';
import type { DrawsEvent } from './model-events.ts';
import type { OrderedMember, RulingPolicy, Task } from './model.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

type Days = { readonly firstDay: Day; readonly assembleAt: string };

/** When the work begins. */
export const startOf = ({ firstDay, assembleAt }: Days): Date => instantAt(firstDay, assembleAt);

/** After this nobody new is asked. */
export const endOf = ({ lastDay }: { readonly lastDay: Day }): Date => instantAt(lastDay, '23:59');

export const officeOf = ({
  calendar,
  policy,
}: World<{ readonly office: OfficeHours }>): Office => ({
  calendar,
  opens: policy.office.opens,
  closes: policy.office.closes,
});

export interface ReplyTime {
  readonly replyBy: Date;
  readonly byPhone: boolean;
  readonly urgent: boolean;
}

/**
 * Two working hours (C-06), never later than two hours before the work. Where even that has passed,
 * the seat goes to the call sheet at once: a message alone would come too late.
 */
export const replyTime = (task: Days, world: World<RulingPolicy>): ReplyTime => {
  const { draws } = world.policy;
  const office = officeOf(world);
  const cutOff = new Date(startOf(task).getTime() - draws.lastReplyHoursBefore.value * HOUR);
  if (cutOff <= world.now) {
    const replyBy = new Date(world.now.getTime() + draws.phoneReplyMinutes.value * MINUTE);
    return { replyBy, byPhone: true, urgent: true };
  }
  const regular = addWorkingHours(world.now, draws.replyWorkingHours.value, office).at;
  const replyBy = regular < cutOff ? regular : cutOff;
  return { replyBy, byPhone: false, urgent: nextWorkingMoment(world.now, office) >= replyBy };
};

/** A place on the panel for one person. */
export interface Seat {
  readonly cid: string;
  readonly category: string;
  readonly team: number;
}

interface Asking {
  readonly seat: Seat;
  readonly members: readonly OrderedMember[];
  /** the invitation whose seat this is */
  readonly replaces: string | null;
}

/** The invitation of one expert to one seat: day, time, place, category; never the institution. */
export const invite = (
  task: Task,
  { seat, members, replaces }: Asking,
  world: World<RulingPolicy>,
): Extract<DrawsEvent, { type: 'draws.invited' }> => {
  const member = members.find(({ cid }) => cid === seat.cid);
  if (member === undefined) throw new Error(`nobody behind ${seat.cid}`);
  const { replyBy, byPhone, urgent } = replyTime(task, world);
  return {
    type: 'draws.invited',
    invitation: newId(world.seed, `invitation:${seat.cid}`),
    task: task.id,
    number: task.number,
    person: member.person,
    term: member.term,
    category: seat.category,
    team: seat.team,
    place: member.place,
    replyBy: replyBy.toISOString(),
    byPhone,
    urgent,
    firstDay: task.firstDay,
    lastDay: task.lastDay,
    assembleAt: task.assembleAt,
    replaces,
    private: { cid: seat.cid, place: task.place },
  };
};

/** The group with the fewest of this category, then the fewest at all: so groups stay even (C-07). */
export const freeTeam = (
  teams: number,
  held: readonly { readonly category: string; readonly team: number }[],
  category: string,
): number => {
  const load = (team: number): number =>
    held.filter((one) => one.team === team && one.category === category).length * 1000 +
    held.filter((one) => one.team === team).length;
  const all = Array.from({ length: Math.max(1, teams) }, (_unused, index) => index + 1);
  return all.reduce((best, team) => (load(team) < load(best) ? team : best), 1);
};
