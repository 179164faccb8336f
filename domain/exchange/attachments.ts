import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import type { Tx } from '../store/scope.ts';
import { attachments, type AttachmentRow } from './tables.ts';

export interface NewAttachment {
  readonly id: string;
  readonly conversation: string;
  readonly channel: string;
  readonly kind: AttachmentRow['kind'];
  readonly mediaId: string;
  readonly now: Date;
}

/** Puts a photo, voice or video into the person's bag; it is fetched after the commit. */
export const addAttachment = (tx: Tx, attachment: NewAttachment): Promise<void> =>
  tx.table(attachments).insert({
    id: attachment.id,
    conversation: attachment.conversation,
    channel: attachment.channel,
    kind: attachment.kind,
    media: tx.vault.seal(attachment.mediaId),
    state: 'fetching',
    file: null,
    digest: null,
    mime: null,
    size: null,
    attempts: 0,
    nextTry: attachment.now.toISOString(),
    receivedAt: attachment.now.toISOString(),
    toldAt: null,
    adoptedBy: null,
  });

/** What lies in a person's bag: received, not dropped, not part of anything yet; oldest first. */
export const bagOf = (tx: Tx, conversation: string): Promise<AttachmentRow[]> =>
  tx
    .table(attachments)
    .find(
      { conversation, adoptedBy: IsNull(), state: Not('dropped') },
      { order: { receivedAt: 'ASC' } },
    );

/** A reply has spoken of these: they are not told of again. */
export const markTold = async (tx: Tx, ids: readonly string[], now: Date): Promise<void> => {
  if (ids.length > 0)
    await tx.table(attachments).change({ id: In([...ids]) }, { toldAt: now.toISOString() });
};

/**
 * Whether somebody else speaks of this photo: a reply that has done so already, or the answer to a
 * later photo of the same row, which will. By what was told, not by the clock: of two connections
 * either may commit first.
 */
export const isSpokenFor = async (tx: Tx, conversation: string, id: string): Promise<boolean> => {
  const untold = (await bagOf(tx, conversation)).filter((row) => row.toldAt === null);
  const mine = untold.find((row) => row.id === id);
  if (mine === undefined) return true;
  return untold.some(
    (row) =>
      row.receivedAt > mine.receivedAt || (row.receivedAt === mine.receivedAt && row.id > mine.id),
  );
};

/** The flow's record takes the bag along. */
export const adoptBag = async (tx: Tx, ids: readonly string[], owner: string): Promise<void> => {
  if (ids.length > 0)
    await tx.table(attachments).change({ id: In([...ids]) }, { adoptedBy: owner });
};

/** Drops what lies in the bag; the files are removed by the keeper of files. */
export const dropBag = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  if (ids.length > 0)
    await tx.table(attachments).change({ id: In([...ids]) }, { state: 'dropped' });
};

/** Everything adopted by one record, oldest first: the evidence of a clue. */
export const adoptedBy = (tx: Tx, owner: string): Promise<AttachmentRow[]> =>
  tx
    .table(attachments)
    .find({ adoptedBy: owner, state: Not('dropped') }, { order: { receivedAt: 'ASC' } });

/** Attachments whose bytes are still to be fetched and whose next try is due. */
export const dueToFetch = (tx: Tx, channel: string, now: Date): Promise<AttachmentRow[]> =>
  tx
    .table(attachments)
    .find(
      { channel, state: 'fetching', nextTry: LessThanOrEqual(now.toISOString()) },
      { order: { receivedAt: 'ASC' }, limit: 20 },
    );

/** Takes one attachment for fetching: false when another worker has it. The next try is pushed out meanwhile. */
export const claimFetch = async (tx: Tx, row: AttachmentRow, again: Date): Promise<boolean> =>
  (await tx
    .table(attachments)
    .change(
      { id: row.id, state: 'fetching', attempts: row.attempts },
      { attempts: row.attempts + 1, nextTry: again.toISOString() },
    )) === 1;

/** False when the person has dropped it meanwhile: then its bytes must not stay either. */
export const keptFile = async (
  tx: Tx,
  id: string,
  file: Pick<AttachmentRow, 'file' | 'digest' | 'mime' | 'size'>,
): Promise<boolean> =>
  (await tx.table(attachments).change({ id, state: 'fetching' }, { state: 'kept', ...file })) === 1;

export const lostFile = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(attachments).change({ id, state: 'fetching' }, { state: 'failed' });
};

/** The platform's media id of a row. */
export const mediaIdOf = (tx: Tx, row: AttachmentRow): string => String(tx.vault.open(row.media));

/** Bags nobody has taken along for longer than they are kept; their files are dropped. */
export const staleBags = (tx: Tx, before: Date): Promise<AttachmentRow[]> =>
  tx.table(attachments).find(
    {
      adoptedBy: IsNull(),
      state: In(['fetching', 'kept', 'failed']),
      receivedAt: LessThanOrEqual(before.toISOString()),
    },
    { order: { receivedAt: 'ASC' }, limit: 50 },
  );

/** Dropped rows whose file still lies in the vault. */
export const droppedFiles = (tx: Tx): Promise<AttachmentRow[]> =>
  tx.table(attachments).find({ state: 'dropped', file: Not(IsNull()) }, { limit: 50 });

export const forgetFile = async (tx: Tx, id: string): Promise<void> => {
  await tx.table(attachments).change({ id }, { file: null });
};

/** A file that staff handed in at the counter, already kept. */
export interface KeptPiece {
  readonly id: string;
  readonly kind: AttachmentRow['kind'];
  readonly file: string;
  readonly digest: string;
  readonly mime: string;
  readonly size: number;
}

/** Files from the counter belong to their record at once (C-10). */
export const addKept = async (
  tx: Tx,
  pieces: readonly KeptPiece[],
  { owner, now }: { readonly owner: string; readonly now: Date },
): Promise<void> => {
  for (const piece of pieces) {
    await tx.table(attachments).insert({
      ...piece,
      conversation: '',
      channel: 'counter',
      media: tx.vault.seal(''),
      state: 'kept',
      attempts: 0,
      nextTry: now.toISOString(),
      receivedAt: now.toISOString(),
      toldAt: now.toISOString(),
      adoptedBy: owner,
    });
  }
};
