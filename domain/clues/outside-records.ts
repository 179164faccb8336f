import { In, Not } from 'typeorm';
import type { ContextSpec } from '../kernel/context.ts';
import { defineTable, id, key, long, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { Clue, OutsideEvent } from './model.ts';
import { clues, hiddenFrom, readAny } from './records.ts';

interface ExportRow {
  readonly id: string;
  readonly digest: string;
  readonly package: string;
  readonly by: string;
  readonly at: string;
}

export const clueExports = defineTable<ExportRow>({
  name: 'clue_export',
  columns: { id: key(id()), digest: str(64), package: long(), by: id(), at: time() },
});

/** A clue for outside that does not name this account, else null. */
export const readOutside = async (tx: Tx, clue: string, account: string): Promise<Clue | null> => {
  const found = await readAny(tx, clue);
  if (found?.audience !== 'outside') return null;
  return found.hidden.includes(account) ? null : found;
};

/** All clues for outside that do not name this account, newest first, with when they were sealed. */
export const readAllOutside = async (
  tx: Tx,
  account: string,
): Promise<
  readonly { clue: string; number: string; receivedAt: Date; exportedAt: string | null }[]
> => {
  const hidden = (await tx.table(hiddenFrom).find({ account })).map((row) => row.clue);
  const rows = await tx
    .table(clues)
    .find({ audience: 'outside', id: Not(In(hidden)) }, { order: { receivedAt: 'DESC' } });
  const left = new Map((await tx.table(clueExports).find({})).map((row) => [row.id, row.at]));
  return rows.map(({ id: clue, number, receivedAt }) => ({
    clue,
    number,
    receivedAt: new Date(receivedAt),
    exportedAt: left.get(clue) ?? null,
  }));
};

/** The sealed package of a clue, or null before it was sealed. */
export const readSealed = async (tx: Tx, clue: string): Promise<string | null> =>
  (await tx.table(clueExports).one({ id: clue }))?.package ?? null;

export const recordOutside: ContextSpec<OutsideEvent>['record'] = {
  'clues.left-bureau': async (tx, event, { now }) => {
    await tx.table(clueExports).remove({ id: event.clue });
    await tx.table(clueExports).insert({
      id: event.clue,
      digest: event.digest,
      package: event.private.package,
      by: event.by,
      at: now.toISOString(),
    });
    await tx.table(clues).change({ id: event.clue }, { status: 'closed', outcome: 'transferred' });
  },
};
