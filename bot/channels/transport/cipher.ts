import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * The platform's message cipher (wechat-platform A5): AES-256-CBC, IV = the key's first half,
 * over 16 random bytes + message length in bytes (4, big-endian) + message + app id,
 * padded by PKCS#7 to blocks of 32.
 */
export interface Cipher {
  /** `salt`: 16 random bytes. Gives base64. */
  readonly encrypt: (message: string, salt: Uint8Array) => string;
  readonly decrypt: (encrypted: string) => Decrypted;
}

/** `foreign`: readable, but meant for another app id. */
export type Decrypted =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly why: 'unreadable' | 'foreign' };

export interface CipherKey {
  /** 43 characters of base64, as the console shows it */
  readonly encodingAesKey: string;
  readonly appId: string;
}

const BLOCK = 32;
const SALT = 16;
const HEAD = SALT + 4;

/** Throws on a key that cannot be one: a fault of the configuration. */
export function createCipher({ encodingAesKey, appId }: CipherKey): Cipher {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) {
    throw new Error('EncodingAESKey must be 43 characters of base64');
  }
  const iv = key.subarray(0, 16);

  return {
    encrypt: (message, salt) => {
      const aes = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return Buffer.concat([aes.update(pack(message, appId, salt)), aes.final()]).toString(
        'base64',
      );
    },
    decrypt: (encrypted) => {
      const bytes = fromBase64(encrypted);
      if (bytes === null) return { ok: false, why: 'unreadable' };
      const aes = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return unpack(Buffer.concat([aes.update(bytes), aes.final()]), appId);
    },
  };
}

/**
 * Tries the ciphers in turn (new key, then the previous one) and names the one that worked:
 * the reply must be encrypted with it (A5).
 */
export function decryptWithAny(
  ciphers: readonly Cipher[],
  encrypted: string,
): (Decrypted & { readonly ok: false }) | { ok: true; message: string; cipher: Cipher } {
  let why: 'unreadable' | 'foreign' = 'unreadable';
  for (const cipher of ciphers) {
    const decrypted = cipher.decrypt(encrypted);
    if (decrypted.ok) return { ...decrypted, cipher };
    if (decrypted.why === 'foreign') why = 'foreign';
  }
  return { ok: false, why };
}

function pack(message: string, appId: string, salt: Uint8Array): Buffer {
  if (salt.length !== SALT) throw new Error('The salt of a message is 16 bytes');
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const body = Buffer.concat([salt, length, text, Buffer.from(appId)]);
  const padding = BLOCK - (body.length % BLOCK);
  return Buffer.concat([body, Buffer.alloc(padding, padding)]);
}

function unpack(padded: Buffer, appId: string): Decrypted {
  const body = withoutPadding(padded);
  if (body === null || body.length < HEAD) return { ok: false, why: 'unreadable' };
  const end = HEAD + body.readUInt32BE(SALT);
  if (end > body.length) return { ok: false, why: 'unreadable' };
  if (!body.subarray(end).equals(Buffer.from(appId))) return { ok: false, why: 'foreign' };
  return { ok: true, message: body.subarray(HEAD, end).toString('utf8') };
}

function withoutPadding(padded: Buffer): Buffer | null {
  const length = padded.at(-1) ?? 0;
  if (length < 1 || length > BLOCK) return null;
  const padding = padded.subarray(-length);
  return padding.every((byte) => byte === length) ? padded.subarray(0, -length) : null;
}

function fromBase64(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length % BLOCK === 0 ? bytes : null;
}
