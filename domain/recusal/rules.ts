import { addDays, addMonths, dayOf, parseDay, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type {
  Matter,
  Post,
  RecusalCode,
  RecusalEvent,
  RecusalPolicy,
  RecusalRefusal,
  Standing,
  Tie,
  TieKind,
  TieSource,
  Unit,
} from './model.ts';
import { couldBeSameUnit } from './unit-rules.ts';

type Decision = Result<NonEmpty<RecusalEvent>, RecusalRefusal>;

const CODE_OF: Readonly<Record<TieKind, RecusalCode>> = {
  interest: 'R1',
  post: 'R2',
  legalEntity: 'R3',
  kin: 'R4',
  other: 'R5',
};

/**
 * Whether somebody must keep away from a matter, and under which neutral code; null: may take part.
 * ZJ-11.1 interest R1, 11.2 former post R2, 11.3 same legal entity R3, 11.4 kin R4, 11.5 and an own
 * clue R5 (B-24). Words that could mean an inspected institution block, and so does any other employer
 * that nobody has resolved (U, draw-7): the unresolved never passes.
 */
export const stayAway = (
  standing: Standing,
  matter: Matter,
  policy: RecusalPolicy,
): RecusalCode | null => {
  const codes = [
    ...standing.posts.map((post) => codeOfPost(post, matter, policy)),
    ...standing.ties.map((tie) => codeOfTie(tie, matter, policy)),
    standing.ownClue ? ('R5' as const) : null,
  ].filter((code) => code !== null);
  return codes.sort()[0] ?? null;
};

/** What one post means for a matter. */
export const codeOfPost = (
  post: Post,
  matter: Matter,
  policy: RecusalPolicy,
): RecusalCode | null => {
  const code = timeCode(post, matter, policy);
  if (code === null || touches(post.unit, matter, policy)) return code;
  // where nothing is inspected (training), there is nothing the unknown employer could be
  return post.resolved || matter.units.length === 0 ? null : 'U';
};

/** Whether a post would still count on that day: held then, or left within the look-back (ZJ-11.2). */
export const isStillBarring = (
  post: Pick<Post, 'since' | 'until'>,
  day: Day,
  policy: RecusalPolicy,
): boolean =>
  timeCode(post, { task: null, firstDay: day, lastDay: day, units: [] }, policy) !== null;

/** Still there: the same unit or legal entity (R3). Left: R2 until the look-back is over. */
const timeCode = (
  { since, until }: { readonly since: string | null; readonly until: string | null },
  matter: Matter,
  policy: RecusalPolicy,
): RecusalCode | null => {
  if (since !== null && parseDay(since) !== null && since > matter.lastDay) return null;
  if (until === null) return 'R3';
  const left = parseDay(until);
  if (left === null) return 'R2';
  if (left >= matter.firstDay) return 'R3';
  return isWithinLookBack(left, matter.firstDay, policy) ? 'R2' : null;
};

/** B-15: who left on the corresponding day is inside, the day before is outside. */
const isWithinLookBack = (left: Day, day: Day, { recusal }: RecusalPolicy): boolean => {
  const free = addMonths(left, recusal.lookBackMonths.value);
  return recusal.boundaryDayCounts.value ? free >= day : free > day;
};

/** What one tie means for a matter. */
export const codeOfTie = (tie: Tie, matter: Matter, policy: RecusalPolicy): RecusalCode | null => {
  if (tie.status !== 'open') return null;
  if (tie.task !== null && tie.task !== matter.task) return null;
  const concerned = tie.unit === null ? tie.task !== null : touches(tie.unit, matter, policy);
  if (!concerned) return null;
  if (tie.kind !== 'post') return CODE_OF[tie.kind];
  return timeCode(tie, matter, policy) === null ? null : 'R2';
};

const touches = (unit: Unit, matter: Matter, { recusal }: RecusalPolicy): boolean =>
  matter.units.some((inspected) => couldBeSameUnit(unit, inspected, recusal.groupCounts.value));

export interface TieInput {
  readonly person: string;
  readonly kind: TieKind;
  readonly institution: string | null;
  readonly words: string;
  readonly task: string | null;
  readonly since: Day | null;
  readonly until: Day | null;
}

export interface TieFacts {
  readonly known: boolean;
  readonly institutionKnown: boolean;
  readonly number: string;
}

export interface OrderFacts extends TieFacts {
  /** who decided; null: no such account */
  readonly decidedBy: string | null;
}

/** A declared recusal (主动回避, ZJ-11.0, GP-9.3): taken as said, nobody has to agree to it. */
export const declare = (
  facts: TieFacts,
  input: TieInput & {
    readonly detail: string;
    readonly source: Exclude<TieSource, 'ordered'>;
  },
  world: World<object>,
): Decision => {
  const refused = tieRefusal(facts, input);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'recusal.declared',
      ...publicPart(facts, input, world),
      source: input.source,
      private: { ...wordsOf(input, input.detail), evidence: '' },
    },
  ]);
};

/** An ordered recusal (要求回避, ZJ-11.6): who decided, when, on what evidence, and the bureau's reason. */
export const order = (
  facts: OrderFacts,
  input: TieInput & {
    readonly reason: string;
    readonly evidence: string;
    readonly decidedOn: Day | null;
  },
  world: World<object>,
): Decision => {
  const refused = tieRefusal(facts, input);
  if (refused !== null) return err(refused);
  if (facts.decidedBy === null) return err({ code: 'recusal.unknown-account' });
  const today = dayOf(world.now);
  const decidedOn = input.decidedOn ?? today;
  if (decidedOn > today) return err({ code: 'recusal.decided-later' });
  return ok([
    {
      type: 'recusal.ordered',
      ...publicPart(facts, input, world),
      decidedBy: facts.decidedBy,
      decidedOn,
      private: {
        institution: input.institution,
        words: input.words,
        detail: input.reason,
        evidence: input.evidence,
      },
    },
  ]);
};

/** Of kin only the fact is kept, and for one piece of work not even the unit (ZJ-11.4, C-08). */
const wordsOf = ({ kind, task, institution, words }: TieInput, detail: string) => {
  if (kind !== 'kin') return { institution, words, detail };
  return task === null
    ? { institution, words, detail: '' }
    : { institution: null, words: '', detail: '' };
};

const tieRefusal = (facts: TieFacts, input: TieInput): RecusalRefusal | null => {
  if (!facts.known) return { code: 'recusal.unknown-person' };
  if (!facts.institutionKnown) return { code: 'recusal.unknown-institution' };
  if (namesNothing(input)) return { code: 'recusal.nothing-named' };
  return isReversed(input) ? { code: 'recusal.days-reversed' } : null;
};

const namesNothing = ({ institution, words, task }: TieInput): boolean =>
  institution === null && words === '' && task === null;

const isReversed = ({ since, until }: TieInput): boolean =>
  since !== null && until !== null && until < since;

const publicPart = (facts: TieFacts, input: TieInput, world: World<object>) => ({
  tie: newId(world.seed, 'tie'),
  number: facts.number,
  person: input.person,
  kind: input.kind,
  task: input.task,
  since: input.since,
  until: input.until,
});

/** A tie that no longer holds is closed with a reason; it stays on the register. */
export const close = (known: Tie | null, input: { readonly reason: string }): Decision => {
  if (known === null) return err({ code: 'recusal.unknown' });
  if (known.status === 'closed')
    return err({ code: 'recusal.already-closed', number: known.number });
  return ok([
    {
      type: 'recusal.closed',
      tie: known.id,
      person: known.person,
      private: { reason: input.reason },
    },
  ]);
};

export interface ErasureFacts {
  readonly tie: Tie | null;
  readonly keptDays: number;
}

/** The words of a tie of kin are needed for its work only; afterwards the bare fact stays (ZJ-11.4, C-08). */
export const eraseKin = (
  { tie, keptDays }: ErasureFacts,
  input: { readonly workEnded: Day },
  world: World<object>,
): Decision => {
  if (tie === null) return err({ code: 'recusal.unknown' });
  const isDue = addDays(input.workEnded, keptDays) < dayOf(world.now);
  if (!isDue || !holdsKinWords(tie)) return err({ code: 'recusal.nothing-to-erase' });
  const { id, person, entries } = tie;
  return ok([{ type: 'recusal.kin-erased', tie: id, person, entries }]);
};

/** Kin, for one piece of work, and not erased yet. */
export const holdsKinWords = ({ kind, task, erasedAt }: Tie): boolean =>
  kind === 'kin' && task !== null && erasedAt === null;
