import { auditEntries, auditHeads, privateParts } from './audit/index.ts';
import { campaignsContext } from './campaigns/index.ts';
import { cluesContext } from './clues/index.ts';
import { deadlinesContext, readCalendar } from './deadlines/index.ts';
import { enquiriesContext } from './enquiries/index.ts';
import { EXCHANGE_TABLES } from './exchange/tables.ts';
import { institutionsContext } from './institutions/index.ts';
import { drawsContext } from './draws/index.ts';
import { evaluationContext } from './evaluation/index.ts';
import type { Context } from './kernel/context.ts';
import { OFFICE } from './kernel/office.ts';
import type { PolicySection } from './kernel/policy.ts';
import type { Calendar } from './kernel/working-days.ts';
import { liaisonContext } from './liaison/index.ts';
import { DOCUMENT } from './measures/basis.ts';
import { IDENTITY } from './measures/identity.ts';
import { nominationContext } from './nomination/index.ts';
import { membershipContext } from './membership/index.ts';
import { noticesContext } from './notices/index.ts';
import { recusalContext } from './recusal/index.ts';
import { publicityContext } from './publicity/index.ts';
import { peopleContext } from './people/index.ts';
import { staffContext } from './staff/index.ts';
import type { AnyTable } from './store/columns.ts';
import { counters } from './store/numbers.ts';
import type { Tx } from './store/scope.ts';

/** Every context, lowest first: the only place that names them all. */
export const CONTEXTS: readonly Context[] = [
  staffContext,
  peopleContext,
  institutionsContext,
  liaisonContext,
  enquiriesContext,
  membershipContext,
  campaignsContext,
  nominationContext,
  publicityContext,
  recusalContext,
  drawsContext,
  evaluationContext,
  cluesContext,
  deadlinesContext,
  noticesContext,
];

/** Every slice of a bureau's policy: what a bureau's file is checked against. */
export const SECTIONS: readonly PolicySection<unknown>[] = [
  OFFICE,
  DOCUMENT,
  IDENTITY,
  ...CONTEXTS.flatMap((context) => context.policies),
];

/** Every table of the database. */
export const TABLES: readonly AnyTable[] = [
  ...CONTEXTS.flatMap((context) => context.tables),
  ...EXCHANGE_TABLES,
  auditHeads,
  auditEntries,
  privateParts,
  counters,
];

/** The context an event, refusal or notice belongs to, by the word before the dot. */
export const contextOf = (name: string): Context => {
  const found = CONTEXTS.find((context) => name.startsWith(`${context.name}.`));
  if (found === undefined) throw new Error(`no context for ${name}`);
  return found;
};

/** The State Council's calendar as shipped, with the years that staff have imported. */
export const calendarOf = (tx: Tx): Promise<Calendar> => readCalendar(tx);
