import { MoreThan } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { installation, simulatorLines, type SimulatorLineRow } from './demo-tables.ts';

/** Puts one line on a simulated phone. */
export const addLine = (tx: Tx, line: SimulatorLineRow): Promise<void> =>
  tx.table(simulatorLines).insert({ ...line, text: tx.vault.seal(line.text) });

/** The lines of one simulated phone since an instant, oldest first. */
export const linesOf = async (
  tx: Tx,
  follower: string,
  after: string,
): Promise<SimulatorLineRow[]> => {
  const rows = await tx
    .table(simulatorLines)
    .find(
      { conversation: follower, at: MoreThan(after) },
      { order: { at: 'ASC', id: 'ASC' }, limit: 200 },
    );
  return rows.map((row) => ({ ...row, text: String(tx.vault.open(row.text)) }));
};

/** A fact about the installation, e.g. the demo's mark; null when it was never set. */
export const readMark = async (tx: Tx, name: string): Promise<string | null> =>
  (await tx.table(installation).one({ id: `${tx.bureau}:${name}` }))?.value ?? null;

export const setMark = async (tx: Tx, name: string, value: string): Promise<void> => {
  const id = `${tx.bureau}:${name}`;
  if ((await tx.table(installation).change({ id }, { value })) === 0)
    await tx.table(installation).insert({ id, value });
};
