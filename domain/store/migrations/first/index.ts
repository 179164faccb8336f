import type { AnyTable } from '../../columns.ts';
import { AUDIT_TABLES } from './audit.ts';
import { CALENDAR_TABLES } from './calendar.ts';
import { CLUES_TABLES } from './clues.ts';
import { DRAWS_TABLES } from './draws.ts';
import { EXCHANGE_TABLES } from './exchange.ts';
import { MEMBERSHIP_TABLES } from './membership.ts';
import { OFFICE_TABLES } from './office.ts';
import { PEOPLE_TABLES } from './people.ts';

/** The tables of the first release, frozen here: later migrations change them, these files never change. */
export const FIRST_TABLES: readonly AnyTable[] = [
  ...PEOPLE_TABLES,
  ...OFFICE_TABLES,
  ...MEMBERSHIP_TABLES,
  ...DRAWS_TABLES,
  ...CLUES_TABLES,
  ...CALENDAR_TABLES,
  ...EXCHANGE_TABLES,
  ...AUDIT_TABLES,
];
