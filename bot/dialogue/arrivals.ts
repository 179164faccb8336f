import { openWindow, setFollowing, type ConversationRow } from '../../domain/exchange/index.ts';
import { settleSend } from '../../domain/notices/index.ts';
import type { Tx } from '../../domain/index.ts';
import type { Inbound, InboundBody } from '../channels/inbound.ts';
import type { Message } from './outcome.ts';

/** What the engine hears of an inbound; null for what needs no answer. */
export const messageOf = (body: InboundBody): Message | null => {
  switch (body.kind) {
    case 'text':
      return { kind: 'text', text: body.text };
    case 'image':
    case 'voice':
    case 'video':
      return { kind: 'attachments' };
    case 'tap':
      return { kind: 'tap', item: body.item };
    case 'follow':
    case 'scan':
      return { kind: 'follow' };
    case 'location':
    case 'link':
      return { kind: 'other', what: body.kind };
    case 'unfollow':
    case 'card':
    case 'subscription':
    case 'rights':
    case 'delivery':
    case 'other':
      return null;
  }
};

const MINUTE = 60_000;
/** What the platform allows after each kind of action (wechat-platform A7). */
const WINDOWS: Partial<
  Record<InboundBody['kind'], { readonly ms: number; readonly messages: number }>
> = {
  text: { ms: 48 * 60 * MINUTE, messages: 5 },
  image: { ms: 48 * 60 * MINUTE, messages: 5 },
  voice: { ms: 48 * 60 * MINUTE, messages: 5 },
  video: { ms: 48 * 60 * MINUTE, messages: 5 },
  location: { ms: 48 * 60 * MINUTE, messages: 5 },
  link: { ms: 48 * 60 * MINUTE, messages: 5 },
  tap: { ms: MINUTE, messages: 3 },
  follow: { ms: MINUTE, messages: 3 },
  scan: { ms: MINUTE, messages: 3 },
};

/** What an arrival changes beside the talk: the window to write back, following or not, a send's result. */
export const afterwards = async (
  tx: Tx,
  { inbound, conversation, now }: { inbound: Inbound; conversation: ConversationRow; now: Date },
): Promise<void> => {
  const window = WINDOWS[inbound.body.kind];
  if (window !== undefined)
    await openWindow(tx, conversation, {
      until: new Date(now.getTime() + window.ms),
      messages: window.messages,
    });
  if (inbound.body.kind === 'unfollow') await setFollowing(tx, conversation.id, false);
  if (inbound.body.kind === 'follow') await setFollowing(tx, conversation.id, true);
  if (inbound.body.kind === 'delivery') await settleSend(tx, { ...inbound.body, now });
};
