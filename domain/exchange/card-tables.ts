import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';

/** A card with buttons on somebody's phone, and what it leads to. */
export interface CardRow {
  /** the platform's task id: one card for ever */
  readonly id: string;
  readonly conversation: string;
  /** the offer it asks about */
  readonly offer: string;
  /** digest of what is asked: a reminder asks the same again */
  readonly question: string;
  /** sealed code that changes the card once within 72 hours (wechat-platform B3) */
  readonly code: string | null;
  readonly codeAt: string | null;
  /** what stands where the buttons stood; null: not answered */
  readonly words: string | null;
  /** from then on the phone is to be told what became of it; null: it shows it */
  readonly owedAt: string | null;
  readonly createdAt: string;
}

export const cards = defineTable<CardRow>({
  name: 'card',
  columns: {
    id: key(str(64)),
    conversation: str(64),
    offer: id(),
    question: str(64),
    code: maybe(long()),
    codeAt: maybe(time()),
    words: maybe(str(40)),
    owedAt: maybe(time()),
    createdAt: time(),
  },
  indices: [
    { name: 'card_question', columns: ['bureau', 'question'] },
    { name: 'card_owed', columns: ['bureau', 'owedAt'] },
  ],
});

/** When messages left for one member within the last hour, for all processes (wechat-platform B4). */
export interface SendPlaceRow {
  /** the conversation */
  readonly id: string;
  /** instants in milliseconds, oldest first */
  readonly times: readonly number[];
  readonly changes: number;
}

export const sendPlaces = defineTable<SendPlaceRow>({
  name: 'send_place',
  columns: { id: key(str(64)), times: json(), changes: int() },
});
