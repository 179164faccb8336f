import { z } from 'zod';

import { PlatformError } from '../platform-error.ts';
import { callJson, type Call, type Fetch } from '../transport/http.ts';
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

export interface Asked {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly repeatable: boolean;
}

/** Calls with the account's token; a refused token is replaced once. */
export interface Calls {
  readonly call: (asked: Asked) => Promise<Readonly<Record<string, unknown>>>;
  /** for calls whose answer is not JSON */
  readonly raw: <T>(
    asked: Asked,
    timeoutMs: number,
    work: (call: Call) => Promise<T>,
  ) => Promise<T>;
}

export const TIMEOUT_MS = 5_000;

export function createCalls(parts: ApiParts): Calls {
  const { fetch, now, tokens: store } = parts;
  const request = (force: boolean): Promise<Token> => requestToken(parts, force);
  const tokens = keepTokens({ store, request, now });
  return {
    call: (asked) => withToken(tokens, (token) => callJson(fetch, callOf(parts, asked, token))),
    raw: (asked, timeoutMs, work) =>
      withToken(tokens, (token) => work({ ...callOf(parts, asked, token), timeoutMs })),
  };
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

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});
