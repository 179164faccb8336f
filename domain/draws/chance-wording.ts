import type { Chances } from '../vrs/index.ts';

/** Whole steps, in per cent, in which a tried chance is told. */
const STEPS = [1, 5, 10] as const;

const doubtOf = (chance: number, runs: number): number => Math.sqrt((chance * (1 - chance)) / runs);

/** The finest step that the trials can tell apart; where their number was not kept, one per cent. */
const stepOf = (chance: number, runs: number | null): number => {
  if (runs === null) return STEPS[0];
  const doubt = 200 * doubtOf(chance, runs);
  return STEPS.find((step) => step >= doubt) ?? 10;
};

/** `12.5%` where it was computed, `约13%` where it was tried (`runs` above 0, or not known). */
export const chanceWords = (chance: number, runs: number | null): string => {
  if (chance === 0 || chance === 1) return `${chance * 100}%`;
  if (runs === 0) return `${Number((chance * 100).toFixed(1))}%`;
  const step = stepOf(chance, runs);
  const rounded = Math.round((chance * 100) / step) * step;
  if (rounded === 0) return `不到${step}%`;
  return rounded === 100 ? `超过${100 - step}%` : `约${rounded}%`;
};

/** Everybody's chance in words, the same ones for those whom the trials cannot tell apart. */
export const wordsOfChances = (chances: Chances): ReadonlyMap<string, string> => {
  const { runs } = chances;
  const told = new Map<string, string>();
  for (const heap of runs === 0 ? [[...chances]] : indistinct(chances)) {
    const mean = heap.reduce((sum, [, chance]) => sum + chance, 0) / heap.length;
    for (const [cid, chance] of heap) told.set(cid, chanceWords(runs === 0 ? chance : mean, runs));
  }
  return told;
};

type Heap = readonly (readonly [cid: string, chance: number])[];

/** Neighbours no farther from the least of them than the standard error of such a difference. */
const indistinct = (chances: Chances): readonly Heap[] => {
  const heaps: [string, number][][] = [];
  for (const row of [...chances].sort(([, a], [, b]) => a - b)) {
    const heap = heaps.at(-1);
    const [, least] = heap?.[0] ?? ['', -1];
    if (isSame(least, row[1], chances.runs)) heap?.push(row);
    else heaps.push([row]);
  }
  return heaps;
};

/** Nobody who can never be drawn becomes somebody who can. */
const isSame = (least: number, chance: number, runs: number): boolean =>
  chance === least || (least > 0 && chance - least <= Math.SQRT2 * doubtOf(chance, runs));
