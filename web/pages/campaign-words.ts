import { campaigns, ROSTER_WORDS, ROSTERS, type Roster } from '../../domain/index.ts';
import type { Tone } from '../ui/parts.tsx';

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

export const quotaWords = (quotas: readonly campaigns.Quota[]): string =>
  quotas.map(({ name, count }) => `${name}${count}人`).join('、');
