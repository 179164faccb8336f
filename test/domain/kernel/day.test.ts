import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayFrom,
  dayOf,
  daysBetween,
  fullYears,
  instantAt,
  lastDayOfTerm,
  minutesOfDay,
  parseDay,
  readDay,
  showDay,
  showInstant,
  weekdayOf,
  weekdayWord,
  type Day,
} from '../../../domain/kernel/day.ts';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`no day: ${text}`);
  return parsed;
}

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays(day('1940-01-01'), n));

describe('a day', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '2026-12-31'])('%s exists', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '',
    ' 2026-01-01',
    '2026-01-01T00:00',
  ])('%j is none', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it('turns at midnight in China', () => {
    expect(dayOf(new Date('2026-10-11T15:59:59.999Z'))).toBe('2026-10-11');
    expect(dayOf(new Date('2026-10-11T16:00:00.000Z'))).toBe('2026-10-12');
  });

  it('counts forward and back', () => {
    expect(addDays(day('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(day('2026-02-27'), day('2026-03-01'))).toBe(2);
    expect(daysBetween(day('2026-03-01'), day('2026-02-27'))).toBe(-2);
  });

  it('is shown as papers write it, with its weekday', () => {
    expect(showDay(day('2026-11-21'))).toBe('2026年11月21日');
    expect(showDay(day('2026-09-05'))).toBe('2026年9月5日');
    expect(weekdayWord(day('2026-11-21'))).toBe('星期六');
    expect(weekdayWord(day('2026-10-12'))).toBe('星期一');
    expect(weekdayOf(day('2026-10-11'))).toBe(0);
    expect(showInstant(new Date('2026-11-21T07:04:59Z'))).toBe('2026年11月21日 15:04');
  });

  it('is made of numbers only when it exists', () => {
    expect(dayFrom(2026, 9, 30)).toBe('2026-09-30');
    expect(dayFrom(2026, 9, 31)).toBeNull();
  });

  it('throws outside the calendar', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(RangeError);
  });
});

describe('months and terms (民法典 202)', () => {
  it('B-11 one month from 2026-01-31 ends on 2026-02-28', () => {
    expect(addMonths(day('2026-01-31'), 1)).toBe('2026-02-28');
  });

  it('B-12 one month from 2026-10-12 ends on 2026-11-12', () => {
    expect(addMonths(day('2026-10-12'), 1)).toBe('2026-11-12');
  });

  it('B-13 a term from 2024-02-29 of 36 months ends on 2027-02-28', () => {
    expect(lastDayOfTerm(day('2024-02-29'), 36)).toBe('2027-02-28');
  });

  it('B-14 a term from 2023-10-12 of 36 months still runs on 2026-10-12', () => {
    expect(lastDayOfTerm(day('2023-10-12'), 36)).toBe('2026-10-12');
  });

  it('B-15 the look-back of 24 months reaches 2024-10-12', () => {
    expect(addMonths(day('2026-10-12'), -24)).toBe('2024-10-12');
  });

  it('goes back over a year end', () => {
    expect(addMonths(day('2026-01-31'), -2)).toBe('2025-11-30');
  });
});

describe('age in full years', () => {
  const on = day('2026-10-12');
  it.each([
    ['B-01', '2001-10-12', 25],
    ['B-02', '2001-10-13', 24],
    ['B-03', '1955-10-13', 70],
    ['B-03', '1955-10-12', 71],
    ['B-04', '1965-10-13', 60],
    ['B-04', '1965-10-12', 61],
  ])('%s born %s is %i', (_id, birth, years) => {
    expect(fullYears(day(birth), on)).toBe(years);
  });

  it('of somebody born on 29 February grows on 28 February of a common year', () => {
    expect(fullYears(day('2000-02-29'), day('2027-02-27'))).toBe(26);
    expect(fullYears(day('2000-02-29'), day('2027-02-28'))).toBe(27);
  });
});

describe('wall time in China', () => {
  it('becomes an instant', () => {
    expect(instantAt(day('2026-10-12'), '08:30').toISOString()).toBe('2026-10-12T00:30:00.000Z');
    expect(instantAt(day('2026-10-12'), '00:00').toISOString()).toBe('2026-10-11T16:00:00.000Z');
  });

  it.each(['24:00', '8:30', '08:60', ''])('%j is no time', (time) => {
    expect(() => instantAt(day('2026-10-12'), time)).toThrow(RangeError);
  });

  it('counts minutes since midnight, also before 1970', () => {
    expect(minutesOfDay(new Date('2026-10-11T16:00:00Z'))).toBe(0);
    expect(minutesOfDay(new Date('2026-10-12T15:59:59Z'))).toBe(1439);
    expect(minutesOfDay(new Date('1960-01-01T00:00:00Z'))).toBe(480);
  });
});

describe('any day', () => {
  it('comes back from its instant', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (d, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const at = instantAt(d, time);
        expect(dayOf(at)).toBe(d);
        expect(minutesOfDay(at)).toBe(minute);
      }),
    );
  });

  it('is as far away as was added, and months keep the date or end their month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (d, n) => {
        expect(daysBetween(d, addDays(d, n))).toBe(n);
        const later = addMonths(d, n);
        const sameDate = later.slice(8) === d.slice(8);
        expect(sameDate || addDays(later, 1).endsWith('-01')).toBe(true);
      }),
    );
  });
});

describe('a day as people write it', () => {
  it.each([
    '2026-10-05',
    '2026/10/5',
    '2026.10.5',
    '2026年10月5日',
    '2026年10月5号',
    '20261005',
    '２０２６－１０－０５',
    ' 2026-10-05 00:00:00 ',
    '2026/10/5 0:00',
    '2026 年 10 月 5 日',
  ])('%s is read', (text) => {
    expect(readDay(text)).toBe('2026-10-05');
  });

  it.each(['10月5日', '2026-02-30', '下周一', '2026-10-05 09:30', '2026105', ''])(
    '%s is none',
    (text) => {
      expect(readDay(text)).toBeNull();
    },
  );
});
