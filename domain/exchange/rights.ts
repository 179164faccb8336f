import { MoreThan } from 'typeorm';
import type { Roster } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import { putFollowUp } from './follow-ups.ts';
import { conversations } from './tables.ts';

export interface TakenBack {
  readonly conversation: string;
  /** whose chat it is, where that is known */
  readonly person: string | null;
  readonly roster: Roster;
  /** id of the consequence */
  readonly id: string;
  readonly now: Date;
}

/**
 * The person took the rights to their data back at the platform (A3): nothing more is sent to this
 * chat, and the office is told once. What is kept stays until the office has decided about it.
 */
export const takeRightsBack = async (tx: Tx, taken: TakenBack): Promise<void> => {
  const { conversation, person, roster, id, now } = taken;
  const rightsAt = now.toISOString();
  await tx.table(conversations).change({ id: conversation }, { following: 0, rightsAt });
  const key = `rights:${conversation.slice(0, 36)}:${rightsAt}`;
  const raised = { kind: 'rights-taken-back', subject: 'rights', number: '公众号', roster };
  await putFollowUp(
    tx,
    {
      action: 'liaison.raise',
      key: `liaison.raise:${key}`,
      input: { key, id: person ?? '', audience: 'office', except: [], ...raised },
    },
    { id, now },
  );
};

/** Since when the rights are taken back in one of these chats; null: in none. */
export const rightsTakenAt = async (tx: Tx, ids: readonly string[]): Promise<Date | null> => {
  for (const id of ids) {
    const row = await tx.table(conversations).one({ id, rightsAt: MoreThan('') });
    if (row?.rightsAt != null) return new Date(row.rightsAt);
  }
  return null;
};
