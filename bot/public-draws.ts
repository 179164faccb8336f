import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Router, { type RouterContext } from '@koa/router';
import helmet from 'koa-helmet';
import { draws, type App, type BureauId } from '../domain/index.ts';
import { publicDrawsHtml, type PublicDraws } from './public-draws-page.tsx';
import { mountStyles, publicHeaders } from './public-frame.tsx';

const VERIFIER = path.join(import.meta.dirname, '../web/verifier/verify-draw.html');
/** What anybody may do here; looking is all there is. */
const ANYBODY = { kind: 'system', duty: 'public-draws' } as const;
const NAME = /^(RW\d{4}-\d{4,8})-(\d{1,3})\.json$/;

/** What is published of the draws, without a sign-in: the list, the records, the page that checks them (B-21). */
export const createPublicDraws = (app: App): Router => {
  const router = new Router();
  router.use(helmet(publicHeaders("'none'")));
  const styles = mountStyles(router, '/draws');
  router.get('/verify-draw', sendVerifier);
  router.get('/draws/:bureau', async (ctx) => {
    const bureau = bureauIn(ctx, app);
    const found = bureau === null ? null : await app.ask(bureau, draws.publicDraws, {}, ANYBODY);
    if (bureau === null || found?.kind !== 'found') return;
    const page: PublicDraws = {
      ...found.value,
      bureau,
      name: app.bureauOf(bureau).name,
      styles,
    };
    ctx.type = 'html';
    ctx.body = publicDrawsHtml(page);
  });
  router.get('/draws/:bureau/:file', async (ctx) => {
    const bureau = bureauIn(ctx, app);
    const [, number, attempt] = NAME.exec(ctx.params.file ?? '') ?? [];
    if (bureau === null || number === undefined || attempt === undefined) return;
    const name = `${number}/${attempt}`;
    const found = await app.ask(bureau, draws.publicRecord, { name }, ANYBODY);
    if (found.kind !== 'found' || found.value === null) return;
    ctx.type = 'json';
    ctx.set('Content-Disposition', `attachment; filename="${number}-${attempt}.json"`);
    ctx.body = `${JSON.stringify(found.value, null, 1)}\n`;
  });
  return router;
};

const bureauIn = (ctx: RouterContext, app: App): BureauId | null =>
  [...app.bureaus.keys()].find((id) => id === ctx.params.bureau) ?? null;

/** The page carries its own script: it gets an origin of its own and no way out. */
const VERIFIER_POLICY = [
  'sandbox allow-scripts allow-downloads',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const sendVerifier = (ctx: RouterContext): void => {
  if (!existsSync(VERIFIER)) return;
  ctx.set('Content-Security-Policy', VERIFIER_POLICY);
  ctx.type = 'html';
  ctx.body = readFileSync(VERIFIER);
};
