import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCitizenNumber, parseCreditCode, parsePhone } from '../../../domain/kernel/ids.ts';

describe('a citizen number', () => {
  const wanted = { number: '65909919850315005X', birth: '1985-03-15', sex: '男', county: '659099' };

  it.each([
    '65909919850315005x',
    '６５９０９９１９８５０３１５００５ｘ',
    ' 659099 19850315 005X ',
    '659099-19850315-005x',
    '65909919850315005小x',
    '65909919850315005小写x',
    '65909919850315005×',
    '6590991985\u200b0315005X',
  ])('B-05 %j is taken and stored with X', (text) => {
    expect(parseCitizenNumber(text)).toEqual({ ok: true, value: wanted });
  });

  it('B-06 with a wrong last character is refused, and says which', () => {
    expect(parseCitizenNumber('659099198503150051')).toEqual({
      ok: false,
      error: { reason: 'checksum', given: 18, part: '1' },
    });
  });

  it('B-07 of 15 digits is refused as the old form', () => {
    expect(parseCitizenNumber('659099850315005')).toEqual({
      ok: false,
      error: { reason: 'fifteen', given: 15 },
    });
  });

  it.each([
    ['6590991985031500X', { reason: 'length', given: 17 }],
    ['659099198503150050X', { reason: 'length', given: 19 }],
    ['65909919850231005X', { reason: 'birth', given: 18, part: '19850231' }],
    ['6590991985O315005X', { reason: 'characters', given: 18, part: 'O' }],
    ['我不知道', { reason: 'characters', given: 4, part: '我不知道' }],
    ['', { reason: 'length', given: 0 }],
  ])('%j is refused with %j', (text, error) => {
    expect(parseCitizenNumber(text)).toEqual({ ok: false, error });
  });

  it('finds every single wrong digit (property)', () => {
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        const wrong = wanted.number.slice(0, at) + String(digit) + wanted.number.slice(at + 1);
        expect(parseCitizenNumber(wrong).ok).toBe(wrong === wanted.number);
      }),
    );
  });

  it('reads the sex from the seventeenth digit', () => {
    const woman = parseCitizenNumber('11010519491231002X');
    expect(woman).toMatchObject({ ok: true, value: { sex: '女', birth: '1949-12-31' } });
  });
});

describe('a credit code', () => {
  it.each(['91350100M000100Y43', ' 91350100m000100y43 ', '９１３５０１００Ｍ０００１００Ｙ４３'])(
    '%j is taken',
    (text) => {
      expect(parseCreditCode(text)).toEqual({ ok: true, value: { code: '91350100M000100Y43' } });
    },
  );

  it('may end in 0', () => {
    expect(parseCreditCode('91140581MA00000290')).toMatchObject({ ok: true });
  });

  it.each([
    ['91350100M000100Y44', { reason: 'checksum', given: 18, part: '4' }],
    ['91350100M000100Y4', { reason: 'length', given: 17 }],
    ['91350100MO00100Y43', { reason: 'characters', given: 18, part: 'O' }],
    ['市人民医院', { reason: 'characters', given: 5, part: '市人民医院' }],
  ])('%j is refused with %j', (text, error) => {
    expect(parseCreditCode(text)).toEqual({ ok: false, error });
  });
});

describe('a phone number', () => {
  it.each([
    ['13912345678', '13912345678', 'mobile'],
    ['+86 139 1234 5678', '13912345678', 'mobile'],
    ['0086-139-1234-5678', '13912345678', 'mobile'],
    ['8613912345678', '13912345678', 'mobile'],
    ['１３９１２３４５６７８', '13912345678', 'mobile'],
    ['1391234-5678', '13912345678', 'mobile'],
    ['0356-5222345', '0356-5222345', 'landline'],
    ['（0356）5222345', '0356-5222345', 'landline'],
    ['+86 356 5222345', '0356-5222345', 'landline'],
    ['010 8765 4321', '010-87654321', 'landline'],
    ['0759-3388123转801', '0759-3388123-801', 'landline'],
    ['0759-3388123-801', '0759-3388123-801', 'landline'],
    ['400-123-4567', '4001234567', 'landline'],
  ])('%j is %s', (text, phone, kind) => {
    expect(parsePhone(text)).toEqual({ ok: true, value: { phone, kind } });
  });

  it.each([
    ['1391234567', 'length', 10],
    ['139123456789', 'length', 12],
    ['12012345678', 'prefix', 11],
    ['5222345', 'area', 7],
    ['没有电话', 'characters', 4],
    ['', 'characters', 0],
  ])('%j is refused: %s', (text, reason, given) => {
    expect(parsePhone(text)).toEqual({ ok: false, error: { reason, given } });
  });
});

describe('whatever is typed', () => {
  it('never throws, and what was taken is taken again as it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseCitizenNumber(text);
        parseCreditCode(text);
        const phone = parsePhone(text);
        if (phone.ok) expect(parsePhone(phone.value.phone)).toEqual(phone);
      }),
    );
  });
});
