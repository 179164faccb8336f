import { dayOf, type Day } from '../kernel/day.ts';
import type { Matter, Post, RecusalCode, RecusalPolicy, Standing, Tie } from './model.ts';
import { codeOfPost, codeOfTie } from './rules.ts';

/** Somebody who took part in finished work, with everything that is known of them today. */
export interface TookPart {
  readonly person: string;
  readonly standing: Standing;
}

/** A fact for ZJ-17.12, nothing more: whether it should have been declared, people decide. */
export interface MissedMatch {
  readonly person: string;
  readonly code: Exclude<RecusalCode, 'U'>;
  /** a post on the record of today, or a tie that was registered after the work */
  readonly found:
    { readonly kind: 'post'; readonly post: Post } | { readonly kind: 'tie'; readonly tie: Tie };
}

/**
 * 事后发现应回避 (ZJ-17.12): posts and ties that touch the inspected units, held before or during the
 * work, and not known when it was done. Whoever took part was clear of all that was known then, so every
 * post that matches now became known since; a tie says itself when it was registered. An own clue is
 * never among them (C-01).
 */
export const missedMatches = (
  matter: Matter,
  members: readonly TookPart[],
  policy: RecusalPolicy,
): readonly MissedMatch[] =>
  members.flatMap(({ person, standing }) => [
    ...standing.posts.flatMap((post) => missedPost(post, { person, matter, policy })),
    ...standing.ties.flatMap((tie) => missedTie(tie, { person, matter, policy })),
  ]);

interface Held {
  readonly person: string;
  readonly matter: Matter;
  readonly policy: RecusalPolicy;
}

const missedPost = (post: Post, { person, matter, policy }: Held): readonly MissedMatch[] => {
  const code = codeOfPost(post, matter, policy);
  return code === null || code === 'U' ? [] : [{ person, code, found: { kind: 'post', post } }];
};

const missedTie = (tie: Tie, { person, matter, policy }: Held): readonly MissedMatch[] => {
  if (dayOf(tie.createdAt) <= matter.lastDay || beganAfter(tie.since, matter.lastDay)) return [];
  // a tie that was closed again since still says what was there during the work
  const code = codeOfTie({ ...tie, status: 'open' }, matter, policy);
  return code === null || code === 'U' ? [] : [{ person, code, found: { kind: 'tie', tie } }];
};

const beganAfter = (since: Day | null, day: Day): boolean => since !== null && since > day;
