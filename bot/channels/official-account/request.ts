import { z } from 'zod';

import type { CallbackRequest, Lock, OpenedPush, Refusal, Refused } from '../transport/callback.ts';
import { decryptWithAny } from '../transport/cipher.ts';
import { parsePush } from './inbound.ts';
import type { Format } from '../transport/reply.ts';
import { isSignatureOf } from '../transport/signature.ts';
import { MAX_BODY_BYTES } from '../transport/xml.ts';

const MAX_AGE_MS = 5 * 60_000;

const Query = z.object({
  signature: z.string().optional(),
  timestamp: z.string().regex(/^\d{1,11}$/),
  nonce: z.string().min(1).max(64),
  msg_signature: z.string().optional(),
  echostr: z.string().max(256).optional(),
});
type Query = z.output<typeof Query>;

/** The console's check of the address: plain in every mode (wechat-platform A2). Gives the echo. */
export function openCheck(
  request: CallbackRequest,
  lock: Lock,
): Refused | { ok: true; echo: string } {
  const query = openQuery(request, lock.now);
  if (!query.ok) return query;
  const { signature, timestamp, nonce, echostr } = query.value;
  if (signature === undefined || echostr === undefined) return refused('unsigned');
  if (!isSignatureOf(signature, [lock.token, timestamp, nonce])) return refused('forged');
  return { ok: true, echo: echostr };
}

/**
 * Opens a push (A3, A5). With a key configured only the encrypted part counts: the signature of a
 * plain body does not cover what it says, so a plain push would be a way around the key.
 */
export function openPush(request: CallbackRequest, lock: Lock): Refused | OpenedPush {
  if (request.rawBody.byteLength > MAX_BODY_BYTES) return refused('too-large');
  const query = openQuery(request, lock.now);
  if (!query.ok) return query;
  const text = Buffer.from(request.rawBody).toString('utf8');
  const format: Format = text.trimStart().startsWith('{') ? 'json' : 'xml';
  const push = { text, format, query: query.value };
  return lock.ciphers.length === 0 ? openPlain(push, lock) : openEncrypted(push, lock);
}

interface SentPush {
  readonly text: string;
  readonly format: Format;
  readonly query: Query;
}

function openPlain({ text, format, query }: SentPush, lock: Lock): Refused | OpenedPush {
  const { signature, timestamp, nonce } = query;
  if (signature === undefined) return refused('unsigned');
  if (!isSignatureOf(signature, [lock.token, timestamp, nonce])) return refused('forged');
  return { ok: true, body: text, nonce, timestamp, format, cipher: null };
}

function openEncrypted({ text, format, query }: SentPush, lock: Lock): Refused | OpenedPush {
  const fields = parsePush(text);
  if (fields === null) return refused('malformed');
  const encrypted = fields.Encrypt;
  if (typeof encrypted !== 'string') return refused('unencrypted');
  const { msg_signature: signature, timestamp, nonce } = query;
  if (signature === undefined) return refused('unsigned');
  if (!isSignatureOf(signature, [lock.token, timestamp, nonce, encrypted]))
    return refused('forged');
  const decrypted = decryptWithAny(lock.ciphers, encrypted);
  if (!decrypted.ok) {
    return refused(decrypted.why === 'foreign' ? 'other-app-id' : 'undecryptable');
  }
  return { ok: true, body: decrypted.message, nonce, timestamp, format, cipher: decrypted.cipher };
}

function openQuery(request: CallbackRequest, now: Date): Refused | { ok: true; value: Query } {
  const query = Query.safeParse(request.query);
  if (!query.success) return refused('unsigned');
  const age = now.getTime() - Number(query.data.timestamp) * 1000;
  return Math.abs(age) > MAX_AGE_MS ? refused('stale') : { ok: true, value: query.data };
}

function refused(why: Refusal): Refused {
  return { ok: false, why };
}
