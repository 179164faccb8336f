import { apart } from './alike.ts';
import { asMenu } from './menu.ts';
import { asPicture, isPicture } from './picture.ts';
import { noPlace } from './place.ts';
import type { ChatErrand, Way } from './way.ts';
import { inWindow } from './window.ts';

const DUPLICATES_SEEN_MS = 25 * 60_000;

/**
 * A message in the chat itself: in an official account only inside the window that the person has
 * opened (A7), in WeCom at any time; WeCom takes the same words within half an hour for one (B3).
 */
export const service: Way = {
  name: 'service',
  by: 'chat',
  repeatableMs: (channel, notice) =>
    channel === 'wecom' && !isPicture(notice) ? DUPLICATES_SEEN_MS : 0,
  prepare: async (tx, errand) => {
    const { picture } = errand.said;
    if (picture !== undefined) return asPicture(tx, errand, picture);
    const { identity, outward } = errand;
    const later = await noPlace(tx, errand);
    if (later !== null) return later;
    return inWindow(tx, errand, async () => {
      if (identity.channel !== 'official-account') {
        const apartWords = await apart(tx, errand, wordsOf(errand));
        return { send: () => outward.deliver(identity.id, apartWords) };
      }
      const words = wordsOf(errand);
      const send = () => outward.deliver(identity.id, words);
      return (await asMenu(tx, errand, words)) ?? { send };
    });
  },
};

const wordsOf = ({ said, page }: ChatErrand): string =>
  [said.text, ...(page === null ? [] : [page])].join('\n');
