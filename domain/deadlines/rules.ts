import type { Due } from '../kernel/context.ts';
import { addDays, dayFrom, dayOf, instantAt, weekdayOf, yearOf, type Day } from '../kernel/day.ts';
import { newId } from '../kernel/fresh.ts';
import { err, ok, type NonEmpty, type Result } from '../kernel/result.ts';
import { isPublished, type Calendar, type CalendarYear } from '../kernel/working-days.ts';
import type { Roster, World } from '../kernel/world.ts';
import type { DeadlinesEvent, DeadlinesPolicy, DeadlinesRefusal } from './model.ts';

type Decision = Result<NonEmpty<DeadlinesEvent>, DeadlinesRefusal>;

/** The holidays of 2024's regulation are 13 days: a notice with fewer was cut off. */
const FEWEST_DAYS_OFF = 13;
/** How many effects one transaction makes; the timed duty asks again. */
const CHUNK = 50;

/** A year of the State Council's notice becomes part of every deadline from now on. */
export const importYear = (known: CalendarYear | null, input: CalendarYear): Decision => {
  const problem = yearProblem(input);
  if (problem !== null) return err(problem);
  const off = [...input.off].sort();
  const work = [...input.work].sort();
  if (known !== null && sameDays(known.off, off) && sameDays(known.work, work))
    return err({ code: 'deadlines.same-as-before', year: input.year });
  return ok([
    { type: 'deadlines.year-imported', year: input.year, off, work, replaces: known !== null },
  ]);
};

const yearProblem = ({ year, off, work }: CalendarYear): DeadlinesRefusal | null => {
  const all = [...off, ...work];
  const outside = all.find((day) => yearOf(day) !== year);
  if (outside !== undefined) return { code: 'deadlines.day-outside-year', day: outside, year };
  const twice = all.find((day, index) => all.indexOf(day) !== index);
  if (twice !== undefined) return { code: 'deadlines.day-twice', day: twice };
  const weekday = work.find((day) => weekdayOf(day) >= 1 && weekdayOf(day) <= 5);
  if (weekday !== undefined) return { code: 'deadlines.works-on-weekday', day: weekday };
  return off.length < FEWEST_DAYS_OFF
    ? { code: 'deadlines.too-few-days', year, given: off.length }
    : null;
};

const sameDays = (a: readonly Day[], b: readonly Day[]): boolean =>
  a.length === b.length && [...a].sort().every((day, index) => day === b[index]);

export interface SweepFacts {
  /** keys that fell due before: each takes effect once */
  readonly fallen: ReadonlySet<string>;
  /** whose liaison officer hears of what belongs to no roster */
  readonly roster: Roster;
}

/**
 * Everything past its instant that has not been brought up yet, at most 50 at a time; the bureau's own
 * dates (missing calendar, expiring measure) are looked at too, so an empty list is worth asking.
 */
export const sweep = (
  facts: SweepFacts,
  input: { readonly dues: readonly Due[] },
  world: World<DeadlinesPolicy>,
): Decision => {
  const dues = uniqueByKey([...input.dues, ...ownDues(facts.roster, world)])
    .filter((due) => due.dueAt <= world.now && !facts.fallen.has(due.key))
    .slice(0, CHUNK);
  const [first, ...rest] = dues.map((due) => fellDue(due, world.seed));
  return first === undefined ? err({ code: 'deadlines.nothing-due' }) : ok([first, ...rest]);
};

const uniqueByKey = (dues: readonly Due[]): readonly Due[] => [
  ...new Map(dues.map((due) => [due.key, due])).values(),
];

const fellDue = (due: Due, seed: string): DeadlinesEvent => ({
  type: 'deadlines.fell-due',
  due: newId(seed, `due:${due.key}`),
  key: due.key,
  subject: due.subject,
  id: due.id,
  number: due.number,
  roster: due.roster,
  audience: due.audience,
  dueAt: due.dueAt.toISOString(),
  private: { except: due.except },
});

/** What falls due for the bureau itself: next year's calendar and the measure's own end. */
export const ownDues = (roster: Roster, world: World<DeadlinesPolicy>): readonly Due[] => [
  ...calendarDue(roster, dayOf(world.now), world.calendar),
  ...measureDue(roster, world.policy),
];

/** Under this key the absence of a year's notice falls due, is announced and is settled. */
export const calendarKey = (year: number): string => `calendar:${year}`;

/** The notice for next year is out by mid-November as a rule: from 11-16 on its absence is an alarm. */
const calendarDue = (roster: Roster, today: Day, calendar: Calendar): readonly Due[] => {
  const next = yearOf(today) + 1;
  const alarm = alarmOf(yearOf(today));
  if (isPublished(next, calendar)) return [];
  return [
    officeDue(roster, {
      subject: 'calendar',
      number: `${next}年`,
      key: calendarKey(next),
      dueAt: alarm,
    }),
  ];
};

const alarmOf = (year: number): Date => {
  const day = dayFrom(year, 11, 16);
  if (day === null) throw new Error('every year has a 16 November');
  return instantAt(day, '00:00');
};

/** ZJ-21, C-09: a measure that ends is announced in time. */
const measureDue = (roster: Roster, { document, deadlines }: DeadlinesPolicy): readonly Due[] => {
  const { expiresOn } = document;
  if (expiresOn === undefined) return [];
  const warnOn = addDays(expiresOn, -deadlines.measureExpiryDays.value);
  const key = `measure:${expiresOn}`;
  return [
    officeDue(roster, {
      subject: 'measure',
      number: expiresOn,
      key,
      dueAt: instantAt(warnOn, '00:00'),
    }),
  ];
};

const officeDue = (
  roster: Roster,
  due: Pick<Due, 'subject' | 'number' | 'key' | 'dueAt'>,
): Due => ({
  ...due,
  id: due.key,
  roster,
  except: [],
  audience: 'office',
});
