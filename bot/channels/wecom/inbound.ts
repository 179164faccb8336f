import { createHash } from 'node:crypto';
import { z } from 'zod';

import type { BureauId } from '../../../domain/index.ts';
import type { Inbound, InboundBody } from '../inbound.ts';
import { parseXml } from '../transport/xml.ts';

/** A push in our words, and who sent it as WeCom spells them: the reply names both ends. */
export interface ReadPush {
  readonly inbound: Inbound;
  readonly corpId: string;
  readonly userId: string;
}

export interface PushSource {
  readonly bureau: BureauId;
  readonly agentId: number;
  readonly nonce: string;
}

/** A decrypted push in our words; null when it lacks what every push has, or is for another app. */
export function readPush(body: string, { bureau, agentId, nonce }: PushSource): ReadPush | null {
  const fields = parseXml(body);
  const envelope = Envelope.safeParse(fields);
  if (fields === null || !envelope.success) return null;
  const { ToUserName, FromUserName, CreateTime, AgentID } = envelope.data;
  if (AgentID !== undefined && AgentID !== String(agentId)) return null;
  const inbound: Inbound = {
    bureau,
    channel: 'wecom',
    from: memberOf(FromUserName),
    key: keyOf(envelope.data, body),
    nonce,
    sentAt: new Date(Number(CreateTime) * 1000),
    body: readBody(fields, envelope.data),
  };
  return { inbound, corpId: ToUserName, userId: FromUserName };
}

/** A userid is one member in whatever case it is written (B5). */
export const memberOf = (userId: string): string => userId.toLowerCase();

const text = z.string();
const id = text.min(1).max(64);
const optional = text.optional().transform((value) => (value === '' ? undefined : value));

const Envelope = z.object({
  ToUserName: id,
  FromUserName: id,
  CreateTime: text.regex(/^\d{1,11}$/),
  MsgType: id,
  AgentID: id.optional(),
  Event: id.optional(),
  MsgId: id.optional(),
  TaskId: text.max(128).optional(),
  EventKey: text.optional(),
  ResponseCode: text.optional(),
});
type Envelope = z.output<typeof Envelope>;

type Reader = z.ZodType<InboundBody>;
const media = (kind: 'image' | 'video'): Reader =>
  z.object({ MediaId: text }).transform(({ MediaId }) => ({ kind, mediaId: MediaId }));

/** By MsgType (B1); a file never comes to a self-built app, and would be 'other'. */
const messages: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'text',
    z.object({ Content: text }).transform(({ Content }) => ({ kind: 'text', text: Content })),
  ],
  ['image', media('image')],
  [
    'voice',
    z.object({ MediaId: text, Format: optional }).transform((sent) => ({
      kind: 'voice',
      mediaId: sent.MediaId,
      ...(sent.Format !== undefined && { format: sent.Format }),
    })),
  ],
  ['video', media('video')],
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
      .object({ Title: text.default(''), Description: text.default(''), Url: text.default('') })
      .transform((sent) => ({
        kind: 'link',
        title: sent.Title,
        description: sent.Description,
        url: sent.Url,
      })),
  ],
]);

/** By Event; unlike the official account's these are in lower case (B1). */
const events: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'click',
    z.object({ EventKey: text }).transform(({ EventKey }) => ({ kind: 'tap', item: EventKey })),
  ],
  ['subscribe', z.object({}).transform(() => ({ kind: 'follow' }))],
  ['unsubscribe', z.object({}).transform(() => ({ kind: 'unfollow' }))],
  [
    'template_card_event',
    z
      .object({ TaskId: text.min(1), EventKey: text.min(1), ResponseCode: optional })
      .transform((sent) => ({
        kind: 'card',
        taskId: sent.TaskId,
        choice: sent.EventKey,
        ...(sent.ResponseCode !== undefined && { responseCode: sent.ResponseCode }),
      })),
  ],
]);

/** Nothing is refused for being new or odd (A3). */
function readBody(fields: Readonly<Record<string, unknown>>, envelope: Envelope): InboundBody {
  const { MsgType, Event = '' } = envelope;
  const reader = MsgType === 'event' ? events.get(Event) : messages.get(MsgType);
  const read = reader?.safeParse(fields);
  if (read?.success === true) return read.data;
  return { kind: 'other', type: MsgType === 'event' ? `event:${Event}` : MsgType };
}

/**
 * The name of a push for ever (A4). Sender and second alone merge the taps of two devices, so a
 * tap adds its card, its button and its response code; any other event a digest of all it says.
 */
function keyOf(envelope: Envelope, body: string): string {
  const { CreateTime, MsgId } = envelope;
  const kind = envelope.MsgType === 'event' ? `event:${envelope.Event ?? ''}` : 'message';
  return [
    kind,
    memberOf(envelope.FromUserName),
    CreateTime,
    MsgId ?? digestOf(envelope, body),
  ].join(':');
}

function digestOf({ TaskId, EventKey, ResponseCode }: Envelope, body: string): string {
  const said =
    TaskId === undefined ? body : [TaskId, EventKey ?? '', ResponseCode ?? ''].join('\n');
  return createHash('sha256').update(said).digest('hex').slice(0, 32);
}
