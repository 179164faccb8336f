import { z } from 'zod';
import type { AuditEntry } from '../../domain/audit/index.ts';
import { clues, holds, type Actor } from '../../domain/index.ts';

/**
 * Whether a reader of the audit log may know of an entry: the clues' own rule for everything that
 * says for whom it is (B-19). What names a kept-back entry is kept back with it (`readEntries`).
 */
export const mayKnow = ({ type, facts }: AuditEntry, actor: Actor): boolean => {
  const kept = keeping.safeParse(facts);
  // what is still a draft is its writer's; that it exists is for discipline (C-01)
  if (!kept.success) return !type.startsWith('clues.') || holds(actor, 'discipline');
  return type.startsWith('clues.')
    ? clues.isVisibleEvent(kept.data, actor)
    : kept.data.audience === 'office' || holds(actor, 'discipline');
};

/** The facts that say for whom an entry is; an entry without them is for every reader. */
const keeping = z.object({
  audience: z.enum(['office', 'discipline', 'outside']),
  hidden: z.array(z.string()).default([]),
});
