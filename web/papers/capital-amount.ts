const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

const digit = (value: number): string => DIGITS.charAt(value);

const group = (value: string): string =>
  [...value]
    .map((figure, at) => digit(Number(figure)) + (figure === '0' ? '' : (PLACES[3 - at] ?? '')))
    .join('')
    .replaceAll(/零+/g, '零');

const wholeYuan = (yuan: number): string => {
  const figures = String(yuan);
  const padded = figures.padStart(Math.ceil(figures.length / 4) * 4, '0');
  const groups = padded.match(/.{4}/g) ?? [];
  return groups
    .map((four, at) => {
      const unit = GROUPS[groups.length - 1 - at] ?? '';
      return four === '0000'
        ? '零'
        : group(four).replace(/零$/, '') + unit + (four.endsWith('0') ? '零' : '');
    })
    .join('')
    .replaceAll(/零+/g, '零')
    .replace(/^零/, '')
    .replace(/零$/, '');
};

/** 1234.05 yuan in the capitals of a payment sheet: 壹仟贰佰叁拾肆元零伍分. */
export const capitalAmount = (amount: number): string => {
  const cents = Math.round(amount * 100);
  if (cents === 0) return '零元整';
  const [yuan, jiao, fen] = [Math.floor(cents / 100), Math.floor(cents / 10) % 10, cents % 10];
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && fen === 0) return `${whole}整`;
  const tenths = jiao === 0 ? (whole === '' ? '' : '零') : `${digit(jiao)}角`;
  return whole + tenths + (fen === 0 ? '整' : `${digit(fen)}分`);
};
