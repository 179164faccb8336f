import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseDay, type Day } from '../../domain/index.ts';
import { isWorkingDay, shippedCalendar, withYears } from '../../domain/kernel/working-days.ts';
import { endProblem, lastDayNow, lastDayOf } from '../../domain/publicity/rules.ts';
import type { Publicity } from '../../domain/publicity/model.ts';

const calendar = shippedCalendar();
const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const fiveWorking = { count: 5, unit: 'workingDays' } as const;

const period = (over: Partial<Publicity> = {}): Publicity => ({
  id: 'p',
  number: 'GS2026-0001',
  roster: 'experts',
  firstDay: day('2026-10-12'),
  lastDay: day('2026-10-19'),
  days: fiveWorking,
  applications: ['a'],
  placements: [{ where: '网站', url: 'https://a.cn', day: day('2026-10-12'), scans: [] }],
  state: 'open',
  takenDown: [],
  unpublished: [],
  reason: '',
  version: 1,
  ...over,
});
const at = (text: string) => ({ now: new Date(`${text}:00+08:00`), calendar });

describe('the last day of a publicity period (ZJ-8.2b, 2.9)', () => {
  it.each([
    ['the first day is not counted', '2026-10-12', fiveWorking, '2026-10-19'],
    [
      'over the October holiday, with the Saturday that is worked',
      '2026-09-28',
      fiveWorking,
      '2026-10-10',
    ],
    [
      'days that end in the holiday roll to the next working day',
      '2026-09-25',
      { count: 7, unit: 'days' },
      '2026-10-08',
    ],
    [
      'days that end on a Saturday roll to Monday',
      '2026-11-07',
      { count: 7, unit: 'days' },
      '2026-11-16',
    ],
    [
      'days that end on a make-up Saturday stay',
      '2026-10-03',
      { count: 7, unit: 'days' },
      '2026-10-10',
    ],
    ['begun on a day off', '2026-10-02', fiveWorking, '2026-10-13'],
  ] as const)('A-22 %s', (_title, first, days, last) => {
    expect(lastDayOf(day(first), days, calendar)).toEqual({ day: last, unpublished: [] });
  });

  it('A-22 into a year without a notice the day is provisional, and moves on when it comes', () => {
    const counted = lastDayOf(day('2026-12-28'), fiveWorking, calendar);
    expect(counted).toEqual({ day: '2027-01-04', unpublished: [2027] });
    const shown = period({
      firstDay: day('2026-12-28'),
      lastDay: counted.day,
      unpublished: [2027],
    });
    const off = [day('2027-01-01'), day('2027-01-04')];
    const known = withYears(calendar, [{ year: 2027, off, work: [] }]);
    expect(lastDayNow(shown, known)).toBe('2027-01-06');
    expect(lastDayNow(period(), known)).toBe('2026-10-19');
    const problem = endProblem(shown, 0, { ...at('2027-01-06T17:00'), calendar: known });
    expect(problem).toEqual({ code: 'publicity.running', lastDay: '2027-01-06' });
  });

  it('A-22 always ends on a working day, at least so many days on', () => {
    const first = fc.integer({ min: 0, max: 300 }).map((n) => {
      const date = new Date(Date.UTC(2026, 0, 1 + n));
      return day(date.toISOString().slice(0, 10));
    });
    const days = fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      unit: fc.constantFrom('workingDays' as const, 'days' as const),
    });
    fc.assert(
      fc.property(first, days, (from, length) => {
        const last = lastDayOf(from, length, calendar).day;
        const span = (Date.parse(last) - Date.parse(from)) / 86_400_000;
        return isWorkingDay(last, calendar) && span >= length.count;
      }),
    );
  });
});

describe('what keeps a period from ending (ZJ-8.2b)', () => {
  it('runs to the end of its last day', () => {
    const running = { code: 'publicity.running', lastDay: '2026-10-19' };
    expect(endProblem(period(), 0, at('2026-10-19T23:59'))).toEqual(running);
    expect(endProblem(period(), 0, at('2026-10-20T00:00'))).toBeNull();
  });

  it('an open objection, a missing proof, or a notice that came later than the first day', () => {
    const over = at('2026-10-20T08:00');
    expect(endProblem(period(), 2, over)).toEqual({ code: 'publicity.objections-open', count: 2 });
    const bare = period({ placements: [] });
    expect(endProblem(bare, 0, over)).toEqual({ code: 'publicity.no-placement' });
    const [first] = period().placements;
    const late = period({ placements: [{ ...first!, day: day('2026-10-14') }] });
    expect(endProblem(late, 0, over)).toEqual({
      code: 'publicity.placed-late',
      first: '2026-10-14',
      due: '2026-10-12',
    });
  });
});
