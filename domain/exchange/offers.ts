import { In, MoreThan } from 'typeorm';
import type { Json } from '../kernel/action.ts';
import type { Notice } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { offers } from './tables.ts';

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

/** What may be answered, as the dialogue engine sees it. */
export interface Offered {
  readonly id: string;
  readonly name: string;
  readonly params: Json;
}

const SHOWN_DAYS = 30;

/**
 * What these people may answer: the open offers; where a kind has none open, the latest answered
 * one, so that a second answer is understood and judged by its action (F16). Newest first.
 */
export const offersFor = async (
  tx: Tx,
  targets: readonly string[],
  now: Date,
): Promise<readonly Offered[]> => {
  if (targets.length === 0) return [];
  const since = new Date(now.getTime() - SHOWN_DAYS * 86_400_000).toISOString();
  const rows = await tx
    .table(offers)
    .find(
      { target: In([...targets]), createdAt: MoreThan(since) },
      { order: { createdAt: 'DESC' }, limit: 40 },
    );
  const open = rows.filter((row) => row.state === 'open');
  const answered = rows.filter(
    (row) => row.state === 'closed' && !open.some((one) => one.offer === row.offer),
  );
  const latest = answered.filter(
    (row, index) => answered.findIndex((one) => one.offer === row.offer) === index,
  );
  return [...open, ...latest].map(({ id, offer, params }) => ({ id, name: offer, params: params as Json }));
};

/** An answered offer is not offered again. */
export const closeOffer = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(offers).change({ id }, { state: 'closed' });
};
