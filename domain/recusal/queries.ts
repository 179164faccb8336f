import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE } from '../kernel/query.ts';
import type { Roster } from '../kernel/world.ts';
import { matching, readInstitutions, type Institution } from '../institutions/index.ts';
import { readTerms } from '../membership/index.ts';
import { readPeople, readPerson, type Employment } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import { RECUSAL, type Directory } from './model.ts';
import { readDirectory } from './records.ts';
import { isStillBarring } from './rules.ts';
import { isResolved } from './unit-rules.ts';

const seesEmployers = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/** One employer that keeps a member from every inspection until staff say what it is (draw-7). */
export interface UnresolvedEmployer {
  readonly person: string;
  readonly version: number;
  readonly name: string;
  readonly rosters: readonly Roster[];
  /** which of the employments; null: none is on record */
  readonly place: number | null;
  readonly employment: Employment | null;
  /** institutions that the words may mean, best first */
  readonly likely: readonly { readonly id: string; readonly name: string }[];
}

const LIKELY = 3;

/** 待核实单位: members whose employer, today's or one within the look-back, nobody has resolved. */
export const listUnresolved = defineQuery({
  name: 'recusal.unresolved',
  params: z.object({ page: z.coerce.number().int().min(1).default(1) }),
  policy: RECUSAL,
  permit: seesEmployers,
  read: async (tx, { page }, { now, policy }) => {
    const directory = await readDirectory(tx);
    const institutions = await readInstitutions(tx);
    const rosters = await rostersOf(tx);
    const found = (await readPeople(tx)).flatMap(({ id, version, particulars }) => {
      const own = rosters.get(id);
      if (own === undefined) return [];
      const { name, employments } = particulars;
      const isOpen = (one: Employment) =>
        !isResolved(one, directory) && isStillBarring(one, dayOf(now), policy);
      const open = employments.flatMap((employment, place) =>
        isOpen(employment) ? [{ employment, place }] : [],
      );
      const rows = employments.length === 0 ? [{ employment: null, place: null }] : open;
      return rows.map((row): UnresolvedEmployer => {
        const likely = likelyFor(institutions, row.employment?.unit ?? '');
        return { person: id, version, name, rosters: [...own], ...row, likely };
      });
    });
    return { rows: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: found.length };
  },
});

const SHORTEST = 3;

/** By the words, and where nothing is called so, by ever less of them: 中医院药剂科 is proposed 中医院. */
const likelyFor = (all: readonly Institution[], words: string): UnresolvedEmployer['likely'] => {
  const letters = Array.from(words);
  for (let count = letters.length; count >= SHORTEST; count -= 1) {
    const meant = matching(all, letters.slice(0, count).join(''));
    if (meant.length > 0) return meant.slice(0, LIKELY).map(({ id, name }) => ({ id, name }));
  }
  return [];
};

const rostersOf = async (tx: Tx): Promise<ReadonlyMap<string, ReadonlySet<Roster>>> => {
  const rosters = new Map<string, Set<Roster>>();
  for (const { person, roster } of await readTerms(tx, {
    statuses: ['active', 'awaiting-consent'],
  }))
    rosters.set(person, (rosters.get(person) ?? new Set<Roster>()).add(roster));
  return rosters;
};

/** What is known of each employment of one person, in their order: whether it is resolved, and as what. */
export const employersOfPerson = defineQuery({
  name: 'recusal.employers',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: seesEmployers,
  read: async (tx, { person }) => {
    const found = await readPerson(tx, person);
    if (found === null) return [];
    const directory = await readDirectory(tx);
    return found.particulars.employments.map((employment) => ({
      employment,
      state: stateOf(employment, directory),
      listed: directory.byId(employment.institution)?.names[0] ?? null,
    }));
  },
});

export type EmployerState = 'listed' | 'outside' | 'unresolved';

const stateOf = (employment: Employment, directory: Directory): EmployerState => {
  if (directory.byId(employment.institution) !== null) return 'listed';
  return employment.outside ? 'outside' : 'unresolved';
};
