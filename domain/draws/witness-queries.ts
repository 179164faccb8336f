import { z } from 'zod';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { contributionsTo, readAttempt } from './attempt-records.ts';
import { publishedDraws } from './publication-records.ts';
import { readTask } from './records.ts';
import { digitsFrom } from './waiting-records.ts';
import type { WatchedDraw } from './witness-wording.ts';

/** Work whose draw waits for the digits of this colleague, by number. */
export const awaitedDigits = defineQuery({
  name: 'draws.awaited-digits',
  params: z.object({ account: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { account }) => actor.kind === 'follower' && actor.account === account,
  read: async (tx, { account }): Promise<readonly string[]> => {
    const numbers: string[] = [];
    for (const id of await digitsFrom(tx, account)) {
      const task = await readTask(tx, id);
      if (task !== null) numbers.push(task.number);
    }
    return numbers;
  },
});

const MOST_SHOWN = 3;

/** 我的抽取 for a witness: the own digits of published draws, to be found again in the record (B-21). */
export const watchedDraws = defineQuery({
  name: 'draws.watched',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => actor.kind === 'follower' && actor.person === person,
  read: async (tx, { person }): Promise<readonly WatchedDraw[]> => {
    const found: WatchedDraw[] = [];
    for (const { id, name, status } of await publishedDraws(tx)) {
      const { witness } = (await readAttempt(tx, id)) ?? { witness: null };
      if (witness?.kind !== 'person' || witness.id !== person) continue;
      const own = (await contributionsTo(tx, id)).find(({ party }) => party === 'witness');
      if (own !== undefined) found.push({ name, isVoid: status === 'void', value: own.value });
      if (found.length === MOST_SHOWN) break;
    }
    return found;
  },
});
