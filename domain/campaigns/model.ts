import type { Day } from '../kernel/day.ts';
import type { Roster } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';

/** 起草 → 已公布 (open between its two instants) → 已结束; 已取消. */
export const CAMPAIGN_STATES = ['draft', 'published', 'closed', 'cancelled'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const CAMPAIGN_STATE_WORDS: Readonly<Record<CampaignState, string>> = {
  draft: '起草中',
  published: '已公布',
  closed: '已结束',
  cancelled: '已取消',
};

/** How many of one group or category are wanted. */
export interface Quota {
  readonly name: string;
  readonly count: number;
}

/** Where something was made public, with the proof (GP-6.1, GP-6.4b, ZJ-8.2b). */
export interface Placement {
  readonly where: string;
  readonly url: string;
  readonly day: Day;
  /** ids of kept scans or screenshots */
  readonly scans: readonly string[];
}

/** 选聘公告 / 征集公告: one published call (GP-5.1, GP-6.1, ZJ-7.1). */
export interface Campaign {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly title: string;
  readonly text: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** the day on which ages are counted, the same for all */
  readonly cutOffDay: Day;
  /** 媒体、网站、公众号、工作联系函 … */
  readonly channels: readonly string[];
  readonly headcount: number;
  readonly quotas: readonly Quota[];
  /** 选聘方式: the ways people come in by this call (GP-5.5); none: it says nothing of them */
  readonly routes: readonly Route[];
  /** kept files that go with the announcement (GP-6.1) */
  readonly attachments: readonly string[];
  readonly state: CampaignState;
  readonly placements: readonly Placement[];
  readonly publishedAt: Date | null;
  /** when the followers who could be written to had been told (GP-6.1) */
  readonly announcedAt: Date | null;
  readonly version: number;
}

/** 工作联系函 to a unit and its answer (GP-5.3, GP-6.1). */
export interface UnitLetter {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly campaign: string | null;
  readonly unit: string;
  readonly contact: string;
  readonly sentOn: Day;
  /** ten working days on: unanswered, the office is reminded of it */
  readonly answerBy: Date;
  readonly answeredOn: Day | null;
  readonly answer: string;
  readonly scans: readonly string[];
}

export const INVITATION_STATES = [
  'proposed',
  'sent',
  'accepted',
  'declined',
  'expired',
  'refused',
] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const INVITATION_STATE_WORDS: Readonly<Record<InvitationState, string>> = {
  proposed: '待批准',
  sent: '已邀请，等答复',
  accepted: '已接受',
  declined: '已谢绝',
  expired: '过期未答复',
  refused: '未批准',
};

/** What the invited person agrees to, as it stood when the invitation was sent (A-21, B-25). */
export interface InvitationTerms {
  readonly declarations: readonly { readonly id: string; readonly text: string }[];
  readonly consent: { readonly version: string; readonly text: string };
  /** the separate consent to stand on a published list */
  readonly publication: { readonly version: string; readonly text: string };
  /** what the yes leads to, as the measure said then; those of the first release tell nothing of it */
  readonly leads?: InvitationLeads;
}

/** What a yes leads to: an appointment at once, or the application, and what that one is spared. */
export interface InvitationLeads {
  readonly application: boolean;
  readonly skipsReview: boolean;
  readonly skipsPublicity: boolean;
}

/** How an answer came: in the own chat, or to staff by phone or on paper (C-10). */
export const ANSWER_SOURCES = ['chat', 'paper', 'phone'] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];
export const ANSWER_SOURCE_WORDS: Readonly<Record<AnswerSource, string>> = {
  chat: '微信',
  paper: '书面',
  phone: '电话',
};

/** 特邀聘任 / 主动邀请: who, why, who approved; the acceptance is the consent (GP-5.2, ZJ-7.2, A-05, A-21). */
export interface Invitation {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly person: string;
  readonly category: string | null;
  readonly speciality: string;
  readonly why: string;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  /** end of the day until which it may be answered; null until it was sent */
  readonly validUntil: Date | null;
  /** ten working days after it was sent, or after a yes whose application is to come: then the office is reminded of it */
  readonly answerBy: Date | null;
  /** null until it was sent */
  readonly terms: InvitationTerms | null;
  readonly state: InvitationState;
  readonly source: AnswerSource | null;
  /** the reason of a decline or of a refusal */
  readonly answer: string;
  readonly scans: readonly string[];
  readonly proposedAt: Date;
  readonly version: number;
}

export type CampaignsEvent =
  | {
      readonly type: 'campaigns.drafted' | 'campaigns.changed';
      readonly campaign: string;
      readonly number: string;
      readonly roster: Roster;
      readonly title: string;
      readonly text: string;
      readonly opensAt: string;
      readonly closesAt: string;
      readonly cutOffDay: Day;
      readonly channels: readonly string[];
      readonly headcount: number;
      readonly quotas: readonly Quota[];
      readonly routes: readonly Route[];
      readonly attachments: readonly string[];
      readonly by: string;
    }
  | {
      readonly type: 'campaigns.published';
      readonly campaign: string;
      readonly number: string;
      readonly roster: Roster;
      readonly opensAt: string;
      readonly by: string;
    }
  | {
      /** closing early or late: the new instant, why */
      readonly type: 'campaigns.closing-moved';
      readonly campaign: string;
      readonly number: string;
      readonly closesAt: string;
      readonly reason: string;
      readonly by: string;
    }
  | {
      readonly type: 'campaigns.closed' | 'campaigns.cancelled';
      readonly campaign: string;
      readonly number: string;
      readonly reason: string;
      readonly by: string;
    }
  | {
      /** every follower who could be written to has a notice in the outbox */
      readonly type: 'campaigns.announced';
      readonly campaign: string;
      readonly number: string;
      readonly told: number;
    }
  | {
      readonly type: 'campaigns.placed';
      readonly campaign: string;
      readonly number: string;
      readonly placement: Placement;
      readonly by: string;
    }
  | {
      readonly type: 'campaigns.letter-sent';
      readonly letter: string;
      readonly number: string;
      readonly roster: Roster;
      readonly campaign: string | null;
      readonly unit: string;
      readonly sentOn: Day;
      readonly answerBy: string;
      readonly by: string;
      readonly private: { readonly contact: string };
    }
  | {
      readonly type: 'campaigns.letter-answered';
      readonly letter: string;
      readonly number: string;
      readonly answeredOn: Day;
      readonly scans: readonly string[];
      readonly by: string;
      readonly private: { readonly answer: string };
    }
  | {
      readonly type: 'campaigns.invitation-proposed';
      readonly invitation: string;
      readonly number: string;
      readonly roster: Roster;
      readonly person: string;
      readonly category: string | null;
      readonly by: string;
      readonly private: { readonly why: string; readonly speciality: string };
    }
  | {
      readonly type: 'campaigns.invitation-sent';
      readonly invitation: string;
      readonly number: string;
      readonly roster: Roster;
      readonly person: string;
      readonly validUntil: string;
      readonly answerBy: string;
      readonly terms: InvitationTerms;
      /** whether a chat of the person is known; else somebody must phone */
      readonly reach: 'chat' | 'phone';
      readonly by: string;
    }
  | {
      readonly type: 'campaigns.invitation-refused';
      readonly invitation: string;
      readonly number: string;
      readonly proposedBy: string;
      readonly by: string;
      readonly private: { readonly reason: string };
    }
  | {
      /** consent of GP-2b / ZJ-7.2; a follow-up takes the person on, unless the application is still to come */
      readonly type: 'campaigns.invitation-accepted';
      readonly invitation: string;
      readonly number: string;
      readonly roster: Roster;
      readonly person: string;
      readonly category: string | null;
      readonly source: AnswerSource;
      readonly consent: string;
      /** version of the separate consent to publication; null: not given */
      readonly publication: string | null;
      readonly declarations: readonly string[];
      readonly scans: readonly string[];
      readonly proposedBy: string;
      /** who entered an answer given on paper or by phone */
      readonly by: string | null;
      /** nobody is appointed before the application has been handed in and checked */
      readonly application: boolean;
      readonly skipsReview: boolean;
      readonly skipsPublicity: boolean;
      /** ten working days on: without the application by then the office is reminded of it; null: none is asked for */
      readonly applyBy: string | null;
      /** whether a chat of the person is known */
      readonly reach: 'chat' | 'phone';
      readonly private: { readonly speciality: string };
    }
  | {
      readonly type: 'campaigns.invitation-declined';
      readonly invitation: string;
      readonly number: string;
      readonly person: string;
      readonly source: AnswerSource;
      readonly scans: readonly string[];
      readonly proposedBy: string;
      readonly by: string | null;
      readonly private: { readonly reason: string };
    }
  | {
      readonly type: 'campaigns.invitation-expired';
      readonly invitation: string;
      readonly number: string;
      readonly person: string;
      readonly proposedBy: string;
    };
