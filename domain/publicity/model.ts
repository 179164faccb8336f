import type { ChatIdentity, Role } from '../kernel/actor.ts';
import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Placement } from '../campaigns/index.ts';

/** 公示: open until its last day has passed and no objection is open; then ended. */
export const PUBLICITY_STATES = ['open', 'ended', 'cancelled'] as const;
export type PublicityState = (typeof PUBLICITY_STATES)[number];
export const PUBLICITY_STATE_WORDS: Readonly<Record<PublicityState, string>> = {
  open: '公示中',
  ended: '公示期满',
  cancelled: '已撤销',
};

/** What may be shown of somebody, the person's consent given. */
export const PUBLISH_FIELDS = ['name', 'unit', 'category', 'group', 'title', 'area'] as const;
export type PublishField = (typeof PUBLISH_FIELDS)[number];
export const PUBLISH_FIELD_WORDS: Readonly<Record<PublishField, string>> = {
  name: '姓名',
  unit: '工作单位',
  category: '专业类别',
  group: '身份',
  title: '职称',
  area: '地区',
};

/** How long candidates are shown, as the measure said when the period began. */
export interface PublicityDays {
  readonly count: number;
  readonly unit: 'workingDays' | 'days';
}

/** A publicity period of chosen candidates (ZJ-8.2b, A-22). */
export interface Publicity {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  /** 公示期 both days included; the last day rolls to a working day (2.9) */
  readonly firstDay: Day;
  /** as it was announced; see `lastDayNow` where it was provisional */
  readonly lastDay: Day;
  readonly days: PublicityDays;
  readonly applications: readonly string[];
  readonly placements: readonly Placement[];
  readonly state: PublicityState;
  /** applications that the office has noted as taken off the notice */
  readonly takenDown: readonly string[];
  /** years whose holidays were not published when the last day was counted: it is provisional */
  readonly unpublished: readonly number[];
  /** why it was cancelled; empty otherwise */
  readonly reason: string;
  readonly version: number;
}

/** One line of a published list: the fields that may be shown, under the id of whom they are about. */
export interface PublicRow {
  readonly id: string;
  readonly values: Readonly<Record<PublishField, string>>;
}

export const OBJECTION_STATES = ['open', 'upheld', 'rejected'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];
export const OBJECTION_STATE_WORDS: Readonly<Record<ObjectionState, string>> = {
  open: '待处理',
  upheld: '异议成立',
  rejected: '异议不成立',
};

export const OBJECTION_SOURCES = ['chat', 'phone', 'visit', 'letter'] as const;
export type ObjectionSource = (typeof OBJECTION_SOURCES)[number];

/** 异议: raised by anybody, in chat or at the counter; who raised it stays with who decides. */
export interface Objection {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly publicity: string;
  /** about which candidate; null: not said, or about all */
  readonly application: string | null;
  readonly text: string;
  readonly from: { readonly name: string; readonly contact: string } | null;
  readonly identity: ChatIdentity | null;
  readonly source: ObjectionSource;
  readonly scans: readonly string[];
  readonly raisedAt: Date;
  readonly touchBy: Date;
  readonly state: ObjectionState;
  readonly decision: { readonly reason: string; readonly by: string; readonly at: Date } | null;
  readonly version: number;
}

/** One publication of a roster: what was handed out, to be taken down when a consent ends (GP-6.4b). */
export interface RosterPublication {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly fields: readonly PublishField[];
  readonly persons: readonly string[];
  readonly placements: readonly Placement[];
  readonly publishedAt: Date;
  /** persons who have been taken off it since */
  readonly removed: readonly string[];
  /** when the whole of it was taken down; null while it stands */
  readonly takenDownAt: Date | null;
  readonly version: number;
}

/** Somebody on a standing publication who must come off it: has left, or withdrawn the consent (GP-6.4b). */
export interface Outdated {
  readonly person: string;
  readonly because: 'left' | 'consent';
  readonly since: Date;
}

/** A candidate to be told, in the chat that applied; null: by phone (C-10). */
export interface ToldCandidate {
  readonly application: string;
  readonly number: string;
  readonly identity: ChatIdentity | null;
}

export type PublicityEvent =
  | {
      readonly type: 'publicity.started';
      readonly publicity: string;
      readonly number: string;
      readonly roster: Roster;
      readonly firstDay: Day;
      readonly lastDay: Day;
      readonly days: PublicityDays;
      readonly unpublished: readonly number[];
      readonly applications: readonly string[];
      readonly by: string;
      readonly private: { readonly told: readonly ToldCandidate[] };
    }
  | {
      readonly type: 'publicity.placed';
      readonly publicity: string;
      readonly number: string;
      readonly placement: Placement;
      readonly by: string;
    }
  | {
      /** who may not be shown any more was taken off the notice (PIPL 15) */
      readonly type: 'publicity.candidates-taken-down';
      readonly publicity: string;
      readonly number: string;
      readonly applications: readonly string[];
      readonly by: string;
    }
  | {
      readonly type: 'publicity.ended';
      readonly publicity: string;
      readonly number: string;
      readonly roster: Roster;
      /** who is told that somebody may be appointed now */
      readonly appointers: readonly Role[];
      /** null: by itself, the day after the last one */
      readonly by: string | null;
      readonly private: { readonly told: readonly ToldCandidate[] };
    }
  | {
      readonly type: 'publicity.cancelled';
      readonly publicity: string;
      readonly number: string;
      readonly roster: Roster;
      readonly by: string;
      readonly private: { readonly reason: string; readonly told: readonly ToldCandidate[] };
    }
  | {
      readonly type: 'publicity.objected';
      readonly objection: string;
      readonly number: string;
      readonly publicity: string;
      readonly roster: Roster;
      readonly application: string | null;
      readonly source: ObjectionSource;
      readonly scans: readonly string[];
      readonly touchBy: string;
      readonly unpublished: readonly number[];
      /** roles that may decide it, but for whoever signed a line of the application */
      readonly deciders: readonly Role[];
      readonly except: readonly string[];
      /** who entered it at the counter (C-10); who raised it stands in the private part alone (C-01) */
      readonly enteredBy: string | null;
      readonly private: {
        readonly text: string;
        readonly from: Objection['from'];
        readonly identity: ChatIdentity | null;
      };
    }
  | {
      readonly type: 'publicity.objection-decided';
      readonly objection: string;
      readonly number: string;
      readonly publicity: string;
      readonly application: string | null;
      readonly verdict: 'upheld' | 'rejected';
      readonly by: string;
      readonly private: { readonly reason: string; readonly identity: ChatIdentity | null };
    }
  | {
      readonly type: 'publicity.roster-published';
      readonly publication: string;
      readonly number: string;
      readonly roster: Roster;
      readonly fields: readonly PublishField[];
      readonly persons: readonly string[];
      readonly by: string;
    }
  | {
      readonly type: 'publicity.roster-placed';
      readonly publication: string;
      readonly number: string;
      readonly placement: Placement;
      readonly by: string;
    }
  | {
      /** these persons were taken off it; nobody named: the whole of it was taken down */
      readonly type: 'publicity.roster-taken-down';
      readonly publication: string;
      readonly number: string;
      readonly persons: readonly string[];
      readonly by: string;
    };

export type PublicityRefusal =
  | { readonly code: 'publicity.unknown' }
  | { readonly code: 'publicity.not-asked'; readonly roster: Roster }
  /** */
  | { readonly code: 'publicity.days-unset' }
  | { readonly code: 'publicity.nobody-chosen' }
  | { readonly code: 'publicity.not-selected'; readonly number: string }
  | { readonly code: 'publicity.already-shown'; readonly number: string }
  /** */
  | { readonly code: 'publicity.no-consent'; readonly number: string }
  /** invited, and spared the publicity */
  | { readonly code: 'publicity.invited'; readonly number: string }
  | { readonly code: 'publicity.first-day'; readonly latest: Day }
  | { readonly code: 'publicity.state'; readonly state: PublicityState }
  | { readonly code: 'publicity.running'; readonly lastDay: Day }
  | { readonly code: 'publicity.objections-open'; readonly count: number }
  | { readonly code: 'publicity.not-shown'; readonly number: string }
  /** shown, and the period has not been ended yet, whatever the day */
  | { readonly code: 'publicity.not-ended'; readonly number: string; readonly lastDay: Day }
  | { readonly code: 'publicity.no-placement' }
  /** a placement proves something by its address or a picture of it */
  | { readonly code: 'publicity.no-proof' }
  | { readonly code: 'publicity.placed-later' }
  /** first made public after the first day: the period has not run in full */
  | { readonly code: 'publicity.placed-late'; readonly first: Day; readonly due: Day }
  | { readonly code: 'publicity.none-running' }
  | { readonly code: 'publicity.no-such-candidate' }
  | { readonly code: 'publicity.already-objected'; readonly number: string }
  | { readonly code: 'publicity.objection-decided' }
  /** an objection against nobody in particular is upheld against somebody */
  | { readonly code: 'publicity.candidate-missing' }
  | { readonly code: 'publicity.same-person' }
  | {
      readonly code: 'publicity.not-your-part';
      readonly part: 'objection' | 'appointment';
      readonly roles: readonly Role[];
    }
  | { readonly code: 'publicity.changed-meanwhile'; readonly version: number }
  | { readonly code: 'publicity.field-closed'; readonly field: PublishField }
  | { readonly code: 'publicity.nobody-consents'; readonly roster: Roster }
  | { readonly code: 'publicity.taken-down' }
  | { readonly code: 'publicity.nothing-due' };
