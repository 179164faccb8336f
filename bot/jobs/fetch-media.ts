import {
  claimFetch,
  dueToFetch,
  keptFile,
  lostFile,
  mediaIdOf,
  writerOf,
  type AttachmentRow,
} from '../../domain/exchange/index.ts';
import { dayOf, type Tx } from '../../domain/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import type { Media } from '../channels/outward.ts';
import { PlatformError } from '../channels/platform-error.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

const CHANNELS = ['official-account', 'wecom', 'simulator'] as const;
/** the platform keeps media for three days */
const KEPT_MS = 3 * 86_400_000;
/** a platform that does not know what it has just handed out is asked so often before it is believed */
const SURE_AFTER = 3;

/** Photos, voice and video: fetched from the platform at once, kept sealed with their hash (F39). */
export const fetchMedia: Pump = {
  name: 'fetch-media',
  run: async (hand) => {
    let fetched = 0;
    for (const channel of CHANNELS) fetched += await fetchFrom(hand, channel);
    return fetched > 0;
  },
};

const fetchFrom = async (hand: DutyHand, channel: string): Promise<number> => {
  const { app, bureau } = hand;
  if (hand.outward(bureau, channel) === null) return 0;
  const due = await app.gate.transaction(bureau, (tx) => dueToFetch(tx, channel, app.clock()));
  for (const row of due) await fetchOne(hand, row).catch(hand.onFault);
  return due.length;
};

const fetchOne = async (hand: DutyHand, row: AttachmentRow): Promise<void> => {
  const { app, bureau } = hand;
  const now = app.clock();
  const again = new Date(now.getTime() + Math.min(2 ** row.attempts, 360) * 60_000);
  const mediaId = await app.gate.transaction(bureau, async (tx) =>
    (await claimFetch(tx, row, again)) ? mediaIdOf(tx, row) : null,
  );
  if (mediaId === null) return;
  const media = await fetched(hand, row, mediaId);
  if (media !== null && media !== 'never') await keep(hand, row, media);
  else if (media === 'never' ? row.attempts >= SURE_AFTER : isExpired(row, now))
    await app.gate.transaction(bureau, (tx) => lose(hand, tx, row));
};

const isExpired = (row: AttachmentRow, now: Date): boolean =>
  now.getTime() - new Date(row.receivedAt).getTime() > KEPT_MS;

const keep = async ({ app, bureau }: DutyHand, row: AttachmentRow, media: Media): Promise<void> => {
  const kept = await app.files.keep(bureau, media.bytes);
  const mime = media.mime.slice(0, 100);
  const wanted = await app.gate.transaction(bureau, (tx) =>
    keptFile(tx, row.id, { ...kept, mime }),
  );
  if (!wanted) await app.files.remove(bureau, kept.file);
};

/** The person is asked again, once a day however many are lost; staff see the gap where it belongs (F39). */
const lose = async ({ app, uuid }: DutyHand, tx: Tx, row: AttachmentRow): Promise<void> => {
  if (!(await lostFile(tx, row.id))) return;
  const identity = await writerOf(tx, row.conversation);
  if (identity === null) return;
  const now = app.clock();
  const key = `desk.media-lost:${row.conversation}:${dayOf(now)}`;
  const notice = {
    key,
    to: { to: 'chat', identity },
    kind: 'desk.media-lost',
    params: {},
  } as const;
  await putNotice(tx, { notice, id: uuid(), now, officeMoment: now });
};

/** Null when the platform does not give it now; never: it says that there is no such thing, or too much of it. */
const fetched = async (
  hand: DutyHand,
  row: AttachmentRow,
  mediaId: string,
): Promise<Media | 'never' | null> => {
  try {
    return (await hand.outward(hand.bureau, row.channel)?.fetchMedia(mediaId)) ?? null;
  } catch (fault) {
    hand.onFault(fault);
    return fault instanceof PlatformError && fault.verdict === 'refused' ? 'never' : null;
  }
};
