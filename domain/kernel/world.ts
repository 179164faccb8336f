import type { Calendar } from './working-days.ts';

/** A bureau's slug as it stands in its file, in paths and in every row. */
export type BureauId = string & { readonly __bureau: true };

/** The two rosters of a bureau: 社会监督员库 and 专家库. */
export const ROSTERS = ['supervisors', 'experts'] as const;
export type Roster = (typeof ROSTERS)[number];

/** The roster's Chinese name for one member and for the whole. */
export const ROSTER_WORDS: Readonly<Record<Roster, { member: string; roster: string }>> = {
  supervisors: { member: '社会监督员', roster: '社会监督员库' },
  experts: { member: '专家', roster: '专家库' },
};

/**
 * Everything a rule may know that is not a fact of the case: the instant, fresh
 * randomness (64 hex digits from the operating system), the bureau and its policy.
 */
export interface World<P> {
  readonly now: Date;
  readonly seed: string;
  readonly bureau: BureauId;
  readonly policy: P;
  readonly calendar: Calendar;
}
