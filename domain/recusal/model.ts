import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';

/** What ties a member to an institution (ZJ-11.1 to 11.5); an own clue is never one of these words. */
export const TIE_KINDS = ['interest', 'post', 'legalEntity', 'kin', 'other'] as const;
export type TieKind = (typeof TIE_KINDS)[number];

export const TIE_KIND_WORDS: Readonly<Record<TieKind, string>> = {
  interest: '利益关联',
  post: '曾经任职',
  legalEntity: '同一法人单位',
  kin: '配偶或直系亲属有利益关联',
  other: '其他回避情形',
};

/** Neutral classes of the candidate list: interest, former post, same entity, kin, other (draw.md 2.3). */
export type RecusalCode = 'R1' | 'R2' | 'R3' | 'R4' | 'R5';

export const TIE_SOURCES = ['chat', 'phone', 'visit', 'letter'] as const;
/** How a declaration came in (C-10); `ordered`: the bureau required it (ZJ-11.6). */
export type TieSource = (typeof TIE_SOURCES)[number] | 'ordered';

/** A unit as far as it is known: in the list by id and owner, or by its words only. */
export interface Unit {
  readonly institution: string | null;
  /** credit code of the legal entity (ZJ-11.3) */
  readonly owner: string | null;
  readonly names: readonly string[];
}

/** A post held in a unit; an `until` that no calendar has is kept as typed and counts as unknown. */
export interface Post {
  readonly unit: Unit;
  readonly since: string | null;
  readonly until: string | null;
}

/** One tie on the register. */
export interface Tie {
  readonly id: string;
  readonly number: string;
  readonly person: string;
  readonly kind: TieKind;
  readonly source: TieSource;
  readonly unit: Unit | null;
  /** for one piece of work only */
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly detail: string;
  readonly status: 'open' | 'closed';
  readonly createdAt: Date;
}

/** Everything known today of who must keep away from whom. */
export interface Standing {
  readonly posts: readonly Post[];
  readonly ties: readonly Tie[];
  /** reported one of the institutions (B-24): blocks like any other tie and is never named */
  readonly ownClue: boolean;
}

/** The work that somebody may have to keep away from. */
export interface Matter {
  readonly task: string | null;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly units: readonly Unit[];
}

export const RECUSAL = definePolicy(
  'recusal',
  z.object({
    recusal: z.object({
      /** how long a former post still bars (ZJ-11.2) */
      lookBackMonths: ruled(z.number().int().min(0).max(120)),
      /** left on the corresponding day: still inside (B-15) */
      boundaryDayCounts: ruled(z.boolean()),
    }),
  }),
);
export type RecusalPolicy = z.output<typeof RECUSAL.shape>;

interface TieFacts {
  readonly tie: string;
  readonly number: string;
  readonly person: string;
  readonly kind: TieKind;
  readonly institution: string | null;
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly private: { readonly words: string; readonly detail: string };
}

export type RecusalEvent =
  | (TieFacts & {
      readonly type: 'recusal.declared';
      readonly source: Exclude<TieSource, 'ordered'>;
    })
  | (TieFacts & { readonly type: 'recusal.ordered' })
  | {
      readonly type: 'recusal.closed';
      readonly tie: string;
      readonly person: string;
      readonly private: { readonly reason: string };
    };

export type RecusalRefusal =
  | { readonly code: 'recusal.unknown-person' }
  | { readonly code: 'recusal.unknown-institution' }
  | { readonly code: 'recusal.unknown' }
  | { readonly code: 'recusal.nothing-named' }
  | { readonly code: 'recusal.days-reversed' }
  | { readonly code: 'recusal.already-closed'; readonly number: string };
