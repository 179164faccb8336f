import type { Told } from './model-events.ts';
import type { Need, OutCode } from './model.ts';

/**
 * What a bureau may do when the drawn order cannot fill a seat any more (draw.md 2.3, step 8; A-33):
 * one of a fixed list, with a reason, approved by a second person, never silent.
 */
export const CHOICE_KINDS = ['lift-cap', 'lift-cool-down', 'redraw', 'borrow', 'direct'] as const;
export type ChoiceKind = (typeof CHOICE_KINDS)[number];

export const CHOICE_WORDS: Readonly<Record<ChoiceKind, string>> = {
  'lift-cap': '同一单位多出一人',
  'lift-cool-down': '不计间隔期',
  redraw: '未确认的名额重新抽取',
  borrow: '向上级或其他单位借专家',
  direct: '指定邀请库内专家',
};

/** Somebody is named instead of drawn: counted as a non-random appointment (A-33, ZJ-10a). */
export const NAMING: readonly ChoiceKind[] = ['borrow', 'direct'];

export type ChoiceStatus = 'proposed' | 'applied' | 'rejected';

export const CHOICE_STATUS_WORDS: Readonly<Record<ChoiceStatus, string>> = {
  proposed: '等待批准',
  applied: '已批准执行',
  rejected: '未批准',
};

/** One proposal of an officer and what a second person said to it. */
export interface Choice {
  readonly id: string;
  readonly task: string;
  readonly draw: string | null;
  readonly kind: ChoiceKind;
  readonly category: string | null;
  readonly person: string | null;
  readonly status: ChoiceStatus;
  readonly reason: string;
  /** the bureau that lends the expert; empty unless borrowed */
  readonly lender: string;
  readonly note: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Whom an officer names for a seat, as the rules see them. */
export interface NamedPerson {
  readonly person: string;
  /** '' where another bureau lends the expert */
  readonly term: string;
  readonly cid: string;
  readonly cats: readonly string[];
  readonly out: OutCode | null;
  /** asked for this very work already and not released */
  readonly asked: boolean;
  readonly inPool: boolean;
}

/** Why seats stay open although the order was walked to its end (draw-1, draw-2, draw-30, draw-34). */
export interface Exhaustion {
  readonly open: Need;
  /** the categories that together have too few people left */
  readonly categories: readonly string[];
  readonly inPool: number;
  readonly accepted: number;
  readonly waiting: number;
  readonly declined: number;
  readonly silent: number;
  readonly recused: number;
  readonly released: number;
  /** not asked, kept out when the list was frozen or since */
  readonly outs: Readonly<Partial<Record<OutCode, number>>>;
  /** free, but a colleague of the same employer sits already */
  readonly capped: number;
  /** which of the fixed list would bring somebody */
  readonly helps: readonly ChoiceKind[];
}

interface AboutChoice {
  readonly choice: string;
  readonly task: string;
  readonly number: string;
  readonly draw: string | null;
  readonly kind: ChoiceKind;
  readonly category: string | null;
  readonly person: string | null;
}

export type ChoiceEvent =
  | (AboutChoice & {
      readonly type: 'draws.choice-proposed';
      readonly proposedBy: string;
      readonly private: { readonly reason: string; readonly lender: string };
    })
  | (AboutChoice & {
      readonly type: 'draws.choice-decided';
      readonly approved: boolean;
      readonly proposedBy: string;
      readonly decidedBy: string;
      /** employers' new cap, or the round of the new order */
      readonly cap: number | null;
      readonly round: number | null;
      readonly firstDay: string;
      readonly released: readonly Told[];
      readonly private: { readonly note: string; readonly cids: readonly string[] };
    });

export type ChoiceRefusal =
  | { readonly code: 'draws.choice-open'; readonly number: string }
  | { readonly code: 'draws.choice-over'; readonly number: string }
  | { readonly code: 'draws.choice-needless'; readonly number: string }
  | { readonly code: 'draws.choice-useless'; readonly number: string }
  | { readonly code: 'draws.choice-no-draw'; readonly number: string }
  | { readonly code: 'draws.choice-frozen'; readonly number: string }
  | { readonly code: 'draws.choice-codes-used'; readonly number: string }
  | { readonly code: 'draws.choice-nobody' }
  | { readonly code: 'draws.choice-in-pool' }
  | { readonly code: 'draws.choice-not-in-pool' }
  | { readonly code: 'draws.choice-lender-missing' }
  | { readonly code: 'draws.choice-seat'; readonly category: string }
  | { readonly code: 'draws.choice-category'; readonly category: string }
  | { readonly code: 'draws.choice-asked' }
  | { readonly code: 'draws.choice-out'; readonly why: OutCode }
  | { readonly code: 'draws.nothing-to-draw'; readonly number: string }
  | { readonly code: 'draws.own-choice' }
  | { readonly code: 'draws.choice-decided-before'; readonly at: Date };
