import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { seriesOf } from '../kernel/running-number.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { scans } from './actions.ts';
import { applicationsOf, judgeOf } from './gather.ts';
import { OBJECTION_SOURCES } from './model.ts';
import { decideObjection as judge, OBJECTIONS, raise, type RaiseFacts } from './objection-rules.ts';
import { PUBLICITY } from './policy.ts';
import { readObjection, readOwnOpen, readPublicity } from './records.ts';

const office = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline');

const content = {
  publicity: z.string().max(64),
  /** null: nobody in particular, or everybody who is shown */
  application: z.string().max(64).nullable().default(null),
  text: z.string().trim().min(4, '请写明异议的内容，至少4个字').max(4000, '内容最多4000个字'),
};

const gatherRaise = async (
  tx: Tx,
  about: { readonly publicity: string; readonly application: string | null },
  { now, actor }: { readonly now: Date; readonly actor: Actor },
): Promise<RaiseFacts> => {
  const period = await readPublicity(tx, about.publicity);
  const identity = actor.kind === 'follower' ? actor.identity : null;
  return {
    period,
    candidates: await applicationsOf(tx, period?.applications ?? []),
    own: identity === null ? null : await readOwnOpen(tx, identity, about),
    running: await nextNumber(tx, seriesOf(OBJECTIONS, now)),
    identity,
    enteredBy: actor.kind === 'staff' ? actor.account : null,
  };
};

/** 异议 in chat: from anybody, known or not. */
export const raiseObjection = defineAction({
  name: 'publicity.object',
  input: z.object({
    ...content,
    contact: z.string().trim().max(100).default(''),
    scans,
  }),
  policy: PUBLICITY,
  permit: (actor) => actor.kind === 'follower',
  gather: (tx, input, { now }, actor) => gatherRaise(tx, input, { now, actor }),
  decide: (facts, { contact, ...input }, world) =>
    raise(
      facts,
      { ...input, from: contact === '' ? null : { name: '', contact }, source: 'chat' },
      world,
    ),
});

/** At the counter: by phone, visit or letter, same numbering, with source and scan (C-10). */
export const enterObjection = defineAction({
  name: 'publicity.enter-objection',
  input: z.object({
    ...content,
    name: z.string().trim().max(50).default(''),
    contact: z.string().trim().max(100).default(''),
    source: z.enum(OBJECTION_SOURCES).exclude(['chat']),
    scans,
  }),
  policy: PUBLICITY,
  permit: office,
  gather: (tx, input, { now }, actor) => gatherRaise(tx, input, { now, actor }),
  decide: (facts, { name, contact, ...input }, world) =>
    raise(
      facts,
      { ...input, from: name === '' && contact === '' ? null : { name, contact } },
      world,
    ),
});

/** 处理异议: which roles stands in the measure, never somebody who signed; the rule looks. */
export const decideObjection = defineAction({
  name: 'publicity.decide-objection',
  input: z.object({
    objection: z.string().max(64),
    expectVersion: z.coerce.number().int(),
    verdict: z.enum(['upheld', 'rejected'], { error: '请选择：异议成立，或异议不成立' }),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(1000, '理由最多1000个字'),
    application: z.string().max(64).nullable().default(null),
  }),
  policy: PUBLICITY,
  permit: (actor) => accountOf(actor) !== null,
  gather: async (tx, input, _world, actor) => {
    const objection = await readObjection(tx, input.objection);
    const period = objection === null ? null : await readPublicity(tx, objection.publicity);
    return {
      objection,
      candidates: await applicationsOf(tx, period?.applications ?? []),
      ...judgeOf(actor),
    };
  },
  decide: judge,
});
