import { z } from 'zod';
import type { AuditEntry } from '../../domain/audit/index.ts';
import { membership, nomination, people, type Tx } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';
import { CASE_ROLES } from './roles.ts';

const FIELD_WORDS: Readonly<Record<string, string>> = {
  ...nomination.FIELD_WORDS,
  citizenNumber: '身份证号',
  phone: '电话',
};

const revealed = z.object({ person: z.string(), field: z.string() });
const ofApplicant = z.object({ application: z.string(), field: z.string() });

/**
 * Of a reveal: at whose number somebody looked, by entry. The name is for whoever may open that
 * person's page, and for the auditor where a roster shows it; all others read what it is filed under.
 */
export const revealWords = (
  visit: Visit,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, string>> =>
  visit.within(async (tx) => {
    const words = new Map<string, string>();
    for (const entry of entries) {
      const said = await wordsOf(tx, visit, entry);
      if (said !== null) words.set(entry.id, said);
    }
    return words;
  });

const wordsOf = async (tx: Tx, visit: Visit, entry: AuditEntry): Promise<string | null> => {
  if (entry.type === 'people.revealed') return ofPerson(tx, visit, revealed.parse(entry.facts));
  if (entry.type === 'nomination.revealed')
    return ofApplication(tx, visit, ofApplicant.parse(entry.facts));
  return null;
};

const ofPerson = async (
  tx: Tx,
  visit: Visit,
  { person, field }: z.output<typeof revealed>,
): Promise<string> => {
  const mayKnow = opensCases(visit) || (await isShownToAuditor(tx, visit, person));
  const known = mayKnow ? await people.readPerson(tx, person) : null;
  return `看了${known?.particulars.name ?? `人员 ${person.slice(0, 8)} `}的${fieldWords(field)}`;
};

const ofApplication = async (
  tx: Tx,
  visit: Visit,
  { application, field }: z.output<typeof ofApplicant>,
): Promise<string> => {
  const known = await nomination.readApplication(tx, application);
  const name = opensCases(visit) ? (known?.snapshot.name ?? '') : '';
  const whose = known === null ? application.slice(0, 8) : known.number;
  return `看了申请 ${whose} ${name}的${fieldWords(field)}`;
};

const opensCases = ({ account }: Visit): boolean =>
  account.roles.some((role) => CASE_ROLES.includes(role));

const isShownToAuditor = async (tx: Tx, { account }: Visit, person: string): Promise<boolean> =>
  account.roles.includes('auditor') && (await membership.membershipsOf(tx, person)).length > 0;

const fieldWords = (field: string): string => FIELD_WORDS[field] ?? '号码';
