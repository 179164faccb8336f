import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import helmet from 'koa-helmet';
import { sm3Hex, type App } from '../domain/index.ts';
import { plainHtml } from './frame.tsx';
import { asProblem } from './gate/failure.ts';
import { Problem } from './gate/problem.ts';
import { ProblemBody, wordsOf } from './gate/problem-page.tsx';
import { mountSignIn } from './gate/sign-in.tsx';
import { mountHealth } from './health.ts';
import { mount } from './mount.ts';
import { mountVerifier } from './pages/draw-verifier.ts';
import { PAGES } from './pages/index.ts';
import { counts } from './pages/waiting.ts';
import type { Site, SiteLog } from './site.ts';

export interface SiteParts {
  readonly app: App;
  /** the origin people type: what a POST must come from */
  readonly siteUrl: string;
  readonly log: SiteLog;
  readonly random: (bytes: number) => Buffer;
  /** over https: `__Host-` cookies and HSTS */
  readonly secureCookies: boolean;
  /** a proxy in front says who calls (X-Forwarded-For) */
  readonly behindProxy?: boolean;
}

/** The staff site. The caller listens and stops. */
export const createSite = (parts: SiteParts): Koa => {
  const css = readFileSync(path.join(import.meta.dirname, 'ui/site.css'));
  const styles = `/site-${sm3Hex(css).slice(0, 12)}.css`;
  const site: Site = { ...parts, cookies: { secure: parts.secureCookies }, styles };
  const koa = new Koa({ proxy: parts.behindProxy === true });
  koa.use(requestId(site));
  koa.use(helmet(headers(parts.secureCookies)));
  koa.use(problems(site));
  koa.use(bodyParser({ enableTypes: ['form'], formLimit: '256kb' }));
  const router = new Router();
  router.get(styles, (ctx) => sendStyles(ctx, css));
  mountHealth(router, site.app);
  mountSignIn(router, site);
  mountVerifier(router, site);
  for (const page of PAGES) mount(router, page, { site, pages: PAGES, counts });
  koa.use(router.routes());
  koa.use(() => {
    throw new Problem(404);
  });
  // errors are logged with their request; koa's own printing would show bodies and names
  koa.silent = true;
  return koa;
};

const headers = (secure: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: secure ? {} : (false as const),
  // `no-referrer` would make browsers send `Origin: null` with our own forms
  referrerPolicy: { policy: 'same-origin' as const },
});

/** A line a request: the route's pattern, never the address, which may hold a searched name. */
const requestId =
  ({ log, random, app }: Site) =>
  async (ctx: Context, next: Next): Promise<void> => {
    const id = random(6).toString('hex');
    const began = app.clock().getTime();
    ctx.state.requestId = id;
    ctx.set('X-Request-Id', id);
    ctx.set('Cache-Control', 'no-store');
    await next();
    const facts = { requestId: id, method: ctx.method, route: routeOf(ctx), status: ctx.status };
    log.info({ ...facts, ms: app.clock().getTime() - began }, 'request');
  };

const routeOf = (ctx: Context): string => {
  const matched: unknown = '_matchedRoute' in ctx ? ctx._matchedRoute : undefined;
  return typeof matched === 'string' ? matched : 'none';
};

const problems =
  (site: Site) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const { status, sentence } = asProblem(error);
      const facts = { requestId: ctx.state.requestId, route: routeOf(ctx), status };
      if (status >= 500) site.log.error({ ...facts, err: lean(error) }, 'request failed');
      const words = wordsOf(status, sentence);
      ctx.status = status;
      if (status === 503) ctx.set('Retry-After', '60');
      ctx.type = 'html';
      ctx.body = plainHtml({
        site,
        title: words.title,
        body: ProblemBody({ sentence: words.sentence, requestId: ctx.state.requestId, status }),
      });
    }
  };

/** An error for the log: its kind and where, not its parameters (they may be a person's). */
const lean = (error: unknown): object =>
  error instanceof Error
    ? { type: error.name, stack: (error.stack ?? '').split('\n').slice(1, 8).join('\n') }
    : { type: typeof error };

const sendStyles = (ctx: Context, css: Buffer): void => {
  ctx.type = 'css';
  ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
  ctx.body = css;
};
