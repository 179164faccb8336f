import type { ChatIdentity, Tx } from '../../domain/index.ts';
import { readConversation, takeOwedCards, type OwedCard } from '../../domain/exchange/index.ts';
import { PlatformError } from '../channels/platform-error.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

/**
 * Cards that were answered in words, or by a tap whose answer came too late for the platform: each
 * is told once by its code; one that can no longer be changed is explained in the chat (B3).
 */
export const updateCards: Pump = {
  name: 'update-cards',
  run: async (hand) => {
    const { app, bureau } = hand;
    const owed = await app.gate.transaction(bureau, async (tx) => {
      const taken = await takeOwedCards(tx, app.clock());
      return Promise.all(taken.map(async (card) => ({ card, to: await whose(tx, card) })));
    });
    for (const { card, to } of owed) await show(hand, card, to);
    return owed.length > 0;
  },
};

const whose = async (tx: Tx, { conversation }: OwedCard): Promise<ChatIdentity | null> => {
  const row = await readConversation(tx, conversation);
  return row?.following === 1 ? (tx.vault.open(row.identity) as ChatIdentity) : null;
};

const show = async (
  { outward, bureau, onFault }: DutyHand,
  { code, words }: OwedCard,
  to: ChatIdentity | null,
): Promise<void> => {
  const channel = to === null ? null : outward(bureau, to.channel);
  if (to === null || channel === null) return;
  const explain = (): Promise<unknown> =>
    channel.deliver(to.id, `您的答复已经记下：${words}。那张卡片不会再变，不用再点。`);
  if (code === null || channel.updateCard === undefined) {
    await explain().catch(onFault);
    return;
  }
  await channel
    .updateCard({ to: to.id, responseCode: code, words })
    .catch((fault: unknown) => (isTooLate(fault) ? explain() : Promise.reject(asError(fault))))
    .catch(onFault);
};

/** Refused for good: the code was used or is too old. */
const isTooLate = (fault: unknown): boolean =>
  fault instanceof PlatformError && fault.verdict === 'refused';

const asError = (fault: unknown): Error =>
  fault instanceof Error ? fault : new Error('updating a card failed');
