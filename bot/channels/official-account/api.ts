import { z } from 'zod';

import type { Delivered, Media, TemplateMessage } from '../outward.ts';
import { PlatformError } from '../platform-error.ts';
import { callJson, type Call, type Fetch } from '../transport/http.ts';
import { fetchMedia } from '../transport/media.ts';
import { keepTokens, withToken, type Token, type TokenStore } from '../transport/tokens.ts';
import { noAnswer } from '../transport/verdicts.ts';

export interface ApiParts {
  readonly appId: string;
  readonly secret: string;
  /** https://api.weixin.qq.com; another only in tests */
  readonly apiBase: string;
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly tokens: TokenStore;
  /** for a call; 5 s by default */
  readonly timeoutMs?: number;
  /** for a download; 60 s by default */
  readonly mediaTimeoutMs?: number;
}

/** Since 2021 the platform gives no name and no picture (wechat-platform A11). */
export interface UserInfo {
  readonly follows: boolean;
  readonly unionId?: string;
}

/** The calls one account makes. Every one throws `PlatformError`. */
export interface OfficialAccountApi {
  /** one customer-service text of at most 2048 bytes (A7) */
  readonly sendText: (openid: string, text: string) => Promise<void>;
  /** `id`: the msgid that the later delivery event names (A8) */
  readonly sendTemplate: (message: TemplateMessage) => Promise<Delivered>;
  readonly fetchMedia: (mediaId: string) => Promise<Media>;
  readonly userInfo: (openid: string) => Promise<UserInfo>;
}

const TIMEOUT_MS = 5_000;
const MEDIA_TIMEOUT_MS = 60_000;

export function createApi(parts: ApiParts): OfficialAccountApi {
  const { fetch, now, tokens: store } = parts;
  const request = (force: boolean): Promise<Token> => requestToken(parts, force);
  const tokens = keepTokens({ store, request, now });

  const call = (asked: Asked): Promise<Readonly<Record<string, unknown>>> =>
    withToken(tokens, (token) => callJson(fetch, callOf(parts, asked, token)));

  return {
    sendText: async (openid, text) => {
      const json = { touser: openid, msgtype: 'text', text: { content: text } };
      await call({ path: '/cgi-bin/message/custom/send', json, repeatable: false });
    },
    sendTemplate: async (message) => {
      const json = templateBody(message);
      const path = '/cgi-bin/message/template/send';
      const { msgid } = TemplateAnswer.parse(await call({ path, json, repeatable: true }));
      return msgid === undefined ? {} : { id: msgid };
    },
    fetchMedia: (mediaId) => {
      const asked = { path: '/cgi-bin/media/get', query: { media_id: mediaId }, repeatable: true };
      const timeoutMs = parts.mediaTimeoutMs ?? MEDIA_TIMEOUT_MS;
      return withToken(tokens, (token) =>
        fetchMedia(fetch, { ...callOf(parts, asked, token), timeoutMs }),
      );
    },
    userInfo: async (openid) => {
      const query = { openid, lang: 'zh_CN' };
      const info = UserAnswer.parse(
        await call({ path: '/cgi-bin/user/info', query, repeatable: true }),
      );
      const follows = info.subscribe === 1;
      return { follows, ...(info.unionid !== undefined && { unionId: info.unionid }) };
    },
  };
}

interface Asked {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly repeatable: boolean;
}

function callOf(parts: ApiParts, asked: Asked, token: string): Call {
  const url = new URL(asked.path, parts.apiBase);
  url.search = new URLSearchParams({ access_token: token, ...asked.query }).toString();
  const timeoutMs = parts.timeoutMs ?? TIMEOUT_MS;
  return { ...asked, url: url.href, timeoutMs };
}

/** stable_token (A9): repeated calls give the same one, so processes do not rob each other. */
async function requestToken(parts: ApiParts, force: boolean): Promise<Token> {
  const { appId, secret, fetch, now } = parts;
  const path = '/cgi-bin/stable_token';
  const json = {
    grant_type: 'client_credential',
    appid: appId,
    secret,
    force_refresh: force,
  };
  const call: Call = {
    path,
    url: new URL(path, parts.apiBase).href,
    json,
    repeatable: true,
    timeoutMs: parts.timeoutMs ?? TIMEOUT_MS,
  };
  const answer = TokenAnswer.safeParse(await callJson(fetch, call).catch(judgeTokenFault));
  if (!answer.success) throw noAnswer(path, 'no token', 'retry');
  const { access_token: value, expires_in: lifetime } = answer.data;
  return { value, expiresAt: new Date(now().getTime() + lifetime * 1000) };
}

/** 40001 means here that the secret is wrong. */
function judgeTokenFault(fault: unknown): never {
  throw fault instanceof PlatformError && fault.verdict === 'token' ? fault.as('operator') : fault;
}

function templateBody(message: TemplateMessage): unknown {
  const data = Object.entries(message.fields).map(([field, value]) => [field, { value }]);
  return {
    touser: message.to,
    template_id: message.templateId,
    ...(message.url !== undefined && { url: message.url }),
    client_msg_id: message.clientMsgId,
    data: Object.fromEntries(data) as unknown,
  };
}

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
const TemplateAnswer = z.object({
  msgid: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
});
const UserAnswer = z.object({
  subscribe: z.number().catch(0),
  unionid: z.string().optional().catch(undefined),
});
