import { nextLink, NODE_HASHING } from '../vrs/index.ts';
import type { Attempt } from './model-attempt.ts';
import { NO_DRAW_YET } from './attempt-rules.ts';

/** What is wrong with a draw's place in the bureau's sequence, in the order it is looked for. */
export type ChainFault = 'missing' | 'doubled' | 'prev' | 'list' | 'commitment' | 'link' | 'head';

/** One event of a record as it is kept. */
interface KeptLink {
  readonly n: number;
  readonly kind: string;
  readonly at: string;
  readonly body: unknown;
  readonly hash: string;
}

/** One attempt as it is kept; `listDigest` and `rulesDigest` are recomputed from what is kept. */
export interface Kept {
  readonly attempt: Pick<Attempt, 'prev' | 'commit' | 'listDigest' | 'rulesDigest'>;
  readonly head: string;
  readonly links: readonly KeptLink[];
  readonly recomputed: { readonly listDigest: string; readonly rulesDigest: string };
}

/**
 * The first thing that does not fit: every draw begins at a hash of the draw before it, and every event
 * of its own follows from the one before (draw-18, draw-19, draw-32).
 */
export const faultOf = (kept: Kept, before: Kept | null): ChainFault | null => {
  const { attempt, recomputed } = kept;
  if (!follows(attempt.prev, before)) return 'prev';
  if (
    attempt.listDigest !== recomputed.listDigest ||
    attempt.rulesDigest !== recomputed.rulesDigest
  )
    return 'list';
  if (!bindsItsList(kept)) return 'commitment';
  return brokenLink(kept);
};

const follows = (prev: string, before: Kept | null): boolean =>
  before === null ? prev === NO_DRAW_YET : before.links.some(({ hash }) => hash === prev);

/** The first two events say what was frozen and what was committed to. */
const bindsItsList = ({ attempt, links }: Kept): boolean => {
  const { listDigest, rulesDigest, commit } = attempt;
  return isSame(links[0]?.body, { listDigest, rulesDigest }) && isSame(links[1]?.body, { commit });
};

const isSame = (body: unknown, expected: Readonly<Record<string, string>>): boolean => {
  if (typeof body !== 'object' || body === null) return false;
  const known = new Map<string, unknown>(Object.entries(body));
  return Object.entries(expected).every(([name, value]) => known.get(name) === value);
};

const brokenLink = ({ attempt, links, head }: Kept): ChainFault | null => {
  let previous = attempt.prev;
  for (const [index, { n, kind, at, body, hash }] of links.entries()) {
    if (n !== index || hash !== nextLink(previous, { n, kind, at, body }, NODE_HASHING))
      return 'link';
    previous = hash;
  }
  return head === previous ? null : 'head';
};
