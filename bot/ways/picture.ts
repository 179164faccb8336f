import { keptOf } from '../../domain/exchange/index.ts';
import { enquiries, EvidenceAltered, type Json, type Tx } from '../../domain/index.ts';
import {
  noticesUnder,
  putAtOnce,
  recipientOf,
  type NoticeRow,
} from '../../domain/notices/index.ts';
import type { OutgoingMedia } from '../channels/outward.ts';
import { noPlace } from './place.ts';
import { closed, type ChatErrand, type Prepared } from './way.ts';
import { inWindow } from './window.ts';

/** A picture that staff sent in 人工 (C-11). */
const PICTURE = 'enquiries.picture';

export const isPicture = ({ kind }: Pick<NoticeRow, 'kind'>): boolean => kind === PICTURE;

/** Only what carries pictures takes one; the words that it waits go by the ladder as a notice of their own. */
export const NO_PICTURES = '这种方式不能发图片';

const PAUSE_MS = 15_000;

/** At most once: an upload has another id each time, so no platform takes the second for the first (F31). */
export const asPicture = async (tx: Tx, errand: ChatErrand, piece: string): Promise<Prepared> => {
  const { outward, identity, row, now } = errand;
  const { sendMedia } = outward;
  if (sendMedia === undefined) return closed(NO_PICTURES);
  if (await isOvertaking(tx, row))
    return {
      kind: 'later',
      at: new Date(now.getTime() + PAUSE_MS),
      why: '等这条答复前面的部分先发出',
    };
  const media = await mediaOf(tx, errand, piece);
  if (media === null) return closed('图片文件读不出来，请重新发一次');
  const later = await noPlace(tx, errand);
  if (later !== null) return later;
  const send = () => sendMedia.call(outward, identity.id, media);
  return inWindow(tx, errand, () => Promise.resolve({ send }));
};

const IS_UNDER_WAY: readonly NoticeRow['state'][] = ['ready', 'sending'];

/** The words of an answer come first, then its pictures in their order. */
const isOvertaking = async (tx: Tx, { params }: NoticeRow): Promise<boolean> => {
  const { message, n } = pictureIn(params);
  const before = Array.from({ length: n - 1 }, (_, index) =>
    enquiries.pictureKey(message, index + 1),
  );
  for (const key of [enquiries.wordsKey(message), ...before])
    if ((await noticesUnder(tx, key)).some(({ state }) => IS_UNDER_WAY.includes(state)))
      return true;
  return false;
};

const wordIn = (param: Json | undefined): string => (typeof param === 'string' ? param : '');

const pictureIn = (
  params: NoticeRow['params'],
): { readonly message: string; readonly n: number } => ({
  message: wordIn(params.message),
  n: Number(params.n),
});

const mediaOf = async (
  tx: Tx,
  { hand: { app, bureau } }: ChatErrand,
  piece: string,
): Promise<OutgoingMedia | null> => {
  const kept = await keptOf(tx, piece);
  if (kept === null) return null;
  try {
    const bytes = await app.files.read(bureau, kept);
    const filename = kept.mime === 'image/png' ? 'picture.png' : 'picture.jpg';
    return { kind: 'image', bytes, mime: kept.mime, filename };
  } catch (fault) {
    if (fault instanceof EvidenceAltered) return null;
    throw fault;
  }
};

/** No way is left for a picture: the person is told in words, once for each answer, how to get it. */
export const tellItWaits = async (tx: Tx, row: NoticeRow, now: Date): Promise<void> => {
  const { message } = pictureIn(row.params);
  const key = enquiries.waitsKey(message);
  const to = recipientOf(tx, row);
  const kind = 'enquiries.picture-waits';
  await putAtOnce(tx, { key, to, kind, params: { message } }, now);
};
