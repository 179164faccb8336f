import { createCipher, type Cipher } from '../../transport/cipher.ts';
import { isSignatureOf, sign } from '../../transport/signature.ts';
import { buildXml, parseXml, type XmlFields, type XmlTree } from '../../transport/xml.ts';

/** What WeCom knows of an app's callback. */
export interface WecomAddress {
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  readonly encodingAesKey: string;
}

/** A push that is not what WeCom would send. */
export type WecomTamper = 'signature' | 'stale' | 'other-corp' | 'other-agent' | 'plain';

export interface WecomSealing {
  readonly at: Date;
  readonly nonce: string;
  readonly tamper?: WecomTamper | undefined;
}

const SKEW_SECONDS = 600;

/** Always encrypted, the CorpID at the end (wechat-platform B1). */
export function sealWecomPush(
  fields: XmlTree,
  address: WecomAddress,
  { at, nonce, tamper }: WecomSealing,
): { readonly query: Readonly<Record<string, string>>; readonly body: string } {
  const seconds = Math.floor(at.getTime() / 1000) - (tamper === 'stale' ? SKEW_SECONDS : 0);
  const timestamp = String(seconds);
  const encrypted = cipherFor(address, tamper).encrypt(buildXml(fields), saltOf(nonce));
  const signature = sign(address.token, timestamp, nonce, encrypted);
  const query = {
    msg_signature: tamper === 'signature' ? sign('forged', signature) : signature,
    timestamp,
    nonce,
  };
  const envelope = { ToUserName: address.corpId, AgentID: String(address.agentId) };
  const body = tamper === 'plain' ? fields : { ...envelope, Encrypt: encrypted };
  return { query, body: buildXml(body) };
}

/** The query of the console's check: its echo is encrypted and signed along. */
export function sealWecomCheck(
  echo: string,
  address: WecomAddress,
  { at, nonce }: WecomSealing,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const echostr = cipherFor(address, undefined).encrypt(echo, saltOf(nonce));
  const msg_signature = sign(address.token, timestamp, nonce, echostr);
  return { msg_signature, timestamp, nonce, echostr };
}

/** What stands in an answer with status 200; null: nothing, or nothing WeCom would take. */
export function openWecomReply(body: string, address: WecomAddress): XmlFields | null {
  const sealed = body === '' ? null : parseXml(body);
  if (sealed === null) return null;
  const said = (name: string): string => String(sealed[name]);
  const parts = [address.token, said('TimeStamp'), said('Nonce'), said('Encrypt')];
  if (!isSignatureOf(said('MsgSignature'), parts)) return null;
  const opened = cipherFor(address, undefined).decrypt(said('Encrypt'));
  return opened.ok ? parseXml(opened.message) : null;
}

const cipherFor = (address: WecomAddress, tamper: WecomTamper | undefined): Cipher =>
  createCipher({
    encodingAesKey: address.encodingAesKey,
    appId: tamper === 'other-corp' ? 'ww0000000000000000' : address.corpId,
  });

const saltOf = (nonce: string): Buffer => Buffer.from(nonce.padEnd(16, '0').slice(0, 16));
