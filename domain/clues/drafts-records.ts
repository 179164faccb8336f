import { IsNull, LessThanOrEqual } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { ContextSpec } from '../kernel/context.ts';
import { defineTable, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { DraftsEvent } from './model.ts';

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

/** Whose unfinished clue is watched, or null. */
export const readWatched = async (tx: Tx, draft: string): Promise<ChatIdentity | null> => {
  const row = await tx.table(watchedDrafts).one({ id: draft });
  return row === null ? null : (tx.vault.open(row.identity) as ChatIdentity);
};

/** Drafts whose writer was asked before an instant and did not answer: they may be erased now. */
export const readAskedBefore = async (tx: Tx, before: Date): Promise<readonly string[]> =>
  (
    await tx
      .table(watchedDrafts)
      .find({ askedAt: LessThanOrEqual(before.toISOString()) }, { limit: 50 })
  ).map((row) => row.id);

/** Those whose writer has not been asked yet, oldest first. */
export const readUnasked = async (tx: Tx): Promise<readonly { draft: string; since: Date }[]> =>
  (await tx.table(watchedDrafts).find({ askedAt: IsNull() }, { order: { watchedAt: 'ASC' } })).map(
    ({ id, watchedAt }) => ({ draft: id, since: new Date(watchedAt) }),
  );

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
