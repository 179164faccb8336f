import { addDays, dayFrom, parseDay, yearOf, type Day } from '../../../domain/kernel/day.ts';
import { isPublished, shippedCalendar } from '../../../domain/kernel/working-days.ts';
import { inMeantYear, stretch, word, YEAR } from './date-words.ts';
import type { Context, Groups, Reader, Reading } from './when-types.ts';

type Festival =
  'new-year' | 'spring' | 'qingming' | 'labour' | 'dragon-boat' | 'mid-autumn' | 'national';

interface Days {
  readonly from: Day;
  readonly to: Day;
}

const NAMES: Readonly<Record<string, Festival>> = {
  元旦: 'new-year',
  春节: 'spring',
  过年: 'spring',
  大年初一: 'spring',
  清明: 'qingming',
  五一: 'labour',
  劳动: 'labour',
  端午: 'dragon-boat',
  中秋: 'mid-autumn',
  国庆: 'national',
  十一: 'national',
};
/**
 * 春节, 清明, 端午, 中秋 as MM-DD, from chinese-days 1.5.7. Copied because its lunar functions ask the
 * machine for its time zone and answer a day off in America.
 */
const MOVING: ReadonlyMap<number, readonly [string, string, string, string]> = new Map([
  [2020, ['01-25', '04-04', '06-25', '10-01']],
  [2021, ['02-12', '04-04', '06-14', '09-21']],
  [2022, ['02-01', '04-05', '06-03', '09-10']],
  [2023, ['01-22', '04-05', '06-22', '09-29']],
  [2024, ['02-10', '04-04', '06-10', '09-17']],
  [2025, ['01-29', '04-04', '05-31', '10-06']],
  [2026, ['02-17', '04-05', '06-19', '09-25']],
  [2027, ['02-06', '04-05', '06-09', '09-15']],
  [2028, ['01-26', '04-04', '05-28', '10-03']],
  [2029, ['02-13', '04-04', '06-16', '09-22']],
  [2030, ['02-03', '04-05', '06-05', '09-12']],
  [2031, ['01-23', '04-05', '06-24', '10-01']],
  [2032, ['02-11', '04-04', '06-12', '09-19']],
  [2033, ['01-31', '04-04', '06-01', '09-08']],
  [2034, ['02-19', '04-05', '06-20', '09-27']],
  [2035, ['02-08', '04-05', '06-10', '09-16']],
]);
/** Days off before and after the festival itself, for years without a notice. */
const USUAL: Readonly<Record<Festival, readonly [number, number]>> = {
  'new-year': [0, 2],
  spring: [1, 6],
  qingming: [0, 2],
  labour: [0, 4],
  'dragon-boat': [0, 2],
  'mid-autumn': [0, 2],
  national: [0, 6],
};
const CALENDAR = shippedCalendar();
const AROUND = 3;
const HOLIDAY =
  '(?<holiday>长假期?|小?假期|期间|放假期间|放假|的时候|时候|前后|那几天|那些天|这几天)';
const NAME = '(?<name>元旦|春节|过年|清明|端午|中秋|国庆|劳动(?=节))';

/** Festivals by name: the day itself for the short ones, the days off for 春节, 国庆 and 五一. */
export const FESTIVALS: readonly Reader[] = [
  {
    pattern: `${YEAR}?${NAME}节?(?:${HOLIDAY}|(?<itself>当天|那天|当日))?(?!节?[之以]?[前后]|路|街|村|大道)`,
    read: (groups, context) => festival(groups, context),
  },
  {
    pattern: `${YEAR}?(?<name>五一|十一)(?:劳动节|国庆节|节)?(?:${HOLIDAY}|(?<itself>当天|那天|当日))`,
    read: (groups, context) => festival(groups, context),
  },
  {
    pattern: `(?:${YEAR}(?<name>五一|十一)节?(?![月点号日])|^五一$)`,
    read: (groups, context) => festival({ ...groups, name: groups.name ?? '五一' }, context),
  },
  {
    pattern: `${YEAR}?(?:大年)(?<itself>初一)`,
    read: (groups, context) => festival({ ...groups, name: '大年初一' }, context),
  },
];

function festival(groups: Groups, context: Context): Reading | null {
  const which = NAMES[word(groups, 'name')];
  if (which === undefined) return null;
  const days = inMeantYear(groups, context, (year) => meant(which, year, groups));
  if (days === null) return null;
  if (days.from === days.to) return { kind: 'day', day: days.from };
  return stretch(days.from, days.to, context);
}

function meant(which: Festival, year: number, groups: Groups): Days | null {
  const day = festivalDay(which, year);
  if (day === null) return null;
  const holiday = groups.holiday;
  const isLong = which === 'spring' || which === 'national' || which === 'labour';
  const single = groups.itself !== undefined || (holiday === undefined && !isLong);
  if (single) return { from: day, to: day };
  const off = daysOff(which, day);
  if (holiday !== '前后') return off;
  return { from: addDays(off.from, -AROUND), to: addDays(off.to, AROUND) };
}

/** The holiday of that year's notice the day lies in, else what it usually is. */
function daysOff(which: Festival, day: Day): Days {
  if (!isPublished(yearOf(day), CALENDAR)) {
    const [before, after] = USUAL[which];
    return { from: addDays(day, -before), to: addDays(day, after) };
  }
  const off = new Set(CALENDAR.years.get(yearOf(day))?.off ?? []);
  let from = day;
  let to = day;
  while (off.has(addDays(from, -1))) from = addDays(from, -1);
  while (off.has(addDays(to, 1))) to = addDays(to, 1);
  return { from, to };
}

function festivalDay(which: Festival, year: number): Day | null {
  if (which === 'new-year') return dayFrom(year, 1, 1);
  if (which === 'labour') return dayFrom(year, 5, 1);
  if (which === 'national') return dayFrom(year, 10, 1);
  const dates = MOVING.get(year);
  if (dates === undefined) return null;
  const [spring, qingming, dragonBoat, midAutumn] = dates;
  const date = { spring, qingming, 'dragon-boat': dragonBoat, 'mid-autumn': midAutumn }[which];
  return parseDay(`${year}-${date}`);
}
