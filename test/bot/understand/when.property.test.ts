import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, dayOf, instantAt, parseDay, type Day } from '../../../domain/kernel/day.ts';
import { understandWhen, type When } from '../../../bot/dialogue/understand/when.ts';

const EPOCH = parseDay('2020-01-01') ?? failed();
const anyDay = fc.integer({ min: 0, max: 5000 }).map((n) => addDays(EPOCH, n));
const anyNow = fc
  .record({ day: anyDay, minute: fc.integer({ min: 0, max: 1439 }) })
  .map(({ day, minute }) => new Date(instantAt(day, '00:00').getTime() + minute * 60_000));
const FRAGMENTS = [
  ...Array.from('昨天今前大上下本这个周月年日号点时半刻分一二三四五六七八九十0123456789'),
  ...Array.from('到至从-./: ，。的早晚夜'),
  '星期',
  '下旬',
  '国庆',
  '春节',
  '去年',
  '以来',
  '左右',
  '前后',
  '２０',
  '\u200b',
];
const talk = fc
  .array(fc.constantFrom(...FRAGMENTS), { maxLength: 24 })
  .map((parts) => parts.join(''));

function failed(): never {
  throw new Error('no such day');
}

function chinese(n: number): string {
  const digits = '零一二三四五六七八九';
  const tens = Math.floor(n / 10);
  const units = n % 10 === 0 ? '' : digits.charAt(n % 10);
  return tens === 0 ? units : `${tens === 1 ? '' : digits.charAt(tens)}十${units}`;
}

function forms(day: Day): readonly string[] {
  const [year = '', month = '', date = ''] = day.split('-');
  const [m, d] = [Number(month), Number(date)];
  const yearWords = Array.from(year, (c) => '〇一二三四五六七八九'.charAt(Number(c))).join('');
  return [
    day,
    `${year}${month}${date}`,
    `${year}-${m}-${d}`,
    `${year}.${m}.${d}`,
    `${year}/${month}/${date}`,
    `${year}年${m}月${d}日`,
    `${year} 年 ${month} 月 ${date} 号`,
    `${yearWords}年${chinese(m)}月${chinese(d)}日`,
    `${year}年${m}月${d}日`.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  ];
}

function isTrueTo(text: string, when: When | null): void {
  if (when === null) return;
  expect(text).toContain(when.words);
  if (when.kind === 'impossible' || when.kind === 'vague') return;
  expect(text.slice(...when.span)).toBe(when.words);
  if (when.kind === 'range') {
    expect(when.from < when.to).toBe(true);
    return;
  }
  expect(parseDay(when.at.slice(0, 10))).not.toBeNull();
  expect(when.at.slice(10)).toMatch(/^T([01]\d|2[0-3]):[0-5]\d$/);
}

describe('any message', () => {
  it('is read without throwing, and its words are the person’s own', () => {
    const check = (text: string, now: Date) => {
      isTrueTo(text, understandWhen(text, now));
      isTrueTo(text, understandWhen(text, now, { direction: 'future' }));
    };
    fc.assert(fc.property(talk, anyNow, check), { numRuns: 3000 });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), anyNow, check), { numRuns: 500 });
  });

  it('of ten thousand characters is read at once', () => {
    for (const unit of ['一', '9月', '昨天', '1', '十点', '2026-', '前后左右', ' ']) {
      const start = performance.now();
      understandWhen(unit.repeat(10_000 / unit.length), instantAt(EPOCH, '12:00'));
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });
});

describe('any real day', () => {
  it('comes back from each way of writing it', () => {
    fc.assert(
      fc.property(anyDay, anyNow, (day, now) => {
        for (const form of forms(day)) {
          expect(understandWhen(form, now)).toMatchObject({ kind: 'point', at: `${day}T00:00` });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes back from its echo, with its time', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(1439), anyNow, (day, minute, now) => {
        const [hour, rest] = [Math.floor(minute / 60), minute % 60];
        const time = [hour, rest].map((n) => String(n).padStart(2, '0')).join(':');
        const first = understandWhen(`${day} ${time}`, now);
        expect(first).toMatchObject({ kind: 'point', at: `${day}T${time}` });
        const echo = first?.kind === 'point' ? first.echo : '';
        expect(understandWhen(echo, now)).toMatchObject({ at: `${day}T${time}` });
      }),
      { numRuns: 500 },
    );
  });

  it('said without a year is the last one when past, the next one when planned', () => {
    fc.assert(
      fc.property(anyDay, anyNow, (day, now) => {
        fc.pre(!day.endsWith('02-29'));
        const today = dayOf(now);
        const said = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
        const past = understandWhen(said, now);
        const future = understandWhen(said, now, { direction: 'future' });
        const at = (when: When | null) => (when?.kind === 'point' ? when.at.slice(0, 10) : '');
        expect(at(past) <= today && at(past) > addDays(today, -367)).toBe(true);
        expect(at(future) >= today && at(future) < addDays(today, 367)).toBe(true);
      }),
    );
  });
});

describe('whatever zone the machine is in', () => {
  const home = process.env.TZ;
  afterEach(() => {
    if (home === undefined) delete process.env.TZ;
    else process.env.TZ = home;
  });

  it('the same is understood', () => {
    const readings = (zone: string) => {
      process.env.TZ = zone;
      return ['昨晚八点', '半小时前', '上周五', '春节', '9月31日', '十点半', '上个月底'].flatMap(
        (text) =>
          ['2026-10-11T15:59:00Z', '2026-10-11T16:01:00Z', '2026-03-08T10:30:00Z'].map((now) =>
            understandWhen(text, new Date(now)),
          ),
      );
    };
    const utc = readings('UTC');
    expect(readings('America/New_York')).toEqual(utc);
    expect(readings('Asia/Shanghai')).toEqual(utc);
  });
});
