import type { enquiries } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

export const ENQUIRY_WORDS: Readonly<Record<enquiries.EnquiryState, string>> = {
  waiting: '等您答复',
  answered: '已答复',
  closed: '已结束',
};

export const ENQUIRY_TONES: Readonly<Record<enquiries.EnquiryState, Tone>> = {
  waiting: 'wait',
  answered: 'good',
  closed: 'done',
};

/** A known person by name; a stranger by the day and hour their thread began. */
export const whoWrites = ({ name }: { readonly name: string | null }): string => name ?? '微信用户';
