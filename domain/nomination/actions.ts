import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import type { Tx } from '../store/scope.ts';
import { gatherHandling, gatherSubmit, isOwn, termsOf } from './gather.ts';
import { applicationInput } from './input.ts';
import { CONCLUSIONS, FINDINGS, LINE_VERDICTS, SOURCES, type Application } from './model.ts';
import { NOMINATION } from './policy.ts';
import { readApplication, readPast } from './records.ts';
import { review, signLine as sign } from './rules-review.ts';
import {
  awaitFrom,
  forget,
  givePublication,
  notePrinted,
  reveal,
  select,
  withdraw,
  withdrawPublication,
} from './rules-selection.ts';
import { submit } from './rules.ts';

/** Selection is the bureau's alone (GP-3, ZJ-4a). */
const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');

/** Which role a line belongs to stands in the measure: the rule looks, here it is enough to be staff. */
const staff = (actor: Actor): boolean => accountOf(actor) !== null;

/** 自荐, 申请专家 in chat or by the chat's form (GP-5.4, GP-6.2, ZJ-8.1). */
export const submitApplication = defineAction({
  name: 'nomination.submit',
  input: z.object({ application: applicationInput }),
  policy: NOMINATION,
  permit: (actor) => actor.kind === 'follower',
  gather: (tx, input, world, actor) =>
    gatherSubmit(tx, input.application, {
      identity: actor.kind === 'follower' ? actor.identity : null,
      chatOf: actor.kind === 'follower' ? actor.person : null,
      world,
    }),
  decide: (facts, input, world) =>
    submit(facts, { application: input.application, source: 'chat' }, world),
});

/** Staff enter an application for a person who phones, visits or writes: same numbering (C-10). */
export const enterApplication = defineAction({
  name: 'nomination.enter',
  input: z.object({
    application: applicationInput,
    source: z.enum(SOURCES).exclude(['chat']),
  }),
  policy: NOMINATION,
  permit: office,
  gather: (tx, input, world) =>
    gatherSubmit(tx, input.application, { identity: null, chatOf: null, world }),
  decide: submit,
});

const handled = { application: z.string(), expectVersion: z.coerce.number().int() };

const finding = z.object({
  condition: z.string().max(40),
  found: z.enum(FINDINGS, { error: '请选择：符合、不符合还是待核实' }),
  note: z.string().trim().max(500).default(''),
});

/** The reviewer's form 2 (F2-04 … F2-10). */
export const reviewApplication = defineAction({
  name: 'nomination.review',
  input: z.object({
    ...handled,
    conclusion: z.enum(CONCLUSIONS),
    findings: z.array(finding).max(60),
    text: z.string().trim().min(4, '请写明审查意见，至少4个字').max(2000),
    unitPhone: z.string().trim().max(40).default(''),
    practice: z.string().trim().max(200).default(''),
  }),
  policy: NOMINATION,
  permit: staff,
  gather: (tx, input, world, actor) => gatherHandling(tx, input.application, world, actor),
  decide: review,
});

/** 科室意见, 领导意见 and what else the measure's chain has; on paper a clerk enters it with the scan (C-10). */
export const signLine = defineAction({
  name: 'nomination.sign-line',
  input: z.object({
    ...handled,
    line: z.string().max(20),
    verdict: z.enum(LINE_VERDICTS),
    opinion: z.string().trim().max(1000).default(''),
    paper: z
      .object({ by: z.string(), scan: z.string().max(36) })
      .nullable()
      .default(null),
  }),
  policy: NOMINATION,
  permit: (actor, { paper }) => (paper === null ? staff(actor) : office(actor)),
  gather: (tx, input, world, actor) => gatherHandling(tx, input.application, world, actor),
  decide: sign,
});

/** 择优: selected or not, each with its reason (GP-6.3, ZJ-8.2a). */
export const selectApplication = defineAction({
  name: 'nomination.select',
  input: z.object({
    ...handled,
    verdict: z.enum(['selected', 'notSelected']),
    reason: z.string().trim().max(1000).default(''),
  }),
  policy: NOMINATION,
  permit: staff,
  gather: (tx, input, world, actor) => gatherHandling(tx, input.application, world, actor),
  decide: select,
});

const someDay = z.string().transform((text, context) => {
  const day = parseDay(text);
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

/** The consequence of a publicity period, at its beginning and at its end. */
export const awaitApplication = defineAction({
  name: 'nomination.await',
  input: z.object({ application: z.string(), from: someDay.nullable().default(null) }),
  policy: NOMINATION,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input, world, actor) => gatherHandling(tx, input.application, world, actor),
  decide: awaitFrom,
});

const ownOrOffice = async (
  tx: Tx,
  application: string,
  actor: Actor,
): Promise<Application | null> => {
  const found = await readApplication(tx, application);
  if (office(actor) || found === null) return found;
  if (actor.kind !== 'follower') return null;
  return isOwn(tx, found, actor.identity) ? found : null;
};

const follows = (actor: Actor): boolean => actor.kind === 'follower' || office(actor);

/** 撤回: the chat that applied, or staff for somebody who phones. */
export const withdrawApplication = defineAction({
  name: 'nomination.withdraw',
  input: z.object({
    application: z.string(),
    because: z.enum(['self', 'consent']).default('self'),
  }),
  policy: NO_POLICY,
  permit: follows,
  gather: (tx, input, _world, actor) => ownOrOffice(tx, input.application, actor),
  decide: withdraw,
});

/** 撤回同意 of the publication alone. */
export const withdrawPublicationConsent = defineAction({
  name: 'nomination.withdraw-publication',
  input: z.object({ application: z.string() }),
  policy: NO_POLICY,
  permit: follows,
  gather: (tx, input, _world, actor) => ownOrOffice(tx, input.application, actor),
  decide: withdrawPublication,
});

/** 同意公开 again, by the chat that applied. */
export const givePublicationConsent = defineAction({
  name: 'nomination.give-publication',
  input: z.object({ application: z.string(), version: z.string().max(40) }),
  policy: NOMINATION,
  permit: (actor) => actor.kind === 'follower',
  gather: async (tx, input, { policy }, actor) => {
    const application = await ownOrOffice(tx, input.application, actor);
    return { application, terms: application && (await termsOf(tx, application, policy)) };
  },
  decide: givePublication,
});

const gatherAsking = async (tx: Tx, application: string, actor: Actor) => ({
  application: await readApplication(tx, application),
  account: accountOf(actor) ?? '',
});

/** One masked value in the clear, with a reason; the applicant is perhaps no person yet. */
export const revealApplicationField = defineAction({
  name: 'nomination.reveal',
  input: z.object({
    application: z.string(),
    field: z.enum(['citizenNumber', 'phone', 'homeAddress']),
    reason: z.string().trim().min(4, '请写明理由，至少4个字').max(200),
  }),
  policy: NO_POLICY,
  permit: (actor) => office(actor) || holds(actor, 'discipline'),
  gather: (tx, input, _world, actor) => gatherAsking(tx, input.application, actor),
  decide: reveal,
});

/** Printing shows everything in the clear: for two minutes after this the sheets may be read (F1, F2). */
export const notePrint = defineAction({
  name: 'nomination.note-print',
  input: z.object({ application: z.string(), paper: z.enum(['application', 'review']) }),
  policy: NO_POLICY,
  permit: office,
  gather: (tx, input, _world, actor) => gatherAsking(tx, input.application, actor),
  decide: notePrinted,
});

/** Forgets at most so many applications in one transaction (architecture, Jobs). */
const CHUNK = 50;

/** The daily duty, by state: repeat until `nomination.not-due`. */
export const forgetRefused = defineAction({
  name: 'nomination.forget-refused',
  input: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, _input, { now }) => readPast(tx, { now, chunk: CHUNK }),
  decide: forget,
});
