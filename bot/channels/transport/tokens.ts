import { PlatformError } from '../platform-error.ts';
import { turnsOfOne, type OwnTurns, type TokenTurns } from './turns.ts';
import { noAnswer } from './verdicts.ts';

/** An access token and when it ends. */
export interface Token {
  readonly value: string;
  readonly expiresAt: Date;
}

/** Where the token of one account is shared between processes (one row). */
export interface TokenStore {
  readonly read: () => Promise<Token | null>;
  readonly write: (token: Token) => Promise<void>;
  /** whose turn it is to ask the platform, over all processes; absent: this process is the only one */
  readonly turns?: TokenTurns;
}

/** What callers of the platform use; both throw `PlatformError`. */
export interface Tokens {
  readonly current: () => Promise<string>;
  /** another token than the one the platform just refused */
  readonly insteadOf: (refused: string) => Promise<string>;
}

export interface TokenParts {
  readonly store: TokenStore;
  /**
   * stable_token; `force` kills the present one and is rationed: 20 a day, 30 s apart (A9). WeCom's
   * gettoken knows no force: there it is a second plain question (B1).
   */
  readonly request: (force: boolean) => Promise<Token>;
  readonly now: () => Date;
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** stable_token gives a new one in the last five minutes and lets the old one live on. */
const RENEW_BEFORE_MS = 4 * 60_000;
/** while another process asks: looked at so often, longer than its lease */
const LOOKS = 50;
const LOOK_MS = 200;
const CALL = 'access token';

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Keeps one account's token: remembered, renewed in time, asked for by one caller of one process at
 * a time (F36). A refused token is first compared with the stored one, so that whoever fails late
 * finds the new one instead of asking again (wechat-platform A9). Asking in vain is followed by a
 * rest that all processes keep. A store that fails is no reason to fail: this process then asks by
 * itself, under the same limits.
 */
export function keepTokens(parts: TokenParts): Tokens {
  const { store, now } = parts;
  let remembered: Token | null = null;
  let inFlight: Promise<Token> | null = null;
  const asking: Asking = { parts, own: turnsOfOne(now, () => remembered) };

  const isFresh = (token: Token): boolean =>
    token.expiresAt.getTime() - now().getTime() > RENEW_BEFORE_MS;

  async function renew(refused: string | null): Promise<Token> {
    const isGood = (token: Token): boolean => token.value !== refused && isFresh(token);
    const known = await store.read().catch(() => remembered);
    const token =
      known !== null && isGood(known) ? known : await inTurn(asking, { refused, isGood });
    remembered = token;
    return token;
  }

  function renewOnce(refused: string | null): Promise<Token> {
    inFlight ??= renew(refused).finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  return {
    current: async () =>
      (remembered !== null && isFresh(remembered) ? remembered : await renewOnce(null)).value,
    insteadOf: async (refused) => {
      const first = await renewOnce(refused);
      // the renewal joined here may have begun before anybody knew that its token is dead
      return (first.value === refused ? await renewOnce(refused) : first).value;
    },
  };
}

interface Asking {
  readonly parts: TokenParts;
  readonly own: OwnTurns;
}

interface Wanted {
  readonly refused: string | null;
  readonly isGood: (token: Token) => boolean;
}

/** One process asks, the others wait for what it gets. */
async function inTurn(asking: Asking, wanted: Wanted): Promise<Token> {
  const { pause = sleep } = asking.parts;
  for (let look = 0; look < LOOKS; look += 1) {
    const { turns, turn } = await take(asking, wanted);
    switch (turn.kind) {
      case 'known':
        return turn.token;
      case 'mine':
        return ask(asking, turns, wanted);
      case 'resting':
        throw turn.fault;
      case 'others':
        await pause(LOOK_MS);
    }
  }
  throw noAnswer(CALL, 'another process is asking', 'retry');
}

async function take({ parts, own }: Asking, { isGood }: Wanted) {
  const { turns = own } = parts.store;
  try {
    return { turns, turn: await turns.take(isGood) };
  } catch {
    return { turns: own, turn: await own.take(isGood) };
  }
}

async function ask({ parts, own }: Asking, turns: TokenTurns, wanted: Wanted): Promise<Token> {
  try {
    const token = await another(parts, turns, wanted);
    own.ended();
    await parts.store.write(token).catch(() => undefined);
    return token;
  } catch (fault) {
    if (fault instanceof PlatformError) await turns.failed(fault).catch(() => undefined);
    throw fault;
  }
}

/** The platform's token; when it still names the refused one, that one is killed by force. */
async function another(
  { request }: TokenParts,
  turns: TokenTurns,
  { refused }: Wanted,
): Promise<Token> {
  const plain = await request(false);
  if (plain.value !== refused) return plain;
  if (await turns.mayForce().catch(() => false)) {
    const forced = await request(true);
    if (forced.value !== refused) return forced;
  }
  throw noAnswer(CALL, 'the refused one again', 'token');
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
