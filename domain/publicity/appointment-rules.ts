import type { Role } from '../kernel/actor.ts';
import type { Application, NominationRefusal } from '../nomination/index.ts';
import type { Publicity, PublicityRefusal } from './model.ts';
import type { PublicityPolicy } from './policy.ts';
import { appointersOf, isNeverShown } from './rules.ts';

export interface AppointFacts {
  readonly application: Application | null;
  /** what has come in between since the selection: a term elsewhere, a bar (ZJ-18a) */
  readonly hindrance: NominationRefusal | null;
  /** the periods in which the candidate was shown, those that were cancelled left out */
  readonly periods: readonly Publicity[];
  readonly account: string;
  readonly roles: readonly Role[];
}

/**
 * Why somebody cannot be appointed: the decision is of certain roles, and where candidates are shown
 * first only after a clean end (ZJ-8.2b, GP-3); null: may be.
 */
export const appointProblem = (
  facts: AppointFacts,
  { expectVersion }: { readonly expectVersion: number },
  policy: PublicityPolicy,
): PublicityRefusal | NominationRefusal | null => {
  const { application, hindrance, periods } = facts;
  if (application === null) return { code: 'publicity.unknown' };
  const { version } = application;
  if (version !== expectVersion) return { code: 'publicity.changed-meanwhile', version };
  return (
    partProblem(facts, application, policy) ??
    hindrance ??
    shownProblem(application, periods, policy)
  );
};

const partProblem = (
  { roles: held }: AppointFacts,
  { roster }: Application,
  policy: PublicityPolicy,
): PublicityRefusal | null => {
  const roles = appointersOf(roster, policy);
  return held.some((role) => roles.includes(role))
    ? null
    : { code: 'publicity.not-your-part', part: 'appointment', roles };
};

/** What the publicity still keeps somebody from; null where the measure asks for none, or not of the invited. */
export const shownProblem = (
  application: Pick<Application, 'roster' | 'number' | 'publication' | 'invited'>,
  periods: readonly Publicity[],
  policy: PublicityPolicy,
): PublicityRefusal | null => {
  const { roster, number, publication } = application;
  if (isNeverShown(application)) return null;
  if (policy.rosters[roster]?.calls?.publicity.value !== 'before') return null;
  if (publication === null) return { code: 'publicity.no-consent', number };
  if (periods.some(({ state }) => state === 'ended')) return null;
  const running = periods.find(({ state }) => state === 'open');
  return running === undefined
    ? { code: 'publicity.not-shown', number }
    : { code: 'publicity.not-ended', number: running.number, lastDay: running.lastDay };
};
