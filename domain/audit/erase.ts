import { In } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { privateParts } from './records.ts';

/**
 * Destroys the private parts of these entries; the chain holds their digests and still verifies, and
 * counts what was erased. Public facts stay for ever: they were written to be harmless.
 */
export const erasePrivateParts = async (
  tx: Tx,
  entries: readonly number[],
  now: Date,
): Promise<void> => {
  if (entries.length === 0) return;
  const set = { sealed: null, erasedAt: now.toISOString() };
  await tx.table(privateParts).change({ seq: In([...entries]) }, set);
};
