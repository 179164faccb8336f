import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { dayOf, type Day } from '../kernel/day.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { applicationsIn, type Application, type ApplicationState } from '../nomination/index.ts';
import type { Tx } from '../store/scope.ts';
import { shownProblem } from './appointment-rules.ts';
import { applicationsOf } from './gather.ts';
import type { ObjectionState, Publicity, PublicRow, PublishField } from './model.ts';
import { takesObjections } from './objection-rules.ts';
import { PUBLICITY, type PublicityPolicy } from './policy.ts';
import { countOpen, readObjections, readPublicities, readPublicity } from './records.ts';
import { endProblem, isNeverShown, lastDayNow } from './rules.ts';
import { rowOfCandidate } from './showing.ts';
import { isOff, toTakeDown } from './take-down-rules.ts';
import { refuse } from './wording.ts';

/** Candidates stand open to the office and to discipline officers. */
const visibleTo = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

export interface PeriodRow {
  readonly period: Publicity;
  /** as the calendar stands now */
  readonly lastDay: Day;
  /** objections nobody has decided */
  readonly open: number;
}

const page = z.coerce.number().int().min(1).default(1);

/** Periods, newest first. */
export const listPublicities = defineQuery({
  name: 'publicity.list',
  params: z.object({ roster: z.enum(ROSTERS).nullable().default(null), page }),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx, params, { calendar }): Promise<Listing<PeriodRow>> => {
    const { roster } = params;
    const found = await readPublicities(tx, roster === null ? {} : { roster });
    const rows = [];
    for (const period of found.slice((params.page - 1) * PAGE_SIZE, params.page * PAGE_SIZE)) {
      const open = await countOpen(tx, period.id);
      rows.push({ period, lastDay: lastDayNow(period, calendar), open });
    }
    return { rows, total: found.length };
  },
});

/** Somebody who is, was or may be shown. */
export interface Candidate {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly state: ApplicationState;
  readonly version: number;
  readonly row: PublicRow;
  /** whether the consent to publication stands */
  readonly consents: boolean;
}

const candidateOf = (application: Application): Candidate => ({
  id: application.id,
  number: application.number,
  roster: application.roster,
  state: application.state,
  version: application.version,
  row: rowOfCandidate(application),
  consents: application.publication !== null,
});

/** Shown and not to be: refused, withdrawn, or without consent any more. */
export const isToTakeDown = ({ state, consents }: Candidate): boolean =>
  isOff({ state, publication: consents ? '' : null });

export interface PeriodView extends PeriodRow {
  readonly candidates: readonly Candidate[];
  readonly fields: readonly PublishField[];
  /** by number only: what was said is for those who decide (C-01) */
  readonly objections: readonly {
    readonly id: string;
    readonly number: string;
    readonly state: ObjectionState;
    readonly touchBy: Date;
  }[];
  /** what keeps it from ending, as a sentence; null: it can */
  readonly obstacle: string | null;
}

const fieldsOf = (roster: Roster, { rosters }: PublicityPolicy): readonly PublishField[] =>
  rosters[roster]?.publication?.fields.value ?? [];

export const onePublicity = defineQuery({
  name: 'publicity.one',
  params: z.object({ publicity: z.string() }),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, params, world): Promise<PeriodView | null> => {
    const period = await readPublicity(tx, params.publicity);
    if (period === null) return null;
    const objections = await readObjections(tx, { publicity: period.id });
    const open = objections.filter(({ state }) => state === 'open').length;
    const problem = endProblem(period, open, world);
    return {
      period,
      lastDay: lastDayNow(period, world.calendar),
      open,
      candidates: (await applicationsOf(tx, period.applications)).map(candidateOf),
      fields: fieldsOf(period.roster, world.policy),
      objections: objections.map(({ id, number, state, touchBy }) => ({
        id,
        number,
        state,
        touchBy,
      })),
      obstacle: problem === null ? null : refuse(problem),
    };
  },
});

/** Periods whose notice shows somebody it may not show any more, the oldest first (PIPL 15). */
export const takeDownsWaiting = defineQuery({
  name: 'publicity.take-downs',
  params: z.object({}),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx): Promise<readonly string[]> => {
    const found = [];
    for (const period of await readPublicities(tx, { states: ['open', 'ended'] }))
      if (toTakeDown(period, await applicationsOf(tx, period.applications)).length > 0)
        found.unshift(period.id);
    return found;
  },
});

/** Which applications stand in a period that runs, and which in one that is over (ZJ-8.2b). */
export const shownApplications = defineQuery({
  name: 'publicity.shown-applications',
  params: z.object({}),
  policy: NO_POLICY,
  permit: visibleTo,
  read: async (tx): Promise<Readonly<Record<'open' | 'ended', readonly string[]>>> => {
    const periods = await readPublicities(tx, { states: ['open', 'ended'] });
    const within = (wanted: 'open' | 'ended'): readonly string[] =>
      periods.filter(({ state }) => state === wanted).flatMap(({ applications }) => applications);
    return { open: within('open'), ended: within('ended') };
  },
});

export interface StartView {
  /** rosters whose candidates are shown before they are appointed */
  readonly rosters: readonly Roster[];
  /** those of them without a number of days */
  readonly unset: readonly Roster[];
  /** selected, and never shown */
  readonly waiting: readonly Candidate[];
}

/** Who can be shown now (ZJ-8.2b). */
export const publicityToStart = defineQuery({
  name: 'publicity.to-start',
  params: z.object({}),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, _params, { policy }): Promise<StartView> => {
    const rosters = ROSTERS.filter(
      (roster) => policy.rosters[roster]?.calls?.publicity.value === 'before',
    );
    const unset = rosters.filter(
      (roster) => policy.rosters[roster]?.calls?.publicityDays.value === null,
    );
    const waiting = await neverShown(tx);
    return {
      rosters,
      unset,
      waiting: waiting.filter(({ roster }) => rosters.includes(roster)).map(candidateOf),
    };
  },
});

const neverShown = async (tx: Tx): Promise<readonly Application[]> => {
  const periods = await readPublicities(tx, { states: ['open', 'ended'] });
  const shown = new Set(periods.flatMap(({ applications }) => applications));
  return byNumber(await applicationsIn(tx, ['selected'])).filter(
    (one) => !shown.has(one.id) && !isNeverShown(one),
  );
};

/** Never ranked: in the order in which they came (GP-6.3). */
const byNumber = (applications: readonly Application[]): readonly Application[] =>
  [...applications].sort((a, b) => (a.number < b.number ? -1 : 1));

export interface Appointable {
  readonly candidate: Candidate;
  /** what the appointment waits for, as a sentence; null: it can be decided */
  readonly waitsFor: string | null;
}

/** Selected candidates of the rosters whose appointment this actor decides (GP-3). */
export const toAppoint = defineQuery({
  name: 'publicity.to-appoint',
  params: z.object({}),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, _params, { policy }, actor): Promise<readonly Appointable[]> => {
    const mine = ROSTERS.filter((roster) =>
      holds(actor, ...(policy.rosters[roster]?.publication?.appointRoles.value ?? [])),
    );
    const periods = await readPublicities(tx, { states: ['open', 'ended'] });
    return byNumber(await applicationsIn(tx, ['selected']))
      .filter(({ roster }) => mine.includes(roster))
      .map((application) => {
        const own = periods.filter(({ applications }) => applications.includes(application.id));
        const problem = shownProblem(application, own, policy);
        return {
          candidate: candidateOf(application),
          waitsFor: problem === null ? null : refuse(problem),
        };
      });
  },
});

/** A candidate as anybody may object: named in the notice (ZJ-8.2b). */
export interface ShownCandidate {
  readonly publicity: string;
  readonly period: string;
  readonly application: string;
  readonly number: string;
  readonly name: string;
  readonly unit: string;
}

/** Who is shown at this moment and can be objected to. */
export const readShown = async (tx: Tx, now: Date): Promise<readonly ShownCandidate[]> => {
  const shown = [];
  for (const period of await readPublicities(tx, { states: ['open'] })) {
    if (!takesObjections(period, dayOf(now))) continue;
    for (const application of await applicationsOf(tx, period.applications)) {
      const candidate = candidateOf(application);
      if (isToTakeDown(candidate)) continue;
      const { name, unit } = candidate.row.values;
      const { id, number } = application;
      const about = { application: id, number, name, unit };
      shown.push({ publicity: period.id, period: period.number, ...about });
    }
  }
  return shown;
};

export const shownCandidates = defineQuery({
  name: 'publicity.shown',
  params: z.object({}),
  policy: NO_POLICY,
  permit: () => true,
  read: (tx, _params, { now }) => readShown(tx, now),
});
