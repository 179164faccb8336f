import type { Json } from '../kernel/action.ts';
import { defineContext, named, type FollowUp, type Said } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { expireInvitations } from './invite-actions.ts';
import type { CampaignsEvent } from './model.ts';
import type { CampaignsRefusal } from './model-refusals.ts';
import { announce, say, sayCall, sayInvitation } from './notice-wording.ts';
import { CAMPAIGNS, INVITING } from './policy.ts';
import { readCampaign, readInvitation, readUnanswered } from './records.ts';
import { CAMPAIGN_TABLES } from './tables-records.ts';
import { refuse } from './wording.ts';
import { record } from './writing-records.ts';

export {
  ANSWER_SOURCE_WORDS,
  CAMPAIGN_STATE_WORDS,
  INVITATION_STATES,
  INVITATION_STATE_WORDS,
  type Campaign,
  type CampaignsEvent,
  type CampaignState,
  type Invitation,
  type InvitationLeads,
  type InvitationState,
  type Placement,
  type Quota,
  type UnitLetter,
} from './model.ts';
export type { CampaignsRefusal } from './model-refusals.ts';
export { CAMPAIGNS, INVITING, type CallsPolicy, type InvitingPolicy } from './policy.ts';
export { openCampaign, readCampaign, readInvitation, readInvitations } from './records.ts';
export { headcountOf, type Headcount } from './headcount-rules.ts';
export { INVITATION_OFFER } from './notice-wording.ts';
export {
  ROUTE_WORDS,
  answeredWords,
  applyWord,
  callLine,
  callWords,
  nextStepWords,
} from './wording.ts';
export { waysOf } from './rules.ts';
export * from './actions.ts';
export * from './invite-actions.ts';
export * from './queries.ts';

/** Names under which the person's consents are filed: the same as for those who apply (GP-2b, A-37). */
const CONSENT_TEXT = 'application';
const PUBLICATION_TEXT = 'publication';

type Params = Readonly<Record<string, Json>>;

const idIn = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

/** What followers and the invited read is rendered from the row: its words are in no parameter. */
const sayFrom = async (tx: Tx, kind: string, params: Params): Promise<Said | null> => {
  if (kind === 'campaigns.published') {
    const campaign = await readCampaign(tx, idIn(params, 'campaign'));
    return campaign === null ? null : sayCall(campaign);
  }
  if (kind !== 'campaigns.invited') return null;
  const invitation = await readInvitation(tx, idIn(params, 'invitation'));
  return invitation === null ? null : sayInvitation(invitation);
};

/** A call that has ended, and an invitation that was answered meanwhile, are not sent after all. */
const isOver = async (tx: Tx, kind: string, params: Params): Promise<boolean> => {
  switch (kind) {
    case 'campaigns.published':
      return (await readCampaign(tx, idIn(params, 'campaign')))?.state !== 'published';
    case 'campaigns.invited':
    case 'campaigns.call-invitee':
      return (await readInvitation(tx, idIn(params, 'invitation')))?.state !== 'sent';
    case 'campaigns.to-approve':
      return (await readInvitation(tx, idIn(params, 'invitation')))?.state !== 'proposed';
    default:
      return false;
  }
};

/**
 * The yes takes the person on and files what was agreed to (GP-5.2, A-05). Where the application is still
 * to come, both come with it (ZJ-7.2, A-21).
 */
const followUps = (event: CampaignsEvent): readonly FollowUp[] => {
  if (event.type !== 'campaigns.invitation-accepted' || event.application) return [];
  const { invitation, person, roster, category } = event;
  const filed = (text: string, version: string): FollowUp => ({
    action: 'people.consent',
    input: { person, text, version },
    key: `campaigns.consented:${invitation}:${text}`,
  });
  return [
    filed(CONSENT_TEXT, event.consent),
    ...(event.publication === null ? [] : [filed(PUBLICATION_TEXT, event.publication)]),
    {
      action: 'membership.appoint',
      input: {
        person,
        roster,
        route: 'invitation',
        category,
        furtherCategories: [],
        speciality: event.private.speciality,
        application: invitation,
      },
      key: `membership.appoint:${invitation}`,
    },
  ];
};

export const campaignsContext = defineContext<CampaignsEvent>({
  name: 'campaigns',
  tables: [...CAMPAIGN_TABLES],
  policies: [CAMPAIGNS, INVITING],
  actions: [named(expireInvitations)],
  record,
  announce,
  say,
  sayFrom,
  isOver,
  followUps,
  deadlines: (tx, { now }) => readUnanswered(tx, now),
  refuse: (refusal) => refuse(refusal as CampaignsRefusal),
});
