import { lockConversation, offerOfNotice } from '../../domain/exchange/index.ts';
import type { Tx } from '../../domain/index.ts';
import { choicesOf } from '../dialogue/choices.ts';
import { offerChoices } from '../dialogue/converse.ts';
import { OFFERS } from '../flows/offers.ts';
import type { ChatErrand, Prepared } from './way.ts';

type Open = Extract<Prepared, { kind: 'open' }>;

const TAIL = '点选项，或者回复前面的数字。';

/**
 * What is asked goes out with its answers to tap (A7); a typed number counts as well. Null: nothing
 * is asked, or this channel has no such menus.
 */
export const asMenu = async (
  tx: Tx,
  { row, identity, outward, hand }: ChatErrand,
  words: string,
): Promise<Pick<Open, 'send' | 'keep'> | null> => {
  const { sendMenu } = outward;
  if (sendMenu === undefined) return null;
  const offer = await offerOfNotice(tx, row.origin ?? row.id);
  const items = offer === null ? [] : choicesOf(OFFERS, offer);
  if (offer === null || items.length === 0) return null;
  const replies = items.map(({ reply }) => reply);
  return {
    send: () => sendMenu.call(outward, identity.id, { head: words, items, tail: TAIL }),
    keep: async (inside) => {
      const conversation = await lockConversation(inside, identity, hand.app.clock());
      await offerChoices(inside, conversation, { offer: offer.id, replies });
    },
  };
};
