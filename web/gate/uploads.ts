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

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAX_SHEET_BYTES = 5 * 1024 * 1024;

/** Reads a form with files: magic bytes decide what a file is, its name and claimed type do not (F43). */
export const readForm = async (
  ctx: RouterContext,
  takes: 'scans' | 'sheet' = 'scans',
): Promise<FormWithFiles> => {
  try {
    await take(ctx, () => Promise.resolve());
  } catch (error) {
    if (!(error instanceof MulterError)) throw error;
    return { kind: 'refused', body: bodyOf(ctx), sentence: TOO_MUCH };
  }
  const files = (Array.isArray(ctx.files) ? ctx.files : []).filter(({ size }) => size > 0);
  const bytes = files.map(({ buffer }) => buffer);
  return takes === 'sheet' ? sheetOf(bytes[0], bodyOf(ctx)) : scansOf(bytes, bodyOf(ctx));
};

const scansOf = async (files: readonly Buffer[], body: Raw): Promise<FormWithFiles> => {
  const uploads = [];
  for (const bytes of files) {
    const mime = (await fileTypeFromBuffer(bytes))?.mime ?? '';
    if (!TAKEN.includes(mime)) return { kind: 'refused', body, sentence: WRONG_KIND };
    uploads.push({ bytes, mime });
  }
  return { kind: 'read', body, uploads };
};

/** A spreadsheet is only recognised here as an archive; what is in it is looked at before it is unpacked. */
const sheetOf = (bytes: Buffer | undefined, body: Raw): FormWithFiles => {
  if (bytes === undefined) return { kind: 'read', body, uploads: [] };
  if (bytes.length > MAX_SHEET_BYTES) return { kind: 'refused', body, sentence: SHEET_TOO_BIG };
  return bytes.length > 1 && bytes.readUInt16BE(0) === ZIP
    ? { kind: 'read', body, uploads: [{ bytes, mime: SHEET }] }
    : { kind: 'refused', body, sentence: NO_SHEET };
};

/** `PK` */
const ZIP = 0x504b;
const SHEET_TOO_BIG = '表格太大，一次最多5MB。请分成几个文件上传。';
const NO_SHEET = '这不是“.xlsx”表格。请用Excel或WPS另存为“.xlsx”格式，再上传一次。';

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
