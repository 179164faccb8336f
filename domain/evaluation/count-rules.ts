import type { World } from '../kernel/world.ts';
import type { CountedVote, EvaluationEvent } from './model-events.ts';
import type { EvaluationPolicy, Opinion, PaperVote, Round, Tally, Verdict, Vote } from './model.ts';
import type { WorkState } from './rules.ts';

/** A round with everything around it. */
export interface RoundFacts {
  readonly state: WorkState;
  readonly round: Round;
}

export const aboutRound = ({ round }: RoundFacts) => ({
  task: round.task,
  number: round.number,
  round: round.id,
});

const opinionsIn = ({ state, round }: RoundFacts): readonly Opinion[] =>
  state.opinions.filter((one) => one.round === round.id && one.voidAt === null);

/** An expert's valid opinion in this round. */
export const opinionOf = (facts: RoundFacts, person: string): Opinion | null =>
  opinionsIn(facts).find((one) => one.person === person) ?? null;

/** The votes that are in. */
export const votesSoFar = (facts: RoundFacts): readonly PaperVote[] =>
  opinionsIn(facts).map(({ person, vote }) => ({ person, vote }));

export interface Counting {
  readonly votes: readonly PaperVote[];
  readonly paper: readonly CountedVote[];
  /** why it is closed before all are in; blank: all are in */
  readonly early: string;
}

/** The end of a round: counted once, and for good (B-20). */
export const countVotes = (
  facts: RoundFacts,
  { votes, paper, early }: Counting,
  { policy }: World<EvaluationPolicy>,
): EvaluationEvent => {
  const tally = tallyOf(votes, facts.round.voters.length);
  return {
    type: 'evaluation.round-counted',
    ...aboutRound(facts),
    way: facts.round.way,
    tally,
    verdict: verdictOf(tally, policy),
    early: early !== '',
    voters: votes.map(({ person }) => person),
    private: { reason: early, paper },
  };
};

const tallyOf = (votes: readonly PaperVote[], asked: number): Tally => {
  const of = (vote: Vote): number => votes.filter((one) => one.vote === vote).length;
  return {
    for: of('for'),
    against: of('against'),
    abstain: of('abstain'),
    missing: asked - votes.length,
  };
};

/** null is a tie, which the bureau decides. */
export const verdictOf = (tally: Tally, { evaluation }: EvaluationPolicy): Verdict | null => {
  if (evaluation.majority.value === 'cast') {
    if (tally.for === tally.against) return null;
    return tally.for > tally.against ? 'for' : 'against';
  }
  const half = (tally.for + tally.against + tally.abstain + tally.missing) / 2;
  if (tally.for > half) return 'for';
  return tally.against > half ? 'against' : null;
};
