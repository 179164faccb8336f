import type { Context } from 'koa';
import type { Handed } from '../page.ts';

/** A file is saved, never opened as a page of ours: attachment, no sniffing, sandboxed (F43). */
export const hand = (ctx: Context, { bytes, type, name }: Handed): void => {
  ctx.set(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; script-src 'none'; frame-ancestors 'none'",
  );
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('Content-Disposition', `attachment; filename="file"; filename*=UTF-8''${encoded(name)}`);
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Type', type);
  ctx.body = Buffer.from(bytes);
};

const encoded = (name: string): string =>
  encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
