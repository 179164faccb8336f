import { closeWindows, spendWindow, whyShut, type WhyShut } from '../../domain/exchange/index.ts';
import type { Tx } from '../../domain/index.ts';
import { closed, type ChatErrand, type Prepared } from './way.ts';

type Sending = Pick<Extract<Prepared, { kind: 'open' }>, 'send' | 'keep'>;

/** One message of the window that the person has opened in an official account (A7); other channels have none. */
export const inWindow = async (
  tx: Tx,
  { identity, conversation, now }: ChatErrand,
  sending: () => Promise<Sending>,
): Promise<Prepared> => {
  if (identity.channel !== 'official-account') return { kind: 'open', ...(await sending()) };
  if (!(await spendWindow(tx, conversation, now)))
    return closed(SHUT_WORDS[await whyShut(tx, conversation, now)]);
  return {
    kind: 'open',
    ...(await sending()),
    lost: async (inside, { verdict }) => {
      if (verdict === 'window-closed') await closeWindows(inside, conversation);
    },
  };
};

const SHUT_WORDS: Readonly<Record<WhyShut, string>> = {
  silent: '48小时内没有来信',
  'used-up': '对方来信后可发的条数已用完',
  refused: '平台说窗口已关，要等对方再来信',
};
