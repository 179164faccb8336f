import { isNoticeOver, type Tx } from '../../domain/index.ts';
import { askingCards, settleCards } from '../../domain/exchange/index.ts';
import { notices } from '../../domain/notices/index.ts';
import type { Duty } from './duty.ts';

/**
 * A card goes on asking while its matter was settled elsewhere: staff entered the answer given by
 * phone, the day was moved, a colleague acknowledged. It then says so instead of its buttons.
 */
export const closeCards: Duty = {
  name: 'close-cards',
  when: { kind: 'minutes', every: 1 },
  run: async ({ app, bureau }) => {
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      after = await app.gate.transaction(bureau, (tx) => closeSome(tx, from, app.clock()));
    }
    app.wake(bureau);
  },
};

const WORDS = '已有结果，不用再点';

const closeSome = async (tx: Tx, after: string, now: Date): Promise<string | null> => {
  const { asking, last } = await askingCards(tx, { now, after });
  for (const { offer, notice } of asking) {
    const row = await tx.table(notices).one({ id: notice });
    if (row !== null && (await isNoticeOver(tx, row)))
      await settleCards(tx, { offer, words: WORDS, now }, null);
  }
  return last;
};
