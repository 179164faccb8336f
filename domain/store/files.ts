import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { sm3Hex } from '../kernel/sm3.ts';
import type { BureauId } from '../kernel/world.ts';
import type { Vault } from './seal.ts';

/** A kept file: its random name and the SM3 of the bytes as they were received. */
export interface KeptFile {
  readonly file: string;
  readonly digest: string;
  readonly size: number;
}

/** Evidence on disk: sealed, under random names, never served without its hash being checked (F29). */
export interface FileVault {
  keep(bureau: BureauId, bytes: Uint8Array): Promise<KeptFile>;
  /** the bytes as received; throws `EvidenceAltered` when they are missing or not the same any more */
  read(bureau: BureauId, kept: Pick<KeptFile, 'file' | 'digest'>): Promise<Buffer>;
  remove(bureau: BureauId, file: string): Promise<void>;
}

export class EvidenceAltered extends Error {}

export const createFileVault = (
  folder: string,
  vaultOf: (bureau: BureauId) => Vault,
): FileVault => {
  const place = (bureau: BureauId, file: string): string => {
    if (!/^[0-9a-f]{32}$/.test(file)) throw new EvidenceAltered('not the name of a kept file');
    return path.join(folder, bureau, file);
  };
  return {
    keep: async (bureau, bytes) => {
      const file = randomBytes(16).toString('hex');
      await mkdir(path.join(folder, bureau), { recursive: true, mode: 0o700 });
      await writeWhole(place(bureau, file), vaultOf(bureau).sealBytes(bytes));
      return { file, digest: sm3Hex(bytes), size: bytes.byteLength };
    },
    read: async (bureau, kept) => {
      const bytes = await opened(place(bureau, kept.file), vaultOf(bureau));
      if (sm3Hex(bytes) !== kept.digest)
        throw new EvidenceAltered('a file is not what was received');
      return bytes;
    },
    remove: (bureau, file) => unlink(place(bureau, file)).catch(() => undefined),
  };
};

const opened = async (file: string, vault: Vault): Promise<Buffer> => {
  try {
    return vault.openBytes(await readFile(file));
  } catch (error) {
    throw new EvidenceAltered('a file is missing or was altered', { cause: error });
  }
};

/** All or nothing: a half-written file never gets the final name (F28). */
const writeWhole = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(`${file}.part`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
};
