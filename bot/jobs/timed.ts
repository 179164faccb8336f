import type { z } from 'zod';
import type { Action, DomainEvent, Refusal } from '../../domain/index.ts';
import { systemActor, type DutyHand } from './duty.ts';

const ROUNDS = 1000;

/** Performs a chunked action again and again until its rule says that nothing is due. */
export const untilNothingDue = async <P, F, E extends DomainEvent, R extends Refusal>(
  { app, bureau }: DutyHand,
  action: Action<z.ZodType, P, F, E, R>,
): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcome = await app.perform(bureau, action, {}, systemActor(action.name));
    if (outcome.kind !== 'done') return;
  }
};
