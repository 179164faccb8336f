import { erasePrivateParts } from '../../domain/audit/index.ts';
import { draws, recusal, type Tx } from '../../domain/index.ts';
import { systemActor, type Duty, type DutyHand } from './duty.ts';

/**
 * What was said of a member's kin for one piece of work is erased some time after it, in the register
 * and in the log's sealed parts; that there was such a tie stays (ZJ-11.4, C-08).
 */
export const eraseKinWords: Duty = {
  name: 'erase-kin-words',
  when: { kind: 'daily', at: '02:40' },
  run: async (hand) => {
    const { app, bureau } = hand;
    const open = await app.ask(bureau, recusal.kinTiesWithWords, {}, ACTOR);
    if (open.kind !== 'found') return;
    for (const one of open.value) await app.gate.transaction(bureau, (tx) => erase(hand, tx, one));
  },
};

const ACTOR = systemActor('erase-kin-words');

interface KinTie {
  readonly tie: string;
  readonly task: string;
}

/** The rule knows how long words are kept; before that it refuses and nothing happens. */
const erase = async ({ app }: DutyHand, tx: Tx, { tie, task }: KinTie): Promise<void> => {
  const work = await draws.readTask(tx, task);
  if (work === null) return;
  const input = { tie, workEnded: work.lastDay };
  const outcome = await app.performIn(tx, recusal.eraseKinWords, input, ACTOR);
  if (outcome.kind !== 'done') return;
  const entries = outcome.events.flatMap((event) =>
    event.type === 'recusal.kin-erased' ? event.entries : [],
  );
  await erasePrivateParts(tx, entries, app.clock());
};
