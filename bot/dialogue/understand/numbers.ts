import { plain } from './normalise.ts';

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const D = '[一壹二贰两三叁四肆五伍六陆七柒八捌九玖]';
/** Thousands, hundreds, tens and units in order. */
const COMPOUND = new RegExp(
  `^(?:(?<thousands>${D})[千仟])?(?:(?<hundreds>${D})[百佰])?零?(?:(?<tens>${D})?[十拾])?(?<units>${D})?$`,
  'u',
);
/** ①–⑳, ⑴–⒇, ⒈–⒛, ❶–❿: first code point and how many follow in order. */
const CIRCLED = [
  [0x2460, 20],
  [0x2474, 20],
  [0x2488, 20],
  [0x2776, 10],
  [0x3220, 10],
  [0x3280, 10],
] as const;
const NUMERAL = '(?<number>\\d{1,2}|[一二两三四五六七八九十]{1,3})';
const BARE = new RegExp(`^[(\\[【]?${NUMERAL}[)\\]】]?$`, 'u');
const CHOSEN = new RegExp(
  `^(?:(?:我|就|那就)?(?:选择|要选|选|回复|按|第|选第|选择第)|就|那就)${NUMERAL}(?:个|项|号|条|种|款)?$`,
  'u',
);
const LAST_ORDINAL = 20;

const SPOKEN = /[零〇一幺二两三四五六七八九]{7,}/gu;

/** A long number read out figure by figure, 一三九零…, in figures; each takes the place of one character. */
export function spokenDigits(text: string): string {
  return text.replaceAll(SPOKEN, (run) =>
    Array.from(run, (c) => (c === '幺' ? '1' : String(DIGITS[c] ?? c))).join(''),
  );
}

/** `23`, `二十三`, `廿三`, `一百零五`, `二〇二六`: the whole text as a number up to 9999, else null. */
export function chineseNumber(text: string): number | null {
  const written = plain(text).replace(/^廿/u, '二十').replace(/^卅/u, '三十');
  if (/^\d{1,4}$/.test(written)) return Number(written);
  if (written === '') return null;
  return digitByDigit(written) ?? compound(written);
}

/** The whole message is the number of a menu entry, 1–20: `1`, `１`, `一`, `①`, `1、`, `第一个`, `选1`. */
export function ordinal(text: string): number | null {
  const message = plain(text).replace(/[\s.、,。!;]+$/u, '');
  const value = circledNumber(message) ?? chosenNumber(message);
  return value !== null && value >= 1 && value <= LAST_ORDINAL ? value : null;
}

function chosenNumber(message: string): number | null {
  const said = message.replace(/(?:吧|啊|呀|的|谢谢)$/u, '');
  const match = BARE.exec(said) ?? CHOSEN.exec(said);
  return match === null ? null : chineseNumber(match.groups?.number ?? '');
}

/** One digit, 零五, or the four of a year; 三四 is "three or four", not 34. */
function digitByDigit(text: string): number | null {
  if (!/^(?:.|[零〇].|.{4})$/u.test(text)) return null;
  const digits = Array.from(text, (c) => DIGITS[c]);
  return digits.reduce<number | null>(
    (sum, digit) => (sum === null || digit === undefined ? null : sum * 10 + digit),
    0,
  );
}

/** Whoever leaves a gap says 零: 一百零五 and 三千零二十, but not 一百二 and not 零五百. */
function compound(text: string): number | null {
  const match = COMPOUND.exec(text);
  if (match === null) return null;
  const of = (name: string): number => DIGITS[match.groups?.[name] ?? '零'] ?? 0;
  const tens = /[十拾]/u.test(text) ? Math.max(of('tens'), 1) * 10 : 0;
  const big = of('thousands') * 1000 + of('hundreds') * 100;
  const small = tens + of('units');
  const total = big + small;
  return total > 0 && text.includes('零') === isGapped(big, small) ? total : null;
}

function isGapped(big: number, small: number): boolean {
  if (big === 0 || small === 0) return false;
  return small < 10 || big % 1000 === 0;
}

function circledNumber(char: string): number | null {
  if (char.length !== 1) return null;
  const code = char.charCodeAt(0);
  const row = CIRCLED.find(([first, count]) => code >= first && code < first + count);
  return row === undefined ? null : code - row[0] + 1;
}
