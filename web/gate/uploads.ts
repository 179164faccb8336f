import type { RouterContext } from '@koa/router';
import {
  chatPicture,
  cleanPicture,
  mimeOf,
  readSent,
  type LeftFile,
  type Sent,
  type SentFile,
  type Upload,
} from '../../uploads.ts';
import type { Raw } from '../page.ts';

export { hasFiles, type Upload } from '../../uploads.ts';

/** A form with files, or the sentence why the files were not taken. */
export type FormWithFiles =
  | {
      readonly kind: 'read';
      readonly body: Raw;
      readonly uploads: readonly Upload[];
      /** why some were not taken, by their field: only where each file is taken by itself */
      readonly left: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'refused'; readonly body: Raw; readonly sentence: string };

const TAKEN = [
  'image/jpeg',
  'image/png',
  'application/pdf',
  'audio/mpeg',
  'audio/amr',
  'video/mp4',
];

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAX_SHEET_BYTES = 5 * 1024 * 1024;

/** Reads a form with files: magic bytes decide what a file is, its name and claimed type do not (F43). */
export const readForm = async (
  ctx: RouterContext,
  takes: 'scans' | 'each' | 'evidence' | 'sheet' | 'pictures' = 'scans',
): Promise<FormWithFiles> => {
  const sent = await readSent(ctx);
  const { body, files, isTooMuch } = sent;
  if (takes === 'each' && sent.left !== undefined) return eachOf(sent, sent.left);
  if (isTooMuch) return { kind: 'refused', body, sentence: TOO_MUCH };
  switch (takes) {
    case 'pictures':
      return picturesOf(files, body);
    case 'sheet':
      return sheetOf(files[0]?.bytes, body);
    case 'evidence':
      return scansOf(files, body, asItCame);
    case 'scans':
    case 'each':
      return scansOf(files, body, cleaned);
  }
};

type Taken = Upload | 'kind' | 'unreadable';
type Take = (file: SentFile) => Promise<Taken>;

/** Evidence stays byte for byte: where and when it was taken belongs to it. */
const asItCame: Take = async ({ bytes, field }) => {
  const mime = await mimeOf(bytes);
  return TAKEN.includes(mime) ? { bytes, mime, field } : 'kind';
};

/** Every other picture loses what the camera wrote into it, as those from a phone do (F1-04). */
const cleaned: Take = async (file) => {
  const taken = await asItCame(file);
  if (typeof taken === 'string' || !taken.mime.startsWith('image/')) return taken;
  const clean = await cleanPicture(file.bytes);
  return clean === null ? 'unreadable' : { ...clean, field: file.field };
};

/** Every file by itself: what can be kept is, and the others are named (C-10). */
const eachOf = async (
  { body, files }: Sent,
  tooMuch: readonly LeftFile[],
): Promise<FormWithFiles> => {
  const uploads: Upload[] = [];
  const left = new Map<string, string>();
  const leave = (field: string, sentence: string): void => {
    left.set(field, `${left.get(field) ?? ''}${sentence}`);
  };
  for (const { field, name, why } of tooMuch) leave(field, LEFT[why](name));
  for (const file of files) {
    const taken = await cleaned(file);
    if (typeof taken === 'string') leave(file.field, LEFT[taken](file.name ?? ''));
    else uploads.push(taken);
  }
  return { kind: 'read', body, uploads, left: Object.fromEntries(left) };
};

const LEFT: Readonly<Record<LeftFile['why'] | Extract<Taken, string>, (name: string) => string>> = {
  large: (name) => `“${name}”超过20MB，没有保存，请缩小后再选。`,
  many: (name) => `一次最多10份，“${name}”没有保存，请再提交一次。`,
  kind: (name) => `“${name}”的格式不能保存，请换成照片（JPG、PNG）或PDF。`,
  unreadable: (name) => `“${name}”打不开，没有保存，请重新拍照或扫描。`,
};

/** Pictures for a chat: small enough for every platform, and without what the camera wrote into them. */
const picturesOf = async (files: readonly SentFile[], body: Raw): Promise<FormWithFiles> => {
  const uploads: Upload[] = [];
  for (const { bytes, field, name = '' } of files) {
    const picture = await chatPicture(bytes);
    if (picture === null) return { kind: 'refused', body, sentence: noPicture(name) };
    uploads.push({ ...picture, field });
  }
  return { kind: 'read', body, uploads, left: {} };
};

const noPicture = (name: string): string =>
  `“${name}”不是能发送的图片，没有发出。请换成JPG或PNG格式的照片，再发一次。`;

const scansOf = async (
  files: readonly SentFile[],
  body: Raw,
  take: Take,
): Promise<FormWithFiles> => {
  const uploads = [];
  for (const file of files) {
    const taken = await take(file);
    if (typeof taken === 'string') return { kind: 'refused', body, sentence: REFUSED[taken] };
    uploads.push(taken);
  }
  return { kind: 'read', body, uploads, left: {} };
};

/** A spreadsheet is only recognised here as an archive; what is in it is looked at before it is unpacked. */
const sheetOf = (bytes: Buffer | undefined, body: Raw): FormWithFiles => {
  if (bytes === undefined) return { kind: 'read', body, uploads: [], left: {} };
  if (bytes.length > MAX_SHEET_BYTES) return { kind: 'refused', body, sentence: SHEET_TOO_BIG };
  return bytes.length > 1 && bytes.readUInt16BE(0) === ZIP
    ? { kind: 'read', body, uploads: [{ bytes, mime: SHEET }], left: {} }
    : { kind: 'refused', body, sentence: NO_SHEET };
};

/** `PK` */
const ZIP = 0x504b;
const SHEET_TOO_BIG = '表格太大，一次最多5MB。请分成几个文件上传。';
const NO_SHEET = '这不是“.xlsx”表格。请用Excel或WPS另存为“.xlsx”格式，再上传一次。';

const TOO_MUCH = '材料太多或太大：一次最多10份，每份不超过20MB。请分次上传。';
const REFUSED: Readonly<Record<Extract<Taken, string>, string>> = {
  kind: '有一份材料的格式不能保存。可以上传照片（JPG、PNG）、PDF、录音（MP3、AMR）或视频（MP4）。',
  unreadable: '有一张照片打不开，没有保存。请重新拍照或扫描，再上传一次。',
};
