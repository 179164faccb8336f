import { claimScene, sceneFailed, sceneMade, scenesToMake } from '../../domain/exchange/index.ts';
import type { Tx } from '../../domain/index.ts';
import { PlatformError } from '../channels/platform-error.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

type Wanted = Awaited<ReturnType<typeof scenesToMake>>[number];

const TRIES = 6;

/** Codes to be scanned: the site asks for them, the bot fetches them from the platform (A1). */
export const makeQrCodes: Pump = {
  name: 'qr-codes',
  run: async (hand) => {
    const { app, bureau } = hand;
    const wanted = await app.gate.transaction(bureau, (tx) => scenesToMake(tx, app.clock()));
    for (const row of wanted) await makeOne(hand, row);
    return wanted.length > 0;
  },
};

const makeOne = async (hand: DutyHand, row: Wanted): Promise<void> => {
  const { app, bureau } = hand;
  const again = new Date(app.clock().getTime() + 2 ** row.attempts * 5_000);
  const mine = await app.gate.transaction(bureau, (tx) => claimScene(tx, row, again));
  if (!mine) return;
  const made = await asked(hand, row);
  const isLast = row.attempts + 1 >= TRIES;
  await app.gate.transaction(bureau, (tx) => settle(tx, row, { made, isLast }));
};

const settle = async (
  tx: Tx,
  { id }: Wanted,
  { made, isLast }: { readonly made: Made; readonly isLast: boolean },
): Promise<void> => {
  if (made.kind === 'made') await sceneMade(tx, id, made.url);
  if (made.kind === 'failed') await sceneFailed(tx, id, made.why);
  if (made.kind === 'later' && isLast) await sceneFailed(tx, id, NO_ANSWER);
};

const NO_ANSWER = '公众平台没有答复，请稍后再试';

type Made =
  | { readonly kind: 'made'; readonly url: string }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'later' };

const asked = async (hand: DutyHand, row: Wanted): Promise<Made> => {
  const outward = hand.outward(hand.bureau, 'official-account');
  if (outward?.makeQr === undefined) return { kind: 'failed', why: '没有开通公众号' };
  const validUntil = row.validUntil === null ? null : new Date(row.validUntil);
  try {
    return { kind: 'made', url: await outward.makeQr({ id: row.id, validUntil }) };
  } catch (fault) {
    hand.onFault(fault);
    return fault instanceof PlatformError ? judged(fault) : { kind: 'later' };
  }
};

const judged = ({ errcode, verdict }: PlatformError): Made => {
  if (errcode === null || verdict === 'retry' || verdict === 'token') return { kind: 'later' };
  return {
    kind: 'failed',
    why:
      errcode === 48001
        ? '公众号没有带参数二维码的权限（需要认证的服务号）'
        : `公众平台不给二维码（${errcode}）`,
  };
};
