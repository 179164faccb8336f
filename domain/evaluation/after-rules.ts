import { err, ok, type NonEmpty } from '../kernel/result.ts';
import { needsSignature } from './close-rules.ts';
import { aboutRound, opinionOf, type RoundFacts } from './count-rules.ts';
import type { EvaluationEvent } from './model-events.ts';
import type { EvaluationRefusal } from './model-refusals.ts';
import type { Opinion, Round, Vote } from './model.ts';
import { accepted, notRunning, type Decision, type WorkState } from './rules.ts';

const UNKNOWN = { code: 'evaluation.unknown' } as const;

/** ZJ-13.2b: opinion and reasons of a minority on record; the result is another field and stays (B-20). */
export const recordDissent = (
  facts: RoundFacts | null,
  input: { readonly person: string; readonly reasons: string; readonly by: 'self' | 'staff' },
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const { round } = facts;
  if (round.status !== 'counted') return err({ code: 'evaluation.not-counted' });
  const opinion = opinionOf(facts, input.person);
  if (opinion === null || !isDissent(opinion.vote, round))
    return err({ code: 'evaluation.no-dissenter' });
  const refused =
    opinion.dissent === null ? notRunning(facts.state) : ({ code: DISSENT_KNOWN } as const);
  if (refused !== null) return err(refused);
  const { person, reasons, by } = input;
  return ok([
    {
      type: 'evaluation.dissent-recorded',
      ...aboutRound(facts),
      opinion: opinion.id,
      person,
      by,
      private: { reasons },
    },
  ]);
};

const DISSENT_KNOWN = 'evaluation.dissent-recorded';

/** Whether a vote was against what was decided. */
export const isDissent = (vote: Vote, { verdict }: Pick<Round, 'verdict'>): boolean =>
  verdict !== null && vote !== 'abstain' && vote !== verdict;

/** The signed print of an opinion is in: from now on it is locked (ZJ-14.5). */
export const signOpinion = (
  facts: RoundFacts | null,
  input: { readonly person: string; readonly scans: readonly string[] },
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const opinion = opinionOf(facts, input.person);
  if (opinion === null) return err({ code: 'evaluation.no-opinion' });
  if (opinion.signedAt !== null) return err({ code: 'evaluation.opinion-signed' });
  const refused = input.scans.length === 0 ? ({ code: 'evaluation.scan-needed' } as const) : null;
  const stopped = refused ?? notRunning(facts.state);
  if (stopped !== null) return err(stopped);
  return ok([
    {
      type: 'evaluation.opinion-signed',
      ...aboutRound(facts),
      opinion: opinion.id,
      person: input.person,
      scans: input.scans,
    },
  ]);
};

/** Whoever died or cannot be found signs no more: why is kept beside the opinion, which stays as it is (ZJ-14.5). */
export const noteUnsignable = (
  facts: RoundFacts | null,
  input: { readonly person: string; readonly reason: string },
  by: string,
): Decision => {
  if (facts === null) return err(UNKNOWN);
  const opinion = opinionOf(facts, input.person);
  const refused = whyNotNoted(facts, opinion);
  if (refused !== null || opinion === null) return err(refused ?? UNKNOWN);
  const { person, reason } = input;
  return ok([
    {
      type: 'evaluation.signature-impossible',
      ...aboutRound(facts),
      opinion: opinion.id,
      person,
      by,
      private: { reason },
    },
  ]);
};

const whyNotNoted = (
  { round, state }: RoundFacts,
  opinion: Opinion | null,
): EvaluationRefusal | null => {
  // until the count the opinion may still be changed
  if (round.countedAt === null) return { code: 'evaluation.not-counted' };
  if (opinion === null) return { code: 'evaluation.no-opinion' };
  if (!needsSignature(opinion, round)) return { code: 'evaluation.no-signature-awaited' };
  return notRunning(state);
};

/**
 * Opinions of experts who were replaced or recused become void and are kept; their rounds must be held
 * again (draw-11). Nobody whose seat stands can be treated so.
 */
export const voidOpinions = (
  state: WorkState | null,
  input: { readonly person: string | null },
): Decision => {
  if (state?.work === null || state === null) return err(UNKNOWN);
  const standing = new Set(accepted(state.invitations).map(({ person }) => person));
  const gone = [...new Set(state.rounds.flatMap(({ voters }) => voters))].filter(
    (person) => !standing.has(person) && (input.person === null || input.person === person),
  );
  if (input.person !== null && standing.has(input.person))
    return err({ code: 'evaluation.still-on-panel' });
  const voided = gone.flatMap((person) => voidedOf(state, person));
  return isNonEmpty(voided) ? ok(voided) : err({ code: 'evaluation.nothing-to-void' });
};

const isNonEmpty = <T>(all: readonly T[]): all is NonEmpty<T> => all.length > 0;

const voidedOf = ({ task, rounds }: WorkState, person: string): readonly EvaluationEvent[] => {
  const concerned = rounds.filter(
    ({ voters, status }) => voters.includes(person) && status !== 'void',
  );
  if (concerned.length === 0) return [];
  return [
    {
      type: 'evaluation.opinions-voided',
      task: task.id,
      number: task.number,
      person,
      rounds: concerned.map(({ id }) => id),
    },
  ];
};
