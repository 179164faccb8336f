import multer from '@koa/multer';
import type { RouterContext } from '@koa/router';
import { fileTypeFromBuffer } from 'file-type';
import { MulterError } from 'multer';
import sharp from 'sharp';

/** Files that come with forms, for the site and for the pages on a phone. */

/** A scan or photo that came with a form: what it is, its own bytes say. */
export interface Upload {
  readonly bytes: Buffer;
  readonly mime: string;
  /** the field of the form it came in */
  readonly field?: string;
}

/** A file with the name of the field it came in. */
export interface SentFile {
  readonly field: string;
  readonly bytes: Buffer;
}

export type Fields = Readonly<Record<string, readonly string[]>>;

export interface Sent {
  readonly body: Fields;
  readonly files: readonly SentFile[];
  /** more or larger files than are taken: none of them is */
  readonly isTooMuch: boolean;
}

export const MAX_FILES = 10;
const MAX_BYTES = 20 * 1024 * 1024;

const OPTIONS: multer.Options & { readonly defParamCharset: string } = {
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_BYTES, files: MAX_FILES, fields: 400, fieldSize: 256 * 1024 },
  defParamCharset: 'utf8',
};
const take = multer(OPTIONS).any();

export const hasFiles = (ctx: RouterContext): boolean =>
  ctx.request.is('multipart/form-data') === 'multipart/form-data';

/** Reads a form with files; empty files are left out. */
export const readSent = async (ctx: RouterContext): Promise<Sent> => {
  try {
    await take(ctx, () => Promise.resolve());
  } catch (error) {
    if (!(error instanceof MulterError)) throw error;
    return { body: bodyOf(ctx), files: [], isTooMuch: true };
  }
  const files = (Array.isArray(ctx.files) ? ctx.files : []).filter(({ size }) => size > 0);
  return {
    body: bodyOf(ctx),
    files: files.map(({ fieldname, buffer }) => ({ field: fieldname, bytes: buffer })),
    isTooMuch: false,
  };
};

const bodyOf = (ctx: RouterContext): Fields => {
  const fields: unknown = ctx.request.body;
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, [value].flat().map(String)]),
  );
};

/** Magic bytes decide what a file is, its name and claimed type do not (F43). */
export const mimeOf = async (bytes: Uint8Array): Promise<string> =>
  (await fileTypeFromBuffer(bytes))?.mime ?? '';

const MOST_PIXELS = 80_000_000;
const LONGEST_SIDE = 4000;

/**
 * A picture without what the camera wrote into it (place, time, device), turned upright (F1-04).
 * Null when it is no picture that can be read.
 */
export const cleanPicture = async (bytes: Uint8Array): Promise<Upload | null> => {
  const mime = await mimeOf(bytes);
  if (mime !== 'image/jpeg' && mime !== 'image/png') return null;
  try {
    const upright = sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true });
    const clean = mime === 'image/png' ? upright.png() : upright.jpeg({ quality: 88 });
    return { bytes: await clean.toBuffer(), mime };
  } catch {
    return null;
  }
};
