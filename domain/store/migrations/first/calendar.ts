import { id, int, json, key, str, time, type AnyTable } from '../../columns.ts';

/** Working days, and what fell due. Frozen with the first release. */
export const CALENDAR_TABLES: readonly AnyTable[] = [
  {
    name: 'calendar_year',
    columns: {
      id: key(str(60)),
      year: int(),
      off: json(),
      work: json(),
      importedAt: time(),
    },
    indices: [{ name: 'calendar_year_year', columns: ['bureau', 'year'], unique: true }],
  },
  {
    name: 'fallen_due',
    columns: {
      id: key(id()),
      dueKey: str(160),
      subject: str(40),
      subjectId: id(),
      number: str(40),
      roster: str(20),
      dueAt: time(),
      fellAt: time(),
    },
    indices: [{ name: 'fallen_due_key', columns: ['bureau', 'dueKey'], unique: true }],
  },
];
