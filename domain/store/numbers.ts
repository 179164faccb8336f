import { defineTable, int, key, str } from './columns.ts';
import type { Tx } from './scope.ts';

/** Running numbers of receipts: one row a series. */
export interface CounterRow {
  readonly id: string;
  readonly last: number;
}

export const counters = defineTable<CounterRow>({
  name: 'counter',
  columns: { id: key(str(100)), last: int() },
});

/** The next running number of a series; the caller holds the audit head, so nobody can take it meanwhile. */
export const nextNumber = async (tx: Tx, series: string): Promise<number> => {
  const row = await tx.table(counters).one({ id: `${tx.bureau}:${series}` });
  return (row?.last ?? 0) + 1;
};

/** Marks a running number as used. */
export const useNumber = async (tx: Tx, series: string, number: number): Promise<void> => {
  const id = `${tx.bureau}:${series}`;
  const changed = await tx.table(counters).change({ id }, { last: number });
  if (changed === 0) await tx.table(counters).insert({ id, last: number });
};
