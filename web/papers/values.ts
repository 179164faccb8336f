import { z } from 'zod';

/** Characters that XML has no word for (and halves of one) would make Word refuse the whole file. */
const UNPRINTABLE = /[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const printable = (value: string): string =>
  value.replaceAll(/\r\n?/g, '\n').replaceAll(UNPRINTABLE, '').replace(/^\n+/, '').trimEnd();

const dayInWords = (value: string): string => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (parts === null) return value;
  return `${String(parts[1])}年${String(Number(parts[2]))}月${String(Number(parts[3]))}日`;
};

/** A line or a paragraph; what is missing prints as blank. */
export const text = z.string().default('').transform(printable);
/** `2026-10-19` prints as 2026年10月19日, anything else (月底前, 10月19日 09:00) as it is. */
export const day = text.transform(dayInWords);
export const count = z
  .number()
  .optional()
  .transform((value) => (value === undefined ? '' : String(value)));
/** What is missing inside a sentence leaves room to write it. */
export const roomFor = (value: string, characters = 2): string =>
  value === '' ? '　'.repeat(characters) : value;
/** Yuan. */
export const yuan = z.number().optional();

/** What a blank paper shows where somebody writes the day by hand. */
export const byHand = (value: string): string => (value === '' ? '　　　　年　　月　　日' : value);

export const inYuan = (value: number | undefined): string =>
  value === undefined ? '' : value.toFixed(2);

/** Numbers the rows; only a blank paper keeps blank lines, for nobody shall add a line to a filled one. */
export const numbered = <R>(
  rows: readonly R[],
  blanks: number,
  blank: R,
): (R & { 序号: string })[] =>
  (rows.length > 0 ? rows : Array.from({ length: blanks }, () => blank)).map((row, at) => ({
    ...row,
    序号: String(at + 1),
  }));

/** 高平市医疗保障局 is the bureau of 高平市: the titles of the forms begin with the place. */
export const placeOf = (bureau: string): string =>
  bureau.replace(/(?:医疗保障|医保)(?:分)?局$/, '');

/** A single day is no range; blanks stay to be filled in by hand. */
export const spanOf = (from: string, to: string): string =>
  from === to && from !== '' ? from : `${byHand(from)}至${byHand(to)}`;
