import { z } from 'zod';
import type { ChatIdentity } from '../kernel/actor.ts';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy } from '../kernel/policy.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';

export const ENQUIRY_STATES = ['waiting', 'answered', 'closed'] as const;
/** waiting: the follower spoke last; answered: the office did */
export type EnquiryState = (typeof ENQUIRY_STATES)[number];

/** A help thread (人工) of one chat. */
export interface Enquiry {
  readonly id: string;
  readonly identity: ChatIdentity;
  readonly person: string | null;
  readonly roster: Roster;
  readonly state: EnquiryState;
  /** follower's messages that nobody has answered */
  readonly unread: number;
  /** the account it was handed to, null: whoever is on duty */
  readonly assignedTo: string | null;
  readonly openedAt: Date;
  readonly lastAt: Date;
}

export interface EnquiryMessage {
  readonly id: string;
  readonly enquiry: string;
  readonly side: 'follower' | 'office';
  /** who of the office wrote */
  readonly account: string | null;
  /** empty where only pictures, voice or video were sent */
  readonly words: string;
  /** attachments sent with it, in their order */
  readonly pieces: readonly string[];
  readonly at: Date;
}

const LONGEST = '请分几次发，每次不超过2000字';
const NOTHING_SAID = '请写下您想说的话';
/** An answer fits into the five messages that one letter of the follower opens (wechat-platform A7). */
export const MOST_PICTURES = 3;

export const words = z.string().trim().min(1, NOTHING_SAID).max(2000, LONGEST);

const saying = z.object({
  words: z.string().trim().max(2000, LONGEST).default(''),
  pieces: z.array(z.string().min(1).max(36)).default([]),
});

const isSomething = (said: z.output<typeof saying>): boolean =>
  said.words !== '' || said.pieces.length > 0;

/** What a follower sends: words, or what was photographed or recorded, or both. */
export const sent = saying.refine(isSomething, { error: NOTHING_SAID, path: ['words'] });

/** What the office answers: words, up to three pictures, or both. */
export const answered = saying
  .extend({
    enquiry: z.string(),
    pieces: saying.shape.pieces.pipe(
      z.array(z.string()).max(MOST_PICTURES, `一次最多发${MOST_PICTURES}张图片，请分次发。`),
    ),
  })
  .refine(isSomething, { error: '请写下答复内容，或者选好要发的图片。', path: ['words'] });

const everydayEntry = z.strictObject({
  words: z.array(z.string().min(1)).min(1),
  answer: z.string().min(2),
});

const enquiriesShape = z.strictObject({
  /** whose liaison officer answers people who are on no roster */
  roster: z.enum(ROSTERS),
  hotline: z.string().min(3),
  /** a message with one of these is never an everyday question */
  unless: z.array(z.string().min(1)).default([]),
  everyday: z.array(everydayEntry).default([]),
});

export interface EnquiriesPolicy {
  readonly office: OfficeHours;
  readonly enquiries: z.output<typeof enquiriesShape>;
}

export const ENQUIRIES = definePolicy<EnquiriesPolicy>(
  'enquiries',
  z.intersection(OFFICE.shape, z.object({ enquiries: enquiriesShape })),
);

interface Said {
  readonly words: string;
}

export type EnquiriesEvent =
  | {
      readonly type: 'enquiries.opened';
      readonly enquiry: string;
      readonly message: string;
      readonly person: string | null;
      readonly roster: Roster;
      readonly inOffice: boolean;
      readonly private: Said & { readonly identity: ChatIdentity };
    }
  | {
      readonly type: 'enquiries.said';
      readonly enquiry: string;
      readonly message: string;
      readonly roster: Roster;
      readonly assignedTo: string | null;
      /** nothing was waiting before: the office must be told */
      readonly wakes: boolean;
      readonly inOffice: boolean;
      readonly pieces: readonly string[];
      readonly private: Said;
    }
  | {
      readonly type: 'enquiries.answered';
      readonly enquiry: string;
      readonly message: string;
      readonly account: string;
      readonly pieces: readonly string[];
      readonly private: Said & { readonly identity: ChatIdentity };
    }
  | {
      readonly type: 'enquiries.handed-over';
      readonly handing: string;
      readonly enquiry: string;
      readonly from: string;
      readonly to: string;
      readonly private: { readonly note: string };
    }
  | {
      readonly type: 'enquiries.closed';
      readonly enquiry: string;
      readonly by: 'follower' | 'office';
    };

export type EnquiriesRefusal =
  | { readonly code: 'enquiries.already-open'; readonly enquiry: string }
  | { readonly code: 'enquiries.unknown' }
  | { readonly code: 'enquiries.closed' }
  | { readonly code: 'enquiries.cannot-answer' };
