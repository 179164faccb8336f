import { newId } from '../kernel/fresh.ts';
import type { Tx } from '../store/scope.ts';
import { drawAttempts, drawParties, link } from './attempt-records.ts';
import type { Recording } from '../kernel/context.ts';
import type { AttemptEvent } from './model-events.ts';
import { drawTasks, invitations } from './records.ts';

type Of<T extends AttemptEvent['type']> = Extract<AttemptEvent, { type: T }>;
type Recorder = {
  readonly [T in AttemptEvent['type']]: (tx: Tx, event: Of<T>, at: Recording) => Promise<void>;
};

const begin = async (
  tx: Tx,
  event: Of<'draws.committed'> | Of<'draws.rehearsed'>,
  now: Date,
): Promise<void> => {
  const { list, rules, identities, secret } = event.private;
  await tx.table(drawAttempts).insert({
    id: event.draw,
    task: event.task,
    name: event.name,
    attempt: event.attempt,
    rehearsal: event.type === 'draws.rehearsed' ? 1 : 0,
    ordinal: event.type === 'draws.rehearsed' ? 0 : event.ordinal,
    status: 'committed',
    assurance: event.assurance,
    commitment: event.commit,
    prev: event.prev,
    head: event.prev,
    listDigest: event.listDigest,
    rulesDigest: event.rulesDigest,
    rounds: event.rounds,
    round: 1,
    relaxedCap: null,
    operator: event.operator,
    witness: event.type === 'draws.rehearsed' ? null : event.witness,
    lottery: event.type === 'draws.rehearsed' ? null : event.lottery,
    frozen: tx.vault.seal({ list, rules }),
    identities: tx.vault.seal(identities),
    secret: tx.vault.seal(secret),
    revealed: null,
    chances: null,
    committedAt: now.toISOString(),
    drawnAt: null,
    voidedAt: null,
    voidReason: null,
    publishedAt: null,
  });
  const { listDigest, rulesDigest, commit, attempt, assurance } = event;
  const rehearsal = event.type === 'draws.rehearsed';
  const bound = { commit, attempt, assurance, rehearsal };
  await link(tx, event.draw, { kind: 'frozen', body: { listDigest, rulesDigest } }, now);
  await link(tx, event.draw, { kind: 'committed', body: bound }, now);
};

interface Given {
  readonly draw: string;
  readonly party: 'operator' | 'witness' | 'lottery';
  readonly by: string | null;
  readonly hash: string;
  readonly value: string;
  readonly salt: string;
  readonly words?: string;
}

const give = async (tx: Tx, given: Given, now: Date): Promise<void> => {
  const { draw, party, by, hash, value, salt, words } = given;
  await tx.table(drawParties).insert({
    id: newId(draw, `party-${party}`),
    draw,
    party,
    by,
    hash,
    sealed: tx.vault.seal(words === undefined ? { value, salt } : { value, salt, words }),
    givenAt: now.toISOString(),
  });
  await link(tx, draw, { kind: 'contributed', body: { party, hash } }, now);
};

const reveal = async (
  tx: Tx,
  event: Of<'draws.drawn'> | Of<'draws.rehearsed'>,
  now: Date,
): Promise<void> => {
  const { revealed } = event.private;
  const { code, entropy, panel, seats, skipped } = revealed;
  const set = {
    status: 'drawn' as const,
    revealed: tx.vault.seal(revealed),
    drawnAt: now.toISOString(),
  };
  await tx.table(drawAttempts).change({ id: event.draw }, set);
  await link(tx, event.draw, { kind: 'revealed', body: { code, entropy } }, now);
  await link(tx, event.draw, { kind: 'drawn', body: { panel, seats, skipped } }, now);
};

const recordVoided = async (tx: Tx, event: Of<'draws.voided'>, now: Date): Promise<void> => {
  await link(tx, event.draw, { kind: 'voided', body: { stage: event.stage } }, now);
  await tx.table(drawAttempts).change(
    { id: event.draw },
    {
      status: 'void',
      voidedAt: now.toISOString(),
      voidReason: tx.vault.seal(event.private.reason),
    },
  );
  for (const { invitation } of event.released)
    await tx.table(invitations).change({ id: invitation }, { status: 'released' });
  const set = { status: 'entered', dueAt: event.dueAt } as const;
  await tx.table(drawTasks).change({ id: event.task }, set);
};

/** How the events of the draw itself are kept. */
export const recordAttempts: Recorder = {
  'draws.committed': async (tx, event, { now }) => {
    await begin(tx, event, now);
    await tx.table(drawTasks).change({ id: event.task }, { status: 'committed' });
  },
  'draws.contributed': (tx, event, { now }) =>
    give(tx, { ...event.private, ...event, by: event.by }, now),
  'draws.drawn': async (tx, event, { now }) => {
    await reveal(tx, event, now);
    await tx.table(drawTasks).change({ id: event.task }, { status: 'inviting', dueAt: null });
  },
  'draws.rehearsed': async (tx, event, { now }) => {
    await begin(tx, event, now);
    const { source } = event.private;
    await give(tx, { draw: event.draw, party: 'operator', by: event.operator, ...source }, now);
    await reveal(tx, event, now);
  },
  'draws.voided': (tx, event, { now }) => recordVoided(tx, event, now),
  'draws.replaced': async (tx, event, { now }) => {
    const { replacement } = event.private;
    for (const { invitation, to } of event.moved)
      await tx.table(invitations).change({ id: invitation }, { category: to });
    await tx.table(drawAttempts).change({ id: event.draw }, { round: event.round });
    await link(tx, event.draw, { kind: 'replaced', body: replacement }, now);
  },
};
