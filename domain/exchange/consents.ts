import { MoreThan } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { consents, type ConsentRow } from './official-tables.ts';

/** One person and one template: whose agreement is meant. */
export interface ConsentOf {
  readonly conversation: string;
  readonly template: string;
  readonly now: Date;
}

const idOf = (tx: Tx, { conversation, template }: ConsentOf): string =>
  tx.vault.fingerprint('subscription', `${conversation}\n${template}`);

/** Agreed: for good, or to one more message than before (A8). Of two at once neither is lost. */
export const addConsent = async (
  tx: Tx,
  of: ConsentOf,
  { longTerm }: { readonly longTerm: boolean },
): Promise<void> => {
  const id = idOf(tx, of);
  const table = tx.table(consents);
  const updatedAt = of.now.toISOString();
  // the conversation is locked by its own arrival: nobody else writes this row as agreed now
  const before = await table.one({ id });
  const remaining = longTerm ? null : (before?.remaining ?? 0) + 1;
  if (before !== null) {
    await table.change({ id }, { agreed: 1, remaining, updatedAt });
    return;
  }
  const { conversation, template } = of;
  await table.insert({ id, conversation, template, agreed: 1, remaining, updatedAt });
};

/** Taken back, or 43101: the platform takes nothing more of this template for this person. */
export const endConsent = async (tx: Tx, of: ConsentOf): Promise<void> => {
  const set: Partial<ConsentRow> = { agreed: 0, remaining: 0, updatedAt: of.now.toISOString() };
  await tx.table(consents).change({ id: idOf(tx, of) }, set);
};

const LOOKS = 8;

/** Takes one message of what was agreed; false when nothing is left. */
export const takeConsent = async (tx: Tx, of: ConsentOf): Promise<boolean> => {
  const id = idOf(tx, of);
  for (let look = 0; look < LOOKS; look += 1) {
    const row = await tx.table(consents).one({ id, agreed: 1 });
    if (row === null || row.remaining === 0) return false;
    if (row.remaining === null) return true;
    const { remaining } = row;
    const set = { remaining: remaining - 1, updatedAt: of.now.toISOString() };
    if ((await tx.table(consents).change({ id, agreed: 1, remaining }, set)) === 1) return true;
  }
  return false;
};

/** What was taken and, for certain, not sent. */
export const giveBackConsent = async (tx: Tx, of: ConsentOf): Promise<void> => {
  const id = idOf(tx, of);
  const row = await tx.table(consents).one({ id, agreed: 1, remaining: MoreThan(-1) });
  if (row?.remaining == null) return;
  const { remaining } = row;
  await tx.table(consents).change({ id, agreed: 1, remaining }, { remaining: remaining + 1 });
};
