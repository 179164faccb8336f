import type { Tx } from '../store/scope.ts';
import { slowDowns } from './tables.ts';

const MINUTE = 60_000;
const FREE_MISSES = 5;
const LONGEST = 60 * MINUTE;
/** misses that nobody added to for so long are forgotten */
const FORGET = 12 * 60 * MINUTE;

/**
 * Takes one try of a kind by one party (an account, an address) and counts it as missed until
 * `forgive` says otherwise, so that tries at the same moment do not slip by. Returns until when
 * the party must wait, or null where it may try: five tries are free, then each costs twice the
 * wait of the one before, an hour at most and never for ever.
 */
export const takeTry = async (tx: Tx, party: string, now: Date): Promise<Date | null> => {
  const table = tx.table(slowDowns);
  const id = tx.vault.fingerprint('slow-down', party);
  const row = await table.one({ id });
  const until = row === null ? 0 : Date.parse(row.until);
  if (until > now.getTime()) return new Date(until);
  const forgotten = row === null || now.getTime() - until > FORGET;
  const misses = forgotten ? 1 : row.misses + 1;
  const set = { misses, until: new Date(now.getTime() + waitAfter(misses)).toISOString() };
  if (row === null) await table.insert({ id, ...set });
  else await table.change({ id }, set);
  return null;
};

const waitAfter = (misses: number): number =>
  misses < FREE_MISSES ? 0 : Math.min(MINUTE * 2 ** (misses - FREE_MISSES), LONGEST);

/** The party did it right, or an administrator vouches for it. */
export const forgive = async (tx: Tx, party: string): Promise<void> => {
  await tx.table(slowDowns).remove({ id: tx.vault.fingerprint('slow-down', party) });
};
