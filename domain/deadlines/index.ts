import { defineContext, named, type FollowUp } from '../kernel/context.ts';
import { sweepDeadlines } from './actions.ts';
import { DEADLINES, type DeadlinesEvent, type DeadlinesRefusal } from './model.ts';
import { calendarYears, fallenDues, record } from './records.ts';
import { calendarKey } from './rules.ts';
import { refuse } from './wording.ts';

export { unpublishedNote } from '../kernel/unpublished.ts';
export { DEADLINES, type PublishedYear } from './model.ts';
export { readCalendar } from './records.ts';
export * from './actions.ts';

/** What an alert about it is called (liaison); everything else has simply not been touched. */
const KINDS: Readonly<Record<string, string>> = {
  calendar: 'calendar-missing',
  measure: 'measure-expiring',
};

type Of<T extends DeadlinesEvent['type']> = Extract<DeadlinesEvent, { readonly type: T }>;

const raising = (event: Of<'deadlines.fell-due'>): FollowUp => ({
  action: 'liaison.raise',
  key: `liaison.raise:${event.key}`,
  input: {
    key: event.key,
    kind: KINDS[event.subject] ?? 'untouched',
    subject: event.subject,
    id: event.id,
    number: event.number,
    roster: event.roster,
    audience: event.audience,
    except: event.private.except,
  },
});

/** The year is there: the alert that it was missing is done with. */
const settling = ({ year }: Of<'deadlines.year-imported'>): FollowUp => ({
  action: 'liaison.settle',
  key: `liaison.settle:${calendarKey(year)}`,
  input: { key: calendarKey(year) },
});

export const deadlinesContext = defineContext<DeadlinesEvent>({
  name: 'deadlines',
  tables: [calendarYears, fallenDues],
  policies: [DEADLINES],
  actions: [named(sweepDeadlines)],
  record,
  followUps: (event) =>
    event.type === 'deadlines.fell-due' ? [raising(event)] : [settling(event)],
  refuse: (refusal) => refuse(refusal as DeadlinesRefusal),
});
