import { dayOf } from '../kernel/day.ts';
import { err, ok } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import { answerBy } from './letter-rules.ts';
import type { AnswerSource, Invitation, InvitationLeads, InvitationTerms } from './model.ts';
import type { CampaignsRefusal } from './model-refusals.ts';
import type { CallsPolicy, InvitingPolicy } from './policy.ts';
import type { Decision } from './rules.ts';

/** Where the measure calls for nobody any more, a yes appoints nobody either: the application is asked for. */
const CAREFUL: InvitationLeads = { application: true, skipsReview: false, skipsPublicity: false };

export const leadsOf = (calls: CallsPolicy | undefined): InvitationLeads => {
  if (calls === undefined) return CAREFUL;
  const { application, skipsReview, skipsPublicity } = calls.invitation.value;
  return { application, skipsReview, skipsPublicity };
};

export interface Answering {
  readonly answer: 'accept' | 'decline';
  readonly reason: string;
  readonly source: AnswerSource;
  /** the version of the consent text that was agreed to */
  readonly consent: string;
  /** also agrees to stand on a published list */
  readonly publication: boolean;
  readonly scans: readonly string[];
}

/** Yes or no, in the own chat or told to staff (C-10). The yes is the consent of GP-2b and ZJ-7.2. */
export const answer = (
  facts: AnswerFacts,
  input: Answering,
  world: World<InvitingPolicy>,
): Decision => {
  const checked = stillOpen(facts.invitation, world.now);
  if (checked.problem !== null) return err(checked.problem);
  const { invitation, terms } = checked;
  const by = input.source === 'chat' ? null : facts.account;
  if (input.answer === 'decline') return declined(invitation, input, by);
  const leads = leadsOf(world.policy.rosters[invitation.roster]?.calls);
  const applyBy = leads.application ? answerBy(dayOf(world.now), world).toISOString() : null;
  return accepted({ invitation, terms, leads, applyBy, reach: facts.reach }, input, by);
};

export interface AnswerFacts {
  readonly invitation: Invitation | null;
  readonly account: string | null;
  readonly reach: 'chat' | 'phone';
}

const stillOpen = (
  invitation: Invitation | null,
  now: Date,
):
  | { readonly problem: CampaignsRefusal }
  | {
      readonly problem: null;
      readonly invitation: Invitation;
      readonly terms: InvitationTerms;
    } => {
  if (invitation === null) return { problem: { code: 'campaigns.unknown' } };
  const { state, terms, validUntil } = invitation;
  if (state !== 'sent' || terms === null)
    return { problem: { code: 'campaigns.invitation-state', state } };
  if (validUntil !== null && validUntil <= now)
    return { problem: { code: 'campaigns.invitation-over', until: validUntil.toISOString() } };
  return { problem: null, invitation, terms };
};

interface Accepting {
  readonly invitation: Invitation;
  readonly terms: InvitationTerms;
  readonly leads: InvitationLeads;
  readonly applyBy: string | null;
  readonly reach: 'chat' | 'phone';
}

const accepted = (
  { invitation, terms, leads, applyBy, reach }: Accepting,
  input: Answering,
  by: string | null,
): Decision => {
  if (input.consent !== terms.consent.version) return err({ code: 'campaigns.consent-outdated' });
  if (input.source === 'paper' && input.scans.length === 0)
    return err({ code: 'campaigns.paper-missing' });
  return ok([
    {
      type: 'campaigns.invitation-accepted',
      invitation: invitation.id,
      number: invitation.number,
      roster: invitation.roster,
      person: invitation.person,
      category: invitation.category,
      source: input.source,
      consent: terms.consent.version,
      publication: input.publication ? terms.publication.version : null,
      declarations: terms.declarations.map(({ id }) => id),
      scans: input.scans,
      proposedBy: invitation.proposedBy,
      by,
      ...leads,
      applyBy,
      reach,
      private: { speciality: invitation.speciality },
    },
  ]);
};

const declined = (invitation: Invitation, input: Answering, by: string | null): Decision =>
  input.reason === ''
    ? err({ code: 'campaigns.reason-missing', because: 'decline' })
    : ok([
        {
          type: 'campaigns.invitation-declined',
          invitation: invitation.id,
          number: invitation.number,
          person: invitation.person,
          source: input.source,
          scans: input.scans,
          proposedBy: invitation.proposedBy,
          by,
          private: { reason: input.reason },
        },
      ]);

/** Invitations nobody answered in time end by themselves (GP-5.2). */
export const expire = (
  invitations: readonly Invitation[],
  _input: object,
  { now }: World<object>,
): Decision => {
  const [first, ...rest] = invitations
    .filter(({ state, validUntil }) => state === 'sent' && validUntil !== null && validUntil <= now)
    .map(({ id, number, person, proposedBy }) => ({
      type: 'campaigns.invitation-expired' as const,
      invitation: id,
      number,
      person,
      proposedBy,
    }));
  return first === undefined ? err({ code: 'campaigns.nothing-due' }) : ok([first, ...rest]);
};
