import { In } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import type { Day } from '../kernel/day.ts';
import {
  shippedCalendar,
  withYears,
  type Calendar,
  type CalendarYear,
} from '../kernel/working-days.ts';
import type { Roster } from '../kernel/world.ts';
import { defineTable, id, int, json, key, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { DeadlinesEvent, PublishedYear } from './model.ts';

interface YearRow {
  /** bureau and year: one row each */
  readonly id: string;
  readonly year: number;
  readonly off: readonly Day[];
  readonly work: readonly Day[];
  readonly importedAt: string;
}

export const calendarYears = defineTable<YearRow>({
  name: 'calendar_year',
  columns: { id: key(str(60)), year: int(), off: json(), work: json(), importedAt: time() },
  indices: [{ name: 'calendar_year_year', columns: ['bureau', 'year'], unique: true }],
});

interface FallenRow {
  readonly id: string;
  readonly dueKey: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly number: string;
  readonly roster: Roster;
  readonly dueAt: string;
  readonly fellAt: string;
}

export const fallenDues = defineTable<FallenRow>({
  name: 'fallen_due',
  columns: {
    id: key(id()),
    dueKey: str(160),
    subject: str(40),
    subjectId: str(36),
    number: str(40),
    roster: str(20),
    dueAt: time(),
    fellAt: time(),
  },
  indices: [{ name: 'fallen_due_key', columns: ['bureau', 'dueKey'], unique: true }],
});

const SHIPPED = shippedCalendar();

const yearOf = ({ year, off, work }: YearRow): CalendarYear => ({ year, off, work });

const readImported = async (tx: Tx): Promise<readonly CalendarYear[]> =>
  (await tx.table(calendarYears).find({}, { order: { year: 'ASC' } })).map(yearOf);

/** The State Council's calendar as shipped, with the years this bureau has imported over it. */
export const readCalendar = async (tx: Tx): Promise<Calendar> => {
  const imported = await readImported(tx);
  return imported.length === 0 ? SHIPPED : withYears(SHIPPED, imported);
};

export const readYear = async (tx: Tx, year: number): Promise<CalendarYear | null> =>
  (await readCalendar(tx)).years.get(year) ?? null;

/** Every year whose notice is known, latest first. */
export const readPublished = async (tx: Tx): Promise<readonly PublishedYear[]> => {
  const imported = new Set((await readImported(tx)).map(({ year }) => year));
  const { years } = await readCalendar(tx);
  return [...years.values()]
    .sort((a, b) => b.year - a.year)
    .map((year) => ({ ...year, source: imported.has(year.year) ? 'imported' : 'shipped' }));
};

/** Which of these keys have fallen due before. */
export const readFallen = async (tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  if (keys.length === 0) return new Set();
  const rows = await tx.table(fallenDues).find({ dueKey: In([...keys]) });
  return new Set(rows.map(({ dueKey }) => dueKey));
};

export const record: ContextSpec<DeadlinesEvent>['record'] = {
  'deadlines.year-imported': async (tx, { year, off, work }, { now }) => {
    await tx.table(calendarYears).remove({ year });
    const importedAt = now.toISOString();
    await tx
      .table(calendarYears)
      .insert({ id: `${tx.bureau}:${year}`, year, off, work, importedAt });
  },
  'deadlines.fell-due': (tx, event, { now }) =>
    tx.table(fallenDues).insert({
      id: event.due,
      dueKey: event.key,
      subject: event.subject,
      subjectId: event.id,
      number: event.number,
      roster: event.roster,
      dueAt: event.dueAt,
      fellAt: now.toISOString(),
    }),
};
