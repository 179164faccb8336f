import multer from '@koa/multer';
import type { RouterContext } from '@koa/router';
import { fileTypeFromBuffer } from 'file-type';
import { MulterError } from 'multer';
import type { Raw } from '../page.ts';

/** A scan or photo that came with a form: what it is, its own bytes say. */
export interface Upload {
  readonly bytes: Buffer;
  readonly mime: string;
}

/** A form with files, or the sentence why the files were not taken. */
export type FormWithFiles =
  | { readonly kind: 'read'; readonly body: Raw; readonly uploads: readonly Upload[] }
  | { readonly kind: 'refused'; readonly body: Raw; readonly sentence: string };

const MAX_FILES = 10;
const MAX_BYTES = 20 * 1024 * 1024;
const TAKEN = [
  'image/jpeg',
  'image/png',
  'application/pdf',
  'audio/mpeg',
  'audio/amr',
  'video/mp4',
];

const OPTIONS: multer.Options & { readonly defParamCharset: string } = {
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_BYTES, files: MAX_FILES, fields: 200, fieldSize: 256 * 1024 },
  defParamCharset: 'utf8',
};
const take = multer(OPTIONS).array('files', MAX_FILES);

export const hasFiles = (ctx: RouterContext): boolean =>
  ctx.request.is('multipart/form-data') === 'multipart/form-data';

/** Reads a form with files: magic bytes decide what a file is, its name and claimed type do not (F43). */
export const readForm = async (ctx: RouterContext): Promise<FormWithFiles> => {
  try {
    await take(ctx, () => Promise.resolve());
  } catch (error) {
    if (!(error instanceof MulterError)) throw error;
    return { kind: 'refused', body: bodyOf(ctx), sentence: TOO_MUCH };
  }
  const files = (Array.isArray(ctx.files) ? ctx.files : []).filter(({ size }) => size > 0);
  const uploads = [];
  for (const { buffer } of files) {
    const mime = (await fileTypeFromBuffer(buffer))?.mime ?? '';
    if (!TAKEN.includes(mime)) return { kind: 'refused', body: bodyOf(ctx), sentence: WRONG_KIND };
    uploads.push({ bytes: buffer, mime });
  }
  return { kind: 'read', body: bodyOf(ctx), uploads };
};

const TOO_MUCH = '材料太多或太大：一次最多10份，每份不超过20MB。请分次上传。';
const WRONG_KIND =
  '有一份材料的格式不能保存。可以上传照片（JPG、PNG）、PDF、录音（MP3、AMR）或视频（MP4）。';

const bodyOf = (ctx: RouterContext): Raw => {
  const fields: unknown = ctx.request.body;
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, [value].flat().map(String)]),
  );
};
