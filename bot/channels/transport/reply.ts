import type { Cipher } from './cipher.ts';
import { sign } from './signature.ts';
import { buildXml, type XmlTree } from './xml.ts';

/** The account's data format in the console; the reply is written in the push's own. */
export type Format = 'xml' | 'json';

export interface TextReply {
  /** openid */
  readonly to: string;
  /** the account's original id (gh_…) */
  readonly from: string;
  readonly at: Date;
  /** not empty (an empty one shows the fault notice), at most 2048 bytes */
  readonly text: string;
}

/** A passive text reply (wechat-platform A6). */
export function writeTextReply({ to, from, at, text }: TextReply, format: Format): string {
  const reply = {
    ToUserName: to,
    FromUserName: from,
    CreateTime: seconds(at),
    MsgType: 'text',
    Content: text,
  };
  return write(reply, format);
}

export interface Envelope {
  readonly cipher: Cipher;
  readonly token: string;
  readonly nonce: string;
  readonly at: Date;
  /** 16 random bytes */
  readonly salt: Uint8Array;
}

/** The reply for an account in secure or compatible mode (A5); TimeStamp is in seconds. */
export function sealReply(reply: string, envelope: Envelope, format: Format): string {
  const { cipher, token, nonce, at, salt } = envelope;
  const encrypted = cipher.encrypt(reply, salt);
  const sealed = {
    Encrypt: encrypted,
    MsgSignature: sign(token, String(seconds(at)), nonce, encrypted),
    TimeStamp: seconds(at),
    Nonce: nonce,
  };
  return write(sealed, format);
}

function write(fields: XmlTree, format: Format): string {
  return format === 'json' ? JSON.stringify(fields) : buildXml(fields);
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
