import type { nomination } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const APPLICATION_TONES: Readonly<Record<nomination.ApplicationState, Tone>> = {
  submitted: 'wait',
  reviewed: 'wait',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'done',
};

export const CONCLUSION_WORDS = { qualified: '符合条件', unqualified: '不符合条件' } as const;
