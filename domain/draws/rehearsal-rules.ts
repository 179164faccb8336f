import { err, ok } from '../kernel/result.ts';
import { contributionHash, entropyOf, NODE_HASHING } from '../vrs/index.ts';
import {
  begun,
  codeOfRound,
  contentsOf,
  NO_DRAW_YET,
  revealedBy,
  ROUNDS,
  secretOf,
  type FrozenList,
} from './attempt-rules.ts';
import type { AttemptEvent } from './model-events.ts';
import type { Assurance } from './model-attempt.ts';
import type { DrawsRefusal, Task } from './model.ts';
import type { Decision, Ruling } from './rules.ts';

export interface RehearsalFacts {
  readonly task: Task | null;
  readonly frozen: FrozenList | null;
  readonly shortage: DrawsRefusal | null;
  readonly order: readonly string[];
  readonly account: string;
  readonly entropy: { readonly value: string; readonly salt: string };
}

/** A rehearsal: machine randomness alone, nobody invited, never counted (draw.md 2.3, level C). */
export const rehearse = (facts: RehearsalFacts, _input: object, world: Ruling): Decision => {
  const { task, frozen } = facts;
  if (task === null || frozen === null) return err({ code: 'draws.unknown' });
  if (facts.shortage !== null) return err(facts.shortage);
  const { value, salt } = facts.entropy;
  const secret = secretOf(world.seed);
  const beginning = begun({ task, frozen, prev: NO_DRAW_YET, operator: facts.account }, world);
  const { list, rules } = frozen;
  const assurance: Assurance = 'C';
  const event: AttemptEvent = {
    type: 'draws.rehearsed',
    ...beginning,
    assurance,
    private: {
      ...contentsOf(frozen),
      secret,
      revealed: revealedBy(
        { list, rules, secret, rounds: ROUNDS },
        { entropy: entropyOf([value]), order: facts.order },
      ),
      source: {
        value,
        salt,
        hash: contributionHash({ draw: frozen.name, party: 'operator', value, salt }, NODE_HASHING),
      },
    },
  };
  return ok([event]);
};

/** What a rehearsal is drawn with: the same code a commitment would open. */
export const rehearsalCode = (seed: string): string =>
  codeOfRound({ secret: secretOf(seed), rounds: ROUNDS }, 1);
