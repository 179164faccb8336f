import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf, type Day } from '../kernel/day.ts';
import { maskName, maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PORTION } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { readPeople, readPerson, type Person } from '../people/index.ts';
import { groundOf } from './bar-records.ts';
import { readLetter, termOfLetterCode } from './letter-records.ts';
import { TERM_STATUSES, type Term } from './model.ts';
import { membershipsOf, readTerm, readTerms, unavailabilitiesOf } from './records.ts';

/** Whose terms the actor may see: staff all, a member the own, nobody else any. */
const visibleTo =
  (actor: Actor) =>
  (term: Term): boolean =>
    seesRosters(actor) || (actor.kind === 'follower' && actor.person === term.person);

const seesRosters = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/** A member as a list shows them: numbers masked. */
export interface MemberRow {
  readonly term: Term;
  readonly name: string;
  readonly phone: string;
  readonly unit: string;
}

const rowOf = (term: Term, person: Person | undefined): MemberRow => ({
  term,
  name: person?.particulars.name ?? '',
  phone: maskPhone(person?.particulars.phone ?? ''),
  unit: person?.particulars.employments.find((one) => one.until === null)?.unit ?? '',
});

/** The roster's members, newest first; names are searched in memory. */
export const listMembers = defineQuery({
  name: 'membership.list',
  params: z.object({
    roster: z.enum(ROSTERS).nullable().default(null),
    status: z.enum(TERM_STATUSES).nullable().default(null),
    category: z.string().max(40).nullable().default(null),
    search: z.string().trim().max(60).default(''),
    page: z.coerce.number().int().min(1).default(1),
    size: PORTION,
  }),
  policy: NO_POLICY,
  permit: seesRosters,
  read: async (tx, { roster, status, category, search, page, size }, _world, actor) => {
    const terms = await readTerms(tx, {
      ...(roster === null ? {} : { roster }),
      ...(status === null ? {} : { statuses: [status] }),
    });
    const people = new Map((await readPeople(tx)).map((person) => [person.id, person]));
    const found = terms
      .filter(visibleTo(actor))
      .filter((term) => category === null || categoriesOf(term).includes(category))
      .map((term) => rowOf(term, people.get(term.person)))
      .filter((row) => search === '' || row.name.includes(search) || row.unit.includes(search));
    return { rows: found.slice((page - 1) * size, page * size), total: found.length };
  },
});

/** Main category first (ZJ-9). */
export const categoriesOf = (term: Term): readonly string[] => [
  ...(term.category === null ? [] : [term.category]),
  ...term.furtherCategories,
];

/** One member with the earlier terms and the days that are not free; null where it may not be seen. */
export const oneMember = defineQuery({
  name: 'membership.one',
  params: z.object({ term: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind !== 'follower' || actor.person !== null || actor.roles.length > 0,
  read: async (tx, { term: id }, { now }, actor) => {
    const term = await readTerm(tx, id);
    if (term === null || !visibleTo(actor)(term)) return null;
    const person = await readPerson(tx, term.person);
    return {
      ...rowOf(term, person ?? undefined),
      history: await membershipsOf(tx, term.person),
      unavailable: await unavailabilitiesOf(tx, { person: term.person, today: dayOf(now) }),
      letter: await readLetter(tx, term),
      removedBecause: seesRosters(actor) ? await groundOf(tx, term.id) : null,
    };
  },
});

/** A letter as anybody holding its code sees it; the name keeps its first character only. */
export interface PublicLetter {
  readonly number: string;
  readonly name: string;
  readonly roster: Roster;
  readonly from: Day;
  readonly to: Day;
  /** void at once when the term has ended, whatever the paper says (GP-6.4a) */
  readonly isValid: boolean;
}

/** What the public page says of a code; null: no letter carries it. */
export const letterOfCode = defineQuery({
  name: 'membership.letter-of-code',
  params: z.object({ code: z.string().max(80) }),
  policy: NO_POLICY,
  permit: () => true,
  read: async (tx, { code }, { now }): Promise<PublicLetter | null> => {
    const id = await termOfLetterCode(tx, code);
    const term = id === null ? null : await readTerm(tx, id);
    const letter = term === null ? null : await readLetter(tx, term);
    if (term === null || letter === null) return null;
    const holder = await readPerson(tx, term.person);
    return {
      number: letter.number,
      name: maskName(holder?.particulars.name ?? ''),
      roster: term.roster,
      from: letter.printedFrom,
      to: letter.printedTo,
      isValid: isGoodOn(term, dayOf(now)),
    };
  },
});

const isGoodOn = ({ status, lastDay }: Term, today: Day): boolean =>
  status === 'active' && lastDay !== null && lastDay >= today;

/** What a member sees under 我的: own terms and own days that are not free. */
export const ownMembership = defineQuery({
  name: 'membership.own',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => actor.kind === 'follower' && actor.person === person,
  read: async (tx, { person }, { now }) => ({
    terms: await membershipsOf(tx, person),
    unavailable: await unavailabilitiesOf(tx, { person, today: dayOf(now) }),
  }),
});
