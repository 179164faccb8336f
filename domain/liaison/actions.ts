import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { accountOf, holds, type Actor } from '../kernel/actor.ts';
import { parseDay } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery, PAGE_SIZE, type Listing } from '../kernel/query.ts';
import { ROSTERS, type Roster } from '../kernel/world.ts';
import { readAccounts } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import { LIAISON, raising, type Alert } from './model.ts';
import {
  isRaised,
  readAlert,
  readAlertOf,
  readAlerts,
  readCover,
  readCovers,
  readDesignations,
  readDuty,
  readOfficer,
  readOpenAbout,
  readOverdue,
} from './records.ts';
import {
  acknowledge,
  designate,
  dutyOf,
  endCover,
  escalate,
  raise,
  reportUpward,
  setCover,
  settle,
  settleAll,
  type DeskFacts,
} from './rules.ts';

const CHUNK = 50;

const manages = (actor: Actor): boolean => holds(actor, 'administrator', 'sectionHead', 'leader');
const office = (actor: Actor): boolean =>
  holds(actor, 'liaison', 'clerk', 'sectionHead', 'leader', 'discipline');

const roster = z.enum(ROSTERS);
const day = z.string().refine((text) => parseDay(text) !== null, '请按 2026-10-12 的样子填写日期');

/**
 * The accounts that answer for a roster at an instant: the officer, on leave the cover; nobody
 * left after `except` → the leaders, then discipline (GP-12a, C-01). Perhaps nobody at all.
 */
export const onDuty = async (
  tx: Tx,
  asked: { readonly roster: Roster; readonly at: Date; readonly except: readonly string[] },
): Promise<readonly string[]> =>
  dutyOf(await readDuty(tx, asked.roster, asked.at), 'office', asked.except);

const gatherDesk = async (tx: Tx, of: Roster, actor: Actor): Promise<DeskFacts> => ({
  accounts: await readAccounts(tx),
  current: await readOfficer(tx, of),
  covers: await readCovers(tx, of),
  by: accountOf(actor) ?? 'system',
});

export const designateOfficer = defineAction({
  name: 'liaison.designate',
  input: z.object({ roster, account: z.string(), note: z.string().trim().max(200).default('') }),
  policy: NO_POLICY,
  permit: manages,
  gather: (tx, input, _world, actor) => gatherDesk(tx, input.roster, actor),
  decide: designate,
});

export const setLeaveCover = defineAction({
  name: 'liaison.set-cover',
  input: z.object({ roster, account: z.string(), from: day, to: day }),
  policy: NO_POLICY,
  permit: (actor) => manages(actor) || holds(actor, 'liaison'),
  gather: (tx, input, _world, actor) => gatherDesk(tx, input.roster, actor),
  decide: setCover,
});

export const endLeaveCover = defineAction({
  name: 'liaison.end-cover',
  input: z.object({ cover: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => manages(actor) || holds(actor, 'liaison'),
  gather: (tx, input) => readCover(tx, input.cover),
  decide: (cover, _input, _world, actor) => endCover(cover, accountOf(actor) ?? 'system'),
});

/** Puts something before whoever is on duty; asked by follow-ups, timed duties and staff (GP-8.6e). */
export const raiseAlert = defineAction({
  name: 'liaison.raise',
  input: raising,
  policy: LIAISON,
  permit: (actor) => actor.kind === 'system' || office(actor),
  gather: async (tx, input, world) => ({
    known: await isRaised(tx, input.key),
    duty: await readDuty(tx, input.roster, world.now),
    open: await readOpenAbout(tx, input.id, [input.subject]),
  }),
  decide: raise,
});

/** 已知悉, in chat or on the site. */
export const acknowledgeAlert = defineAction({
  name: 'liaison.acknowledge',
  input: z.object({ alert: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => accountOf(actor) !== null,
  gather: async (tx, input, world) => {
    const alert = await readAlert(tx, input.alert);
    if (alert === null) return { alert, onDuty: [] };
    const duty = await readDuty(tx, alert.roster, world.now);
    return { alert, onDuty: dutyOf(duty, alert.audience, alert.except) };
  },
  decide: (facts, _input, world, actor) => acknowledge(facts, accountOf(actor) ?? '', world),
});

/** What an alert was about has been done elsewhere: asked by follow-ups under the alert's key. */
export const settleAlert = defineAction({
  name: 'liaison.settle',
  input: z.object({ key: z.string().min(1).max(160) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input) => readAlertOf(tx, input.key),
  decide: settle,
});

/** The same of everything open about one matter, whatever keys it was raised under. */
export const settleAlertsAbout = defineAction({
  name: 'liaison.settle-about',
  input: z.object({ id: z.string().min(1).max(36), subjects: z.array(z.string()).min(1).max(10) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, { id, subjects }) => readOpenAbout(tx, id, subjects),
  decide: settleAll,
});

/** Timed duty: asked again until `liaison.nothing-due`. */
export const escalateUnacknowledged = defineAction({
  name: 'liaison.escalate-unacknowledged',
  input: z.object({}),
  policy: LIAISON,
  permit: (actor) => actor.kind === 'system',
  gather: async (tx, _input, { now }) => {
    const overdue = [];
    for (const alert of await readOverdue(tx, now, CHUNK))
      overdue.push({ alert, duty: await readDuty(tx, alert.roster, now) });
    return overdue;
  },
  decide: escalate,
});

/** GP-12b: the leader signs the report of a major situation to the superior bureau. */
export const reportAlertUpward = defineAction({
  name: 'liaison.report-upward',
  input: z.object({
    alert: z.string(),
    way: z.enum(['letter', 'phone', 'system']),
    words: z.string().trim().min(4, '请写明上报内容，至少4个字').max(2000),
    receipt: z.string().trim().max(200).default(''),
  }),
  policy: LIAISON,
  permit: (actor) => holds(actor, 'leader'),
  gather: (tx, input) => readAlert(tx, input.alert),
  decide: (alert, input, { policy }, actor) =>
    reportUpward(alert, input, {
      account: accountOf(actor) ?? '',
      superior: policy.liaison.superior.value,
    }),
});

/** An alert exists for those it was sent to; an office alert also for the office; never for the named. */
export const visibleTo = (actor: Actor): ((alert: Alert) => boolean) => {
  const account = accountOf(actor) ?? '';
  return (alert) =>
    !alert.except.includes(account) &&
    (alert.to.includes(account) ||
      holds(actor, 'discipline') ||
      (alert.audience === 'office' && office(actor)));
};

/** Alerts, open ones or all, newest first; `except` never leaves. */
export const listAlerts = defineQuery({
  name: 'liaison.alerts',
  params: z.object({
    open: z.boolean().default(true),
    page: z.coerce.number().int().min(1).default(1),
  }),
  policy: NO_POLICY,
  permit: office,
  read: async (tx, params, _world, actor): Promise<Listing<Omit<Alert, 'except'>>> => {
    const visible = (await readAlerts(tx, params.open)).filter(visibleTo(actor));
    const from = (params.page - 1) * PAGE_SIZE;
    return {
      rows: visible.slice(from, from + PAGE_SIZE).map(({ except: _except, ...alert }) => alert),
      total: visible.length,
    };
  },
});

/** A roster's desk: officer, covers, hand-over history, and who would be told now (GP-12a). */
export const liaisonDesk = defineQuery({
  name: 'liaison.desk',
  params: z.object({ roster }),
  policy: LIAISON,
  permit: (actor) => office(actor) || holds(actor, 'administrator', 'auditor'),
  read: async (tx, { roster: of }, { now, policy }) => ({
    officer: await readOfficer(tx, of),
    covers: await readCovers(tx, of),
    history: await readDesignations(tx, of),
    onDuty: await onDuty(tx, { roster: of, at: now, except: [] }),
    dutyPhone: policy.liaison.outOfHours.value.phone,
    superior: policy.liaison.superior.value,
  }),
});
