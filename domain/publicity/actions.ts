import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { dayOf, parseDay } from '../kernel/day.ts';
import { err, ok } from '../kernel/result.ts';
import { seriesOf } from '../kernel/running-number.ts';
import { ROSTERS } from '../kernel/world.ts';
import {
  approvalEvents,
  approvalProblem,
  gatherApproval,
  readApplication,
} from '../nomination/index.ts';
import { nextNumber } from '../store/numbers.ts';
import { appointProblem } from './appointment-rules.ts';
import { applicationsOf, factsOf, gatherPeriod, judgeOf } from './gather.ts';
import { PUBLISH_FIELDS } from './model.ts';
import { PUBLICITY } from './policy.ts';
import {
  periodsOf,
  readOver,
  readPublication,
  readPublicities,
  readPublicity,
  readPublishable,
} from './records.ts';
import { LISTS, placeRoster, publishRoster as publish, takeDown } from './roster-rules.ts';
import { cancel, end, endDue, PERIODS, place, start } from './rules.ts';
import { takeDownCandidates } from './take-down-rules.ts';

/** Candidates and rosters are the bureau's alone (GP-3, ZJ-4a). */
const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');
const decides = (actor: Actor): boolean => holds(actor, 'sectionHead', 'leader');

export const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

export const scans = z.array(z.string().max(36)).max(50).default([]);
const id = z.string().max(64);
const expectVersion = z.coerce.number().int();

/** 开始公示 (ZJ-8.2b): of selected candidates of one roster. */
export const startPublicity = defineAction({
  name: 'publicity.start',
  input: z.object({
    roster: z.enum(ROSTERS),
    applications: z.array(id).max(200).default([]),
    firstDay: day.nullable().default(null),
  }),
  policy: PUBLICITY,
  permit: office,
  gather: async (tx, input, { now }, actor) => ({
    found: await applicationsOf(tx, input.applications),
    shown: (await readPublicities(tx, { states: ['open', 'ended'] })).flatMap(
      ({ applications }) => applications,
    ),
    running: await nextNumber(tx, seriesOf(PERIODS, now)),
    account: accountOf(actor) ?? '',
  }),
  decide: start,
});

const placement = {
  where: z.string().trim().min(2, '请写发布在哪里，例如“市政府网站”').max(100),
  url: z
    .string()
    .trim()
    .max(500)
    .regex(/^(?:https?:\/\/\S+)?$/u, '网址应以 http:// 或 https:// 开头，没有就留空')
    .default(''),
  day,
  scans,
};

/** 发布留痕: where and when the notice stood, with address or screenshot. */
export const notePublicityPlacement = defineAction({
  name: 'publicity.note-placement',
  input: z.object({ publicity: id, ...placement }),
  policy: PUBLICITY,
  permit: office,
  gather: async (tx, { publicity }, _world, actor) => ({
    period: await readPublicity(tx, publicity),
    account: accountOf(actor) ?? '',
  }),
  decide: (facts, { publicity: _publicity, ...input }, world) => place(facts, input, world),
});

export const cancelPublicity = defineAction({
  name: 'publicity.cancel',
  input: z.object({
    publicity: id,
    expectVersion,
    reason: z.string().trim().min(4, '请写明原因，至少4个字').max(500),
  }),
  policy: PUBLICITY,
  permit: decides,
  gather: (tx, { publicity }, _world, actor) => gatherPeriod(tx, publicity, actor),
  decide: cancel,
});

/** 撤下: whoever may not be shown any more was taken off the published notice (PIPL 15). */
export const takeDownFromNotice = defineAction({
  name: 'publicity.take-down-candidates',
  input: z.object({ publicity: id }),
  policy: PUBLICITY,
  permit: office,
  gather: (tx, { publicity }, _world, actor) => gatherPeriod(tx, publicity, actor),
  decide: takeDownCandidates,
});

/** 结束公示: after the last day, with no open objection and with proof that it was public. */
export const endPublicity = defineAction({
  name: 'publicity.end',
  input: z.object({ publicity: id, expectVersion }),
  policy: PUBLICITY,
  permit: office,
  gather: (tx, { publicity }, _world, actor) => gatherPeriod(tx, publicity, actor),
  decide: end,
});

/** Looks at no more than so many periods in one transaction. */
const CHUNK = 50;

/** The daily duty: repeat until `publicity.nothing-due`. */
export const endDuePublicities = defineAction({
  name: 'publicity.end-due',
  input: z.object({}),
  policy: PUBLICITY,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, _input, { now }) => {
    const found = [];
    for (const period of await readOver(tx, dayOf(now), CHUNK))
      found.push(await factsOf(tx, period, ''));
    return found;
  },
  decide: endDue,
});

/** 聘任 (GP-6.3, ZJ-8.2b): one candidate, one decision; person, consents and binding in the same transaction. */
export const appointCandidate = defineAction({
  name: 'publicity.appoint',
  input: z.object({
    application: id,
    expectVersion,
    reason: z.string().trim().min(4, '请写明聘任决定，例如“经局务会研究，同意聘任”').max(1000),
  }),
  policy: PUBLICITY,
  // which roles appoint stands in the measure: the rule looks
  permit: (actor) => accountOf(actor) !== null,
  gather: async (tx, input, { now }, actor) => {
    const application = await readApplication(tx, input.application);
    const approval = application === null ? null : await gatherApproval(tx, application, now);
    const hindrance =
      application === null || approval === null ? null : approvalProblem(application, approval);
    const periods = await periodsOf(tx, input.application);
    return { application, approval, hindrance, periods, ...judgeOf(actor) };
  },
  decide: (facts, input, { policy, seed }) => {
    const { application, approval, account } = facts;
    const problem = appointProblem(facts, input, policy);
    if (problem !== null) return err(problem);
    if (application === null || approval === null) return err({ code: 'publicity.unknown' });
    const { reason } = input;
    return ok(approvalEvents(application, { facts: approval, reason, by: account, seed }));
  },
});

/** 公开名单 (GP-6.4b): active members who agreed to it. */
export const publishRoster = defineAction({
  name: 'publicity.publish-roster',
  input: z.object({
    roster: z.enum(ROSTERS),
    fields: z.array(z.enum(PUBLISH_FIELDS)).min(1, '请至少选择一项公开的内容').max(6),
  }),
  policy: PUBLICITY,
  permit: decides,
  gather: async (tx, { roster }, { now }, actor) => ({
    persons: await readPublishable(tx, roster, dayOf(now)),
    running: await nextNumber(tx, seriesOf(LISTS, now)),
    account: accountOf(actor) ?? '',
  }),
  decide: publish,
});

export const noteRosterPlacement = defineAction({
  name: 'publicity.note-roster-placement',
  input: z.object({ publication: id, ...placement }),
  policy: PUBLICITY,
  permit: office,
  gather: async (tx, { publication }, _world, actor) => ({
    publication: await readPublication(tx, publication),
    account: accountOf(actor) ?? '',
  }),
  decide: (facts, { publication: _publication, ...input }, world) =>
    placeRoster(facts, input, world),
});

/** 撤下: these persons have been taken off it; none: the whole list. */
export const takeDownRoster = defineAction({
  name: 'publicity.take-down-roster',
  input: z.object({ publication: id, persons: z.array(id).max(5000).default([]) }),
  policy: PUBLICITY,
  permit: office,
  gather: async (tx, { publication }, _world, actor) => ({
    publication: await readPublication(tx, publication),
    account: accountOf(actor) ?? '',
  }),
  decide: takeDown,
});
