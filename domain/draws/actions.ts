import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { namesOf, readInstitutionsById } from '../institutions/index.ts';
import { readAccount } from '../staff/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { poolFor, stateOfTask } from './gather.ts';
import { RULING } from './policy.ts';
import { readDraw, readTask } from './records.ts';
import {
  cancel,
  disclose,
  draw,
  enterTask,
  isTooLong,
  type EntryFacts,
  type TaskEntry,
} from './rules.ts';

/** Who arranges expert work. */
const arranges = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

/** Who may press 抽取. */
const mayDraw = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead');

const someDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

const seats = z.coerce.number().int().min(1, '每个类别至少1人').max(20, '每个类别最多20人');

const taskInput = z
  .object({
    type: z.string().min(1, '请选择工作类型'),
    institutions: z.array(z.string()).max(20).default([]),
    words: z.array(z.string().trim().min(2).max(100)).max(20).default([]),
    firstDay: someDay,
    lastDay: someDay.nullable().default(null),
    assembleAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '集合时间应写成 09:00 的样子'),
    place: z.string().trim().min(2, '请填写集合地点').max(100),
    note: z.string().trim().max(500).default(''),
    leaderPhone: z.string().trim().max(30).default(''),
    need: z.record(z.string(), seats),
    secondAccount: z.string().nullable().default(null),
  })
  .transform((input) => ({ ...input, lastDay: input.lastDay ?? input.firstDay }))
  .refine((input) => Object.keys(input.need).length > 0, '请至少填写一个类别需要的人数')
  .refine((input) => !isTooLong(input.firstDay, input.lastDay), '一项工作最长三个月');

const NUMBERS = 'RW';

const entryFacts = async (
  tx: Tx,
  input: TaskEntry,
  { now, account }: { readonly now: Date; readonly account: string | null },
): Promise<EntryFacts> => {
  const found = await readInstitutionsById(tx, input.institutions);
  const complete = new Set(input.institutions).size === found.length;
  const second = input.secondAccount;
  const series = seriesOf(NUMBERS, now);
  return {
    names: complete ? found.flatMap((one) => namesOf(one)) : null,
    secondKnown: second === null || (await readAccount(tx, second))?.disabled === false,
    number: runningNumber(series, await nextNumber(tx, series)),
    account,
  };
};

/** Enters a piece of work; its institutions are sealed at once (C-04). */
export const enterDrawTask = defineAction({
  name: 'draws.enter-task',
  input: taskInput,
  policy: RULING,
  permit: arranges,
  gather: (tx, input, { now }, actor) => entryFacts(tx, input, { now, account: accountOf(actor) }),
  decide: enterTask,
});

/** The draw itself (ZJ-10a); a second press gets the first draw's number and time (F23). */
export const drawPanel = defineAction({
  name: 'draws.draw',
  input: z.object({ task: z.string() }),
  policy: RULING,
  permit: mayDraw,
  gather: async (tx, input, { policy }) => {
    const task = await readTask(tx, input.task);
    const existing = await readDraw(tx, input.task);
    const members = task === null || existing !== null ? [] : await poolFor(tx, task, policy);
    return { task, existing, members };
  },
  decide: draw,
});

/** Tells the accepted experts, at assembly, which institution it is. */
export const discloseInstitution = defineAction({
  name: 'draws.disclose',
  input: z.object({ task: z.string() }),
  policy: RULING,
  permit: (actor) => arranges(actor) || holds(actor, 'liaison'),
  gather: (tx, input, { policy }) => stateOfTask(tx, input.task, policy),
  // only the two who know the target may tell it (C-04)
  decide: (state, _input, world, actor) => disclose(state, accountOf(actor) ?? '', world),
});

/** The work does not take place (C-07). */
export const cancelDrawTask = defineAction({
  name: 'draws.cancel',
  input: z.object({
    task: z.string(),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(500),
  }),
  policy: RULING,
  permit: arranges,
  gather: (tx, input, { policy }) => stateOfTask(tx, input.task, policy),
  decide: cancel,
});
