import { dayOf, publicity, type Day } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const objectionTone: Readonly<Record<publicity.ObjectionView['state'], Tone>> = {
  open: 'wait',
  upheld: 'bad',
  rejected: 'done',
};

/** Where a period stands today: begun, running, over but not ended. */
export const periodState = (
  { period, lastDay }: Pick<publicity.PeriodRow, 'period' | 'lastDay'>,
  now: Date,
): { readonly tone: Tone; readonly words: string } => {
  const today: Day = dayOf(now);
  if (period.state !== 'open')
    return {
      tone: period.state === 'ended' ? 'good' : 'bad',
      words: publicity.PUBLICITY_STATE_WORDS[period.state],
    };
  if (today < period.firstDay) return { tone: 'wait', words: '还没开始' };
  return today > lastDay
    ? { tone: 'bad', words: '日期已满，还没结束' }
    : { tone: 'wait', words: publicity.PUBLICITY_STATE_WORDS.open };
};
