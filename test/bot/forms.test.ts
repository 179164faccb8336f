import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { evaluation } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { bind, workWith, type AcceptedExpert, type AtWork } from '../support/at-work.ts';
import { openOffice, type Chat } from '../support/chat.ts';
import { freshDatabase, hasServer } from '../support/database.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A phone's browser: its own cookies, nothing followed by itself. */
const phone = (url: string) => {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    const own = cookies.get(path);
    if (own !== undefined) headers.set('cookie', own);
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const scope = /Path=([^;]+)/.exec(line)?.[1] ?? '/';
      cookies.set(scope, line.split(';')[0] ?? '');
    }
    return { status: response.status, html: await response.text(), headers: response.headers };
  };
  const post = (path: string, fields: Readonly<Record<string, string>>, headers = {}) =>
    send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: url, ...headers },
    });
  return { get: (path: string) => send(path), send, post, cookies };
};

interface Scene {
  readonly open: OpenApp;
  readonly work: AtWork;
  readonly url: string;
  readonly round: string;
  readonly chats: readonly Chat[];
  /** the path of the newest link a chat was sent */
  readonly linkIn: (chat: Chat) => string;
  readonly settle: () => Promise<void>;
}

const PATH = /\/form\/zhanjiang\.[a-p]{32}/u;

const scene = async (size: number, url?: string): Promise<Scene> => {
  const open = await openApp(url === undefined ? {} : { url });
  closing.push(open.close);
  const work = await workWith(open, size);
  const office = openOffice(open, ZHANJIANG);
  const chats: Chat[] = [];
  for (const { person } of work.experts) {
    const chat = office.chat(`chat-${person}`);
    await bind(open, work.clerk, person, chat);
    chats.push(chat);
  }
  await work.begin();
  const round = await work.openRound();
  await office.settle();
  const koa = new Koa();
  koa.use(createForms({ app: open.app, forms: FORMS, random: randomBytes }).routes());
  const server: Server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    open,
    work,
    round,
    chats,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    linkIn: (chat) => PATH.exec(chat.received.findLast((text) => PATH.test(text)) ?? '')?.[0] ?? '',
    settle: office.settle,
  };
};

const chatAt = ({ chats }: Scene, index: number): Chat => {
  const chat = chats[index];
  if (chat === undefined) throw new Error('nobody');
  return chat;
};

const OPINION = { do: 'opinion', vote: 'against', text: '不是重复收费', materials: '病历第3页' };

describe('a one-time page', () => {
  it('ZJ-13.2a opens by 开始 once, for one phone; looking at it consumes nothing', async () => {
    const here = await scene(2);
    const path = here.linkIn(chatAt(here, 0));
    const preview = phone(here.url);
    for (let n = 0; n < 3; n += 1) {
      const { status, html } = await preview.get(path);
      expect(status).toBe(200);
      expect(html).toContain('开始');
      // whoever merely has the address learns nothing of the matter
      expect(html).not.toMatch(/重复收费|RW2026/);
    }
    const own = phone(here.url);
    expect((await own.post(path, { do: 'begin' })).status).toBe(303);
    expect((await own.get(path)).html).toContain('是否重复收费');
    const other = phone(here.url);
    for (const reply of [
      await other.get(path),
      await other.post(path, { do: 'begin' }),
      await other.post(path, OPINION),
    ]) {
      expect([200, 410]).toContain(reply.status);
      expect(reply.html).toContain('已经打开过');
      expect(reply.html).not.toContain('是否重复收费');
    }
    expect((await own.post(path, OPINION)).status).toBe(303);
    expect((await own.get(path)).html).toContain('病历第3页');
  });

  it.each(['SQLite', ...(hasServer ? ['MariaDB'] : [])])(
    'phones that press 开始 at once: one of them goes on (%s)',
    async (dialect) => {
      const database = dialect === 'MariaDB' ? await freshDatabase() : null;
      if (database !== null) closing.push(database.drop);
      const here = await scene(1, database?.url);
      const path = here.linkIn(chatAt(here, 0));
      const phones = Array.from({ length: 12 }, () => phone(here.url));
      const pressed = await Promise.all(phones.map((one) => one.post(path, { do: 'begin' })));
      expect(pressed.filter(({ status }) => status === 303)).toHaveLength(1);
    },
  );

  it('another expert’s cookie opens nothing', async () => {
    const here = await scene(2);
    const [one, other] = [here.linkIn(chatAt(here, 0)), here.linkIn(chatAt(here, 1))];
    expect(one).not.toBe(other);
    const [first, second] = [phone(here.url), phone(here.url)];
    await first.post(one, { do: 'begin' });
    await second.post(other, { do: 'begin' });
    first.cookies.set(other, first.cookies.get(one) ?? '');
    expect((await first.get(other)).status).toBe(410);
    await first.post(other, OPINION);
    const found = await here.work.ask(evaluation.deliberation, { task: here.work.task });
    expect(found?.rounds[0]?.voters.filter((voter) => voter.in)).toHaveLength(0);
  });

  it('expires, is replaced by a newer one, and an invented address is as if it never was', async () => {
    const here = await scene(1);
    const chat = chatAt(here, 0);
    const path = here.linkIn(chat);
    const reply = await chat.says('填写意见');
    const newer = PATH.exec(reply)?.[0] ?? '';
    expect(newer).not.toBe(path);
    expect((await phone(here.url).get(path)).status).toBe(410);
    expect((await phone(here.url).get(newer)).status).toBe(200);
    here.open.clock.set('2026-10-18T09:00:00+08:00');
    const late = await phone(here.url).get(newer);
    expect([late.status, late.html.includes('填写意见')]).toEqual([410, true]);
    const invented = `/form/zhanjiang.${'abcdefgh'.repeat(4)}`;
    expect((await phone(here.url).get(invented)).status).toBe(410);
    for (const odd of ['/form/nowhere.abc', '/form/other-bureau.' + 'a'.repeat(32), '/form/..%2f'])
      expect((await phone(here.url).get(odd)).status).toBe(404);
  });

  it('refuses what comes from elsewhere, and says nothing to caches, frames or scripts', async () => {
    const here = await scene(1);
    const path = here.linkIn(chatAt(here, 0));
    const own = phone(here.url);
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: '' },
    ];
    for (const headers of foreign)
      expect((await own.post(path, { do: 'begin' }, headers)).status).toBe(403);
    const { headers, html } = await own.get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("script-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(html).not.toMatch(/<script|javascript:|style="|\son\w+="/i);
    const began = await own.post(path, { do: 'begin' });
    const cookie = began.headers.getSetCookie()[0] ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain(`Path=${path}`);
    const style = /href="(\/form\/assets\/[^"]+\.css)"/.exec(html)?.[1] ?? '';
    expect((await own.get(style)).status).toBe(200);
  });

  it('keeps what was typed with a form that comes back, and takes it escaped', async () => {
    const here = await scene(1);
    const path = here.linkIn(chatAt(here, 0));
    const own = phone(here.url);
    await own.post(path, { do: 'begin' });
    const bare = await own.post(path, { do: 'opinion', text: '<b>不是</b>重复收费', vote: 'odd' });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain('请选择同意、不同意或弃权');
    expect(bare.html).toContain('请写明意见依据的材料');
    expect(bare.html).toContain('&lt;b>不是');
    expect(bare.html).not.toContain('<b>不是');
  });

  it('the address stands in no notice row and on no page of staff', async () => {
    const here = await scene(1);
    const path = here.linkIn(chatAt(here, 0));
    const rows = await here.open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ kind: 'evaluation.opinion-asked' }),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(path.slice(-32));
  });
});

describe('an expert’s day, on the phone', () => {
  it('ZJ-13.1 ZJ-13.2 ZJ-16 task, opinion, dissent, evaluation, answer', async () => {
    const here = await scene(3);
    const { work, round } = here;
    const chat = chatAt(here, 0);
    await chat.plays(`
      用户：任务
      机器人：依据：《医疗保障基金使用监督管理条例》
      机器人：要到告知时才能看
      机器人不说：阅卷室
      用户：填写意见
      机器人：等您填写
      机器人：请不要转发
      用户：工作评价
      机器人：还没有您的工作评价
    `);
    const path = PATH.exec(await chat.says('填写意见'))?.[0] ?? '';
    const own = phone(here.url);
    await own.post(path, { do: 'begin' });
    await own.post(path, OPINION);
    const [, two, three] = work.experts;
    for (const expert of [two, three] as readonly AcceptedExpert[])
      await work.vote(expert, round, 'for');
    await here.settle();
    expect(chat.received.at(-1)).toContain('已经计票');
    expect(chat.received.join('\n')).not.toMatch(/重复收费|同意2票/);
    const counted = await own.get(path);
    expect(counted.html).toContain('同意2票，不同意1票，弃权0票');
    expect(counted.html).toContain('要求记载');
    expect(counted.html).not.toContain('提交修改');
    await own.post(path, { do: 'dissent', reasons: '两次检查部位不同' });
    expect((await own.get(path)).html).toContain('已记入合议记录：两次检查部位不同');

    for (const expert of work.experts) await work.form3(expert);
    await here.settle();
    expect(chat.received.at(-1)).toContain('工作评价已经填好');
    await chat.plays(`
      用户：工作评价
      机器人：工作评价：优秀
      机器人：15项都已勾选
      机器人：领导意见：同意
      用户：工作评价 谢谢，当天堵车晚到了五分钟
      机器人：已把您的说明记在
    `);
    const [person] = work.experts;
    const kept = await work.ask(evaluation.evaluationsOfPerson, { person: person?.person });
    expect(kept[0]?.answers).toMatchObject([{ by: 'self', text: '谢谢，当天堵车晚到了五分钟' }]);
  });
});
