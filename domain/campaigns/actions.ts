import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { seriesOf } from '../kernel/running-number.ts';
import { ROSTERS } from '../kernel/world.ts';
import { ROUTES } from '../membership/index.ts';
import { nextNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import { noteAnswer, sendLetter, LETTERS } from './letter-rules.ts';
import { CAMPAIGNS, INVITING } from './policy.ts';
import { readCampaign, readLetter, readRunning } from './records.ts';
import {
  CALLS,
  cancel,
  change,
  close,
  draft,
  moveClosing as move,
  noteAnnounced,
  place,
  publish,
  type CampaignFacts,
} from './rules.ts';

/** Calls and invitations are the bureau's alone (GP-3, ZJ-4a). */
const office = (actor: Actor): boolean => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison');
const decides = (actor: Actor): boolean => holds(actor, 'sectionHead', 'leader');

const day = z.string().transform((text, context) => {
  const parsed = parseDay(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: '日期应写成 2026-10-12 的样子' });
  return z.NEVER;
});

const scans = z.array(z.string().max(36)).max(50).default([]);
const roster = z.enum(ROSTERS);

const content = {
  roster,
  title: z.string().trim().min(4, '请写公告标题，至少4个字').max(100, '标题最多100个字'),
  text: z.string().trim().min(10, '请写公告正文，至少10个字').max(10_000, '正文最多10000个字'),
  opensAt: z.coerce.date(),
  closesAt: z.coerce.date(),
  cutOffDay: day,
  channels: z
    .array(z.string().trim().min(2).max(40))
    .min(1, '请至少写一个发布渠道，例如“微信公众号”')
    .max(20),
  headcount: z.coerce
    .number({ error: '请写拟聘人数，例如 20' })
    .int('人数应是整数')
    .min(1, '人数至少为1')
    .max(5000, '人数最多5000'),
  quotas: z
    .array(
      z.object({
        name: z.string().trim().min(1).max(40),
        count: z.coerce.number().int().min(1).max(5000),
      }),
    )
    .max(30)
    .default([]),
  routes: z.array(z.enum(ROUTES)).default([]),
  attachments: scans,
};

/** A call as it is written; a former one may be copied (ZJ-8.3). */
export const draftCampaign = defineAction({
  name: 'campaigns.draft',
  input: z.object(content),
  policy: CAMPAIGNS,
  permit: office,
  gather: async (tx, _input, { now }, actor) => ({
    running: await nextNumber(tx, seriesOf(CALLS, now)),
    account: accountOf(actor) ?? '',
  }),
  decide: draft,
});

const versioned = { campaign: z.string(), expectVersion: z.coerce.number().int() };
const reason = z
  .string()
  .trim()
  .min(4, '请写明原因，至少4个字，会一并公告')
  .max(500, '原因最多500个字');

const gatherCampaign = async (
  tx: Tx,
  { campaign, now }: { readonly campaign: string; readonly now: Date },
  actor: Actor,
): Promise<CampaignFacts> => {
  const found = await readCampaign(tx, campaign);
  return {
    campaign: found,
    running:
      found === null ? [] : await readRunning(tx, { roster: found.roster, now, but: found.id }),
    account: accountOf(actor) ?? '',
  };
};

export const changeCampaign = defineAction({
  name: 'campaigns.change',
  input: z.object({ ...versioned, ...content }),
  policy: CAMPAIGNS,
  permit: office,
  gather: (tx, { campaign }, { now }, actor) => gatherCampaign(tx, { campaign, now }, actor),
  decide: (facts, { campaign: _campaign, ...input }, world) => change(facts, input, world),
});

/** 公布: by a section head or a leader (GP-3); refused while the days of publicity are unset. */
export const publishCampaign = defineAction({
  name: 'campaigns.publish',
  input: z.object(versioned),
  policy: CAMPAIGNS,
  permit: decides,
  gather: (tx, { campaign }, { now }, actor) => gatherCampaign(tx, { campaign, now }, actor),
  decide: publish,
});

export const moveClosing = defineAction({
  name: 'campaigns.move-closing',
  input: z.object({ ...versioned, closesAt: z.coerce.date(), reason }),
  policy: NO_POLICY,
  permit: decides,
  gather: (tx, { campaign }, { now }, actor) => gatherCampaign(tx, { campaign, now }, actor),
  decide: move,
});

export const closeCampaign = defineAction({
  name: 'campaigns.close',
  input: z.object({ ...versioned, reason }),
  policy: NO_POLICY,
  permit: decides,
  gather: (tx, { campaign }, { now }, actor) => gatherCampaign(tx, { campaign, now }, actor),
  decide: close,
});

export const cancelCampaign = defineAction({
  name: 'campaigns.cancel',
  input: z.object({ ...versioned, reason }),
  policy: NO_POLICY,
  permit: decides,
  gather: (tx, { campaign }, { now }, actor) => gatherCampaign(tx, { campaign, now }, actor),
  decide: cancel,
});

/** 发布留痕: where and when the announcement stood, with address and screenshot (GP-6.1). */
export const noteCampaignPlacement = defineAction({
  name: 'campaigns.note-placement',
  input: z.object({
    campaign: z.string(),
    where: z.string().trim().min(2, '请写发布在哪里，例如“市政府网站”').max(100),
    url: z
      .string()
      .trim()
      .max(500)
      .regex(/^(?:https?:\/\/\S+)?$/u, '网址应以 http:// 或 https:// 开头，没有就留空')
      .default(''),
    day,
    scans,
  }),
  policy: NO_POLICY,
  permit: office,
  gather: async (tx, input, _world, actor) => ({
    campaign: await readCampaign(tx, input.campaign),
    account: accountOf(actor) ?? '',
  }),
  decide: (facts, { campaign: _campaign, ...placement }) => place(facts, placement),
});

/** The timed duty's last word about a call: the followers have been told. */
export const noteCampaignAnnounced = defineAction({
  name: 'campaigns.note-announced',
  input: z.object({ campaign: z.string(), told: z.number().int().min(0) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input) => readCampaign(tx, input.campaign),
  decide: noteAnnounced,
});

/** 工作联系函: sent to a unit (GP-5.3, GP-6.1). */
export const sendUnitLetter = defineAction({
  name: 'campaigns.send-letter',
  input: z.object({
    roster,
    campaign: z.string().nullable().default(null),
    unit: z.string().trim().min(2, '请写单位名称').max(100),
    contact: z.string().trim().max(100).default(''),
    sentOn: day,
  }),
  policy: INVITING,
  permit: office,
  gather: async (tx, input, { now }, actor) => ({
    campaign: input.campaign === null ? null : await readCampaign(tx, input.campaign),
    running: await nextNumber(tx, seriesOf(LETTERS, now)),
    account: accountOf(actor) ?? '',
  }),
  decide: sendLetter,
});

/** The unit's answer, with its scan (GP-5.3). */
export const noteUnitAnswer = defineAction({
  name: 'campaigns.note-answer',
  input: z.object({
    letter: z.string(),
    answeredOn: day,
    answer: z.string().trim().min(2, '请写复函内容，例如“推荐李某某”').max(2000),
    scans,
  }),
  policy: NO_POLICY,
  permit: office,
  gather: async (tx, input, _world, actor) => ({
    letter: await readLetter(tx, input.letter),
    account: accountOf(actor) ?? '',
  }),
  decide: noteAnswer,
});
