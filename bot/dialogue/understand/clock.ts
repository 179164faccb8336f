import { word } from './date-words.ts';
import { chineseNumber } from './numbers.ts';
import type { Groups, Precision } from './when-types.ts';

/** A time of day; `minute` may pass 1440, because 昨晚12点 and 夜里2点 belong to the next day. */
interface TimeOfDay {
  readonly kind: 'time';
  readonly minute: number;
  /** the first minute the words may mean; before it they cannot have happened yet */
  readonly earliest: number;
  readonly precision: Exclude<Precision, 'day'>;
  /** the part of the day that was said, when nothing closer was */
  readonly half: string | null;
}

interface NoTimeOfDay {
  readonly kind: 'none';
  readonly why: string;
}

type Unplaced = TimeOfDay | NoTimeOfDay;

/** A time of day and where it stands in the view. */
export type Clock = Unplaced & { readonly start: number; readonly end: number };

type Half = '凌晨' | '早上' | '上午' | '中午' | '下午' | '傍晚' | '晚上' | '夜里';

const HALVES: Readonly<Record<Half, { words: string; typical: number; earliest: number }>> = {
  凌晨: { words: '凌晨', typical: 3, earliest: 0 },
  早上: {
    words: '大清早 清早 清晨 一大早 大早上 一早 早晨 早上 早间 早 晨',
    typical: 8,
    earliest: 5,
  },
  上午: { words: '上午', typical: 10, earliest: 8 },
  中午: { words: '中午 晌午 正午', typical: 12, earliest: 11 },
  下午: { words: '下午 午后', typical: 15, earliest: 12 },
  傍晚: { words: '傍晚 黄昏', typical: 18, earliest: 17 },
  晚上: { words: '大晚上 晚上 晚间 夜晚 晚', typical: 20, earliest: 18 },
  夜里: { words: '大半夜 后半夜 前半夜 夜里 夜间 深夜 半夜 午夜 夜', typical: 22, earliest: 20 },
};
const HALF_NAMES: readonly Half[] = [
  '凌晨',
  '早上',
  '上午',
  '中午',
  '下午',
  '傍晚',
  '晚上',
  '夜里',
];
const HALF_OF: ReadonlyMap<string, Half> = new Map(
  HALF_NAMES.flatMap((half) => HALVES[half].words.split(' ').map((word) => [word, half] as const)),
);
const words = (keep: (word: string) => boolean): string =>
  [...HALF_OF.keys()]
    .filter(keep)
    .sort((a, b) => b.length - a.length)
    .join('|');
const LONG_HALF = words((word) => word.length > 1);
const ANY_HALF = words(() => true);
const HOUR = '(?<!\\d)\\d{1,2}|二?十[一二三四五六七八九]?|[零〇一二两三四五六七八九]';
const MINUTES = '\\d{1,2}|[零〇][一二三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?';
const NOT_HOURS = '(?!意见|建议|问题|希望|要求|原因|疑问|看法|理由|想法|体会|情况|内容|点|儿)';
const O_CLOCK =
  `(?<hour>${HOUR})(?:点${NOT_HOURS}|时(?!候|间|段|常|代|不))(?<even>钟|整)?` +
  `(?:过?(?:(?<quarter>半|[一三]刻)钟?|(?<minute>${MINUTES}|[一二三四五六七八九])分钟?|` +
  `(?<plainMinute>[0-5]\\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)(?![\\d个名人元块位次多]))|` +
  '差(?<short>一刻|\\d{1,2}|[一二三四五六七八九十]{1,3})分?钟?)?';
const LACKING = `差(?<lack>一刻|\\d{1,2}|[一二三四五六七八九十]{1,3})(?:分钟|分|钟)?(?:不到|到)?(?<lackHour>${HOUR})点钟?`;
const COLON = '(?<colonHour>(?<![\\d:.])\\d{1,2}):(?<colonMinute>\\d{2})(?![\\d])(?::\\d{2})?';
const ABOUT = '(?<about>左右|前后|上下|多|许)?';
const LINK = '(?:的|,|大概是?|大约是?|约|差不多|是|在|快|将近)?';
const TIME = `(?:${COLON}|${LACKING}|${O_CLOCK})${ABOUT}`;
const TAIL = '(?:些时候|时分|的时候|那会儿?)?';
const AFTER_DATE = new RegExp(`(?:(?<half>${ANY_HALF})${TAIL})?(?:${LINK}${TIME})?`, 'uy');
const ANYWHERE = new RegExp(
  `(?:(?<half>${LONG_HALF})${TAIL}|(?<tight>${ANY_HALF})(?=\\d|[零一二两三四五六七八九十]))?(?:${LINK}${TIME})?`,
  'gu',
);
const LEAD = new RegExp(`^${LINK}`, 'u');
const GAP = /(?:[([](?:周|星期|礼拜)[一二三四五六日天][)\]]|(?:周|星期|礼拜)[一二三四五六日天])?/uy;
const FILLER = 5;

/** The time of day that belongs to a date ending at `from`: right after it, or a few words on. */
export function clockAfter(text: string, from: number): Clock | null {
  GAP.lastIndex = from;
  const start = from + (GAP.exec(text)?.[0].length ?? 0);
  for (let at = start; at <= Math.min(start + FILLER, text.length); at += 1) {
    const clock = clockHere(text, at);
    if (clock !== null && (at === start || clock.end - clock.start > 1)) return clock;
    if (/[\d。;!?\n]/u.test(text.charAt(at))) return null;
  }
  return null;
}

/** The first time of day in a text without a date; a bare 三点 only counts when it is all there is. */
export function clockAnywhere(text: string): Clock | null {
  for (const match of text.matchAll(ANYWHERE)) {
    const clock = clockOf(match);
    if (clock !== null && (isSure(match) || isAlone(text, match[0]))) return clock;
  }
  return null;
}

function isAlone(text: string, time: string): boolean {
  return /^(?:就|大概|大约|应该)?(?:是|在)?(?:吧|的时候|那会儿?)?[。.!]?$/u.test(
    text.replace(time, ''),
  );
}

function clockHere(text: string, at: number): Clock | null {
  AFTER_DATE.lastIndex = at;
  const match = AFTER_DATE.exec(text);
  return match === null ? null : clockOf(match);
}

function clockOf(match: RegExpExecArray): Clock | null {
  const groups = match.groups ?? {};
  const lead = LEAD.exec(match[0])?.[0].length ?? 0;
  const place = { start: match.index + lead, end: match.index + match[0].length };
  const half = HALF_OF.get(word(groups, 'half', 'tight')) ?? null;
  const said = timeSaid(groups);
  if (said !== null) return { ...timeOf(half, said), ...place };
  return half === null ? null : { ...halfDay(half), ...place };
}

interface Said {
  readonly hour: number;
  readonly minute: number;
  readonly lack: number;
  readonly exact: boolean;
  /** written like 03:20 or 15:20, so on the clock of 24 hours */
  readonly digital: boolean;
}

function timeSaid(groups: Groups): Said | null {
  const hour = chineseNumber(word(groups, 'colonHour', 'lackHour', 'hour'));
  if (hour === null) return null;
  const past = word(groups, 'colonMinute', 'minute', 'plainMinute', 'quarter');
  const lack = word(groups, 'lack', 'short');
  return {
    hour,
    minute: minutesIn(past),
    lack: minutesIn(lack),
    exact: past + lack !== '',
    digital: /^0\d$/.test(word(groups, 'colonHour')),
  };
}

function timeOf(half: Half | null, said: Said): Unplaced {
  const why = impossible(said);
  if (why !== null) return { kind: 'none', why };
  const minute = hourMeant(half, said) * 60 + said.minute - said.lack;
  const precision = said.exact ? 'minute' : 'hour';
  return { kind: 'time', minute, earliest: minute, precision, half: null };
}

function minutesIn(words: string): number {
  return quarter(words) ?? chineseNumber(words) ?? 0;
}

function quarter(words: string): number | null {
  if (words === '半') return 30;
  if (words === '一刻') return 15;
  return words === '三刻' ? 45 : null;
}

function impossible({ hour, minute, lack }: Said): string | null {
  if (hour > 24 || (hour === 24 && minute > 0))
    return `一天有24小时，没有${hour}点${minute > 0 ? `${minute}分` : ''}`;
  return minute > 59 || lack > 59 ? `一小时有60分钟，没有${Math.max(minute, lack)}分` : null;
}

/** The hour on the clock of 24, past 24 where the words reach over midnight. */
function hourMeant(half: Half | null, { hour, digital }: Said): number {
  if (hour > 12) return hour;
  switch (half) {
    case null:
      return digital ? hour : officeHour(hour, 5);
    case '凌晨':
      return hour % 12;
    case '早上':
    case '上午':
      return hour;
    case '中午':
      return officeHour(hour, 4);
    case '下午':
    case '傍晚':
      return (hour % 12) + 12;
    case '晚上':
      return hourOfNight(hour, 5);
    case '夜里':
      return hourOfNight(hour, 6);
  }
}

/** Up to `last` an hour said alone is of the afternoon: nobody reports 三点 of the night as 三点. */
function officeHour(hour: number, last: number): number {
  return hour >= 1 && hour <= last ? hour + 12 : hour;
}

function hourOfNight(hour: number, firstOfEvening: number): number {
  return hour % 12 < firstOfEvening ? (hour % 12) + 24 : hour + 12;
}

function halfDay(half: Half): Unplaced {
  const { typical, earliest } = HALVES[half];
  return {
    kind: 'time',
    minute: typical * 60,
    earliest: earliest * 60,
    precision: 'half-day',
    half,
  };
}

/** Whether the match says more than a bare 三点, which may be "three points". */
function isSure(match: RegExpExecArray): boolean {
  const groups = match.groups ?? {};
  const signs = ['half', 'tight', 'colonHour', 'lack', 'quarter', 'minute', 'plainMinute', 'even'];
  return word(groups, ...signs) !== '' || word(groups, 'about') === '左右';
}
