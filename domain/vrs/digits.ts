/** What a person typed or threw, in the form that is hashed and joined (RFC 3797, section 4). */
export type Digits =
  | { readonly ok: true; readonly value: string; readonly bits: number }
  | { readonly ok: false; readonly fault: 'empty' | 'too-short' | 'not-digits' | 'too-long' };

const CHINESE = ['〇零', '一壹', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'];
const LEAST_DIGITS = 6;
const LEAST_NUMBERS = 3;
const MOST_CHARACTERS = 64;
/** Made by an own device: kept as it is. */
const OWN_BYTES = /^[0-9a-f]{64}$/;
/** Faces of a die, then the usual drums of numbered balls. */
const DRUMS = [6, 10, 16, 33, 35, 49, 80, 99];

/**
 * One number of six digits or more, several numbers (dice, balls: sorted, since their order is not
 * reported reliably), or 32 bytes in hexadecimal. `bits` is an estimate from below.
 */
export const parseDigits = (text: string): Digits => {
  const plain = normalised(text);
  if (plain === '') return { ok: false, fault: 'empty' };
  if (OWN_BYTES.test(plain)) return { ok: true, value: `${plain}./`, bits: 256 };
  if (!/^\d+(?: \d+)*$/.test(plain)) return { ok: false, fault: 'not-digits' };
  if (plain.length > MOST_CHARACTERS) return { ok: false, fault: 'too-long' };
  const numbers = plain.split(' ');
  return numbers.length === 1 ? oneNumber(plain) : severalNumbers(numbers);
};

/** Full-width and Chinese digits become plain ones, separators one blank. */
const normalised = (text: string): string =>
  [...text.normalize('NFKC')]
    .map((character) => {
      const digit = CHINESE.findIndex((digits) => digits.includes(character));
      return digit < 0 ? character : `${digit}`;
    })
    .join('')
    .replaceAll(/[\s,，、;；]+/g, ' ')
    .trim()
    .toLowerCase();

/** Written in the order drawn: sorting its digits would lose entropy. */
const oneNumber = (digits: string): Digits =>
  digits.length < LEAST_DIGITS
    ? { ok: false, fault: 'too-short' }
    : { ok: true, value: `${digits}./`, bits: digits.length * Math.log2(10) };

const severalNumbers = (words: readonly string[]): Digits => {
  if (words.length < LEAST_NUMBERS && words.join('').length < LEAST_DIGITS)
    return { ok: false, fault: 'too-short' };
  const numbers = words.map((word) => BigInt(word)).sort((a, b) => (a < b ? -1 : Number(a > b)));
  return { ok: true, value: `${numbers.join('.')}./`, bits: bitsOf(numbers.map(Number)) };
};

/** Of k numbers from the smallest usual drum that holds them, their order forgotten. */
const bitsOf = (numbers: readonly number[]): number => {
  const greatest = Math.max(...numbers);
  const drum = DRUMS.find((size) => size >= greatest) ?? greatest;
  const repeats = new Set(numbers).size < numbers.length || drum === DRUMS[0];
  return log2Choose(repeats ? drum + numbers.length - 1 : drum, numbers.length);
};

/** log2 of the number of ways to choose k of n: what a fair choice of a panel needs in entropy. */
export const log2Choose = (n: number, k: number): number => {
  let bits = 0;
  for (let one = 1; one <= Math.min(k, n - k); one += 1) bits += Math.log2((n - one + 1) / one);
  return bits;
};

/** The parties' values in the order given; each ends with `/`, so that none can run into the next. */
export const entropyOf = (values: readonly string[]): string => values.join('');
