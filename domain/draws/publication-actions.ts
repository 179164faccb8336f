import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import type { Tx } from '../store/scope.ts';
import { attemptsOfTask, linksOf, readAttempt } from './attempt-records.ts';
import type { Attempt } from './model-attempt.ts';
import { PRINTED_PAPERS } from './publication-model.ts';
import { chancesKept } from './publication-records.ts';
import { keepChances, print, publish, type PublishFacts } from './publication-rules.ts';
import { invitationsOfTask, readInvitation, readTask } from './records.ts';

/** The work's end stands in the record of the draw that stands (draw.md 2.3, step 9). */
const isClosed = async (tx: Tx, attempts: readonly Attempt[]): Promise<boolean> => {
  const standing = attempts.find(({ status }) => status === 'drawn');
  if (standing === undefined) return false;
  return (await linksOf(tx, standing.id)).some(({ kind }) => kind === 'closed');
};

/** Gives a draw's record out, by decision, after the work (C-04, draw-36). */
export const publishDraw = defineAction({
  name: 'draws.publish',
  input: z.object({
    task: z.string(),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(500),
  }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'leader', 'discipline'),
  gather: async (tx, { task: id }, _world, actor): Promise<PublishFacts> => {
    const attempts = (await attemptsOfTask(tx, id)).filter(({ rehearsal }) => !rehearsal);
    return {
      task: await readTask(tx, id),
      attempts,
      isClosed: await isClosed(tx, attempts),
      invitations: await invitationsOfTask(tx, id),
      account: accountOf(actor) ?? '',
    };
  },
  decide: publish,
});

/** Keeps everybody's chance beside a draw; once, by the timed duty that computed it. */
export const keepDrawChances = defineAction({
  name: 'draws.keep-chances',
  input: z.object({
    draw: z.string(),
    chances: z.record(z.string(), z.number().min(0).max(1)),
    runs: z.number().int().min(0),
  }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, { draw }) => {
    const attempt = await readAttempt(tx, draw);
    const task = attempt === null ? null : await readTask(tx, attempt.task);
    if (attempt?.revealed == null || attempt.rehearsal || task === null) return null;
    return { attempt, number: task.number, kept: (await chancesKept(tx, draw)) !== null };
  },
  decide: keepChances,
});

/** Leaves on record who printed which paper; performed with the print itself. */
export const printPaper = defineAction({
  name: 'draws.print',
  input: z.object({
    task: z.string(),
    paper: z.enum(PRINTED_PAPERS),
    draw: z.string().nullable().default(null),
    invitation: z.string().nullable().default(null),
  }),
  policy: NO_POLICY,
  permit: (actor, { paper }) =>
    paper === 'draw-record'
      ? holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor')
      : holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  gather: async (tx, { task, draw, invitation }) => ({
    task: await readTask(tx, task),
    draw,
    invitation: invitation === null ? null : await readInvitation(tx, invitation),
  }),
  decide: print,
});
