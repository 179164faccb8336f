import type { nomination } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const APPLICATION_TONES: Readonly<Record<nomination.ApplicationState, Tone>> = {
  submitted: 'wait',
  reviewed: 'wait',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'done',
};

/** Somebody still has to act on it. */
export const isOpen = (state: nomination.ApplicationState): boolean =>
  state === 'submitted' || state === 'reviewed';

export const CONCLUSION_WORDS = { qualified: '符合条件', unqualified: '不符合条件' } as const;
