import { draws, liaison, membership } from '../../domain/index.ts';
import type { Duty } from './duty.ts';
import { untilNothingDue } from './timed.ts';

/** Terms whose last day is over lapse (GP-7d, ZJ-19). */
export const lapseTerms: Duty = {
  name: 'lapse-terms',
  when: { kind: 'daily', at: '00:05' },
  run: (hand) => untilNothingDue(hand, membership.lapseEndedTerms),
};

/** Silence past the deadline: the call sheet, and the next in order is invited (ZJ-14.3, draw.md). */
export const expireReplies: Duty = {
  name: 'expire-replies',
  when: { kind: 'minutes', every: 1 },
  run: (hand) => untilNothingDue(hand, draws.expireDrawReplies),
};

/** What the liaison officer has not acknowledged in time goes to the leader (GP-12b, A-11). */
export const escalateAlerts: Duty = {
  name: 'escalate-alerts',
  when: { kind: 'minutes', every: 1 },
  run: (hand) => untilNothingDue(hand, liaison.escalateUnacknowledged),
};
