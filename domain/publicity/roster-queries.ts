import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { activeMembers } from '../membership/index.ts';
import { readPerson } from '../people/index.ts';
import type { Outdated, PublicRow, PublishField, RosterPublication } from './model.ts';
import { PUBLICITY } from './policy.ts';
import { readOutdated, readPublication, readPublications, readPublishable } from './records.ts';
import { rowsOfList } from './showing.ts';

const visibleTo = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

export interface ListRow {
  readonly publication: RosterPublication;
  /** how many stand on it who should not (GP-6.4b) */
  readonly outdated: number;
}

/** Published rosters, newest first. */
export const listRosterPublications = defineQuery({
  name: 'publicity.rosters',
  params: z.object({ page: z.coerce.number().int().min(1).default(1) }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, { page }, { now }): Promise<Listing<ListRow>> => {
    const found = await readPublications(tx);
    const rows = [];
    for (const publication of found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)) {
      const outdated = (await readOutdated(tx, publication, now)).length;
      rows.push({ publication, outdated });
    }
    return { rows, total: found.length };
  },
});

export interface ListView {
  readonly publication: RosterPublication;
  /** as it may be handed out now */
  readonly rows: readonly PublicRow[];
  readonly outdated: readonly (Outdated & { readonly name: string })[];
}

export const oneRosterPublication = defineQuery({
  name: 'publicity.roster',
  params: z.object({ publication: z.string() }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, params, { now }): Promise<ListView | null> => {
    const publication = await readPublication(tx, params.publication);
    if (publication === null) return null;
    const outdated = await readOutdated(tx, publication, now);
    const off = outdated.map(({ person }) => person);
    const named = [];
    for (const one of outdated) {
      const name = (await readPerson(tx, one.person))?.particulars.name ?? '';
      named.push({ ...one, name });
    }
    const rows = await rowsOfList(tx, publication, { today: dayOf(now), outdated: off });
    return { publication, rows, outdated: named };
  },
});

export interface Publishable {
  readonly roster: Roster;
  readonly fields: readonly PublishField[];
  readonly members: number;
  /** of them with a consent that stands */
  readonly consenting: number;
}

/** What can be published of each roster; a bureau without a section for it publishes nothing. */
export const publishableRosters = defineQuery({
  name: 'publicity.publishable',
  params: z.object({}),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, _params, { now, policy }): Promise<readonly Publishable[]> => {
    const found = [];
    for (const roster of ROSTERS) {
      const fields = policy.rosters[roster]?.publication?.fields.value;
      if (fields === undefined) continue;
      const members = (await activeMembers(tx, roster, dayOf(now))).length;
      const consenting = (await readPublishable(tx, roster, dayOf(now))).length;
      found.push({ roster, fields, members, consenting });
    }
    return found;
  },
});
