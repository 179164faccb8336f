import { createHash, createHmac } from 'node:crypto';
import type { Hashing } from './model.ts';
import { keyedSm3 } from './sm3.ts';

/** SM3 as OpenSSL computes it; test/vrs/sm3.test.ts holds both ways against each other. */
export const NODE_HASHING: Hashing = {
  sm3: (data) => createHash('sm3').update(data).digest(),
  hmac: (key, text) => createHmac('sm3', key).update(text).digest(),
  // three times as fast as OpenSSL, which digests the key anew for every ticket
  keyed: keyedSm3,
  digest: () => {
    const hash = createHash('sm3');
    return {
      update: (data) => {
        hash.update(data);
      },
      end: () => hash.digest(),
    };
  },
};
