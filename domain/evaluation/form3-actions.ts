import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { err, ok } from '../kernel/result.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { worksHere } from './actions.ts';
import { answer, enterFee, evaluate, signOff } from './form3-rules.ts';
import { stateOf } from './gather.ts';
import { EVALUATION } from './model.ts';
import { TICKS } from './model-form3.ts';
import { readEvaluation } from './records.ts';
import { tookPart, type WorkState } from './rules.ts';

const decides = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader');

/** 附件3 for one expert (ZJ-16a). */
export const evaluateExpert = defineAction({
  name: 'evaluation.evaluate',
  input: z.object({
    task: z.string(),
    person: z.string(),
    ticks: z.array(z.enum(TICKS)).max(TICKS.length).default([]),
    level: z.string().trim().max(10),
    remarks: z.string().trim().max(1000).default(''),
    unit: z.string().trim().max(60).default(''),
  }),
  policy: EVALUATION,
  permit: decides,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, input, world, actor) =>
    evaluate(state, { ...input, by: accountOf(actor) ?? '' }, world),
});

/** 领导意见 (F3-25). */
export const signOffEvaluation = defineAction({
  name: 'evaluation.sign-off',
  input: z.object({
    task: z.string(),
    person: z.string(),
    opinion: z.string().trim().min(2, '请写明领导意见，例如“同意”').max(500),
  }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'leader'),
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, input, _world, actor) => signOff(state, { ...input, by: accountOf(actor) ?? '' }),
});

const text = z
  .string({ error: '请写明您的说明，至少2个字。' })
  .trim()
  .min(2, '请写明您的说明，至少2个字。')
  .max(2000, '最多2000个字，请写得短一些。');

/** The expert's own word on the evaluation. */
export const answerEvaluation = defineAction({
  name: 'evaluation.answer',
  input: z.object({ evaluation: z.string(), text }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower' && actor.person !== null,
  gather: async (tx, { evaluation }, _world, actor) => {
    const found = await readEvaluation(tx, evaluation);
    return actor.kind === 'follower' && actor.person === found?.person ? found : null;
  },
  decide: (found, input) => answer(found, { text: input.text, by: 'self' }),
});

/** The same, said on the phone or on paper (C-10). */
export const enterEvaluationAnswer = defineAction({
  name: 'evaluation.enter-answer',
  input: z.object({ evaluation: z.string(), text }),
  policy: NO_POLICY,
  permit: worksHere,
  gather: (tx, { evaluation }) => readEvaluation(tx, evaluation),
  decide: (found, input) => answer(found, { text: input.text, by: 'staff' }),
});

/** One row of the fee sheet (ZJ-13.3). */
export const enterExpertFee = defineAction({
  name: 'evaluation.enter-fee',
  input: z.object({
    task: z.string(),
    invitation: z.string(),
    refused: z.string().max(40).nullable().default(null),
    note: z.string().trim().max(200).default(''),
    account: z
      .object({
        holder: z.string().trim().min(2, '请填写户名').max(50),
        bank: z.string().trim().min(4, '请填写开户行').max(80),
        number: z
          .string()
          .transform((digits) => digits.replace(/[\s-]/g, ''))
          .pipe(z.string().regex(/^\d{8,30}$/, '账号应为8至30位数字')),
      })
      .nullable()
      .default(null),
  }),
  policy: EVALUATION,
  permit: decides,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: enterFee,
});

/** A paper with whole citizen numbers or accounts is handed out: on record like any reveal. */
export const printPaper = defineAction({
  name: 'evaluation.print-paper',
  input: z.object({
    task: z.string(),
    paper: z.enum(['fee-sheet', 'form3']),
    person: z.string().nullable().default(null),
  }),
  policy: NO_POLICY,
  permit: decides,
  gather: (tx, { task }) => stateOf(tx, task),
  decide: (state, { paper, person }) => {
    const there = state !== null && (person === null || isThere(state, person));
    if (!there) return err({ code: 'evaluation.unknown' as const });
    const { id: task, number } = state.task;
    return ok([{ type: 'evaluation.paper-printed' as const, task, number, paper, person }]);
  },
});

const isThere = (state: WorkState, person: string): boolean =>
  tookPart(state).some((one) => one.person === person);
