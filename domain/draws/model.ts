import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import type { OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import type { MembershipPolicy } from '../membership/index.ts';
import type { RecusalCode, RecusalPolicy } from '../recusal/index.ts';

/** When an expert learns which institution it is (A-23, C-04): at assembly, on accepting, at once. */
export const INSTITUTION_TOLD = ['assembly', 'accepting', 'atOnce'] as const;
export type InstitutionTold = (typeof INSTITUTION_TOLD)[number];

export const INSTITUTION_TOLD_WORDS: Readonly<Record<InstitutionTold, string>> = {
  assembly: '集合时告知',
  accepting: '接受后告知',
  atOnce: '邀请时即可查看',
};

const taskType = z.object({
  name: z.string().min(2).max(20),
  institutionTold: z.enum(INSTITUTION_TOLD),
  needsInstitution: z.boolean(),
});

export const DRAWS = definePolicy(
  'draws',
  z.object({
    draws: z.object({
      taskTypes: ruled(z.array(taskType).min(1)),
      replyWorkingHours: ruled(z.number().positive().max(80)),
      /** no regular reply time later than so many hours before the assembly */
      lastReplyHoursBefore: ruled(z.number().min(0).max(72)),
      /** how long a late replacement, asked by phone, has to answer */
      phoneReplyMinutes: ruled(z.number().int().min(5).max(240)),
      /** experts of one employer on one panel */
      unitCap: ruled(z.union([z.literal(1), z.literal('none')])),
      undrawnWorkingDays: ruled(z.number().int().min(1).max(60)),
      unfilledWorkingHours: ruled(z.number().positive().max(80)),
    }),
  }),
);
export type DrawsPolicy = z.output<typeof DRAWS.shape>;

/** Everything a draw is ruled by. */
export type RulingPolicy = DrawsPolicy &
  RecusalPolicy &
  MembershipPolicy & { readonly office: OfficeHours };

/** `inviting`: every seat is held or asked for. `unfilled` is never shown as finished (draw-35). */
export const TASK_STATUSES = ['entered', 'inviting', 'filled', 'unfilled', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TASK_STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  entered: '待抽取',
  inviting: '已抽取，等待答复',
  filled: '专家已到齐',
  unfilled: '名额未满',
  cancelled: '已取消',
};

/** Seats per category; keys are the categories of ZJ-9. */
export type Need = Readonly<Record<string, number>>;

/** What stays sealed until disclosure (C-04). */
export interface TaskSecrets {
  readonly institutions: readonly string[];
  /** targets outside the list, by their words */
  readonly words: readonly string[];
  readonly note: string;
  readonly leaderPhone: string;
}

/** One piece of work that experts are drawn for. */
export interface Task {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly institutionTold: InstitutionTold;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** HH:MM on the first day */
  readonly assembleAt: string;
  readonly place: string;
  readonly need: Need;
  readonly secrets: TaskSecrets;
  readonly enteredBy: string | null;
  readonly secondAccount: string | null;
  readonly status: TaskStatus;
  readonly disclosedAt: Date | null;
  readonly enteredAt: Date;
}

/**
 * Why somebody in the pool was not a candidate: recusal R1–R5, term T, awaiting consent S,
 * date clash D, no matching category Q (draw.md 2.3).
 */
export type OutCode = RecusalCode | 'T' | 'S' | 'D' | 'Q';

/** One row of the frozen candidate list: pseudonyms that only this draw knows. */
export interface ListRow {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly unit: string;
  readonly out: OutCode | null;
}

/** A row with who it is. */
export interface PoolMember extends ListRow {
  readonly term: string;
  readonly person: string;
}

/** Whom the pseudonyms mean: kept apart from the record, so that the record could be published. */
export type Identities = Readonly<
  Record<string, { readonly term: string; readonly person: string }>
>;

export interface Seat {
  readonly cid: string;
  readonly category: string;
}

/**
 * What happened in a draw, enough to recompute it (ZJ-10b, B-21). `thin-1` takes its randomness from
 * this machine alone; a verifiable scheme with commitment and witnesses gets a name of its own.
 */
export interface DrawRecord {
  readonly scheme: 'thin-1';
  readonly task: string;
  readonly rules: { readonly need: Need; readonly unitCap: 1 | 'none' };
  readonly list: readonly ListRow[];
  readonly seed: string;
  readonly order: readonly string[];
  readonly panel: readonly Seat[];
}

/**
 * `silent`: no answer in time, seat still open. `replaced`: silent, and somebody else was asked.
 * `released`: the work was cancelled.
 */
export const INVITATION_STATUSES = [
  'invited',
  'accepted',
  'declined',
  'recused',
  'silent',
  'replaced',
  'released',
] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];

export const INVITATION_STATUS_WORDS: Readonly<Record<InvitationStatus, string>> = {
  invited: '等待答复',
  accepted: '已接受',
  declined: '不能参加',
  recused: '回避',
  silent: '逾期未答复',
  replaced: '逾期未答复，已递补',
  released: '工作取消',
};

export interface Invitation {
  readonly id: string;
  readonly task: string;
  readonly person: string;
  readonly term: string;
  readonly cid: string;
  readonly category: string;
  /** place in the drawn order, from 1 */
  readonly place: number;
  readonly status: InvitationStatus;
  readonly replyBy: Date;
  /** too late for a message alone: on the call sheet from the start */
  readonly byPhone: boolean;
  readonly invitedAt: Date;
  readonly repliedAt: Date | null;
  /** the answer was given to staff on the phone (draw-15) */
  readonly enteredByStaff: boolean;
  readonly disclosedAt: Date | null;
  readonly clearedAt: Date | null;
  readonly replaces: string | null;
}

/** Somebody of the frozen list in the drawn order, and whether the seat could be taken today. */
export interface OrderedMember extends PoolMember {
  readonly place: number;
}

/** All that the rules after the draw look at. */
export interface TaskState {
  readonly task: Task;
  readonly order: readonly OrderedMember[];
  readonly invitations: readonly Invitation[];
}

/** Why an answer changes nothing any more (F16). */
export type LateReason = 'already-said' | 'first-stands' | 'seat-taken' | 'started' | 'over';

export type DrawsRefusal =
  | { readonly code: 'draws.unknown' }
  | { readonly code: 'draws.unknown-type'; readonly type: string }
  | { readonly code: 'draws.unknown-category'; readonly category: string }
  | { readonly code: 'draws.unknown-institution' }
  | { readonly code: 'draws.unknown-account' }
  | { readonly code: 'draws.no-institution'; readonly type: string }
  | { readonly code: 'draws.days-over' }
  | { readonly code: 'draws.days-reversed' }
  | { readonly code: 'draws.place-gives-away' }
  | {
      readonly code: 'draws.already-drawn';
      readonly draw: string;
      readonly number: string;
      readonly at: Date;
    }
  | { readonly code: 'draws.started'; readonly number: string }
  | { readonly code: 'draws.is-cancelled'; readonly number: string }
  | {
      /** the categories that together have too few candidates, and why (draw.md 3.3) */
      readonly code: 'draws.pool-too-small';
      readonly categories: readonly string[];
      readonly need: number;
      readonly eligible: number;
      readonly inPool: number;
      readonly outs: Readonly<Partial<Record<OutCode, number>>>;
    }
  | { readonly code: 'draws.not-drawn'; readonly number: string }
  | { readonly code: 'draws.already-disclosed'; readonly number: string; readonly at: Date }
  | { readonly code: 'draws.not-privy'; readonly number: string }
  | { readonly code: 'draws.too-early-to-disclose'; readonly number: string; readonly from: Day }
  | { readonly code: 'draws.nobody-to-tell'; readonly number: string }
  | { readonly code: 'draws.not-disclosed' }
  | { readonly code: 'draws.reason-needed' }
  | { readonly code: 'draws.nothing-due' };
