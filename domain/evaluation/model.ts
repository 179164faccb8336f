import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import { definePolicy, ruled } from '../kernel/policy.ts';
import type { Tick } from './model-form3.ts';

const evaluationShape = z.object({
  /** officers with an enforcement certificate beside the experts (A-24, ZJ-15.6) */
  certifiedOfficers: ruled(z.number().int().min(1).max(10)),
  /** `cast`: more for than against; `all`: more than half of everybody who takes part */
  majority: ruled(z.enum(['cast', 'all'])),
  /** how long before an opinion is due its author is reminded (ZJ-14.1) */
  reminderHours: ruled(z.number().min(0).max(240)),
  /** when the work is to be evaluated and closed, after its last day (ZJ-16a) */
  closeWorkingDays: ruled(z.number().int().min(1).max(120)),
  /** conclusions of form 3, the best first */
  levels: ruled(z.array(z.string().min(1).max(10)).min(2).max(6)),
  evaluatingUnit: ruled(z.string().min(2).max(60)),
  /** whole yuan per expert and day of attendance (ZJ-13.3) */
  fees: ruled(
    z.array(z.object({ type: z.string().min(1).max(20), yuanPerDay: z.number().int().min(0) })),
  ),
  taxNote: ruled(z.string().max(200)),
  /** whether the sheet computes what is withheld from a fee for labour */
  tax: ruled(z.enum(['labour', 'none'])).default({ value: 'labour', clause: 'default' }),
  /** reasons for which no fee may be taken (不得领取) */
  noFee: ruled(z.array(z.string().min(2).max(40)).min(1)),
});

/** What holds for a bureau whose own file says nothing yet; without a table there is no fee. */
const AS_SHIPPED: z.output<typeof evaluationShape> = {
  certifiedOfficers: { value: 2, clause: 'A-24' },
  majority: { value: 'cast', clause: 'A-25' },
  reminderHours: { value: 24, clause: 'default' },
  closeWorkingDays: { value: 10, clause: 'default' },
  levels: { value: ['优秀', '合格', '不合格'], clause: 'A-27' },
  evaluatingUnit: { value: '医疗保障局', clause: 'A-27' },
  fees: { value: [], clause: 'default' },
  taxNote: { value: '劳务报酬由支付单位依法代扣代缴个人所得税', clause: 'default' },
  tax: { value: 'labour', clause: 'default' },
  noFee: { value: ['在职公务员或参公管理人员', '本人放弃领取'], clause: 'default' },
};

export const EVALUATION = definePolicy(
  'evaluation',
  z.object({
    evaluation: evaluationShape.default(AS_SHIPPED),
  }),
);
export type EvaluationPolicy = z.output<typeof EVALUATION.shape>;

export interface Officer {
  readonly name: string;
  readonly certificate: string;
}

/** What can be read, and in which room; it never travels (ZJ-15.7). */
export interface Material {
  readonly name: string;
  readonly where: string;
}

export interface WorkSheet {
  readonly scope: string;
  /** the rules the work goes by (ZJ-13.1) */
  readonly basis: string;
  readonly materials: readonly Material[];
  readonly officers: readonly Officer[];
}

export const WORK_STATUSES = ['prepared', 'started', 'closed'] as const;
export type WorkStatus = (typeof WORK_STATUSES)[number];

export interface Work {
  readonly task: string;
  readonly number: string;
  readonly status: WorkStatus;
  readonly sheet: WorkSheet;
  readonly lastDay: Day;
  /** evaluated and closed by then */
  readonly dueAt: Date;
  readonly startedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
}

/** Whether the organiser was told (ZJ-17.1). */
export const TOLD = ['in-time', 'late', 'never'] as const;
export type Told = (typeof TOLD)[number];

export const TOLD_WORDS: Readonly<Record<Told, string>> = {
  'in-time': '事先及时告知',
  late: '告知了，但不及时',
  never: '没有告知',
};

/** `left`: was there and went away from the work. */
export type AttendanceKind = 'present' | 'absent' | 'left';

export const ATTENDANCE_WORDS: Readonly<Record<AttendanceKind, string>> = {
  present: '到场',
  absent: '未到场',
  left: '中途离开',
};

export const OATHS = ['paper', 'screen'] as const;
export type Oath = (typeof OATHS)[number];

export const OATH_WORDS: Readonly<Record<Oath, string>> = {
  paper: '纸质签到、承诺书',
  screen: '现场屏幕签到、承诺',
};

/** One day of one expert at work. */
export interface Attendance {
  readonly id: string;
  readonly invitation: string;
  readonly task: string;
  readonly person: string;
  readonly day: Day;
  readonly kind: AttendanceKind;
  readonly at: Date;
  readonly oath: Oath | null;
  readonly told: Told | null;
  readonly affected: boolean;
  /** the reason given, when it was told, what it held up */
  readonly words: AbsenceWords | null;
}

export interface AbsenceWords {
  readonly reason: string;
  readonly toldAt: string;
  readonly effect: string;
}

export const VOTES = ['for', 'against', 'abstain'] as const;
export type Vote = (typeof VOTES)[number];

export const VOTE_WORDS: Readonly<Record<Vote, string>> = {
  for: '同意',
  against: '不同意',
  abstain: '弃权',
};

export const WAYS = ['paper', 'page'] as const;
export type Way = (typeof WAYS)[number];

export const WAY_WORDS: Readonly<Record<Way, string>> = {
  paper: '纸质合议笔录',
  page: '各人单独在手机上填写',
};

/**
 * `void`: an expert who gave an opinion was replaced, it must be done again (draw-11).
 * `tied`: the bureau decides with a reason.
 */
export type RoundStatus = 'open' | 'tied' | 'counted' | 'void';

export const ROUND_STATUS_WORDS: Readonly<Record<RoundStatus, string>> = {
  open: '正在合议',
  tied: '票数相等，待决定',
  counted: '已有结果',
  void: '作废，须重新合议',
};

export interface Tally {
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  /** asked and not answered when the round was closed */
  readonly missing: number;
}

export type Verdict = 'for' | 'against';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  for: '同意',
  against: '不同意',
};

/** One question put to the experts. */
export interface Round {
  readonly id: string;
  readonly task: string;
  readonly number: string;
  readonly count: number;
  readonly title: string;
  readonly text: string;
  readonly way: Way;
  readonly dueAt: Date;
  readonly voters: readonly string[];
  readonly status: RoundStatus;
  /** null until counted; from then on nothing changes it (B-20) */
  readonly tally: Tally | null;
  readonly verdict: Verdict | null;
  /** why it was closed early, or the bureau's reason in a tie */
  readonly reason: string;
  readonly openedAt: Date;
  readonly countedAt: Date | null;
  readonly replaces: string | null;
  /** the paper result, waiting for the second person */
  readonly entry: PaperEntry | null;
}

export interface PaperVote {
  readonly person: string;
  readonly vote: Vote;
}

export interface PaperEntry {
  readonly by: string;
  readonly votes: readonly PaperVote[];
}

/** What one expert said to one question; nobody else can change it (ZJ-13.2a). */
export interface Opinion {
  readonly id: string;
  readonly round: string;
  readonly task: string;
  readonly person: string;
  readonly way: Way;
  readonly vote: Vote;
  readonly text: string;
  /** what the opinion rests on (ZJ-15.4) */
  readonly materials: string;
  readonly at: Date;
  readonly signedAt: Date | null;
  /** why its author can never sign it, where that is so */
  readonly unsignable: Unsignable | null;
  readonly voidAt: Date | null;
  /** reasons of the minority, kept with the record on request (ZJ-13.2b) */
  readonly dissent: string | null;
}

/** Noted by whoever answers for the work; sealed with the opinion, since it may tell of an illness. */
export interface Unsignable {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

export interface BankAccount {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/** An expert's fee for one task; amounts in fen. */
export interface Fee {
  readonly invitation: string;
  readonly task: string;
  readonly person: string;
  readonly days: number;
  readonly amount: number;
  /** why nothing may be taken, in the policy's words */
  readonly refused: string | null;
  readonly note: string;
  readonly account: BankAccount | null;
}

/** Form 3 of one expert and one task. */
export interface Evaluation {
  readonly id: string;
  readonly task: string;
  readonly number: string;
  readonly person: string;
  readonly ticks: readonly Tick[];
  readonly level: string;
  readonly remarks: string;
  readonly unit: string;
  readonly evaluatedBy: string;
  readonly evaluatedAt: Date;
  readonly leaderOpinion: string;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly answers: readonly EvaluationAnswer[];
}

export interface EvaluationAnswer {
  readonly text: string;
  readonly at: string;
  readonly by: 'self' | 'staff';
}

/** What still stands between a piece of work and its end (ZJ-16a). */
export type Obstacle =
  | { readonly kind: 'no-attendance'; readonly person: string }
  | { readonly kind: 'no-evaluation'; readonly person: string }
  | { readonly kind: 'not-signed'; readonly person: string }
  | { readonly kind: 'open-round'; readonly title: string }
  | {
      readonly kind: 'opinion-unsigned';
      readonly person: string;
      /** the number and title of the question */
      readonly count: number;
      readonly title: string;
    };
