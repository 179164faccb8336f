import { z } from 'zod';
import { auditEntries, privateParts } from '../../domain/audit/index.ts';
import type { Tx } from '../../domain/index.ts';
import type { NoticeRow } from '../../domain/notices/index.ts';

/** Who sent a notice once more, when and why. */
export interface Resent {
  /** the new one, and the one it was sent for */
  readonly id: string;
  readonly origin: string | null;
  readonly at: string;
  readonly by: string | null;
  readonly reason: string | null;
}

const facts = z.object({ again: z.string(), by: z.string() });
const secret = z.object({ reason: z.string() });

/** Read from the log, where the reason is kept apart and may be erased: no row of the outbox holds it. */
export const resendOf = async (
  tx: Tx,
  { id, origin, createdAt: at }: NoticeRow,
): Promise<Resent> => {
  const entries = await tx.table(auditEntries).find({ type: 'notices.resent', at });
  for (const { seq, facts: said } of entries) {
    const read = facts.safeParse(said);
    if (read.data?.again === id)
      return { id, origin, at, by: read.data.by, reason: await reasonOf(tx, seq) };
  }
  return { id, origin, at, by: null, reason: null };
};

const reasonOf = async (tx: Tx, seq: number): Promise<string | null> => {
  const part = await tx.table(privateParts).one({ seq });
  if (part?.sealed == null) return null;
  const body: unknown = JSON.parse(z.string().parse(tx.vault.open(part.sealed)));
  return secret.safeParse(body).data?.reason ?? null;
};
