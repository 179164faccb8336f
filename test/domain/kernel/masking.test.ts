import { describe, expect, it } from 'vitest';
import { maskCitizenNumber, maskName, maskPhone } from '../../../domain/kernel/masking.ts';

describe('masking', () => {
  it.each([
    ['65909919850315005X', '659099********005X'],
    ['140581198501011234', '140581********1234'],
    ['12345', '*****'],
  ])('hides the middle of citizen number %s', (number, shown) => {
    expect(maskCitizenNumber(number)).toBe(shown);
  });

  it.each([
    ['13812345678', '138****5678'],
    ['0356-5222345', '0356-*****45'],
    ['0759-3388123-801', '0759-*****23'],
    ['?', '*'],
  ])('hides the middle of phone %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });

  it.each([
    ['李梅', '李*'],
    ['李小梅', '李**'],
    ['买买提·艾力', '买**'],
    ['𠮷野', '𠮷*'],
    ['李', '*'],
    ['', ''],
  ])('keeps the family name of %j', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });
});
