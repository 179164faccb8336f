import { z } from 'zod';

import type { PlayedAccount } from './account.ts';
import { done, failed, type ApiAnswer, type ApiRequest, type Route } from './answers.ts';
import { MINUTE } from './clock.ts';
import { consoleRoutes } from './console-routes.ts';
import { officialRoutes } from './official-routes.ts';

export const SECRET_PATHS = ['/cgi-bin/token', '/cgi-bin/stable_token', '/sns/oauth2/access_token'];

/** The part of api.weixin.qq.com that an account of ours uses, by path (wechat-platform A7–A11). */
export const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ...consoleRoutes,
  ['/cgi-bin/stable_token', stableToken],
  ['/cgi-bin/token', plainToken],
  ['/cgi-bin/message/template/send', sendTemplate],
  ['/cgi-bin/media/get', getMedia],
  ['/cgi-bin/media/upload', uploadMedia],
  ['/cgi-bin/user/info', userInfo],
  ...officialRoutes,
]);

function stableToken({ tokens }: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const { force_refresh: force } = z
    .object({ force_refresh: z.boolean().default(false) })
    .parse(json);
  const issued = force ? tokens.force() : tokens.stable();
  if (typeof issued === 'number') return failed(issued);
  const answer = { access_token: issued.value, expires_in: tokens.secondsLeft(issued) };
  return { kind: 'json', json: answer };
}

function plainToken({ tokens }: PlayedAccount): ApiAnswer {
  const issued = tokens.plain();
  const answer = { access_token: issued.value, expires_in: tokens.secondsLeft(issued) };
  return { kind: 'json', json: answer };
}

const Template = z.object({
  touser: z.string(),
  template_id: z.string(),
  url: z.string().optional(),
  client_msg_id: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

/** The same client_msg_id for the same person within ten minutes is answered, not sent (A8). */
function sendTemplate(account: PlayedAccount, { json }: ApiRequest): ApiAnswer {
  const parsed = Template.safeParse(json);
  if (!parsed.success) return failed(47003);
  const { touser: to, template_id: templateId, client_msg_id: id = null } = parsed.data;
  const follower = account.knows(to);
  if (follower === undefined) return failed(40003);
  if (!follower.follows) return failed(43004);
  if (account.setup.templates?.includes(templateId) === false) return failed(40037);
  const before = sentBefore(account, to, id);
  if (before !== undefined) return done({ msgid: before });
  const msgId = account.nextId();
  account.ledger.push({
    kind: 'template',
    at: account.now(),
    msgId,
    ...shownTemplate(parsed.data),
  });
  account.reportTemplate(follower, msgId);
  return done({ msgid: msgId });
}

function shownTemplate(message: z.output<typeof Template>) {
  const {
    touser: to,
    template_id: templateId,
    url = null,
    client_msg_id: clientMsgId = null,
  } = message;
  const fields = Object.entries(message.data).map(([name, { value }]) => [name, value] as const);
  return { to, templateId, url, clientMsgId, fields: Object.fromEntries(fields) };
}

function sentBefore(account: PlayedAccount, to: string, id: string | null): string | undefined {
  if (id === null) return undefined;
  const since = account.now().getTime() - 10 * MINUTE;
  const before = account.ledger.find(
    (entry) =>
      entry.kind === 'template' &&
      entry.to === to &&
      entry.clientMsgId === id &&
      entry.at.getTime() >= since,
  );
  return before?.kind === 'template' ? before.msgId : undefined;
}

function getMedia(account: PlayedAccount, { query, origin }: ApiRequest): ApiAnswer {
  const id = query.media_id ?? '';
  const media = account.media(id);
  if (media === undefined) return failed(40007);
  if (media.kind === 'bytes') return { ...media, kind: 'bytes' };
  const address = new URLSearchParams({ appid: account.setup.appId, media_id: id }).toString();
  return { kind: 'json', json: { video_url: `${origin}/video?${address}` } };
}

function uploadMedia(account: PlayedAccount, { query, file }: ApiRequest): ApiAnswer {
  if (file === null) return failed(41005);
  const type = query.type ?? 'image';
  const media_id = account.keepMedia({ kind: type === 'video' ? 'video' : 'bytes', ...file });
  return {
    kind: 'json',
    json: { type, media_id, created_at: Math.floor(account.now().getTime() / 1000) },
  };
}

/** No name and no picture since 2021 (A11). */
function userInfo(account: PlayedAccount, { query }: ApiRequest): ApiAnswer {
  const openid = query.openid ?? '';
  const follower = account.knows(openid);
  if (follower === undefined) return failed(40003);
  if (!follower.follows) return done({ subscribe: 0, openid });
  return done({ subscribe: 1, openid, nickname: '', headimgurl: '', language: 'zh_CN' });
}
