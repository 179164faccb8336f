import type { BureauId } from '../../../domain/index.ts';
import type { Answer } from '../inbound.ts';
import { openPush } from '../official-account/request.ts';
import {
  callbackOf,
  inReply,
  plain,
  refuse,
  respond,
  sealed,
  type Callback,
  type CallbackHand,
  type CallbackResponse,
  type OpenedPush,
} from '../transport/callback.ts';
import { writeTextReply } from '../transport/reply.ts';
import { buildXml } from '../transport/xml.ts';
import { readPush, type ReadPush } from './inbound.ts';
import { openCheck } from './request.ts';

/** What the console and the bureau's file agree on. */
export interface CallbackApp {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  readonly encodingAesKey: string;
  /** still taken while the console changes over */
  readonly previousEncodingAesKey?: string | undefined;
}

export interface CallbackParts extends CallbackHand {
  readonly bureau: BureauId;
  readonly app: CallbackApp;
  /** the answer to a tap carries what became of the card */
  readonly cardShown: (taskId: string) => void;
}

/** Comes at every opening of the app and says nothing: neither kept nor answered (B1). */
const CHATTER: readonly string[] = ['event:enter_agent', 'event:LOCATION'];

/** The callback address of one self-built app, without a server (wechat-platform B1). */
export const createCallback = (parts: CallbackParts): Callback =>
  callbackOf({ ...parts.app, id: parts.app.corpId }, parts, {
    check: openCheck,
    open: openPush,
    take: (push) => take(push, parts),
  });

async function take(push: OpenedPush, parts: CallbackParts): Promise<CallbackResponse> {
  const { bureau, app } = parts;
  const nonce = `${push.timestamp}:${push.nonce}`;
  const read = readPush(push.body, { bureau, agentId: app.agentId, nonce });
  if (read === null) return refuse('malformed', parts);
  const { body } = read.inbound;
  if (body.kind === 'other' && CHATTER.includes(body.type)) return plain(200, '');
  const addressed = { push, read, parts };
  return respond(read.inbound, parts, (answer) =>
    body.kind === 'card' ? tapped(answer, addressed) : said(answer.text ?? '', addressed),
  );
}

interface Addressed {
  readonly push: OpenedPush;
  readonly read: ReadPush;
  readonly parts: CallbackParts;
}

function said(text: string, addressed: Addressed): CallbackResponse {
  const told = inReply(text);
  if (told === null) return plain(200, '');
  const { inbound, userId: to, corpId: from } = addressed.read;
  const { parts } = addressed;
  if (told.rest !== '') parts.sendRest(inbound.from, told.rest, inbound.key);
  return inEnvelope(
    writeTextReply({ to, from, at: parts.now(), text: told.first }, 'xml'),
    addressed,
  );
}

/** The tapped card shows what became of it; what is said beside that follows as a message (B3). */
function tapped(
  { text, card }: Extract<Answer, { kind: 'reply' }>,
  addressed: Addressed,
): CallbackResponse {
  const { inbound, userId, corpId } = addressed.read;
  const { parts } = addressed;
  if (text !== null && text.trim() !== '') parts.sendRest(inbound.from, text, inbound.key);
  if (card === undefined || inbound.body.kind !== 'card') return plain(200, '');
  parts.cardShown(inbound.body.taskId);
  const update = {
    ToUserName: userId,
    FromUserName: corpId,
    CreateTime: Math.floor(parts.now().getTime() / 1000),
    MsgType: 'update_button',
    Button: { ReplaceName: card },
  };
  return inEnvelope(buildXml(update), addressed);
}

/** Always XML, whatever the push was. */
const inEnvelope = (text: string, { push, parts }: Addressed): CallbackResponse =>
  sealed(text, { ...push, format: 'xml' }, { ...parts, token: parts.app.token });
