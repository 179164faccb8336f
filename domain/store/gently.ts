import { setImmediate } from 'node:timers/promises';

/** Lets the event loop go on between chunks of a large pool. */
export const breathe = (): Promise<void> => setImmediate();

const CHUNK = 100;

/** Maps a long list without holding the event loop: other people's messages are answered in between. */
export const gently = async <T, R>(
  items: readonly T[],
  work: (item: T) => R,
): Promise<readonly R[]> => {
  const done: R[] = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    if (from > 0) await breathe();
    for (const item of items.slice(from, from + CHUNK)) done.push(work(item));
  }
  return done;
};
