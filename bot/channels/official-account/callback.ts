import type { BureauId } from '../../../domain/index.ts';
import type { Answer, Inbound } from '../inbound.ts';
import { createCipher } from '../transport/cipher.ts';
import { readPush } from './inbound.ts';
import { splitText } from '../transport/parts.ts';
import { sealReply, writeTextReply, type TextReply } from '../transport/reply.ts';
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
  const answer = await answerOf(read.inbound, parts);
  const { from, key } = read.inbound;
  return respond(answer, { push, parts, key, to: from, from: read.account });
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
  const rest = text.slice(text.indexOf(first) + first.length).replace(/^\n/, '');
  if (rest.trim() !== '') parts.sendRest(to, rest, key);
  const body = written({ to, from, at: parts.now(), text: first }, push, parts);
  const type = push.format === 'json' ? 'application/json' : 'application/xml';
  return { status: 200, type: `${type}; charset=utf-8`, body };
}

function written(sent: TextReply, push: OpenedPush, parts: CallbackParts): string {
  const { cipher, nonce, format } = push;
  const text = writeTextReply(sent, format);
  if (cipher === null) return text;
  const { token } = parts.account;
  return sealReply(text, { cipher, token, nonce, at: sent.at, salt: parts.random(16) }, format);
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
