import { createCipher } from '../transport/cipher.ts';
import { isSignatureOf, sign } from '../transport/signature.ts';
import { buildXml, parseXml, type XmlFields, type XmlTree } from '../transport/xml.ts';

/** What the platform knows of an account's callback. */
export interface PushAccount {
  readonly appId: string;
  /** gh_…: the account's original id */
  readonly originalId: string;
  readonly token: string;
  readonly mode: 'plain' | 'compatible' | 'secure';
  /** needed in every mode but plain */
  readonly encodingAesKey?: string;
}

/**
 * A push that is not what the platform would send: a wrong signature, a time ten minutes off,
 * another account's app id, a body changed after signing.
 */
export type Tamper = 'signature' | 'stale' | 'early' | 'other-app-id' | 'body';

export interface Sealing {
  readonly openid: string;
  readonly at: Date;
  readonly nonce: string;
  readonly tamper?: Tamper;
}

/** One signed request to the callback. */
export interface SealedPush {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

const SKEW_SECONDS = 600;

/** Signs a push and, by the account's mode, encrypts it (wechat-platform A3, A5). */
export function sealPush(fields: XmlTree, account: PushAccount, sealing: Sealing): SealedPush {
  const { openid, nonce, tamper } = sealing;
  const timestamp = String(secondsOf(sealing));
  const signature = forgedIf(tamper === 'signature', sign(account.token, timestamp, nonce));
  const query = { signature, timestamp, nonce, openid };
  if (account.mode === 'plain') {
    return { query, body: changedIf(tamper === 'body', buildXml(fields)) };
  }
  const encrypted = encrypt(buildXml(fields), account, sealing);
  const bodySignature = sign(account.token, timestamp, nonce, encrypted);
  return {
    query: {
      ...query,
      encrypt_type: 'aes',
      msg_signature: forgedIf(tamper === 'signature', bodySignature),
    },
    body: buildXml({
      ...(account.mode === 'compatible' ? fields : { ToUserName: account.originalId }),
      Encrypt: changedIf(tamper === 'body', encrypted),
    }),
  };
}

/** What the phone makes of an answer with status 200. */
export type ShownReply =
  | { readonly kind: 'text'; readonly text: string }
  /** the platform's own staff take over */
  | { readonly kind: 'handed-over' }
  /** handled, nothing to show */
  | { readonly kind: 'silence' }
  /** 该公众号提供的服务出现故障 */
  | { readonly kind: 'fault' };

export function openReply(body: string, account: PushAccount): ShownReply {
  if (body === '' || body === 'success') return { kind: 'silence' };
  const fields = replyFields(body, account);
  return fields?.MsgType === 'transfer_customer_service'
    ? { kind: 'handed-over' }
    : shownText(fields?.FromUserName === account.originalId ? fields.Content : '');
}

function shownText(text: unknown): ShownReply {
  if (typeof text !== 'string' || text === '') return { kind: 'fault' };
  return Buffer.byteLength(text) <= 2048 ? { kind: 'text', text } : { kind: 'fault' };
}

/** In secure mode only an encrypted reply counts. */
function replyFields(body: string, account: PushAccount): XmlFields | null {
  const fields = parseXml(body);
  if (fields !== null && 'Encrypt' in fields) return decrypted(fields, account);
  return account.mode === 'secure' ? null : fields;
}

function encrypt(text: string, account: PushAccount, { nonce, tamper }: Sealing): string {
  const appId = tamper === 'other-app-id' ? 'wx0000000000000000' : account.appId;
  const encodingAesKey = keyOf(account);
  return createCipher({ encodingAesKey, appId }).encrypt(
    text,
    Buffer.from(nonce.padEnd(16, '0').slice(0, 16)),
  );
}

function decrypted(fields: XmlFields, account: PushAccount): XmlFields | null {
  const texts = ['TimeStamp', 'Nonce', 'Encrypt', 'MsgSignature'].map((name) =>
    String(fields[name]),
  );
  const [timestamp = '', nonce = '', encrypted = '', signature = ''] = texts;
  if (!isSignatureOf(signature, [account.token, timestamp, nonce, encrypted])) return null;
  const cipher = createCipher({ encodingAesKey: keyOf(account), appId: account.appId });
  const opened = cipher.decrypt(encrypted);
  return opened.ok ? parseXml(opened.message) : null;
}

function keyOf({ encodingAesKey }: PushAccount): string {
  if (encodingAesKey === undefined) throw new Error('This mode needs an EncodingAESKey');
  return encodingAesKey;
}

function secondsOf({ at, tamper }: Sealing): number {
  const seconds = Math.floor(at.getTime() / 1000);
  if (tamper === 'stale') return seconds - SKEW_SECONDS;
  return tamper === 'early' ? seconds + SKEW_SECONDS : seconds;
}

function forgedIf(forged: boolean, signature: string): string {
  return forged ? sign('not the token', signature) : signature;
}

/** One character of the last letters is another one. */
function changedIf(changed: boolean, text: string): string {
  return changed
    ? text.replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => (letter === 'a' ? 'b' : 'a'))
    : text;
}
