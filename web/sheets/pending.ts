import { addKept, adoptedBy, dropBag } from '../../domain/exchange/index.ts';
import { sm3Hex } from '../../domain/index.ts';
import type { Visit } from '../visit.ts';
import { XLSX } from './write.ts';

const DAY = 86_400_000;

/** The one uploaded sheet of this account for this purpose, between its preview and its import. */
const ownerOf = ({ account }: Visit, purpose: string): string =>
  sm3Hex(`sheet:${purpose}:${account.id}`).slice(0, 36);

/** Keeps a sheet, sealed, in the place of the one before. */
export const keepSheet = async (visit: Visit, purpose: string, bytes: Buffer): Promise<void> => {
  await dropSheet(visit, purpose);
  const kept = await visit.app.files.keep(visit.bureau, bytes);
  const piece = { id: visit.uuid(), kind: 'document', mime: XLSX, ...kept } as const;
  await visit.within((tx) =>
    addKept(tx, [piece], { owner: ownerOf(visit, purpose), now: visit.now }),
  );
};

/** null: nothing was uploaded within a day. */
export const pendingSheet = async (visit: Visit, purpose: string): Promise<Buffer | null> => {
  const rows = await visit.within((tx) => adoptedBy(tx, ownerOf(visit, purpose)));
  const row = rows.at(-1);
  if (row?.file == null || row.digest === null) return null;
  if (visit.now.getTime() - new Date(row.receivedAt).getTime() > DAY) return null;
  return visit.app.files.read(visit.bureau, { file: row.file, digest: row.digest });
};

/** The keeper of files removes it for good. */
export const dropSheet = (visit: Visit, purpose: string): Promise<void> =>
  visit.within(async (tx) => {
    const rows = await adoptedBy(tx, ownerOf(visit, purpose));
    await dropBag(
      tx,
      rows.map(({ id }) => id),
    );
  });
