import type { Menu, OutgoingMedia, SubscriptionMessage, TemplateMessage } from '../outward.ts';

/** The bodies of what an account sends (wechat-platform A7, A8). */

export const textBody = (openid: string, text: string): object => ({
  touser: openid,
  msgtype: 'text',
  text: { content: text },
});

/** Choices to tap in the chat; the tap comes back as a text with the item's id. */
export const menuBody = (openid: string, { head, items, tail }: Menu): object => ({
  touser: openid,
  msgtype: 'msgmenu',
  msgmenu: {
    head_content: head,
    list: items.map(({ id, label }) => ({ id, content: label })),
    tail_content: tail,
  },
});

/** Pictures and voices only: a customer-service message carries no other file. */
export const mediaBody = (
  openid: string,
  kind: Exclude<OutgoingMedia['kind'], 'file'>,
  mediaId: string,
): object => ({ touser: openid, msgtype: kind, [kind]: { media_id: mediaId } });

const values = (fields: Readonly<Record<string, string>>): object =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }]));

export const templateBody = (message: TemplateMessage): object => ({
  touser: message.to,
  template_id: message.templateId,
  ...(message.url !== undefined && { url: message.url }),
  client_msg_id: message.clientMsgId,
  data: values(message.fields),
});

export const subscriptionBody = (message: SubscriptionMessage): object => ({
  touser: message.to,
  template_id: message.templateId,
  ...(message.url !== undefined && { page: message.url }),
  data: values(message.fields),
});
