import multer from '@koa/multer';
import type { RouterContext } from '@koa/router';
import { MulterError } from 'multer';

export type Uploads =
  | { readonly kind: 'read'; readonly files: readonly Uint8Array[] }
  /** too many, too large, or no photos at all in the form */
  | { readonly kind: 'refused' };

const MAX_FILES = 9;
const MAX_BYTES = 10 * 1024 * 1024;

const OPTIONS: multer.Options & { readonly defParamCharset: string } = {
  storage: multer.memoryStorage(),
  limits: { fileSize: MAX_BYTES, files: MAX_FILES, fields: 4, parts: MAX_FILES + 4 },
  // browsers write file names in UTF-8; multer would read Latin-1
  defParamCharset: 'utf8',
};
const take = multer(OPTIONS).array('photos', MAX_FILES);

/** The photos of a form, in memory; an empty file field counts as no file. */
export const readUploads = async (ctx: RouterContext): Promise<Uploads> => {
  try {
    await take(ctx, async () => undefined);
  } catch (error) {
    if (error instanceof MulterError) return { kind: 'refused' };
    return ctx.throw(400);
  }
  const files = Array.isArray(ctx.files) ? ctx.files : [];
  return {
    kind: 'read',
    files: files.map(({ buffer }) => buffer).filter(({ length }) => length > 0),
  };
};
