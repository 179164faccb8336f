import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Router, { type RouterContext } from '@koa/router';
import helmet from 'koa-helmet';
import { draws, sm3Hex, type App, type BureauId } from '../domain/index.ts';
import { publicDrawsHtml, type PublicDraws } from './public-draws-page.tsx';

const VERIFIER = path.join(import.meta.dirname, '../web/verifier/verify-draw.html');
/** What anybody may do here; looking is all there is. */
const ANYBODY = { kind: 'system', duty: 'public-draws' } as const;
const NAME = /^(RW\d{4}-\d{4,8})-(\d{1,3})\.json$/;

/** What is published of the draws, without a sign-in: the list, the records, the page that checks them (B-21). */
export const createPublicDraws = (app: App): Router => {
  const router = new Router();
  router.use(helmet(HEADERS));
  const styles = mountStyles(router);
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

const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // TLS ends at the proxy, which says this for the whole origin
  strictTransportSecurity: false as const,
};

const bureauIn = (ctx: RouterContext, app: App): BureauId | null =>
  [...app.bureaus.keys()].find((id) => id === ctx.params.bureau) ?? null;

const mountStyles = (router: Router): string => {
  const css = readFileSync(path.join(import.meta.dirname, '../web/ui/site.css'));
  const address = `/draws/assets/${sm3Hex(css).slice(0, 12)}.css`;
  router.get(address, (ctx) => {
    ctx.type = 'css';
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.body = css;
  });
  return address;
};

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
