import { z } from 'zod';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { maskCitizenNumber, maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import {
  APPLICATION_STATES,
  APPLICATION_STATE_WORDS,
  NOMINATION,
  type Application,
  type ApplicationState,
  type EntryPolicy,
} from './model.ts';
import { readApplication, readApplications, readOwn, readRevealed } from './records.ts';

/** Applications stand open to the office and to discipline officers; a chat sees its own by `ownApplications`. */
export const visibleTo = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

/** An application as staff see it: numbers masked, the chat's identity never. */
export interface ApplicationView extends Omit<Application, 'identity'> {
  readonly hasChat: boolean;
}

const viewOf = ({ identity, snapshot, ...application }: Application): ApplicationView => ({
  ...application,
  snapshot: {
    ...snapshot,
    citizenNumber: maskCitizenNumber(snapshot.citizenNumber),
    phone: maskPhone(snapshot.phone),
  },
  hasChat: identity !== null,
});

const matches =
  (search: string) =>
  ({ number, snapshot }: Application): boolean =>
    search === '' || snapshot.name.includes(search) || number.includes(search.toUpperCase());

/** Newest first; names and numbers are searched in memory. Nothing is ranked (GP-6.3, PIPL 24). */
export const listApplications = defineQuery({
  name: 'nomination.list',
  params: z.object({
    states: z
      .array(z.enum(APPLICATION_STATES))
      .min(1)
      .default([...APPLICATION_STATES]),
    search: z.string().trim().max(60).default(''),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, { states, search, page }): Promise<Listing<ApplicationView>> => {
    const found = (await readApplications(tx, states)).filter(matches(search));
    const rows = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(viewOf);
    return { rows, total: found.length };
  },
});

export const oneApplication = defineQuery({
  name: 'nomination.one',
  params: z.object({ application: z.string() }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, { application }): Promise<ApplicationView | null> => {
    const found = await readApplication(tx, application);
    return found === null ? null : viewOf(found);
  },
});

/** What an applicant learns: coarse words, and the reason once it was refused (GP-9.5b, PIPL 24). */
export interface OwnApplication {
  readonly id: string;
  readonly number: string;
  readonly state: ApplicationState;
  readonly words: string;
  readonly submittedAt: Date;
  readonly reason: string | null;
}

const ownOf = (application: Application): OwnApplication => ({
  id: application.id,
  number: application.number,
  state: application.state,
  words: APPLICATION_STATE_WORDS[application.state],
  submittedAt: application.submittedAt,
  reason: application.state === 'refused' ? (application.decision?.reason ?? null) : null,
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

/** What the form and the talk show: groups, skills, declarations, consent; null: no applications here. */
export const entryTerms = defineQuery({
  name: 'nomination.entry',
  params: z.object({}),
  policy: NOMINATION,
  permit: () => true,
  read: (_tx, _params, { policy }): Promise<EntryPolicy | null> =>
    Promise.resolve(policy.rosters.supervisors?.entry ?? null),
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
