import { LessThan } from 'typeorm';
import { sm3Hex } from '../kernel/sm3.ts';
import type { Tx } from '../store/scope.ts';
import { siteSessions } from './tables.ts';

const MINUTE = 60_000;
const IDLE = 60 * MINUTE;
const WHOLE = 12 * 60 * MINUTE;
/** how stale `seenAt` may grow before a page view writes it again */
const TOUCH = MINUTE;

/** Signs a browser in. `token` is 32 random bytes in hex; only its digest is kept. */
export const beginSession = async (
  tx: Tx,
  { token, account, now }: { readonly token: string; readonly account: string; readonly now: Date },
): Promise<void> => {
  await tx.table(siteSessions).remove({ endsAt: LessThan(now.toISOString()) });
  await tx.table(siteSessions).insert({
    id: sm3Hex(token),
    account,
    createdAt: now.toISOString(),
    seenAt: now.toISOString(),
    endsAt: new Date(now.getTime() + WHOLE).toISOString(),
  });
};

/** The account of a living session, null after an hour without use or twelve hours in all. */
export const useSession = async (tx: Tx, token: string, now: Date): Promise<string | null> => {
  const id = sm3Hex(token);
  const row = await tx.table(siteSessions).one({ id });
  if (row === null) return null;
  const idle = now.getTime() - Date.parse(row.seenAt);
  if (row.endsAt <= now.toISOString() || idle >= IDLE) {
    await tx.table(siteSessions).remove({ id });
    return null;
  }
  if (idle >= TOUCH) await tx.table(siteSessions).change({ id }, { seenAt: now.toISOString() });
  return row.account;
};

/** Signs this browser out. */
export const endSession = async (tx: Tx, token: string): Promise<void> => {
  await tx.table(siteSessions).remove({ id: sm3Hex(token) });
};

/** Signs an account out everywhere: it was disabled, its password or its roles were changed. */
export const endSessionsOf = async (tx: Tx, account: string): Promise<void> => {
  await tx.table(siteSessions).remove({ account });
};
