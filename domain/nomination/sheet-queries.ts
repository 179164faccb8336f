import { z } from 'zod';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { dayOf, type Day } from '../kernel/day.ts';
import { parseCitizenNumber } from '../kernel/ids.ts';
import { defineQuery } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import type { Invitation } from '../campaigns/index.ts';
import { activeMembers } from '../membership/index.ts';
import { readPeople, readPerson, type Person } from '../people/index.ts';
import type { Tx } from '../store/scope.ts';
import {
  bandOf,
  compositionOf,
  type Composition,
  type Named,
  type Traits,
} from './composition-rules.ts';
import { openInvitation, termsOf } from './gather.ts';
import type { ApplicationInput } from './input.ts';
import {
  APPLICATION_STATES,
  type Application,
  type ApplicationState,
  type Terms,
} from './model.ts';
import { COMPOSITION, NOMINATION, type EntryPolicy, type NominationPolicy } from './policy.ts';
import { applicationsIn, isPrintNoted, readApplication, readLastOf } from './records.ts';
import { categoryOf } from './rules-conditions.ts';
import { visibleTo } from './queries.ts';

const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

/** A candidate by what the composition counts, with the id to tick it by. */
export interface Candidate extends Traits {
  readonly application: string;
  readonly number: string;
  readonly state: ApplicationState;
}

/** The pool as it is and who asks to come in, for the pictures beside the choice (GP-6.3). */
export interface PoolComposition {
  /** to compose the pool anew with those that are ticked */
  readonly named: Named;
  readonly members: Composition;
  readonly memberTraits: readonly Traits[];
  readonly byState: Readonly<Partial<Record<ApplicationState, Composition>>>;
  readonly candidates: readonly Candidate[];
}

export const poolComposition = defineQuery({
  name: 'nomination.composition',
  params: z.object({ roster: z.enum(ROSTERS) }),
  policy: COMPOSITION,
  permit: visibleTo,
  read: async (tx, { roster }, { now, policy }): Promise<PoolComposition> => {
    const today = dayOf(now);
    const named = namedIn(policy, roster);
    const memberTraits = await traitsOfMembers(tx, roster, today);
    const candidates = (await applicationsIn(tx, APPLICATION_STATES, roster)).map((one) =>
      candidateOf(one, today),
    );
    const states = APPLICATION_STATES.flatMap((state) => {
      const found = candidates.filter((one) => one.state === state);
      return found.length === 0 ? [] : [[state, compositionOf(found, named)] as const];
    });
    return {
      named,
      members: compositionOf(memberTraits, named),
      memberTraits,
      byState: Object.fromEntries(states),
      candidates,
    };
  },
});

/** What the bureau's file names, the groups that come first at the head. */
const namedIn = (policy: NominationPolicy & Bureau, roster: Roster): Named => {
  const section = policy.rosters[roster];
  return {
    areas: policy.bureau.areas.value,
    categories: roster === 'experts' ? (policy.rosters.experts?.categories.value ?? []) : [],
    ...(section?.entry === undefined ? { groups: [], skills: [] } : namedBy(section.entry)),
  };
};

const namedBy = ({ priorityGroups, sourceGroups, skillTags }: EntryPolicy) => {
  const first = priorityGroups.value;
  return {
    groups: [...first, ...sourceGroups.value.filter((one) => !first.includes(one))],
    skills: skillTags.value,
  };
};

interface Bureau {
  readonly bureau: { readonly areas: { readonly value: readonly string[] } };
}

const traitsOfMembers = async (tx: Tx, roster: Roster, today: Day): Promise<readonly Traits[]> => {
  const people = new Map((await readPeople(tx)).map((person) => [person.id, person]));
  return (await activeMembers(tx, roster, today)).flatMap(({ person, category }) => {
    const known = people.get(person);
    return known === undefined ? [] : [traitsOf(known, category, today)];
  });
};

const traitsOf = ({ particulars }: Person, category: string | null, today: Day): Traits => ({
  band: bandOf(particulars.citizenNumber, today),
  area: particulars.area,
  groups: particulars.sourceGroups,
  skills: particulars.skills,
  category,
});

const candidateOf = (application: Application, today: Day): Candidate => ({
  application: application.id,
  number: application.number,
  state: application.state,
  band: bandOf(application.snapshot.citizenNumber, today),
  area: application.snapshot.area,
  groups: application.snapshot.sourceGroups,
  skills: application.snapshot.skills,
  category: application.roster === 'experts' ? categoryOf(application.snapshot) : null,
});

/** Everything that form 1 and form 2 print, in the clear. */
export interface Sheet {
  readonly application: Omit<Application, 'identity'>;
  readonly terms: Terms;
  /** derived from the citizen number, never asked (F1-06, F1-08) */
  readonly birth: Day | null;
  readonly sex: '男' | '女' | null;
}

const sheetOf = async (
  tx: Tx,
  application: string,
  policy: NominationPolicy,
): Promise<Sheet | null> => {
  const found = await readApplication(tx, application);
  const terms = found === null ? null : await termsOf(tx, found, policy);
  if (found === null || terms === null) return null;
  const { identity: _chat, ...shown } = found;
  const parsed = parseCitizenNumber(found.snapshot.citizenNumber);
  return {
    application: shown,
    terms,
    birth: parsed.ok ? parsed.value.birth : null,
    sex: parsed.ok ? parsed.value.sex : null,
  };
};

/** A sheet is read only by who has just put its printing on record (`notePrint`); else null. */
const sheetQuery = (paper: 'application' | 'review') =>
  defineQuery({
    name: `nomination.${paper}-sheet`,
    params: z.object({ application: z.string() }),
    policy: NOMINATION,
    permit: office,
    read: async (tx, { application }, { now, policy }, actor): Promise<Sheet | null> => {
      const account = accountOf(actor) ?? '';
      return (await isPrintNoted(tx, { application, paper, account }, now))
        ? sheetOf(tx, application, policy)
        : null;
    },
  });

/** 入库申请表 (附件1), 书面申请. */
export const applicationSheet = sheetQuery('application');
/** 资格审查表 (附件2). */
export const reviewSheet = sheetQuery('review');

/** What a form may begin with: everything but the consents, the declarations and the papers. */
export type Prefill = Partial<
  Omit<ApplicationInput, 'consent' | 'publication' | 'declarations' | 'pieces' | 'campaign'>
>;

/**
 * A member near the end of a term applies anew with the last answers as a start (ZJ-20): own chat, or the
 * office for somebody at the counter. Null: nothing is known.
 */
export const prefillFor = defineQuery({
  name: 'nomination.prefill',
  params: z.object({ roster: z.enum(ROSTERS), person: z.string() }),
  policy: NOMINATION,
  permit: (actor, { person }) =>
    actor.kind === 'follower' ? actor.person === person || office(actor) : office(actor),
  read: async (tx, { roster, person }, world): Promise<Prefill | null> => {
    const known = await readPerson(tx, person);
    if (known === null) return null;
    const number = known.particulars.citizenNumber;
    const last = number === null ? null : await readLastOf(tx, number, roster);
    const invitation = await openInvitation(tx, { person, roster }, world);
    return {
      ...(last === null ? {} : startOf(last)),
      ...(invitation === null ? {} : askedBy(invitation)),
      ...currentOf(known, roster),
    };
  },
});

/** What the bureau has invited somebody for; the rest of the invitation is the office's. */
const askedBy = ({ category, speciality }: Invitation): Prefill => ({
  ...(category === null ? {} : { category }),
  ...(speciality === '' ? {} : { speciality }),
});

const startOf = ({ snapshot }: Application): Prefill => {
  const { skills, sourceGroups, reason, experience, form1 } = snapshot;
  const { category, title, speciality } = snapshot;
  return { skills, sourceGroups, reason, experience, form1, category, title, speciality };
};

/** What the person's record says today is newer than any application (ZJ-8.4). */
const currentOf = ({ particulars }: Person, roster: Roster): Prefill => {
  const { name, citizenNumber, phone, area, employments } = particulars;
  const main = employments.find(({ until, kind }) => until === null && kind === 'main');
  return {
    roster,
    name,
    ...(citizenNumber === null ? {} : { citizenNumber }),
    ...(phone === null ? {} : { phone }),
    area,
    ...(main === undefined
      ? { employer: null, institution: null }
      : { employer: main.unit, institution: main.institution, post: main.post }),
  };
};
