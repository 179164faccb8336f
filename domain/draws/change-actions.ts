import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { aimedFacts, changeFacts, movedFacts } from './change-gather.ts';
import { changeTargets, changeTask, reschedule } from './change-rules.ts';
import { assembleAt, place, someDay, taskInput } from './input.ts';
import type { Task } from './model.ts';
import { RULING } from './policy.ts';
import { isTooLong, type TaskEntry } from './rules.ts';

const arranges = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

const version = z.coerce.number().int().min(1);
const reason = z.string().trim().min(4, '请写明理由，至少4个字').max(500);

/** Whoever may not see the targets sends none: what is sealed stays as it is. */
const withTargetsOf = (task: Task, work: TaskEntry): TaskEntry => ({
  ...work,
  type: task.type,
  secondAccount: task.secondAccount,
  institutions: task.secrets.institutions,
  words: task.secrets.words,
  note: task.secrets.note,
});

/** Corrects a piece of work before anybody was drawn or asked (C-07, F22). */
export const changeDrawTask = defineAction({
  name: 'draws.change-task',
  input: z.object({
    task: z.string(),
    version,
    keepsTargets: z.boolean().default(false),
    work: taskInput,
  }),
  policy: RULING,
  permit: arranges,
  gather: (tx, { task, keepsTargets, work }, _world, actor) =>
    changeFacts(tx, { task, account: accountOf(actor) }, (known) =>
      keepsTargets ? withTargetsOf(known, work) : work,
    ),
  decide: changeTask,
});

/** 改期: new days or another place for work that people were asked for (C-07). */
export const rescheduleDrawTask = defineAction({
  name: 'draws.reschedule',
  input: z
    .object({
      task: z.string(),
      version,
      firstDay: someDay,
      lastDay: someDay.nullable().default(null),
      assembleAt,
      place,
      reason,
    })
    .transform((input) => ({ ...input, lastDay: input.lastDay ?? input.firstDay }))
    .refine((input) => !isTooLong(input.firstDay, input.lastDay), '一项工作最长三个月'),
  policy: RULING,
  permit: arranges,
  gather: (tx, input, { policy }) => movedFacts(tx, input, policy),
  decide: reschedule,
});

/** Another inspected institution, or one more, after people were asked (draw-9). */
export const changeDrawTargets = defineAction({
  name: 'draws.change-targets',
  input: z.object({
    task: z.string(),
    version,
    institutions: z.array(z.string()).max(20).default([]),
    words: z.array(z.string().trim().min(2).max(100)).max(20).default([]),
    reason,
  }),
  policy: RULING,
  permit: arranges,
  gather: (tx, input, { policy }, actor) =>
    aimedFacts(tx, { ...input, account: accountOf(actor) }, policy),
  decide: changeTargets,
});
