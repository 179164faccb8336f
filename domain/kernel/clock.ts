const NUMERALS = '零一二三四五六七八九';
const NUMBER = '(\\d{1,2}|[零一二三四五六七八九十]{1,3})';
const HALVES = '(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)?';

/** 9:00, 9.30, 9点半, 下午2点一刻, 14时05分. */
const SAID = new RegExp(
  `^${HALVES}${NUMBER}(?::|\\.|点钟?|时)(?:${NUMBER}分?|(半|整|一刻|三刻))?$`,
);
const WORDS: Readonly<Record<string, number>> = { 半: 30, 整: 0, 一刻: 15, 三刻: 45 };
const AFTERNOON = ['下午', '傍晚', '晚上'];

/** A time of day as people write it, as `HH:MM`; null for anything that is none. */
export const parseClock = (text: string): string | null => {
  const plain = SPELLINGS.reduce(
    (words, [from, to]) => words.replaceAll(from, to),
    text.normalize('NFKC').replaceAll(/\s/g, ''),
  );
  const packed = /^(\d{2})(\d{2})$/.exec(plain);
  if (packed !== null) return written(Number(packed[1]), Number(packed[2]));
  // `9:` and `9:5` are not finished
  const open = /[:.]/.test(plain) && !/[:.]\d\d分?$/.test(plain);
  const said = open ? null : SAID.exec(plain);
  return said === null ? null : spoken(said);
};

const SPELLINGS = [
  ['两', '二'],
  ['〇', '零'],
  ['點', '点'],
] as const;

const spoken = ([, half = '', hour = '', minute, word = '整']: RegExpExecArray): string | null =>
  written(
    hourOf(half, numberOf(hour)),
    minute === undefined ? (WORDS[word] ?? 0) : numberOf(minute),
  );

/** Twelve at night and the small hours of an evening may mean either day. */
const isUnclear = (half: string, hour: number): boolean =>
  (['凌晨', '晚上'].includes(half) && hour === 12) || (half === '晚上' && hour < 5);

/** 下午2点 is 14, 中午12点 and 中午1点 are 12 and 13, 上午9点 is 9. */
const hourOf = (half: string, hour: number): number => {
  if (isUnclear(half, hour)) return Number.NaN;
  const later = AFTERNOON.includes(half) || (half === '中午' && hour < 3);
  return later && hour < 12 ? hour + 12 : hour;
};

const numberOf = (words: string): number => {
  if (/^\d+$/.test(words)) return Number(words);
  const [tens = '', ones] = words.split('十');
  // `零五` minutes and `九` have no ten
  if (ones === undefined) return digitsOf(words);
  return (tens === '' ? 1 : digitsOf(tens)) * 10 + (ones === '' ? 0 : digitsOf(ones));
};

const digitsOf = (words: string): number =>
  [...words].reduce((sum, word) => sum * 10 + NUMERALS.indexOf(word), 0);

const written = (hour: number, minute: number): string | null =>
  hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59
    ? `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
    : null;
