import type { Pause } from './model.ts';

/** A computation that offers to stop now and then, so that nobody waits over 50 ms for it. */
export type Turns<T> = Generator<undefined, T, undefined>;

export const atOnce = <T>(turns: Turns<T>): T => {
  let step = turns.next();
  while (step.done !== true) step = turns.next();
  return step.value;
};

export const inTurns = async <T>(turns: Turns<T>, pause: Pause): Promise<T> => {
  let step = turns.next();
  while (step.done !== true) {
    await pause();
    step = turns.next();
  }
  return step.value;
};
