import { ALG, type List, type Rules, type Skip } from '../vrs/index.ts';
import type { Link } from './attempt-records.ts';
import { partiesOf } from './party-rules.ts';
import type { Attempt, Contribution } from './model-attempt.ts';

/** A draw as a file: pseudonyms, digests and events; whom they mean stays in the bureau (draw.md 2.3, step 10). */
export interface PortableRecord {
  readonly format: 'jiandu-draw-record-1';
  readonly alg: typeof ALG;
  readonly id: string;
  readonly attempt: number;
  readonly assurance: Attempt['assurance'];
  readonly rehearsal: boolean;
  readonly prev: string;
  readonly list: List;
  readonly rules: Rules;
  readonly commit: string;
  readonly rounds: number;
  readonly round: 1;
  readonly code: string;
  readonly sources: readonly Pick<Contribution, 'party' | 'salt' | 'hash' | 'value'>[];
  readonly entropy: string;
  readonly order: readonly string[];
  readonly panel: readonly string[];
  readonly seats: Readonly<Record<string, string>>;
  readonly skipped: readonly Skip[];
  readonly events: readonly Link[];
  readonly head: string;
}

/** Format documented in domain/vrs/README.md; null before the draw. */
export const portableRecord = (
  attempt: Attempt,
  contributions: readonly Contribution[],
  links: readonly Link[],
): PortableRecord | null => {
  const { revealed } = attempt;
  if (revealed === null) return null;
  return {
    format: 'jiandu-draw-record-1',
    alg: ALG,
    id: attempt.name,
    attempt: attempt.attempt,
    assurance: attempt.assurance,
    rehearsal: attempt.rehearsal,
    prev: attempt.prev,
    list: attempt.list,
    rules: attempt.rules,
    commit: attempt.commit,
    rounds: attempt.rounds,
    round: 1,
    ...revealed,
    sources: sourcesOf(attempt, contributions),
    events: links,
    head: links.at(-1)?.hash ?? attempt.prev,
  };
};

/** In the order in which the digits are joined, whoever was quicker. */
const sourcesOf = (
  attempt: Attempt,
  contributions: readonly Contribution[],
): PortableRecord['sources'] => {
  const parties = attempt.rehearsal ? (['operator'] as const) : partiesOf(attempt);
  return parties.flatMap((name) => {
    const given = contributions.find((one) => one.party === name);
    if (given === undefined) return [];
    const { party, salt, hash, value } = given;
    return [{ party, salt, hash, value }];
  });
};
