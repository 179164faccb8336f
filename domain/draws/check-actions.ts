import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { checkEntry, type CheckFacts } from './check-rules.ts';
import { readInvitation, readTask } from './records.ts';

/** The second person's word on an answer that was entered from the phone (draw-15). */
export const checkPhoneEntry = defineAction({
  name: 'draws.check-entry',
  input: z.object({
    invitation: z.string(),
    agrees: z.boolean(),
    note: z.string().trim().max(500).default(''),
  }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  gather: async (tx, input, _world, actor): Promise<CheckFacts | null> => {
    const invitation = await readInvitation(tx, input.invitation);
    const task = invitation === null ? null : await readTask(tx, invitation.task);
    if (invitation === null || task === null) return null;
    return { task, invitation, account: accountOf(actor) ?? '' };
  },
  decide: checkEntry,
});
