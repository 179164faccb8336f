import { In, MoreThanOrEqual, Not } from 'typeorm';
import type { ChatIdentity } from '../kernel/actor.ts';
import type { Json } from '../kernel/action.ts';
import type { ContextSpec, Said } from '../kernel/context.ts';
import type { Roster } from '../kernel/world.ts';
import { chatPrint } from '../people/index.ts';
import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import type { Tx } from '../store/scope.ts';
import type { EnquiriesEvent, Enquiry, EnquiryMessage, EnquiryState } from './model.ts';

interface EnquiryRow {
  readonly id: string;
  readonly chat: string;
  /** sealed ChatIdentity */
  readonly identity: string;
  readonly person: string | null;
  readonly roster: Roster;
  readonly state: EnquiryState;
  readonly unread: number;
  readonly assignedTo: string | null;
  readonly openedAt: string;
  readonly lastAt: string;
}

export const enquiries = defineTable<EnquiryRow>({
  name: 'enquiry',
  columns: {
    id: key(id()),
    chat: str(64),
    identity: long(),
    person: maybe(id()),
    roster: str(20),
    state: str(10),
    unread: int(),
    assignedTo: maybe(str(36)),
    openedAt: time(),
    lastAt: time(),
  },
  indices: [
    { name: 'enquiry_chat', columns: ['bureau', 'chat', 'state'] },
    { name: 'enquiry_last', columns: ['bureau', 'state', 'lastAt'] },
  ],
});

interface MessageRow {
  readonly id: string;
  readonly enquiry: string;
  readonly seq: number;
  readonly side: 'follower' | 'office';
  readonly account: string | null;
  /** sealed words */
  readonly sealed: string;
  /** attachments sent with it; messages of earlier releases have none */
  readonly pieces: readonly string[] | null;
  readonly at: string;
}

export const messages = defineTable<MessageRow>({
  name: 'enquiry_message',
  columns: {
    id: key(id()),
    enquiry: id(),
    seq: int(),
    side: str(10),
    account: maybe(str(36)),
    sealed: long(),
    pieces: maybe(json()),
    at: time(),
  },
  indices: [{ name: 'enquiry_message_thread', columns: ['bureau', 'enquiry', 'seq'] }],
});

export const ENQUIRY_TABLES = [enquiries, messages] as const;

const enquiryOf = (tx: Tx, row: EnquiryRow): Enquiry => ({
  id: row.id,
  identity: tx.vault.open(row.identity) as ChatIdentity,
  person: row.person,
  roster: row.roster,
  state: row.state,
  unread: row.unread,
  assignedTo: row.assignedTo,
  openedAt: new Date(row.openedAt),
  lastAt: new Date(row.lastAt),
});

const messageOf = (tx: Tx, row: MessageRow): EnquiryMessage => ({
  id: row.id,
  enquiry: row.enquiry,
  side: row.side,
  account: row.account,
  words: String(tx.vault.open(row.sealed)),
  pieces: row.pieces ?? [],
  at: new Date(row.at),
});

export const readEnquiry = async (tx: Tx, enquiry: string): Promise<Enquiry | null> => {
  const row = await tx.table(enquiries).one({ id: enquiry });
  return row === null ? null : enquiryOf(tx, row);
};

/** The thread that is open in this chat, or null. */
export const readOpenOf = async (tx: Tx, identity: ChatIdentity): Promise<Enquiry | null> => {
  const where = { chat: chatPrint(tx, identity), state: Not<EnquiryState>('closed') };
  const row = await tx.table(enquiries).one(where);
  return row === null ? null : enquiryOf(tx, row);
};

/** Threads in these states, last spoken in first. */
export const readEnquiries = async (
  tx: Tx,
  { states, offset, limit }: { states: readonly EnquiryState[]; offset: number; limit: number },
): Promise<{ readonly rows: readonly Enquiry[]; readonly total: number }> => {
  const where = { state: In([...states]) };
  const rows = await tx.table(enquiries).find(where, { order: { lastAt: 'DESC' }, offset, limit });
  return {
    rows: rows.map((row) => enquiryOf(tx, row)),
    total: await tx.table(enquiries).count(where),
  };
};

export const readMessages = async (tx: Tx, enquiry: string): Promise<readonly EnquiryMessage[]> =>
  (await tx.table(messages).find({ enquiry }, { order: { seq: 'ASC' } })).map((row) =>
    messageOf(tx, row),
  );

/** What the office has written to this chat in conversations still spoken in since then, oldest first. */
export const answersSentTo = async (
  tx: Tx,
  identity: ChatIdentity,
  since: Date,
): Promise<readonly EnquiryMessage[]> => {
  const chat = chatPrint(tx, identity);
  const lastAt = MoreThanOrEqual(since.toISOString());
  const threads = await tx.table(enquiries).find({ chat, lastAt });
  if (threads.length === 0) return [];
  const enquiry = In(threads.map(({ id: thread }) => thread));
  const rows = await tx.table(messages).find({ enquiry, side: 'office' }, { order: { at: 'ASC' } });
  return rows.map((row) => messageOf(tx, row));
};

/** A message's own words: what the notice `enquiries.answered` says. */
export const wordsOf = async (tx: Tx, message: string): Promise<string | null> => {
  const row = await tx.table(messages).one({ id: message });
  return row === null ? null : messageOf(tx, row).words;
};

/** The answer itself, read from its row when it is sent: the outbox never holds the words. */
export const answerWords = async (
  tx: Tx,
  kind: string,
  params: Readonly<Record<string, Json>>,
): Promise<Said | null> => {
  if (kind !== 'enquiries.answered' || typeof params.message !== 'string') return null;
  const words = await wordsOf(tx, params.message);
  return words === null ? null : { text: `【工作人员回复】${words}` };
};

interface NewMessage {
  readonly message: string;
  readonly enquiry: string;
  readonly words: string;
  readonly pieces: readonly string[];
  /** null: the follower's own */
  readonly account: string | null;
}

const insertMessage = async (tx: Tx, said: NewMessage, at: Date): Promise<void> => {
  await tx.table(messages).insert({
    id: said.message,
    enquiry: said.enquiry,
    seq: await tx.table(messages).count({ enquiry: said.enquiry }),
    side: said.account === null ? 'follower' : 'office',
    account: said.account,
    sealed: tx.vault.seal(said.words),
    pieces: said.pieces,
    at: at.toISOString(),
  });
};

export const record: ContextSpec<EnquiriesEvent>['record'] = {
  'enquiries.opened': async (tx, event, { now }) => {
    await tx.table(enquiries).insert({
      id: event.enquiry,
      chat: chatPrint(tx, event.private.identity),
      identity: tx.vault.seal(event.private.identity),
      person: event.person,
      roster: event.roster,
      state: 'waiting',
      unread: 1,
      assignedTo: null,
      openedAt: now.toISOString(),
      lastAt: now.toISOString(),
    });
    const { words } = event.private;
    await insertMessage(tx, { ...event, words, pieces: [], account: null }, now);
  },
  'enquiries.said': async (tx, event, { now }) => {
    const row = await tx.table(enquiries).one({ id: event.enquiry });
    const set = {
      state: 'waiting',
      unread: (row?.unread ?? 0) + 1,
      lastAt: now.toISOString(),
    } as const;
    await tx.table(enquiries).change({ id: event.enquiry }, set);
    await insertMessage(tx, { ...event, words: event.private.words, account: null }, now);
  },
  'enquiries.answered': async (tx, event, { now }) => {
    const set = { state: 'answered', unread: 0, lastAt: now.toISOString() } as const;
    await tx.table(enquiries).change({ id: event.enquiry }, set);
    await insertMessage(tx, { ...event, words: event.private.words }, now);
  },
  'enquiries.handed-over': async (tx, event) => {
    await tx.table(enquiries).change({ id: event.enquiry }, { assignedTo: event.to });
  },
  'enquiries.closed': async (tx, event, { now }) => {
    const set = { state: 'closed', unread: 0, lastAt: now.toISOString() } as const;
    await tx.table(enquiries).change({ id: event.enquiry }, set);
  },
};
