import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { BureauId } from '../../../domain/index.ts';
import type { Inbound, InboundBody, SubscriptionChange } from '../inbound.ts';
import { parseJson } from '../transport/json.ts';
import { parseXml } from '../transport/xml.ts';

/** A push in our words, and `account`: the account's original id, from which the reply goes out. */
export interface ReadPush {
  readonly inbound: Inbound;
  readonly account: string;
}

export interface PushSource {
  readonly bureau: BureauId;
  readonly nonce: string;
}

/** XML or JSON, whichever the console chose: the first character tells (wechat-platform A2). */
export function parsePush(body: string): Readonly<Record<string, unknown>> | null {
  return body.trimStart().startsWith('{') ? parseJson(body) : parseXml(body);
}

/** A decrypted push in our words; null when it lacks what every push has. Unknown types are 'other'. */
export function readPush(body: string, { bureau, nonce }: PushSource): ReadPush | null {
  const fields = parsePush(body);
  const envelope = Envelope.safeParse(fields);
  if (fields === null || !envelope.success) return null;
  const { ToUserName, FromUserName, CreateTime } = envelope.data;
  const inbound: Inbound = {
    bureau,
    channel: 'official-account',
    from: FromUserName,
    key: keyOf(envelope.data, body),
    nonce,
    sentAt: new Date(Number(CreateTime) * 1000),
    body: readBody(fields, envelope.data),
  };
  return { inbound, account: ToUserName };
}

/** JSON accounts send some fields as numbers. */
const text = z.union([z.string(), z.number()]).transform(String);
const id = text.pipe(z.string().min(1).max(64));
const optional = text.optional().transform((value) => (value === '' ? undefined : value));

const Envelope = z.object({
  ToUserName: id,
  FromUserName: id,
  CreateTime: text.pipe(z.string().regex(/^\d{1,11}$/)),
  MsgType: id,
  Event: id.optional(),
  MsgId: id.optional(),
  MsgID: id.optional(),
});
type Envelope = z.output<typeof Envelope>;

type Reader = z.ZodType<InboundBody>;
const media = (kind: 'image' | 'video'): Reader =>
  z.object({ MediaId: text }).transform(({ MediaId }) => ({ kind, mediaId: MediaId }));

/** One entry stands as an object, several as an array, in XML and in JSON alike (A3). */
const oneOrMany = <T extends z.ZodType>(entry: T) =>
  z.preprocess(
    (value): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(entry).min(1),
  );

const Answered = z
  .object({ TemplateId: id, SubscribeStatusString: z.enum(['accept', 'reject']) })
  .transform(({ TemplateId, SubscribeStatusString: said }): SubscriptionChange => ({
    templateId: TemplateId,
    status: said === 'accept' ? 'accepted' : 'rejected',
  }));

const Sent = z
  .object({ TemplateId: id, MsgID: id, ErrorCode: text })
  .transform(({ TemplateId, MsgID, ErrorCode }): SubscriptionChange => ({
    templateId: TemplateId,
    messageId: MsgID,
    ...(ErrorCode === '0' ? { status: 'sent' } : { status: 'failed', errcode: ErrorCode }),
  }));

/** `judged`: what one entry means under this event. */
const changes = (
  element: string,
  entry: typeof Answered | typeof Sent,
  judged: (change: SubscriptionChange) => readonly SubscriptionChange[] = (change) => [change],
): Reader =>
  z.object({ [element]: z.object({ List: oneOrMany(entry) }) }).transform((sent) => ({
    kind: 'subscription',
    templates: (sent[element]?.List ?? []).flatMap(judged),
  }));

/** By MsgType (A3). */
const messages: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'text',
    z.object({ Content: text, bizmsgmenuid: optional }).transform((sent) => ({
      kind: 'text',
      text: sent.Content,
      ...(sent.bizmsgmenuid !== undefined && { menuItem: sent.bizmsgmenuid }),
    })),
  ],
  ['image', media('image')],
  [
    'voice',
    z.object({ MediaId: text, Format: optional, Recognition: optional }).transform((sent) => ({
      kind: 'voice',
      mediaId: sent.MediaId,
      ...(sent.Recognition !== undefined && { words: sent.Recognition }),
      ...(sent.Format !== undefined && { format: sent.Format }),
    })),
  ],
  ['video', media('video')],
  ['shortvideo', media('video')],
  [
    'location',
    z.object({ Location_X: text, Location_Y: text, Label: text.default('') }).transform((sent) => ({
      kind: 'location',
      label: sent.Label,
      latitude: sent.Location_X,
      longitude: sent.Location_Y,
    })),
  ],
  [
    'link',
    z
      .object({ Title: text.default(''), Description: text.default(''), Url: text })
      .transform((sent) => ({
        kind: 'link',
        title: sent.Title,
        description: sent.Description,
        url: sent.Url,
      })),
  ],
]);

/** By Event, exact case (A3). */
const events: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'CLICK',
    z.object({ EventKey: text }).transform((sent) => ({ kind: 'tap', item: sent.EventKey })),
  ],
  [
    'subscribe',
    z.object({ EventKey: optional }).transform(({ EventKey }) => ({
      kind: 'follow',
      ...(EventKey !== undefined && { scene: EventKey.replace(/^qrscene_/, '') }),
    })),
  ],
  ['unsubscribe', z.object({}).transform(() => ({ kind: 'unfollow' }))],
  [
    'SCAN',
    z.object({ EventKey: text }).transform((sent) => ({ kind: 'scan', scene: sent.EventKey })),
  ],
  [
    'TEMPLATESENDJOBFINISH',
    z.object({ MsgID: text, Status: text }).transform((sent) => ({
      kind: 'delivery',
      messageId: sent.MsgID,
      delivered: sent.Status === 'success',
      status: sent.Status,
    })),
  ],
  [
    'subscribe_msg_popup_event',
    // a refused window takes nothing back that was agreed to before
    changes('SubscribeMsgPopupEvent', Answered, (change) =>
      change.status === 'rejected' ? [] : [change],
    ),
  ],
  [
    'subscribe_msg_change_event',
    changes('SubscribeMsgChangeEvent', Answered, (change) => [{ ...change, managed: true }]),
  ],
  ['subscribe_msg_sent_event', changes('SubscribeMsgSentEvent', Sent)],
  [
    'user_authorization_revoke',
    z.object({}).transform(() => ({ kind: 'rights', change: 'revoked' })),
  ],
  ['user_info_modified', z.object({}).transform(() => ({ kind: 'rights', change: 'modified' }))],
]);

/** Nothing is refused for being new or odd: that would show the sender a fault notice (A3). */
function readBody(fields: Readonly<Record<string, unknown>>, envelope: Envelope): InboundBody {
  const { MsgType, Event = '' } = envelope;
  const reader = MsgType === 'event' ? events.get(Event) : messages.get(MsgType);
  const read = reader?.safeParse(fields);
  if (read?.success === true) return read.data;
  return { kind: 'other', type: MsgType === 'event' ? `event:${Event}` : MsgType };
}

/**
 * The name of a push for ever (A4). MsgId alone repeats across users; sender and second alone
 * merge different events; so an event adds its own id, or a digest of all it says.
 */
function keyOf(envelope: Envelope, body: string): string {
  const { FromUserName, CreateTime, Event, MsgId, MsgID } = envelope;
  const name = MsgId ?? MsgID ?? createHash('sha256').update(body).digest('hex').slice(0, 32);
  const kind = envelope.MsgType === 'event' ? `event:${Event ?? ''}` : 'message';
  return [kind, FromUserName, CreateTime, name].join(':');
}
