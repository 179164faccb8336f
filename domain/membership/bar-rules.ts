import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { MembershipEvent, MembershipRefusal, RemovalPolicy, Term } from './model.ts';

export interface BarFacts {
  readonly terms: readonly Term[];
  /** the keyed hash of the citizen number; null: no number is on record */
  readonly print: string | null;
}

interface Barring {
  readonly term: string;
  readonly ground: string;
  readonly reason: string;
}

/** Out of the pool, and never in again: the bar follows the citizen number (ZJ-18a, B-17). */
export const bar = (
  { terms, print }: BarFacts,
  input: Barring,
  { policy, seed }: World<RemovalPolicy>,
): Result<NonEmpty<MembershipEvent>, MembershipRefusal> => {
  const term = terms.find(({ id }) => id === input.term);
  if (term === undefined) return err({ code: 'membership.unknown' });
  const refused = barRefusal(term, policy);
  if (refused !== null) return err(refused);
  if (print === null) return err({ code: 'membership.number-unknown' });
  const { ground, reason } = input;
  const { id, person, roster } = term;
  // a renewal that was decided already does not outlive the removal
  const alsoEnded = terms.filter((one) => one !== term && one.roster === roster && isIn(one));
  return ok([
    {
      type: 'membership.barred',
      bar: newId(seed, 'bar'),
      term: id,
      roster,
      private: { print, ground },
    },
    ...[term, ...alsoEnded].map((one) => ({
      type: 'membership.removed' as const,
      term: one.id,
      person,
      roster,
      private: { ground, reason },
    })),
  ]);
};

const isIn = ({ status }: Term): boolean => status === 'active' || status === 'awaiting-consent';

/** The bar is the expert pool's (C-08), and nothing is taken from anybody under a draft (C-09). */
const barRefusal = (term: Term, policy: RemovalPolicy): MembershipRefusal | null => {
  if (term.roster !== 'experts') return { code: 'membership.no-bar', roster: term.roster };
  if (!isIn(term)) return { code: 'membership.not-removable', status: term.status };
  return policy.document.status === 'draft' && !policy.demonstration
    ? { code: 'membership.draft-measure', title: policy.document.title }
    : null;
};
