import { dayOf, type Day } from '../kernel/day.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { Letter, MembershipEvent, MembershipRefusal, Term } from './model.ts';

type Decision = Result<NonEmpty<MembershipEvent>, MembershipRefusal>;

export interface LetterFacts {
  readonly term: Term | null;
  /** null: its printed days have not been confirmed */
  readonly letter: Letter | null;
}

interface Printed {
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
}

/**
 * Staff confirm the days that the letter will carry; both the computed and the printed ones are kept
 * (C-08), and where they differ the reason is.
 */
export const confirmPrinted = (facts: LetterFacts, input: Printed): Decision => {
  const standing = withLetter(facts.term);
  if (!standing.ok) return standing;
  const term = standing.value;
  const { letter } = facts;
  if (letter?.handedOn != null)
    return err({ code: 'membership.already-handed-over', on: letter.handedOn });
  const differs = input.from !== term.startsOn || input.to !== term.lastDay;
  const refused = printedRefusal(input, differs);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'membership.printed-term-confirmed',
      term: term.id,
      from: input.from,
      to: input.to,
      differs,
      ...(input.reason === '' ? {} : { private: { reason: input.reason } }),
    },
  ]);
};

/** Only a letter of a term that stands, with its days confirmed, is printed (GP-6.4a). */
export const print = (facts: LetterFacts): Decision => {
  const standing = withLetter(facts.term);
  if (!standing.ok) return standing;
  const term = standing.value;
  const { letter } = facts;
  return letter === null
    ? err({ code: 'membership.printed-term-missing' })
    : ok([{ type: 'membership.letter-printed', term: term.id }]);
};

/** The day on which the member got the paper: after the print, not in the future (C-08). */
export const handOver = (
  facts: LetterFacts,
  { on }: { readonly on: Day },
  { now }: World<object>,
): Decision => {
  const standing = withLetter(facts.term);
  if (!standing.ok) return standing;
  const term = standing.value;
  const { letter } = facts;
  if (letter?.printedAt == null) return err({ code: 'membership.letter-not-printed' });
  if (letter.handedOn !== null)
    return err({ code: 'membership.already-handed-over', on: letter.handedOn });
  if (on > dayOf(now)) return err({ code: 'membership.handed-over-later' });
  return ok([{ type: 'membership.letter-handed-over', term: term.id, on }]);
};

const printedRefusal = (
  { from, to, reason }: Printed,
  differs: boolean,
): MembershipRefusal | null => {
  if (to < from) return { code: 'membership.days-reversed' };
  return differs && reason === '' ? { code: 'membership.printed-term-unlike' } : null;
};

/** The term whose letter it is, as long as it stands. */
const withLetter = (term: Term | null): Result<Term, MembershipRefusal> => {
  if (term === null) return err({ code: 'membership.unknown' });
  if (term.letterNumber === null) return err({ code: 'membership.no-letter' });
  return term.status === 'active'
    ? ok(term)
    : err({ code: 'membership.letter-ended', status: term.status });
};
