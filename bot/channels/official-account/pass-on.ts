import type { InboundBody } from '../inbound.ts';
import type { Fetch } from '../transport/http.ts';
import { parseJson } from '../transport/json.ts';
import type { Format } from '../transport/reply.ts';
import { sign } from '../transport/signature.ts';
import { MAX_BODY_BYTES, parseXml } from '../transport/xml.ts';

/** The `passOn` block of a bureau's file: what another backend of the same account answers. */
export interface PassOn {
  readonly url: string;
  readonly token: string;
  readonly menuKeys: readonly string[];
  readonly prefixes: readonly string[];
}

/** A menu item or message of the other backend: ours never hears of it. */
export function isForeign(body: InboundBody, { menuKeys, prefixes }: PassOn): boolean {
  const begins = (text: string): boolean => prefixes.some((prefix) => text.startsWith(prefix));
  if (body.kind === 'tap') return menuKeys.includes(body.item) || begins(body.item);
  return body.kind === 'text' && body.menuItem === undefined && begins(body.text.trimStart());
}

export interface Forwarding {
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly random: (length: number) => Uint8Array;
}

export interface ForwardedPush {
  /** decrypted, as the platform wrote it */
  readonly body: string;
  readonly format: Format;
  readonly openid: string;
}

/** The platform waits five seconds; the way back and our own sealing need the rest. */
const PATIENCE_MS = 3_800;

/**
 * Hands a push on as the platform would have, signed with the token agreed with that backend, and
 * brings its reply back; null: it has none. Throws when it does not answer in time.
 */
export async function passOn(
  to: PassOn,
  push: ForwardedPush,
  { fetch, now, random }: Forwarding,
): Promise<string | null> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  const nonce = Buffer.from(random(8)).toString('hex');
  const url = new URL(to.url);
  const signature = sign(to.token, timestamp, nonce);
  const query = { signature, timestamp, nonce, openid: push.openid };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const type = push.format === 'json' ? 'application/json' : 'text/xml';
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': `${type}; charset=utf-8` },
    body: push.body,
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`the other backend answered ${answer.status}`);
  return replyIn(text);
}

/** Only a whole reply is shown: anything else would be the platform's fault notice (A6). */
function replyIn(text: string): string | null {
  const body = text.trim();
  if (body === '' || body === 'success' || Buffer.byteLength(body) > MAX_BODY_BYTES) return null;
  const fields = body.startsWith('{') ? parseJson(body) : parseXml(body);
  const isReply = typeof fields?.MsgType === 'string' && typeof fields.ToUserName === 'string';
  if (!isReply) throw new Error('the other backend answered something that is no reply');
  return body;
}
