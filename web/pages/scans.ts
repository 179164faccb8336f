import { addKept, type KeptPiece } from '../../domain/exchange/index.ts';
import type { Visit } from '../visit.ts';

const KINDS: Readonly<Record<string, KeptPiece['kind']>> = {
  image: 'image',
  audio: 'voice',
  video: 'video',
};

/** Keeps what came with a form, sealed; without a record to belong to, nothing refers to it yet. */
export const keepScans = async (visit: Visit): Promise<readonly KeptPiece[]> => {
  const pieces = [];
  for (const { bytes, mime } of visit.uploads) {
    const kept = await visit.app.files.keep(visit.bureau, bytes);
    const kind = KINDS[mime.split('/')[0] ?? ''] ?? 'document';
    pieces.push({ id: visit.uuid(), kind, mime, ...kept });
  }
  return pieces;
};

/** The record takes its scans along; if it was refused, their files are removed again. */
export const settleScans = async (
  visit: Visit,
  pieces: readonly KeptPiece[],
  owner: string | null,
): Promise<void> => {
  if (owner === null) {
    for (const { file } of pieces) await visit.app.files.remove(visit.bureau, file);
    return;
  }
  await visit.within((tx) => addKept(tx, pieces, { owner, now: visit.now }));
};
