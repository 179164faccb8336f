import { IsNull, Like } from 'typeorm';
import type { FormInvite } from '../kernel/context.ts';
import { newId } from '../kernel/fresh.ts';
import { sm3Hex } from '../kernel/sm3.ts';
import type { BureauId } from '../kernel/world.ts';
import type { Tx } from '../store/scope.ts';
import { formLinks, type FormLinkRow } from './form-tables.ts';
import { conversations, type ConversationRow } from './tables.ts';

const LETTERS = 32;

/**
 * The token of a link: made of its random id under the bureau's key, so that the database alone gives
 * nobody an address. Letters only: no run of digits that could pass for somebody's number.
 */
const tokenOf = (tx: Tx, link: string): string => {
  const hex = tx.vault.fingerprint('form-link', link);
  const letters = Array.from(hex, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  return `${tx.bureau}.${letters.slice(0, LETTERS).join('')}`;
};

/** Where a link leads, below the bot's origin. */
export const formPath = (tx: Tx, link: string): string => `/form/${tokenOf(tx, link)}`;

/** The bureau a token speaks of; whether it is one of its tokens only its rows know. */
export const bureauOfToken = (token: string): BureauId | null => {
  const bureau = /^([a-z][a-z0-9-]{1,38})\.[a-p]{32}$/.exec(token)?.[1];
  return bureau === undefined ? null : (bureau as BureauId);
};

/** Commits a link; an older one of the kind for the same record opens nothing any more. */
export const putFormLink = async (tx: Tx, invite: FormInvite, now: Date): Promise<void> => {
  const { id, kind, person, subject, validUntil } = invite;
  const older = { kind, person, subject, endedAt: IsNull() };
  await tx.table(formLinks).change(older, { endedAt: now.toISOString() });
  await tx.table(formLinks).insert({
    id,
    print: sm3Hex(tokenOf(tx, id)),
    kind,
    person,
    subject,
    validUntil: validUntil.toISOString(),
    createdAt: now.toISOString(),
    startedAt: null,
    holder: null,
    endedAt: null,
  });
};

const SUBJECT_LETTERS = 36;

/** A conversation as the subject of a link: as much of its id as tells it from every other. */
export const conversationSubject = (conversation: string): string =>
  conversation.slice(0, SUBJECT_LETTERS);

/** Locks the conversation a link speaks of, by a write as its chat does; null when it is no more. */
export const lockConversationOf = async (
  tx: Tx,
  subject: string,
  now: Date,
): Promise<ConversationRow | null> => {
  if (!/^[0-9a-f]{36}$/.test(subject)) return null;
  const id = Like(`${subject}%`);
  await tx.table(conversations).change({ id }, { updatedAt: now.toISOString() });
  return tx.table(conversations).one({ id });
};

/** A link that somebody asked for in chat; where it leads. */
export const issueFormLink = async (
  tx: Tx,
  invite: Omit<FormInvite, 'id'>,
  { seed, now }: { readonly seed: string; readonly now: Date },
): Promise<string> => {
  const id = newId(seed, 'form-link');
  await putFormLink(tx, { ...invite, id }, now);
  return formPath(tx, id);
};

export type FormLink = Pick<FormLinkRow, 'id' | 'kind' | 'person' | 'subject'>;

/** `closed`: begun in another browser. `over`: too late, replaced by a newer one, or never given out. */
export type LinkState =
  | { readonly kind: 'fresh'; readonly link: FormLink }
  | { readonly kind: 'held'; readonly link: FormLink }
  | { readonly kind: 'closed'; readonly link: FormLink }
  | { readonly kind: 'over'; readonly link: FormLink | null };

interface Shown {
  readonly token: string;
  /** the value of the browser's cookie, blank without one */
  readonly cookie: string;
  readonly now: Date;
}

/** What an address with this cookie opens. Looking at it changes nothing. */
export const formLinkState = async (tx: Tx, { token, cookie, now }: Shown): Promise<LinkState> => {
  const row = await tx.table(formLinks).one({ print: sm3Hex(token) });
  if (row?.endedAt !== null) return { kind: 'over', link: row };
  if (row.startedAt === null)
    return row.validUntil <= now.toISOString()
      ? { kind: 'over', link: row }
      : { kind: 'fresh', link: row };
  if (cookie === '' || row.holder !== sm3Hex(cookie)) return { kind: 'closed', link: row };
  return isHeldTooLong(row.startedAt, now)
    ? { kind: 'over', link: row }
    : { kind: 'held', link: row };
};

/** How long a browser that began may go on. */
const HELD_HOURS = 72;

const isHeldTooLong = (startedAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(startedAt) > HELD_HOURS * 3_600_000;

/** Consumes the token: true for exactly one browser. */
export const startFormLink = async (tx: Tx, { token, cookie, now }: Shown): Promise<boolean> => {
  const state = await formLinkState(tx, { token, cookie: '', now });
  if (state.kind !== 'fresh') return false;
  const unused = { id: state.link.id, startedAt: IsNull(), endedAt: IsNull() };
  const set = { startedAt: now.toISOString(), holder: sm3Hex(cookie) };
  return (await tx.table(formLinks).change(unused, set)) === 1;
};
