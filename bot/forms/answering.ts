import type { RouterContext } from '@koa/router';
import type { HandedFile, Raw } from './form-kind.ts';

export const deliver = (ctx: RouterContext, { name, type, bytes }: HandedFile): void => {
  ctx.type = type;
  ctx.set('X-Content-Type-Options', 'nosniff');
  if (name !== null)
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.body = Buffer.from(bytes);
};

/** The page anew, its next step, or a file that lies below it. */
export const goOn = (
  ctx: RouterContext,
  done: { readonly step: string } | { readonly file: string } | null,
): void => {
  if (done !== null && 'file' in done) {
    ctx.status = 303;
    ctx.redirect(`${ctx.path}/${done.file}`);
  } else again(ctx, done?.step ?? '');
};

/** The long forms alone run a script, our own. */
export const allowScript = (ctx: RouterContext): void => {
  const policy = ctx.response.get('Content-Security-Policy');
  ctx.set('Content-Security-Policy', policy.replace("script-src 'none'", "script-src 'self'"));
};

export const again = (ctx: RouterContext, step = ''): void => {
  ctx.status = 303;
  ctx.redirect(step === '' ? ctx.path : `${ctx.path}?step=${step}`);
};

export const bodyOf = (ctx: RouterContext): Raw => {
  const words = new URLSearchParams(ctx.request.rawBody);
  return Object.fromEntries([...new Set(words.keys())].map((name) => [name, words.getAll(name)]));
};
