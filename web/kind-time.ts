import { z } from 'zod';
import { dayFrom, type Day } from '../domain/index.ts';

/** Days and times as people write them, where a browser has no picker or somebody types. */

const HOURS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '');

/** 2026-10-12, 2026/10/12, 2026.10.12, 2026年10月12日, 20261012. */
export const readDay = (text: string): Day | null => {
  const said = plain(text);
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/u.exec(said) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(said);
  return match === null ? null : dayFrom(Number(match[1]), Number(match[2]), Number(match[3]));
};

const AFTERNOON = /^(?:下午|晚上|傍晚)/u;

/** 09:00, 9：00, 9点, 九点半, 下午5点半, 17时30分; as HH:MM. */
export const readClock = (text: string): string | null => {
  const said = plain(text);
  const bare = said.replace(/^(?:上午|早上|早晨|中午|下午|晚上|傍晚)/u, '');
  const match = /^(\d{1,2}|[零一二三四五六七八九十]{1,2})(?:[:点时](半|\d{1,2})?分?)?$/u.exec(bare);
  if (match === null) return null;
  const hour = hourOf(match[1] ?? '', AFTERNOON.test(said));
  const minute = match[2] === '半' ? 30 : Number(match[2] ?? '0');
  if (hour === null || hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

const hourOf = (words: string, afternoon: boolean): number | null => {
  const hour = /^\d+$/u.test(words) ? Number(words) : HOURS.indexOf(words);
  if (hour < 0) return null;
  return afternoon && hour < 12 ? hour + 12 : hour;
};

const read = <T>(what: (text: string) => T | null, missing: string, wrong: string) =>
  z.string({ error: missing }).transform((value, context): T => {
    const found = what(value);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message: value.trim() === '' ? missing : wrong });
    return z.NEVER;
  });

export const kindDay = read(
  readDay,
  '请填写日期，例如 2026-11-22。',
  '没有看懂这个日期，请写成 年-月-日，例如 2026-11-22。',
);

export const kindClock = read(
  readClock,
  '请填写时间，例如 09:30。',
  '没有看懂这个时间，请写成 时:分，例如 09:30。',
);
