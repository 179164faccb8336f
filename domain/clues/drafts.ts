import { IsNull, LessThanOrEqual } from 'typeorm';
import { z } from 'zod';
import { defineAction } from '../kernel/action.ts';
import { holds, type ChatIdentity } from '../kernel/actor.ts';
import type { ContextSpec } from '../kernel/context.ts';
import { NO_POLICY } from '../kernel/policy.ts';
import { defineQuery } from '../kernel/query.ts';
import { err, ok } from '../kernel/result.ts';
import { defineTable, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { CluesRefusal, DraftsEvent } from './model.ts';

/** Unfinished clues with evidence: kept past 30 days until a discipline officer has let the writer be asked (C-03). */

interface WatchedRow {
  readonly id: string;
  /** sealed ChatIdentity of the writer, for the question and nothing else */
  readonly identity: string;
  readonly watchedAt: string;
  readonly askedAt: string | null;
}

export const watchedDrafts = defineTable<WatchedRow>({
  name: 'clue_draft_watch',
  columns: { id: key(str(64)), identity: long(), watchedAt: time(), askedAt: maybe(time()) },
});

const readWatched = async (tx: Tx, draft: string): Promise<ChatIdentity | null> => {
  const row = await tx.table(watchedDrafts).one({ id: draft });
  return row === null ? null : (tx.vault.open(row.identity) as ChatIdentity);
};

/** Drafts whose writer was asked before an instant and did not answer: they may be erased now. */
export const readAskedBefore = async (tx: Tx, before: Date): Promise<readonly string[]> =>
  (await tx.table(watchedDrafts).find({ askedAt: LessThanOrEqual(before.toISOString()) }, { limit: 50 })).map(
    (row) => row.id,
  );

export const watchDraft = defineAction({
  name: 'clues.watch-draft',
  input: z.object({ draft: z.string(), identity: z.object({ channel: z.string(), id: z.string() }) }),
  policy: NO_POLICY,
  permit: (actor) => actor.kind === 'system',
  gather: (tx, input) => readWatched(tx, input.draft),
  decide: (watched, { draft, identity }) =>
    watched === null
      ? ok<readonly [DraftsEvent]>([{ type: 'clues.draft-watched', draft, private: { identity } }])
      : err<CluesRefusal>({ code: 'clues.draft-unknown' }),
});

/** The discipline officer lets the writer be asked; who it is and what is written stays unseen. */
export const askDraftWriter = defineAction({
  name: 'clues.ask-draft-writer',
  input: z.object({ draft: z.string() }),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'discipline'),
  gather: (tx, input) => readWatched(tx, input.draft),
  decide: (identity, { draft }) =>
    identity === null
      ? err<CluesRefusal>({ code: 'clues.draft-unknown' })
      : ok<readonly [DraftsEvent]>([{ type: 'clues.draft-writer-asked', draft, private: { identity } }]),
});

/** That unfinished ones exist and since when: nothing else is told. */
export const listWatchedDrafts = defineQuery({
  name: 'clues.watched-drafts',
  params: z.object({}),
  policy: NO_POLICY,
  permit: (actor) => holds(actor, 'discipline'),
  read: async (tx) =>
    (await tx.table(watchedDrafts).find({ askedAt: IsNull() }, { order: { watchedAt: 'ASC' } })).map(
      ({ id, watchedAt }) => ({ draft: id, since: new Date(watchedAt) }),
    ),
});

export const recordDrafts: ContextSpec<DraftsEvent>['record'] = {
  'clues.draft-watched': (tx, event, { now }) =>
    tx.table(watchedDrafts).insert({
      id: event.draft,
      identity: tx.vault.seal(event.private.identity),
      watchedAt: now.toISOString(),
      askedAt: null,
    }),
  'clues.draft-writer-asked': async (tx, event, { now }) => {
    await tx.table(watchedDrafts).change({ id: event.draft }, { askedAt: now.toISOString() });
  },
};
