import type { Exception } from './policy.ts';

/** A soft rule is set aside by a reason that speaks of it (GP-4.1b, ZJ-5, ZJ-6.5). */
const SPOKEN_OF: Readonly<Record<Exception, RegExp>> = {
  age: /年龄|岁|年长|年轻/u,
  title: /职称|年限/u,
  employerType: /单位/u,
};

/** The first soft rule that these words say nothing of; null: none. */
export const unspokenIn = (exceptions: readonly Exception[], words: string): Exception | null =>
  exceptions.find((one) => !SPOKEN_OF[one].test(words)) ?? null;
