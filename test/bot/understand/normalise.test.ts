import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aligned, plain, spanIn, tight } from '../../../bot/dialogue/understand/normalise.ts';

describe('the cleaned view', () => {
  it.each([
    ['１３９　１２３４', '139 1234'],
    ['\u200b李\u200d梅\ufeff', '李梅'],
    ['\u202e反\u202c', '反'],
    ['  a \n\n b  ', 'a b'],
    ['买买提•艾力', '买买提·艾力'],
    ['身份证：６５９０Ｘ，', '身份证:6590X,'],
    ['①②', '①②'],
    ['', ''],
    ['   ', ''],
  ])('of %j', (text, view) => {
    expect(plain(text)).toBe(view);
  });

  it('keeps only spaces between digits when tight', () => {
    expect(tight('9 月 20 日 10 : 30').text).toBe('9月20日10:30');
    expect(tight('2026-09-20 10:30').text).toBe('2026-09-20 10:30');
  });

  it('knows where its characters stood', () => {
    const text = ' 姓名：\u200b李 梅 ';
    const view = aligned(text);
    expect(view.text).toBe('姓名:李 梅');
    expect(text.slice(...spanIn(view, 3, 4))).toBe('李');
    expect(text.slice(...spanIn(view, 3, 6))).toBe('李 梅');
  });

  it('is stable, and never longer than the text (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = plain(text);
        expect(plain(once)).toBe(once);
        expect(once.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
