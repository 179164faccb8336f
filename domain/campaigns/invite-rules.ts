import { addDays, dayOf, instantAt } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import type { Roster, World } from '../kernel/world.ts';
import { leadsOf } from './answer-rules.ts';
import { answerBy } from './letter-rules.ts';
import type { CampaignsEvent, Invitation, InvitationTerms } from './model.ts';
import type { CampaignsRefusal } from './model-refusals.ts';
import type { InvitingPolicy } from './policy.ts';
import type { Decision } from './rules.ts';

type Inviting = World<InvitingPolicy>;

/** The prefix of an invitation's number: 邀请. */
export const INVITATIONS = 'YQ';

/** What is known of the person who is to be invited. */
export interface Standing {
  readonly known: boolean;
  /** moved out of the roster for good (ZJ-18a) */
  readonly barred: boolean;
  readonly isMember: boolean;
  /** number of an invitation to the same roster that is still open */
  readonly open: string | null;
}

export interface ProposeFacts extends Standing {
  readonly running: number;
  readonly account: string;
}

export interface Proposing {
  readonly roster: Roster;
  readonly person: string;
  readonly category: string | null;
  readonly speciality: string;
  readonly why: string;
}

/** Who is to be invited and why; another person approves (GP-5.2, ZJ-7.2). */
export const propose = (facts: ProposeFacts, input: Proposing, world: Inviting): Decision => {
  const problem = placeProblem(input, world.policy) ?? standingProblem(facts);
  if (problem !== null) return err(problem);
  return ok([
    {
      type: 'campaigns.invitation-proposed',
      invitation: newId(world.seed, 'invitation'),
      number: runningNumber(seriesOf(INVITATIONS, world.now), facts.running),
      roster: input.roster,
      person: input.person,
      category: input.roster === 'experts' ? input.category : null,
      by: facts.account,
      private: { why: input.why, speciality: input.speciality },
    },
  ]);
};

const placeProblem = (
  { roster, category }: Pick<Proposing, 'roster' | 'category'>,
  { rosters }: InvitingPolicy,
): CampaignsRefusal | null => {
  const of = rosters[roster];
  if (of?.calls === undefined || of.entry === undefined)
    return { code: 'campaigns.no-calls', roster };
  if (!of.calls.routes.value.includes('invitation'))
    return { code: 'campaigns.route-closed', route: 'invitation' };
  return roster === 'experts'
    ? categoryProblem(category, rosters.experts?.categories.value ?? [])
    : null;
};

const categoryProblem = (
  category: string | null,
  listed: readonly string[],
): CampaignsRefusal | null => {
  if (category === null) return { code: 'campaigns.category-missing' };
  return listed.includes(category) ? null : { code: 'campaigns.no-such-category', category };
};

const standingProblem = ({ known, barred, isMember, open }: Standing): CampaignsRefusal | null => {
  if (!known) return { code: 'campaigns.person-unknown' };
  if (barred) return { code: 'campaigns.barred' };
  if (isMember) return { code: 'campaigns.already-member' };
  return open === null ? null : { code: 'campaigns.already-invited', number: open };
};

/** What a member of staff does to an invitation they have read in a certain version. */
export interface InvitationFacts {
  readonly invitation: Invitation | null;
  readonly account: string;
}

type Checked =
  | { readonly problem: CampaignsRefusal }
  | { readonly problem: null; readonly invitation: Invitation };

/** Proposed, unchanged since it was read, and by somebody else than the proposer. */
const proposedByAnother = (
  { invitation, account }: InvitationFacts,
  { expectVersion }: { readonly expectVersion: number },
): Checked => {
  if (invitation === null) return { problem: { code: 'campaigns.unknown' } };
  if (invitation.version !== expectVersion)
    return { problem: { code: 'campaigns.changed-meanwhile', version: invitation.version } };
  if (invitation.state !== 'proposed')
    return { problem: { code: 'campaigns.invitation-state', state: invitation.state } };
  return invitation.proposedBy === account
    ? { problem: { code: 'campaigns.same-person' } }
    : { problem: null, invitation };
};

export interface ApproveFacts extends InvitationFacts {
  readonly standing: Standing;
  readonly reach: 'chat' | 'phone';
}

/** Approved: it goes out with the terms as they stand today, and lasts for the days of the measure. */
export const approve = (
  facts: ApproveFacts,
  input: { readonly expectVersion: number },
  world: Inviting,
): Decision => {
  const checked = proposedByAnother(facts, input);
  if (checked.problem !== null) return err(checked.problem);
  const { invitation } = checked;
  const problem = placeProblem(invitation, world.policy) ?? standingProblem(facts.standing);
  if (problem !== null) return err(problem);
  return ok([sent(invitation, facts, world)]);
};

const sent = (
  { id, number, roster, person }: Invitation,
  { account, reach }: ApproveFacts,
  world: Inviting,
): CampaignsEvent => {
  const of = world.policy.rosters[roster];
  if (of?.calls === undefined || of.entry === undefined)
    throw new Error('an invitation to a roster that calls for nobody');
  const today = dayOf(world.now);
  const lastDay = addDays(today, of.calls.invitation.value.validDays);
  return {
    type: 'campaigns.invitation-sent',
    invitation: id,
    number,
    roster,
    person,
    // the last day counts whole: it ends where the next one begins
    validUntil: instantAt(addDays(lastDay, 1), '00:00').toISOString(),
    answerBy: answerBy(today, world).toISOString(),
    terms: { ...termsOf(of.entry), leads: leadsOf(of.calls) },
    reach,
    by: account,
  };
};

const termsOf = ({
  declarations,
  consent,
  publication,
}: NonNullable<
  NonNullable<InvitingPolicy['rosters']['supervisors']>['entry']
>): InvitationTerms => ({
  declarations: declarations.value.map(({ id, text }) => ({ id, text })),
  consent: { version: consent.value.version, text: consent.value.text },
  publication: { version: publication.value.version, text: publication.value.text },
});

export const refuseProposal = (
  facts: InvitationFacts,
  input: { readonly expectVersion: number; readonly reason: string },
): Decision => {
  const checked = proposedByAnother(facts, input);
  if (checked.problem !== null) return err(checked.problem);
  if (input.reason === '') return err({ code: 'campaigns.reason-missing', because: 'refusal' });
  const { id, number, proposedBy } = checked.invitation;
  return ok([
    {
      type: 'campaigns.invitation-refused',
      invitation: id,
      number,
      proposedBy,
      by: facts.account,
      private: { reason: input.reason },
    },
  ]);
};
