import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { standingAttempt } from './attempt-records.ts';
import { targetFacts } from './change-gather.ts';
import { stateOfTask } from './gather.ts';
import { taskInput } from './input.ts';
import { RULING } from './policy.ts';
import { cancel, disclose, enterTask, type EntryFacts, type TaskEntry } from './rules.ts';

/** Who arranges expert work. */
const arranges = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

const NUMBERS = 'RW';

const entryFacts = async (
  tx: Tx,
  input: TaskEntry,
  { now, account }: { readonly now: Date; readonly account: string | null },
): Promise<EntryFacts> => {
  const series = seriesOf(NUMBERS, now);
  return {
    ...(await targetFacts(tx, input)),
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
  gather: async (tx, input, { policy }) => ({
    state: await stateOfTask(tx, input.task, policy),
    attempt: await standingAttempt(tx, input.task),
  }),
  decide: cancel,
});
