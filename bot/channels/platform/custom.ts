import { z } from 'zod';

import type { PlayedAccount } from './account.ts';
import type { ShownCustom } from './official-state.ts';
import { done, failed, type ApiAnswer, type ApiRequest } from './answers.ts';
import { spendWindow } from './windows.ts';

const to = { touser: z.string() };
const mediaId = z.object({ media_id: z.string() });

const Custom = z.discriminatedUnion('msgtype', [
  z.object({ ...to, msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({
    ...to,
    msgtype: z.literal('msgmenu'),
    msgmenu: z.object({
      head_content: z.string(),
      list: z.array(z.object({ id: z.string().min(1), content: z.string().min(1) })).min(1),
      tail_content: z.string(),
    }),
  }),
  z.object({ ...to, msgtype: z.literal('image'), image: mediaId }),
  z.object({ ...to, msgtype: z.literal('voice'), voice: mediaId }),
]);
type Custom = z.output<typeof Custom>;

/** One customer-service message; each costs one of the window, whatever it is (wechat-platform A7). */
export function sendCustom(account: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const message = Custom.safeParse(json);
  if (!message.success) return failed(40008);
  const follower = account.knows(message.data.touser);
  if (follower === undefined) return failed(40003);
  if (!follower.follows) return failed(45015);
  const wrong = fault(account, message.data);
  if (wrong !== null) return failed(wrong);
  const spent = spendWindow(follower.windows, account.now());
  if (typeof spent === 'number') return failed(spent);
  follower.windows = spent;
  account.ledger.push(shown(message.data, account.now()));
  return done();
}

function fault(account: PlayedAccount, message: Custom): number | null {
  switch (message.msgtype) {
    case 'text':
      return textFault(message.text.content);
    case 'msgmenu':
      return textFault(message.msgmenu.head_content);
    case 'image':
      return account.media(message.image.media_id) === undefined ? 40007 : null;
    case 'voice':
      return account.media(message.voice.media_id) === undefined ? 40007 : null;
  }
}

function textFault(text: string): number | null {
  if (text === '') return 44004;
  return Buffer.byteLength(text) > 2048 ? 45002 : null;
}

function shown(message: Custom, at: Date): ShownCustom {
  const where = { to: message.touser, at };
  switch (message.msgtype) {
    case 'text':
      return { kind: 'message', ...where, text: message.text.content };
    case 'msgmenu': {
      const { head_content: head, list, tail_content: tail } = message.msgmenu;
      const items = list.map(({ id, content }) => ({ id, label: content }));
      return { kind: 'menu', ...where, head, items, tail };
    }
    case 'image':
      return { kind: 'media', ...where, media: 'image', mediaId: message.image.media_id };
    case 'voice':
      return { kind: 'media', ...where, media: 'voice', mediaId: message.voice.media_id };
  }
}

const Typing = z.object({ ...to, command: z.enum(['Typing', 'CancelTyping']) });

/** Needs an open window like a message, and takes nothing of it. */
export function showTyping(account: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const asked = Typing.safeParse(json);
  if (!asked.success) return failed(40008);
  const follower = account.knows(asked.data.touser);
  if (follower === undefined) return failed(40003);
  const spent = spendWindow(follower.windows, account.now());
  if (typeof spent === 'number') return failed(spent);
  account.official.typing.push(asked.data.touser);
  return done();
}
