import { err, ok } from '../kernel/result.ts';
import { hmacSm3 } from '../kernel/sm3.ts';
import { contributionHash, entropyOf, NODE_HASHING, parseDigits } from '../vrs/index.ts';
import type { Attempt, Contribution, PartyName } from './model-attempt.ts';
import type { Task } from './model.ts';
import type { Decision, Ruling } from './rules.ts';

export interface ContributeFacts {
  readonly task: Task;
  readonly attempt: Attempt;
  readonly contributions: readonly Contribution[];
  readonly party: PartyName | null;
  readonly by: string | null;
}

/** Digits of one party: hashed before the others are shown; the first ones stand (draw.md 2.3, step 4). */
export const contribute = (
  facts: ContributeFacts | null,
  input: { readonly digits: string },
  world: Ruling,
): Decision => {
  if (facts === null) return err({ code: 'draws.no-attempt' });
  const { attempt, task, party, by } = facts;
  const { number } = task;
  if (party === null) return err({ code: 'draws.not-a-party' });
  const given = facts.contributions.find((one) => one.party === party);
  if (given !== undefined) return err({ code: 'draws.already-contributed', number, at: given.at });
  if (attempt.status !== 'committed') return err({ code: 'draws.attempt-over', number });
  const digits = parseDigits(input.digits);
  if (!digits.ok) return err({ code: 'draws.digits-unclear', fault: digits.fault });
  const salt = hmacSm3(world.seed, 'contribution').toString('hex');
  const { value } = digits;
  return ok([
    {
      type: 'draws.contributed',
      ...aboutDraw(attempt, task),
      party,
      hash: contributionHash({ draw: attempt.name, party, value, salt }, NODE_HASHING),
      by,
      private: { value, salt },
    },
  ]);
};

/** The parties an attempt waits for, in the order in which their digits are joined. */
export const partiesOf = ({ lottery }: Pick<Attempt, 'lottery'>): readonly PartyName[] =>
  lottery === null ? ['operator', 'witness'] : ['operator', 'witness', 'lottery'];

/** Joined digits of all parties, or the first party that is missing. */
export const joined = (
  attempt: Pick<Attempt, 'lottery'>,
  contributions: readonly Contribution[],
): { readonly entropy: string } | { readonly missing: PartyName } => {
  const values: string[] = [];
  for (const party of partiesOf(attempt)) {
    const given = contributions.find((one) => one.party === party);
    if (given === undefined) return { missing: party };
    values.push(given.value);
  }
  return { entropy: entropyOf(values) };
};

/** Which attempt an event is about. */
export const aboutDraw = ({ id }: Pick<Attempt, 'id'>, { id: task, number }: Task) => ({
  draw: id,
  task,
  number,
});
