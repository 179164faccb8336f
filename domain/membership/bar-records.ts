import type { ContextSpec } from '../kernel/context.ts';
import type { Roster } from '../kernel/world.ts';
import { defineTable, id, key, long, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { MembershipEvent } from './model.ts';

interface BarRow {
  readonly id: string;
  readonly roster: Roster;
  readonly print: string;
  readonly term: string;
  /** sealed: why, as the person is told */
  readonly ground: string;
  readonly barredAt: string;
}

export const bars = defineTable<BarRow>({
  name: 'bar',
  columns: {
    id: key(id()),
    roster: str(20),
    print: str(64),
    term: id(),
    ground: long(),
    barredAt: time(),
  },
  indices: [
    { name: 'bar_print', columns: ['bureau', 'print'] },
    { name: 'bar_term', columns: ['bureau', 'term'] },
  ],
});

/**
 * How a removed person is filed: by the citizen number alone, so that neither another phone nor another
 * WeChat helps (B-17). This key must never rotate: the number itself may be gone by then.
 */
export const barPrint = (tx: Tx, citizenNumber: string): string =>
  tx.vault.fingerprint('bar', citizenNumber);

/** Was this person removed from the roster for good (ZJ-18a)? Experts unless a roster is named. */
export const isBarred = async (
  tx: Tx,
  citizenNumber: string | null,
  roster: Roster = 'experts',
): Promise<boolean> =>
  citizenNumber !== null &&
  (await tx.table(bars).count({ roster, print: barPrint(tx, citizenNumber) })) > 0;

/** Everybody barred from a roster, for a whole sheet at once. */
export const barredPrints = async (tx: Tx, roster: Roster): Promise<ReadonlySet<string>> =>
  new Set((await tx.table(bars).some({ roster }, ['print'])).map(({ print }) => print));

/** Why the holder of this term was removed; null: nobody was. */
export const groundOf = async (tx: Tx, term: string): Promise<string | null> => {
  const row = await tx.table(bars).one({ term });
  return row === null ? null : String(tx.vault.open(row.ground));
};

export const recordBar: Pick<ContextSpec<MembershipEvent>['record'], 'membership.barred'> = {
  'membership.barred': (tx, event, { now }) =>
    tx.table(bars).insert({
      id: event.bar,
      roster: event.roster,
      print: event.private.print,
      term: event.term,
      ground: tx.vault.seal(event.private.ground),
      barredAt: now.toISOString(),
    }),
};
