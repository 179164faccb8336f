import type { Roster } from '../kernel/world.ts';
import type { InvitingPolicy } from './policy.ts';

/** A condition of the measure that an invited person may not meet: for the approver to weigh. */
export type InvitationNote =
  | { readonly kind: 'age'; readonly age: number }
  | { readonly kind: 'missing'; readonly what: readonly string[] }
  | { readonly kind: 'title'; readonly category: string; readonly least: string }
  | { readonly kind: 'employer'; readonly types: readonly string[] };

export interface Invited {
  readonly roster: Roster;
  readonly category: string | null;
  readonly title: string;
  /** full years today; null: no citizen number on record */
  readonly age: number | null;
  /** particulars an applicant would have given and this person has not */
  readonly missing: readonly string[];
}

/** Invited people skip the review; the conditions still hold and are shown, never refused here. */
export const notesOn = (invited: Invited, policy: InvitingPolicy): readonly InvitationNote[] => [
  ...(invited.missing.length === 0 ? [] : [{ kind: 'missing' as const, what: invited.missing }]),
  ...ageNotes(invited, policy),
  ...titleNotes(invited, policy),
  ...employerNotes(invited, policy),
];

const ageNotes = (
  { roster, age }: Invited,
  { rosters }: InvitingPolicy,
): readonly InvitationNote[] => {
  const limits = rosters[roster]?.entry?.age.value ?? null;
  if (limits === null) return [];
  return age === null || isWithin(age, limits) ? [] : [{ kind: 'age', age }];
};

interface Ages {
  readonly min: number | null;
  readonly max: number | null;
  readonly inclusive: boolean;
}

/** Ends included where the measure says 以上/以下. */
const isWithin = (age: number, { min, max, inclusive }: Ages): boolean => {
  const gap = inclusive ? 0 : 1;
  return (min === null || age >= min + gap) && (max === null || age <= max - gap);
};

/** Only the categories that the measure names. */
const titleNotes = (
  { roster, category, title }: Invited,
  { rosters }: InvitingPolicy,
): readonly InvitationNote[] => {
  const titles = roster === 'experts' ? (rosters.experts?.titles.value ?? []) : [];
  const rule = titles.find((one) => one.category === category);
  return rule === undefined || rule.words.some((word) => title.includes(word))
    ? []
    : [{ kind: 'title', category: rule.category, least: rule.least }];
};

/** Which kind of unit somebody is from stands in no record: the approver looks (ZJ-5). */
const employerNotes = (
  { roster }: Invited,
  { rosters }: InvitingPolicy,
): readonly InvitationNote[] => {
  const types = rosters[roster]?.entry?.employerTypes.value ?? [];
  return types.length === 0 ? [] : [{ kind: 'employer', types }];
};
