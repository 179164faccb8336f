/**
 * Calendar days and Shanghai wall time. China keeps +08:00 all year, so everything here is plain
 * arithmetic and never asks the machine for its time zone.
 */

/** A real calendar day as `YYYY-MM-DD`; text order is time order. */
export type Day = string & { readonly __day: true };

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const SHANGHAI_MS = 8 * 60 * MS_PER_MINUTE;
const WEEKDAY_WORDS = [
  '星期日',
  '星期一',
  '星期二',
  '星期三',
  '星期四',
  '星期五',
  '星期六',
] as const;

/** Reads exactly `YYYY-MM-DD`; null for anything else and for days that do not exist (02-30). */
export function parseDay(text: string): Day | null {
  return isDay(text) ? text : null;
}

/** The day the calendar on a wall in China shows at this instant. */
export function dayOf(instant: Date): Day {
  return brand(new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10));
}

/** `n` days later, or earlier when negative. */
export function addDays(day: Day, n: number): Day {
  return brand(new Date(Date.parse(day) + n * MS_PER_DAY).toISOString().slice(0, 10));
}

/** 民法典 202: `n` months on, the corresponding day, else the last day of that month. */
export function addMonths(day: Day, n: number): Day {
  const { year, month, date } = parts(day);
  const total = year * 12 + month - 1 + n;
  const toYear = Math.floor(total / 12);
  const toMonth = total - toYear * 12 + 1;
  return brand(written(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth))));
}

/** Whole days from `a` to `b`; negative when `b` lies before `a`. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / MS_PER_DAY);
}

/**
 * The last day a term of `months` still runs. The start day is not counted (民法典 201), so the
 * corresponding day itself belongs to the term and it has lapsed the day after.
 */
export function lastDayOfTerm(start: Day, months: number): Day {
  return addMonths(start, months);
}

/** Age in full years (周岁) on a day; reached on the birthday, on 02-28 for those born on 02-29. */
export function fullYears(birth: Day, on: Day): number {
  const years = yearOf(on) - yearOf(birth);
  return addMonths(birth, years * 12) <= on ? years : years - 1;
}

/** The instant at which clocks in China show `HH:MM` on that day; throws on a time that is none. */
export function instantAt(day: Day, time: string): Date {
  return new Date(Date.parse(day) + minutesOf(time) * MS_PER_MINUTE - SHANGHAI_MS);
}

/** Minutes since midnight for `HH:MM` (00:00–23:59); throws on anything else. */
export function minutesOf(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match === null) throw new RangeError(`not a time of day: ${time}`);
  return Number(match[1]) * 60 + Number(match[2]);
}

/** Minutes since midnight in China, 0–1439. */
export function minutesOfDay(instant: Date): number {
  const local = instant.getTime() + SHANGHAI_MS;
  return Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
}

/** `2026年11月21日`, the way papers of the bureau write a day. */
export function showDay(day: Day): string {
  const { year, month, date } = parts(day);
  return `${String(year)}年${String(month)}月${String(date)}日`;
}

/** `2026年11月21日 15:04` in China. */
export function showInstant(instant: Date): string {
  const minutes = minutesOfDay(instant);
  return `${showDay(dayOf(instant))} ${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.parse(day)).getUTCDay();
}

/** 星期日 to 星期六. */
export function weekdayWord(day: Day): string {
  return WEEKDAY_WORDS[weekdayOf(day)] ?? '';
}

/** The calendar year of a day. */
export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** How many days a month has; month 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The day of these numbers (month and date from 1), or null when the calendar has no such day. */
export function dayFrom(year: number, month: number, date: number): Day | null {
  return parseDay(written(year, month, date));
}

/** 2026-10-12, 2026/10/12, 2026.10.12, 2026年10月12日, 20261012, also with the midnight a sheet adds; else null. */
export function readDay(text: string): Day | null {
  const said = text.normalize('NFKC').trim();
  const plain = said.replace(/\s+0?0:00(?::00)?$/u, '').replaceAll(/\s/gu, '');
  const found =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(plain);
  return found === null ? null : dayFrom(Number(found[1]), Number(found[2]), Number(found[3]));
}

function parts(day: Day): { year: number; month: number; date: number } {
  return { year: yearOf(day), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function written(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(date)}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const month = Number(match[2]);
  const date = Number(match[3]);
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(Number(match[1]), month);
}

function brand(text: string): Day {
  if (isDay(text)) return text;
  throw new RangeError(`outside the calendar: ${text}`);
}
