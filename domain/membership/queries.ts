import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { maskPhone } from '../kernel/masking.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE } from '../kernel/query.ts';
import { ROSTERS } from '../kernel/world.ts';
import { readPeople, readPerson, type Person } from '../people/index.ts';
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
  }),
  policy: NO_POLICY,
  permit: seesRosters,
  read: async (tx, { roster, status, category, search, page }, _world, actor) => {
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
    return { rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: found.length };
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
    };
  },
});

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
