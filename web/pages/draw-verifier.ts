import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type Router from '@koa/router';
import type { RouterContext } from '@koa/router';
import { readTicket } from '../gate/cookies.ts';
import { Problem } from '../gate/problem.ts';
import { recognise } from '../gate/session.ts';
import type { Site } from '../site.ts';

const PAGE = path.join(import.meta.dirname, '../verifier/verify-draw.html');

/** The page carries its own script: it gets an origin of its own, no cookies and no way out. */
const POLICY = [
  'sandbox allow-scripts allow-downloads',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that recomputes a draw's record offline, for everybody who is signed in (B-21). */
export const mountVerifier = (router: Router, site: Site): void => {
  router.get('/verify-draw.html', async (ctx) => {
    if ((await recognise(site.app, readTicket(ctx, site.cookies))) === null)
      ctx.redirect(`/sign-in?next=${encodeURIComponent(ctx.path)}`);
    else send(ctx);
  });
};

const send = (ctx: RouterContext): void => {
  if (!existsSync(PAGE)) throw new Problem(404);
  ctx.set('Content-Security-Policy', POLICY);
  ctx.type = 'html';
  ctx.body = readFileSync(PAGE);
};
