import type { clues } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const STATES = ['received', 'accepted', 'closed'] as const;

export const CLUE_TONES: Readonly<Record<clues.ClueStatus, Tone>> = {
  received: 'wait',
  accepted: 'plain',
  closed: 'done',
};

export const SOURCE_WORDS = {
  chat: '微信',
  phone: '来电',
  visit: '来访',
  letter: '来信',
  import: '批量导入',
} as const;

/** How something came in that staff write down (C-10). */
export const COUNTER_SOURCES = [
  { value: 'phone', label: '来电' },
  { value: 'visit', label: '来访' },
  { value: 'letter', label: '来信' },
] as const;
