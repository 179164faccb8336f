import { In, IsNull, MoreThan, Not } from 'typeorm';
import { newId } from '../kernel/fresh.ts';
import type { Tx } from '../store/scope.ts';
import { notices, noticeTries, type NoticeRow, type TryRow } from './tables.ts';

export interface Trying extends Pick<TryRow, 'way' | 'channel' | 'chat' | 'kind' | 'outcome'> {
  readonly errcode?: number | null;
  readonly rid?: string | null;
  readonly now: Date;
}

/** Everything that was tried with a notice, oldest first. */
export const triesOf = (tx: Tx, notice: string): Promise<TryRow[]> =>
  tx.table(noticeTries).find({ notice }, { order: { n: 'ASC' } });

/** When the platform last said that this chat takes nothing, where it has not taken anything since; else null. */
export const refusedAt = async (tx: Tx, chat: string, since: string): Promise<string | null> => {
  const [last] = await tx
    .table(noticeTries)
    .find(
      { chat, kind: In(['unreachable', 'sent']) },
      { order: { at: 'DESC', n: 'DESC' }, limit: 1 },
    );
  // whoever has written since is back
  return last?.kind === 'unreachable' && last.at >= since ? last.at : null;
};

/** One more line of a notice's history; its writer holds the notice's lease. */
export const noteTry = async (
  tx: Tx,
  { id: notice }: Pick<NoticeRow, 'id'>,
  { now, errcode = null, rid = null, outcome, ...trying }: Trying,
): Promise<void> => {
  const n = (await tx.table(noticeTries).count({ notice })) + 1;
  await tx.table(noticeTries).insert({
    ...trying,
    id: newId(notice, `try-${n}`),
    notice,
    n,
    at: now.toISOString(),
    outcome: [...outcome].slice(0, 120).join(''),
    errcode,
    rid: rid?.slice(0, 80) ?? null,
  });
};

/** Others of the same kind that went, or may have gone, to this chat by this way since then. */
export const leftBefore = async (
  tx: Tx,
  { id, kind }: Pick<NoticeRow, 'id' | 'kind'>,
  { chat, way, since }: { readonly chat: string; readonly way: string; readonly since: Date },
): Promise<NoticeRow[]> => {
  const ended = await tx
    .table(noticeTries)
    .some({ chat, way, kind: In(['sent', 'unknown']), at: MoreThan(since.toISOString()) }, [
      'notice',
    ]);
  const gone = [...new Set(ended.map(({ notice }) => notice))].filter((other) => other !== id);
  const open = { state: In(['sending', 'ready']), chat, route: way, leftAt: Not(IsNull()) };
  const under = await tx.table(notices).find({ ...open, kind, id: Not(id) });
  const settled = gone.length === 0 ? [] : await tx.table(notices).find({ id: In(gone), kind });
  return [...under, ...settled];
};
