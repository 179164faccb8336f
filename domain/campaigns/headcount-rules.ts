import type { Campaign } from './model.ts';

/** How many are wanted and how many are chosen, over all and by quota (GP-5.5). */
export interface Headcount {
  readonly wanted: number;
  readonly chosen: number;
  /** how many more than wanted; 0 for none */
  readonly over: number;
  readonly quotas: readonly {
    readonly name: string;
    readonly wanted: number;
    readonly chosen: number;
    readonly over: number;
  }[];
}

/**
 * A warning for whoever selects, never a refusal (GP-5.5). `chosen`: for each one chosen, the
 * groups or the category that a quota may name.
 */
export const headcountOf = (
  { headcount, quotas }: Pick<Campaign, 'headcount' | 'quotas'>,
  chosen: readonly (readonly string[])[],
): Headcount => ({
  ...counted(headcount, chosen.length),
  quotas: quotas.map(({ name, count }) => ({
    name,
    ...counted(count, chosen.filter((names) => names.includes(name)).length),
  })),
});

const counted = (wanted: number, chosen: number) => ({
  wanted,
  chosen,
  over: Math.max(0, chosen - wanted),
});
