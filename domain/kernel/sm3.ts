import { createHash, createHmac } from 'node:crypto';

/** SM3 digest (GB/T 32905-2016), 32 bytes; text is hashed as UTF-8. */
export function sm3(data: string | Uint8Array): Buffer {
  return createHash('sm3').update(data).digest();
}

/** SM3 digest as 64 lower-case hexadecimal characters. */
export function sm3Hex(data: string | Uint8Array): string {
  return sm3(data).toString('hex');
}

/** HMAC (RFC 2104, GB/T 15852.2) with SM3, 32 bytes. */
export function hmacSm3(key: string | Uint8Array, data: string | Uint8Array): Buffer {
  return createHmac('sm3', key).update(data).digest();
}
