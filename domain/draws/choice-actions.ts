import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds } from '../kernel/actor.ts';
import { CHOICE_KINDS } from './choice-model.ts';
import { choiceFacts } from './choice-gather.ts';
import { readChoice } from './choice-records.ts';
import { decideChoice, propose, type DecideFacts } from './choice-rules.ts';
import { RULING } from './policy.ts';

/** Where the drawn order ends: an officer proposes what is to be done instead (A-33, draw-2, draw-30). */
export const proposeChoice = defineAction({
  name: 'draws.propose-choice',
  input: z.object({
    task: z.string(),
    kind: z.enum(CHOICE_KINDS),
    category: z.string().max(40).nullable().default(null),
    person: z.string().nullable().default(null),
    lender: z.string().trim().max(60).default(''),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(500),
  }),
  policy: RULING,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader'),
  gather: (tx, { task, person }, { policy }, actor) =>
    choiceFacts(tx, { task, person, account: accountOf(actor) ?? '' }, policy),
  decide: propose,
});

/** A second person approves or rejects. */
export const decideOnChoice = defineAction({
  name: 'draws.decide-choice',
  input: z.object({
    choice: z.string(),
    approves: z.boolean(),
    note: z.string().trim().max(500).default(''),
  }),
  policy: RULING,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  gather: async (tx, input, { policy }, actor): Promise<DecideFacts> => {
    const choice = await readChoice(tx, input.choice);
    const { task, person } = choice ?? { task: '', person: null };
    const asking = { task, person, account: accountOf(actor) ?? '', deciding: input.choice };
    return { ...(await choiceFacts(tx, asking, policy)), choice };
  },
  decide: decideChoice,
});
