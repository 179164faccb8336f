import { MoreThan } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Tx } from '../store/scope.ts';
import { conversations, type ConversationRow } from './tables.ts';

/** Somebody who follows the account and may be written to without a template message. */
export interface Follower {
  readonly id: string;
  readonly identity: ChatIdentity;
  /** when the window for it closes; null: this channel has none */
  readonly until: Date | null;
}

const CHUNK = 50;
/** One message of a window stays free for what concerns the person alone. */
const KEPT_BACK = 1;

/**
 * The next conversations after this one, in a fixed order, and those of them that may be written
 * to now; `last` is null when there are no more.
 */
export const followersAfter = async (
  tx: Tx,
  { after, now }: { readonly after: string; readonly now: Date },
): Promise<{ readonly followers: readonly Follower[]; readonly last: string | null }> => {
  const rows = await tx
    .table(conversations)
    .some(
      { id: MoreThan(after), following: 1 },
      ['id', 'channel', 'identity', 'windowUntil', 'windowLeft'],
      { order: { id: 'ASC' }, limit: CHUNK },
    );
  return {
    followers: rows
      .filter((row) => isWritable(row, now))
      .map(({ id, channel, identity, windowUntil }) => ({
        id,
        identity: tx.vault.open(identity) as ChatIdentity,
        until: hasWindow(channel) && windowUntil !== null ? new Date(windowUntil) : null,
      })),
    last: rows.length < CHUNK ? null : (rows.at(-1)?.id ?? null),
  };
};

const hasWindow = (channel: string): boolean => channel === 'official-account';

const isWritable = (
  {
    channel,
    windowUntil,
    windowLeft,
  }: Pick<ConversationRow, 'channel' | 'windowUntil' | 'windowLeft'>,
  now: Date,
): boolean =>
  !hasWindow(channel) ||
  (windowUntil !== null && windowUntil > now.toISOString() && windowLeft > KEPT_BACK);

/** Whose conversation this is. */
export const writerOf = async (tx: Tx, id: string): Promise<ChatIdentity | null> => {
  const [row] = await tx.table(conversations).some({ id }, ['identity'], { limit: 1 });
  return row === undefined ? null : (tx.vault.open(row.identity) as ChatIdentity);
};

/** Everybody who follows in this channel. */
export const followingIn = async (tx: Tx, channel: string): Promise<readonly ChatIdentity[]> =>
  (await tx.table(conversations).some({ channel, following: 1 }, ['identity'])).map(
    ({ identity }) => tx.vault.open(identity) as ChatIdentity,
  );
