import type { BureauId } from '../../../domain/index.ts';
import type { Answer, Inbound } from '../inbound.ts';
import type { Callback, CallbackResponse, SendRest } from '../official-account/callback.ts';
import {
  openPush,
  type CallbackRequest,
  type Lock,
  type OpenedPush,
  type Refusal,
} from '../official-account/request.ts';
import { createCipher } from '../transport/cipher.ts';
import { splitText } from '../transport/parts.ts';
import { sealReply, writeTextReply } from '../transport/reply.ts';
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

export interface CallbackParts {
  readonly bureau: BureauId;
  readonly app: CallbackApp;
  readonly now: () => Date;
  /** cryptographically random bytes */
  readonly random: (length: number) => Uint8Array;
  readonly receive: (inbound: Inbound) => Promise<Answer>;
  readonly sendRest: SendRest;
  /** the answer to a tap carries what became of the card */
  readonly cardShown: (taskId: string) => void;
  readonly onRefused?: (why: Refusal) => void;
  readonly onFault?: (fault: unknown) => void;
}

/** Comes at every opening of the app and says nothing: neither kept nor answered (B1). */
const CHATTER: readonly string[] = ['event:enter_agent', 'event:LOCATION'];

/** The callback address of one self-built app, without a server (wechat-platform B1). */
export function createCallback(parts: CallbackParts): Callback {
  const { app } = parts;
  const keys = [app.encodingAesKey, app.previousEncodingAesKey];
  const ciphers = keys
    .filter((key) => key !== undefined)
    .map((encodingAesKey) => createCipher({ encodingAesKey, appId: app.corpId }));

  return {
    handle: async (request) => {
      const lock: Lock = { token: app.token, ciphers, now: parts.now() };
      switch (request.method) {
        case 'GET':
          return check(request, lock, parts);
        case 'POST':
          return take(request, lock, parts);
        default:
          return refuse('method', parts);
      }
    },
  };
}

function check(request: CallbackRequest, lock: Lock, parts: CallbackParts): CallbackResponse {
  const opened = openCheck(request, lock);
  return opened.ok ? plain(200, opened.echo) : refuse(opened.why, parts);
}

async function take(
  request: CallbackRequest,
  lock: Lock,
  parts: CallbackParts,
): Promise<CallbackResponse> {
  const push = openPush(request, lock);
  if (!push.ok) return refuse(push.why, parts);
  const { bureau, app } = parts;
  const nonce = `${push.timestamp}:${push.nonce}`;
  const read = readPush(push.body, { bureau, agentId: app.agentId, nonce });
  if (read === null) return refuse('malformed', parts);
  const { body } = read.inbound;
  if (body.kind === 'other' && CHATTER.includes(body.type)) return plain(200, '');
  return respond(await answerOf(read.inbound, parts), { push, read, parts });
}

async function answerOf(inbound: Inbound, parts: CallbackParts): Promise<Answer> {
  try {
    return await parts.receive(inbound);
  } catch (fault) {
    parts.onFault?.(fault);
    return { kind: 'unkept' };
  }
}

interface Addressed {
  readonly push: OpenedPush;
  readonly read: ReadPush;
  readonly parts: CallbackParts;
}

/** No answer other than 2xx says "kept": 503 makes the platform try again (A4). */
function respond(answer: Answer, addressed: Addressed): CallbackResponse {
  switch (answer.kind) {
    case 'reply':
      return addressed.read.inbound.body.kind === 'card'
        ? tapped(answer, addressed)
        : said(answer.text ?? '', addressed);
    case 'later':
      return plain(200, '');
    case 'forged':
      return refuse('forged', addressed.parts);
    case 'unkept':
      return plain(503, '');
  }
}

function said(text: string, addressed: Addressed): CallbackResponse {
  const first = splitText(text)[0];
  if (first === undefined) return plain(200, '');
  const { inbound, userId: to, corpId: from } = addressed.read;
  const { parts } = addressed;
  const rest = text.slice(text.indexOf(first) + first.length).replace(/^\n/, '');
  if (rest.trim() !== '') parts.sendRest(inbound.from, rest, inbound.key);
  return sealed(writeTextReply({ to, from, at: parts.now(), text: first }, 'xml'), addressed);
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
  return sealed(buildXml(update), addressed);
}

function sealed(text: string, { push, parts }: Addressed): CallbackResponse {
  const { cipher, nonce } = push;
  if (cipher === null) return plain(200, '');
  const envelope = {
    cipher,
    nonce,
    token: parts.app.token,
    at: parts.now(),
    salt: parts.random(16),
  };
  const body = sealReply(text, envelope, 'xml');
  return { status: 200, type: 'application/xml; charset=utf-8', body };
}

const statuses: Readonly<Partial<Record<Refusal, CallbackResponse['status']>>> = {
  method: 405,
  'too-large': 413,
  malformed: 400,
};

function refuse(why: Refusal, { onRefused }: CallbackParts): CallbackResponse {
  onRefused?.(why);
  return plain(statuses[why] ?? 403, '');
}

function plain(status: CallbackResponse['status'], body: string): CallbackResponse {
  return { status, type: 'text/plain; charset=utf-8', body };
}
