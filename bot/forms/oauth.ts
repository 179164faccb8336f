import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import { conversationId } from '../../domain/exchange/index.ts';
import { people, type App, type BureauId, type ChatIdentity, type Tx } from '../../domain/index.ts';
import { callJson, type Fetch } from '../channels/transport/http.ts';
import { PlatformError } from '../channels/platform-error.ts';

export interface OAuthParts {
  readonly app: App;
  readonly random: (bytes: number) => Buffer;
  /** by default the process's own */
  readonly fetch?: Fetch;
}

/** A page that somebody is about to begin. */
export interface AskedPage {
  readonly bureau: BureauId;
  readonly token: string;
  readonly link: { readonly person: string; readonly subject: string };
}

/** `go`: shown as always · `away`: the answer is on its way, by the platform · else what to read instead. */
export type Proven =
  | { readonly kind: 'go' }
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly title: string; readonly lines: readonly string[] };

const GO = { kind: 'go' } as const;
const NONCE = 'jiandu-oauth';
const PROOF = 'jiandu-chat';
const HELD_SECONDS = 3600;

/**
 * Inside WeChat the platform says whose phone opens the page, where the account has that right
 * (A11): it must be the chat that the link was made for. Elsewhere the one-time link alone counts.
 */
export const provenChat = async (
  ctx: RouterContext,
  parts: OAuthParts,
  page: AskedPage,
): Promise<Proven> => {
  if (!isInWechat(ctx) || accountOf(parts, page) === null) return GO;
  const { app } = parts;
  const chats = await app.gate.transaction(page.bureau, (tx) => chatsOfLink(tx, page));
  if (chats.length === 0 || isProven(ctx, parts, page)) return GO;
  const { code } = ctx.query;
  return typeof code === 'string' && isOurState(ctx, parts, page)
    ? cameBack(ctx, parts, { page, chats, code })
    : toPlatform(ctx, parts, page);
};

/** WeCom's own browser calls itself WeChat as well; its members are no followers. */
const isInWechat = (ctx: RouterContext): boolean =>
  /MicroMessenger/i.test(ctx.get('User-Agent')) && !/wxwork/i.test(ctx.get('User-Agent'));

const accountOf = ({ app }: OAuthParts, { bureau }: AskedPage) => {
  const account = app.bureauOf(bureau).channels.officialAccount;
  return account?.oauth === true && app.publicUrl !== undefined ? account : null;
};

/** The followers who may open it: the chat it was asked for in, or those of the person it is for. */
const chatsOfLink = async (
  tx: Tx,
  { link }: AskedPage,
): Promise<readonly ((openid: string) => boolean)[]> => {
  const bound = await people.chatsOf(tx, { person: link.person });
  const own = bound.filter(({ identity }) => identity.channel === 'official-account');
  const isOfChat = /^[0-9a-f]{36}$/.test(link.subject);
  return [
    ...own.map(
      ({ identity }) =>
        (openid: string) =>
          identity.id === openid,
    ),
    ...(isOfChat
      ? [(openid: string) => conversationId(tx, official(openid)).startsWith(link.subject)]
      : []),
  ];
};

const official = (id: string): ChatIdentity => ({ channel: 'official-account', id });

const print = ({ app }: OAuthParts, { bureau, token }: AskedPage, what: string): string =>
  app.vaultOf(bureau).fingerprint('form-oauth', `${token}\n${what}`);

const isProven = (ctx: RouterContext, parts: OAuthParts, page: AskedPage): boolean =>
  ctx.cookies.get(PROOF) === print(parts, page, 'proven');

const isOurState = (ctx: RouterContext, parts: OAuthParts, page: AskedPage): boolean => {
  const nonce = ctx.cookies.get(NONCE) ?? '';
  return nonce !== '' && ctx.query.state === print(parts, page, nonce);
};

/** To the platform and back: the state ties the answer to this page and to this browser. */
const toPlatform = (ctx: RouterContext, parts: OAuthParts, page: AskedPage): Proven => {
  const account = accountOf(parts, page);
  if (account === null) return GO;
  const nonce = parts.random(16).toString('hex');
  const url = new URL('/connect/oauth2/authorize', account.oauthBase);
  url.search = new URLSearchParams({
    appid: account.appId,
    redirect_uri: `${parts.app.publicUrl ?? ''}/form/${page.token}`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: print(parts, page, nonce),
  }).toString();
  keep(ctx, parts, { page, name: NONCE, value: nonce });
  ctx.status = 302;
  ctx.redirect(`${url.href}#wechat_redirect`);
  return { kind: 'away' };
};

interface Kept {
  readonly page: AskedPage;
  readonly name: string;
  readonly value: string;
}

const keep = (ctx: RouterContext, { app }: OAuthParts, { page, name, value }: Kept): void => {
  const secure = app.publicUrl?.startsWith('https:') === true ? ['Secure'] : [];
  const parts = [`Path=/form/${page.token}`, `Max-Age=${HELD_SECONDS}`, 'HttpOnly', 'SameSite=Lax'];
  ctx.append('Set-Cookie', [`${name}=${value}`, ...parts, ...secure].join('; '));
};

interface CameBack {
  readonly page: AskedPage;
  readonly chats: readonly ((openid: string) => boolean)[];
  readonly code: string;
}

const cameBack = async (
  ctx: RouterContext,
  parts: OAuthParts,
  { page, chats, code }: CameBack,
): Promise<Proven> => {
  const opened = await openidOf(parts, page, code);
  if (typeof opened !== 'string') return opened;
  if (!chats.some((isTheirs) => isTheirs(opened))) return NOT_YOURS;
  keep(ctx, parts, { page, name: PROOF, value: print(parts, page, 'proven') });
  // the address with the code in it stays in no history
  ctx.status = 303;
  ctx.redirect(ctx.path);
  return { kind: 'away' };
};

const Opened = z.object({ openid: z.string().min(1) });
/** used before, or no code of the platform's */
const SPENT = [40163, 40029];

/** A code counts once; nothing of the answer is kept, its token is of no use to us. */
const openidOf = async (
  parts: OAuthParts,
  page: AskedPage,
  code: string,
): Promise<string | Proven> => {
  const account = accountOf(parts, page);
  if (account === null) return GO;
  const path = '/sns/oauth2/access_token';
  const url = new URL(path, account.apiBase);
  url.search = new URLSearchParams({
    appid: account.appId,
    secret: account.secret,
    code,
    grant_type: 'authorization_code',
  }).toString();
  const call = { path, url: url.href, repeatable: false, timeoutMs: 5_000 };
  try {
    const answer = await callJson(parts.fetch ?? globalThis.fetch, call);
    return Opened.parse(answer).openid;
  } catch (fault) {
    const isSpent =
      fault instanceof PlatformError && fault.errcode !== null && SPENT.includes(fault.errcode);
    return isSpent ? OPENED_BEFORE : NOT_NOW;
  }
};

const OPENED_BEFORE: Proven = {
  kind: 'refused',
  title: '链接已打开过',
  lines: ['链接已打开过，请回到公众号重新要一个。'],
};
const NOT_YOURS: Proven = {
  kind: 'refused',
  title: '这个网页不是发给您的',
  lines: [
    '它只能由收到链接的那个微信打开。请用收到链接的微信打开，或者在公众号里自己要一个。',
    '有疑问请在公众号里回复“人工”。',
  ],
};
const NOT_NOW: Proven = {
  kind: 'refused',
  title: '现在打不开',
  lines: ['微信这会儿没有答复，请过一会儿从公众号里重新点链接。'],
};
