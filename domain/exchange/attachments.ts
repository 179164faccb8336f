import { In, IsNull, LessThanOrEqual, Like, Not } from 'typeorm';
import { sm3Hex } from '../kernel/sm3.ts';
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

/** The sealed file of one attachment; null while there is none, or none any more. */
export const keptOf = async (
  tx: Tx,
  id: string,
): Promise<{ readonly file: string; readonly digest: string; readonly mime: string } | null> => {
  const row = await tx.table(attachments).one({ id, state: 'kept' });
  if (row?.file == null || row.digest === null) return null;
  return { file: row.file, digest: row.digest, mime: row.mime ?? '' };
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
): Promise<boolean> => {
  const ofDraft = { id, state: 'fetching', adoptedBy: Like('draft-%') } as const;
  const toClean = await tx.table(attachments).change(ofDraft, { state: 'cleaning', ...file });
  if (toClean === 1) return true;
  return (
    (await tx.table(attachments).change({ id, state: 'fetching' }, { state: 'kept', ...file })) ===
    1
  );
};

/** Nobody will fetch it any more; false when it was not waited for. */
export const lostFile = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.table(attachments).change({ id, state: 'fetching' }, { state: 'failed' })) === 1;

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

const OWNER_LETTERS = 30;

/** Under this name the photos of a draft lie, until the application takes them along. */
const draftOwner = (conversation: string, form: string): string =>
  `draft-${sm3Hex(`${conversation}\n${form}`).slice(0, OWNER_LETTERS)}`;

interface DraftPhotos {
  readonly conversation: string;
  readonly form: string;
  /** those that stand in answers now */
  readonly photos: readonly string[];
}

/** A draft takes the photos of its answers out of the bag; those no longer in an answer are dropped. */
export const settleDraftPhotos = async (tx: Tx, draft: DraftPhotos): Promise<void> => {
  const { conversation, form, photos } = draft;
  const owner = draftOwner(conversation, form);
  const held = await tx.table(attachments).find({ adoptedBy: owner, state: Not('dropped') });
  await dropBag(
    tx,
    held.filter(({ id }) => !photos.includes(id)).map(({ id }) => id),
  );
  const own = { conversation, adoptedBy: IsNull(), id: In([...photos]) };
  if (photos.length === 0) return;
  await tx.table(attachments).change({ ...own, state: 'kept' }, { state: 'cleaning' });
  await tx.table(attachments).change(own, { adoptedBy: owner });
};

/** What lies with a draft: its photos, oldest first. */
export const photosOfDraft = (
  tx: Tx,
  conversation: string,
  form: string,
): Promise<AttachmentRow[]> => adoptedBy(tx, draftOwner(conversation, form));

/** A file that came by the draft's own page: cleaned already, and told of by the page. */
export const addToDraft = async (
  tx: Tx,
  piece: KeptPiece,
  where: { readonly conversation: string; readonly form: string; readonly now: Date },
): Promise<void> => {
  const { conversation, form, now } = where;
  await addKept(tx, [piece], { owner: draftOwner(conversation, form), now });
  await tx.table(attachments).change({ id: piece.id }, { conversation, channel: 'form' });
};

/** Drops what lies with any draft of a conversation. */
export const dropDrafts = async (tx: Tx, conversation: string): Promise<void> => {
  const rows = await tx.table(attachments).find({ conversation, adoptedBy: Like('draft-%') });
  await dropBag(
    tx,
    rows.map(({ id }) => id),
  );
};

/** Photos that became part of a draft after they were fetched. */
export const dueToClean = (tx: Tx): Promise<AttachmentRow[]> =>
  tx.table(attachments).find({ state: 'cleaning' }, { order: { receivedAt: 'ASC' }, limit: 20 });

/** False when it is another's or was dropped meanwhile. */
export const keptClean = async (
  tx: Tx,
  id: string,
  file: Pick<AttachmentRow, 'file' | 'digest' | 'mime' | 'size'>,
): Promise<boolean> =>
  (await tx.table(attachments).change({ id, state: 'cleaning' }, { state: 'kept', ...file })) === 1;

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

/** Files of a form at the counter that came back with a fault: kept until it is sent again, else forgotten like any bag. */
export const addToBag = async (
  tx: Tx,
  pieces: readonly KeptPiece[],
  { conversation, now }: { readonly conversation: string; readonly now: Date },
): Promise<void> => {
  await addKept(tx, pieces, { owner: conversation, now });
  await tx
    .table(attachments)
    .change({ adoptedBy: conversation, channel: 'counter' }, { conversation, adoptedBy: null });
};
