import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-1 hex of the parts, sorted and joined: token, timestamp, nonce for a query
 * (wechat-platform A2), and the encrypted text as a fourth part for a body (A5).
 */
export function sign(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

/** Is `signature` the one of these parts? Compared in constant time. */
export function isSignatureOf(signature: string, parts: readonly string[]): boolean {
  const given = Buffer.from(signature);
  const expected = Buffer.from(sign(...parts));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
