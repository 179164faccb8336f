import { IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import type { Json } from '../kernel/action.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import type { Tx } from '../store/scope.ts';
import { cards, type CardRow } from './card-tables.ts';
import { offers, type OfferRow } from './tables.ts';

export type { CardRow } from './card-tables.ts';

/** The platform takes a code once within 72 hours (B3); an hour is for the way there and the clocks. */
const CODE_MS = 71 * 3_600_000;
/** For so long the platform's own answer to a tap may still change the card. */
const ANSWER_MS = 15_000;

/** What somebody may answer, by its id: a card names it for ever, however old it is. */
export const offerById = async (
  tx: Tx,
  id: string,
): Promise<{ readonly id: string; readonly name: string; readonly params: Json } | null> => {
  const row = await tx.table(offers).one({ id });
  return row === null ? null : { id: row.id, name: row.offer, params: row.params as Json };
};

const questionOf = ({ target, offer, params }: OfferRow): string =>
  sm3Hex(JSON.stringify([target, offer, params]));

/** Puts a card on record before it leaves: a finger may be faster than the answer to the send. */
export const putCard = async (
  tx: Tx,
  card: Pick<CardRow, 'id' | 'conversation' | 'offer'> & { readonly now: Date },
): Promise<void> => {
  const { id, conversation, now } = card;
  const offer = await tx.table(offers).one({ id: card.offer });
  if (offer === null || (await tx.table(cards).one({ id })) !== null) return;
  await tx.table(cards).insert({
    id,
    conversation,
    offer: offer.id,
    question: questionOf(offer),
    code: null,
    codeAt: null,
    words: null,
    owedAt: null,
    createdAt: now.toISOString(),
  });
};

export const findCard = (tx: Tx, id: string): Promise<CardRow | null> =>
  tx.table(cards).one({ id });

/** The newest code is kept: every send and every tap gives one. */
export const keepCode = async (
  tx: Tx,
  id: string,
  { code, now }: { readonly code: string; readonly now: Date },
): Promise<void> => {
  await tx.table(cards).change({ id }, { code: tx.vault.seal(code), codeAt: now.toISOString() });
};

/**
 * Every card that asks what was answered shows the outcome. The tapped one is changed by the
 * platform's own answer first; the others, and cards answered in words, at once.
 */
export const settleCards = async (
  tx: Tx,
  { offer, words, now }: { readonly offer: string; readonly words: string; readonly now: Date },
  tapped: string | null,
): Promise<void> => {
  const asked = await tx.table(offers).one({ id: offer });
  if (asked === null) return;
  const asking = await tx.table(cards).find({ question: questionOf(asked), words: IsNull() });
  for (const { id } of asking) {
    const later = new Date(now.getTime() + (id === tapped ? ANSWER_MS : 0));
    await tx.table(cards).change({ id }, { words, owedAt: later.toISOString() });
  }
};

/** A card that still asks and can still be changed, and the notice it went out with. */
export interface AskingCard {
  readonly offer: string;
  readonly notice: string;
}

const ASKING_AT_ONCE = 50;

/** By ascending id after `after`, so many at a time. */
export const askingCards = async (
  tx: Tx,
  { now, after }: { readonly now: Date; readonly after: string },
): Promise<{ readonly asking: readonly AskingCard[]; readonly last: string | null }> => {
  const since = new Date(now.getTime() - CODE_MS).toISOString();
  const rows = await tx
    .table(cards)
    .find(
      { id: MoreThan(after), words: IsNull(), codeAt: MoreThan(since) },
      { order: { id: 'ASC' }, limit: ASKING_AT_ONCE },
    );
  const asking: AskingCard[] = [];
  for (const { offer } of rows) {
    const asked = await tx.table(offers).one({ id: offer });
    if (typeof asked?.notice === 'string') asking.push({ offer, notice: asked.notice });
  }
  return { asking, last: rows.length < ASKING_AT_ONCE ? null : (rows.at(-1)?.id ?? null) };
};

/** The phone shows it, or never will. */
export const cardShown = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(cards).change({ id }, { owedAt: null });
};

/** A card that is to be changed now: `code` null when there is none that still works. */
export interface OwedCard {
  readonly id: string;
  readonly conversation: string;
  readonly words: string;
  readonly code: string | null;
}

/** Takes the cards to be changed: each is handed out once, and its code with it. */
export const takeOwedCards = async (tx: Tx, now: Date): Promise<readonly OwedCard[]> => {
  const due = { owedAt: LessThanOrEqual(now.toISOString()) };
  const rows = await tx.table(cards).find(due, { order: { owedAt: 'ASC' }, limit: 20 });
  const taken: OwedCard[] = [];
  for (const row of rows) {
    const mine = await tx
      .table(cards)
      .change({ id: row.id, ...due }, { owedAt: null, code: null, codeAt: null });
    if (mine === 1)
      taken.push({
        id: row.id,
        conversation: row.conversation,
        words: row.words ?? '',
        code: usableCode(tx, row, now),
      });
  }
  return taken;
};

const usableCode = (tx: Tx, { code, codeAt }: CardRow, now: Date): string | null => {
  if (code === null || codeAt === null) return null;
  return now.getTime() - new Date(codeAt).getTime() < CODE_MS ? String(tx.vault.open(code)) : null;
};
