import type { Answer, Inbound } from '../inbound.ts';
import { createCipher, type Cipher } from './cipher.ts';
import { splitText } from './parts.ts';
import { sealReply, type Format } from './reply.ts';

/** What the callback addresses of an official account and of a WeCom app have in common (A2–A6, B1). */

/** A request on the callback address, whatever server took it; `rawBody` as the bytes came. */
export interface CallbackRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly rawBody: Uint8Array;
}

/** Why a request was not listened to; a name for counters and logs, never what it said. */
export type Refusal =
  | 'method'
  | 'too-large'
  | 'unsigned'
  | 'stale'
  | 'forged'
  | 'unencrypted'
  | 'malformed'
  | 'undecryptable'
  | 'other-app-id';

export interface Refused {
  readonly ok: false;
  readonly why: Refusal;
}

/** A push whose sender is proven. `cipher`: what the reply must be encrypted with; null = plain mode. */
export interface OpenedPush {
  readonly ok: true;
  readonly body: string;
  readonly nonce: string;
  /** with the nonce it names one signed request: nonces alone repeat within some ten thousand pushes */
  readonly timestamp: string;
  readonly format: Format;
  readonly cipher: Cipher | null;
}

/** What requests are checked against. No ciphers: the account is in plain mode. */
export interface Lock {
  readonly token: string;
  readonly ciphers: readonly Cipher[];
  readonly now: Date;
}

export interface CallbackResponse {
  readonly status: 200 | 400 | 403 | 405 | 413 | 503;
  /** Content-Type */
  readonly type: string;
  readonly body: string;
}

export interface Callback {
  readonly handle: (request: CallbackRequest) => Promise<CallbackResponse>;
}

/**
 * Takes the rest of an answer too long for one reply. Called once for each delivery of the
 * message `key`, so it must send once per key.
 */
export type SendRest = (to: string, text: string, key: string) => void;

/** What every callback address is given. */
export interface CallbackHand {
  readonly now: () => Date;
  /** cryptographically random bytes */
  readonly random: (length: number) => Uint8Array;
  readonly receive: (inbound: Inbound) => Promise<Answer>;
  readonly sendRest: SendRest;
  readonly onRefused?: (why: Refusal) => void;
  readonly onFault?: (fault: unknown) => void;
}

/** What the console and the bureau's file agree on; `id` closes what is encrypted. */
export interface Agreed {
  readonly id: string;
  readonly token: string;
  /** absent: plain mode */
  readonly encodingAesKey?: string | undefined;
  /** still taken while the console changes over */
  readonly previousEncodingAesKey?: string | undefined;
}

/** How one platform's requests are opened, and what is done with a push. */
export interface Opening {
  readonly check: (
    request: CallbackRequest,
    lock: Lock,
  ) => Refused | { readonly ok: true; readonly echo: string };
  readonly open: (request: CallbackRequest, lock: Lock) => Refused | OpenedPush;
  readonly take: (push: OpenedPush) => Promise<CallbackResponse>;
}

/** A callback address without a server: GET is the console's check, POST a push. */
export function callbackOf(
  { id, token, encodingAesKey, previousEncodingAesKey }: Agreed,
  hand: CallbackHand,
  { check, open, take }: Opening,
): Callback {
  const ciphers = [encodingAesKey, previousEncodingAesKey]
    .filter((key) => key !== undefined)
    .map((key) => createCipher({ encodingAesKey: key, appId: id }));
  return {
    handle: async (request) => {
      const lock: Lock = { token, ciphers, now: hand.now() };
      switch (request.method) {
        case 'GET': {
          const checked = check(request, lock);
          return checked.ok ? plain(200, checked.echo) : refuse(checked.why, hand);
        }
        case 'POST': {
          const push = open(request, lock);
          return push.ok ? take(push) : refuse(push.why, hand);
        }
        default:
          return refuse('method', hand);
      }
    },
  };
}

type Reply = Extract<Answer, { kind: 'reply' }>;

/** No answer other than 2xx says "kept": 503 makes the platform try again (A4). */
export async function respond(
  inbound: Inbound,
  hand: CallbackHand,
  replied: (answer: Reply) => CallbackResponse,
): Promise<CallbackResponse> {
  const answer = await answerOf(inbound, hand);
  switch (answer.kind) {
    case 'reply':
      return replied(answer);
    case 'later':
      return plain(200, '');
    case 'forged':
      return refuse('forged', hand);
    case 'unkept':
      return plain(503, '');
  }
}

async function answerOf(inbound: Inbound, { receive, onFault }: CallbackHand): Promise<Answer> {
  try {
    return await receive(inbound);
  } catch (fault) {
    onFault?.(fault);
    return { kind: 'unkept' };
  }
}

/** What fits into the platform's own reply, and what follows it as a message; null: nothing is said. */
export function inReply(text: string): { readonly first: string; readonly rest: string } | null {
  const first = splitText(text)[0];
  if (first === undefined) return null;
  const rest = text.slice(text.indexOf(first) + first.length).replace(/^\n/, '');
  return { first, rest: rest.trim() === '' ? '' : rest };
}

/** Encrypted with the key that opened the push: during a change of keys that may be the former one (A5). */
export function sealed(
  text: string,
  { cipher, nonce, format }: Pick<OpenedPush, 'cipher' | 'nonce' | 'format'>,
  { token, now, random }: { readonly token: string } & Pick<CallbackHand, 'now' | 'random'>,
): CallbackResponse {
  const type = format === 'json' ? 'application/json' : 'application/xml';
  const body =
    cipher === null
      ? text
      : sealReply(text, { cipher, token, nonce, at: now(), salt: random(16) }, format);
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

export function refuse(
  why: Refusal,
  { onRefused }: Pick<CallbackHand, 'onRefused'>,
): CallbackResponse {
  onRefused?.(why);
  return plain(statuses[why], '');
}

export function plain(status: CallbackResponse['status'], body: string): CallbackResponse {
  return { status, type: 'text/plain; charset=utf-8', body };
}
