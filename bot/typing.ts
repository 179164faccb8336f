import type { Desk } from './dialogue/desk.ts';
import type { Channels } from './open-channels.ts';

/** Somebody who waits longer than this sees that an answer is being written. */
const SLOW_MS = 2_000;

/** Shows 对方正在输入 where the channel can; a hint only, its failure is nobody's business. */
export const showingTyping =
  (receive: Desk['receive'], outward: Channels['outward']): Desk['receive'] =>
  async (inbound) => {
    const slow = setTimeout(() => {
      const channel = outward(inbound.bureau, inbound.channel);
      channel?.showTyping?.(inbound.from).catch(() => undefined);
    }, SLOW_MS);
    try {
      return await receive(inbound);
    } finally {
      clearTimeout(slow);
    }
  };
