import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf, parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { runningNumber, seriesOf } from '../kernel/running-number.ts';
import { readPerson } from '../people/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { MEMBERSHIP, ROUTES, type Term } from './model.ts';
import { isBarred } from './bar-records.ts';
import { endedTerms, membershipsOf, readTerm, readUnavailability } from './records.ts';
import {
  appoint,
  clearUnavailable,
  consent,
  declineConsent,
  enroll,
  lapseEnded,
  setUnavailable,
  type EntryFacts,
} from './rules.ts';

/** Selection and management are the bureau's alone (GP-3, ZJ-4a). */
const office = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

const isSelf = (actor: Actor, person: string | undefined): boolean =>
  actor.kind === 'follower' && actor.person !== null && actor.person === person;

const category = z.string().trim().min(1, '请选择专业类别').max(40);
const furtherCategories = z.array(category).max(8).default([]);
const speciality = z.string().trim().max(60).default('');

const someDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

const LETTERS = 'PS';

const entryFacts = async (
  tx: Tx,
  { person, roster }: { readonly person: string; readonly roster: Roster },
  now: Date,
): Promise<EntryFacts> => {
  const series = seriesOf(LETTERS, now);
  const known = await readPerson(tx, person);
  return {
    known: known !== null,
    title: known?.particulars.title ?? '',
    terms: await membershipsOf(tx, person),
    barred: await isBarred(tx, known?.particulars.citizenNumber ?? null, roster),
    letterNumber: runningNumber(series, await nextNumber(tx, series)),
  };
};

/** The consequence of an approved application; consent was checked there (GP-2b). */
export const appointMember = defineAction({
  name: 'membership.appoint',
  input: z.object({
    person: z.string(),
    roster: z.enum(ROSTERS),
    route: z.enum(ROUTES),
    category: category.nullable().default(null),
    furtherCategories,
    speciality,
    application: z.string(),
    startsOn: someDay.nullable().default(null),
  }),
  policy: MEMBERSHIP,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input, { now }) => entryFacts(tx, input, now),
  decide: appoint,
});

/**
 * An expert whose consent is awaited, in the pool once it is given: how pools were filled before
 * invitations, and how tests fill one. No page offers it: an invitation asks for a second person (ZJ-7.2, C-05).
 */
export const enrollExpert = defineAction({
  name: 'membership.enroll',
  input: z.object({
    person: z.string(),
    category,
    furtherCategories,
    speciality,
    /** why somebody below the usual title is taken all the same (ZJ-6.5b) */
    titleReason: z.string().trim().max(200).default(''),
  }),
  policy: MEMBERSHIP,
  permit: office,
  gather: (tx, { person }, { now }) => entryFacts(tx, { person, roster: 'experts' }, now),
  decide: enroll,
});

/** A follower sees the own term and nobody else's. */
const ownTerm = async (tx: Tx, term: string, actor: Actor): Promise<Term | null> => {
  const found = await readTerm(tx, term);
  return office(actor) || isSelf(actor, found?.person) ? found : null;
};

const follows = (actor: Actor): boolean => actor.kind === 'follower' && actor.person !== null;

/** The invited expert's yes in chat, or on paper entered by staff (C-10); the text's version is noted. */
export const giveExpertConsent = defineAction({
  name: 'membership.consent',
  input: z.object({
    term: z.string(),
    text: z.string().max(60).default('expertConsent'),
    version: z.string().min(1).max(40),
    source: z.enum(['chat', 'paper']).default('chat'),
  }),
  policy: MEMBERSHIP,
  permit: (actor, input) => (input.source === 'chat' ? follows(actor) : office(actor)),
  gather: (tx, input, _world, actor) => ownTerm(tx, input.term, actor),
  decide: consent,
});

export const declineExpertConsent = defineAction({
  name: 'membership.decline-consent',
  input: z.object({ term: z.string(), reason: z.string().trim().max(200).default('') }),
  policy: NO_POLICY,
  permit: (actor) => follows(actor) || office(actor),
  gather: (tx, input, _world, actor) => ownTerm(tx, input.term, actor),
  decide: declineConsent,
});

/** Ends at most so many terms in one transaction (architecture, Jobs). */
const CHUNK = 50;

/** The daily duty, by state: repeat until `membership.nothing-due` (GP-7d, ZJ-19). */
export const lapseEndedTerms = defineAction({
  name: 'membership.lapse-ended',
  input: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, _input, { now }) => endedTerms(tx, dayOf(now), CHUNK),
  decide: lapseEnded,
});

export const setMemberUnavailable = defineAction({
  name: 'membership.set-unavailable',
  input: z.object({
    person: z.string(),
    since: someDay,
    until: someDay,
    by: z.enum(['self', 'staff']),
  }),
  policy: NO_POLICY,
  permit: (actor, input) => (input.by === 'self' ? isSelf(actor, input.person) : office(actor)),
  gather: (tx, input) => membershipsOf(tx, input.person),
  decide: setUnavailable,
});

export const clearMemberUnavailable = defineAction({
  name: 'membership.clear-unavailable',
  input: z.object({ unavailability: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => follows(actor) || office(actor),
  gather: async (tx, input, _world, actor) => {
    const found = await readUnavailability(tx, input.unavailability);
    return office(actor) || isSelf(actor, found?.person) ? found : null;
  },
  decide: clearUnavailable,
});
