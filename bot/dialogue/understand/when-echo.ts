import { showDay, weekdayWord, type Day } from '../../../domain/kernel/day.ts';
import type { Precision } from './when-types.ts';

/** A point in time as it is read back. */
export interface Moment {
  readonly day: Day;
  /** minutes since midnight */
  readonly minute: number;
  readonly precision: Precision;
  /** the part of the day that was said, for `half-day` */
  readonly half: string | null;
}

/** `2026年11月20日（星期五）上午10点30分`: what was understood, to be read back to the person. */
export function echoPoint({ day, minute, precision, half }: Moment): string {
  const date = `${showDay(day)}（${weekdayWord(day)}）`;
  if (precision === 'day') return date;
  return date + (precision === 'half-day' ? (half ?? '') : clock(minute));
}

/** `2026年9月21日至2026年9月30日`, without the year where it repeats: `2026年9月21日至9月30日`. */
export function echoRange(from: Day, to: Day): string {
  const end = showDay(to);
  return `${showDay(from)}至${from.slice(0, 4) === to.slice(0, 4) ? end.slice(5) : end}`;
}

/** What does not exist, and the nearest days that do. */
export function echoImpossible(why: string, nearest: readonly Day[]): string {
  return nearest.length === 0 ? why : `${why}。是不是${nearest.map(showDay).join('，或者')}？`;
}

function clock(minute: number): string {
  const hour = Math.floor(minute / 60);
  const past = minute % 60;
  const onTwelve = hour > 12 ? hour - 12 : hour;
  return `${partOfDay(hour)}${onTwelve}点${past === 0 ? '' : `${String(past).padStart(2, '0')}分`}`;
}

function partOfDay(hour: number): string {
  if (hour < 5) return '凌晨';
  if (hour < 8) return '早上';
  if (hour < 12) return '上午';
  if (hour === 12) return '中午';
  return hour < 18 ? '下午' : '晚上';
}
