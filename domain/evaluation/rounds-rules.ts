import { newId } from '../kernel/fresh.ts';
import { err, ok } from '../kernel/result.ts';
import type { World } from '../kernel/world.ts';
import type { EvaluationEvent, Said } from './model-events.ts';
import type { EvaluationPolicy, Opinion, PaperVote, Round, Verdict, Way } from './model.ts';
import type { EvaluationRefusal } from './model-refusals.ts';
import { aboutRound, countVotes, opinionOf, votesSoFar, type RoundFacts } from './count-rules.ts';
import {
  absentees,
  accepted,
  notRunning,
  tookPart,
  type Decision,
  type WorkState,
} from './rules.ts';

const UNKNOWN = { code: 'evaluation.unknown' } as const;

export interface OpenInput {
  readonly title: string;
  readonly text: string;
  readonly way: Way;
  readonly dueAt: Date;
  readonly replaces: string | null;
  /** known and wanted: whoever has not signed in is not asked */
  readonly onlyPresent: boolean;
}

/** A question to everybody who took part and whose seat still stands (ZJ-13.2a). */
export const openRound = (
  state: WorkState | null,
  input: OpenInput,
  world: World<EvaluationPolicy>,
): Decision => {
  if (state === null) return err(UNKNOWN);
  const voters = votersOf(state);
  const refused = notRunning(state) ?? notAskable(state, { input, voters, now: world.now });
  if (refused !== null) return err(refused);
  const before = world.policy.evaluation.reminderHours.value * 3_600_000;
  return ok([
    {
      type: 'evaluation.round-opened',
      task: state.task.id,
      number: state.task.number,
      round: newId(world.seed, 'round'),
      count: state.rounds.length + 1,
      way: input.way,
      dueAt: input.dueAt.toISOString(),
      remindAt: new Date(input.dueAt.getTime() - before).toISOString(),
      voters,
      replaces: input.replaces,
      private: { title: input.title, text: input.text },
    },
  ]);
};

const votersOf = (state: WorkState): readonly string[] =>
  tookPart(state)
    .filter(({ status }) => status === 'accepted')
    .map(({ person }) => person);

const notAskable = (
  state: WorkState,
  asked: {
    readonly input: OpenInput;
    readonly voters: readonly string[];
    readonly now: Date;
  },
): EvaluationRefusal | null => {
  const { input, voters, now } = asked;
  if (voters.length === 0) return { code: 'evaluation.nobody-present' };
  if (input.dueAt <= now) return { code: 'evaluation.due-passed' };
  return notReplacing(state, input.replaces) ?? notComplete(state, input);
};

/** Nobody loses a vote for coming late without somebody having said so (ZJ-13.2a). */
const notComplete = (state: WorkState, input: OpenInput): EvaluationRefusal | null => {
  const missing = absentees(state).length;
  return missing === 0 || input.onlyPresent ? null : { code: 'evaluation.not-all-here', missing };
};

const notReplacing = (
  { rounds }: WorkState,
  replaces: OpenInput['replaces'],
): EvaluationRefusal | null => {
  if (replaces === null) return null;
  const before = rounds.find(({ id }) => id === replaces);
  return before?.status === 'void' ? null : { code: 'evaluation.not-void' };
};

/** An expert's own opinion; with the last one the votes are counted by themselves. */
export const giveOpinion = (
  facts: RoundFacts | null,
  input: Said & { readonly person: string },
  world: World<EvaluationPolicy>,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const known = opinionOf(facts, input.person);
  const refused =
    notRunning(facts.state) ??
    goneFrom(facts.state, input.person) ??
    notTakingOpinions(facts.round, known);
  if (refused !== null) return err(refused);
  const { person, vote, text, materials } = input;
  const given: EvaluationEvent = {
    type: 'evaluation.opinion-given',
    ...aboutRound(facts),
    opinion: known?.id ?? newId(world.seed, 'opinion'),
    person,
    changed: known !== null,
    private: { vote, text, materials },
  };
  const votes = [...votesSoFar(facts).filter((one) => one.person !== person), { person, vote }];
  if (votes.length < facts.round.voters.length) return ok([given]);
  return ok([given, countVotes(facts, { votes, paper: [], early: '' }, world)]);
};

/** Who was replaced or had to recuse has no voice any more (draw-11). */
const goneFrom = ({ invitations }: WorkState, person: string): EvaluationRefusal | null =>
  accepted(invitations).some((one) => one.person === person)
    ? null
    : { code: 'evaluation.not-on-panel' };

const notTakingOpinions = (round: Round, known: Opinion | null): EvaluationRefusal | null => {
  if (round.status !== 'open') return { code: 'evaluation.round-over' };
  if (round.way === 'paper') return { code: 'evaluation.on-paper' };
  return known !== null && known.signedAt !== null ? { code: 'evaluation.opinion-signed' } : null;
};

/** The result of signed minutes, entered by the first of two people. */
export const enterResult = (
  facts: RoundFacts | null,
  input: { readonly votes: readonly PaperVote[]; readonly scans: readonly string[] },
  by: string,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const { round } = facts;
  const refused = notRunning(facts.state) ?? notEnterable(round, input);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'evaluation.result-entered',
      ...aboutRound(facts),
      scans: input.scans,
      private: { by, votes: input.votes },
    },
  ]);
};

const notEnterable = (
  { status, way, entry, voters }: Round,
  { votes, scans }: { readonly votes: readonly PaperVote[]; readonly scans: readonly string[] },
): EvaluationRefusal | null => {
  if (status !== 'open') return { code: 'evaluation.round-over' };
  if (way !== 'paper') return { code: 'evaluation.not-on-paper' };
  if (entry !== null) return { code: 'evaluation.entry-waits' };
  const given = new Set(votes.map(({ person }) => person));
  if (votes.length !== voters.length || !voters.every((person) => given.has(person)))
    return { code: 'evaluation.votes-incomplete', need: voters.length, given: votes.length };
  return scans.length === 0 ? { code: 'evaluation.scan-needed' } : null;
};

/** The second person compares with the scan: it becomes the result, or is entered again. */
export const confirmResult = (
  facts: RoundFacts | null,
  input: { readonly agrees: boolean; readonly reason: string; readonly by: string },
  world: World<EvaluationPolicy>,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const { round, state } = facts;
  if (round.entry === null) return err({ code: 'evaluation.no-entry' });
  if (round.entry.by === input.by) return err({ code: 'evaluation.same-person' });
  const over = round.status === 'open' ? null : ({ code: 'evaluation.round-over' } as const);
  const refused = notRunning(state) ?? over;
  if (refused !== null) return err(refused);
  if (!input.agrees) {
    const { reason } = input;
    return ok([{ type: 'evaluation.result-rejected', ...aboutRound(facts), private: { reason } }]);
  }
  const { votes } = round.entry;
  const paper = votes.map(({ person, vote }) => ({
    opinion: newId(world.seed, `opinion:${person}`),
    person,
    vote,
  }));
  return ok([countVotes(facts, { votes, paper, early: '' }, world)]);
};

/** Staff close a round before all are in, with a reason that stays in the record. */
export const closeRound = (
  facts: RoundFacts | null,
  input: { readonly reason: string },
  world: World<EvaluationPolicy>,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const { round } = facts;
  const refused = notRunning(facts.state) ?? notTakingOpinions(round, null);
  if (refused !== null) return err(refused);
  const votes = votesSoFar(facts);
  if (votes.length > 0)
    return ok([countVotes(facts, { votes, paper: [], early: input.reason }, world)]);
  // a question that nobody can answer must not stand in the way of the work for ever
  return ok([
    {
      type: 'evaluation.round-withdrawn',
      ...aboutRound(facts),
      private: { reason: input.reason },
    },
  ]);
};

/** in a tie the bureau decides, and says why; the votes stay as they were. */
export const decideTie = (
  facts: RoundFacts | null,
  input: { readonly verdict: Verdict; readonly reason: string },
): Decision => {
  if (facts === null) return err(UNKNOWN);
  if (facts.round.status !== 'tied') return err({ code: 'evaluation.not-tied' });
  const refused = notRunning(facts.state);
  if (refused !== null) return err(refused);
  return ok([
    {
      type: 'evaluation.tie-decided',
      ...aboutRound(facts),
      verdict: input.verdict,
      private: { reason: input.reason },
    },
  ]);
};
