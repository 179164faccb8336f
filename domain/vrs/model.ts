import type { Json } from '../kernel/action.ts';

/** Stands in the rules, so that a record says for ever how it is to be read (draw-29). */
export const ALG = 'SM3-VRS-1';

/** SM3 (GB/T 32905-2016) and HMAC (RFC 2104), from Node or in plain JavaScript for the browser. */
export interface Hashing {
  readonly sm3: (data: Uint8Array) => Uint8Array;
  readonly hmac: (key: Uint8Array, text: string) => Uint8Array;
  /** `hmac` with the key laid in, for 100,000 tickets of one draw */
  readonly keyed: (key: Uint8Array) => (text: string) => Uint8Array;
  /** for what is too long to be held as one text */
  readonly digest: () => Digest;
}

export interface Digest {
  readonly update: (data: Uint8Array) => void;
  readonly end: () => Uint8Array;
}

/** Lets others have their turn: `setImmediate` on a server. */
export type Pause = () => Promise<void>;

/** One candidate of the frozen list; `cid` and `unit` are pseudonyms of this draw. */
export interface Row {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly unit: string;
  /** '' may be drawn; else the class of what keeps the person out: R1…R5, T, S, C, D, Q */
  readonly out: string;
  /** tickets in the drum, 1…10; left out it is 1 */
  readonly w?: number | undefined;
  /** salted hash of the details that stay inside */
  readonly bind?: string | undefined;
}

export interface List {
  /** random, hex: without it the digest could be guessed by enumeration */
  readonly salt: string;
  readonly rows: readonly Row[];
}

/** Seats by category. */
export type Need = Readonly<Record<string, number>>;
/** How many of one employer may sit together. */
export type UnitCap = number | 'none';

/** What was fixed before the draw; further keys are free and covered by the digest. */
export type Rules = Readonly<Record<string, Json>> & {
  readonly alg: typeof ALG;
  readonly need: Need;
  readonly unitCap: UnitCap;
};

/** Somebody who could take a seat. */
export interface Candidate {
  readonly cid: string;
  readonly cats: readonly string[];
  readonly unit: string;
}

/** Somebody who holds a seat or was asked for one. */
export interface Holder extends Candidate {
  /** the seat's category when it may not move any more */
  readonly locked: string | null;
  /** the category of the present seat; kept unless somebody else can only be seated by moving it */
  readonly present?: string;
}

export interface Filling {
  readonly need: Need;
  readonly unitCap: UnitCap;
  readonly standing: readonly Holder[];
  /** the others, in the drawn order */
  readonly order: readonly Candidate[];
}

export interface Seat {
  readonly cid: string;
  readonly category: string;
}

/** unit: the employer has its number · full: no seat of these categories · blocks: would leave `category` short */
export interface Skip {
  readonly cid: string;
  readonly why: 'unit' | 'full' | 'blocks';
  readonly category?: string;
}

export interface Filled {
  /** the newly taken, in the drawn order */
  readonly taken: readonly string[];
  /** standing and taken with their categories */
  readonly seats: readonly Seat[];
  /** whom the walk passed over before all seats were filled */
  readonly skipped: readonly Skip[];
  /** seats nobody is left for */
  readonly open: Need;
  /** categories that together have too few candidates; empty where all seats can be filled */
  readonly short: readonly string[];
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
