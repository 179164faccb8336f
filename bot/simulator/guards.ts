import type { RouterContext } from '@koa/router';
import type { Next } from 'koa';
import helmet from 'koa-helmet';
import { isOwnPost } from './same-origin.ts';

const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false as const,
  referrerPolicy: { policy: 'same-origin' as const },
};

/** What a visitor did wrong is told to him; what we did wrong goes on to the server. */
const problems = async (ctx: RouterContext, next: Next): Promise<void> => {
  try {
    await next();
  } catch (error) {
    const status = visitorsFault(error);
    if (status === null) throw error;
    ctx.status = status;
    ctx.type = 'text';
    ctx.body = status === 404 ? '没有这个页面。' : '这次提交有误，没有送出。请回到上一页重试。';
  }
};

const visitorsFault = (error: unknown): number | null => {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
};

const ownPostsOnly = async (ctx: RouterContext, next: Next): Promise<void> => {
  if (ctx.method === 'POST' && !isOwnPost(ctx)) ctx.throw(403);
  ctx.set('Cache-Control', 'no-store');
  await next();
};

/** What stands before every page of the simulator. */
export const GUARDS = [helmet(HEADERS), problems, ownPostsOnly] as const;
