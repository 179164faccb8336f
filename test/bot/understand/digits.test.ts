import { describe, expect, it } from 'vitest';
import { bareDigits, reportedDigits, unadorned } from '../../../bot/dialogue/understand/digits.ts';

describe('digits somebody reports', () => {
  it.each([
    ['583920', '583920'],
    ['好的，583920', '583920'],
    ['５８３９２０。', '583920'],
    ['“583920”', '583920'],
    ['我报583920，谢谢您', '583920'],
    ['3 6 1 5 2 4', '3 6 1 5 2 4'],
    ['五八三九二幺', '五八三九二一'],
    ['583920😊', '583920'],
  ])('%s', (said, digits) => {
    expect(reportedDigits(said)).toBe(digits);
  });

  it.each(['', '好的', '昨天583920', '2026年10月15日', '五十八万三千', '我583920不行'])(
    'none in “%s”',
    (said) => {
      expect(reportedDigits(said)).toBeNull();
    },
  );

  it('a number of a person or a choice of a menu is never taken for digits of a draw', () => {
    expect(bareDigits('13900139000')).toBeNull();
    expect(bareDigits('65909919850315005X')).toBeNull();
    expect(bareDigits('659099198503150052')).toBeNull();
    expect(bareDigits('12')).toBeNull();
    expect(bareDigits('583920')).toBe('583920');
  });

  it('a picture that says no is kept', () => {
    expect(unadorned('【接受】😊')).toBe('接受');
    expect(unadorned('接受🙅')).toBe('接受🙅');
  });
});
