import type { ContextSpec, Recording } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { chatPrint } from '../people/index.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { PublicityEvent } from './model.ts';
import {
  objections,
  publications,
  publicities,
  type PublicationRow,
  type PublicityRow,
} from './tables-records.ts';

type OfType<T extends PublicityEvent['type']> = Extract<PublicityEvent, { readonly type: T }>;

const takeNumber = async (tx: Tx, number: string): Promise<void> => {
  const { series, count } = readRunningNumber(number);
  await useNumber(tx, series, count);
};

const started = async (
  tx: Tx,
  event: OfType<'publicity.started'>,
  { now }: Recording,
): Promise<void> => {
  await takeNumber(tx, event.number);
  await tx.table(publicities).insert({
    id: event.publicity,
    number: event.number,
    roster: event.roster,
    firstDay: event.firstDay,
    lastDay: event.lastDay,
    days: event.days,
    unpublished: event.unpublished,
    applications: event.applications,
    placements: [],
    state: 'open',
    takenDown: [],
    reason: null,
    version: 1,
    createdAt: now.toISOString(),
  });
};

/** Every change moves the version, so that a second saver is noticed (F22). */
const change = async (
  tx: Tx,
  publicity: string,
  set: (row: PublicityRow) => Partial<PublicityRow>,
): Promise<void> => {
  const row = await tx.table(publicities).one({ id: publicity });
  if (row === null) throw new Error('a publicity period that is not there');
  await tx.table(publicities).change({ id: publicity }, { ...set(row), version: row.version + 1 });
};

const objected = async (
  tx: Tx,
  event: OfType<'publicity.objected'>,
  { now }: Recording,
): Promise<void> => {
  const { identity } = event.private;
  await takeNumber(tx, event.number);
  await tx.table(objections).insert({
    id: event.objection,
    number: event.number,
    roster: event.roster,
    publicity: event.publicity,
    application: event.application,
    chat: identity === null ? null : chatPrint(tx, identity),
    sealed: tx.vault.seal(event.private),
    source: event.source,
    scans: event.scans,
    raisedAt: now.toISOString(),
    touchBy: event.touchBy,
    state: 'open',
    reason: null,
    decidedBy: null,
    decidedAt: null,
    version: 1,
  });
};

const decided = async (
  tx: Tx,
  event: OfType<'publicity.objection-decided'>,
  { now }: Recording,
): Promise<void> => {
  const row = await tx.table(objections).one({ id: event.objection });
  await tx.table(objections).change(
    { id: event.objection },
    {
      application: event.application,
      state: event.verdict,
      reason: tx.vault.seal(event.private.reason),
      decidedBy: event.by,
      decidedAt: now.toISOString(),
      version: (row?.version ?? 0) + 1,
    },
  );
};

const rosterPublished = async (
  tx: Tx,
  event: OfType<'publicity.roster-published'>,
  { now }: Recording,
): Promise<void> => {
  await takeNumber(tx, event.number);
  await tx.table(publications).insert({
    id: event.publication,
    number: event.number,
    roster: event.roster,
    fields: event.fields,
    persons: event.persons,
    placements: [],
    publishedAt: now.toISOString(),
    removed: [],
    takenDownAt: null,
    version: 1,
  });
};

const changeList = async (
  tx: Tx,
  publication: string,
  set: (row: PublicationRow) => Partial<PublicationRow>,
): Promise<void> => {
  const row = await tx.table(publications).one({ id: publication });
  if (row === null) throw new Error('a published roster that is not there');
  const changed = { ...set(row), version: row.version + 1 };
  await tx.table(publications).change({ id: publication }, changed);
};

export const record: ContextSpec<PublicityEvent>['record'] = {
  'publicity.started': started,
  'publicity.placed': (tx, event) =>
    change(tx, event.publicity, ({ placements }) => ({
      placements: [...placements, event.placement],
    })),
  'publicity.candidates-taken-down': (tx, event) =>
    change(tx, event.publicity, ({ takenDown }) => ({
      takenDown: [...(takenDown ?? []), ...event.applications],
    })),
  'publicity.ended': (tx, event) => change(tx, event.publicity, () => ({ state: 'ended' })),
  'publicity.cancelled': (tx, event) =>
    change(tx, event.publicity, () => ({
      state: 'cancelled',
      reason: tx.vault.seal(event.private.reason),
    })),
  'publicity.objected': objected,
  'publicity.objection-decided': decided,
  'publicity.roster-published': rosterPublished,
  'publicity.roster-placed': (tx, event) =>
    changeList(tx, event.publication, ({ placements }) => ({
      placements: [...placements, event.placement],
    })),
  'publicity.roster-taken-down': (tx, event, { now }) =>
    changeList(tx, event.publication, ({ removed }) =>
      event.persons.length === 0
        ? { takenDownAt: now.toISOString() }
        : { removed: [...removed, ...event.persons] },
    ),
};
