import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Follower } from '../../bot/channels/platform/index.ts';
import {
  conversationId,
  conversationSubject,
  formPath,
  putFormLink,
} from '../../domain/exchange/index.ts';
import { evaluation } from '../../domain/index.ts';
import { openHouse, type House } from './house.ts';

const WECHAT = 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50 Language/zh_CN';

let house: House;
let count = 0;
beforeAll(async () => {
  house = await openHouse({ more: { oauth: true } });
});
afterAll(() => house.close());

const phoneOf = async (): Promise<Follower> => {
  const phone = house.account.follower(`o-oauth-${(count += 1)}`);
  await phone.says('菜单');
  return phone;
};

/** A page for the chat of this phone. */
const pageFor = ({ openid }: Follower): Promise<string> =>
  house.reads(async (tx) => {
    const now = house.clock.now();
    const id = randomUUID();
    const chat = conversationId(tx, { channel: 'official-account', id: openid });
    const validUntil = new Date(now.getTime() + 86_400_000);
    const of = {
      kind: evaluation.OPINION_FORM,
      person: randomUUID(),
      subject: conversationSubject(chat),
    };
    await putFormLink(tx, { id, ...of, validUntil }, now);
    return formPath(tx, id);
  });

/** The browser inside somebody's WeChat; it asks the platform who it is when it is sent there. */
const browserOf = ({ openid }: Follower, agent = WECHAT) => {
  const cookies = new Map<string, string>();
  const origin = new URL(house.first.url).origin;
  const get = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(origin + path, {
      ...init,
      redirect: 'manual',
      headers: {
        'user-agent': agent,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(init.method === 'POST' && { origin: 'https://bot.example.cn' }),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return {
      status: answer.status,
      to: answer.headers.get('location') ?? '',
      html: await answer.text(),
    };
  };
  /** what the platform does with 静默授权: back to the page with a code for this person */
  const consents = (authorize: string, code?: string) => {
    const url = new URL(authorize);
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    const given = code ?? house.account.official.signIn(openid, house.clock.now());
    const query = new URLSearchParams({ code: given, state: url.searchParams.get('state') ?? '' });
    return `${back.pathname}?${query.toString()}`;
  };
  return { get, consents };
};

describe('pages that open inside WeChat (A11)', () => {
  it('go through the platform once and open for the chat they were made for', async () => {
    const wang = await phoneOf();
    const page = await pageFor(wang);
    const { get, consents } = browserOf(wang);
    const away = await get(page);
    expect(away.status).toBe(302);
    const url = new URL(away.to);
    expect(url.origin + url.pathname).toBe('https://open.weixin.qq.com/connect/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'snsapi_base',
      response_type: 'code',
      redirect_uri: `https://bot.example.cn${page}`,
    });
    expect(url.hash).toBe('#wechat_redirect');
    const back = await get(consents(away.to));
    expect(back).toMatchObject({ status: 303, to: page });
    const shown = await get(page);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('开始');
    const begun = await get(page, { method: 'POST', body: new URLSearchParams({ do: 'begin' }) });
    expect(begun).toMatchObject({ status: 303, to: page });
    expect(house.account.calls.at(-1)).toMatchObject({ path: '/sns/oauth2/access_token' });
  });

  it('are refused to anybody else, and left unused for the one they are for', async () => {
    const [wang, li] = [await phoneOf(), await phoneOf()];
    const page = await pageFor(wang);
    const stranger = browserOf(li);
    const away = await stranger.get(page);
    const refused = await stranger.get(stranger.consents(away.to));
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('只能由收到链接的那个微信打开');
    const begun = await stranger.get(page, {
      method: 'POST',
      body: new URLSearchParams({ do: 'begin' }),
    });
    expect(begun.status).toBe(302);
    const own = browserOf(wang);
    const mine = await own.get(page);
    await own.get(own.consents(mine.to));
    expect((await own.get(page)).html).toContain('开始');
  });

  it('40163: a code that was used before is said in plain words', async () => {
    const wang = await phoneOf();
    const page = await pageFor(wang);
    const { get, consents } = browserOf(wang);
    const away = await get(page);
    const code = house.account.official.signIn(wang.openid, house.clock.now());
    house.account.official.useSignIn(code, house.clock.now());
    for (const given of [code, 'code-of-nobody']) {
      const again = await get(consents(away.to, given));
      expect(again.status).toBe(403);
      expect(again.html).toContain('链接已打开过，请回到公众号重新要一个');
    }
    expect(house.log.join('\n')).not.toContain(code);
  });

  it('a state that is not this browser’s begins anew: nobody signs somebody else in', async () => {
    const wang = await phoneOf();
    const page = await pageFor(wang);
    const first = browserOf(wang);
    const away = await first.get(page);
    const other = browserOf(wang);
    expect((await other.get(first.consents(away.to))).status).toBe(302);
  });

  it('outside WeChat, and in WeCom’s browser, the one-time link counts as always', async () => {
    const wang = await phoneOf();
    const page = await pageFor(wang);
    for (const agent of ['Mozilla/5.0 (Windows NT 10.0)', `${WECHAT} wxwork/4.1`])
      expect((await browserOf(wang, agent).get(page)).status).toBe(200);
  });
});
