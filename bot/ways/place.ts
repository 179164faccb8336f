import { placeFrom } from '../../domain/exchange/index.ts';
import type { Tx } from '../../domain/index.ts';
import type { ChatErrand, Prepared } from './way.ts';

/** WeCom throws away without a word what is too much for one member: it waits here instead (F38). */
export const noPlace = async (
  tx: Tx,
  { identity, conversation, now }: ChatErrand,
): Promise<Prepared | null> => {
  if (identity.channel !== 'wecom') return null;
  const at = await placeFrom(tx, conversation, now);
  return at === null
    ? null
    : { kind: 'later', at, why: '短时间内发给这位成员的消息太多，稍后再发' };
};
