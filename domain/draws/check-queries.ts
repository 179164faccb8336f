import { z } from 'zod';
import { accountOf, holds } from '../kernel/actor.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { readPerson } from '../people/index.ts';
import { readAccounts } from '../staff/index.ts';
import type { Tx } from '../store/scope.ts';
import { barredToday } from './check-gather.ts';
import type { Invitation } from './model.ts';
import { outWordsFor } from './out-wording.ts';
import { RULING } from './policy.ts';
import { readInvitation, readTask, uncheckedInvitations } from './records.ts';
import { STANDING } from './successor-rules.ts';

/** A phone answer that waits for its second person. */
export interface OpenCheck {
  readonly invitation: string;
  readonly task: string;
  readonly number: string;
  readonly person: string;
  readonly name: string;
  readonly answer: 'accepted' | 'declined';
  readonly enteredAt: Date | null;
  readonly enteredBy: string;
  /** somebody else has to look at it */
  readonly isMine: boolean;
}

/** Answers entered from the phone that nobody else has confirmed yet, oldest first (draw-15). */
export const openChecks = defineQuery({
  name: 'draws.open-checks',
  params: z.object({ task: z.string().nullable().default(null) }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: async (tx, { task: wanted }, _world, actor): Promise<readonly OpenCheck[]> => {
    const rows = await uncheckedInvitations(tx, wanted);
    if (rows.length === 0) return [];
    const accounts = new Map((await readAccounts(tx)).map(({ id, name }) => [id, name]));
    const checks: OpenCheck[] = [];
    for (const row of rows) {
      const enteredBy = accounts.get(row.enteredBy ?? '') ?? '';
      const isMine = row.enteredBy === accountOf(actor);
      checks.push({ ...(await checkOf(tx, row)), enteredBy, isMine });
    }
    return checks;
  },
});

const checkOf = async (tx: Tx, { id, task, person, status, repliedAt }: Invitation) => ({
  ...{ invitation: id, task, person },
  number: (await readTask(tx, task))?.number ?? '',
  name: (await readPerson(tx, person))?.particulars.name ?? '',
  answer: status === 'accepted' ? ('accepted' as const) : ('declined' as const),
  enteredAt: repliedAt,
});

/** Whether an expert may take part today: asked once more at sign-in (draw-10). */
export interface Eligibility {
  readonly eligible: boolean;
  /** neutral words; null where nothing speaks against it */
  readonly why: string | null;
}

/** Standing, term and recusal looked at on the very day; null: no such invitation (draw-10). */
export const eligibleToday = defineQuery({
  name: 'draws.eligible-today',
  params: z.object({ invitation: z.string() }),
  policy: RULING,
  permit: (actor) => holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison'),
  read: async (tx, params, { policy }): Promise<Eligibility | null> => {
    const invitation = await readInvitation(tx, params.invitation);
    const task = invitation === null ? null : await readTask(tx, invitation.task);
    if (invitation === null || task === null) return null;
    if (task.status === 'cancelled' || !STANDING.includes(invitation.status))
      return { eligible: false, why: '不在这项工作的名单里' };
    const out = await barredToday(tx, { task, invitation }, policy);
    return { eligible: out === null, why: out === null ? null : outWordsFor(out, false) };
  },
});
