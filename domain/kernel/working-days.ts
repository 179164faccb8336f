import chineseDays from 'chinese-days';
import {
  addDays,
  dayFrom,
  dayOf,
  instantAt,
  minutesOf,
  minutesOfDay,
  weekdayOf,
  yearOf,
  type Day,
} from './day.ts';

/** One year of the State Council's holiday notice: days off and make-up working days (调休). */
export interface CalendarYear {
  readonly year: number;
  readonly off: readonly Day[];
  readonly work: readonly Day[];
}

/** The years whose notice is known. A missing year counts Monday to Friday and must be warned of. */
export interface Calendar {
  readonly years: ReadonlyMap<number, CalendarYear>;
}

/** When an office is open. Times are `HH:MM` in China; breaks lie inside the opening hours. */
export interface Office {
  readonly calendar: Calendar;
  readonly opens: string;
  readonly closes: string;
  readonly breaks?: readonly { readonly from: string; readonly to: string }[];
}

const SHIPPED_YEARS = [2024, 2025, 2026];
const MS_PER_MINUTE = 60_000;
/** Far beyond any deadline: a calendar without a working day must not hang the process. */
const LONGEST_WALK = 20_000;

/** The years that come with the software; a bureau adds the later ones when they are announced. */
export function shippedCalendar(): Calendar {
  return withYears({ years: new Map() }, SHIPPED_YEARS.map(shippedYear).filter(isAnnounced));
}

/** The calendar with these years added; a year already there is replaced. */
export function withYears(calendar: Calendar, years: readonly CalendarYear[]): Calendar {
  const merged = new Map(calendar.years);
  for (const year of years) merged.set(year.year, year);
  return { years: merged };
}

/** Whether the notice for that year is known. */
export function isPublished(year: number, calendar: Calendar): boolean {
  return calendar.years.has(year);
}

/** Working day (工作日) by the notice of its year; without one, Monday to Friday. */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const year = calendar.years.get(yearOf(day));
  if (year?.off.includes(day) === true) return false;
  if (year?.work.includes(day) === true) return true;
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 5;
}

/**
 * The `n`-th working day after `day`; the start day is not counted (民法典 201).
 * `unpublished` lists the years walked into whose notice is not known: the result is provisional.
 */
export function addWorkingDays(
  day: Day,
  n: number,
  calendar: Calendar,
): { readonly day: Day; readonly unpublished: readonly number[] } {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of days: ${String(n)}`);
  const walked = new Set<number>();
  let at = day;
  for (let left = n; left > 0;) {
    at = addDays(at, 1);
    walked.add(yearOf(at));
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return { day: at, unpublished: unpublishedOf(walked, calendar) };
}

/** 民法典 203: a last day on a day off moves to the next working day. Terms and ages do not roll. */
export function rollForward(day: Day, calendar: Calendar): Day {
  for (let ahead = 0; ahead < LONGEST_WALK; ahead += 1) {
    const at = addDays(day, ahead);
    if (isWorkingDay(at, calendar)) return at;
  }
  throw new RangeError('a calendar without working days');
}

/**
 * The instant at which `hours` of office time have passed since `at`. Asked outside office hours
 * it starts at the next opening; zero hours give the next working moment.
 */
export function addWorkingHours(
  at: Date,
  hours: number,
  office: Office,
): { readonly at: Date; readonly unpublished: readonly number[] } {
  const walked = new Set<number>();
  let left = hours * 60 * MS_PER_MINUTE;
  for (let ahead = 0; ahead < LONGEST_WALK; ahead += 1) {
    const day = addDays(dayOf(at), ahead);
    walked.add(yearOf(day));
    for (const shift of shiftsOn(day, office)) {
      const from = Math.max(shift.from, at.getTime());
      if (from >= shift.to) continue;
      if (left <= shift.to - from) {
        return { at: new Date(from + left), unpublished: unpublishedOf(walked, office.calendar) };
      }
      left -= shift.to - from;
    }
  }
  throw new RangeError('an office that never opens');
}

/** `at` itself in office time, else the next opening: the `notBefore` of a notice. */
export function nextWorkingMoment(at: Date, office: Office): Date {
  return addWorkingHours(at, 0, office).at;
}

/** Whether the office is open; the closing minute is outside. */
export function isOfficeTime(at: Date, office: Office): boolean {
  const minute = minutesOfDay(at);
  return (
    isWorkingDay(dayOf(at), office.calendar) &&
    spans(office).some((span) => minute >= span.from && minute < span.to)
  );
}

function shiftsOn(day: Day, office: Office): readonly { from: number; to: number }[] {
  if (!isWorkingDay(day, office.calendar)) return [];
  const midnight = instantAt(day, '00:00').getTime();
  return spans(office).map((span) => ({
    from: midnight + span.from * MS_PER_MINUTE,
    to: midnight + span.to * MS_PER_MINUTE,
  }));
}

/** Opening hours without the breaks, in minutes since midnight, in order. */
function spans(office: Office): readonly { from: number; to: number }[] {
  const breaks = (office.breaks ?? [])
    .map((pause) => ({ from: minutesOf(pause.from), to: minutesOf(pause.to) }))
    .sort((a, b) => a.from - b.from);
  const starts = [minutesOf(office.opens), ...breaks.map((pause) => pause.to)];
  const ends = [...breaks.map((pause) => pause.from), minutesOf(office.closes)];
  return starts
    .map((from, i) => ({ from, to: ends[i] ?? from }))
    .filter((span) => span.to > span.from);
}

function unpublishedOf(years: ReadonlySet<number>, calendar: Calendar): readonly number[] {
  return [...years].filter((year) => !isPublished(year, calendar));
}

function shippedYear(year: number): CalendarYear {
  const noted = daysOfYear(year)
    .map((day) => ({ day, detail: chineseDays.getDayDetail(day) }))
    .filter(({ detail }) => detail.name.includes(','));
  return {
    year,
    off: noted.filter(({ detail }) => !detail.work).map(({ day }) => day),
    work: noted.filter(({ detail }) => detail.work).map(({ day }) => day),
  };
}

/** chinese-days answers "working day" for years it does not know: such a year has no days off. */
function isAnnounced(year: CalendarYear): boolean {
  return year.off.length > 0;
}

function daysOfYear(year: number): readonly Day[] {
  const first = dayFrom(year, 1, 1);
  if (first === null) return [];
  return Array.from({ length: 366 }, (_, i) => addDays(first, i)).filter((d) => yearOf(d) === year);
}
