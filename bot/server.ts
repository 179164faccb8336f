import Koa, { type Context } from 'koa';
import Router from '@koa/router';
import { troubledTokens } from '../domain/exchange/index.ts';
import { clockLine, type App, type BureauId } from '../domain/index.ts';
import type { Callback } from './channels/transport/callback.ts';
import { createLetters } from './letters.ts';
import { createPublicDraws } from './public-draws.ts';
import type { Spool } from './spool.ts';

type Callbacks = ReadonlyMap<BureauId, { readonly callback: Callback }>;

export interface BotServerParts {
  readonly app: App;
  readonly accounts: Callbacks;
  /** self-built apps of WeCom */
  readonly apps: Callbacks;
  readonly spool: Spool;
  /** the simulator's pages, in demo and development only */
  readonly simulator: Router | null;
  /** one-time pages under /form/ */
  readonly forms: Router;
  readonly onFault: (fault: unknown) => void;
}

/** Bodies over 256 KB are refused; reading stops there (F09). */
const MOST_BYTES = 256 * 1024;

/** What WeChat, phones and the watchdog reach of the bot. The caller listens and stops. */
export const createBotServer = (parts: BotServerParts): Koa => {
  const koa = new Koa();
  koa.silent = true;
  koa.on('error', parts.onFault);
  const router = new Router();
  router.all('/wechat/:bureau', (ctx) => callback(ctx, parts.accounts));
  router.all('/wecom/:bureau', (ctx) => callback(ctx, parts.apps));
  router.get('/livez', (ctx) => {
    ctx.body = 'ok';
  });
  router.get('/readyz', (ctx) => ready(ctx, parts));
  koa.use(router.routes());
  koa.use(parts.forms.routes());
  koa.use(createPublicDraws(parts.app).routes());
  koa.use(createLetters(parts.app).routes());
  if (parts.simulator !== null) koa.use(parts.simulator.routes());
  return koa;
};

const callback = async (
  ctx: Context & { params: Record<string, string> },
  accounts: Callbacks,
): Promise<void> => {
  const puppet = accounts.get((ctx.params.bureau ?? '') as BureauId);
  if (puppet === undefined) return;
  const rawBody = await bodyOf(ctx);
  if (rawBody === null) {
    ctx.status = 413;
    ctx.set('Connection', 'close');
    return;
  }
  const answer = await puppet.callback.handle({ method: ctx.method, query: ctx.query, rawBody });
  ctx.status = answer.status;
  ctx.type = answer.type;
  ctx.body = answer.body;
};

/** The body as it came, or null once it is over the limit; what follows is not kept. */
const bodyOf = async ({ req }: Context): Promise<Buffer | null> => {
  if (Number(req.headers['content-length'] ?? 0) > MOST_BYTES) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else {
        req.pause();
        resolve(null);
      }
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', reject);
  });
};

/** Ready: the database takes a write. What somebody should look at stands below it, a line each. */
const ready = async (ctx: Context, { app, spool }: BotServerParts): Promise<void> => {
  const lines = [spool.isEmpty() ? 'spool empty' : 'spool draining', ...clockLine(app)];
  try {
    for (const bureau of app.bureaus.keys()) await app.probe(bureau);
    for (const bureau of app.bureaus.keys()) lines.push(...(await tokenLines(app, bureau)));
    ctx.body = ['ready', ...lines, ''].join('\n');
  } catch {
    ctx.status = 503;
    ctx.body = ['not ready: database', ...lines, ''].join('\n');
  }
};

/** A token that the platform does not give: nothing can be sent (F36). */
const tokenLines = async (app: App, bureau: BureauId): Promise<readonly string[]> =>
  (await app.gate.transaction(bureau, troubledTokens)).map(
    ({ name, failures }) => `token ${bureau} ${name}: refused ${failures} times in a row`,
  );
