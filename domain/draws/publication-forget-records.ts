import { LessThan } from 'typeorm';
import { instantAt } from '../kernel/day.ts';
import type { Tx } from '../store/scope.ts';
import { drawAttempts } from './attempt-records.ts';
import type { Identities } from './model-attempt.ts';
import type { DrawsPolicy } from './model.ts';
import { keptSince } from './publication-rules.ts';
import { invitations } from './records.ts';
import { thinDraws } from './thin-records.ts';

/** How many draws no longer know whom one of their pseudonyms meant. */
interface Forgotten {
  readonly draws: number;
  readonly invitations: number;
}

/**
 * Takes a person out of what ties pseudonyms to people, in draws older than the policy keeps them
 * (draw-31). Lists, links and their hashes are not touched: the records verify as before.
 */
export const forgetInDraws = async (
  tx: Tx,
  person: string,
  { now, policy }: { readonly now: Date; readonly policy: DrawsPolicy },
): Promise<Forgotten> => {
  const before = instantAt(keptSince(policy, now), '00:00').toISOString();
  const attempts = await tx.table(drawAttempts).find({ committedAt: LessThan(before) });
  let draws = 0;
  for (const { id, identities } of attempts) {
    const rest = without(tx.vault.open(identities) as Identities, person);
    if (rest === null) continue;
    await tx.table(drawAttempts).change({ id }, { identities: tx.vault.seal(rest) });
    draws += 1;
  }
  return {
    draws: draws + (await forgetInThinDraws(tx, person, before)),
    invitations: await unnameInvitations(tx, person, before),
  };
};

const without = <I extends { readonly person: string }>(
  identities: Readonly<Record<string, I>>,
  person: string,
): Readonly<Record<string, I>> | null => {
  const all = Object.entries(identities);
  const rest = all.filter(([, identity]) => identity.person !== person);
  return rest.length === all.length ? null : Object.fromEntries(rest);
};

const forgetInThinDraws = async (tx: Tx, person: string, before: string): Promise<number> => {
  let draws = 0;
  for (const { id, identities } of await tx.table(thinDraws).find({ drawnAt: LessThan(before) })) {
    const known = tx.vault.open(identities) as Readonly<
      Record<string, { readonly person: string }>
    >;
    const rest = without(known, person);
    if (rest === null) continue;
    await tx.table(thinDraws).change({ id }, { identities: tx.vault.seal(rest) });
    draws += 1;
  }
  return draws;
};

/** An invitation stays as a fact of the work, under a pseudonym that no list knows. */
const unnameInvitations = async (tx: Tx, person: string, before: string): Promise<number> => {
  const rows = await tx.table(invitations).find({ person, invitedAt: LessThan(before) });
  for (const { id } of rows)
    await tx.table(invitations).change({ id }, { cid: `-${id.replaceAll('-', '').slice(0, 15)}` });
  return rows.length;
};
