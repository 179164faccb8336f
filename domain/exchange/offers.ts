import type { Notice } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { offers, type OfferRow } from './tables.ts';

const A_YEAR = 365 * 86_400_000;

/** Commits the offer that a notice carries; whether an answer is in time is judged by its action. */
export const putOffer = async (tx: Tx, notice: Notice, now: Date): Promise<void> => {
  if (notice.offer === undefined) return;
  await tx.table(offers).insert({
    id: notice.offer.id,
    target: notice.offer.target,
    offer: notice.offer.name,
    params: notice.offer.params,
    validUntil: (notice.validUntil ?? new Date(now.getTime() + A_YEAR)).toISOString(),
    state: 'open',
    createdAt: now.toISOString(),
  });
};

/** What these people may answer now, newest first. */
export const openOffers = (tx: Tx, targets: readonly string[]): Promise<OfferRow[]> =>
  targets.length === 0
    ? Promise.resolve([])
    : tx.table(offers).find(
        targets.map((target) => ({ target, state: 'open' as const })),
        { order: { createdAt: 'DESC' }, limit: 10 },
      );

/** An answered offer is not offered again. */
export const closeOffer = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(offers).change({ id }, { state: 'closed' });
};
