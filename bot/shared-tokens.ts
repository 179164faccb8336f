import type { App, BureauId, Tx } from '../domain/index.ts';
import {
  failTokenTurn,
  mayForceToken,
  readToken,
  takeTokenTurn,
  writeToken,
  type TokenAsker,
} from '../domain/exchange/index.ts';
import { PlatformError, type Verdict } from './channels/platform-error.ts';
import type { TokenStore } from './channels/transport/tokens.ts';
import { FORCE_EVERY_MS, restAfter } from './channels/transport/turns.ts';

interface Sharing {
  readonly app: App;
  readonly bureau: BureauId;
  /** names the account among the platforms' tokens: `official-account:wx…` */
  readonly name: string;
  readonly uuid: () => string;
  readonly onFault: (fault: unknown) => void;
}

/** longer than the platform takes to answer, shorter than others are willing to wait */
const LEASE_MS = 8_000;
const VERDICTS: readonly string[] = ['retry', 'token', 'operator', 'refused'] satisfies Verdict[];

/** One account's token in its row: all processes share it, and one of them asks for a new one (F36). */
export const sharedTokens = ({ app, bureau, name, uuid, onFault }: Sharing): TokenStore => {
  const me = uuid();
  const asker = (): TokenAsker => ({ name, asker: me, now: app.clock() });
  const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    app.gate.transaction(bureau, work);
  return {
    read: () => inside((tx) => readToken(tx, name)),
    write: (token) => inside((tx) => writeToken(tx, asker(), token)),
    turns: {
      take: async (isGood) => {
        const lease = { leaseMs: LEASE_MS, isGood };
        const taken = await inside((tx) => takeTokenTurn(tx, asker(), lease));
        return taken.kind === 'resting'
          ? { kind: 'resting', fault: faultOf(taken.trouble) }
          : taken;
      },
      mayForce: () => inside((tx) => mayForceToken(tx, asker(), FORCE_EVERY_MS)),
      failed: async (fault) => {
        onFault(fault);
        const trouble = `${fault.verdict} ${fault.errcode ?? ''}`;
        await inside((tx) => failTokenTurn(tx, asker(), { trouble, restAfter }));
      },
    },
  };
};

/** What another process was told, for the callers of this one. */
const faultOf = (trouble: string): PlatformError => {
  const [verdict = '', errcode = ''] = trouble.split(' ');
  return new PlatformError({
    path: 'access token',
    errcode: errcode === '' ? null : Number(errcode),
    errmsg: 'asked in vain a moment ago',
    rid: null,
    verdict: VERDICTS.includes(verdict) ? (verdict as Verdict) : 'retry',
  });
};
