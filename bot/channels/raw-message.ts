import type { payloads } from 'wechaty-puppet';
import { types } from 'wechaty-puppet';

import type { Delivery } from './deliveries.ts';
import type { InboundBody } from './inbound.ts';

type MessageBody = Extract<
  InboundBody,
  { kind: 'text' | 'image' | 'voice' | 'video' | 'location' | 'link' }
>;

/** Has wechaty a word for it? Everything else is a happening, never a faked text. */
export function isMessage(body: InboundBody): body is MessageBody {
  return body.kind in messageTypes;
}

/** A delivery as wechaty's message; `listenerId` is the channel itself. */
export function messagePayload(delivery: Delivery, listenerId: string): payloads.Message {
  const { deliveryId, inbound } = delivery;
  const { body } = inbound;
  return {
    id: deliveryId,
    talkerId: inbound.from,
    listenerId,
    timestamp: inbound.sentAt.getTime(),
    type: isMessage(body) ? messageTypes[body.kind] : types.Message.Unknown,
    ...(body.kind === 'text' && { text: body.text }),
  };
}

/** A person as wechaty's contact, from the openid alone: no call that could fail. */
export function contactPayload(id: string): payloads.Contact {
  return {
    id,
    name: id,
    avatar: '',
    gender: types.ContactGender.Unknown,
    type: types.Contact.Individual,
    phone: [],
  };
}

const messageTypes = {
  text: types.Message.Text,
  image: types.Message.Image,
  voice: types.Message.Audio,
  video: types.Message.Video,
  location: types.Message.Location,
  link: types.Message.Url,
} satisfies Record<MessageBody['kind'], types.Message>;
