import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf, fullYears, type Day } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { parseCitizenNumber } from '../kernel/ids.ts';
import { readPerson, type Person } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { notesOn } from './notes-rules.ts';
import {
  INVITATION_STATES,
  type Campaign,
  type Invitation,
  type InvitationLeads,
  type UnitLetter,
} from './model.ts';
import { leadsOf } from './answer-rules.ts';
import { INVITING } from './policy.ts';
import { noteWords } from './wording.ts';
import {
  openCampaign,
  readCampaign,
  readCampaigns,
  readInvitation,
  readInvitations,
  readLetters,
} from './records.ts';

/** Calls and invitations are the office's; discipline and audit look on. */
const visibleTo = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

const paged = <T>(rows: readonly T[], page: number): Listing<T> => ({
  rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  total: rows.length,
});

const page = z.coerce.number().int().min(1).default(1);
const rosterOrAll = z.enum(ROSTERS).nullable().default(null);

const ofRoster = (roster: Roster | null) => (roster === null ? {} : { roster });

/** Calls, newest first. */
export const listCampaigns = defineQuery({
  name: 'campaigns.list',
  params: z.object({ roster: rosterOrAll, page }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, params): Promise<Listing<Campaign>> =>
    paged(await readCampaigns(tx, ofRoster(params.roster)), params.page),
});

export interface CampaignView {
  readonly campaign: Campaign;
  readonly letters: readonly UnitLetter[];
}

export const oneCampaign = defineQuery({
  name: 'campaigns.one',
  params: z.object({ campaign: z.string() }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, params): Promise<CampaignView | null> => {
    const campaign = await readCampaign(tx, params.campaign);
    return campaign === null
      ? null
      : { campaign, letters: await readLetters(tx, { campaign: campaign.id }) };
  },
});

/** What a page about calls, letters or invitations needs of the measure. */
export const callTerms = defineQuery({
  name: 'campaigns.terms',
  params: z.object({}),
  policy: INVITING,
  permit: visibleTo,
  read: (_tx, _params, { policy }) =>
    Promise.resolve({
      rosters: ROSTERS.filter((roster) => policy.rosters[roster]?.calls !== undefined),
      inviting: ROSTERS.filter((roster) =>
        (policy.rosters[roster]?.calls?.routes.value ?? []).includes('invitation'),
      ),
      categories: policy.rosters.experts?.categories.value ?? [],
    }),
});

/** An open call as anybody may read it. */
export type PublicCall = Pick<
  Campaign,
  'id' | 'number' | 'roster' | 'title' | 'text' | 'closesAt' | 'headcount'
>;

/** The calls that are open now: everybody may know of them (GP-6.1). */
export const openCalls = defineQuery({
  name: 'campaigns.open',
  params: z.object({}),
  policy: NO_POLICY,
  permit: () => true,
  read: (tx, _params, { now }) => readOpenCalls(tx, now),
});

export const readOpenCalls = async (tx: Tx, now: Date): Promise<readonly PublicCall[]> => {
  const found = [];
  for (const roster of ROSTERS) found.push(await openCampaign(tx, roster, now));
  return found.flatMap((call) => (call === null ? [] : [publicOf(call)]));
};

const publicOf = ({ id, number, roster, title, text, closesAt, headcount }: Campaign) => ({
  id,
  number,
  roster,
  title,
  text,
  closesAt,
  headcount,
});

/** A notice is put for each conversation once; calls that wait for it (GP-6.1). */
export const readToAnnounce = async (tx: Tx, now: Date): Promise<readonly Campaign[]> => {
  const found = [];
  for (const roster of ROSTERS) found.push(await openCampaign(tx, roster, now));
  return found.flatMap((call) => (call?.announcedAt === null ? [call] : []));
};

/** An invitation as staff read it: with the name of the invited. */
export interface InvitationRow {
  readonly invitation: Invitation;
  readonly name: string;
}

const named = async (tx: Tx, invitation: Invitation): Promise<InvitationRow> => ({
  invitation,
  name: (await readPerson(tx, invitation.person))?.particulars.name ?? '',
});

export const listInvitations = defineQuery({
  name: 'campaigns.invitations',
  params: z.object({
    roster: rosterOrAll,
    state: z.enum(INVITATION_STATES).nullable().default(null),
    /** leaves out what this account has proposed: it is for another to approve */
    notBy: z.string().max(36).nullable().default(null),
    page,
  }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, params): Promise<Listing<InvitationRow>> => {
    const { state } = params;
    const found = await readInvitations(tx, {
      ...ofRoster(params.roster),
      ...(state === null ? {} : { states: [state] }),
    });
    const wanted = found.filter(({ proposedBy }) => proposedBy !== params.notBy);
    const { rows, total } = paged(wanted, params.page);
    const shown = [];
    for (const row of rows) shown.push(await named(tx, row));
    return { rows: shown, total };
  },
});

export interface InvitationView extends InvitationRow {
  /** conditions of the measure the bureau should look at: an invitation skips the review, not the rules */
  readonly notes: readonly string[];
  /** what a yes leads to as the measure stands today */
  readonly leads: InvitationLeads;
}

export const oneInvitation = defineQuery({
  name: 'campaigns.invitation',
  params: z.object({ invitation: z.string() }),
  policy: INVITING,
  permit: visibleTo,
  read: async (tx, params, { now, policy }): Promise<InvitationView | null> => {
    const invitation = await readInvitation(tx, params.invitation);
    if (invitation === null) return null;
    const person = await readPerson(tx, invitation.person);
    const facts = {
      roster: invitation.roster,
      category: invitation.category,
      title: person?.particulars.title ?? '',
      age: ageOf(person, dayOf(now)),
      missing: missingOf(person),
    };
    return {
      invitation,
      name: person?.particulars.name ?? '',
      notes: notesOn(facts, policy).map(noteWords),
      leads: leadsOf(policy.rosters[invitation.roster]?.calls),
    };
  },
});

/** What an applicant would have filled in. */
const missingOf = (person: Person | null): readonly string[] => {
  if (person === null) return [];
  const { citizenNumber, phone, employments } = person.particulars;
  return [
    ...(citizenNumber === null ? ['身份证号'] : []),
    ...(phone === null ? ['电话'] : []),
    ...(employments.length === 0 ? ['工作单位'] : []),
  ];
};

const ageOf = (person: Person | null, on: Day): number | null => {
  const parsed = parseCitizenNumber(person?.particulars.citizenNumber ?? '');
  return parsed.ok ? fullYears(parsed.value.birth, on) : null;
};
