/** A computed answer or an expected "no"; what should never happen is thrown instead. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** "Nothing to do" is a refusal, not an empty yes. */
export type NonEmpty<T> = readonly [T, ...T[]];

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});
