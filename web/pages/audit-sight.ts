import type { AuditEntry } from '../../domain/audit/index.ts';
import { clues, holds, type Actor } from '../../domain/index.ts';

/**
 * Whether a reader of the audit log may know of an entry: the clues' own rule for everything that
 * says for whom it is (B-19). What names a kept-back entry is kept back with it (`readEntries`).
 */
export const mayKnow = ({ type, facts }: AuditEntry, actor: Actor): boolean => {
  if (typeof facts !== 'object' || facts === null || !('audience' in facts)) return true;
  const hidden = 'hidden' in facts && Array.isArray(facts.hidden) ? facts.hidden.map(String) : [];
  const { audience } = facts;
  if (audience !== 'office' && audience !== 'discipline' && audience !== 'outside') return true;
  return type.startsWith('clues.')
    ? clues.isVisibleEvent({ audience, hidden }, actor)
    : audience === 'office' || holds(actor, 'discipline');
};
