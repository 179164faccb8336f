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

/**
 * Neutral classes of the candidate list: interest, former post, same entity, kin, other (draw.md 2.3);
 * U: an employer that nobody has resolved yet (draw-7).
 */
export type RecusalCode = 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'U';

export const TIE_SOURCES = ['chat', 'phone', 'visit', 'letter'] as const;
/** How a declaration came in (C-10); `ordered`: the bureau required it (ZJ-11.6). */
export type TieSource = (typeof TIE_SOURCES)[number] | 'ordered';

/** A unit as far as it is known: in the list by id and owner, or by its words only. */
export interface Unit {
  readonly institution: string | null;
  /** credit code of the legal entity (ZJ-11.3) */
  readonly owner: string | null;
  /** 集团医院 or 医共体 it belongs to (draw-7) */
  readonly group: string | null;
  readonly names: readonly string[];
}

/**
 * Units by id or by words. Words stay words even where they are exactly a name in the list: they
 * bring that institution's owner and names along, but could still mean another one.
 */
export interface Directory {
  readonly byId: (institution: string | null) => Unit | null;
  readonly byWords: (words: string) => Unit;
  /** these words are exactly a name in the list, an official, popular or former one */
  readonly listsName: (words: string) => boolean;
}

/** A post held in a unit; an `until` that no calendar has is kept as typed and counts as unknown. */
export interface Post {
  readonly unit: Unit;
  /** chosen from the list, or confirmed by staff as no designated institution (draw-7) */
  readonly resolved: boolean;
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
  /** on what the bureau ordered it, who decided and when (ZJ-11.6) */
  readonly evidence: string;
  readonly decidedBy: string | null;
  readonly decidedOn: Day | null;
  readonly status: 'open' | 'closed';
  readonly createdAt: Date;
  /** its words are gone since then (ZJ-11.4) */
  readonly erasedAt: Date | null;
  /** numbers of the audit entries that hold its words */
  readonly entries: readonly number[];
}

/** What of a tie must not stand in the open: the institution of secret work is part of it (C-04). */
export interface TieWords {
  readonly institution: string | null;
  readonly words: string;
  readonly detail: string;
  readonly evidence: string;
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

/** By blood and by law, adoption, step-family and marriage included (C-08). */
const KIN = [
  '配偶',
  '父母',
  '子女',
  '养父母',
  '继父母',
  '岳父母',
  '公婆',
  '儿媳',
  '女婿',
  '祖父母',
  '外祖父母',
  '孙子女',
  '外孙子女',
];

export const RECUSAL = definePolicy(
  'recusal',
  z.object({
    recusal: z.object({
      /** how long a former post still bars (ZJ-11.2) */
      lookBackMonths: ruled(z.number().int().min(0).max(120)),
      /** left on the corresponding day: still inside (B-15) */
      boundaryDayCounts: ruled(z.boolean()),
      /** members of one hospital group recuse like one legal person (draw-7) */
      groupCounts: ruled(z.boolean()).default({ value: true, clause: 'default' }),
      /** who counts as 配偶或者直系亲属 (ZJ-11.4, C-08) */
      kin: ruled(z.array(z.string().min(1)).min(1)).default({ value: KIN, clause: 'C-08' }),
      /** ties of kin to one piece of work lose their words so long after it (ZJ-11.4) */
      kinKeptDays: ruled(z.number().int().min(0).max(3650)).default({
        value: 30,
        clause: 'default',
      }),
    }),
  }),
);
export type RecusalPolicy = z.output<typeof RECUSAL.shape>;

interface TieFacts {
  readonly tie: string;
  readonly number: string;
  readonly person: string;
  readonly kind: TieKind;
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
  readonly private: TieWords;
}

export type RecusalEvent =
  | (TieFacts & {
      readonly type: 'recusal.declared';
      readonly source: Exclude<TieSource, 'ordered'>;
    })
  | (TieFacts & {
      readonly type: 'recusal.ordered';
      /** account of whoever decided, and the day of it */
      readonly decidedBy: string;
      readonly decidedOn: Day;
    })
  | {
      readonly type: 'recusal.closed';
      readonly tie: string;
      readonly person: string;
      readonly private: { readonly reason: string };
    }
  | {
      readonly type: 'recusal.kin-erased';
      readonly tie: string;
      readonly person: string;
      /** audit entries whose private parts go with it */
      readonly entries: readonly number[];
    };

export type RecusalRefusal =
  | { readonly code: 'recusal.unknown-person' }
  | { readonly code: 'recusal.unknown-institution' }
  | { readonly code: 'recusal.unknown-account' }
  | { readonly code: 'recusal.unknown' }
  | { readonly code: 'recusal.nothing-named' }
  | { readonly code: 'recusal.days-reversed' }
  | { readonly code: 'recusal.decided-later' }
  | { readonly code: 'recusal.nothing-to-erase' }
  | { readonly code: 'recusal.already-closed'; readonly number: string };
