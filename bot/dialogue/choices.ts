import type { OfferKind, OpenOffer } from './flow.ts';
import { takeOffer } from './offered.ts';
import type { Turn } from './outcome.ts';
import type { Here } from './setting.ts';

const ITEM = /^offer:([\w-]{1,36}):([\w-]{1,40})$/;

/** One thing to tap, as a channel shows it. */
interface Choice {
  readonly id: string;
  readonly label: string;
  readonly reply: string;
}

/** What may be tapped to answer an offer, in its order; none when it is answered in words only. */
export const choicesOf = (
  kinds: readonly OfferKind[],
  offer: Pick<OpenOffer, 'id' | 'name'>,
): readonly Choice[] =>
  (kinds.find(({ name }) => name === offer.name)?.buttons ?? []).map(({ reply, label }, index) => ({
    id: `offer:${offer.id}:${reply}`,
    label: `${index + 1} ${label}`,
    reply,
  }));

/** The reply that such an item stands for, whatever text came with it; null: no item of ours. */
const chosenReply = (item: string): { readonly offer: string; readonly reply: string } | null => {
  const [, offer, reply] = ITEM.exec(item) ?? [];
  return offer === undefined || reply === undefined ? null : { offer, reply };
};

/** An item of a menu message answers its offer like the words; null when that is not known any more. */
export const takeChosen = (here: Here, item: string): Turn | null => {
  const chosen = chosenReply(item);
  if (chosen === null || !here.facts.offers.some(({ id }) => id === chosen.offer)) return null;
  const session = { ...here.session, offered: null };
  return takeOffer({ ...here, session }, { ...chosen, rest: '' });
};
