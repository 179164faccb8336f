import { addMonths, dayOf, lastDayOfTerm, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { Roster, World } from '../kernel/world.ts';
import type {
  ConsentSource,
  MembershipEvent,
  MembershipPolicy,
  MembershipRefusal,
  Route,
  Term,
  Unavailability,
} from './model.ts';

type Decision = Result<NonEmpty<MembershipEvent>, MembershipRefusal>;
type Membership = World<MembershipPolicy>;

/** What is known of the person whose term begins. */
export interface EntryFacts {
  readonly known: boolean;
  readonly terms: readonly Term[];
  readonly letterNumber: string;
  /** removed from this roster before, whatever phone or WeChat is used now (ZJ-18a, B-17) */
  readonly barred: boolean;
  /** 职称 as the person's record says it */
  readonly title: string;
}

interface Place {
  readonly roster: Roster;
  readonly category: string | null;
  readonly furtherCategories: readonly string[];
}

export interface Appointment extends Place {
  readonly route: Route;
  readonly person: string;
  readonly application: string;
  readonly speciality: string;
  /** a renewal begins the day after the term that still runs; null or a day gone by: today */
  readonly startsOn: Day | null;
}

/** The term that an approved application opens: three years (GP-7a, ZJ-19), its letter as the policy says (GP-6.4a). */
export const appoint = (facts: EntryFacts, input: Appointment, world: Membership): Decision => {
  const twin = facts.terms.find((term) => term.application === input.application);
  if (twin !== undefined) return err({ code: 'membership.already-appointed', term: twin.id });
  const startsOn = latest(dayOf(world.now), input.startsOn);
  const refused = entryRefusal(facts, { ...input, startsOn }, world.policy);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'membership.appointed',
      term: newId(world.seed, 'term'),
      person: input.person,
      roster: input.roster,
      route: input.route,
      category: input.category,
      furtherCategories: input.furtherCategories,
      startsOn,
      lastDay: endOf(input.roster, startsOn, world.policy),
      letterNumber: hasLetter(input.roster, world.policy) ? facts.letterNumber : null,
      application: input.application,
      private: { speciality: input.speciality },
    },
  ]);
};

const latest = (today: Day, wanted: Day | null): Day =>
  wanted !== null && wanted > today ? wanted : today;

const hasLetter = (roster: Roster, { rosters }: MembershipPolicy): boolean =>
  rosters[roster]?.term.letter.value === 'letter';

/** An expert by invitation: in the pool from the day of the own consent, not before (ZJ-7.2). */
export const enroll = (
  facts: EntryFacts,
  input: Omit<Appointment, 'roster' | 'route' | 'application' | 'category' | 'startsOn'> & {
    readonly category: string;
    readonly titleReason: string;
  },
  world: Membership,
): Decision => {
  const entering = { ...input, roster: 'experts', startsOn: dayOf(world.now) } as const;
  const refused = entryRefusal(facts, entering, world.policy);
  if (refused !== null) return err(refused);
  const missing = missingTitle(facts, input.category, world.policy);
  const { titleReason } = input;
  if (missing !== null && titleReason === '')
    return err({ code: 'membership.title-below', ...missing });
  return ok([
    {
      type: 'membership.enrolled',
      term: newId(world.seed, 'term'),
      person: input.person,
      roster: 'experts',
      category: input.category,
      furtherCategories: input.furtherCategories,
      belowTitle: missing !== null,
      private: {
        speciality: input.speciality,
        ...(missing === null ? {} : { titleReason }),
      },
    },
  ]);
};

/** Only the categories that the policy names are checked; null: the title is high enough. */
const missingTitle = (
  { title }: EntryFacts,
  category: string,
  { rosters }: MembershipPolicy,
): { readonly category: string; readonly least: string } | null => {
  const rule = rosters.experts?.titles.value.find((one) => one.category === category);
  if (rule === undefined || rule.words.some((word) => title.includes(word))) return null;
  return { category, least: rule.least };
};

const entryRefusal = (
  facts: EntryFacts,
  place: Place & { readonly startsOn: Day },
  policy: MembershipPolicy,
): MembershipRefusal | null =>
  !facts.known
    ? { code: 'membership.unknown' }
    : (rosterRefusal(place, policy) ?? standingRefusal(facts, place));

const rosterRefusal = (
  { roster, category, furtherCategories }: Place,
  { rosters }: MembershipPolicy,
): MembershipRefusal | null => {
  if (rosters[roster] === undefined) return { code: 'membership.no-such-roster', roster };
  if (roster === 'supervisors') return null;
  if (category === null) return { code: 'membership.category-missing' };
  const listed = rosters.experts?.categories.value ?? [];
  const strange = [category, ...furtherCategories].find((one) => !listed.includes(one));
  return strange === undefined ? null : { code: 'membership.no-such-category', category: strange };
};

/** Lapsed is no obstacle (B-18); removed experts may never come again (ZJ-18a). */
const standingRefusal = (
  { terms, barred }: EntryFacts,
  { roster, startsOn }: { readonly roster: Roster; readonly startsOn: Day },
): MembershipRefusal | null => {
  const own = terms.filter((term) => term.roster === roster);
  const active = own.find((term) => term.status === 'active' && !endsBefore(term, startsOn));
  if (active !== undefined) return { code: 'membership.already-member', term: active.id, roster };
  const awaiting = own.find((term) => term.status === 'awaiting-consent');
  if (awaiting !== undefined) return { code: 'membership.already-invited', term: awaiting.id };
  const removed = own.some((term) => term.status === 'removed');
  return barred || (removed && roster === 'experts') ? { code: 'membership.barred' } : null;
};

/** A term that is over when the new one begins: a renewal may be decided while it runs (B-18, ZJ-20). */
const endsBefore = ({ lastDay }: Term, startsOn: Day): boolean =>
  lastDay !== null && lastDay < startsOn;

const endOf = (roster: Roster, startsOn: Day, { rosters }: MembershipPolicy): Day => {
  const months = rosters[roster]?.term.months.value;
  if (months === undefined) throw new Error(`a term in a roster without policy: ${roster}`);
  return lastDayOfTerm(startsOn, months);
};

interface Consent {
  readonly text: string;
  readonly version: string;
  readonly source: ConsentSource;
}

/** The invited expert agrees: the term begins today (ZJ-7.2, GP-2b). */
export const consent = (term: Term | null, input: Consent, world: Membership): Decision => {
  if (term === null) return err({ code: 'membership.unknown' });
  if (term.status !== 'awaiting-consent')
    return err({ code: 'membership.not-awaiting', status: term.status });
  const startsOn = dayOf(world.now);
  return ok([
    {
      type: 'membership.consented',
      term: term.id,
      person: term.person,
      roster: term.roster,
      startsOn,
      lastDay: endOf(term.roster, startsOn, world.policy),
      text: input.text,
      version: input.version,
      source: input.source,
    },
  ]);
};

export const declineConsent = (term: Term | null, input: { readonly reason: string }): Decision => {
  if (term === null) return err({ code: 'membership.unknown' });
  if (term.status !== 'awaiting-consent')
    return err({ code: 'membership.not-awaiting', status: term.status });
  return ok([
    {
      type: 'membership.consent-declined',
      term: term.id,
      person: term.person,
      roster: term.roster,
      ...(input.reason === '' ? {} : { private: { reason: input.reason } }),
    },
  ]);
};

/** Terms whose last day lies before today end by themselves (GP-7d, ZJ-19, B-14). */
export const lapseEnded = (
  terms: readonly Term[],
  _input: object,
  world: World<object>,
): Decision => {
  const [first, ...rest] = terms.flatMap((term) => lapseOf(term, dayOf(world.now)));
  return first === undefined ? err({ code: 'membership.nothing-due' }) : ok([first, ...rest]);
};

const lapseOf = (term: Term, today: Day): readonly MembershipEvent[] =>
  term.status !== 'active' || term.lastDay === null || term.lastDay >= today
    ? []
    : [
        {
          type: 'membership.lapsed',
          term: term.id,
          person: term.person,
          roster: term.roster,
          lastDay: term.lastDay,
        },
      ];

const LONGEST_ABSENCE_MONTHS = 12;

interface Absence {
  readonly person: string;
  readonly since: Day;
  readonly until: Day;
  readonly by: 'self' | 'staff';
}

/** A member says on which days not to be drawn (C-11). */
export const setUnavailable = (
  terms: readonly Term[],
  input: Absence,
  world: World<object>,
): Decision => {
  if (!terms.some((term) => term.status === 'active'))
    return err({ code: 'membership.not-a-member' });
  if (input.until < input.since) return err({ code: 'membership.days-reversed' });
  if (input.until < dayOf(world.now)) return err({ code: 'membership.days-over' });
  if (input.until > addMonths(input.since, LONGEST_ABSENCE_MONTHS))
    return err({ code: 'membership.days-too-long' });
  return ok([
    {
      type: 'membership.unavailable',
      unavailability: newId(world.seed, 'unavailability'),
      ...input,
    },
  ]);
};

export const clearUnavailable = (known: Unavailability | null): Decision =>
  known === null
    ? err({ code: 'membership.unknown' })
    : ok([{ type: 'membership.available-again', unavailability: known.id, person: known.person }]);
