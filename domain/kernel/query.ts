import { z } from 'zod';
import type { Tx } from '../store/scope.ts';
import type { Actor } from './actor.ts';
import type { PolicySection } from './policy.ts';
import type { World } from './world.ts';

/**
 * One thing the outside may ask to see. A list's `read` filters by its context's
 * `visibleTo(actor)`, so that list, count, search and export cannot differ.
 */
export interface Query<S extends z.ZodType, P, T> {
  readonly name: `${string}.${string}`;
  readonly params: S;
  readonly policy: PolicySection<P>;
  readonly permit: (actor: Actor, params: z.output<S>) => boolean;
  readonly read: (tx: Tx, params: z.output<S>, world: World<P>, actor: Actor) => Promise<T>;
}

/** Gives a query its types by inference; the value itself is returned unchanged. */
export const defineQuery = <S extends z.ZodType, P, T>(query: Query<S, P, T>): Query<S, P, T> =>
  query;

/** A page of a list: what stands on it and how many there are in all. */
export interface Listing<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

export const PAGE_SIZE = 20;

/** How many rows of a list are wanted at once: a page's, or an export's. */
export const PORTION = z.number().int().min(1).max(1000).default(PAGE_SIZE);
