import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import type { Roster } from '../kernel/world.ts';
import type { ImportedTerm } from './import-model.ts';

/**
 * Where a term stands. `lapsed` (期满) is not `removed` (移出): who lapsed may come again (B-18).
 * `awaiting-consent`: an expert invited under ZJ-7.2 who has not answered yet.
 */
export const TERM_STATUSES = [
  'awaiting-consent',
  'active',
  'lapsed',
  'resigned',
  'removed',
  'declined',
] as const;
export type TermStatus = (typeof TERM_STATUSES)[number];

export const TERM_STATUS_WORDS: Readonly<Record<TermStatus, string>> = {
  'awaiting-consent': '待本人同意',
  active: '在聘',
  lapsed: '期满',
  resigned: '已辞聘',
  removed: '已移出',
  declined: '未同意入库',
};

/** How somebody came in (GP-2a, ZJ-7). */
export const ROUTES = ['openCall', 'invitation', 'recommendation', 'selfNomination'] as const;
export type Route = (typeof ROUTES)[number];
/** How somebody in a roster that existed before came in is not known. */
export type TermRoute = Route | 'imported';

/** One term of one person in one roster. */
export interface Term {
  readonly id: string;
  readonly person: string;
  readonly roster: Roster;
  readonly route: TermRoute;
  /** an expert's main category in the policy's words (ZJ-9); null for supervisors */
  readonly category: string | null;
  readonly furtherCategories: readonly string[];
  readonly speciality: string;
  readonly status: TermStatus;
  /** null until consent is given */
  readonly startsOn: Day | null;
  readonly lastDay: Day | null;
  /** the letter of appointment (聘书), supervisors only (GP-6.4a) */
  readonly letterNumber: string | null;
  readonly application: string | null;
}

/** 近期没空: days on which a member is not to be drawn. */
export interface Unavailability {
  readonly id: string;
  readonly person: string;
  readonly since: Day;
  readonly until: Day;
}

/** How a term is certified: a numbered letter of appointment (聘书, GP-6.4a), or nothing. */
const termShape = (letter: 'letter' | 'none') =>
  z.object({
    months: ruled(z.number().int().min(1).max(120)),
    letter: ruled(z.enum(['letter', 'none'])).default({ value: letter, clause: 'default' }),
  });

/** `rosters.<roster>.term` and the experts' categories; a bureau may keep one roster only. */
export const MEMBERSHIP = definePolicy(
  'membership',
  z.object({
    rosters: z.object({
      supervisors: z
        .object({
          term: termShape('letter'),
          /** the measure's groups, which nomination owns: an imported member stands in one of them */
          entry: z
            .object({ sourceGroups: z.object({ value: z.array(z.string()) }) })
            .optional()
            .catch(undefined),
        })
        .optional(),
      experts: z
        .object({
          term: termShape('none'),
          categories: ruled(z.array(z.string().min(1).max(40)).min(1)),
          /** titles that an expert of a category should have: soft, a reason is enough (ZJ-6.5b, A-32) */
          titles: ruled(
            z.array(
              z.object({
                category: z.string().min(1).max(40),
                least: z.string().min(2).max(40),
                words: z.array(z.string().min(2)).min(1),
              }),
            ),
          ).default({ value: [], clause: 'default' }),
        })
        .optional(),
    }),
  }),
);
export type MembershipPolicy = z.output<typeof MEMBERSHIP.shape>;

/**
 * What decides whether somebody may be removed: under a draft nothing that takes rights away can be
 * decided, but in a demonstration (C-09).
 */
export const REMOVAL = definePolicy(
  'removal',
  z.object({
    document: z.object({ title: z.string(), status: z.enum(['draft', 'issued', 'expired']) }),
    demonstration: z.boolean().default(false),
  }),
);
export type RemovalPolicy = z.output<typeof REMOVAL.shape>;

export type ConsentSource = 'chat' | 'paper';

/** The letter of a term: its printed days beside the computed ones, and its way to the member (C-08). */
export interface Letter {
  readonly number: string;
  readonly printedFrom: Day;
  readonly printedTo: Day;
  readonly printedAt: Date | null;
  /** a date of its own: status begins with the decision (C-08) */
  readonly handedOn: Day | null;
}

export type MembershipEvent =
  | {
      readonly type: 'membership.printed-term-confirmed';
      readonly term: string;
      readonly from: Day;
      readonly to: Day;
      /** the printed days are not those that the policy computes */
      readonly differs: boolean;
      readonly private?: { readonly reason: string };
    }
  | {
      readonly type: 'membership.imported';
      readonly import: string;
      readonly roster: Roster;
      readonly count: number;
      readonly private: { readonly terms: readonly ImportedTerm[] };
    }
  | { readonly type: 'membership.letter-printed'; readonly term: string }
  | { readonly type: 'membership.letter-handed-over'; readonly term: string; readonly on: Day }
  | {
      readonly type: 'membership.removed';
      readonly term: string;
      readonly person: string;
      readonly roster: Roster;
      readonly private: { readonly ground: string; readonly reason: string };
    }
  | {
      readonly type: 'membership.barred';
      readonly bar: string;
      readonly term: string;
      readonly roster: Roster;
      /** the keyed hash of the citizen number: all that is left when the person is forgotten (ZJ-18a) */
      readonly private: { readonly print: string; readonly ground: string };
    }
  | {
      readonly type: 'membership.appointed';
      readonly term: string;
      readonly person: string;
      readonly roster: Roster;
      readonly route: Route;
      readonly category: string | null;
      readonly furtherCategories: readonly string[];
      readonly startsOn: Day;
      readonly lastDay: Day;
      readonly letterNumber: string | null;
      readonly application: string;
      readonly private: { readonly speciality: string };
    }
  | {
      readonly type: 'membership.enrolled';
      readonly term: string;
      readonly person: string;
      readonly roster: 'experts';
      readonly category: string;
      readonly furtherCategories: readonly string[];
      /** taken although the title is below what the category asks, with the reason (ZJ-6.5b) */
      readonly belowTitle: boolean;
      readonly private: { readonly speciality: string; readonly titleReason?: string };
    }
  | {
      readonly type: 'membership.consented';
      readonly term: string;
      readonly person: string;
      readonly roster: Roster;
      readonly startsOn: Day;
      readonly lastDay: Day;
      /** which text in which version was agreed to */
      readonly text: string;
      readonly version: string;
      readonly source: ConsentSource;
    }
  | {
      readonly type: 'membership.consent-declined';
      readonly term: string;
      readonly person: string;
      readonly roster: Roster;
      readonly private?: { readonly reason: string };
    }
  | {
      readonly type: 'membership.lapsed';
      readonly term: string;
      readonly person: string;
      readonly roster: Roster;
      readonly lastDay: Day;
    }
  | {
      readonly type: 'membership.unavailable';
      readonly unavailability: string;
      readonly person: string;
      readonly since: Day;
      readonly until: Day;
      readonly by: 'self' | 'staff';
    }
  | {
      readonly type: 'membership.available-again';
      readonly unavailability: string;
      readonly person: string;
    };

export type MembershipRefusal =
  | { readonly code: 'membership.unknown' }
  | { readonly code: 'membership.no-such-roster'; readonly roster: Roster }
  | { readonly code: 'membership.no-such-category'; readonly category: string }
  | { readonly code: 'membership.category-missing' }
  | {
      readonly code: 'membership.title-below';
      readonly category: string;
      readonly least: string;
    }
  | { readonly code: 'membership.already-member'; readonly term: string; readonly roster: Roster }
  | { readonly code: 'membership.already-invited'; readonly term: string }
  | { readonly code: 'membership.already-appointed'; readonly term: string }
  | { readonly code: 'membership.barred' }
  | { readonly code: 'membership.not-removable'; readonly status: TermStatus }
  | { readonly code: 'membership.number-unknown' }
  | { readonly code: 'membership.draft-measure'; readonly title: string }
  | { readonly code: 'membership.no-bar'; readonly roster: Roster }
  | { readonly code: 'membership.no-letter' }
  | { readonly code: 'membership.letter-ended'; readonly status: TermStatus }
  | { readonly code: 'membership.printed-term-missing' }
  | { readonly code: 'membership.printed-term-unlike' }
  | { readonly code: 'membership.letter-not-printed' }
  | { readonly code: 'membership.already-handed-over'; readonly on: Day }
  | { readonly code: 'membership.handed-over-later' }
  | { readonly code: 'membership.not-awaiting'; readonly status: TermStatus }
  | { readonly code: 'membership.not-a-member' }
  | { readonly code: 'membership.days-reversed' }
  | { readonly code: 'membership.days-over' }
  | { readonly code: 'membership.days-too-long' }
  | { readonly code: 'membership.import-changed' }
  | { readonly code: 'membership.rows-faulty'; readonly faulty: number }
  | { readonly code: 'membership.nothing-to-import' }
  | { readonly code: 'membership.nothing-due' };
