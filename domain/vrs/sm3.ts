import { utf8 } from './bytes.ts';
import type { Digest, Hashing } from './model.ts';

/**
 * SM3 (GB/T 32905-2016) in plain JavaScript: for the browser, and for tickets, where the two blocks that
 * HMAC makes of its key are digested once instead of 100,000 times.
 */

const BLOCK = 64;
const START = Int32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
);

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** T_j rotated by j: 79cc4519 for the first sixteen rounds, 7a879d8a for the others. */
const CONSTANTS = Int32Array.from({ length: 64 }, (_none, round) =>
  rotate(round < 16 ? 0x79cc4519 : 0x7a879d8a, round % 32),
);

// one message schedule for all calls: a digest is never interrupted within a block
const schedule = new Int32Array(68);

// two readers of one kind each: one for both would be slow
const word = (words: Int32Array, index: number): number => words[index] ?? 0;
const byte = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

const expand = (bytes: Uint8Array, from: number): void => {
  for (let index = 0; index < 16; index += 1) {
    const first = from + index * 4;
    schedule[index] =
      (byte(bytes, first) << 24) |
      (byte(bytes, first + 1) << 16) |
      (byte(bytes, first + 2) << 8) |
      byte(bytes, first + 3);
  }
  for (let index = 16; index < 68; index += 1) {
    const mixed =
      word(schedule, index - 16) ^
      word(schedule, index - 9) ^
      rotate(word(schedule, index - 3), 15);
    const spread = mixed ^ rotate(mixed, 15) ^ rotate(mixed, 23);
    schedule[index] = spread ^ rotate(word(schedule, index - 13), 7) ^ word(schedule, index - 6);
  }
};

/** The compression function: mixes one block of 64 bytes into the state. */
const compress = (state: Int32Array, bytes: Uint8Array, from: number): void => {
  expand(bytes, from);
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  let f = word(state, 5);
  let g = word(state, 6);
  let h = word(state, 7);
  for (let round = 0; round < 64; round += 1) {
    const turned = rotate(a, 12);
    const ss1 = rotate((turned + e + word(CONSTANTS, round)) | 0, 7);
    const ff = round < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = round < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const now = word(schedule, round);
    const tt1 = (ff + d + (ss1 ^ turned) + (now ^ word(schedule, round + 4))) | 0;
    const tt2 = (gg + h + ss1 + now) | 0;
    d = c;
    c = rotate(b, 9);
    b = a;
    a = tt1;
    h = g;
    g = rotate(f, 19);
    f = e;
    e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
  }
  state[0] = word(state, 0) ^ a;
  state[1] = word(state, 1) ^ b;
  state[2] = word(state, 2) ^ c;
  state[3] = word(state, 3) ^ d;
  state[4] = word(state, 4) ^ e;
  state[5] = word(state, 5) ^ f;
  state[6] = word(state, 6) ^ g;
  state[7] = word(state, 7) ^ h;
};

const bytesOf = (state: Int32Array): Uint8Array => {
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index += 1)
    bytes[index] = word(state, index >> 2) >>> (24 - (index & 3) * 8);
  return bytes;
};

const tail = new Uint8Array(2 * BLOCK);

/** Ends a digest: the last bytes (fewer than a block), one bit, zeros, the length of the whole in bits. */
const finish = (state: Int32Array, rest: Uint8Array, length: number): Uint8Array => {
  tail.fill(0);
  tail.set(rest);
  finishTail(state, rest.length, length);
  return bytesOf(state);
};

/** The same where the last bytes stand in the tail already, zeros behind them. */
const finishTail = (state: Int32Array, used: number, length: number): void => {
  tail[used] = 0x80;
  const end = used < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  // lengths of more than 32 bits need a fifth byte: lists end far below 2^40 bits
  tail[end - 5] = Math.floor(length / 2 ** 29);
  tail[end - 4] = length >>> 21;
  tail[end - 3] = length >>> 13;
  tail[end - 2] = length >>> 5;
  tail[end - 1] = length << 3;
  for (let from = 0; from < end; from += BLOCK) compress(state, tail, from);
};

/** Digests the whole blocks of the data into the state and gives back what is left. */
const blocksOf = (state: Int32Array, data: Uint8Array): Uint8Array => {
  const whole = data.length - (data.length % BLOCK);
  for (let from = 0; from < whole; from += BLOCK) compress(state, data, from);
  return data.subarray(whole);
};

const sm3 = (data: Uint8Array): Uint8Array => {
  const state = START.slice();
  return finish(state, blocksOf(state, data), data.length);
};

const digest = (): Digest => {
  const state = START.slice();
  let rest: Uint8Array = new Uint8Array(0);
  let length = 0;
  return {
    update: (data) => {
      const joined = new Uint8Array(rest.length + data.length);
      joined.set(rest);
      joined.set(data, rest.length);
      length += data.length;
      rest = blocksOf(state, joined);
    },
    end: () => finish(state.slice(), rest, length),
  };
};

const padState = (key: Uint8Array, mask: number): Int32Array => {
  const short = key.length > BLOCK ? sm3(key) : key;
  const block = Uint8Array.from({ length: BLOCK }, (_none, index) => byte(short, index) ^ mask);
  const state = START.slice();
  compress(state, block, 0);
  return state;
};

/** HMAC-SM3 with its key laid in. */
export const keyedSm3 = (key: Uint8Array): ((text: string) => Uint8Array) => {
  const inner = padState(key, 0x36);
  const outer = padState(key, 0x5c);
  const state = new Int32Array(8);
  return (text) => {
    state.set(inner);
    if (shortAscii(text)) finishTail(state, text.length, BLOCK + text.length);
    else digestLong(state, utf8(text));
    tail.fill(0);
    for (let index = 0; index < 32; index += 1)
      tail[index] = word(state, index >> 2) >>> (24 - (index & 3) * 8);
    state.set(outer);
    finishTail(state, 32, BLOCK + 32);
    return bytesOf(state);
  };
};

/** Writes the text into the tail if it is ASCII and fits: a ticket's always does. */
const shortAscii = (text: string): boolean => {
  if (text.length >= BLOCK) return false;
  tail.fill(0);
  let all = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    all |= unit;
    tail[index] = unit;
  }
  return all < 0x80;
};

const digestLong = (state: Int32Array, data: Uint8Array): void => {
  const rest = blocksOf(state, data);
  tail.fill(0);
  tail.set(rest);
  finishTail(state, rest.length, BLOCK + data.length);
};

export const PLAIN_HASHING: Hashing = {
  sm3,
  hmac: (key, text) => keyedSm3(key)(text),
  keyed: keyedSm3,
  digest,
};
