import { describe, expect, it } from 'vitest';
import { chineseNumber, ordinal } from '../../../bot/dialogue/understand/numbers.ts';

describe('a number', () => {
  it.each([
    ['23', 23],
    ['２３', 23],
    ['二十三', 23],
    ['廿三', 23],
    ['十', 10],
    ['十五', 15],
    ['两', 2],
    ['零', 0],
    ['二〇二六', 2026],
    ['一百', 100],
    ['一百零五', 105],
    ['一百二十', 120],
    ['一百一十五', 115],
    ['三千零二十', 3020],
    ['两千', 2000],
    ['贰拾叁', 23],
  ])('%s', (text, value) => {
    expect(chineseNumber(text)).toBe(value);
  });

  it.each([
    '',
    '一百二',
    '二三十',
    '三四',
    '一二三',
    '十十',
    '百',
    '零五百',
    '李',
    '1.5',
    '12345',
    '一二三四五',
  ])('%j is none', (text) => {
    expect(chineseNumber(text)).toBeNull();
  });
});

describe('the number of a menu entry', () => {
  it.each([
    '1',
    '１',
    '一',
    '①',
    '1.',
    '1、',
    '(1)',
    '（1）',
    '⑴',
    '⒈',
    '❶',
    '第一',
    '第1',
    '选1',
    '我选1',
    '第1个',
    '第一项',
    '选第一个',
    '1吧',
    '1。',
    ' 1 ',
    '1️⃣',
    '选择1',
    '就1',
    '01',
    '一、',
  ])('%j is 1', (text) => {
    expect(ordinal(text)).toBe(1);
  });

  it.each([
    ['两', 2],
    ['二', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['20', 20],
    ['⑳', 20],
    ['㈢', 3],
  ])('%s is %i', (text, value) => {
    expect(ordinal(text)).toBe(value);
  });

  it.each([
    '',
    '0',
    '０',
    '零',
    '21',
    '二十一',
    '1.5',
    '12个',
    '一个',
    '1号',
    '3天',
    '我要举报',
    '13912345678',
    '第',
    '1 2',
  ])('%j is none', (text) => {
    expect(ordinal(text)).toBeNull();
  });
});
