import { z } from 'zod';

/**
 * A context's slice of a bureau's policy: an object shape over the whole policy that
 * names only what the context owns (`z.object({ clues: … })`); other slices are ignored.
 */
export interface PolicySection<P> {
  readonly name: string;
  readonly shape: z.ZodType<P>;
}

export const definePolicy = <P>(name: string, shape: z.ZodType<P>): PolicySection<P> => ({
  name,
  shape,
});

/** For contexts whose rules need no policy. */
export const NO_POLICY: PolicySection<object> = definePolicy('none', z.object({}));

/** A value of a measure with the clause behind it, or `default` where the text is silent. */
export interface Ruled<T> {
  readonly value: T;
  readonly clause: string;
}

/** The shape of a value in a measure file: `{ value: 36, clause: GP-7a }`. */
export const ruled = <T>(shape: z.ZodType<T>): z.ZodType<Ruled<T>> =>
  z.object({ value: shape, clause: z.string().min(2) });

/** The policy as a whole, for those who hand it on to every context (deadlines). */
export const WHOLE_POLICY: PolicySection<unknown> = definePolicy('whole', z.unknown());
