import { LessThanOrEqual } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Tx } from '../store/scope.ts';
import { conversations, type ConversationRow } from './tables.ts';

/** Conversations whose oldest draft was last touched before an instant, oldest first. */
export const draftsSince = (
  tx: Tx,
  { before, reminded }: { readonly before: Date; readonly reminded: number },
): Promise<ConversationRow[]> =>
  tx
    .table(conversations)
    .find(
      { draftAt: LessThanOrEqual(before.toISOString()), draftReminded: reminded },
      { order: { draftAt: 'ASC' }, limit: 50 },
    );

/** 0 none · 1 reminded · 2 handed to discipline; false when the person wrote meanwhile. */
export const markDraft = async (tx: Tx, row: ConversationRow, reminded: number): Promise<boolean> =>
  (await tx
    .table(conversations)
    .change(
      { id: row.id, turns: row.turns, draftReminded: row.draftReminded },
      { draftReminded: reminded },
    )) === 1;

/** Erases what was filled in and not submitted; false when the person wrote meanwhile. */
export const eraseDrafts = async (tx: Tx, row: ConversationRow): Promise<boolean> =>
  (await tx
    .table(conversations)
    .change(
      { id: row.id, turns: row.turns },
      { session: null, draftAt: null, draftEvidence: 0, draftReminded: 0 },
    )) === 1;

export const identityOf = (tx: Tx, row: ConversationRow): ChatIdentity =>
  tx.vault.open(row.identity) as ChatIdentity;

/** Whether a conversation has an unfinished draft that takes evidence along. */
export const draftOf = async (tx: Tx, conversation: string): Promise<boolean> => {
  const row = await tx.table(conversations).one({ id: conversation });
  return row !== null && row.draftAt !== null && row.draftEvidence === 1;
};
