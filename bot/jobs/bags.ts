import {
  draftOf,
  droppedFiles,
  dropBag,
  forgetFile,
  staleBags,
} from '../../domain/exchange/index.ts';
import type { Duty, DutyHand } from './duty.ts';

const HOURS_KEPT = 24;

/** Photos nobody took along are dropped after a day, unless a draft with evidence waits; dropped files are removed. */
export const tendBags: Duty = {
  name: 'tend-bags',
  when: { kind: 'minutes', every: 30 },
  run: async (hand) => {
    await dropStale(hand);
    await removeDropped(hand);
  },
};

const dropStale = async ({ app, bureau }: DutyHand): Promise<void> => {
  const before = new Date(app.clock().getTime() - HOURS_KEPT * 3_600_000);
  await app.gate.transaction(bureau, async (tx) => {
    for (const row of await staleBags(tx, before)) {
      if (!(await draftOf(tx, row.conversation))) await dropBag(tx, [row.id]);
    }
  });
};

const removeDropped = async ({ app, bureau }: DutyHand): Promise<void> => {
  const rows = await app.gate.transaction(bureau, (tx) => droppedFiles(tx));
  for (const row of rows) {
    if (row.file !== null) await app.files.remove(bureau, row.file);
    await app.gate.transaction(bureau, (tx) => forgetFile(tx, row.id));
  }
};
