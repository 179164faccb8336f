import type { FollowUp } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { followUps } from './tables.ts';

/** Commits a consequence with its event; performed once under its key. */
export const putFollowUp = async (
  tx: Tx,
  follow: FollowUp,
  { id, now }: { id: string; now: Date },
): Promise<void> => {
  const table = tx.table(followUps);
  if ((await table.one({ followKey: follow.key })) !== null) return;
  await table.insert({
    id,
    followKey: follow.key,
    action: follow.action,
    input: tx.vault.seal(follow.input),
    state: 'ready',
    attempts: 0,
    nextTry: now.toISOString(),
    note: null,
  });
};
