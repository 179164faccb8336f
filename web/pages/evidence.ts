import { z } from 'zod';
import { adoptedBy } from '../../domain/exchange/index.ts';
import { clues, nomination } from '../../domain/index.ts';
import { recordId } from '../fields.ts';
import { defineFile, type Handed } from '../page.ts';
import type { Visit } from '../visit.ts';
import { CASE_ROLES } from './roles.ts';

/** Endings by what the bytes are; anything else is saved as a plain file. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
};

/** One piece of evidence, only with a clue this person may see, only when its hash still fits (F29, F43). */
export const evidenceFile = defineFile({
  path: '/clues/:clue/evidence/:piece',
  roles: CASE_ROLES,
  query: z.object({ clue: recordId, piece: recordId }),
  load: async (visit, { clue: id, piece }) => {
    const clue = await visit.ask(clues.readClue, { clue: id });
    return clue === null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${clue.number}-证据` });
  },
});

/** A scan that came with an application, for those who handle applications (C-10). */
export const scanFile = defineFile({
  path: '/applications/:application/scan/:piece',
  roles: CASE_ROLES,
  query: z.object({ application: recordId, piece: recordId }),
  load: async (visit, { application: id, piece }) => {
    const found = await visit.ask(nomination.oneApplication, { application: id });
    return found === null
      ? null
      : handedOut(visit, { owner: id, piece, name: `${found.number}-材料` });
  },
});

interface Wanted {
  readonly owner: string;
  readonly piece: string;
  readonly name: string;
}

/** A kept piece of a record that the reader may see; null where it is none of it. */
export const handedOut = async (
  visit: Visit,
  { owner, piece, name }: Wanted,
): Promise<Handed | null> => {
  const all = await visit.within((tx) => adoptedBy(tx, owner));
  const index = all.findIndex((one) => one.id === piece);
  const row = all[index];
  if (row === undefined || row.file === null || row.digest === null) return null;
  const bytes = await visit.app.files.read(visit.bureau, { file: row.file, digest: row.digest });
  const ending = ENDINGS[row.mime ?? ''] ?? 'bin';
  return {
    bytes,
    name: `${name}${index + 1}.${ending}`,
    type: row.mime ?? 'application/octet-stream',
  };
};
