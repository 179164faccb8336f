import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correction } from '../../../bot/dialogue/understand/correction.ts';

const FIELDS = [
  { id: 'name', names: ['姓名', '名字'] },
  { id: 'unit', names: ['单位', '工作单位'] },
  { id: 'phone', names: ['电话', '手机', '手机号', '电话号码'] },
  { id: 'when', names: ['时间', '发生时间'] },
];

describe('a correction in plain words', () => {
  it.each([
    ['单位写错了，应该是市二院', 'unit', '市二院'],
    ['工作单位写错了，应该是市二院。', 'unit', '市二院'],
    ['电话不对', 'phone', null],
    ['手机号错了', 'phone', null],
    ['手机号错了，是13912345678', 'phone', '13912345678'],
    ['不对，电话号码应该是１３９１２３４５６７８', 'phone', '１３９１２３４５６７８'],
    ['姓名改成李梅', 'name', '李梅'],
    ['把姓名改为李梅', 'name', '李梅'],
    ['我的名字打错了，李梅', 'name', '李梅'],
    ['改单位', 'unit', null],
    ['修改一下工作单位', 'unit', null],
    ['我要改手机号', 'phone', null],
    ['改单位：市二院', 'unit', '市二院'],
    ['单位不是市一院，是市二院', 'unit', '市二院'],
    ['时间要改一下', 'when', null],
    ['发生时间应为9月20日上午', 'when', '9月20日上午'],
    ['刚才单位填错了', 'unit', null],
    ['单位有误，改成市二院', 'unit', '市二院'],
  ])('%s', (text, field, rest) => {
    expect(correction(text, FIELDS)).toEqual({ field, rest });
  });

  it.each([
    ['第3项改成市二院', 3, '市二院'],
    ['第三项写错了，应该是市二院', 3, '市二院'],
    ['第3项不对', 3, null],
    ['改第3项：市二院', 3, '市二院'],
    ['把第2项改为李梅', 2, '李梅'],
  ])('%s', (text, item, rest) => {
    expect(correction(text, FIELDS)).toEqual({ item, rest });
  });

  it.each([
    '',
    '提交',
    '电话',
    '我的单位是市二院',
    '他们单位在骗保',
    '李梅',
    '电话里医生说错了药名，我有录音',
  ])('%j corrects nothing', (text) => {
    expect(correction(text, FIELDS)).toBeNull();
  });

  it('takes any field name literally and never throws', () => {
    expect(correction('费用(元)错了', [{ id: 'fee', names: ['费用(元)', ''] }])).toEqual({
      field: 'fee',
      rest: null,
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, name) => {
        correction(text, [{ id: 'x', names: [name] }]);
      }),
    );
  });
});

describe('a long message', () => {
  it('is looked at at once', () => {
    for (const unit of ['请把', '我的', '不对', '单位', '帮我把', ',', '不是', '第3项']) {
      const start = performance.now();
      correction(unit.repeat(5_000), FIELDS);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });
});
