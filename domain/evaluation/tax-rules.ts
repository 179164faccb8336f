/**
 * What the payer withholds from a fee for labour (劳务报酬所得预扣预缴, 国家税务总局公告2018年第61号,
 * article 8): up to 4,000 yuan 800 are free, above it a fifth; then 20, 30 or 40 per cent with the quick
 * deductions. `none`: the finance office does it elsewhere. Amounts in fen.
 */
export const withheldTax = (amount: number, rule: 'labour' | 'none'): number => {
  if (rule === 'none') return 0;
  const taxable = Math.max(0, amount <= 400_000 ? amount - 80_000 : amount * 0.8);
  const bracket = BRACKETS.find(({ upTo }) => taxable <= upTo);
  return bracket === undefined ? 0 : Math.round(taxable * bracket.rate - bracket.less);
};

const BRACKETS = [
  { upTo: 2_000_000, rate: 0.2, less: 0 },
  { upTo: 5_000_000, rate: 0.3, less: 200_000 },
  { upTo: Infinity, rate: 0.4, less: 700_000 },
] as const;
