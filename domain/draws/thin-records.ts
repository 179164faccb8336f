import { defineTable, id, key, long, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { OutCode } from './model.ts';

interface ThinDrawRow {
  readonly id: string;
  readonly task: string;
  readonly scheme: string;
  readonly listDigest: string;
  readonly rulesDigest: string;
  readonly recordDigest: string;
  readonly record: string;
  readonly identities: string;
  readonly drawnAt: string;
}

/** What the first release drew, before the verifiable scheme: read for as long as such work goes on (draw-29). */
export const thinDraws = defineTable<ThinDrawRow>({
  name: 'draw',
  columns: {
    id: key(id()),
    task: id(),
    scheme: str(20),
    listDigest: str(64),
    rulesDigest: str(64),
    recordDigest: str(64),
    record: long(),
    identities: long(),
    drawnAt: time(),
  },
  indices: [{ name: 'draw_of_task', columns: ['bureau', 'task'], unique: true }],
});

/** A drawn order of the first release with whom it meant. */
export interface ThinDraw {
  readonly order: readonly string[];
  readonly rows: readonly {
    readonly cid: string;
    readonly cats: readonly string[];
    readonly unit: string;
    readonly out: OutCode | null;
  }[];
  readonly identities: Readonly<Record<string, { readonly term: string; readonly person: string }>>;
}

export const readThinDraw = async (tx: Tx, task: string): Promise<ThinDraw | null> => {
  const row = await tx.table(thinDraws).one({ task });
  if (row === null) return null;
  const { order, list } = tx.vault.open(row.record) as {
    order: ThinDraw['order'];
    list: ThinDraw['rows'];
  };
  return { order, rows: list, identities: tx.vault.open(row.identities) as ThinDraw['identities'] };
};
