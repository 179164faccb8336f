import { z } from 'zod';
import { accountOf, holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { tiedTasks, unsignedTasks } from './waiting-records.ts';

/** Ties that the bureau has to decide: the task of each, for 待办. */
export const tiesWaiting = defineQuery({
  name: 'evaluation.ties-waiting',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'sectionHead', 'leader'),
  read: (tx) => tiedTasks(tx),
});

/** Forms 3 that this leader may sign: never one filled in by the same account (F3-25). */
export const signaturesWaiting = defineQuery({
  name: 'evaluation.signatures-waiting',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'leader'),
  read: (tx, _params, _world, actor) => unsignedTasks(tx, accountOf(actor) ?? ''),
});
