import type { PlatformError } from '../platform-error.ts';
import type { Token } from './tokens.ts';

/** Whose turn it is to ask the platform for one account's token. */
export interface TokenTurns {
  /** `known`: a good token is there meanwhile; `mine`: ask, then `write` or `failed` */
  readonly take: (isGood: (token: Token) => boolean) => Promise<TokenTurn>;
  /** a forced refresh kills the present token: true for one caller in thirty seconds (A9) */
  readonly mayForce: () => Promise<boolean>;
  /** asked in vain: nobody asks again for a while, longer each time */
  readonly failed: (fault: PlatformError) => Promise<void>;
}

export type TokenTurn =
  | { readonly kind: 'known'; readonly token: Token }
  | { readonly kind: 'mine' }
  | { readonly kind: 'others' }
  | { readonly kind: 'resting'; readonly fault: PlatformError };

export const FORCE_EVERY_MS = 30_000;
const LONGEST_REST_MS = 60_000;

/** After so many failures in a row: 2 s, 4 s … a minute. */
export const restAfter = (failures: number): number =>
  Math.min(LONGEST_REST_MS, 1000 * 2 ** Math.min(failures, 10));

export interface OwnTurns extends TokenTurns {
  /** the platform gave a token */
  readonly ended: () => void;
}

/** The turns of a process that is alone, or whose store is away: who asks is settled by its caller. */
export function turnsOfOne(now: () => Date, remembered: () => Token | null): OwnTurns {
  let failures = 0;
  let resting: { readonly until: number; readonly fault: PlatformError } | null = null;
  let forcedAt = -Infinity;
  return {
    take: (isGood) => {
      const token = remembered();
      if (token !== null && isGood(token)) return Promise.resolve({ kind: 'known', token });
      if (resting !== null && resting.until > now().getTime())
        return Promise.resolve({ kind: 'resting', fault: resting.fault });
      return Promise.resolve({ kind: 'mine' });
    },
    mayForce: () => {
      const at = now().getTime();
      if (at - forcedAt < FORCE_EVERY_MS) return Promise.resolve(false);
      forcedAt = at;
      return Promise.resolve(true);
    },
    failed: (fault) => {
      failures += 1;
      resting = { until: now().getTime() + restAfter(failures), fault };
      return Promise.resolve();
    },
    ended: () => {
      failures = 0;
      resting = null;
    },
  };
}
