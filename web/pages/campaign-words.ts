import {
  campaigns,
  ROSTER_WORDS,
  ROSTERS,
  type nomination,
  type Roster,
} from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';
import { wayWords } from './application-words.ts';

export const rosterNames = (rosters: readonly Roster[] = ROSTERS) =>
  rosters.map((value) => ({ value, label: ROSTER_WORDS[value].member }));

interface Shown {
  readonly tone: Tone;
  readonly words: string;
}

/** Where a call stands at this instant: published is not open before its opening and after its closing. */
export const callState = (
  { state, opensAt, closesAt }: Pick<campaigns.Campaign, 'state' | 'opensAt' | 'closesAt'>,
  now: Date,
): Shown => {
  if (state !== 'published')
    return { tone: TONES[state], words: campaigns.CAMPAIGN_STATE_WORDS[state] };
  if (now < opensAt) return { tone: 'wait', words: '已公布，还没开始报名' };
  return now < closesAt
    ? { tone: 'good', words: '正在报名' }
    : { tone: 'done', words: '报名已截止' };
};

const TONES: Readonly<Record<Exclude<campaigns.CampaignState, 'published'>, Tone>> = {
  draft: 'wait',
  closed: 'done',
  cancelled: 'bad',
};

export const INVITATION_TONES: Readonly<Record<campaigns.InvitationState, Tone>> = {
  proposed: 'wait',
  sent: 'wait',
  accepted: 'good',
  declined: 'done',
  expired: 'done',
  refused: 'bad',
};

/** Where an invitation stands, the application that a yes still asks for included. */
export const invitationWords = (
  { state }: Pick<campaigns.Invitation, 'state'>,
  outcome: nomination.InvitationOutcome | null,
): string =>
  outcome?.awaits === true
    ? `${campaigns.INVITATION_STATE_WORDS[state]}，等申请表`
    : campaigns.INVITATION_STATE_WORDS[state];

export const quotaWords = (quotas: readonly campaigns.Quota[]): string =>
  quotas.map(({ name, count }) => `${name}${count}人`).join('、');

/** 公开选聘、个人自荐 */
export const routeWords = ({ roster, routes }: campaigns.Campaign): string =>
  routes.map((route) => wayWords({ roster, route })).join('、');
