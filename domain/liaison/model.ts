import { z } from 'zod';
import { OFFICE, type OfficeHours } from '../kernel/office.ts';
import { definePolicy, ruled, type Ruled } from '../kernel/policy.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';

/** Who answers for a roster: the officer by dated designation, the cover while the officer is away. */
export interface Designation {
  readonly id: string;
  readonly roster: Roster;
  readonly account: string;
  /** instants; no `until`: still in office */
  readonly since: Date;
  readonly until: Date | null;
}

export interface Cover {
  readonly id: string;
  readonly roster: Roster;
  readonly account: string;
  /** days, both included */
  readonly from: string;
  readonly to: string;
}

/** Everything that decides who is on duty for a roster at an instant. */
export interface Duty {
  readonly officer: string | null;
  readonly cover: string | null;
  readonly leaders: readonly string[];
  readonly discipline: readonly string[];
}

export const AUDIENCES = ['office', 'discipline'] as const;
export type Audience = (typeof AUDIENCES)[number];

interface AlertKind {
  /** chat words: what kind of matter, never what it is about (C-02) */
  readonly words: string;
  /** heard at any hour, by the officer and the leader; all others wait for the office to open */
  readonly atOnce: boolean;
  /** one open alert of a matter: what is raised anew takes the place of the former (GP-12a) */
  readonly newestOnly?: boolean;
}

/**
 * What alerts are about. Only 重大情况 is to be reported at once (GP-8.6e, GP-12b); a date that came
 * near and a matter that lay still are as true in the morning.
 */
export const ALERT_KINDS: Readonly<Partial<Record<string, AlertKind>>> = {
  'clue-serious': { words: '重大情况线索', atOnce: true },
  'unanswered-invitation': { words: '有专家没有答复邀请', atOnce: false, newestOnly: true },
  untouched: { words: '事项还没有人办理', atOnce: false },
  'calendar-missing': { words: '明年放假安排还没有导入', atOnce: false },
  'measure-expiring': { words: '管理办法有效期将到', atOnce: false },
  'rights-taken-back': { words: '有人收回了个人信息授权', atOnce: false },
};

/** An unknown kind is announced too, in office hours. */
export const isHeardAtOnce = (kind: string): boolean => ALERT_KINDS[kind]?.atOnce === true;

export const isNewestOnly = (kind: string): boolean => ALERT_KINDS[kind]?.newestOnly === true;

/** Something a named person must acknowledge in time (GP-8.6e, A-11). It carries no case content. */
export interface Alert {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly number: string;
  readonly roster: Roster;
  readonly audience: Audience;
  /** accounts that must not learn of it */
  readonly except: readonly string[];
  /** accounts it was sent to, first and on escalation */
  readonly to: readonly string[];
  readonly raisedAt: Date;
  readonly ackBy: Date;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly reportedAt: Date | null;
}

/** What may be asked to be raised, by a follow-up or by staff. */
export const raising = z.object({
  /** business key: one alert for ever */
  key: z.string().min(1).max(160),
  kind: z.string().regex(/^[a-z][a-z-]{1,39}$/),
  subject: z.string().max(40),
  id: z.string().max(36),
  number: z.string().max(40),
  roster: z.enum(ROSTERS),
  audience: z.enum(AUDIENCES).default('office'),
  except: z.array(z.string()).max(200).default([]),
});
export type Raising = z.output<typeof raising>;

const shape = z.object({
  liaison: z.strictObject({
    /** working hours within which an alert is acknowledged */
    acknowledgeHours: ruled(z.number().positive().max(80)),
    /**
     * Outside office hours: the telephone that is named, and after how many hours of the clock what
     * is heard at once goes on to the leader; null: when the working hours are over.
     */
    outOfHours: ruled(
      z.strictObject({ phone: z.string().min(3), clockHours: z.number().positive().nullable() }),
    ),
    /** whom a major situation is reported to (GP-12b, A-10) */
    superior: ruled(z.string().min(2)),
  }),
});

export interface LiaisonPolicy {
  readonly office: OfficeHours;
  readonly liaison: {
    readonly acknowledgeHours: Ruled<number>;
    readonly outOfHours: Ruled<{ readonly phone: string; readonly clockHours: number | null }>;
    readonly superior: Ruled<string>;
  };
}

export const LIAISON = definePolicy<LiaisonPolicy>('liaison', z.intersection(OFFICE.shape, shape));

export type LiaisonEvent =
  | {
      readonly type: 'liaison.designated';
      readonly designation: string;
      readonly roster: Roster;
      readonly account: string;
      /** who handed over */
      readonly from: string | null;
      readonly by: string;
      readonly private: { readonly note: string };
    }
  | {
      readonly type: 'liaison.cover-set';
      readonly cover: string;
      readonly roster: Roster;
      readonly account: string;
      readonly from: string;
      readonly to: string;
      readonly by: string;
    }
  | { readonly type: 'liaison.cover-ended'; readonly cover: string; readonly by: string }
  | {
      readonly type: 'liaison.alert-raised';
      readonly alert: string;
      readonly key: string;
      readonly kind: string;
      readonly subject: string;
      readonly id: string;
      readonly number: string;
      readonly roster: Roster;
      readonly audience: Audience;
      readonly to: readonly string[];
      readonly ackBy: string;
      /** what is heard at once names it while the office is closed */
      readonly dutyPhone: string | null;
      readonly private: { readonly except: readonly string[] };
    }
  | {
      readonly type: 'liaison.acknowledged';
      readonly alert: string;
      readonly account: string;
      readonly late: boolean;
    }
  /** what it was about is done: nobody has to acknowledge it any more */
  | { readonly type: 'liaison.settled'; readonly alert: string; readonly number: string }
  | {
      readonly type: 'liaison.escalated';
      readonly alert: string;
      readonly number: string;
      readonly kind: string;
      /** who is told now */
      readonly to: readonly string[];
      /** who is reminded a second time */
      readonly again: readonly string[];
      readonly dutyPhone: string | null;
    }
  | {
      readonly type: 'liaison.reported-upward';
      readonly alert: string;
      readonly superior: string;
      readonly way: 'letter' | 'phone' | 'system';
      readonly account: string;
      readonly private: { readonly words: string; readonly receipt: string };
    };

export type LiaisonRefusal =
  | { readonly code: 'liaison.not-eligible'; readonly as: 'officer' | 'cover' }
  | { readonly code: 'liaison.already-officer' }
  | { readonly code: 'liaison.no-officer' }
  | { readonly code: 'liaison.cover-is-officer' }
  | { readonly code: 'liaison.cover-backwards' }
  | { readonly code: 'liaison.cover-overlaps'; readonly from: string; readonly to: string }
  | { readonly code: 'liaison.no-cover' }
  | { readonly code: 'liaison.already-raised' }
  | { readonly code: 'liaison.unknown' }
  | { readonly code: 'liaison.already-acknowledged'; readonly at: Date }
  | { readonly code: 'liaison.nothing-due' }
  | { readonly code: 'liaison.already-reported'; readonly at: Date };
