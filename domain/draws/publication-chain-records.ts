import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import { listDigest, NODE_HASHING, rulesDigest } from '../vrs/index.ts';
import { drawAttempts, lastDraw, linksOf, readAttempt } from './attempt-records.ts';
import { faultOf, type ChainFault, type Kept } from './publication-chain-rules.ts';

/** What a walk over all draws of the bureau found. */
export type DrawChain =
  | { readonly whole: true; readonly attempts: number; readonly head: string }
  | {
      readonly whole: false;
      readonly attempts: number;
      /** the draw's name, or its running number where it is missing */
      readonly brokenAt: string;
      readonly why: ChainFault;
    };

/** Walks all real attempts in the order they were committed, one in memory at a time. */
export const verifyDraws = async (tx: Tx): Promise<DrawChain> => {
  const { ordinal: attempts, head } = await lastDraw(tx);
  let before: Kept | null = null;
  for (let ordinal = 1; ordinal <= attempts; ordinal += 1) {
    const rows = await tx.table(drawAttempts).find({ rehearsal: 0, ordinal }, { limit: 2 });
    const [row] = rows;
    if (row === undefined) return broken(attempts, String(ordinal), 'missing');
    if (rows.length > 1) return broken(attempts, row.name, 'doubled');
    const kept = await keptDraw(tx, row);
    const fault = kept === null ? 'missing' : faultOf(kept, before);
    if (fault !== null) return broken(attempts, row.name, fault);
    before = kept;
  }
  return { whole: true, attempts, head };
};

const broken = (attempts: number, brokenAt: string, why: ChainFault): DrawChain => ({
  whole: false,
  attempts,
  brokenAt,
  why,
});

const keptDraw = async (
  tx: Tx,
  { id, head }: { readonly id: string; readonly head: string },
): Promise<Kept | null> => {
  const attempt = await readAttempt(tx, id);
  if (attempt === null) return null;
  const recomputed = {
    listDigest: await listDigest(attempt.list, NODE_HASHING, breathe),
    rulesDigest: rulesDigest(attempt.rules, NODE_HASHING),
  };
  return { attempt, head, links: await linksOf(tx, id), recomputed };
};
