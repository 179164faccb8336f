import { fromHex, toHex, utf8 } from './bytes.ts';
import { canon, canonText } from './canon.ts';
import type { Hashing, List, Pause, Row, Rules } from './model.ts';
import { atOnce, inTurns, type Turns } from './turns.ts';

const ROWS_A_TURN = 1000;
/** What a ticket is made of must read the same everywhere (draw-24). */
const LABEL = /^[\w.:-]{1,64}$/;
const MAX_WEIGHT = 10;

/** SM3 of the canonical list: `L` (draw.md 2.3, step 2). @throws for a list that could not be drawn from */
export const listDigest = (list: List, hashing: Hashing, pause: Pause): Promise<string> =>
  inTurns(digestOf(list, hashing), pause);

export const listDigestAtOnce = (list: List, hashing: Hashing): string =>
  atOnce(digestOf(list, hashing));

function* digestOf({ salt, rows }: List, hashing: Hashing): Turns<string> {
  const fault = yield* faultsIn(rows);
  if (fault !== null) throw new Error(fault);
  const digest = hashing.digest();
  digest.update(utf8('{"rows":['));
  for (let from = 0; from < rows.length; from += ROWS_A_TURN) {
    const part = rows.slice(from, from + ROWS_A_TURN).map(canonRow);
    digest.update(utf8(`${from === 0 ? '' : ','}${part.join(',')}`));
    yield;
  }
  digest.update(utf8(`],"salt":${canonText(salt)}}`));
  return toHex(digest.end());
}

/** canon(row), which would sort the same keys anew for each of 100,000 rows. */
const canonRow = ({ bind, cats, cid, out, unit, w }: Row): string => {
  const head = bind === undefined ? '' : `"bind":${canonText(bind)},`;
  const tail = w === undefined ? '' : `,"w":${canon(w)}`;
  const labels = cats.map(canonText).join(',');
  return `{${head}"cats":[${labels}],"cid":${canonText(cid)},"out":${canonText(out)},"unit":${canonText(unit)}${tail}}`;
};

/** What makes the rows unfit for a draw, in English; null where nothing does (draw-26, draw-27). */
export const rowsFault = (rows: readonly Row[]): string | null => atOnce(faultsIn(rows));

function* faultsIn(rows: readonly Row[]): Turns<string | null> {
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const fault = seen.has(row.cid) ? 'stands in the list twice' : rowFault(row);
    if (fault !== null) return `row ${index + 1} (${row.cid}): ${fault}`;
    seen.add(row.cid);
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) yield;
  }
  return null;
}

const rowFault = ({ cid, unit, out, w = 1 }: Row): string | null => {
  const label = [cid, unit, out === '' ? '-' : out].find((one) => !LABEL.test(one));
  if (label !== undefined) return `"${label}" is no label: 1 to 64 of A-Z a-z 0-9 _ . : -`;
  return isWeight(w) ? null : 'a weight is an integer, 1 to 10';
};

const isWeight = (w: number): boolean => Number.isInteger(w) && w >= 1 && w <= MAX_WEIGHT;

/** SM3 of the canonical rules: `U` (draw.md 2.3, step 1). */
export const rulesDigest = (rules: Rules, hashing: Hashing): string =>
  toHex(hashing.sm3(utf8(canon(rules))));

/** Lines joined by one newline byte: what is committed to and what the key covers. */
const lines = (...parts: readonly string[]): string => parts.join('\n');

interface Covered {
  readonly id: string;
  readonly listDigest: string;
  readonly rulesDigest: string;
}

/** What is published before any digit is given (draw.md 2.3, step 3); `top` is the n-th hash of the secret. */
export const commitment = (
  { id, listDigest, rulesDigest, top, prev }: Covered & { top: string; prev: string },
  hashing: Hashing,
): string => toHex(hashing.sm3(utf8(lines(id, listDigest, rulesDigest, top, prev))));

/** The key of a round (draw.md 2.3, step 5): neither list nor rules can be chosen after the fact. */
export const drawKey = (
  codeHex: string,
  { id, listDigest, rulesDigest, entropy }: Covered & { entropy: string },
  hashing: Hashing,
): Uint8Array => hashing.hmac(fromHex(codeHex), lines(id, listDigest, rulesDigest, entropy));

/** What a party fixes before anybody's digits are shown; the salt keeps six digits from being tried out. */
export const contributionHash = (
  said: { draw: string; party: string; value: string; salt: string },
  hashing: Hashing,
): string => {
  const { draw, party, value, salt } = said;
  return toHex(hashing.sm3(utf8(canon({ draw, party, value, salt }))));
};

/** The next link of a record's chain of events (draw.md 2.3, step 9); before the first stands `prev`. */
export const nextLink = (
  previous: string,
  event: { n: number; kind: string; at: string; body: unknown },
  hashing: Hashing,
): string => {
  const { n, kind, at, body } = event;
  return toHex(hashing.sm3(utf8(lines(previous, canon({ n, kind, at, body })))));
};
