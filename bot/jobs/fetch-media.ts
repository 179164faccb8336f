import {
  claimFetch,
  dueToFetch,
  keptFile,
  lostFile,
  mediaIdOf,
  type AttachmentRow,
} from '../../domain/exchange/index.ts';
import type { Media } from '../channels/outward.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

const CHANNELS = ['official-account', 'simulator'] as const;
/** the platform keeps media for three days */
const KEPT_MS = 3 * 86_400_000;

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
  if (media !== null) {
    const kept = await app.files.keep(bureau, media.bytes);
    const mime = media.mime.slice(0, 100);
    const wanted = await app.gate.transaction(bureau, (tx) =>
      keptFile(tx, row.id, { ...kept, mime }),
    );
    if (!wanted) await app.files.remove(bureau, kept.file);
  } else if (now.getTime() - new Date(row.receivedAt).getTime() > KEPT_MS) {
    await app.gate.transaction(bureau, (tx) => lostFile(tx, row.id));
  }
};

/** Null when the platform does not give it now: it is asked again later. */
const fetched = async (
  hand: DutyHand,
  row: AttachmentRow,
  mediaId: string,
): Promise<Media | null> => {
  try {
    return (await hand.outward(hand.bureau, row.channel)?.fetchMedia(mediaId)) ?? null;
  } catch (fault) {
    hand.onFault(fault);
    return null;
  }
};
