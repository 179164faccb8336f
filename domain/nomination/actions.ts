import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor, type ChatIdentity } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { seriesOf } from '../kernel/running-number.ts';
import { membershipsOf } from '../membership/index.ts';
import { bindingOfChat, chatPrint, findByCitizenNumber } from '../people/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { applicationInput } from './input.ts';
import { CONCLUSIONS, NOMINATION, SOURCES } from './model.ts';
import { readApplication, readOpenOf } from './records.ts';
import { decide, type DecisionFacts } from './rules-decision.ts';
import {
  APPLICATIONS,
  reveal,
  review,
  submit,
  withdraw,
  type Handling,
  type SubmitFacts,
} from './rules.ts';

/** Selection is the bureau's alone (GP-3). */
const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

const isSupervisor = async (tx: Tx, person: string | null): Promise<boolean> =>
  person !== null &&
  (await membershipsOf(tx, person)).some(
    (term) => term.roster === 'supervisors' && term.status === 'active',
  );

const gatherSubmit = async (
  tx: Tx,
  citizenNumber: string,
  { identity, now }: { readonly identity: ChatIdentity | null; readonly now: Date },
): Promise<SubmitFacts> => {
  const open = await readOpenOf(tx, citizenNumber);
  return {
    isMember: await isSupervisor(tx, (await findByCitizenNumber(tx, citizenNumber))?.id ?? null),
    open: open === null ? null : { number: open.number, own: isOwn(tx, open.identity, identity) },
    running: await nextNumber(tx, seriesOf(APPLICATIONS, now)),
    identity,
  };
};

/** Staff see any number; a chat only that of its own application. */
const isOwn = (tx: Tx, known: ChatIdentity | null, asking: ChatIdentity | null): boolean =>
  asking === null || (known !== null && chatPrint(tx, known) === chatPrint(tx, asking));

/** 自荐 in chat or by the chat's form (GP-5.4, GP-6.2). */
export const submitApplication = defineAction({
  name: 'nomination.submit',
  input: z.object({ application: applicationInput }),
  policy: NOMINATION,
  permit: (actor) => actor.kind === 'follower',
  gather: (tx, input, { now }, actor) =>
    gatherSubmit(tx, input.application.citizenNumber, {
      identity: actor.kind === 'follower' ? actor.identity : null,
      now,
    }),
  decide: (facts, input, world) =>
    submit(facts, { application: input.application, source: 'chat', scans: [] }, world),
});

/** Staff enter an application for a person who phones, visits or writes: same numbering (C-10). */
export const enterApplication = defineAction({
  name: 'nomination.enter',
  input: z.object({
    application: applicationInput,
    source: z.enum(SOURCES).exclude(['chat']),
    scans: z.array(z.string().max(36)).max(50).default([]),
  }),
  policy: NOMINATION,
  permit: office,
  gather: (tx, input, { now }) =>
    gatherSubmit(tx, input.application.citizenNumber, { identity: null, now }),
  decide: submit,
});

const handled = { application: z.string(), expectVersion: z.coerce.number().int() };

const gatherHandling = async (tx: Tx, application: string, actor: Actor): Promise<Handling> => ({
  application: await readApplication(tx, application),
  account: accountOf(actor) ?? '',
});

/** The reviewer's conclusion and findings (GP-6.3). */
export const reviewApplication = defineAction({
  name: 'nomination.review',
  input: z.object({
    ...handled,
    conclusion: z.enum(CONCLUSIONS),
    findings: z.string().trim().min(4, '请写明审核意见，至少4个字').max(2000),
  }),
  policy: NOMINATION,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader'),
  gather: (tx, input, _world, actor) => gatherHandling(tx, input.application, actor),
  decide: review,
});

const gatherDecision = async (
  tx: Tx,
  application: string,
  actor: Actor,
): Promise<DecisionFacts> => {
  const handling = await gatherHandling(tx, application, actor);
  const found = handling.application;
  if (found === null) return { ...handling, person: null, isMember: false, binding: null };
  const person = (await findByCitizenNumber(tx, found.snapshot.citizenNumber))?.id ?? null;
  return {
    ...handling,
    person,
    isMember: await isSupervisor(tx, person),
    binding: found.identity === null ? null : await bindingOfChat(tx, found.identity),
  };
};

/** Approve or refuse; an approval makes person, consent and binding in the same transaction (GP-6.3). */
export const decideApplication = defineAction({
  name: 'nomination.decide',
  input: z.object({
    ...handled,
    verdict: z.enum(['approve', 'refuse']),
    reason: z.string().trim().max(1000).default(''),
  }),
  policy: NOMINATION,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  gather: (tx, input, _world, actor) => gatherDecision(tx, input.application, actor),
  decide,
});

/** 撤回: the chat that applied, or staff for somebody who phones. */
export const withdrawApplication = defineAction({
  name: 'nomination.withdraw',
  input: z.object({ application: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'follower' || office(actor),
  gather: async (tx, input, _world, actor) => {
    const found = await readApplication(tx, input.application);
    if (office(actor) || found === null) return found;
    return actor.kind === 'follower' && isOwn(tx, found.identity, actor.identity) ? found : null;
  },
  decide: withdraw,
});

/** One masked value in the clear, with a reason; the applicant is perhaps no person yet. */
export const revealApplicationField = defineAction({
  name: 'nomination.reveal',
  input: z.object({
    application: z.string(),
    field: z.enum(['citizenNumber', 'phone']),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(200),
  }),
  policy: NO_POLICY,
  permit: (actor) => office(actor) || holds(actor, 'discipline'),
  gather: (tx, input, _world, actor) => gatherHandling(tx, input.application, actor),
  decide: reveal,
});
