import type { z } from 'zod';
import type { Tx } from '../store/scope.ts';
import type { Actor } from './actor.ts';
import type { PolicySection } from './policy.ts';
import type { NonEmpty, Result } from './result.ts';
import type { World } from './world.ts';

/** JSON that survives canonicalisation: what an event may carry. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Something that happened, in the past tense: `draws.drawn`. Public facts only
 * (ids, codes, days, digests); names, numbers and a clue's words go into `private`.
 */
export interface DomainEvent {
  readonly type: `${string}.${string}`;
  readonly private?: object;
}

/** An expected no: `draws.pool-too-small` with the facts its sentence needs. */
export interface Refusal {
  readonly code: `${string}.${string}`;
}

/** One thing the outside may ask for (architecture, section 4). */
export interface Action<S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal> {
  readonly name: `${string}.${string}`;
  readonly input: S;
  readonly policy: PolicySection<P>;
  /** roles only; rules about the object are refusals */
  readonly permit: (actor: Actor, input: z.output<S>) => boolean;
  readonly gather: (tx: Tx, input: z.output<S>, world: World<P>, actor: Actor) => Promise<F>;
  readonly decide: (
    facts: F,
    input: z.output<S>,
    world: World<P>,
    actor: Actor,
  ) => Result<NonEmpty<E>, R>;
}

export type Denial =
  | {
      readonly why: 'malformed';
      readonly issues: readonly { readonly path: string; readonly message: string }[];
    }
  | { readonly why: 'not-permitted' };

export type Outcome<E, R> =
  | { readonly kind: 'done'; readonly events: NonEmpty<E> }
  | { readonly kind: 'refused'; readonly reason: R }
  | { readonly kind: 'denied'; readonly because: Denial };

/** Gives an action its types by inference; the value itself is returned unchanged. */
export const defineAction = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  action: Action<S, P, F, E, R>,
): Action<S, P, F, E, R> => action;
