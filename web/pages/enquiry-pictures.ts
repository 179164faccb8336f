import { z } from 'zod';
import { addKept, adoptedBy, type AttachmentRow } from '../../domain/exchange/index.ts';
import { enquiries, type Tx } from '../../domain/index.ts';
import { noticesUnder, type NoticeRow } from '../../domain/notices/index.ts';
import { recordId } from '../fields.ts';
import { defineFile } from '../page.ts';
import type { Settled, Visit } from '../visit.ts';
import { settled } from '../visit.ts';
import { handedOut } from './evidence.ts';
import { OFFICE_ROLES } from './roles.ts';
import { keepScans } from './scans.ts';

/** What was photographed or recorded, and what became of it on its way to the follower. */
export interface ShownPiece {
  readonly id: string;
  readonly kind: AttachmentRow['kind'];
  readonly state: AttachmentRow['state'];
  readonly mime: string | null;
  readonly size: number | null;
  /** the latest notice that carries it; null: it came from the follower */
  readonly notice: NoticeRow | null;
}

export interface ShownMessage {
  readonly message: enquiries.EnquiryMessage;
  readonly pieces: readonly ShownPiece[];
  /** the latest notice with the words; null: the follower's own, or none were said */
  readonly notice: NoticeRow | null;
}

/** Each message with its pictures and with how far the office's own have come. */
export const shownMessages = (
  visit: Visit,
  messages: readonly enquiries.EnquiryMessage[],
): Promise<readonly ShownMessage[]> =>
  visit.within(async (tx) => {
    const shown = [];
    for (const message of messages) {
      const isOurs = message.side === 'office';
      const notice = isOurs ? await latest(tx, `enquiries.answered:${message.id}`) : null;
      shown.push({ message, notice, pieces: await piecesOf(tx, message) });
    }
    return shown;
  });

const piecesOf = async (
  tx: Tx,
  { id, side, pieces }: enquiries.EnquiryMessage,
): Promise<readonly ShownPiece[]> => {
  if (pieces.length === 0) return [];
  const rows = await adoptedBy(tx, id);
  const shown = [];
  for (const [index, piece] of pieces.entries()) {
    const row = rows.find((one) => one.id === piece);
    if (row === undefined) continue;
    const { kind, state, mime, size } = row;
    const notice = side === 'office' ? await latest(tx, enquiries.pictureKey(id, index + 1)) : null;
    shown.push({ id: piece, kind, state, mime, size, notice });
  }
  return shown;
};

const latest = async (tx: Tx, key: string): Promise<NoticeRow | null> =>
  (await noticesUnder(tx, key)).at(-1) ?? null;

/** The answer and its pictures are kept in one transaction, or nothing of them is (C-11). */
export const sendAnswer = async (
  visit: Visit,
  { enquiry, words }: { readonly enquiry: string; readonly words: string },
): Promise<Settled> => {
  if (visit.uploads.length > enquiries.MOST_PICTURES)
    return { kind: 'malformed', errors: { files: TOO_MANY } };
  const kept = await keepScans(visit);
  const input = { enquiry, words, pieces: kept.map(({ id }) => id) };
  const drop = async (): Promise<void> => {
    for (const { file } of kept) await visit.app.files.remove(visit.bureau, file);
  };
  const outcome = await visit
    .within(async (tx) => {
      const action = enquiries.answerEnquiry;
      const answered = await visit.app.performIn(tx, action, input, visit.actor);
      const [said] = answered.kind === 'done' ? answered.events : [];
      if (said?.type === 'enquiries.answered')
        await addKept(tx, kept, { owner: said.message, now: visit.now });
      return answered;
    })
    .catch(async (fault: unknown) => {
      await drop();
      throw fault;
    });
  if (outcome.kind === 'done') visit.app.wake(visit.bureau);
  else await drop();
  const say =
    kept.length === 0
      ? '答复已保存，正在发到对方的微信。'
      : '答复和图片已保存，正在发到对方的微信。';
  return settled(outcome, { to: `/conversations/${enquiry}`, say });
};

const TOO_MANY = `一次最多发${enquiries.MOST_PICTURES}张图片，请分次发。`;

/** What was sent in a conversation, for those who may read the conversation (F43). */
export const enquiryFile = defineFile({
  path: '/conversations/:enquiry/file/:piece',
  roles: OFFICE_ROLES,
  query: z.object({ enquiry: recordId, piece: recordId }),
  load: async (visit, { enquiry, piece }) => {
    const found = await visit.ask(enquiries.oneEnquiry, { enquiry });
    const owner = found?.messages.find(({ pieces }) => pieces.includes(piece))?.id;
    return owner === undefined ? null : handedOut(visit, { owner, piece, name: '人工对话' });
  },
});
