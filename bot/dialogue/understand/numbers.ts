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
/** Thousands, hundreds and tens in order; a gap in the middle needs its 零, so 一百二 is not taken. */
const COMPOUND = new RegExp(
  `^(?:(?<thousands>${D})[千仟])?(?:(?<hundreds>${D})[百佰])?(?<gap>零)?(?:(?<tens>${D})?[十拾])?(?<units>${D})?$`,
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
  `^(?:我|就|那就)?(?:选择|要选|选|回复|按|第|选第|选择第|就第)${NUMERAL}(?:个|项|号|条|种|款)?$`,
  'u',
);
const LAST_ORDINAL = 20;

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
  const circled = message.length === 1 ? circledNumber(message) : null;
  if (circled !== null) return circled;
  const said = message.replace(/(?:吧|啊|呀|的|谢谢)$/u, '');
  const number = (BARE.exec(said) ?? CHOSEN.exec(said))?.groups?.['number'];
  const value = number === undefined ? null : chineseNumber(number);
  return value !== null && value >= 1 && value <= LAST_ORDINAL ? value : null;
}

function digitByDigit(text: string): number | null {
  if (text.length > 4) return null;
  const digits = Array.from(text, (c) => DIGITS[c]);
  return digits.reduce<number | null>(
    (sum, digit) => (sum === null || digit === undefined ? null : sum * 10 + digit),
    0,
  );
}

function compound(text: string): number | null {
  const groups = COMPOUND.exec(text)?.groups;
  if (groups === undefined) return null;
  const of = (name: string): number => DIGITS[groups[name] ?? '零'] ?? 0;
  const hasTens = /[十拾]/u.test(text);
  const tens = hasTens ? of('tens') || 1 : 0;
  const big = of('thousands') * 1000 + of('hundreds') * 100;
  const needsGap = big > 0 && !hasTens && of('units') > 0;
  if (needsGap !== (groups['gap'] !== undefined) && !(hasTens && big > 0)) return null;
  const total = big + tens * 10 + of('units');
  return total > 0 ? total : null;
}

function circledNumber(char: string): number | null {
  const code = char.charCodeAt(0);
  const row = CIRCLED.find(([first, count]) => code >= first && code < first + count);
  return row === undefined ? null : code - row[0] + 1;
}
