import { dropBag, dueToClean, keptClean, type AttachmentRow } from '../../domain/exchange/index.ts';
import { cleanPicture } from '../../uploads.ts';
import type { DutyHand } from './duty.ts';
import type { Pump } from './pump.ts';

/** Photos that became part of an application lose what the camera wrote into them (F1-04). */
export const cleanPhotos: Pump = {
  name: 'clean-photos',
  run: async (hand) => {
    const due = await hand.app.gate.transaction(hand.bureau, dueToClean);
    for (const row of due) await cleanOne(hand, row).catch(hand.onFault);
    return due.length > 0;
  },
};

const cleanOne = async ({ app, bureau }: DutyHand, row: AttachmentRow): Promise<void> => {
  const { file, digest } = row;
  if (file === null || digest === null) return;
  const clean = await cleanPicture(await app.files.read(bureau, { file, digest }));
  // what cannot be read as a picture is none, and nobody could look at it
  if (clean === null) return app.gate.transaction(bureau, (tx) => dropBag(tx, [row.id]));
  const kept = await app.files.keep(bureau, clean.bytes);
  const mine = await app.gate.transaction(bureau, (tx) =>
    keptClean(tx, row.id, { ...kept, mime: clean.mime }),
  );
  await app.files.remove(bureau, mine ? file : kept.file);
};
