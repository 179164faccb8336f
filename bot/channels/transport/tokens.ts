import { PlatformError } from '../platform-error.ts';

/** An access token and when it ends. */
export interface Token {
  readonly value: string;
  readonly expiresAt: Date;
}

/** Where the token of one account is shared between processes (one row). */
export interface TokenStore {
  readonly read: () => Promise<Token | null>;
  readonly write: (token: Token) => Promise<void>;
}

/** What callers of the platform use; both throw `PlatformError`. */
export interface Tokens {
  readonly current: () => Promise<string>;
  /** another token than the one the platform just refused */
  readonly insteadOf: (refused: string) => Promise<string>;
}

export interface TokenParts {
  readonly store: TokenStore;
  /** stable_token; `force` kills the present one and is rationed: 20 a day, 30 s apart (A9) */
  readonly request: (force: boolean) => Promise<Token>;
  readonly now: () => Date;
}

/** stable_token gives a new one in the last five minutes and lets the old one live on. */
const RENEW_BEFORE_MS = 4 * 60_000;
const FORCE_EVERY_MS = 30_000;

/**
 * Keeps one account's token: read from the store, renewed in time, one request in flight per
 * process. A refused token is first compared with the stored one, so that callers who fail late
 * find the new one instead of asking again (wechat-platform A9). A store that fails is no reason
 * to fail: the last token of this process serves, or a fresh one.
 */
export function keepTokens({ store, request, now }: TokenParts): Tokens {
  let remembered: Token | null = null;
  let inFlight: Promise<Token> | null = null;
  let forcedAt = -Infinity;

  async function stored(): Promise<Token | null> {
    const token = await store.read().catch(() => remembered);
    remembered = token ?? remembered;
    const fresh = token !== null && token.expiresAt.getTime() - now().getTime() > RENEW_BEFORE_MS;
    return fresh ? token : null;
  }

  async function renew(refused: string | null): Promise<Token> {
    const known = await stored();
    if (known !== null && known.value !== refused) return known;
    const plain = await request(false);
    const token = plain.value === refused ? await forced(plain) : plain;
    remembered = token;
    await store.write(token).catch(() => undefined);
    return token;
  }

  async function forced(plain: Token): Promise<Token> {
    if (now().getTime() - forcedAt < FORCE_EVERY_MS) return plain;
    forcedAt = now().getTime();
    return request(true);
  }

  function renewOnce(refused: string | null): Promise<Token> {
    inFlight ??= renew(refused).finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  return {
    current: async () => ((await stored()) ?? (await renewOnce(null))).value,
    insteadOf: async (refused) => (await renewOnce(refused)).value,
  };
}

/** A store for one process. */
export function tokensInMemory(): TokenStore {
  let kept: Token | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (token) => {
      kept = token;
      return Promise.resolve();
    },
  };
}

/** Runs a call with the token; a refused token is replaced once, then the refusal stands. */
export async function withToken<T>(
  tokens: Tokens,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const token = await tokens.current();
  try {
    return await call(token);
  } catch (fault) {
    if (!(fault instanceof PlatformError) || fault.verdict !== 'token') throw fault;
    return call(await tokens.insteadOf(token));
  }
}
