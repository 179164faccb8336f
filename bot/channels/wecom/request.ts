import { z } from 'zod';

import { decryptWithAny } from '../transport/cipher.ts';
import type { CallbackRequest, Lock, Refused } from '../transport/callback.ts';
import { isSignatureOf } from '../transport/signature.ts';

const MAX_AGE_MS = 5 * 60_000;

const Check = z.object({
  msg_signature: z.string(),
  timestamp: z.string().regex(/^\d{1,11}$/),
  nonce: z.string().min(1).max(64),
  echostr: z.string().min(1).max(1024),
});

/**
 * The console's check of the address (B1): unlike the official account's its echo is encrypted and
 * part of the signature; what it says inside is the answer, bare.
 */
export function openCheck(
  request: CallbackRequest,
  lock: Lock,
): Refused | { ok: true; echo: string } {
  const query = Check.safeParse(request.query);
  if (!query.success) return refused('unsigned');
  const { msg_signature: signature, timestamp, nonce } = query.data;
  const age = lock.now.getTime() - Number(timestamp) * 1000;
  if (Math.abs(age) > MAX_AGE_MS) return refused('stale');
  // a `+` that came unescaped was read as a space; base64 has none
  const echostr = query.data.echostr.replaceAll(' ', '+');
  if (!isSignatureOf(signature, [lock.token, timestamp, nonce, echostr])) return refused('forged');
  const opened = decryptWithAny(lock.ciphers, echostr);
  if (opened.ok) return { ok: true, echo: opened.message };
  return refused(opened.why === 'foreign' ? 'other-app-id' : 'undecryptable');
}

function refused(why: Refused['why']): Refused {
  return { ok: false, why };
}
