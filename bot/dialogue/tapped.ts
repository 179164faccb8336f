import type { Tx } from '../../domain/index.ts';
import {
  findCard,
  keepCode,
  offerById,
  type ConversationRow,
} from '../../domain/exchange/index.ts';
import type { Inbound, InboundBody } from '../channels/inbound.ts';
import { converse } from './converse.ts';
import type { Parts } from './knowing.ts';

type Tap = Extract<InboundBody, { kind: 'card' }>;

/** What a tap leads to: said in the chat, and shown on the card where it is settled. */
export interface Tapped {
  readonly text: string | null;
  readonly card?: string;
  /** nothing is settled by it: more is asked first */
  readonly asks?: true;
}

const NOT_KNOWN =
  '这张卡片已经失效，没有记下什么。需要答复请直接回复文字，或回复“人工”找工作人员。';

const answeredAlready = (words: string): string =>
  `这张卡片已经答复过（${words}），这次点按没有改变什么。`;

/** How to take an answer back, in this offer's own word; nothing where none can be (C-11). */
const otherwise = ({ repertoire }: Parts, name: string): string => {
  const kind = repertoire.offers.find((one) => one.name === name);
  const isAsked = (reply: string): boolean =>
    kind?.replies.find(({ id }) => id === reply)?.needs !== undefined;
  const button = kind?.buttons?.find(({ reply }) => isAsked(reply));
  return button === undefined
    ? '不用再点。'
    : `情况有变化，请直接回复文字，例如“${button.label}”加原因。`;
};

interface Tapping {
  readonly inbound: Inbound;
  readonly tap: Tap;
  readonly conversation: ConversationRow;
  readonly now: Date;
}

/**
 * A button of a card does what the typed answer does, once: the conversation is locked, so the
 * second of two taps finds the card settled and is told so (wechat-platform B3). Whether it comes
 * in time is judged by the action, never by the card.
 */
export const answerTap = async (
  parts: Parts,
  tx: Tx,
  { inbound, tap, conversation, now }: Tapping,
): Promise<Tapped> => {
  const card = await findCard(tx, tap.taskId);
  const offer = card?.conversation === conversation.id ? await offerById(tx, card.offer) : null;
  if (card === null || offer === null) return { text: NOT_KNOWN };
  if (card.words !== null)
    return {
      text: `${answeredAlready(card.words)}${otherwise(parts, offer.name)}`,
      card: card.words,
    };
  const { taskId, choice, responseCode } = tap;
  if (responseCode !== undefined) await keepCode(tx, taskId, { code: responseCode, now });
  const text = await converse(parts, tx, {
    conversation,
    message: { kind: 'onCard', offer: offer.id, reply: choice },
    identity: { channel: inbound.channel, id: inbound.from },
    arrival: null,
    tapped: { offer, card: taskId },
  });
  const shown = await shownBy(tx, taskId);
  return shown.card === undefined ? { text, asks: true } : { text, ...shown };
};

/** A card that was answered by another tap while this one still asked: it asks no more (F16). */
export const answeredMeanwhile = async (tx: Tx, taskId: string): Promise<Tapped | null> => {
  const { card } = await shownBy(tx, taskId);
  return card === undefined ? null : { text: answeredAlready(card), card };
};

/** What the card shows now; nothing while its buttons still stand. */
export const shownBy = async (tx: Tx, taskId: string): Promise<{ readonly card?: string }> => {
  const words = (await findCard(tx, taskId))?.words ?? null;
  return words === null ? {} : { card: words };
};
