import { z } from 'zod';
import { accountOf, holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { isPrivy } from './change-gather.ts';
import type { Task } from './model.ts';
import { readTask } from './records.ts';

/** A piece of work as its forms begin with it; the targets only for the two who know them (C-04). */
export interface Changeable extends Omit<Task, 'secrets'> {
  readonly leaderPhone: string;
  readonly targets: {
    readonly institutions: readonly string[];
    readonly words: readonly string[];
    readonly note: string;
  } | null;
}

export const changeableTask = defineQuery({
  name: 'draws.changeable',
  params: z.object({ task: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader'),
  read: async (tx, { task: id }, _world, actor): Promise<Changeable | null> => {
    const task = await readTask(tx, id);
    if (task === null) return null;
    const { secrets, ...rest } = task;
    const { institutions, words, note, leaderPhone } = secrets;
    const targets = isPrivy(task, accountOf(actor)) ? { institutions, words, note } : null;
    return { ...rest, leaderPhone, targets };
  },
});
