import { z } from 'zod';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { maskCitizenNumber, maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PORTION, type Listing } from '../kernel/query.ts';
import { ROSTERS, type World } from '../kernel/world.ts';
import { openCampaign, type CallsPolicy, type Campaign } from '../campaigns/index.ts';
import type { Tx } from '../store/scope.ts';
import { termsOf } from './gather.ts';
import {
  APPLICATION_STATES,
  APPLICATION_STATE_WORDS,
  type Application,
  type ApplicationState,
  type Terms,
} from './model.ts';
import { NOMINATION, type ChainLine, type EntryPolicy, type NominationPolicy } from './policy.ts';
import {
  readAllTerms,
  readApplication,
  readApplications,
  readOwn,
  readRevealed,
} from './records.ts';
import type { Prefill } from './sheet-queries.ts';
import { changedSince, nextLineOf, valuesOf, type Values } from './rules-terms.ts';

/** Applications stand open to the office and to discipline officers; a chat sees its own by `ownApplications`. */
export const visibleTo = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

/** An application as staff see it: numbers masked, the chat's identity never. */
export interface ApplicationView extends Omit<Application, 'identity' | 'terms'> {
  readonly hasChat: boolean;
  /** the measure's values it began with, and what reads otherwise today (B-25) */
  readonly terms: Terms;
  readonly termsNow: { readonly digest: string; readonly changed: readonly string[] };
  /** whose turn it is on form 2 after the reviewer; null: no line is due */
  readonly nextLine: ChainLine | null;
}

const viewOf = (
  { identity, snapshot, terms: _digest, ...application }: Application,
  terms: Terms,
  now: Values,
): ApplicationView => ({
  ...application,
  snapshot: {
    ...snapshot,
    citizenNumber: maskCitizenNumber(snapshot.citizenNumber),
    phone: maskPhone(snapshot.phone),
    form1:
      snapshot.form1 === null
        ? null
        : { ...snapshot.form1, homeAddress: maskAddress(snapshot.form1.homeAddress) },
  },
  hasChat: identity !== null,
  terms,
  termsNow: { digest: now.digest, changed: changedSince(terms, now) },
  nextLine: nextLineOf(application, terms.entry),
});

const maskAddress = (address: string): string =>
  address === '' ? '' : `${Array.from(address).slice(0, 3).join('')}****`;

/** The measure's values of today for the roster of an application. */
const todayOf = ({ roster }: Application, terms: Terms, policy: NominationPolicy): Values => {
  const entry = policy.rosters[roster]?.entry;
  return entry === undefined ? terms : valuesOf(roster, entry, policy);
};

const matches =
  (search: string) =>
  ({ number, snapshot }: Application): boolean =>
    search === '' || snapshot.name.includes(search) || number.includes(search.toUpperCase());

/** Newest first; names and numbers are searched in memory. Nothing is ranked (GP-6.3, PIPL 24). */
export const listApplications = defineQuery({
  name: 'nomination.list',
  params: z.object({
    roster: z.enum(ROSTERS).nullable().default(null),
    states: z
      .array(z.enum(APPLICATION_STATES))
      .min(1)
      .default([...APPLICATION_STATES]),
    campaign: z.string().max(36).nullable().default(null),
    search: z.string().trim().max(60).default(''),
    page: z.coerce.number().int().min(1).default(1),
    size: PORTION,
  }),
  policy: NOMINATION,
  permit: visibleTo,
  read: async (tx, params, { policy }): Promise<Listing<ApplicationView>> => {
    const { roster, states, campaign, search, page, size } = params;
    const found = (await readApplications(tx, states))
      .filter((one) => roster === null || one.roster === roster)
      .filter((one) => campaign === null || one.campaign === campaign)
      .filter(matches(search));
    const shown = found.slice((page - 1) * size, page * size);
    return { rows: await viewsOf(tx, shown, policy), total: found.length };
  },
});

const viewsOf = async (
  tx: Tx,
  found: readonly Application[],
  policy: NominationPolicy,
): Promise<readonly ApplicationView[]> => {
  const noted = await readAllTerms(tx);
  const views: ApplicationView[] = [];
  for (const one of found) {
    const terms = noted.get(one.terms) ?? (await termsOf(tx, one, policy));
    if (terms !== null) views.push(viewOf(one, terms, todayOf(one, terms, policy)));
  }
  return views;
};

export const oneApplication = defineQuery({
  name: 'nomination.one',
  params: z.object({ application: z.string() }),
  policy: NOMINATION,
  permit: visibleTo,
  read: async (tx, { application }, { policy }): Promise<ApplicationView | null> => {
    const found = await readApplication(tx, application);
    return found === null ? null : ((await viewsOf(tx, [found], policy))[0] ?? null);
  },
});

/** What an applicant learns: coarse words, and the reason once it was refused (GP-9.5b, PIPL 24). */
export interface OwnApplication {
  readonly id: string;
  readonly number: string;
  readonly roster: Application['roster'];
  readonly state: ApplicationState;
  readonly words: string;
  readonly submittedAt: Date;
  readonly reason: string | null;
  /** form 2 found it qualified: a no after that is no judgement of the person (ZJ-8.2a) */
  readonly isQualified: boolean;
  /** the consent to publication stands: it may be taken back alone */
  readonly isPublishable: boolean;
  /** steps that somebody invited does not go through */
  readonly skipsReview: boolean;
  readonly skipsPublicity: boolean;
}

const ownOf = (application: Application): OwnApplication => ({
  id: application.id,
  number: application.number,
  roster: application.roster,
  state: application.state,
  words: APPLICATION_STATE_WORDS[application.state],
  submittedAt: application.submittedAt,
  reason: application.state === 'refused' ? (application.decision?.reason ?? null) : null,
  isQualified:
    application.review?.conclusion === 'qualified' &&
    application.lines.every(({ verdict }) => verdict === 'agree'),
  isPublishable: application.publication !== null,
  skipsReview: application.invited?.skipsReview === true,
  skipsPublicity: application.invited?.skipsPublicity === true,
});

/** 进度: the applications of this chat and of the person it belongs to. */
export const ownApplications = defineQuery({
  name: 'nomination.own',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  read: async (tx, _params, _world, actor): Promise<readonly OwnApplication[]> =>
    actor.kind === 'follower' ? (await readOwn(tx, actor.identity, actor.person)).map(ownOf) : [],
});

/**
 * Somebody who was refused and is no person of the bureau yet finds what this chat handed in last; a
 * forgotten application holds nothing any more. Null: nothing of the kind.
 */
export const prefillOfChat = defineQuery({
  name: 'nomination.prefill-of-chat',
  params: z.object({ roster: z.enum(ROSTERS) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  read: async (tx, { roster }, _world, actor): Promise<Prefill | null> => {
    if (actor.kind !== 'follower') return null;
    const own = await readOwn(tx, actor.identity, null);
    const last = own.find((one) => one.roster === roster);
    return last?.state === 'refused' && last.snapshot.name !== '' ? againOf(last) : null;
  },
});

const againOf = ({ snapshot }: Application): Prefill => {
  const { name, citizenNumber, phone, area, employer, institution, post } = snapshot;
  const { skills, sourceGroups, reason, form1, category, title, speciality } = snapshot;
  return {
    ...{ name, citizenNumber, phone, area, employer, institution, post },
    ...{ skills, sourceGroups, reason, form1, category, title, speciality },
  };
};

/** What a form shows: the measure's values, the calls, the campaign that is open, the categories. */
export interface EntryTerms {
  readonly entry: EntryPolicy;
  readonly calls: CallsPolicy;
  readonly campaign: Campaign | null;
  readonly categories: readonly string[];
}

/** Null: this bureau takes no applications for the roster. */
export const entryTerms = defineQuery({
  name: 'nomination.entry',
  params: z.object({ roster: z.enum(ROSTERS).default('supervisors') }),
  policy: NOMINATION,
  permit: () => true,
  read: async (
    tx,
    { roster },
    { policy, now }: World<NominationPolicy>,
  ): Promise<EntryTerms | null> => {
    const { entry, calls } = policy.rosters[roster] ?? {};
    if (entry === undefined || calls === undefined) return null;
    return {
      entry,
      calls,
      campaign: await openCampaign(tx, roster, now),
      categories: roster === 'experts' ? (policy.rosters.experts?.categories.value ?? []) : [],
    };
  },
});

/** The value of a reveal this account has just made; null once two minutes have passed. */
export const revealedApplicationValue = defineQuery({
  name: 'nomination.revealed',
  params: z.object({ reveal: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => accountOf(actor) !== null,
  read: (tx, { reveal }, { now }, actor) =>
    readRevealed(tx, { reveal, account: accountOf(actor) ?? '', now }),
});
