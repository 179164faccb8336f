import { defineTable, id, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import { drawAttempts, linkToDraw } from './attempt-records.ts';
import type { Choice, ChoiceEvent, ChoiceKind, ChoiceStatus } from './choice-model.ts';
import { invitations } from './records.ts';

interface ChoiceRow {
  readonly id: string;
  readonly task: string;
  readonly draw: string | null;
  readonly kind: ChoiceKind;
  readonly category: string | null;
  readonly person: string | null;
  readonly status: ChoiceStatus;
  /** sealed reason and lender */
  readonly sealed: string;
  /** sealed words of whoever decided */
  readonly note: string | null;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** What was proposed where the drawn order had come to its end, and what a second person said. */
export const drawChoices = defineTable<ChoiceRow>({
  name: 'draw_choice',
  columns: {
    id: key(id()),
    task: id(),
    draw: maybe(id()),
    kind: str(16),
    category: maybe(str(40)),
    person: maybe(id()),
    status: str(10),
    sealed: long(),
    note: maybe(long()),
    proposedBy: id(),
    proposedAt: time(),
    decidedBy: maybe(id()),
    decidedAt: maybe(time()),
  },
  indices: [
    { name: 'draw_choice_task', columns: ['bureau', 'task', 'status'] },
    { name: 'draw_choice_draw', columns: ['bureau', 'draw', 'kind'] },
  ],
});

const choiceOf = (tx: Tx, row: ChoiceRow): Choice => ({
  ...(tx.vault.open(row.sealed) as { reason: string; lender: string }),
  id: row.id,
  task: row.task,
  draw: row.draw,
  kind: row.kind,
  category: row.category,
  person: row.person,
  status: row.status,
  note: row.note === null ? '' : String(tx.vault.open(row.note)),
  proposedBy: row.proposedBy,
  proposedAt: new Date(row.proposedAt),
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt),
});

export const readChoice = async (tx: Tx, choice: string): Promise<Choice | null> => {
  const row = await tx.table(drawChoices).one({ id: choice });
  return row === null ? null : choiceOf(tx, row);
};

/** All proposals, or those of one piece of work, oldest first. */
export const readChoices = async (tx: Tx, task: string | null): Promise<readonly Choice[]> => {
  const rows = await tx
    .table(drawChoices)
    .find(task === null ? {} : { task }, { order: { proposedAt: 'ASC', id: 'ASC' } });
  return rows.map((row) => choiceOf(tx, row));
};

/** Whether the cool-down counts no more for the replacements of a draw (draw-30). */
export const hasLiftedCoolDown = async (tx: Tx, draw: string): Promise<boolean> =>
  (await tx.table(drawChoices).count({ draw, kind: 'lift-cool-down', status: 'applied' })) > 0;

/** Who was named for a seat of a task before its draw, by their latest choice. */
export const namedBefore = async (
  tx: Tx,
  { id: draw, task }: { readonly id: string; readonly task: string },
): Promise<readonly string[]> => {
  const rows = await tx
    .table(drawChoices)
    .find({ task, status: 'applied' }, { order: { proposedAt: 'ASC', id: 'ASC' } });
  const latest = new Map(rows.map((row) => [row.person, row.draw]));
  return [...latest].flatMap(([person, at]) => (person === null || at === draw ? [] : [person]));
};

type Of<T extends ChoiceEvent['type']> = Extract<ChoiceEvent, { type: T }>;

const recordDecided = async (
  tx: Tx,
  event: Of<'draws.choice-decided'>,
  now: Date,
): Promise<void> => {
  const { approved, private: hidden } = event;
  await tx.table(drawChoices).change(
    { id: event.choice },
    {
      status: approved ? 'applied' : 'rejected',
      note: tx.vault.seal(hidden.note),
      decidedBy: event.decidedBy,
      decidedAt: now.toISOString(),
    },
  );
  if (!approved) return;
  for (const { invitation } of event.released)
    await tx.table(invitations).change({ id: invitation }, { status: 'released' });
  if (event.draw !== null) await relax(tx, event.draw, event);
  const { kind, category, cap, round } = event;
  const body = { choice: kind, category, cap, round, cids: hidden.cids };
  await linkToDraw(tx, event.task, { kind: 'relaxed', body }, now);
};

const relax = async (
  tx: Tx,
  draw: string,
  { cap, round }: Of<'draws.choice-decided'>,
): Promise<void> => {
  if (cap !== null) await tx.table(drawAttempts).change({ id: draw }, { relaxedCap: cap });
  if (round !== null) await tx.table(drawAttempts).change({ id: draw }, { round });
};

/** How proposals and their decisions are kept. */
export const recordChoices = {
  'draws.choice-proposed': async (
    tx: Tx,
    event: Of<'draws.choice-proposed'>,
    { now }: { readonly now: Date },
  ): Promise<void> => {
    const { choice, task, draw, kind, category, person, proposedBy } = event;
    await tx.table(drawChoices).insert({
      ...{ id: choice, task, draw, kind, category, person, proposedBy },
      status: 'proposed',
      sealed: tx.vault.seal(event.private),
      note: null,
      proposedAt: now.toISOString(),
      decidedBy: null,
      decidedAt: null,
    });
  },
  'draws.choice-decided': (
    tx: Tx,
    event: Of<'draws.choice-decided'>,
    { now }: { readonly now: Date },
  ): Promise<void> => recordDecided(tx, event, now),
};
