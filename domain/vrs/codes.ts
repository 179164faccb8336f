import { fromHex, toHex, utf8 } from './bytes.ts';
import type { Hashing } from './model.ts';

/** The n-th one-time code of a secret: SM3 applied n times to its UTF-8 bytes, hex (RFC 1760 style). */
export const codeAt = (secret: string, n: number, hashing: Hashing): string =>
  toHex(hashed(utf8(secret), n, hashing));

/** SM3 applied `rounds` times to the bytes of a code: a code of round r, r times, is the committed top. */
export const applyRounds = (codeHex: string, rounds: number, hashing: Hashing): string =>
  toHex(hashed(fromHex(codeHex), rounds, hashing));

/** One round further up: towards the committed top. */
export const nextCode = (codeHex: string, hashing: Hashing): string =>
  applyRounds(codeHex, 1, hashing);

const hashed = (bytes: Uint8Array, times: number, hashing: Hashing): Uint8Array => {
  let value = bytes;
  for (let round = 0; round < times; round += 1) value = hashing.sm3(value);
  return value;
};
