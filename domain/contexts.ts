import { auditEntries, auditHeads, privateParts } from './audit/index.ts';
import { EXCHANGE_TABLES } from './exchange/tables.ts';
import type { Context } from './kernel/context.ts';
import { shippedCalendar, type Calendar } from './kernel/working-days.ts';
import { notices } from './notices/index.ts';
import { peopleContext } from './people/index.ts';
import { staffContext } from './staff/index.ts';
import type { AnyTable } from './store/columns.ts';
import { counters } from './store/numbers.ts';
import type { Tx } from './store/scope.ts';

/** Every context, lowest first: the only place that names them all. */
export const CONTEXTS: readonly Context[] = [staffContext, peopleContext];

/** Every table of the database. */
export const TABLES: readonly AnyTable[] = [
  ...CONTEXTS.flatMap((context) => context.tables),
  ...EXCHANGE_TABLES,
  auditHeads,
  auditEntries,
  privateParts,
  notices,
  counters,
];

/** The context an event, refusal or notice belongs to, by the word before the dot. */
export const contextOf = (name: string): Context => {
  const found = CONTEXTS.find((context) => name.startsWith(`${context.name}.`));
  if (found === undefined) throw new Error(`no context for ${name}`);
  return found;
};

/** The State Council's calendar as shipped, with the years that staff have imported. */
export const calendarOf = (_tx: Tx): Promise<Calendar> => Promise.resolve(shippedCalendar());
