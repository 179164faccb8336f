import { err, ok } from '../kernel/result.ts';
import { hmacSm3 } from '../kernel/sm3.ts';
import { contributionHash, NODE_HASHING, parseDigits } from '../vrs/index.ts';
import type { PartyName } from './model-attempt.ts';
import type { DrawsRefusal } from './model.ts';
import { aboutDraw, contribute, type ContributeFacts } from './party-rules.ts';
import type { Decision, Ruling } from './rules.ts';

/** An attempt with the lottery named beforehand; the party is the lottery. */
export type LotteryFacts = ContributeFacts;

/** Winning numbers as published, with date and source, so that anybody can look them up (draw-21). */
export const giveLottery = (
  facts: LotteryFacts | null,
  input: { readonly digits: string; readonly words: string },
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.no-attempt' });
  if (facts.attempt.lottery === null) return err({ code: 'draws.no-lottery' });
  const decision = contribute(facts, input, world);
  if (!decision.ok) return decision;
  const [event] = decision.value;
  if (event.type !== 'draws.contributed') return decision;
  return ok([{ ...event, private: { ...event.private, words: input.words } }]);
};

/** The lottery does not take place in time: the fallback fixed in the rules counts (draw-21). */
export const postponeLottery = (
  facts: LotteryFacts | null,
  input: { readonly reason: string },
): Decision => {
  if (facts === null) return err({ code: 'draws.no-attempt' });
  const { attempt, task } = facts;
  const refused = stillOpen(facts);
  if (refused !== null) return err(refused);
  if (attempt.lottery?.postponed === true)
    return err({ code: 'draws.lottery-fallback-used', number: task.number });
  if (givenOf(facts) !== undefined)
    return err({ code: 'draws.lottery-given', number: task.number });
  return ok([
    {
      type: 'draws.lottery-postponed',
      ...aboutDraw(attempt, task),
      private: { reason: input.reason },
    },
  ]);
};

export interface Correction {
  readonly party: PartyName;
  readonly digits: string;
  readonly words: string;
  readonly reason: string;
}

/**
 * A mistyped public number is put right before the draw, and the wrong one stays on record (draw-20).
 * What a party gave is theirs and nobody can look it up: a slip there voids the draw.
 */
export const correctLottery = (
  facts: LotteryFacts | null,
  input: Correction,
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.no-attempt' });
  const { attempt, task } = facts;
  const { number } = task;
  if (input.party !== 'lottery') return err({ code: 'draws.only-void', number });
  const refused = stillOpen(facts);
  if (refused !== null) return err(refused);
  const wrong = givenOf(facts);
  if (wrong === undefined) return err({ code: 'draws.lottery-not-given', number });
  const digits = parseDigits(input.digits);
  if (!digits.ok) return err({ code: 'draws.digits-unclear', fault: digits.fault });
  const { value } = digits;
  if (value === wrong.value) return err({ code: 'draws.nothing-changed', number });
  const salt = hmacSm3(world.seed, 'contribution').toString('hex');
  const { words, reason } = input;
  return ok([
    {
      type: 'draws.lottery-corrected',
      ...aboutDraw(attempt, task),
      was: wrong.hash,
      hash: contributionHash({ draw: attempt.name, party: 'lottery', value, salt }, NODE_HASHING),
      private: { reason, wrong: { value: wrong.value, salt: wrong.salt }, value, salt, words },
    },
  ]);
};

const givenOf = ({ contributions }: LotteryFacts) =>
  contributions.find(({ party }) => party === 'lottery');

const stillOpen = ({ attempt, task }: LotteryFacts): DrawsRefusal | null => {
  if (attempt.lottery === null) return { code: 'draws.no-lottery' };
  return attempt.status === 'committed'
    ? null
    : { code: 'draws.attempt-over', number: task.number };
};
