import { Like } from 'typeorm';
import { breathe } from '../store/gently.ts';
import type { Tx } from '../store/scope.ts';
import { listDigest, NODE_HASHING, rulesDigest } from '../vrs/index.ts';
import { drawAttempts, drawLinks, lastDraw, linksOf, readAttempt } from './attempt-records.ts';
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

/** Which event of which draw a printed hash belongs to; the first digits are enough. */
export interface KnownHash {
  readonly name: string;
  readonly kind: string;
  readonly at: Date;
}

/** Looks a hash of a printed sheet up among all events; null: this database never saw it (draw-32). */
export const findHash = async (tx: Tx, digits: string): Promise<KnownHash | null> => {
  const [link] = await tx.table(drawLinks).find({ hash: Like(`${digits}%`) }, { limit: 1 });
  const attempt = link === undefined ? null : await readAttempt(tx, link.draw);
  if (link === undefined || attempt === null) return null;
  return { name: attempt.name, kind: link.kind, at: new Date(link.at) };
};

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
