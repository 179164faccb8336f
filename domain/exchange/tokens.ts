import { IsNull, LessThanOrEqual } from 'typeorm';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { platformTokens, type PlatformTokenRow } from './tables.ts';

export interface KeptToken {
  readonly value: string;
  readonly expiresAt: Date;
}

const idOf = (tx: Tx, name: string): string => `${tx.bureau}:${name}`;

/** A platform's token, shared by all processes through this row; null when there is none. */
export const readToken = async (tx: Tx, name: string): Promise<KeptToken | null> => {
  const row = await tx.table(platformTokens).one({ id: idOf(tx, name) });
  return row === null ? null : tokenOf(tx, row);
};

const tokenOf = (tx: Tx, row: PlatformTokenRow): KeptToken => ({
  value: String(tx.vault.open(row.sealed)),
  expiresAt: new Date(row.expiresAt),
});

/** One process, for as long as it asks the platform. */
export interface TokenAsker {
  readonly name: string;
  readonly asker: string;
  readonly now: Date;
}

export type TokenTaken =
  | { readonly kind: 'known'; readonly token: KeptToken }
  | { readonly kind: 'mine' }
  | { readonly kind: 'others' }
  /** the last asking was in vain; `trouble` is what its asker left */
  | { readonly kind: 'resting'; readonly trouble: string };

const NO_TURN = { askedBy: null, askedUntil: null } as const;
const NO_TROUBLE = { failures: 0, restUntil: null, trouble: null } as const;

/**
 * Takes the turn to ask the platform, for one process at a time and as long as its lease (F36); one
 * that died leaves it when the lease ends. Gives what another process has got meanwhile instead.
 */
export const takeTokenTurn = async (
  tx: Tx,
  { name, asker, now }: TokenAsker,
  { leaseMs, isGood }: { leaseMs: number; isGood: (token: KeptToken) => boolean },
): Promise<TokenTaken> => {
  const id = idOf(tx, name);
  const at = now.toISOString();
  const turn = { askedBy: asker, askedUntil: new Date(now.getTime() + leaseMs).toISOString() };
  const isMine =
    (await changed(tx, { id, askedUntil: IsNull() }, turn)) ||
    (await changed(tx, { id, askedUntil: LessThanOrEqual(at) }, turn)) ||
    (await firstTurn(tx, { id, ...turn }));
  const row = await tx.table(platformTokens).one({ id });
  if (row === null) return { kind: 'others' };
  const found = withoutAsking(tx, row, { at, isGood });
  if (isMine && found !== null) await changed(tx, { id, askedBy: asker }, NO_TURN);
  return found ?? { kind: isMine ? 'mine' : 'others' };
};

const withoutAsking = (
  tx: Tx,
  row: PlatformTokenRow,
  { at, isGood }: { at: string; isGood: (token: KeptToken) => boolean },
): TokenTaken | null => {
  const token = tokenOf(tx, row);
  if (isGood(token)) return { kind: 'known', token };
  return row.restUntil !== null && row.restUntil > at
    ? { kind: 'resting', trouble: row.trouble ?? '' }
    : null;
};

type Where = Parameters<ReturnType<typeof tokensIn>['change']>[0];
const tokensIn = (tx: Tx) => tx.table(platformTokens);

const changed = async (tx: Tx, where: Where, set: Partial<PlatformTokenRow>): Promise<boolean> =>
  (await tokensIn(tx).change(where, set)) === 1;

const firstTurn = async (
  tx: Tx,
  turn: Pick<PlatformTokenRow, 'id' | 'askedBy' | 'askedUntil'>,
): Promise<boolean> => {
  if ((await tokensIn(tx).one({ id: turn.id })) !== null) return false;
  try {
    const none = { sealed: tx.vault.seal(''), expiresAt: new Date(0).toISOString() };
    await tokensIn(tx).insert({ ...turn, ...none, ...NO_TROUBLE, forcedAt: null });
    return true;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return false;
  }
};

/** True for one process in `everyMs`: a forced refresh kills the present token and is rationed (A9). */
export const mayForceToken = async (
  tx: Tx,
  { name, asker, now }: TokenAsker,
  everyMs: number,
): Promise<boolean> => {
  const mine = { id: idOf(tx, name), askedBy: asker };
  const before = new Date(now.getTime() - everyMs).toISOString();
  const set = { forcedAt: now.toISOString() };
  return (
    (await changed(tx, { ...mine, forcedAt: IsNull() }, set)) ||
    (await changed(tx, { ...mine, forcedAt: LessThanOrEqual(before) }, set))
  );
};

/** Stores what the platform gave, unless the turn was lost meanwhile: another's token is newer (F25). */
export const writeToken = async (
  tx: Tx,
  { name, asker }: TokenAsker,
  token: KeptToken,
): Promise<void> => {
  const set = { sealed: tx.vault.seal(token.value), expiresAt: token.expiresAt.toISOString() };
  await changed(tx, { id: idOf(tx, name), askedBy: asker }, { ...set, ...NO_TURN, ...NO_TROUBLE });
};

/** Asked in vain: nobody asks again for a while, longer each time. */
export const failTokenTurn = async (
  tx: Tx,
  { name, asker, now }: TokenAsker,
  { trouble, restAfter }: { trouble: string; restAfter: (failures: number) => number },
): Promise<void> => {
  const id = idOf(tx, name);
  if (!(await changed(tx, { id, askedBy: asker }, { ...NO_TURN, trouble }))) return;
  const failures = ((await tokensIn(tx).one({ id }))?.failures ?? 0) + 1;
  const restUntil = new Date(now.getTime() + restAfter(failures)).toISOString();
  await changed(tx, { id }, { failures, restUntil });
};

/** Tokens that the platform did not give when last asked: for whoever watches the service. */
export const troubledTokens = async (
  tx: Tx,
): Promise<readonly { readonly name: string; readonly failures: number }[]> =>
  (await tokensIn(tx).find({}))
    .filter(({ failures }) => (failures ?? 0) > 0)
    .map(({ id, failures }) => ({
      name: id.slice(tx.bureau.length + 1),
      failures: failures ?? 0,
    }));
