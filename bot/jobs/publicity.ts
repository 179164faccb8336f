import { publicity } from '../../domain/index.ts';
import type { Duty } from './duty.ts';
import { untilNothingDue } from './timed.ts';

/** Publicity periods whose last day is over, without an open objection and with proof, end (ZJ-8.2b). */
export const endPublicities: Duty = {
  name: 'end-publicities',
  when: { kind: 'daily', at: '00:10' },
  run: (hand) => untilNothingDue(hand, publicity.endDuePublicities),
};
