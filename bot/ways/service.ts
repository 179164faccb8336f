import { closeWindows, spendWindow, whyShut, type WhyShut } from '../../domain/exchange/index.ts';
import { apart } from './alike.ts';
import { asMenu } from './menu.ts';
import { noPlace } from './place.ts';
import { closed, type ChatErrand, type Way } from './way.ts';

const DUPLICATES_SEEN_MS = 25 * 60_000;

/**
 * A message in the chat itself: in an official account only inside the window that the person has
 * opened (A7), in WeCom at any time; WeCom takes the same words within half an hour for one (B3).
 */
export const service: Way = {
  name: 'service',
  by: 'chat',
  repeatableMs: (channel) => (channel === 'wecom' ? DUPLICATES_SEEN_MS : 0),
  prepare: async (tx, errand) => {
    const { identity, conversation, outward, now } = errand;
    const later = await noPlace(tx, errand);
    if (later !== null) return later;
    if (identity.channel !== 'official-account') {
      const apartWords = await apart(tx, errand, wordsOf(errand));
      return { kind: 'open', send: () => outward.deliver(identity.id, apartWords) };
    }
    if (!(await spendWindow(tx, conversation, now)))
      return closed(SHUT_WORDS[await whyShut(tx, conversation, now)]);
    const words = wordsOf(errand);
    return {
      kind: 'open',
      ...((await asMenu(tx, errand, words)) ?? { send: () => outward.deliver(identity.id, words) }),
      lost: async (inside, { verdict }) => {
        if (verdict === 'window-closed') await closeWindows(inside, conversation);
      },
    };
  },
};

const SHUT_WORDS: Readonly<Record<WhyShut, string>> = {
  silent: '48小时内没有来信',
  'used-up': '对方来信后可发的条数已用完',
  refused: '平台说窗口已关，要等对方再来信',
};

const wordsOf = ({ said, page }: ChatErrand): string =>
  [said.text, ...(page === null ? [] : [page])].join('\n');
