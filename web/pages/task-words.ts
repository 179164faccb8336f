import type { draws } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const TASK_TONES: Readonly<Record<draws.TaskStatus, Tone>> = {
  entered: 'wait',
  committed: 'wait',
  inviting: 'plain',
  filled: 'good',
  unfilled: 'bad',
  closed: 'done',
  cancelled: 'done',
};

export const INVITATION_TONES: Readonly<Record<draws.InvitationStatus, Tone>> = {
  invited: 'wait',
  accepted: 'good',
  declined: 'done',
  recused: 'done',
  silent: 'bad',
  replaced: 'done',
  released: 'done',
};

/** `药学2人、财务1人`. */
export const needWords = (need: draws.Need): string =>
  Object.entries(need)
    .map(([category, seats]) => `${category}${seats}人`)
    .join('、');
