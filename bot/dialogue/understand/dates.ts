import { addMonths, dayFrom, yearOf, type Day } from '../../../domain/kernel/day.ts';
import {
  DATE,
  DATE_END,
  inSomeYear,
  MONTH,
  numberIn,
  plausible,
  written,
  YEAR,
  yearIn,
} from './date-words.ts';
import type { Context, Groups, Reader, Reading } from './when-types.ts';

/** After a date without 日 or 号 no counting word, no hour and no decimal may follow: 3月5个人. */
const NO_COUNT = '(?![\\d个名人元块万次点时:多几天条岁年月份种家位只张.%])';
/** The 1 of 1到5号 takes its 号 from the end of the range. */
const TO_DATE = `(?=(?:到|至|-|~)(?:\\d{1,2}|[一二三四五六七八九十]{1,3})${DATE_END})`;
const SEPARATOR = '\\s?[-./]\\s?';
const MONTH_SHIFTS: Readonly<Record<string, number>> = {
  上上: -2,
  上: -1,
  本: 0,
  这: 0,
  当: 0,
  下: 1,
  下下: 2,
};

/** Single days written with numbers, most explicit first. */
export const DATES: readonly Reader[] = [
  {
    pattern: `(?<![\\d.])(?<y>\\d{4})${SEPARATOR}(?<m>\\d{1,2})${SEPARATOR}(?<d>\\d{1,2})(?!\\d)`,
    read: (groups) => explicit(groups),
  },
  {
    pattern: '(?<![\\d-])(?<y>(?:19|20)\\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\\d|3[01])(?!\\d)',
    read: (groups) => explicit(groups),
  },
  {
    pattern: `${YEAR}?${MONTH}${DATE}(?:${DATE_END}|${NO_COUNT})`,
    read: (groups, context) => monthAndDate(groups, context),
  },
  {
    pattern: `(?<which>上上|上|本|这|当|下下|下)个?月(?:份|的)?${DATE}(?:${DATE_END}|${TO_DATE})`,
    read: (groups, context) => inRelativeMonth(groups, context),
  },
  {
    pattern: `^(?<m>\\d{1,2})[./](?<d>\\d{1,2})(?=日|号|[上下中]午|早|晚|凌晨|\\s|[,。]|$)`,
    read: (groups, context) => shortForm(groups, context),
  },
  {
    pattern: `(?<![第每\\d.月])${DATE}${DATE_END}`,
    read: (groups, context) => dateOnly(groups, context),
  },
  {
    pattern: `(?<![第每\\d.月-])${DATE}${TO_DATE}`,
    read: (groups, context) => dateOnly(groups, context),
  },
];

function explicit(groups: Groups): Reading | null {
  const year = plausible(numberIn(groups, 'y') ?? 0);
  const month = numberIn(groups, 'm');
  const date = numberIn(groups, 'd');
  return year === undefined || month === null || date === null ? null : written(year, month, date);
}

function monthAndDate(groups: Groups, context: Context): Reading | null {
  const month = numberIn(groups, 'month');
  const date = numberIn(groups, 'date');
  const year = yearIn(groups, context);
  if (month === null || date === null || year === undefined) return null;
  return year === null ? inSomeYear(month, date, context) : written(year, month, date);
}

function inRelativeMonth(groups: Groups, context: Context): Reading | null {
  const date = numberIn(groups, 'date');
  if (date === null) return null;
  const inMonth = addMonths(context.today, MONTH_SHIFTS[groups.which ?? ''] ?? 0);
  return written(yearOf(inMonth), Number(inMonth.slice(5, 7)), date);
}

/** `9.20`, `9/20` at the very start: a day if it can be one, else somebody's figure. */
function shortForm(groups: Groups, context: Context): Reading | null {
  const month = numberIn(groups, 'm') ?? 0;
  const date = numberIn(groups, 'd') ?? 0;
  if (month < 1 || month > 12 || date < 1 || date > 31) return null;
  return inSomeYear(month, date, context);
}

/** `20号`: the last such day up to today, the next from today, or the first since `after`. */
function dateOnly(groups: Groups, context: Context): Reading | null {
  const date = numberIn(groups, 'date');
  if (date === null) return null;
  const anchor = context.after ?? context.today;
  const backwards = context.after === undefined && context.direction === 'past';
  const passed = date < Number(anchor.slice(8, 10));
  const ahead = date > Number(anchor.slice(8, 10));
  const inMonth = addMonths(firstOfMonth(anchor), shiftOf(backwards, passed, ahead));
  return written(yearOf(inMonth), Number(inMonth.slice(5, 7)), date);
}

function shiftOf(backwards: boolean, passed: boolean, ahead: boolean): number {
  if (backwards) return ahead ? -1 : 0;
  return passed ? 1 : 0;
}

function firstOfMonth(day: Day): Day {
  return dayFrom(yearOf(day), Number(day.slice(5, 7)), 1) ?? day;
}
