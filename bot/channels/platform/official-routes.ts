import { z } from 'zod';

import type { PlayedAccount } from './account.ts';
import type { KeptMenu } from './official-state.ts';
import { done, failed, type ApiAnswer, type ApiRequest, type Route } from './answers.ts';
import { sendCustom, showTyping } from './custom.ts';

const bytes = (most: number) => z.string().refine((text) => Buffer.byteLength(text) <= most);
const leaf = {
  type: z.enum(['click', 'view']).optional(),
  key: bytes(128).optional(),
  url: bytes(1024).optional(),
};
const Sub = z.object({ name: bytes(60), ...leaf });
const Button = z.object({ name: bytes(16), ...leaf, sub_button: z.array(Sub).max(5).optional() });
const MenuBody = z.object({ button: z.array(Button).min(1).max(3) });
const Personal = MenuBody.extend({ matchrule: z.object({ tag_id: z.string().regex(/^\d+$/) }) });

/** 40017: a button of no kind the platform knows, too many, or too long (A11). */
const createMenu: Route = ({ official }, { json }) => {
  const menu = MenuBody.safeParse(json);
  if (!menu.success) return failed(40017);
  official.menu = menu.data;
  return done();
};

/** A personal menu needs a common one (65301). */
const addConditional: Route = ({ official }, { json }) => {
  const menu = Personal.safeParse(json);
  if (!menu.success) return failed(40017);
  if (official.menu === null) return failed(65301);
  official.personal.push(menu.data);
  return done({ menuid: String(400 + official.personal.length) });
};

const deleteMenu: Route = ({ official }) => {
  official.menu = null;
  official.personal.splice(0);
  return done();
};

const getMenu: Route = ({ official, setup }) => {
  const common = official.menu?.button ?? setup.console?.menu;
  if (common === undefined) return failed(46003);
  const conditionalmenu = official.personal.map((menu, index) => ({
    ...menu,
    menuid: 401 + index,
  }));
  return {
    kind: 'json',
    json: {
      menu: { button: asRead(common) },
      ...(conditionalmenu.length > 0 && { conditionalmenu }),
    },
  };
};

/** Every button comes back with an empty list below it, as the platform writes it. */
const asRead = (buttons: readonly unknown[]): KeptMenu['button'] =>
  buttons.map((button) => ({ sub_button: [], ...(button as object) }));

const TryMatch = z.object({ user_id: z.string() });

const tryMatch: Route = ({ official }, { json }) => {
  const asked = TryMatch.safeParse(json);
  if (!asked.success) return failed(40008);
  return { kind: 'json', json: { button: official.menuOf(asked.data.user_id) } };
};

const Tagging = z.object({ tagid: z.number(), openid_list: z.array(z.string()).min(1).max(50) });

const tag: Route = ({ official }, { json }) => {
  const asked = Tagging.safeParse(json);
  if (!asked.success) return failed(40032);
  for (const openid of asked.data.openid_list) {
    const tags = official.tags.get(openid) ?? new Set<number>();
    official.tags.set(openid, tags.add(asked.data.tagid));
  }
  return done();
};

const untag: Route = ({ official }, { json }) => {
  const asked = Tagging.safeParse(json);
  if (!asked.success) return failed(40032);
  for (const openid of asked.data.openid_list) official.tags.get(openid)?.delete(asked.data.tagid);
  return done();
};

const CARRIERS_A_PAGE = 2;
const AskedTag = z.object({ tagid: z.number(), next_openid: z.string().default('') });

/** Who carries a tag, in pages: the platform's hold ten thousand, these few, to be walked in a test. */
const carriers: Route = ({ official }, { json }) => {
  const asked = AskedTag.safeParse(json);
  if (!asked.success) return failed(40032);
  const all = [...official.tags].flatMap(([id, tags]) => (tags.has(asked.data.tagid) ? [id] : []));
  const from = all.indexOf(asked.data.next_openid) + 1;
  const openid = all.slice(from, from + CARRIERS_A_PAGE);
  const next = openid.at(-1) ?? '';
  return {
    kind: 'json',
    json: {
      count: openid.length,
      ...(openid.length > 0 && { data: { openid } }),
      next_openid: next,
    },
  };
};

const Subscription = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.string().min(1) })),
});

/** A subscription notice takes one consent; its result follows as an event (A8). */
function bizsend(account: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const message = Subscription.safeParse(json);
  if (!message.success) return failed(47003);
  const { touser, template_id: templateId, page = null, data } = message.data;
  const follower = account.knows(touser);
  if (follower === undefined) return failed(40003);
  if (account.setup.templates?.includes(templateId) === false) return failed(40037);
  if (!account.official.useConsent(touser, templateId)) return failed(43101);
  const msgId = account.nextId();
  const fields = Object.fromEntries(
    Object.entries(data).map(([name, { value }]) => [name, value] as const),
  );
  const shown = { to: touser, at: account.now(), templateId, fields, page, msgId };
  account.ledger.push({ kind: 'subscription', ...shown });
  account.reportSubscription(follower, { templateId, msgId });
  return done({ msgid: msgId });
}

const Qr = z.discriminatedUnion('action_name', [
  z.object({
    action_name: z.literal('QR_STR_SCENE'),
    expire_seconds: z.number().int().min(1).max(2_592_000),
    action_info: z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) }),
  }),
  z.object({
    action_name: z.literal('QR_LIMIT_STR_SCENE'),
    action_info: z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) }),
  }),
]);

function createQr(account: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const asked = Qr.safeParse(json);
  if (!asked.success) return failed(40053);
  const scene = asked.data.action_info.scene.scene_str;
  const seconds = 'expire_seconds' in asked.data ? asked.data.expire_seconds : null;
  const until = seconds === null ? null : account.now().getTime() + seconds * 1000;
  const ticket = `ticket-${account.nextId()}`;
  const url = `http://weixin.qq.com/q/${ticket}`;
  account.official.codes.set(url, { scene, until });
  const expires = seconds === null ? {} : { expire_seconds: seconds };
  return { kind: 'json', json: { ticket, url, ...expires } };
}

/** Who opened a page, for a code that works once (A11). */
function signIn(account: PlayedAccount, { query }: ApiRequest): ApiAnswer {
  const openid = account.official.useSignIn(query.code ?? '', account.now());
  if (typeof openid === 'number') return failed(openid);
  const json = { access_token: 'of-a-page', expires_in: 7200, openid, scope: 'snsapi_base' };
  return { kind: 'json', json };
}

export const officialRoutes: readonly (readonly [string, Route])[] = [
  ['/cgi-bin/message/custom/send', sendCustom],
  ['/cgi-bin/message/custom/typing', showTyping],
  ['/cgi-bin/message/subscribe/bizsend', bizsend],
  ['/cgi-bin/menu/create', createMenu],
  ['/cgi-bin/menu/addconditional', addConditional],
  ['/cgi-bin/menu/delete', deleteMenu],
  ['/cgi-bin/menu/get', getMenu],
  ['/cgi-bin/menu/trymatch', tryMatch],
  ['/cgi-bin/tags/members/batchtagging', tag],
  ['/cgi-bin/tags/members/batchuntagging', untag],
  ['/cgi-bin/user/tag/get', carriers],
  ['/cgi-bin/qrcode/create', createQr],
  ['/sns/oauth2/access_token', signIn],
];
