import { z } from 'zod';
import { holds, type Actor } from '../kernel/actor.ts';
import { defineQuery } from '../kernel/query.ts';
import { ROSTERS, type Roster, type World } from '../kernel/world.ts';
import type { Due } from '../kernel/context.ts';
import { readInvitation, readInvitations } from '../campaigns/index.ts';
import type { Tx } from '../store/scope.ts';
import { openInvitation } from './gather.ts';
import { readInvited, type InvitedApplication } from './invited-records.ts';
import { NOMINATION, type NominationPolicy } from './policy.ts';
import { asksApplication } from './rules-invited.ts';

/** An invitation that was accepted and whose application is still to be filled in. */
export interface OpenInvitation {
  readonly id: string;
  readonly number: string;
  readonly roster: Roster;
  readonly category: string | null;
}

/** What a person has said yes to and not applied for yet. */
export const readOpenInvitations = async (
  tx: Tx,
  person: string,
  today: Pick<World<NominationPolicy>, 'now' | 'policy'>,
): Promise<readonly OpenInvitation[]> => {
  const found = [];
  for (const roster of ROSTERS) {
    const open = await openInvitation(tx, { person, roster }, today);
    if (open !== null)
      found.push({ id: open.id, number: open.number, roster, category: open.category });
  }
  return found;
};

const mayAsk = (actor: Actor): boolean =>
  holds(actor, 'clerk', 'sectionHead', 'leader', 'liaison', 'discipline', 'auditor');

/** Of one person: the own chat, or the office for somebody at the counter. */
export const openInvitations = defineQuery({
  name: 'nomination.open-invitations',
  params: z.object({ person: z.string() }),
  policy: NOMINATION,
  permit: (actor, { person }) =>
    mayAsk(actor) || (actor.kind === 'follower' && actor.person === person),
  read: (tx, { person }, world) => readOpenInvitations(tx, person, world),
});

/** Yeses whose application has not come in ten working days: somebody phones (A-21, C-10). */
export const readUnapplied = async (
  tx: Tx,
  today: Pick<World<NominationPolicy>, 'now' | 'policy'>,
): Promise<readonly Due[]> => {
  const dues: Due[] = [];
  for (const one of await readInvitations(tx, { states: ['accepted'] })) {
    const { id, number, roster, answerBy: dueAt } = one;
    if (dueAt === null || dueAt >= today.now || !asksApplication(roster, today.policy)) continue;
    if ((await openInvitation(tx, one, today))?.id !== id) continue;
    const key = `unapplied:invitation:${id}`;
    dues.push({
      key,
      subject: 'invitation',
      id,
      number,
      roster,
      dueAt,
      except: [],
      audience: 'office',
    });
  }
  return dues;
};

/** What has come of an accepted invitation. */
export interface InvitationOutcome {
  readonly invitation: string;
  /** the newest that came by it; null: none */
  readonly application: Omit<InvitedApplication, 'invitation'> | null;
  /** the measure asks for the application, and it has not been handed in */
  readonly awaits: boolean;
}

/** The outcomes of these invitations, for their list and pages; those that nobody accepted have none. */
export const invitationOutcomes = defineQuery({
  name: 'nomination.invitation-outcomes',
  params: z.object({ invitations: z.array(z.string().max(36)).max(1000) }),
  policy: NOMINATION,
  permit: mayAsk,
  read: async (tx, { invitations }, { now, policy }): Promise<readonly InvitationOutcome[]> => {
    const applications = await readInvited(tx);
    const outcomes = [];
    for (const id of invitations) {
      const found = await readInvitation(tx, id);
      if (found?.state !== 'accepted') continue;
      const open = asksApplication(found.roster, policy)
        ? await openInvitation(tx, found, { now, policy })
        : null;
      const application = applications.findLast(({ invitation }) => invitation === id) ?? null;
      outcomes.push({ invitation: id, application, awaits: open?.id === id });
    }
    return outcomes;
  },
});
