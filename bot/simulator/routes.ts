import { bodyParser } from '@koa/bodyparser';
import Router, { type RouterContext } from '@koa/router';
import type { App, BureauId } from '../../domain/index.ts';
import type { PuppetSimulator } from '../channels/simulator/puppet.ts';
import { mountAssets, type Assets } from './assets.ts';
import { WAYS } from './carrier.ts';
import { GUARDS } from './guards.ts';
import { chooserHtml, type FollowerCard } from './chooser.tsx';
import { withClosings, withTimes, wordsOf } from './lines.ts';
import { menuOf } from './menu.ts';
import { ORDERS } from './ledger.ts';
import { lineHtml, phoneHtml, type PhoneProps } from './page.tsx';
import type { Phone, Phones } from './phones.ts';
import { ledgerHtml } from './platform-page.tsx';
import type { Played } from './played.ts';
import {
  choose as chooseItem,
  follow,
  note,
  say,
  sendPhotos,
  tap,
  type Sender,
} from './sending.ts';
import { readUploads, type Uploads } from './uploads.ts';

export interface SimulatorParts {
  readonly app: App;
  readonly phones: Phones;
  readonly puppets: ReadonlyMap<BureauId, PuppetSimulator>;
  /** the invented people of a bureau that the page offers to play */
  readonly followers: (bureau: BureauId) => readonly FollowerCard[];
  /** the platform that the demo plays; null: every phone goes directly */
  readonly played?: Played | null;
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
  for (const guard of GUARDS) router.use(guard);
  router.use(bodyParser({ enableTypes: ['form'], formLimit: '64kb' }));
  const simulator: Simulator = { ...parts, assets: mountAssets(router) };
  router.get('/simulator', (ctx) => choose(ctx, simulator));
  router.get('/simulator/:bureau', (ctx) => cast(ctx, simulator));
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
  router.get(`${PHONE}/ledger`, (ctx) => ledger(ctx, simulator));
  router.post(`${PHONE}/channel`, (ctx) => switchChannel(ctx, simulator));
  router.post(`${PHONE}/platform`, (ctx) => orderPlatform(ctx, simulator));
  router.post(`${PHONE}/press`, (ctx) =>
    sent(ctx, simulator, async ({ played, phone }) => {
      await played?.press(phone, field(ctx, 'task'), field(ctx, 'key'));
    }),
  );
  router.post(`${PHONE}/choose`, (ctx) =>
    sent(ctx, simulator, (sender) => chooseItem(sender, field(ctx, 'item'))),
  );
  router.post(`${PHONE}/follow`, (ctx) => sent(ctx, simulator, follow));
  router.post(`${PHONE}/photo`, async (ctx) => {
    senderOf(ctx, simulator);
    const uploads = await readUploads(ctx);
    return sent(ctx, simulator, (sender) => photos(sender, uploads));
  });
  return router;
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

/** Who can be played and what can be tapped, for the terminal. */
const cast = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { app, phones, followers } = simulator;
  const bureau = bureauOf(ctx, simulator);
  const guests = (await phones.guests(bureau)).map((guest) => ({ ...guest, about: '' }));
  ctx.body = {
    name: app.bureauOf(bureau).name,
    menu: menuOf(app, bureau),
    people: [...followers(bureau), ...guests],
  };
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
  await simulator.played?.collect(bureau);
  ctx.type = 'html';
  ctx.body = phoneHtml({
    phone,
    bureau: app.bureauOf(bureau).name,
    person: await personOf(simulator, phone),
    others: followers(bureau).filter(({ id }) => id !== follower),
    lines: withTimes(withClosings(await phones.recent(phone)), new Date(0), phones.clock()),
    menu: menuOf(app, bureau),
    platform: platformOf(simulator, phone),
    assets,
  });
};

/** null: this bureau has no account at the played platform. */
const platformOf = ({ played }: Simulator, phone: Phone): PhoneProps['platform'] =>
  played?.isOffered(phone.bureau) === true
    ? { way: played.wayOf(phone), ledger: played.ledger(phone) }
    : null;

const ledger = (ctx: RouterContext, simulator: Simulator): void => {
  const view = simulator.played?.ledger(senderOf(ctx, simulator).phone) ?? null;
  if (view === null) return ctx.throw(404);
  ctx.body = { version: view.version, html: ledgerHtml(view) };
};

const switchChannel = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { played } = simulator;
  const { phone, puppet } = senderOf(ctx, simulator);
  if (played?.isOffered(phone.bureau) !== true) return ctx.throw(404);
  const way = WAYS.find((one) => one === field(ctx, 'way'));
  if (way === undefined) return ctx.throw(400);
  await played.switchTo(phone, way, puppet);
  backTo(ctx, phone);
};

const orderPlatform = async (ctx: RouterContext, simulator: Simulator): Promise<void> => {
  const { phone, played } = senderOf(ctx, simulator);
  const order = ORDERS.find((one) => one === field(ctx, 'order'));
  if (played === null || order === undefined) return ctx.throw(400);
  await played.order(phone, order);
  backTo(ctx, phone);
};

const backTo = (ctx: RouterContext, { bureau, follower }: Phone): void => {
  ctx.status = 303;
  ctx.redirect(`/simulator/${bureau}/${follower}#platform`);
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
  await simulator.played?.collect(phone.bureau);
  const after = instantOf(ctx.query.after);
  const back = new Date(Math.max(0, after.getTime() - OVERLAP_MS)).toISOString();
  const shown = withTimes(withClosings(await phones.since(phone, back)), after, phones.clock());
  const bureau = simulator.app.bureauOf(phone.bureau).name;
  const { name } = await personOf(simulator, phone);
  ctx.body = {
    ledger: simulator.played?.ledger(phone)?.version ?? '',
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

const senderOf = (ctx: RouterContext, simulator: Simulator): Sender => {
  const { phones, puppets, played } = simulator;
  const bureau = ctx.params.bureau as BureauId;
  const follower = ctx.params.follower ?? '';
  const puppet = puppets.get(bureau);
  if (puppet === undefined || !FOLLOWER.test(follower)) return ctx.throw(404);
  const phone = { bureau, follower };
  return {
    phones,
    phone,
    puppet,
    played: played == null || played.wayOf(phone) === 'direct' ? null : played,
  };
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
