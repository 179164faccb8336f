import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import type { Task } from './model.ts';

/** Who sees expert work at all. */
export const seesTasks = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/**
 * Which institutions: two named people until disclosure, then whoever sees tasks; work whose institution
 * everybody is told at once has no secret (C-04).
 */
export const seesTargets =
  (actor: Actor) =>
  (
    task: Pick<Task, 'disclosedAt' | 'institutionTold' | 'enteredBy' | 'secondAccount'>,
  ): boolean => {
    if (task.disclosedAt !== null || task.institutionTold === 'atOnce') return seesTasks(actor);
    const account = accountOf(actor);
    return account !== null && (account === task.enteredBy || account === task.secondAccount);
  };
