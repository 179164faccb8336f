import type { Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { Route } from '../membership/index.ts';
import type { Campaign, CampaignsEvent, Placement, Quota } from './model.ts';
import type { CampaignsRefusal } from './model-refusals.ts';
import type { CallsPolicy, CampaignsPolicy } from './policy.ts';

export type Decision = Result<NonEmpty<CampaignsEvent>, CampaignsRefusal>;
type Calls = World<CampaignsPolicy>;

/** The prefix of a call's number: 公告. */
export const CALLS = 'GG';

export interface CampaignContent {
  readonly roster: Roster;
  readonly title: string;
  readonly text: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly cutOffDay: Day;
  readonly channels: readonly string[];
  readonly headcount: number;
  readonly quotas: readonly Quota[];
  readonly routes: readonly Route[];
  readonly attachments: readonly string[];
}

export interface DraftFacts {
  readonly running: number;
  readonly account: string;
}

/** A call is written as a draft; perhaps as a copy of a former one (GP-5.1, ZJ-8.3). */
export const draft = (facts: DraftFacts, input: CampaignContent, world: Calls): Decision => {
  const problem = contentProblem(input, world.policy);
  if (problem !== null) return err(problem);
  return ok([
    {
      type: 'campaigns.drafted',
      campaign: newId(world.seed, 'campaign'),
      number: runningNumber(seriesOf(CALLS, world.now), facts.running),
      ...written(input),
      by: facts.account,
    },
  ]);
};

const written = ({ opensAt, closesAt, ...content }: CampaignContent) => ({
  ...content,
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
});

const contentProblem = (
  input: CampaignContent,
  policy: CampaignsPolicy,
): CampaignsRefusal | null => {
  const calls = callsOf(input.roster, policy);
  if (calls === null) return { code: 'campaigns.no-calls', roster: input.roster };
  if (!calls.routes.value.includes('openCall'))
    return { code: 'campaigns.route-closed', route: 'openCall' };
  const closed = input.routes.find((route) => !calls.routes.value.includes(route));
  if (closed !== undefined) return { code: 'campaigns.route-closed', route: closed };
  if (input.closesAt <= input.opensAt) return { code: 'campaigns.days-reversed' };
  const sum = input.quotas.reduce((total, { count }) => total + count, 0);
  return sum > input.headcount
    ? { code: 'campaigns.quotas-over', headcount: input.headcount, sum }
    : null;
};

export const callsOf = (roster: Roster, { rosters }: CampaignsPolicy): CallsPolicy | null =>
  rosters[roster]?.calls ?? null;

/** What is done to a call that somebody has read in a certain version. */
export interface CampaignFacts {
  readonly campaign: Campaign | null;
  /** other published calls of the roster that have not ended */
  readonly running: readonly Campaign[];
  readonly account: string;
}

interface Versioned {
  readonly expectVersion: number;
}

type Checked =
  { readonly problem: CampaignsRefusal } | { readonly problem: null; readonly campaign: Campaign };

const inState = (
  { campaign }: Pick<CampaignFacts, 'campaign'>,
  { expectVersion }: Versioned,
  states: readonly Campaign['state'][],
): Checked => {
  if (campaign === null) return { problem: { code: 'campaigns.unknown' } };
  if (campaign.version !== expectVersion)
    return { problem: { code: 'campaigns.changed-meanwhile', version: campaign.version } };
  return states.includes(campaign.state)
    ? { problem: null, campaign }
    : { problem: { code: 'campaigns.state', state: campaign.state } };
};

/** A draft is written anew; what was published is not. */
export const change = (
  facts: CampaignFacts,
  { expectVersion, ...content }: CampaignContent & Versioned,
  world: Calls,
): Decision => {
  const checked = inState(facts, { expectVersion }, ['draft']);
  if (checked.problem !== null) return err(checked.problem);
  const problem = contentProblem(content, world.policy);
  if (problem !== null) return err(problem);
  const { id, number } = checked.campaign;
  return ok([
    {
      type: 'campaigns.changed',
      campaign: id,
      number,
      ...written(content),
      by: facts.account,
    },
  ]);
};

/** Made public; where candidates will be shown before appointment the number of days must be set. */
export const publish = (facts: CampaignFacts, input: Versioned, world: Calls): Decision => {
  const checked = inState(facts, input, ['draft']);
  if (checked.problem !== null) return err(checked.problem);
  const { campaign } = checked;
  const problem = publishProblem(campaign, facts.running, world);
  if (problem !== null) return err(problem);
  return ok([
    {
      type: 'campaigns.published',
      campaign: campaign.id,
      number: campaign.number,
      roster: campaign.roster,
      opensAt: campaign.opensAt.toISOString(),
      by: facts.account,
    },
  ]);
};

const publishProblem = (
  campaign: Campaign,
  running: readonly Campaign[],
  { now, policy }: Calls,
): CampaignsRefusal | null => {
  const calls = callsOf(campaign.roster, policy);
  if (calls === null) return { code: 'campaigns.no-calls', roster: campaign.roster };
  if (calls.publicity.value === 'before' && calls.publicityDays.value === null)
    return { code: 'campaigns.publicity-unset' };
  if (campaign.closesAt <= now) return { code: 'campaigns.closes-in-the-past' };
  return overlapping(campaign, running);
};

/** One open call of a roster at a time, so that an application belongs to exactly one (GP-5.1). */
const overlapping = (
  { opensAt, closesAt }: Pick<Campaign, 'opensAt' | 'closesAt'>,
  running: readonly Campaign[],
): CampaignsRefusal | null => {
  const other = running.find((one) => one.opensAt < closesAt && opensAt < one.closesAt);
  return other === undefined ? null : { code: 'campaigns.overlapping', number: other.number };
};

/** Earlier or later, but never into the past; the reason is told with it. */
export const moveClosing = (
  facts: CampaignFacts,
  input: Versioned & { readonly closesAt: Date; readonly reason: string },
  { now }: World<object>,
): Decision => {
  const checked = inState(facts, input, ['published']);
  if (checked.problem !== null) return err(checked.problem);
  const { campaign } = checked;
  const { closesAt } = input;
  if (closesAt <= now) return err({ code: 'campaigns.closes-in-the-past' });
  if (closesAt <= campaign.opensAt) return err({ code: 'campaigns.days-reversed' });
  const problem = overlapping({ opensAt: campaign.opensAt, closesAt }, facts.running);
  if (problem !== null) return err(problem);
  return ok([
    {
      type: 'campaigns.closing-moved',
      campaign: campaign.id,
      number: campaign.number,
      closesAt: closesAt.toISOString(),
      reason: input.reason,
      by: facts.account,
    },
  ]);
};

type Ending = Versioned & { readonly reason: string };

export const close = (facts: CampaignFacts, input: Ending): Decision => {
  const checked = inState(facts, input, ['published']);
  return checked.problem === null
    ? ok([{ type: 'campaigns.closed', ...ending(checked.campaign, facts, input) }])
    : err(checked.problem);
};

export const cancel = (facts: CampaignFacts, input: Ending): Decision => {
  const checked = inState(facts, input, ['draft', 'published']);
  return checked.problem === null
    ? ok([{ type: 'campaigns.cancelled', ...ending(checked.campaign, facts, input) }])
    : err(checked.problem);
};

const ending = (
  { id, number }: Campaign,
  { account }: CampaignFacts,
  { reason }: Ending,
): {
  readonly campaign: string;
  readonly number: string;
  readonly reason: string;
  readonly by: string;
} => ({
  campaign: id,
  number,
  reason,
  by: account,
});

/** Where and when the announcement stood, with the proof (GP-6.1). */
export const place = (
  { campaign, account }: Pick<CampaignFacts, 'campaign' | 'account'>,
  placement: Placement,
): Decision => {
  if (campaign === null) return err({ code: 'campaigns.unknown' });
  if (campaign.state === 'draft' || campaign.state === 'cancelled')
    return err({ code: 'campaigns.state', state: campaign.state });
  const { id, number } = campaign;
  return ok([{ type: 'campaigns.placed', campaign: id, number, placement, by: account }]);
};

/** The timed duty has put a notice for every follower who could be written to. */
export const noteAnnounced = (
  campaign: Campaign | null,
  { told }: { readonly told: number },
): Decision => {
  if (campaign === null) return err({ code: 'campaigns.unknown' });
  if (campaign.announcedAt !== null) return err({ code: 'campaigns.nothing-due' });
  const { id, number } = campaign;
  return ok([{ type: 'campaigns.announced', campaign: id, number, told }]);
};

/** Which rosters take self-nominations all year (GP-5.4). */
export const waysOf = ({ rosters }: CampaignsPolicy): { readonly selfNomination: boolean } => ({
  selfNomination: rosters.supervisors?.calls?.routes.value.includes('selfNomination') === true,
});
