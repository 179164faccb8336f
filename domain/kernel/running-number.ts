import { dayOf, yearOf } from './day.ts';

/** The series of running numbers of a year: `RW2026`. */
export const seriesOf = (prefix: string, now: Date): string => `${prefix}${yearOf(dayOf(now))}`;

/** A running number as people read it: `RW2026-0001`. */
export const runningNumber = (series: string, count: number): string =>
  `${series}-${String(count).padStart(4, '0')}`;

/** Series and count of a running number; throws on text that is none. */
export const readRunningNumber = (
  number: string,
): { readonly series: string; readonly count: number } => {
  const match = /^(.+)-(\d{4,})$/.exec(number);
  if (match === null) throw new RangeError(`not a running number: ${number}`);
  return { series: match[1] ?? '', count: Number(match[2]) };
};
