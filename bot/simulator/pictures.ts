import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import type { App, BureauId } from '../../domain/index.ts';

/** A photo somebody sent from a simulated phone; its type comes from its bytes. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** Where uploaded photos wait for the desk to fetch them, and for the page to show them. */
export interface Pictures {
  readonly keep: (bureau: BureauId, id: string, bytes: Uint8Array) => Promise<void>;
  /** null: never kept, or long gone */
  readonly find: (bureau: BureauId, id: string) => Promise<Picture | null>;
}

const SHOWN = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
/** A demo that runs for weeks does not fill the disk: the oldest pictures go. */
const KEPT = 300;
const ID = /^[a-z0-9-]{1,64}$/;

/** What kind of picture these bytes are; null when a browser should not show them. */
export const pictureType = async (bytes: Uint8Array): Promise<string | null> => {
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  return mime !== undefined && SHOWN.includes(mime) ? mime : null;
};

/** Pictures in a folder, sealed: they outlive a restart of the demo. */
export const keepPictures = (folder: string, app: Pick<App, 'vaultOf'>): Pictures => {
  const fileOf = (bureau: BureauId, id: string): string =>
    path.join(folder, `${bureau}.${id}.sealed`);
  return {
    keep: async (bureau, id, bytes) => {
      if (!ID.test(id)) throw new RangeError('not the id of a picture');
      await mkdir(folder, { recursive: true });
      await writeFile(fileOf(bureau, id), app.vaultOf(bureau).sealBytes(bytes), { mode: 0o600 });
      await dropOldest(folder);
    },
    find: async (bureau, id) => {
      const sealed = ID.test(id) ? await readFile(fileOf(bureau, id)).catch(absent) : null;
      if (sealed === null) return null;
      const bytes = app.vaultOf(bureau).openBytes(sealed);
      const mime = await pictureType(bytes);
      return mime === null ? null : { bytes, mime };
    },
  };
};

const dropOldest = async (folder: string): Promise<void> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sealed'));
  if (names.length <= KEPT) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  files.sort((one, other) => one.at - other.at);
  for (const { name } of files.slice(0, names.length - KEPT))
    await rm(path.join(folder, name), { force: true });
};

const absent = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
};
