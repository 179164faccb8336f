import type { ContextSpec, Recording } from '../kernel/context.ts';
import { readRunningNumber } from '../kernel/running-number.ts';
import { useNumber } from '../store/numbers.ts';
import type { Tx } from '../store/scope.ts';
import type { RecusalEvent } from './model.ts';
import { NO_WORDS, ties } from './records.ts';

type Recorder = ContextSpec<RecusalEvent>['record'];
type NewTie = Extract<RecusalEvent, { type: 'recusal.declared' } | { type: 'recusal.ordered' }>;

const recordTie = async (tx: Tx, event: NewTie, { now, seq }: Recording): Promise<void> => {
  const { series, count } = readRunningNumber(event.number);
  await useNumber(tx, series, count);
  const ordered = event.type === 'recusal.ordered' ? event : null;
  await tx.table(ties).insert({
    id: event.tie,
    number: event.number,
    person: event.person,
    kind: event.kind,
    source: event.type === 'recusal.ordered' ? 'ordered' : event.source,
    institution: null,
    task: event.task,
    since: event.since,
    until: event.until,
    sealed: tx.vault.seal(event.private),
    decidedBy: ordered?.decidedBy ?? null,
    decidedOn: ordered?.decidedOn ?? null,
    status: 'open',
    createdAt: now.toISOString(),
    closedAt: null,
    erasedAt: null,
    entries: [seq],
  });
};

export const record: Recorder = {
  'recusal.declared': recordTie,
  'recusal.ordered': recordTie,
  'recusal.closed': async (tx, event, { now, seq }) => {
    const known = await tx.table(ties).one({ id: event.tie });
    const entries = [...(known?.entries ?? []), seq];
    const set = { status: 'closed', closedAt: now.toISOString(), entries } as const;
    await tx.table(ties).change({ id: event.tie }, set);
  },
  'recusal.kin-erased': async (tx, event, { now }) => {
    const at = now.toISOString();
    const set = { sealed: tx.vault.seal(NO_WORDS), institution: null, erasedAt: at } as const;
    await tx.table(ties).change({ id: event.tie }, { ...set, status: 'closed', closedAt: at });
  },
};
