import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import type { BureauId } from '../kernel/world.ts';

/**
 * A bureau's sealing: SM4-CBC, then HMAC-SM3 over iv and ciphertext (GB/T 32907, 32905).
 * A sealed value reads `sm4.<key id>.<base64 of iv ‖ ciphertext ‖ mac>`.
 */
export interface Vault {
  seal(value: unknown): string;
  /** throws when the value was altered or belongs to another bureau */
  open(sealed: string): unknown;
  sealBytes(bytes: Uint8Array): Buffer;
  openBytes(sealed: Uint8Array): Buffer;
  /** keyed hash for look-ups (citizen number, phone, openid); 64 hex digits */
  fingerprint(purpose: string, value: string): string;
}

const IV = 16;
const MAC = 32;
const KEY_ID = 'k1';
const PREFIX = `sm4.${KEY_ID}.`;

export const createVault = (
  secret: Uint8Array,
  bureau: BureauId,
  randomBytes: (size: number) => Uint8Array,
): Vault => {
  const derive = (use: string, size: number): Buffer =>
    Buffer.from(
      hkdfSync('sm3', secret, Buffer.alloc(0), `jiandu:${bureau}:${use}:${KEY_ID}`, size),
    );
  const keys = { cipher: derive('cipher', 16), mac: derive('mac', 32) };
  const search = derive('search', 32);
  const sealBytes = (bytes: Uint8Array): Buffer => encrypt(keys, bytes, randomBytes(IV));
  const openBytes = (sealed: Uint8Array): Buffer => decrypt(keys, sealed);
  return {
    sealBytes,
    openBytes,
    seal: (value) => PREFIX + sealBytes(Buffer.from(JSON.stringify(value))).toString('base64'),
    open: (sealed) => {
      if (!sealed.startsWith(PREFIX)) throw new Error('sealed with an unknown algorithm or key');
      return JSON.parse(
        openBytes(Buffer.from(sealed.slice(PREFIX.length), 'base64')).toString(),
      ) as unknown;
    },
    fingerprint: (purpose, value) =>
      createHmac('sm3', search).update(`${purpose}\n${value}`).digest('hex'),
  };
};

interface Keys {
  readonly cipher: Buffer;
  readonly mac: Buffer;
}

const encrypt = (keys: Keys, bytes: Uint8Array, iv: Uint8Array): Buffer => {
  const cipher = createCipheriv('sm4-cbc', keys.cipher, iv);
  const body = Buffer.concat([iv, cipher.update(bytes), cipher.final()]);
  return Buffer.concat([body, createHmac('sm3', keys.mac).update(body).digest()]);
};

const decrypt = (keys: Keys, sealed: Uint8Array): Buffer => {
  const all = Buffer.from(sealed);
  if (all.length < IV + 16 + MAC) throw new Error('a sealed value is too short');
  const body = all.subarray(0, all.length - MAC);
  const mac = createHmac('sm3', keys.mac).update(body).digest();
  if (!timingSafeEqual(mac, all.subarray(all.length - MAC)))
    throw new Error('a sealed value was altered');
  const decipher = createDecipheriv('sm4-cbc', keys.cipher, body.subarray(0, IV));
  return Buffer.concat([decipher.update(body.subarray(IV)), decipher.final()]);
};
