import { In } from 'typeorm';
import { z } from 'zod';
import type { ChatIdentity } from '../kernel/actor.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import { isUniqueViolation } from '../store/gate.ts';
import type { Tx } from '../store/scope.ts';
import { conversations, inbox, type ConversationRow, type InboxRow } from './tables.ts';

export interface Arrival {
  readonly id: string;
  /** the platform's key of the message, with its channel */
  readonly key: string;
  /** names one signed request for ever */
  readonly nonce: string | null;
  readonly identity: ChatIdentity;
  readonly kind: string;
  /** the whole inbound, kept sealed */
  readonly raw: unknown;
  readonly now: Date;
}

export type Kept =
  | { readonly kind: 'new' }
  /** delivered before: the stored reply; `settled` false while its burst is still open */
  | {
      readonly kind: 'again';
      readonly reply: string | null;
      readonly settled: boolean;
      readonly id: string;
    }
  /** the nonce belongs to another message */
  | { readonly kind: 'forged' };

const keyPrint = (channel: string, key: string): string => sm3Hex(`${channel}\n${key}`);

/** The chat's id among conversations and bindings: a keyed hash of channel and openid. */
export const conversationId = (tx: Tx, identity: ChatIdentity): string =>
  tx.vault.fingerprint('chat', `${identity.channel}\n${identity.id}`);

/**
 * The first write of every message's transaction: its row under a unique key (F01–F03). A second
 * delivery waits here for the first to commit and then finds its reply.
 */
export const keepArrival = async (tx: Tx, arrival: Arrival): Promise<Kept> => {
  const inboxKey = keyPrint(arrival.identity.channel, arrival.key);
  try {
    await tx.table(inbox).insert({
      id: arrival.id,
      inboxKey,
      nonce: arrival.nonce === null ? null : keyPrint(arrival.identity.channel, arrival.nonce),
      conversation: conversationId(tx, arrival.identity),
      kind: arrival.kind,
      sealed: tx.vault.seal(arrival.raw),
      state: 'open',
      reply: null,
      restSent: 0,
      receivedAt: arrival.now.toISOString(),
    });
    return { kind: 'new' };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  const known = await tx.table(inbox).one({ inboxKey });
  if (known === null) return { kind: 'forged' };
  const reply = known.reply === null ? null : String(tx.vault.open(known.reply));
  return { kind: 'again', reply, settled: known.state !== 'open', id: known.id };
};

/** Stores the reply beside its message, in the same transaction: the same bytes go out on every repeat. */
export const settleArrival = async (tx: Tx, id: string, reply: string | null): Promise<void> => {
  await tx
    .table(inbox)
    .change({ id }, { state: 'done', reply: reply === null ? null : tx.vault.seal(reply) });
};

/** The words of these messages, as they were sent; what is no text, or forgotten, says nothing. */
export const saidIn = async (tx: Tx, ids: readonly string[]): Promise<readonly string[]> => {
  if (ids.length === 0) return [];
  const rows = await tx.table(inbox).find({ id: In([...ids]) }, { order: { receivedAt: 'ASC' } });
  return rows.flatMap(({ sealed }) => {
    const raw = SAID.safeParse(tx.vault.open(sealed));
    return raw.success ? [raw.data.text] : [];
  });
};

const SAID = z.object({ kind: z.literal('text'), text: z.string() });

/** What was said is not kept: it held what this bureau takes on the web page only (C-02). */
export const forgetWords = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(inbox).change({ id }, { sealed: tx.vault.seal({ kind: 'forgotten' }) });
};

/** The reply stored for a message, null as long as its answer is not made. */
export const storedReply = async (
  tx: Tx,
  id: string,
): Promise<{ readonly text: string | null } | null> => {
  const row = await tx.table(inbox).one({ id });
  if (row === null || row.state === 'open') return null;
  return { text: row.reply === null ? null : String(tx.vault.open(row.reply)) };
};

/** True for exactly one delivery of a message, over all instances: it sends the rest of a long reply. */
export const takeRest = async (tx: Tx, channel: string, key: string): Promise<boolean> =>
  (await tx
    .table(inbox)
    .change({ inboxKey: keyPrint(channel, key), restSent: 0 }, { restSent: 1 })) === 1;

/** Keeps a message whose turn threw, so that staff see it. */
export const keepFailed = async (tx: Tx, arrival: Arrival, reply: string): Promise<void> => {
  const kept = await keepArrival(tx, arrival);
  if (kept.kind === 'new')
    await tx
      .table(inbox)
      .change({ id: arrival.id }, { state: 'failed', reply: tx.vault.seal(reply) });
};

const SHOWN_FAILED = 100;

/** Messages whose turn threw, newest first: that they exist, nothing of what they say. */
export const listFailed = async (
  tx: Tx,
): Promise<readonly Pick<InboxRow, 'id' | 'kind' | 'receivedAt'>[]> =>
  (
    await tx
      .table(inbox)
      .find({ state: 'failed' }, { order: { receivedAt: 'DESC' }, limit: SHOWN_FAILED })
  ).map(({ id, kind, receivedAt }) => ({ id, kind, receivedAt }));

/** Locks the person's conversation by a write and reads it; the first message makes it. */
export const lockConversation = async (
  tx: Tx,
  identity: ChatIdentity,
  now: Date,
): Promise<ConversationRow> => {
  const id = conversationId(tx, identity);
  const at = now.toISOString();
  const touched = await tx.table(conversations).change({ id }, { updatedAt: at });
  if (touched === 0) await firstMessage(tx, { id, identity, at });
  const row = await tx.table(conversations).one({ id });
  if (row === null) throw new Error('a conversation vanished');
  return row;
};

const firstMessage = async (
  tx: Tx,
  { id, identity, at }: { id: string; identity: ChatIdentity; at: string },
): Promise<void> => {
  try {
    await tx.table(conversations).insert({
      id,
      channel: identity.channel,
      identity: tx.vault.seal(identity),
      session: null,
      turns: 0,
      following: 1,
      windowUntil: null,
      windowLeft: 0,
      tapUntil: null,
      tapLeft: 0,
      rightsAt: null,
      draftAt: null,
      draftEvidence: 0,
      draftReminded: 0,
      updatedAt: at,
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await tx.table(conversations).change({ id }, { updatedAt: at });
  }
};

/** What a turn leaves in the conversation; a draft touched anew may be reminded of again. */
export const saveConversation = async (
  tx: Tx,
  row: ConversationRow,
  left: Pick<ConversationRow, 'session' | 'draftAt' | 'draftEvidence'>,
): Promise<void> => {
  const draftReminded = left.draftAt === row.draftAt ? row.draftReminded : 0;
  await tx
    .table(conversations)
    .change({ id: row.id }, { ...left, draftReminded, turns: row.turns + 1 });
};

/** The session alone: the bot has spoken by itself. */
export const saveSession = async (tx: Tx, id: string, session: string): Promise<void> => {
  await tx.table(conversations).change({ id }, { session });
};

export const setFollowing = async (tx: Tx, id: string, following: boolean): Promise<void> => {
  await tx.table(conversations).change({ id }, { following: following ? 1 : 0 });
};

export const readConversation = async (tx: Tx, id: string): Promise<ConversationRow | null> =>
  tx.table(conversations).one({ id });
