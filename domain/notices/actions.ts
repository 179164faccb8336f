import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { call, resend } from './rules.ts';
import { notices } from './tables.ts';

const isOffice = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

export const callForNotice = defineAction({
  name: 'notices.call',
  input: z.object({ notice: z.string() }),
  policy: NO_POLICY,
  permit: isOffice,
  gather: (tx, { notice }) => tx.table(notices).one({ id: notice }),
  decide: (row, _input, _world, actor) => call(row, accountOf(actor) ?? ''),
});

export const resendNotice = defineAction({
  name: 'notices.resend',
  input: z.object({
    notice: z.string(),
    reason: z.string().trim().min(4, { error: '请写明为什么再发，至少4个字' }).max(200),
    evenIfTwice: z.boolean().default(false),
  }),
  policy: NO_POLICY,
  permit: isOffice,
  gather: (tx, { notice }) => tx.table(notices).one({ id: notice }),
  decide: (row, input, { now, seed }, actor) =>
    resend(row, input, { now, seed, by: accountOf(actor) ?? '' }),
});
