import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import type { OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import type { MembershipPolicy } from '../membership/index.ts';
import type { RecusalCode, RecusalPolicy } from '../recusal/index.ts';
import type { ChangeRefusal } from './change-model.ts';
import type { ChoiceRefusal } from './choice-model.ts';
import type { AttemptRefusal } from './model-attempt.ts';

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
      /** when a seat's category is settled: on inviting, or only on accepting (draw-3, draw-4) */
      seatLocks: ruled(z.enum(['inviting', 'accepting'])),
      /** days after work in which an expert is not drawn again; 0: no such rule (draw-30) */
      coolDownDays: ruled(z.number().int().min(0).max(365)),
      /** every replacement opens the next one-time code, so that nobody can know who follows */
      codePerReplacement: ruled(z.boolean()),
      /** public lotteries whose future numbers count as a further source, with a fallback (draw-21) */
      lotteries: ruled(z.array(z.object({ name: z.string().min(2), fallback: z.string().min(2) }))),
      /** commitments are shown to everybody at once; otherwise kept for discipline office and archive (C-04) */
      publishCommitments: ruled(z.boolean()),
      /** how long a draw knows whom its pseudonyms mean once somebody asks for deletion (draw-31) */
      identitiesKeptMonths: ruled(z.number().int().min(0).max(600)),
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
export const TASK_STATUSES = [
  'entered',
  'committed',
  'inviting',
  'filled',
  'unfilled',
  'closed',
  'cancelled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TASK_STATUS_WORDS: Readonly<Record<TaskStatus, string>> = {
  entered: '待抽取',
  committed: '名单已冻结，等待抽取',
  inviting: '已抽取，等待答复',
  filled: '专家已到齐',
  unfilled: '名额未满',
  closed: '已办结归档',
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

/** What else a piece of work is about; nothing of it is secret. */
export interface TaskExtras {
  /** reserves wished for per category: fewer are a warning before the draw, never a refusal */
  readonly alternates: Need;
  /** the experts are divided into so many groups */
  readonly teams: number;
  /** another bureau that asked for the pool's experts (C-07) */
  readonly requestedBy: string;
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
  readonly extras: TaskExtras;
  /** counted up with every change, so that two savers cannot overwrite each other */
  readonly version: number;
  readonly secrets: TaskSecrets;
  readonly enteredBy: string | null;
  readonly secondAccount: string | null;
  readonly status: TaskStatus;
  readonly disclosedAt: Date | null;
  readonly enteredAt: Date;
}

/**
 * Why somebody in the pool was not a candidate: recusal R1–R5, unresolved employer U, term T, awaiting
 * consent S, cool-down C, date clash D, no matching category Q (draw.md 2.3).
 */
export type OutCode = RecusalCode | 'U' | 'T' | 'S' | 'C' | 'D' | 'Q';

/** Somebody in the pool under the pseudonyms that only one draw knows. */
export interface PoolMember {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly unit: string;
  readonly out: OutCode | null;
  readonly term: string;
  readonly person: string;
}

/**
 * `silent`: no answer in time, seat still open. `replaced`: silent, and somebody else was asked.
 * `released`: the work was cancelled, the draw was void, or the seat was given up by an approved choice.
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
  replaced: '逾期未答复，已请下一位',
  released: '已取消邀请',
};

export interface Invitation {
  readonly id: string;
  readonly task: string;
  readonly person: string;
  readonly term: string;
  readonly cid: string;
  readonly category: string;
  /** the group of the panel, from 1 */
  readonly team: number;
  /** place in the drawn order, from 1; 0: named without a draw */
  readonly place: number;
  readonly status: InvitationStatus;
  readonly replyBy: Date;
  /** too late for a message alone: on the call sheet from the start */
  readonly byPhone: boolean;
  readonly invitedAt: Date;
  readonly repliedAt: Date | null;
  /** the answer was given to staff on the phone (draw-15) */
  readonly enteredByStaff: boolean;
  /** who entered the phone answer, and what a second person said to it */
  readonly enteredBy: string | null;
  readonly checked: 'open' | 'agreed' | 'disputed' | null;
  readonly disclosedAt: Date | null;
  readonly clearedAt: Date | null;
  readonly replaces: string | null;
}

/** Somebody of the frozen list in the drawn order, and whether the seat could be taken today. */
export interface OrderedMember extends PoolMember {
  readonly place: number;
}

/** A drawn order as it stands: which draw, which round of it, what was relaxed since. */
export interface Standing {
  /** null where the work was drawn before the verifiable scheme */
  readonly draw: string | null;
  /** who was named for a seat before this draw */
  readonly named: readonly string[];
  /** the seats that were drawn for */
  readonly need: Need;
  readonly round: number;
  readonly unitCap: number | 'none';
  /** the code of the round where it is not the first */
  readonly code: string | null;
  /** what keeps nobody out any more, by a second person's approval (draw-30) */
  readonly lifted: readonly OutCode[];
}

/** All that the rules after the draw look at. */
export interface TaskState {
  readonly task: Task;
  readonly standing: Standing;
  readonly order: readonly OrderedMember[];
  readonly invitations: readonly Invitation[];
}

/** Why an answer changes nothing any more (F16). */
export type LateReason =
  'already-said' | 'first-stands' | 'seat-taken' | 'started' | 'over' | 'rearranged';

export type DrawsRefusal =
  | AttemptRefusal
  | ChangeRefusal
  | ChoiceRefusal
  | { readonly code: 'draws.unknown' }
  | { readonly code: 'draws.unknown-type'; readonly type: string }
  | { readonly code: 'draws.unknown-category'; readonly category: string }
  | { readonly code: 'draws.unknown-institution' }
  | { readonly code: 'draws.unknown-account' }
  | { readonly code: 'draws.no-institution'; readonly type: string }
  | { readonly code: 'draws.days-over' }
  | { readonly code: 'draws.days-reversed' }
  | { readonly code: 'draws.place-gives-away' }
  | { readonly code: 'draws.started'; readonly number: string }
  | { readonly code: 'draws.is-cancelled'; readonly number: string }
  | { readonly code: 'draws.is-closed'; readonly number: string }
  | { readonly code: 'draws.not-drawn'; readonly number: string }
  | { readonly code: 'draws.already-disclosed'; readonly number: string; readonly at: Date }
  | { readonly code: 'draws.not-privy'; readonly number: string }
  | { readonly code: 'draws.too-early-to-disclose'; readonly number: string; readonly from: Day }
  | { readonly code: 'draws.nobody-to-tell'; readonly number: string }
  | { readonly code: 'draws.not-disclosed' }
  | { readonly code: 'draws.cleared-already'; readonly number: string; readonly at: Date }
  | { readonly code: 'draws.reason-needed' }
  | { readonly code: 'draws.nothing-due' };
