import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import type { World } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import { applicationsOf, judgeOf } from './gather.ts';
import { OBJECTION_STATES, type Objection } from './model.ts';
import { judgeProblem } from './objection-rules.ts';
import { PUBLICITY, type PublicityPolicy } from './policy.ts';
import { readObjection, readObjections, readOwnObjections, readPublicity } from './records.ts';
import { rowOfCandidate } from './showing.ts';
import { ownObjectionWords } from './notice-wording.ts';
import { refuse } from './wording.ts';

const visibleTo = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

/** An objection as staff see it; what was said and by whom only where they may decide it (C-01). */
export interface ObjectionView {
  readonly id: string;
  readonly number: string;
  readonly roster: Objection['roster'];
  readonly publicity: string;
  readonly period: string;
  readonly application: string | null;
  readonly state: Objection['state'];
  readonly raisedAt: Date;
  readonly touchBy: Date;
  readonly version: number;
  /** why this reader does not decide it; null: does */
  readonly barred: string | null;
  readonly sealed: {
    readonly text: string;
    readonly from: Objection['from'];
    readonly source: Objection['source'];
    readonly hasChat: boolean;
    readonly decision: Objection['decision'];
  } | null;
  /** everybody of its period, for one that named nobody */
  readonly candidates: readonly { readonly id: string; readonly name: string }[];
}

interface Seeing {
  readonly world: World<PublicityPolicy>;
  readonly actor: Actor;
}

const viewOf = async (
  tx: Tx,
  objection: Objection,
  { world, actor }: Seeing,
): Promise<ObjectionView> => {
  const period = await readPublicity(tx, objection.publicity);
  const all = await applicationsOf(tx, period?.applications ?? []);
  const named = all.filter(({ id }) => id === objection.application);
  const about = named.length > 0 ? named : all;
  const problem = judgeProblem(judgeOf(actor), { roster: objection.roster, about }, world.policy);
  const { id, number, roster, publicity, application, state } = objection;
  const { raisedAt, touchBy, version, text, from, source, decision, identity } = objection;
  return {
    ...{ id, number, roster, publicity, application, state, raisedAt, touchBy, version },
    period: period?.number ?? '',
    barred: problem === null ? null : refuse(problem),
    sealed: problem === null ? { text, from, source, hasChat: identity !== null, decision } : null,
    candidates: about.map((one) => ({ id: one.id, name: rowOfCandidate(one).values.name })),
  };
};

/** Objections, those that wait first. */
export const listObjections = defineQuery({
  name: 'publicity.objections',
  params: z.object({
    state: z.enum(OBJECTION_STATES).nullable().default(null),
    /** only those this reader may decide */
    mine: z.boolean().default(false),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, { state, mine, page }, world, actor): Promise<Listing<ObjectionView>> => {
    const views = [];
    for (const objection of await readObjections(tx, state === null ? {} : { state }))
      views.push(await viewOf(tx, objection, { world, actor }));
    const found = views.filter(({ barred }) => !mine || barred === null);
    const open = found.filter((one) => one.state === 'open');
    const closed = found.filter((one) => one.state !== 'open').reverse();
    const rows = [...open, ...closed].slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return { rows, total: found.length };
  },
});

export const oneObjection = defineQuery({
  name: 'publicity.objection',
  params: z.object({ objection: z.string() }),
  policy: PUBLICITY,
  permit: visibleTo,
  read: async (tx, params, world, actor): Promise<ObjectionView | null> => {
    const objection = await readObjection(tx, params.objection);
    return objection === null ? null : viewOf(tx, objection, { world, actor });
  },
});

/** What whoever raised an objection reads of it. */
export interface OwnObjection {
  readonly number: string;
  readonly words: string;
}

/** 进度: the objections of this chat, and the reason once they are decided. */
export const ownObjections = defineQuery({
  name: 'publicity.own-objections',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower',
  read: async (tx, _params, _world, actor): Promise<readonly OwnObjection[]> => {
    if (actor.kind !== 'follower') return [];
    const own = await readOwnObjections(tx, actor.identity);
    return own.map((one) => ({ number: one.number, words: ownObjectionWords(one) }));
  },
});
