import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { RECUSAL } from '../recusal/index.ts';
import { arrivalFacts, stateOf } from './gather.ts';
import { EVALUATION, OATHS, TOLD } from './model.ts';
import { close } from './close-rules.ts';
import { moveWork, noteAbsence, prepare, signIn, start } from './rules.ts';

/** Who does the daily work. */
export const worksHere = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

/** SM3 of scans that are already kept. */
export const scans = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .max(20)
  .default([]);

const line = (longest: number) => z.string().trim().min(1).max(longest);

const officer = z.object({
  name: z.string().trim().min(2, '请写明执法人员姓名').max(50),
  certificate: z.string().trim().min(4, '请写明执法证号').max(40),
});

/** The consequence of rescheduled work: its due time follows the new days (C-07). */
export const followNewDays = defineAction({
  name: 'evaluation.follow-days',
  input: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, { task }) => stateOf(tx, task),
  decide: moveWork,
});

/** The work sheet: scope, rules, officers, and what can be read where (ZJ-13.1, A-24, ZJ-15.7). */
export const prepareWork = defineAction({
  name: 'evaluation.prepare-work',
  input: z.object({
    task: z.string(),
    scope: z.string().trim().min(4, '请写明工作范围，至少4个字').max(1000),
    basis: z.string().trim().min(4, '请写明依据的法规和规则，至少4个字').max(1000),
    materials: z
      .array(z.object({ name: line(100), where: line(100) }))
      .max(50)
      .default([]),
    officers: z.array(officer).max(20).default([]),
  }),
  policy: EVALUATION,
  permit: worksHere,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, { scope, basis, materials, officers }, world) =>
    prepare(state, { scope, basis, materials, officers }, world),
});

/** The work begins, at least two certified officers beside the experts (A-24, ZJ-12.1, ZJ-15.6). */
export const startWork = defineAction({
  name: 'evaluation.start-work',
  input: z.object({ task: z.string() }),
  policy: EVALUATION,
  permit: worksHere,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, _input, world) => start(state, world),
});

/** Sign-in and oath of one expert, entered by staff on the site. */
export const signInExpert = defineAction({
  name: 'evaluation.sign-in',
  input: z.object({
    task: z.string(),
    invitation: z.string(),
    at: z.coerce.date(),
    oath: z.enum(OATHS),
    declared: z.boolean().default(false),
    scans,
  }),
  policy: RECUSAL,
  permit: worksHere,
  gather: (tx, { task, invitation, at }, { policy }) =>
    arrivalFacts(tx, { task, invitation, day: dayOf(at) }, policy),
  decide: signIn,
});

/** 未到场 or 中途离开, with what ZJ-17.1 asks about it (C-07). */
export const noteExpertAbsence = defineAction({
  name: 'evaluation.note-absence',
  input: z.object({
    task: z.string(),
    invitation: z.string(),
    kind: z.enum(['absent', 'left']),
    at: z.coerce.date(),
    told: z.enum(TOLD),
    toldAt: z.string().trim().max(60).default(''),
    reason: z.string().trim().max(500).default(''),
    affected: z.boolean().default(false),
    effect: z.string().trim().max(500).default(''),
  }),
  policy: RECUSAL,
  permit: worksHere,
  gather: (tx, { task, invitation, at }, { policy }) =>
    arrivalFacts(tx, { task, invitation, day: dayOf(at) }, policy),
  decide: noteAbsence,
});

/** The leader ends the work: results of attendance and form 3 are complete (ZJ-16a). */
export const closeWork = defineAction({
  name: 'evaluation.close-work',
  input: z.object({ task: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'leader'),
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, _input, _world, actor) => close(state, accountOf(actor) ?? ''),
});
