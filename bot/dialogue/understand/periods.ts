import { addDays, addMonths, dayFrom, yearOf, type Day } from '../../../domain/kernel/day.ts';
import {
  inMeantYear,
  MONTH,
  monthOf,
  numberIn,
  plausible,
  stretch,
  word,
  written,
  YEAR,
  yearIn,
  yearShift,
} from './date-words.ts';
import type { Context, Groups, Reader, Reading } from './when-types.ts';

interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** Date from which and to which a part of a month runs; 31 stands for its last day. */
const MONTH_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  上旬: [1, 10],
  中旬: [11, 20],
  下旬: [21, 31],
  初: [1, 7],
  中: [11, 20],
  底: [25, 31],
  末: [25, 31],
  上半月: [1, 15],
  下半月: [16, 31],
};
/** First month of a part of a year and how many it has. */
const YEAR_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  初: [1, 1],
  头: [1, 1],
  中: [6, 2],
  底: [12, 1],
  末: [12, 1],
  上半年: [1, 6],
  下半年: [7, 6],
  春天: [3, 3],
  春季: [3, 3],
  夏天: [6, 3],
  夏季: [6, 3],
  秋天: [9, 3],
  秋季: [9, 3],
  冬天: [12, 3],
  冬季: [12, 3],
  一季度: [1, 3],
  二季度: [4, 3],
  三季度: [7, 3],
  四季度: [10, 3],
};
const MONTH_PART = '(?<part>上旬|中旬|下旬|上半月|下半月|[初中底末](?![一二三四五六七八九十午]))';
const YEAR_PART =
  '年?(?<part>上半年|下半年|[春夏秋冬][天季]|第?[一二三四]季度|初|头|中(?!旬)|底|末)';
const MONTH_SHIFTS: Readonly<Record<string, number>> = {
  上上: -2,
  上: -1,
  本: 0,
  这: 0,
  下: 1,
  下下: 2,
};

/** Stretches of the calendar: months, years and their parts. */
export const PERIODS: readonly Reader[] = [
  {
    pattern: `${YEAR}?(?<first>(?<!\\d)\\d{1,2}(?=[、和,])|[一二三四五六七八九十])[、和,]?(?<second>\\d{1,2}|[二三四五六七八九])月(?:份|间)?(?![\\d一二三四五六七八九十])`,
    read: (groups, context) => neighbouringMonths(groups, context),
  },
  {
    pattern: `${YEAR}?${MONTH}${MONTH_PART}?(?!初[一二三四五六七八九十])`,
    read: (groups, context) => namedMonth(groups, context),
  },
  {
    pattern: '(?<![\\d.])(?<y>20\\d{2})[-./](?<m>0[1-9]|1[0-2]|[1-9])(?![\\d.])',
    read: (groups, context) => numericMonth(groups, context),
  },
  {
    pattern: `(?<which>上上|上|本|这|下下|下)个?月(?:份|的)?${MONTH_PART}?`,
    read: (groups, context) => relativeMonth(groups, context),
  },
  {
    pattern: `(?<![每个年])(?:(?<bare>上旬|中旬|下旬|上半月|下半月)|月(?<part>[初中底末]))(?![一二三四五六七八九十午])`,
    read: (groups, context) => partOfSomeMonth(groups, context),
  },
  {
    pattern: `(?:${YEAR}${YEAR_PART}|(?<!每)(?<bareYear>年)(?<barePart>初|底|末)|(?<!每)(?<halfYear>[上下]半年))`,
    read: (groups, context) => partOfYear(groups, context),
  },
  {
    pattern: `${YEAR}(?!前|后|来|内|间|多|龄|级|以|之|工|第|度)`,
    read: (groups, context) => wholeYear(groups, context),
  },
];

function namedMonth(groups: Groups, context: Context): Reading | null {
  const month = numberIn(groups, 'month');
  if (month === null) return null;
  if (month < 1 || month > 12) return written(yearOf(context.today), month, 1);
  const days = inMeantYear(groups, context, (year) => partOfMonth(year, month, groups.part));
  return days === null ? null : stretch(days.from, days.to, context);
}

/** 七八月份; 十一月 is one month and falls out, for ten and one are no neighbours. */
function neighbouringMonths(groups: Groups, context: Context): Reading | null {
  const first = numberIn(groups, 'first') ?? 0;
  if (first < 1 || numberIn(groups, 'second') !== first + 1 || first > 11) return null;
  const days = inMeantYear(groups, context, (year) => {
    const from = monthOf(year, first)?.from;
    const to = monthOf(year, first + 1)?.to;
    return from === undefined || to === undefined ? null : { from, to };
  });
  return days === null ? null : stretch(days.from, days.to, context);
}

function numericMonth(groups: Groups, context: Context): Reading | null {
  const month = monthOf(numberIn(groups, 'y') ?? 0, numberIn(groups, 'm') ?? 0);
  return month === null ? null : stretch(month.from, month.to, context);
}

function relativeMonth(groups: Groups, context: Context): Reading | null {
  return monthAt(MONTH_SHIFTS[groups.which ?? ''] ?? 0, groups.part, context);
}

/** 月底, 中旬 without a month: of this month, unless that lies on the wrong side of today. */
function partOfSomeMonth(groups: Groups, context: Context): Reading | null {
  const part = groups.bare ?? groups.part;
  const here = monthAt(0, part, context);
  if (here?.kind !== 'days') return here;
  return monthAt(yearShift(here.from, here.to, context), part, context);
}

function partOfYear(groups: Groups, context: Context): Reading | null {
  const part = word(groups, 'part', 'barePart', 'halfYear').replace('第', '');
  const days = inMeantYear(groups, context, (year) => monthsOf(year, part));
  return days === null ? null : stretch(days.from, days.to, context);
}

function wholeYear(groups: Groups, context: Context): Reading | null {
  const year = groups.year?.length === 2 ? undefined : yearIn(groups, context);
  if (year === undefined || year === null || plausible(year) === undefined) return null;
  const from = dayFrom(year, 1, 1);
  const to = dayFrom(year, 12, 31);
  return from === null || to === null ? null : stretch(from, to, context);
}

function monthAt(shift: number, part: string | undefined, context: Context): Reading | null {
  const inMonth = addMonths(context.today, shift);
  const days = partOfMonth(yearOf(inMonth), Number(inMonth.slice(5, 7)), part);
  return days === null ? null : stretch(days.from, days.to, context);
}

function partOfMonth(year: number, month: number, part: string | undefined): Days | null {
  const whole = monthOf(year, month);
  const dates = MONTH_PARTS[part ?? ''];
  if (whole === null || dates === undefined) return whole;
  const to = addDays(whole.from, dates[1] - 1);
  return { from: addDays(whole.from, dates[0] - 1), to: to < whole.to ? to : whole.to };
}

function monthsOf(year: number, part: string): Days | null {
  const months = YEAR_PARTS[part];
  const from = months === undefined ? null : dayFrom(year, months[0], 1);
  if (months === undefined || from === null) return null;
  return { from, to: addDays(addMonths(from, months[1]), -1) };
}
