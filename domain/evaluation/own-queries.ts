import { z } from 'zod';
import { invitationsOfPerson, readTask } from '../draws/index.ts';
import type { Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { isDissent } from './after-rules.ts';
import type { Material } from './model.ts';
import { evaluationsOf, opinionIn, readRound, readWork, roundsIn } from './records.ts';

const isSelf = (actor: Actor, person: string): boolean =>
  actor.kind === 'follower' && actor.person === person;

/** What an expert still has to answer, or may look at because it was counted. */
export interface OwnRound {
  readonly round: string;
  readonly number: string;
  readonly dueAt: Date;
  readonly stage: 'asked' | 'given' | 'counted';
}

/** Rounds an expert can open a page for, the first due first. */
export const ownRounds = defineQuery({
  name: 'evaluation.own-rounds',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => isSelf(actor, person),
  read: async (tx, { person }) => {
    const all = await roundsIn(tx, ['open', 'counted', 'tied']);
    const own = all.filter(({ way, voters }) => way === 'page' && voters.includes(person));
    const shown: OwnRound[] = [];
    for (const round of own) {
      const work = await readWork(tx, round.task);
      if (work?.status !== 'started') continue;
      const known = await opinionIn(tx, { round: round.id, person });
      const stage = round.status !== 'open' ? 'counted' : known === null ? 'asked' : 'given';
      shown.push({ round: round.id, number: round.number, dueAt: round.dueAt, stage });
    }
    return shown;
  },
});

/** One question with the own answer, and the result once it is counted: what the one-time page shows. */
export const ownRound = defineQuery({
  name: 'evaluation.own-round',
  params: z.object({ round: z.string(), person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => isSelf(actor, person),
  read: async (tx, { round: id, person }) => {
    const found = await readRound(tx, id);
    if (found?.voters.includes(person) !== true) return null;
    const { entry: _entry, voters: _voters, ...round } = found;
    const opinion = await opinionIn(tx, { round: id, person });
    const dissents = opinion !== null && isDissent(opinion.vote, round);
    return { round, opinion, dissents };
  },
});

/** What an expert reads of the work sheet in chat: what can be read, and where (ZJ-13.1, ZJ-15.7). */
export interface OwnWork {
  readonly task: string;
  readonly basis: string;
  /** null before the institution was told: the scope would give it away */
  readonly scope: string | null;
  readonly materials: readonly Material[];
}

export const ownWork = defineQuery({
  name: 'evaluation.own-work',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => isSelf(actor, person),
  read: async (tx, { person }) => {
    const own = (await invitationsOfPerson(tx, person)).filter(
      ({ status }) => status === 'accepted',
    );
    const shown: OwnWork[] = [];
    for (const { task: id, disclosedAt } of own) {
      const [work, task] = [await readWork(tx, id), await readTask(tx, id)];
      if (work === null || task === null) continue;
      const told = disclosedAt !== null || task.institutionTold === 'atOnce';
      const { basis, scope, materials } = work.sheet;
      shown.push({ task: id, basis, scope: told ? scope : null, materials: told ? materials : [] });
    }
    return shown;
  },
});

/** An expert's own evaluations that are signed off, newest first. */
export const ownEvaluations = defineQuery({
  name: 'evaluation.own-evaluations',
  params: z.object({ person: z.string() }),
  policy: NO_POLICY,
  permit: (actor, { person }) => isSelf(actor, person),
  read: async (tx, { person }) =>
    (await evaluationsOf(tx, person)).filter(({ signedAt }) => signedAt !== null),
});
