import { z } from 'zod';
import { accountOf, holds } from '../kernel/actor.ts';
import { dayOf } from '../kernel/day.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { seesTasks } from './sight-rules.ts';
import { checksFor, choicesFor, digitsFrom, publicationsFor } from './waiting-records.ts';

/** Counted for 待办: the task of each, so that the count can lead there; nothing else is read. */

const nothing = z.object({});

/** Phone answers that this account may look at as the second person (draw-15). */
export const checksWaiting = defineQuery({
  name: 'draws.checks-waiting',
  params: nothing,
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: (tx, _params, _world, actor) => checksFor(tx, accountOf(actor) ?? ''),
});

/** Proposals that this account may approve: never its own. */
export const choicesWaiting = defineQuery({
  name: 'draws.choices-waiting',
  params: nothing,
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  read: (tx, _params, _world, actor) => choicesFor(tx, accountOf(actor) ?? ''),
});

/** Draws that wait for this account's own digits (draw.md 2.3, step 4). */
export const digitsWaiting = defineQuery({
  name: 'draws.digits-waiting',
  params: nothing,
  policy: NO_POLICY,
  permit: seesTasks,
  read: (tx, _params, _world, actor) => digitsFrom(tx, accountOf(actor) ?? ''),
});

/** Records that this account may give out: the work is archived and somebody else drew (C-04). */
export const publicationsWaiting = defineQuery({
  name: 'draws.publications-waiting',
  params: nothing,
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'leader', 'discipline'),
  read: (tx, _params, { now }, actor) =>
    publicationsFor(tx, { account: accountOf(actor) ?? '', today: dayOf(now) }),
});
