import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantAt, parseDay, showInstant, type Day } from '../../../domain/kernel/day.ts';
import {
  addWorkingDays,
  addWorkingHours,
  isOfficeTime,
  isPublished,
  isWorkingDay,
  nextWorkingMoment,
  rollForward,
  shippedCalendar,
  withYears,
} from '../../../domain/kernel/working-days.ts';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`no day: ${text}`);
  return parsed;
}

const calendar = shippedCalendar();
const office = { calendar, opens: '08:30', closes: '17:30' };
const withLunch = { ...office, breaks: [{ from: '12:00', to: '14:00' }] };

describe('the shipped calendar', () => {
  it('knows 2024 to 2026 and does not claim 2027', () => {
    expect([...calendar.years.keys()]).toEqual([2024, 2025, 2026]);
    expect(isPublished(2026, calendar)).toBe(true);
    expect(isPublished(2027, calendar)).toBe(false);
  });

  it('holds the notice for 2026 word for word', () => {
    const year = calendar.years.get(2026);
    expect(year?.off).toHaveLength(33);
    expect(year?.work).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ]);
  });

  it.each([
    ['2026-10-01', false],
    ['2026-10-10', true],
    ['2026-10-11', false],
    ['2026-10-12', true],
    ['2027-10-01', true],
    ['2027-10-02', false],
  ])('%s working: %s', (text, working) => {
    expect(isWorkingDay(day(text), calendar)).toBe(working);
  });

  it('takes a later year as data, and a correction of a year it has', () => {
    const more = withYears(calendar, [
      { year: 2027, off: [day('2027-10-01')], work: [day('2027-10-02')] },
    ]);
    expect(isWorkingDay(day('2027-10-01'), more)).toBe(false);
    expect(isWorkingDay(day('2027-10-02'), more)).toBe(true);
    expect(isPublished(2027, calendar)).toBe(false);
  });
});

describe('working days', () => {
  it.each([
    ['B-08', '2026-09-14', '2026-10-16'],
    ['B-09', '2026-09-01', '2026-09-29'],
    ['B-10', '2026-02-13', '2026-03-19'],
  ])('%s twenty working days from %s are over on %s', (_id, from, due) => {
    expect(addWorkingDays(day(from), 20, calendar)).toEqual({ day: due, unpublished: [] });
  });

  it('names the years whose notice is missing', () => {
    expect(addWorkingDays(day('2026-12-25'), 5, calendar).unpublished).toEqual([2027]);
    expect(addWorkingDays(day('2026-12-24'), 5, calendar)).toEqual({
      day: '2026-12-31',
      unpublished: [],
    });
  });

  it('of none leave the day alone; of a fraction do not exist', () => {
    expect(addWorkingDays(day('2026-10-03'), 0, calendar).day).toBe('2026-10-03');
    expect(() => addWorkingDays(day('2026-10-03'), 1.5, calendar)).toThrow(RangeError);
  });

  it('roll a last day on a day off to the next working day', () => {
    expect(rollForward(day('2026-10-01'), calendar)).toBe('2026-10-08');
    expect(rollForward(day('2026-10-10'), calendar)).toBe('2026-10-10');
    expect(rollForward(day('2026-10-11'), calendar)).toBe('2026-10-12');
  });

  it('are counted one by one (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 60 }),
        (n, count) => {
          const start = addDays(day('2024-01-01'), n);
          const end = addWorkingDays(start, count, calendar).day;
          let counted = 0;
          for (let d = addDays(start, 1); d <= end; d = addDays(d, 1)) {
            if (isWorkingDay(d, calendar)) counted += 1;
          }
          expect(counted).toBe(count);
          expect(isWorkingDay(end, calendar)).toBe(true);
        },
      ),
    );
  });
});

describe('office time', () => {
  const shown = (text: string, time: string, hours: number) =>
    showInstant(addWorkingHours(instantAt(day(text), time), hours, withLunch).at);

  it('skips lunch, nights and days off', () => {
    expect(shown('2026-10-12', '09:00', 2)).toBe('2026年10月12日 11:00');
    expect(shown('2026-10-12', '11:00', 2)).toBe('2026年10月12日 15:00');
    expect(shown('2026-10-12', '17:00', 2)).toBe('2026年10月13日 10:00');
    expect(shown('2026-09-30', '16:30', 2)).toBe('2026年10月8日 09:30');
    expect(shown('2026-10-09', '17:30', 1)).toBe('2026年10月10日 09:30');
  });

  it('starts at the next opening when asked outside the hours', () => {
    expect(shown('2026-10-12', '06:00', 1)).toBe('2026年10月12日 09:30');
    expect(shown('2026-10-12', '12:30', 0.5)).toBe('2026年10月12日 14:30');
  });

  it('names missing years', () => {
    const late = instantAt(day('2026-12-31'), '17:00');
    expect(addWorkingHours(late, 1, office).unpublished).toEqual([2027]);
  });

  it('tells open from closed', () => {
    const open = (text: string, time: string) =>
      isOfficeTime(instantAt(day(text), time), withLunch);
    expect(open('2026-10-12', '08:30')).toBe(true);
    expect(open('2026-10-12', '08:29')).toBe(false);
    expect(open('2026-10-12', '12:00')).toBe(false);
    expect(open('2026-10-12', '14:00')).toBe(true);
    expect(open('2026-10-12', '17:30')).toBe(false);
    expect(open('2026-10-11', '10:00')).toBe(false);
    expect(open('2026-10-10', '10:00')).toBe(true);
  });

  it('moves a notice to the next opening, or leaves it', () => {
    const moved = (text: string, time: string) =>
      showInstant(nextWorkingMoment(instantAt(day(text), time), withLunch));
    expect(moved('2026-10-12', '09:15')).toBe('2026年10月12日 09:15');
    expect(moved('2026-10-01', '09:15')).toBe('2026年10月8日 08:30');
    expect(moved('2026-10-12', '17:30')).toBe('2026年10月13日 08:30');
  });

  it('that never comes is an error, not an endless loop', () => {
    const shut = { calendar, opens: '17:00', closes: '08:00' };
    expect(() => addWorkingHours(instantAt(day('2026-10-12'), '09:00'), 1, shut)).toThrow(
      RangeError,
    );
  });
});
