import type { Application, Conclusion, Finding } from './model.ts';
import type { NominationRefusal } from './model-refusals.ts';
import type { EntryPolicy } from './policy.ts';

interface Found {
  readonly findings: readonly Finding[];
  readonly conclusion: Conclusion;
}

/** One finding for each condition; a 合格 agrees with them, and says what is open (F2-09, GP-4.1b). */
export const findingsRefusal = (
  { exceptions }: Application,
  { conditions }: EntryPolicy,
  { findings, conclusion }: Found,
): NominationRefusal | null => {
  const foundOf = (id: string) => findings.find((one) => one.condition === id);
  const missing = conditions.value.filter(({ id }) => foundOf(id) === undefined);
  if (missing.length > 0)
    return { code: 'nomination.findings-missing', conditions: missing.map(({ text }) => text) };
  if (conclusion === 'unqualified') return null;
  const notMet = conditions.value.filter(
    ({ id, preferred }) => !preferred && foundOf(id)?.found === 'notMet',
  );
  const hard = notMet.filter((one) => !one.exceptions.some((soft) => exceptions.includes(soft)));
  if (hard.length > 0)
    return { code: 'nomination.findings-contradict', conditions: hard.map(({ text }) => text) };
  const silent = conditions.value.filter(
    (one) =>
      (notMet.includes(one) || foundOf(one.id)?.found === 'unclear') &&
      foundOf(one.id)?.note.trim() === '',
  );
  return silent.length === 0
    ? null
    : { code: 'nomination.note-missing', conditions: silent.map(({ text }) => text) };
};
