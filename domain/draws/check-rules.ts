import { err, ok } from '../kernel/result.ts';
import type { Invitation, Task } from './model.ts';
import type { Decision } from './rules.ts';

export interface CheckFacts {
  readonly task: Task;
  readonly invitation: Invitation;
  readonly account: string;
}

/** An answer taken on the phone is confirmed, or doubted, by somebody else than who entered it (draw-15). */
export const checkEntry = (
  facts: CheckFacts | null,
  input: { readonly agrees: boolean; readonly note: string },
): Decision => {
  if (facts === null) return err({ code: 'draws.unknown' });
  const { task, invitation, account } = facts;
  const { enteredBy, repliedAt, checked } = invitation;
  if (checked !== 'open' || enteredBy === null || repliedAt === null)
    return err({ code: 'draws.nothing-to-check' });
  if (enteredBy === account) return err({ code: 'draws.own-entry' });
  return ok([
    {
      type: 'draws.entry-checked',
      invitation: invitation.id,
      task: task.id,
      number: task.number,
      person: invitation.person,
      agrees: input.agrees,
      enteredBy,
      enteredAt: repliedAt.toISOString(),
      private: { note: input.note },
    },
  ]);
};
