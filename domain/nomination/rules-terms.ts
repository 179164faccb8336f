import canonicalize from 'canonicalize';
import type { Role } from '../kernel/actor.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import type { Roster } from '../kernel/world.ts';
import type { Application, Terms } from './model.ts';
import type { NominationEvent } from './model-events.ts';
import type { ChainLine, EntryPolicy, NominationPolicy } from './policy.ts';

/** The measure's values of today as an application begins with them. */
export type Values = Omit<Terms, 'notedAt'>;

export const valuesOf = (
  roster: Roster,
  entry: EntryPolicy,
  { document }: NominationPolicy,
): Values => {
  const values = { roster, measure: document.title, status: document.status, entry };
  return { ...values, digest: sm3Hex(canonicalize(values) ?? '') };
};

/** Noted once: whoever applies under the same values shares them. */
export const notedTerms = (values: Values, known: boolean): readonly NominationEvent[] =>
  known ? [] : [{ type: 'nomination.terms-noted', ...values }];

/** Which sections of the entry read otherwise today: the office sees both (B-25, GP-16b). */
export const changedSince = (terms: Values, now: Values): readonly string[] => {
  if (terms.digest === now.digest) return [];
  const keys = Object.keys(now.entry) as readonly (keyof EntryPolicy)[];
  return [
    ...(terms.status === now.status ? [] : ['status']),
    ...(terms.measure === now.measure ? [] : ['measure']),
    ...keys.filter((key) => canonicalize(terms.entry[key]) !== canonicalize(now.entry[key])),
  ];
};

/** The line after the reviewer's that has not been signed yet; null: none is due. */
export const nextLineOf = (
  { state, lines }: Pick<Application, 'state' | 'lines'>,
  { chain }: EntryPolicy,
): ChainLine | null => (state === 'reviewed' ? (chain.value[1 + lines.length] ?? null) : null);

/** The reviewer's own line of form 2. */
export const reviewLineOf = ({ chain }: EntryPolicy): ChainLine => {
  const [line] = chain.value;
  if (line === undefined) throw new Error('a chain without a reviewer');
  return line;
};

/** A line's first role: it is told, the others find it on their page. */
export const firstOf = ([role]: readonly Role[]): Role => {
  if (role === undefined) throw new Error('a line without a role');
  return role;
};
