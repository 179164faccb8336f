import { describe, expect, it } from 'vitest';
import { withheldTax } from '../../domain/evaluation/tax-rules.ts';

describe('ZJ-13.3 what is withheld from an expert’s fee', () => {
  it.each([
    [0, 0],
    [500, 0],
    [800, 0],
    [1_000, 40],
    [4_000, 640],
    [4_001, 640.16],
    [10_000, 1_600],
    [25_000, 4_000],
    [30_000, 5_200],
    [80_000, 18_600],
  ])('%s yuan: %s yuan', (yuan, tax) => {
    expect(withheldTax(yuan * 100, 'labour') / 100).toBeCloseTo(tax, 2);
  });

  it('nothing where the finance office does it elsewhere', () => {
    expect(withheldTax(1_000_000, 'none')).toBe(0);
  });
});
