import type { Tx } from '../store/scope.ts';
import { platformTokens } from './tables.ts';

export interface KeptToken {
  readonly value: string;
  readonly expiresAt: Date;
}

/** A platform's token, shared by all processes through this row; null when there is none. */
export const readToken = async (tx: Tx, name: string): Promise<KeptToken | null> => {
  const row = await tx.table(platformTokens).one({ id: `${tx.bureau}:${name}` });
  return row === null
    ? null
    : { value: String(tx.vault.open(row.sealed)), expiresAt: new Date(row.expiresAt) };
};

export const writeToken = async (tx: Tx, name: string, token: KeptToken): Promise<void> => {
  const id = `${tx.bureau}:${name}`;
  const set = { sealed: tx.vault.seal(token.value), expiresAt: token.expiresAt.toISOString() };
  const changed = await tx.table(platformTokens).change({ id }, set);
  if (changed === 0) await tx.table(platformTokens).insert({ id, ...set });
};
