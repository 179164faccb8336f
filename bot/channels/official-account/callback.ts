import type { BureauId } from '../../../domain/index.ts';
import type { Answer, Inbound } from '../inbound.ts';
import { createCipher } from '../transport/cipher.ts';
import { HANDED_OVER } from '../hand-over.ts';
import { readPush } from './inbound.ts';
import { splitText } from '../transport/parts.ts';
import type { Fetch } from '../transport/http.ts';
import { sealReply, writeTextReply, type Format, type TextReply } from '../transport/reply.ts';
import { buildXml } from '../transport/xml.ts';
import { isForeign, passOn, type PassOn } from './pass-on.ts';
import {
  openCheck,
  openPush,
  type CallbackRequest,
  type Lock,
  type OpenedPush,
  type Refusal,
} from './request.ts';

/** What the console and the bureau's file agree on. */
export interface CallbackAccount {
  readonly appId: string;
  readonly token: string;
  /** absent: plain mode */
  readonly encodingAesKey?: string | undefined;
  /** still taken while the console changes over */
  readonly previousEncodingAesKey?: string | undefined;
  /** what belongs to another backend of this account */
  readonly passOn?: PassOn | undefined;
  readonly humanService?: 'own' | 'platform';
}

export interface CallbackResponse {
  readonly status: 200 | 400 | 403 | 405 | 413 | 503;
  /** Content-Type */
  readonly type: string;
  readonly body: string;
}

/**
 * Takes the rest of an answer too long for one reply. Called once for each delivery of the
 * message `key`, so it must send once per key.
 */
export type SendRest = (openid: string, text: string, key: string) => void;

export interface CallbackParts {
  readonly bureau: BureauId;
  readonly account: CallbackAccount;
  readonly now: () => Date;
  /** cryptographically random bytes */
  readonly random: (length: number) => Uint8Array;
  readonly receive: (inbound: Inbound) => Promise<Answer>;
  readonly sendRest: SendRest;
  /** for what is passed on; by default the process's own */
  readonly fetch?: Fetch;
  readonly onRefused?: (why: Refusal) => void;
  readonly onFault?: (fault: unknown) => void;
}

export interface Callback {
  readonly handle: (request: CallbackRequest) => Promise<CallbackResponse>;
}

/** The platform's callback address for one account, without a server (wechat-platform A2–A6). */
export function createCallback(parts: CallbackParts): Callback {
  const { account } = parts;
  const keys = [account.encodingAesKey, account.previousEncodingAesKey];
  const ciphers = keys
    .filter((key) => key !== undefined)
    .map((encodingAesKey) => createCipher({ encodingAesKey, appId: account.appId }));

  return {
    handle: async (request) => {
      const lock: Lock = { token: account.token, ciphers, now: parts.now() };
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
  const read = readPush(push.body, {
    bureau: parts.bureau,
    nonce: `${push.timestamp}:${push.nonce}`,
  });
  if (read === null) return refuse('malformed', parts);
  const { from, key, body } = read.inbound;
  const elsewhere = parts.account.passOn;
  if (elsewhere !== undefined && isForeign(body, elsewhere))
    return foreign(elsewhere, { push, openid: from }, parts);
  const answer = await answerOf(read.inbound, parts);
  return respond(answer, { push, parts, key, to: from, from: read.account });
}

/** The other backend's reply in our envelope; when it fails, the person sees nothing at all. */
async function foreign(
  elsewhere: PassOn,
  { push, openid }: { readonly push: OpenedPush; readonly openid: string },
  parts: CallbackParts,
): Promise<CallbackResponse> {
  try {
    const { body, format } = push;
    const reply = await passOn(
      elsewhere,
      { body, format, openid },
      { ...parts, fetch: parts.fetch ?? globalThis.fetch },
    );
    return reply === null ? plain(200, 'success') : sealed(reply, push, parts);
  } catch (fault) {
    parts.onFault?.(fault);
    return plain(200, 'success');
  }
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
  readonly parts: CallbackParts;
  readonly key: string;
  readonly to: string;
  readonly from: string;
}

/** No answer other than 2xx says "kept": 503 makes the platform try again (A4). */
function respond(answer: Answer, addressed: Addressed): CallbackResponse {
  switch (answer.kind) {
    case 'reply':
      return reply(answer.text ?? '', addressed);
    case 'later':
      return plain(200, '');
    case 'forged':
      return refuse('forged', addressed.parts);
    case 'unkept':
      return plain(503, '');
  }
}

function reply(text: string, { push, parts, key, to, from }: Addressed): CallbackResponse {
  const first = splitText(text)[0];
  if (first === undefined) return plain(200, 'success');
  if (text === HANDED_OVER && parts.account.humanService === 'platform')
    return sealed(writeHandOver({ to, from, at: parts.now() }, push.format), push, parts);
  const rest = text.slice(text.indexOf(first) + first.length).replace(/^\n/, '');
  if (rest.trim() !== '') parts.sendRest(to, rest, key);
  const written = writeTextReply({ to, from, at: parts.now(), text: first }, push.format);
  return sealed(written, push, parts);
}

/** Hands the chat to the platform's own staff. */
function writeHandOver(sent: Omit<TextReply, 'text'>, format: Format): string {
  const fields = {
    ToUserName: sent.to,
    FromUserName: sent.from,
    CreateTime: Math.floor(sent.at.getTime() / 1000),
    MsgType: 'transfer_customer_service',
  };
  return format === 'json' ? JSON.stringify(fields) : buildXml(fields);
}

/** Encrypted with the key that opened the push: during a change of keys that may be the former one (A5). */
function sealed(text: string, push: OpenedPush, parts: CallbackParts): CallbackResponse {
  const { cipher, nonce, format } = push;
  const { token } = parts.account;
  const type = format === 'json' ? 'application/json' : 'application/xml';
  const body =
    cipher === null
      ? text
      : sealReply(text, { cipher, token, nonce, at: parts.now(), salt: parts.random(16) }, format);
  return { status: 200, type: `${type}; charset=utf-8`, body };
}

const statuses: Readonly<Record<Refusal, CallbackResponse['status']>> = {
  method: 405,
  'too-large': 413,
  malformed: 400,
  undecryptable: 403,
  unsigned: 403,
  stale: 403,
  forged: 403,
  unencrypted: 403,
  'other-app-id': 403,
};

function refuse(why: Refusal, { onRefused }: CallbackParts): CallbackResponse {
  onRefused?.(why);
  return plain(statuses[why], '');
}

function plain(status: CallbackResponse['status'], body: string): CallbackResponse {
  return { status, type: 'text/plain; charset=utf-8', body };
}
