import { bodyParser } from '@koa/bodyparser';
import Router, { type RouterContext } from '@koa/router';
import type { Next } from 'koa';
import helmet from 'koa-helmet';
import type { App, BureauId } from '../../domain/index.ts';
import type { PuppetSimulator } from '../channels/simulator/puppet.ts';
import { mountAssets, type Assets } from './assets.ts';
import { chooserHtml, type FollowerCard } from './chooser.tsx';
import { wordsOf, withTimes } from './lines.ts';
import { menuOf } from './menu.ts';
import { lineHtml, phoneHtml } from './page.tsx';
import type { Phone, Phones } from './phones.ts';
import { isOwnPost } from './same-origin.ts';
import { follow, note, say, sendPhotos, tap, type Sender } from './sending.ts';
import { readUploads, type Uploads } from './uploads.ts';

export interface SimulatorParts {
  readonly app: App;
  readonly phones: Phones;
  readonly puppets: ReadonlyMap<BureauId, PuppetSimulator>;
  /** the invented people of a bureau that the page offers to play */
  readonly followers: (bureau: BureauId) => readonly FollowerCard[];
}

interface Simulator extends SimulatorParts {
  readonly assets: Assets;
}

const FOLLOWER = /^[a-z0-9-]{1,40}$/;
const LONGEST_NAME = 20;
const PHONE = '/simulator/:bureau/:follower';

/** The chat page where one plays any follower; for the demo and development only. */
export const createSimulator = (parts: SimulatorParts): Router => {
  const router = new Router();
  router.use(helmet(HEADERS));
  router.use(problems);
  router.use(ownPostsOnly);
  router.use(bodyParser({ enableTypes: ['form'], formLimit: '64kb' }));
  const simulator: Simulator = { ...parts, assets: mountAssets(router) };
  router.get('/simulator', (ctx) => choose(ctx, simulator));
  router.post('/simulator/:bureau', (ctx) => invent(ctx, simulator));
  router.get(PHONE, (ctx) => open(ctx, simulator));
  router.get(`${PHONE}/lines`, (ctx) => lines(ctx, simulator));
  router.get(`${PHONE}/picture/:id`, (ctx) => picture(ctx, simulator));
  router.post(`${PHONE}/say`, (ctx) =>
    sent(ctx, simulator, (sender) => say(sender, field(ctx, 'text'))),
  );
  router.post(`${PHONE}/tap`, (ctx) => {
    const { bureau } = senderOf(ctx, simulator).phone;
    const menu = menuOf(simulator.app, bureau);
    const button = menu.find(({ item }) => item === field(ctx, 'item'));
    if (button === undefined) return ctx.throw(400);
    return sent(ctx, simulator, (sender) => tap(sender, button));
  });
  router.post(`${PHONE}/follow`, (ctx) => sent(ctx, simulator, follow));
  router.post(`${PHONE}/photo`, async (ctx) => {
    senderOf(ctx, simulator);
    const uploads = await readUploads(ctx);
    return sent(ctx, simulator, (sender) => photos(sender, uploads));
  });
  return router;
};

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

const choose = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { app, phones, puppets, followers, assets } = simulator;
  const bureaus = await Promise.all(
    [...puppets.keys()].map(async (id) => ({
      id,
      name: app.bureauOf(id).name,
      followers: followers(id),
      guests: await phones.guests(id),
    })),
  );
  ctx.type = 'html';
  ctx.body = chooserHtml({ bureaus, assets, longestName: LONGEST_NAME });
};

const invent = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const bureau = bureauOf(ctx, simulator);
  const name = [...field(ctx, 'name').trim()].slice(0, LONGEST_NAME).join('');
  const guest = await simulator.phones.addGuest(bureau, name === '' ? '新的关注者' : name);
  ctx.status = 303;
  ctx.redirect(`/simulator/${bureau}/${guest.id}`);
};

const open = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { app, followers, assets, phones } = simulator;
  const { phone } = senderOf(ctx, simulator);
  const { bureau, follower } = phone;
  ctx.type = 'html';
  ctx.body = phoneHtml({
    phone,
    bureau: app.bureauOf(bureau).name,
    person: await personOf(simulator, phone),
    others: followers(bureau).filter(({ id }) => id !== follower),
    lines: withTimes(await phones.recent(phone), new Date(0), phones.clock()),
    menu: menuOf(app, bureau),
    assets,
  });
};

/** Any follower can be played, one nobody has introduced too. */
const personOf = async (
  { followers, phones }: Simulator,
  { bureau, follower }: Phone,
): Promise<FollowerCard> => {
  const known = followers(bureau).find(({ id }) => id === follower);
  if (known !== undefined) return known;
  const guest = (await phones.guests(bureau)).find(({ id }) => id === follower);
  return { id: follower, name: guest?.name ?? follower, about: '新的关注者' };
};

/** Lines may be committed a little out of order: the answer reaches back, the page knows its lines. */
const OVERLAP_MS = 10_000;

const lines = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { phone, phones } = senderOf(ctx, simulator);
  const after = instantOf(ctx.query.after);
  const back = new Date(Math.max(0, after.getTime() - OVERLAP_MS)).toISOString();
  const shown = withTimes(await phones.since(phone, back), after, phones.clock());
  const bureau = simulator.app.bureauOf(phone.bureau).name;
  const { name } = await personOf(simulator, phone);
  ctx.body = {
    lines: shown.map(({ line, time }) => ({
      id: line.id,
      at: line.at,
      side: line.side,
      kind: line.content.kind,
      text: wordsOf(line),
      html: lineHtml({ shown: { line, time }, phone, bureau, name }),
    })),
  };
};

/** What cannot be read is the beginning: the page then gets everything. */
const instantOf = (text: unknown): Date => {
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return new Date(at > 0 && at <= MAX_TIME ? at : 0);
};

/** the last instant of the year 9999: what comes later is written differently */
const MAX_TIME = Date.parse('9999-12-31T23:59:59.999Z');

const picture = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { phone, phones } = senderOf(ctx, simulator);
  const found = await phones.pictures.find(phone.bureau, ctx.params.id ?? '');
  if (found === null) return ctx.throw(404);
  ctx.type = found.mime;
  ctx.set('Cache-Control', 'private, max-age=86400');
  ctx.body = Buffer.from(found.bytes);
};

const photos = (sender: Sender, uploads: Uploads): Promise<void> =>
  uploads.kind === 'read'
    ? sendPhotos(sender, uploads.files)
    : note(sender, '照片没有送出：一次最多 9 张，每张不超过 10 MB。');

/** Does it, then goes back to the phone; a script only wants to know that it is done. */
const sent = async (
  ctx: RouterContext,
  simulator: Simulator,
  act: (sender: Sender) => Promise<void>,
): Promise<void> => {
  const sender = senderOf(ctx, simulator);
  await act(sender);
  if (ctx.accepts('html', 'json') === 'json') {
    ctx.body = { done: true };
    return;
  }
  ctx.status = 303;
  ctx.redirect(`/simulator/${sender.phone.bureau}/${sender.phone.follower}`);
};

const senderOf = (ctx: RouterContext, { phones, puppets }: Simulator): Sender => {
  const bureau = ctx.params.bureau as BureauId;
  const follower = ctx.params.follower ?? '';
  const puppet = puppets.get(bureau);
  if (puppet === undefined || !FOLLOWER.test(follower)) return ctx.throw(404);
  return { phones, phone: { bureau, follower }, puppet };
};

const bureauOf = (ctx: RouterContext, { puppets }: Simulator): BureauId => {
  const bureau = ctx.params.bureau as BureauId;
  return puppets.has(bureau) ? bureau : ctx.throw(404);
};

const field = (ctx: RouterContext, name: string): string => {
  const body: unknown = ctx.request.body;
  if (typeof body !== 'object' || body === null) return '';
  const value: unknown = Object.hasOwn(body, name) ? Reflect.get(body, name) : '';
  return typeof value === 'string' ? value : '';
};
