import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds } from '../kernel/actor.ts';
import { dayOf, yearOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { isPublished } from '../kernel/working-days.ts';
import { rostersWithOfficer } from '../liaison/index.ts';
import { DEADLINES, dueInput, yearInput } from './model.ts';
import { readFallen, readPublished, readYear } from './records.ts';
import { importYear, ownDues, sweep } from './rules.ts';

/** Staff import the notice of a year; an imported year replaces the shipped one. */
export const importCalendarYear = defineAction({
  name: 'deadlines.import-year',
  input: yearInput,
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system' || holds(actor, 'administrator', 'clerk'),
  gather: (tx, input) => readYear(tx, input.year),
  decide: importYear,
});

/**
 * Timed duty: brings up what the contexts hand in, once per key, 50 at a time; asked again until
 * `deadlines.nothing-due`. Worth asking with an empty list: the bureau has dates of its own.
 */
export const sweepDeadlines = defineAction({
  name: 'deadlines.sweep',
  input: z.object({ dues: z.array(dueInput).max(5000).default([]) }),
  policy: DEADLINES,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, input, world) => {
    const roster = (await rostersWithOfficer(tx))[0] ?? 'supervisors';
    const dues = [...input.dues, ...ownDues(roster, world)];
    return {
      roster,
      fallen: await readFallen(
        tx,
        dues.map(({ key }) => key),
      ),
    };
  },
  decide: sweep,
});

/** Which years are known, and whether next year is missing. */
export const publishedYears = defineQuery({
  name: 'deadlines.calendar-years',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind !== 'follower' || actor.roles.length > 0,
  read: async (tx, _params, { now, calendar }) => {
    const next = yearOf(dayOf(now)) + 1;
    return { years: await readPublished(tx), missing: isPublished(next, calendar) ? null : next };
  },
});
