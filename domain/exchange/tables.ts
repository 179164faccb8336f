import { defineTable, id, int, json, key, long, maybe, str, time } from '../store/columns.ts';
import { cards, sendPlaces } from './card-tables.ts';
import { installation, simulatorLines } from './demo-tables.ts';
import { formLinks } from './form-tables.ts';
import { consents, scenes } from './official-tables.ts';
import { siteSessions, slowDowns, type SiteSessionRow, type SlowDownRow } from './site-tables.ts';

/** One delivery kept for ever under its key: the same key never takes effect twice (F01–F03). */
export interface InboxRow {
  readonly id: string;
  /** sm3 of channel and the platform's key */
  readonly inboxKey: string;
  readonly nonce: string | null;
  readonly conversation: string;
  readonly kind: string;
  readonly sealed: string;
  /** open: kept, its answer not yet made (a burst of photos) */
  readonly state: 'open' | 'done' | 'failed';
  /** sealed reply text, null: nothing was said */
  readonly reply: string | null;
  /** 1: the part of the reply that did not fit into the platform's own answer has been sent after it */
  readonly restSent: number;
  readonly receivedAt: string;
}

export const inbox = defineTable<InboxRow>({
  name: 'inbox',
  columns: {
    id: key(id()),
    inboxKey: str(64),
    nonce: maybe(str(64)),
    conversation: str(64),
    kind: str(20),
    sealed: long(),
    state: str(10),
    reply: maybe(long()),
    restSent: int(),
    receivedAt: time(),
  },
  indices: [
    { name: 'inbox_key', columns: ['bureau', 'inboxKey'], unique: true },
    { name: 'inbox_nonce', columns: ['bureau', 'nonce'], unique: true },
    { name: 'inbox_conversation', columns: ['bureau', 'conversation', 'receivedAt'] },
    { name: 'inbox_state', columns: ['bureau', 'state', 'receivedAt'] },
  ],
});

/** One person in one channel: what was asked and answered so far, and how they can be reached. */
export interface ConversationRow {
  /** fingerprint of channel and openid */
  readonly id: string;
  readonly channel: string;
  /** sealed openid */
  readonly identity: string;
  /** sealed session of the dialogue engine, null before the first turn */
  readonly session: string | null;
  readonly turns: number;
  readonly following: number;
  /** a customer-service message is possible until then, and how many are left */
  readonly windowUntil: string | null;
  readonly windowLeft: number;
  /** the same for the minute after a tap, a scan or following (A7) */
  readonly tapUntil: string | null;
  readonly tapLeft: number | null;
  /** since when the person has taken the rights to their data back at the platform */
  readonly rightsAt: string | null;
  /** oldest unfinished draft: when it was last touched, whether evidence hangs on it, whether its writer was reminded */
  readonly draftAt: string | null;
  readonly draftEvidence: number;
  readonly draftReminded: number;
  readonly updatedAt: string;
}

export const conversations = defineTable<ConversationRow>({
  name: 'conversation',
  columns: {
    id: key(str(64)),
    channel: str(20),
    identity: long(),
    session: maybe(long()),
    turns: int(),
    following: int(),
    windowUntil: maybe(time()),
    windowLeft: int(),
    tapUntil: maybe(time()),
    tapLeft: maybe(int()),
    rightsAt: maybe(time()),
    draftAt: maybe(time()),
    draftEvidence: int(),
    draftReminded: int(),
    updatedAt: time(),
  },
  indices: [{ name: 'conversation_draft', columns: ['bureau', 'draftAt'] }],
});

/** A photo, voice or video somebody sent; a bag on the conversation until a flow adopts it. */
export interface AttachmentRow {
  readonly id: string;
  readonly conversation: string;
  readonly channel: string;
  readonly kind: 'image' | 'voice' | 'video' | 'document';
  /** sealed media id of the platform */
  readonly media: string;
  /** cleaning: kept, but what a camera writes into it is still to be taken out */
  readonly state: 'fetching' | 'cleaning' | 'kept' | 'failed' | 'dropped';
  readonly file: string | null;
  /** sm3 of the bytes as received */
  readonly digest: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly attempts: number;
  readonly nextTry: string;
  readonly receivedAt: string;
  /** when a reply spoke of it; null: its sender has not been told that it came */
  readonly toldAt: string | null;
  /** id of the record that adopted it */
  readonly adoptedBy: string | null;
}

export const attachments = defineTable<AttachmentRow>({
  name: 'attachment',
  columns: {
    id: key(id()),
    conversation: str(64),
    channel: str(20),
    kind: str(10),
    media: long(),
    state: str(10),
    file: maybe(str(64)),
    digest: maybe(str(64)),
    mime: maybe(str(100)),
    size: maybe(int()),
    attempts: int(),
    nextTry: time(),
    receivedAt: time(),
    toldAt: maybe(time()),
    adoptedBy: maybe(str(36)),
  },
  indices: [
    { name: 'attachment_bag', columns: ['bureau', 'conversation', 'adoptedBy'] },
    { name: 'attachment_due', columns: ['bureau', 'state', 'nextTry'] },
    { name: 'attachment_adopted', columns: ['bureau', 'adoptedBy'] },
  ],
});

/** An invitation to answer in chat: it opens no conversation of its own (architecture, Offers). */
export interface OfferRow {
  readonly id: string;
  /** who may answer: a person or a staff account */
  readonly target: string;
  /** the notice it went out with */
  readonly notice: string | null;
  readonly offer: string;
  readonly params: unknown;
  readonly validUntil: string;
  readonly state: 'open' | 'closed';
  readonly createdAt: string;
}

export const offers = defineTable<OfferRow>({
  name: 'offer',
  columns: {
    id: key(id()),
    target: str(36),
    notice: maybe(id()),
    offer: str(40),
    params: json(),
    validUntil: time(),
    state: str(10),
    createdAt: time(),
  },
  indices: [
    { name: 'offer_target', columns: ['bureau', 'target', 'state'] },
    { name: 'offer_notice', columns: ['bureau', 'notice'] },
  ],
});

/** One run of a timed duty: (job, due time) is unique, so each is done once (F24). */
export interface JobRunRow {
  readonly id: string;
  readonly job: string;
  readonly dueAt: string;
  readonly token: string;
  readonly leaseUntil: string;
  readonly doneAt: string | null;
}

export const jobRuns = defineTable<JobRunRow>({
  name: 'job_run',
  columns: {
    id: key(id()),
    job: str(40),
    dueAt: time(),
    token: str(36),
    leaseUntil: time(),
    doneAt: maybe(time()),
  },
  indices: [{ name: 'job_run_due', columns: ['bureau', 'job', 'dueAt'], unique: true }],
});

/** A consequence in a higher context, committed with the event, performed once as the system. */
export interface FollowUpRow {
  readonly id: string;
  readonly followKey: string;
  readonly action: string;
  /** sealed: it may name accounts that must not learn of a matter */
  readonly input: string;
  readonly state: 'ready' | 'done' | 'failed';
  readonly attempts: number;
  readonly nextTry: string;
  readonly note: string | null;
}

export const followUps = defineTable<FollowUpRow>({
  name: 'follow_up',
  columns: {
    id: key(id()),
    followKey: str(160),
    action: str(60),
    input: long(),
    state: str(10),
    attempts: int(),
    nextTry: time(),
    note: maybe(str(200)),
  },
  indices: [
    { name: 'follow_up_key', columns: ['bureau', 'followKey'], unique: true },
    { name: 'follow_up_due', columns: ['bureau', 'state', 'nextTry'] },
  ],
});

/** A platform's access token, shared by all processes. */
export interface PlatformTokenRow {
  readonly id: string;
  readonly sealed: string;
  readonly expiresAt: string;
  /** the process that asks the platform for a new one just now, and until when it may */
  readonly askedBy: string | null;
  readonly askedUntil: string | null;
  /** the present one was killed by force: rationed over all processes */
  readonly forcedAt: string | null;
  /** in a row; nobody asks before the rest is over */
  readonly failures: number | null;
  readonly restUntil: string | null;
  /** why the last asking was in vain */
  readonly trouble: string | null;
}

export const platformTokens = defineTable<PlatformTokenRow>({
  name: 'platform_token',
  columns: {
    id: key(str(120)),
    sealed: long(),
    expiresAt: time(),
    askedBy: maybe(str(36)),
    askedUntil: maybe(time()),
    forcedAt: maybe(time()),
    failures: maybe(int()),
    restUntil: maybe(time()),
    trouble: maybe(str(40)),
  },
});

export type { SiteSessionRow, SlowDownRow };
export { siteSessions, slowDowns };

export const EXCHANGE_TABLES = [
  inbox,
  conversations,
  attachments,
  offers,
  jobRuns,
  followUps,
  platformTokens,
  siteSessions,
  slowDowns,
  formLinks,
  cards,
  sendPlaces,
  consents,
  scenes,
  simulatorLines,
  installation,
] as const;
