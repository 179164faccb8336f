import {
  addDays,
  addMonths,
  dayFrom,
  weekdayOf,
  yearOf,
  type Day,
} from '../../../domain/kernel/day.ts';
import { firstDay, lastDay, numberIn, stretch, word } from './date-words.ts';
import type { Context, Groups, Reader, Reading, RealReading } from './when-types.ts';

const NEAR_DAYS: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  前儿: -2,
  前: -2,
  昨天: -1,
  昨日: -1,
  昨儿: -1,
  昨: -1,
  今天: 0,
  今日: 0,
  今儿: 0,
  今: 0,
  明天: 1,
  明日: 1,
  明儿: 1,
  明: 1,
  后天: 2,
  后日: 2,
  后: 2,
  大后天: 3,
};
const WEEK_SHIFTS: Readonly<Record<string, number>> = {
  上上: -2,
  上: -1,
  本: 0,
  这: 0,
  下: 1,
  下下: 2,
};
/** Monday first, as weeks are counted here. */
const WEEKDAYS: Readonly<Record<string, number>> = {
  一: 0,
  二: 1,
  三: 2,
  四: 3,
  五: 4,
  六: 5,
  日: 6,
  天: 6,
  1: 0,
  2: 1,
  3: 2,
  4: 3,
  5: 4,
  6: 5,
  7: 6,
};
const COUNT = '(?<count>(?<![\\d.])\\d{1,3}|[一二两三四五六七八九十]{1,3})';
const AGO = '(?:之?以?前)';
const LATER = '(?:之?以?后)';
const WEEK = '(?:周|星期|礼拜)';
const MINUTES_PER_DAY = 1440;
type Unit = keyof typeof FURTHEST;

const UNITS: Readonly<Record<string, Unit>> = {
  天: 'day',
  日: 'day',
  周: 'week',
  星期: 'week',
  个星期: 'week',
  礼拜: 'week',
  个礼拜: 'week',
  个月: 'month',
  年: 'year',
};
/** Beyond these a count is not a time a person remembers. */
const FURTHEST = { day: 3650, week: 520, month: 240, year: 100 } as const;

/** Days told by their distance from now or from this week. */
export const DAYS_FROM_NOW: readonly Reader[] = [
  {
    pattern:
      '(?<near>大前天|大后天|[前昨今明后][天日儿](?!气)|(?<![之以天年月周日钟提])[前昨今明后](?=早|晨|晚|夜))',
    read: (groups, context) => nearDay(groups, context),
  },
  {
    pattern: `(?<![每逢]个?)(?<week>上上|上|本|这|下下|下)?(?:一个|个)?${WEEK}(?<weekday>[一二三四五六日天1-7])(?![\\d个岁年])`,
    read: (groups, context) => weekday(groups, context),
  },
  {
    pattern: `(?<![每逢]个?)(?<week>上上|上|本|这|下下|下)?(?:一个|个)?${WEEK}末`,
    read: (groups, context) => weekend(groups, context),
  },
  {
    pattern: `(?<week>上上|上|本|这|下下|下)(?:一个|个)?${WEEK}(?![末一二三四五六日天岁1-7])`,
    read: (groups, context) => wholeWeek(groups, context),
  },
  {
    pattern: `${COUNT}(?<unit>天|日|个?星期|个?礼拜|周|个月|年)(?<way>${AGO}|${LATER})`,
    read: (groups, context) => counted(groups, context),
  },
  {
    pattern: `(?<low>[一二两三四五六七八])(?<high>[两二三四五六七八九])(?<unit>天|日|个?星期|个?礼拜|周|个月|年)${AGO}`,
    read: (groups, context) => roughly(groups, context),
  },
  {
    pattern: '(?<pair>明后|今明|昨今)(?:两|二)?[天日]',
    read: (groups, context) => twoDays(groups, context),
  },
  {
    pattern: `(?<![个\\d])(?:(?<months>[一二两三四五六七八九十]{1,2}|\\d{1,2})个)?半个?(?<half>月|年)(?:多)?${AGO}`,
    read: (groups, context) => halves(groups, context),
  },
  {
    pattern: `(?:${COUNT}个?|(?<halfHour>半)个?)(?<unit>小时|钟头|分钟)(?:多)?${AGO}`,
    read: (groups, context) => hoursAgo(groups, context),
  },
  {
    pattern: '刚刚|刚才|方才|现在|此刻|眼下|目前|至今',
    read: (_groups, context) => ({
      kind: 'moment',
      day: context.today,
      minute: context.minute,
      precise: false,
    }),
  },
];

function nearDay(groups: Groups, { today }: Context): Reading | null {
  const shift = NEAR_DAYS[groups.near ?? ''];
  return shift === undefined ? null : { kind: 'day', day: addDays(today, shift) };
}

/** With 上/本/下 the day of that week; alone the last one up to today, or the next from today. */
function weekday(groups: Groups, context: Context): Reading | null {
  const place = WEEKDAYS[word(groups, 'weekday')];
  if (place === undefined) return null;
  const week = groups.week;
  if (week === undefined) return dayAt(weekdayAlone(place, context));
  return dayAt(addDays(monday(context.today), place + weeks(week)));
}

function weekdayAlone(place: number, { today, after, direction }: Context): Day {
  const anchor = after ?? today;
  const here = addDays(monday(anchor), place);
  if (after === undefined && direction === 'past') return here > anchor ? addDays(here, -7) : here;
  return here < anchor ? addDays(here, 7) : here;
}

function weekend(groups: Groups, context: Context): Reading {
  const week = groups.week;
  const saturday = addDays(monday(context.today), 5 + (week === undefined ? 0 : weeks(week)));
  const early = week === undefined && context.direction === 'past' && saturday > context.today;
  const from = early ? addDays(saturday, -7) : saturday;
  return stretch(from, addDays(from, 1), context);
}

function wholeWeek(groups: Groups, context: Context): Reading {
  const from = addDays(monday(context.today), weeks(groups.week ?? ''));
  return stretch(from, addDays(from, 6), context);
}

function counted(groups: Groups, { today }: Context): Reading | null {
  const count = numberIn(groups, 'count') ?? 0;
  const unit = UNITS[word(groups, 'unit')];
  if (unit === undefined || count === 0 || count > FURTHEST[unit]) return null;
  return away(today, word(groups, 'way').includes('前') ? -count : count, unit);
}

/** Days and weeks are meant exactly; months and years are given the room such words have. */
function away(today: Day, n: number, unit: Unit): RealReading | null {
  switch (unit) {
    case 'day':
      return dayAt(addDays(today, n));
    case 'week':
      return dayAt(addDays(today, n * 7));
    case 'month':
      return around(addMonths(today, n), 10);
    case 'year':
      return yearAround(yearOf(today) + n);
  }
}

/** 两三天前, 三四个月前: from the further to the nearer. */
function roughly(groups: Groups, { today }: Context): Reading | null {
  const low = numberIn(groups, 'low') ?? 0;
  const high = numberIn(groups, 'high') ?? 0;
  const unit = UNITS[word(groups, 'unit')];
  const far = unit === undefined ? null : away(today, -high, unit);
  const near = unit === undefined ? null : away(today, -low, unit);
  if (high !== low + 1 || far === null || near === null) return null;
  return { kind: 'days', from: firstDay(far), to: lastDay(near) };
}

function twoDays(groups: Groups, { today }: Context): Reading {
  const from = addDays(today, { 昨: -1, 今: 0, 明: 1 }[word(groups, 'pair').charAt(0)] ?? 0);
  return { kind: 'days', from, to: addDays(from, 1) };
}

function halves(groups: Groups, { today }: Context): Reading | null {
  const months = numberIn(groups, 'months') ?? 0;
  if (groups.half === '年') return months === 0 ? around(addMonths(today, -6), 15) : null;
  return around(addDays(addMonths(today, -months), -15), months === 0 ? 3 : 7);
}

function hoursAgo(groups: Groups, { today, minute }: Context): Reading | null {
  const isHalf = groups.halfHour !== undefined;
  const count = isHalf ? 0.5 : numberIn(groups, 'count');
  if (count === null) return null;
  const inMinutes = groups.unit === '分钟';
  const at = minute - Math.round(count * (inMinutes ? 1 : 60));
  const day = addDays(today, Math.floor(at / MINUTES_PER_DAY));
  const left = at - Math.floor(at / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  return { kind: 'moment', day, minute: left, precise: inMinutes || isHalf };
}

function monday(day: Day): Day {
  return addDays(day, -((weekdayOf(day) + 6) % 7));
}

function weeks(word: string): number {
  return 7 * (WEEK_SHIFTS[word] ?? 0);
}

function dayAt(day: Day): RealReading {
  return { kind: 'day', day };
}

function around(day: Day, room: number): RealReading {
  return { kind: 'days', from: addDays(day, -room), to: addDays(day, room) };
}

function yearAround(year: number): RealReading | null {
  const from = dayFrom(year, 1, 1);
  const to = dayFrom(year, 12, 31);
  return from === null || to === null ? null : { kind: 'days', from, to };
}
