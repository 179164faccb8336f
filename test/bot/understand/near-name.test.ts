import { describe, expect, it } from 'vitest';
import { couldMean, isBareName } from '../../../bot/dialogue/understand/near-name.ts';

describe('a slip for the name of an institution', () => {
  it.each([
    ['市二医远', '市二院'],
    ['市二医院', '市二院'],
    ['市二院', '市第二人民医院'],
    ['惠民大要房', '惠民大药房'],
    ['惠民大药店', '惠民大药房'],
    ['高平市第二人民医远', '高平市第二人民医院'],
    ['高平第二人民医院', '高平市第二人民医院'],
  ])('%s may be %s', (typed, name) => {
    expect(couldMean(typed, name)).toBe(true);
  });

  it.each([
    ['市一院', '市二院'],
    ['市第一人民医院', '市第二人民医院'],
    ['城东卫生院', '城西卫生院'],
    ['市二药店', '市二院'],
    ['惠民药房', '济民药房二店'],
    ['医院', '市医院'],
    ['张三', '市二院'],
  ])('%s is not %s', (typed, name) => {
    expect(couldMean(typed, name)).toBe(false);
  });

  it('a name is no story, a short story is no name', () => {
    expect(['市二医远', '惠民药店', '惠民要店'].every(isBareName)).toBe(true);
    expect(['药店刷卡', '住院挂床', '骗保', '乱收费', '他去住院'].some(isBareName)).toBe(false);
  });
});
