import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entropyOf, log2Choose, parseDigits } from '../../domain/vrs/index.ts';

const value = (text: string): string => {
  const digits = parseDigits(text);
  return digits.ok ? digits.value : digits.fault;
};

describe('digits that a person typed or threw', () => {
  it.each([
    ['583920', '583920./'],
    [' 583920 ', '583920./'],
    ['５８３９２０', '583920./'],
    ['五八三九二〇', '583920./'],
    ['伍捌叁玖贰零', '583920./'],
    ['012345', '012345./'],
    ['3 1 2', '1.2.3./'],
    ['3,1，2', '1.2.3./'],
    ['12、9、01', '1.9.12./'],
    ['六 二 四 四', '2.4.4.6./'],
    ['583 920', '583.920./'],
    ['A'.repeat(64), `${'a'.repeat(64)}./`],
    ['', 'empty'],
    ['　', 'empty'],
    ['58392', 'too-short'],
    ['1 2', 'too-short'],
    ['12a456', 'not-digits'],
    ['十二', 'not-digits'],
    ['-583920', 'not-digits'],
    ['58.3920', 'not-digits'],
    ['1'.repeat(65), 'too-long'],
  ])('%j is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('gives the entropy that can be counted on', () => {
    const bits = (text: string): number => {
      const digits = parseDigits(text);
      return digits.ok ? digits.bits : 0;
    };
    expect(bits('583920')).toBeCloseTo(19.9, 1);
    expect(bits('1 5 9 14 23 33')).toBeCloseTo(Math.log2(1107568), 5);
    expect(bits('1 2 3 4 5 6')).toBeCloseTo(Math.log2(462), 5);
    expect(bits('0f'.repeat(32))).toBe(256);
    expect(log2Choose(40, 5)).toBeCloseTo(19.3, 1);
    expect(log2Choose(120, 7)).toBeCloseTo(35.8, 1);
    expect(log2Choose(300, 15)).toBeCloseTo(82.7, 1);
    expect(log2Choose(5, 5)).toBe(0);
  });

  it('two parties can never be read as two others: what is joined comes apart in one way', () => {
    const number = fc.array(fc.nat(999_999), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), (parties) => {
        const values = parties.map((numbers) => value(numbers.join(' ')));
        expect(entropyOf(values).split('/').slice(0, -1)).toEqual(
          values.map((one) => one.slice(0, -1)),
        );
      }),
    );
  });

  it('dice count alike in whatever order they are read', () => {
    const dice = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(dice, (thrown) => {
        expect(value(thrown.join(' '))).toBe(value([...thrown].reverse().join('，')));
      }),
    );
  });
});
