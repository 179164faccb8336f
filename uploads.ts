import type { Readable } from 'node:stream';
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
  /** what it is called on the sender's device: told back to the sender, kept nowhere */
  readonly name?: string;
}

export type Fields = Readonly<Record<string, readonly string[]>>;

/** A file that was not kept, by the name it has on the sender's device. */
export interface LeftFile {
  readonly field: string;
  readonly name: string;
  readonly why: 'large' | 'many';
}

export interface Sent {
  readonly body: Fields;
  /** those that can be taken */
  readonly files: readonly SentFile[];
  /** more or larger files came than are taken */
  readonly isTooMuch: boolean;
  /** which ones; none where so much came that the rest was not read */
  readonly left?: readonly LeftFile[];
}

export const MAX_FILES = 10;
const MAX_BYTES = 20 * 1024 * 1024;
/** Beyond these nothing more of a form is read. */
const MOST_FILES = 3 * MAX_FILES;
const MOST_BYTES = 10 * MAX_BYTES;

/** A file while it comes in. */
interface Streamed extends multer.File {
  readonly stream: Readable;
}

const takenFrom = new WeakMap<object, number>();

/** Keeps in memory as many files as are taken, each as long as it is not too large; the rest runs by. */
const STORAGE: multer.StorageEngine = {
  _handleFile(request, file: Streamed, done) {
    const place = takenFrom.get(request) ?? 0;
    takenFrom.set(request, place + 1);
    const chunks: Buffer[] = [];
    let size = 0;
    file.stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (place < MAX_FILES && size <= MAX_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    file.stream.on('error', done);
    file.stream.on('end', () => {
      done(null, { ...file, size, buffer: Buffer.concat(chunks) });
    });
  },
  _removeFile(_request, _file, done) {
    // nothing is stored anywhere; the types of koa's multer know only how to fail
    Reflect.apply(done, undefined, []);
  },
};

const OPTIONS: multer.Options & { readonly defParamCharset: string } = {
  storage: STORAGE,
  limits: { fileSize: MOST_BYTES, files: MOST_FILES, fields: 400, fieldSize: 256 * 1024 },
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
  const all = Array.isArray(ctx.files) ? ctx.files : [];
  const left = all.flatMap(({ fieldname: field, originalname: name, size }, place): LeftFile[] => {
    if (size > MAX_BYTES) return [{ field, name, why: 'large' }];
    return place < MAX_FILES ? [] : [{ field, name, why: 'many' }];
  });
  const files = all.flatMap(({ fieldname: field, buffer: bytes, originalname: name }) =>
    bytes.length === 0 ? [] : [{ field, bytes, name }],
  );
  return { body: bodyOf(ctx), files, isTooMuch: left.length > 0, left };
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

/** What an official account takes at most; WeCom takes more (wechat-platform A10, B5). */
const CHAT_BYTES = 2 * 1024 * 1024;
const SIDES = [2560, 1600, 1080] as const;

/** A picture that every platform takes: cleaned, and made smaller where it must be. Null: it is none. */
export const chatPicture = async (bytes: Uint8Array): Promise<Upload | null> => {
  const clean = await cleanPicture(bytes);
  if (clean === null || clean.bytes.length <= CHAT_BYTES) return clean;
  for (const side of SIDES) {
    const smaller = await sharp(clean.bytes)
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer();
    if (smaller.length <= CHAT_BYTES) return { bytes: smaller, mime: 'image/jpeg' };
  }
  return null;
};

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
