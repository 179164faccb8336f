import { err, ok } from '../kernel/result.ts';
import type { Attempt } from './model-attempt.ts';
import type { Invitation, Task } from './model.ts';
import { drawDueAt, type Decision, type Ruling } from './rules.ts';
import { STANDING } from './successor-rules.ts';

export interface VoidFacts {
  readonly task: Task | null;
  readonly attempt: Attempt | null;
  readonly invitations: readonly Invitation[];
  readonly account: string;
  readonly leads: boolean;
}

/**
 * A draw is given up, with its reason, in front of everybody: the attempt keeps its number and is
 * counted for its operator for ever (draw-18, draw-19). A drawn panel is given up by a leader who did
 * not draw it; whoever was asked is released.
 */
export const voidDraw = (
  facts: VoidFacts,
  input: { readonly reason: string },
  world: Ruling,
): Decision => {
  const { task, attempt, invitations } = facts;
  if (task === null) return err({ code: 'draws.unknown' });
  const { number } = task;
  if (attempt === null || task.status === 'cancelled')
    return err({ code: 'draws.nothing-to-void', number });
  if (task.status === 'closed') return err({ code: 'draws.is-closed', number });
  const stage = attempt.drawnAt === null ? 'committed' : 'drawn';
  if (stage === 'drawn' && !mayUndo(facts)) return err({ code: 'draws.own-void', number });
  return ok([
    {
      type: 'draws.voided',
      draw: attempt.id,
      task: task.id,
      number,
      attempt: attempt.attempt,
      stage,
      operator: attempt.operator,
      witness: attempt.witness,
      firstDay: task.firstDay,
      dueAt: drawDueAt(task, world),
      released: invitations
        .filter(({ status }) => STANDING.includes(status))
        .map(({ id, person }) => ({ invitation: id, person })),
      private: { reason: input.reason },
    },
  ]);
};

/** Nobody who operated a draw undoes its result, and only who leads does so at all. */
const mayUndo = ({ attempt, account, leads }: VoidFacts): boolean =>
  leads && attempt?.operator !== account;
