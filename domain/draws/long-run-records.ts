import { Between } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { drawAttempts } from './attempt-records.ts';
import type { Identities, Revealed } from './model-attempt.ts';
import type { DrawnOnce, Held } from './long-run-rules.ts';
import { invitations } from './records.ts';
import type { InvitationStatus } from './model.ts';

/** From the first instant to before the last. */
export interface Range {
  readonly from: Date;
  readonly to: Date;
}

const within = ({ from, to }: Range) =>
  Between(from.toISOString(), new Date(to.getTime() - 1).toISOString());

/** Draws that stand, and how many of them have no chances yet; lists stay sealed. */
export const drawnIn = async (
  tx: Tx,
  range: Range,
): Promise<{ readonly draws: readonly DrawnOnce[]; readonly pending: number }> => {
  const rows = await tx
    .table(drawAttempts)
    .find({ rehearsal: 0, status: 'drawn', drawnAt: within(range) });
  const draws = rows.flatMap(({ chances, identities, revealed }) => {
    if (chances === null || revealed === null) return [];
    const known = tx.vault.open(identities) as Identities;
    const { panel } = tx.vault.open(revealed) as Revealed;
    const byCid = Object.entries(tx.vault.open(chances) as Readonly<Record<string, number>>);
    return [
      {
        chances: new Map(
          byCid.flatMap(([cid, chance]) => {
            const person = known[cid]?.person;
            return person === undefined ? [] : [[person, chance] as const];
          }),
        ),
        seated: new Set(panel.flatMap((cid) => known[cid]?.person ?? [])),
      },
    ];
  });
  return { draws, pending: rows.length - draws.length };
};

/** Who operated what, rehearsals and void attempts too. */
export const heldIn = async (tx: Tx, range: Range): Promise<readonly Held[]> =>
  (await tx.table(drawAttempts).find({ committedAt: within(range) })).map(
    ({ operator, rehearsal, status }) => ({
      operator,
      kind: rehearsal === 1 ? 'rehearsal' : status === 'void' ? 'void' : 'real',
    }),
  );

export interface Asked {
  readonly invitation: string;
  readonly person: string;
  readonly status: InvitationStatus;
  readonly place: number;
  readonly invitedAt: Date;
}

export const askedIn = async (tx: Tx, range: Range): Promise<readonly Asked[]> =>
  (await tx.table(invitations).find({ invitedAt: within(range) })).map(
    ({ id, person, status, place, invitedAt }) => ({
      invitation: id,
      person,
      status,
      place,
      invitedAt: new Date(invitedAt),
    }),
  );
