import { In, MoreThan } from 'typeorm';
import type { Json } from '../kernel/action.ts';
import type { Notice } from '../kernel/context.ts';
import type { Tx } from '../store/scope.ts';
import { offers, type OfferRow } from './tables.ts';

const A_YEAR = 365 * 86_400_000;

/** Commits the offer that a notice carries; whether an answer is in time is judged by its action. */
export const putOffer = async (
  tx: Tx,
  notice: Notice,
  { row, now }: { readonly row: string; readonly now: Date },
): Promise<void> => {
  if (notice.offer === undefined) return;
  await tx.table(offers).insert({
    id: notice.offer.id,
    target: notice.offer.target,
    notice: row,
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
  readonly answered?: true;
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
  const open = onlyNewest(rows.filter((row) => row.state === 'open'));
  const answered = rows.filter(
    (row) => row.state === 'closed' && !open.some((one) => one.offer === row.offer),
  );
  const latest = answered.filter(
    (row, index) => answered.findIndex((one) => one.offer === row.offer) === index,
  );
  return [...open, ...latest].map(({ id, offer, params, state }) => ({
    id,
    name: offer,
    params: params as Json,
    ...(state === 'closed' && { answered: true as const }),
  }));
};

/** The same question asked twice (a reminder) is one question. */
const sameQuestion = (one: OfferRow, other: OfferRow): boolean =>
  one.offer === other.offer && JSON.stringify(one.params) === JSON.stringify(other.params);

const onlyNewest = (rows: readonly OfferRow[]): readonly OfferRow[] =>
  rows.filter((row, index) => rows.findIndex((one) => sameQuestion(one, row)) === index);

/** An answered offer is not offered again, nor is a reminder of it. */
export const closeOffer = async (tx: Tx, id: string): Promise<void> => {
  const answered = await tx.table(offers).one({ id });
  if (answered === null) return;
  const open = await tx.table(offers).find({ target: answered.target, state: 'open' });
  const same = open.filter((row) => sameQuestion(row, answered)).map((row) => row.id);
  if (same.length > 0) await tx.table(offers).change({ id: In(same) }, { state: 'closed' });
};

/** What may be answered to a notice, as long as nobody has; null: nothing. */
export const offerOfNotice = async (tx: Tx, notice: string): Promise<Offered | null> => {
  const row = await tx.table(offers).one({ notice, state: 'open' });
  return row === null ? null : { id: row.id, name: row.offer, params: row.params as Json };
};
