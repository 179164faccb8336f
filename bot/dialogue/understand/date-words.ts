import { addDays, dayFrom, daysInMonth, yearOf, type Day } from '../../../domain/kernel/day.ts';
import { chineseNumber } from './numbers.ts';
import type { Context, Groups, Reading, RealReading } from './when-types.ts';

/** A written or relative year, with its 的. */
export const YEAR =
  '(?:(?:(?<year>(?<!\\d)\\d{4}|[一二][零〇一二三四五六七八九]{3}|(?<!\\d)\\d{2})年|(?<relativeYear>大前年|前年|去年|今年|本年|明年|后年))[的,]?)';
export const MONTH = '(?<month>(?<!\\d)\\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份)?的?';
export const DATE =
  '(?<date>(?<!\\d)\\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[一二三四五六七八九])';
/** 日 or 号 where it closes a date, and not 1号楼, 3号窗口, 20日内. */
export const DATE_END =
  '(?:(?:日(?!内|均|间|常|期|用|子|本|元)|[号號](?!楼|窗|病|文|线|院|床|桌|门|车|机|诊|店|柜|房|厅|件|单|铺|村|公|码|令|库|桥|井)))';

const RELATIVE_YEARS: Readonly<Record<string, number>> = {
  大前年: -3,
  前年: -2,
  去年: -1,
  今年: 0,
  本年: 0,
  明年: 1,
  后年: 2,
};
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/** The year of the words, null when they name none, undefined when what they name is no year. */
export function yearIn(groups: Groups, context: Context): number | null | undefined {
  const relative = groups.relativeYear;
  if (relative !== undefined) return yearOf(context.today) + (RELATIVE_YEARS[relative] ?? 0);
  const written = groups.year;
  if (written === undefined) return null;
  const number = chineseNumber(written);
  if (number === null) return undefined;
  return plausible(written.length === 2 ? 2000 + number : number);
}

/** 1900–2099; anything else is a number, not a year. */
export function plausible(year: number): number | undefined {
  return year >= FIRST_YEAR && year <= LAST_YEAR ? year : undefined;
}

/** The first of these groups that took part in the match, '' when none did. */
export function word(groups: Groups, ...names: readonly string[]): string {
  for (const name of names) {
    const words = groups[name];
    if (words !== undefined) return words;
  }
  return '';
}

/** The number in a group; null when absent or not a number. */
export function numberIn(groups: Groups, name: string): number | null {
  const words = groups[name];
  return words === undefined ? null : chineseNumber(words);
}

/** A day that is written out; one the calendar lacks comes back with its nearest real ones. */
export function written(year: number, month: number, date: number): Reading {
  const day = dayFrom(year, month, date);
  return day === null ? missing(year, month, date) : { kind: 'day', day };
}

/** Month and date without a year: the last such day, or the next, or the first since `after`. */
export function inSomeYear(month: number, date: number, context: Context): Reading {
  const year = yearOf(context.after ?? context.today);
  const here = written(year, month, date);
  if (here.kind !== 'day') return missing(yearOfMissing(month, context), month, date);
  const shift = yearShift(here.day, here.day, context);
  return shift === 0 ? here : written(year + shift, month, date);
}

/** Which year a stretch said without one lies in, counted from the one it was built in. */
export function yearShift(from: Day, to: Day, context: Context): number {
  if (context.after !== undefined) return to < context.after ? 1 : 0;
  if (context.direction === 'past') return from > context.today ? -1 : 0;
  return to < context.today ? 1 : 0;
}

/**
 * The stretch `build` makes of the year that was said, or of the year it is meant in when none was.
 */
export function inMeantYear(
  groups: Groups,
  context: Context,
  build: (year: number) => { readonly from: Day; readonly to: Day } | null,
): { readonly from: Day; readonly to: Day } | null {
  const said = yearIn(groups, context);
  if (said === undefined) return null;
  if (said !== null) return build(said);
  const year = yearOf(context.after ?? context.today);
  const here = build(year);
  return here === null ? null : build(year + yearShift(here.from, here.to, context));
}

/** A stretch of days; what is still to come of it is cut when it is meant as past, and vice versa. */
export function stretch(from: Day, to: Day, context: Context): Reading {
  const { today, direction, after } = context;
  const begun = from <= today && to > today;
  if (begun && direction === 'past' && after === undefined)
    return { kind: 'days', from, to: today };
  if (from < today && to >= today && direction === 'future')
    return { kind: 'days', from: today, to };
  return { kind: 'days', from, to };
}

/** The day a reading begins. */
export function firstDay(reading: RealReading): Day {
  return reading.kind === 'days' ? reading.from : reading.day;
}

/** The day a reading ends. */
export function lastDay(reading: RealReading): Day {
  return reading.kind === 'days' ? reading.to : reading.day;
}

/** First and last day of a month, or null when there is no such month. */
export function monthOf(
  year: number,
  month: number,
): { readonly from: Day; readonly to: Day } | null {
  const from = dayFrom(year, month, 1);
  return from === null ? null : { from, to: addDays(from, daysInMonth(year, month) - 1) };
}

function missing(year: number, month: number, date: number): Reading {
  const realMonth = Math.min(Math.max(month, 1), 12);
  const lastDate = daysInMonth(year, realMonth);
  const closest = dayFrom(year, realMonth, Math.min(Math.max(date, 1), lastDate));
  const nearest = closest === null ? [] : [closest];
  if (month !== realMonth) return { kind: 'none', nearest, why: `一年有1月到12月，没有${month}月` };
  const next = nearest.map((day) => addDays(day, date < 1 ? -1 : 1)).slice(0, 1);
  const why = `${year}年${month}月有${lastDate}天，没有${date}日`;
  return { kind: 'none', nearest: [...nearest, ...next].sort(), why };
}

function yearOfMissing(month: number, context: Context): number {
  const anchor = context.after ?? context.today;
  const thisMonth = Number(anchor.slice(5, 7));
  if (context.after !== undefined) return yearOf(anchor) + (month < thisMonth ? 1 : 0);
  if (context.direction === 'past') return yearOf(anchor) - (month > thisMonth ? 1 : 0);
  return yearOf(anchor) + (month < thisMonth ? 1 : 0);
}
