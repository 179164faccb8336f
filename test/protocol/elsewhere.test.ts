import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pushes, type Follower } from '../../bot/channels/platform/index.ts';
import { isSignatureOf } from '../../bot/channels/transport/signature.ts';
import { parseXml } from '../../bot/channels/transport/xml.ts';
import { inbox } from '../../domain/exchange/index.ts';
import { MENU_COMMANDS } from '../../scripts/menu.ts';
import { openHouse, until, type House } from './house.ts';

const TOKEN = 'TokenOfTheOther';

/** The other backend of the account, as one finds it in a county: PHP behind nginx, one file. */
interface Other {
  reply: (fields: Readonly<Record<string, unknown>>) => string;
  status: number;
  delayMs: number;
  readonly heard: { readonly query: URLSearchParams; readonly body: string }[];
  readonly url: string;
  readonly server: Server;
}

async function openOther(): Promise<Other> {
  const heard: { query: URLSearchParams; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      heard.push({ query: new URL(request.url ?? '/', 'http://x').searchParams, body });
      const text = other.reply(parseXml(body) ?? {});
      setTimeout(() => response.writeHead(other.status).end(text), other.delayMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx.php?app=queue`;
  const other: Other = { heard, url, server, reply: () => '', status: 200, delayMs: 0 };
  return other;
}

const text = (content: string) => (fields: Readonly<Record<string, unknown>>) =>
  [
    `<xml><ToUserName><![CDATA[${String(fields.FromUserName)}]]></ToUserName>`,
    `<FromUserName><![CDATA[${String(fields.ToUserName)}]]></FromUserName>`,
    `<CreateTime>1</CreateTime><MsgType><![CDATA[text]]></MsgType>`,
    `<Content><![CDATA[${content}]]></Content></xml>`,
  ].join('');

describe.each(['plain', 'secure'] as const)('another backend of the account, %s mode', (mode) => {
  let house: House;
  let other: Other;
  let phone: Follower;
  let count = 0;
  beforeAll(async () => {
    other = await openOther();
    const passOn = { url: other.url, token: TOKEN, menuKeys: ['QUEUE'], prefixes: ['排队'] };
    house = await openHouse({ mode, more: { passOn } });
  });
  afterAll(async () => {
    await house.close();
    other.server.close();
    other.server.closeAllConnections();
  });
  beforeEach(() => {
    Object.assign(other, { reply: text('前面还有3人'), status: 200, delayMs: 0 });
    other.heard.length = 0;
    phone = house.account.follower(`o-else-${(count += 1)}`);
  });
  const kept = () => house.reads((tx) => tx.table(inbox).count({}));

  it('gets its menu keys and messages, signed, and its reply is shown', async () => {
    const before = await kept();
    expect(await phone.taps('QUEUE')).toBe('前面还有3人');
    expect(await phone.says('排队 医保窗口')).toBe('前面还有3人');
    expect(await kept()).toBe(before);
    for (const { query, body } of other.heard) {
      const [timestamp = '', nonce = ''] = [query.get('timestamp'), query.get('nonce')].map(String);
      expect(isSignatureOf(query.get('signature') ?? '', [TOKEN, timestamp, nonce])).toBe(true);
      expect(query.get('openid')).toBe(phone.openid);
      expect(query.get('app')).toBe('queue');
      expect(parseXml(body)?.FromUserName).toBe(phone.openid);
    }
    expect(other.heard).toHaveLength(2);
  });

  it('hears nothing that is ours', async () => {
    expect(await phone.says('菜单')).toContain('1');
    expect(await phone.taps('QUEUE2')).not.toBe('前面还有3人');
    expect(other.heard).toEqual([]);
  });

  it.each([
    ['an error', { status: 502 }],
    ['nothing', { reply: () => 'success' }],
    ['something that is no reply', { reply: () => '<html>oops</html>' }],
    ['too late', { delayMs: 6_000 }],
  ])('that answers %s leaves no fault notice and no repeat', async (_what, how) => {
    Object.assign(other, how);
    const { deliveries, fault } = await phone.pushes(pushes.text('排队'));
    expect(deliveries).toEqual([{ status: 200, body: 'success' }]);
    expect(fault).toBe(false);
    expect(house.log.join('\n')).not.toContain(phone.openid);
  });
});

describe('人工 where the platform’s own staff answer', () => {
  it('C-11 is handed over by the platform’s own reply, the same on every repeat', async () => {
    const house = await openHouse({ mode: 'secure', more: { humanService: 'platform' } });
    try {
      const phone = house.account.follower('o-human');
      await phone.says('人工');
      expect(phone.received().map(({ kind }) => kind)).toEqual(['handed-over']);
      await phone.repeatsLast();
      expect(phone.received().map(({ kind }) => kind)).toEqual(['handed-over', 'handed-over']);
    } finally {
      await house.close();
    }
  });
});

describe('the menu of the bureau’s file', () => {
  const menu = {
    buttons: [
      { name: '办事', sub: [{ name: '查进度', key: '进度' }] },
      { name: '举报', key: 'clue' },
    ],
  };
  const run = (name: keyof typeof MENU_COMMANDS, house: House, bureau = 'gaoping') =>
    MENU_COMMANDS[name].run(house.first.installation, [bureau]);

  it('is checked, pushed and answered: an opening word as a key opens its conversation', async () => {
    const house = await openHouse({ more: { menu } });
    try {
      expect(await run('menu check', house)).toBe(1);
      expect(await run('menu push', house)).toBe(0);
      expect(await run('menu check', house)).toBe(0);
      expect(await run('menu show', house, 'nowhere')).toBe(2);
      expect(house.account.official.menuOf('o-menu')).toMatchObject([
        { name: '办事', sub_button: [{ type: 'click', key: '进度' }] },
        { name: '举报', type: 'click', key: 'clue' },
      ]);
      const phone = house.account.follower('o-menu');
      const typed = await phone.says('进度');
      expect(await phone.taps('进度')).toBe(typed);
      expect(await phone.taps('clue')).toContain('什么事');
      house.account.faults.failNext('/cgi-bin/menu/create', 48001);
      expect(await run('menu push', house)).toBe(1);
    } finally {
      await house.close();
    }
  });

  it('is shown also where the file has none: what the account has does not depend on the file', async () => {
    const house = await openHouse({});
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const shown = () => written.mock.calls.map(([chunk]) => String(chunk)).join('');
    try {
      expect(await run('menu show', house)).toBe(0);
      expect(shown()).toContain('公众平台上现在没有菜单');
      house.account.official.menu = { button: [{ name: '别人的', type: 'click', key: 'THEIRS' }] };
      expect(await run('menu show', house)).toBe(0);
      expect(shown()).toContain('THEIRS');
      expect(await run('menu check', house)).toBe(1);
      expect(await run('menu push', house)).toBe(1);
    } finally {
      written.mockRestore();
      await house.close();
    }
  });
});

describe('EncodingAESKey in change', () => {
  it('a push under the former key is answered under it, one under the new key under that', async () => {
    const former = `${'P'.repeat(42)}A`;
    const house = await openHouse({ mode: 'secure', more: { previousEncodingAesKey: former } });
    try {
      const phone = house.account.follower('o-keys');
      expect(await phone.says('菜单')).not.toBeNull();
      Object.assign(house.account.setup, { encodingAesKey: former });
      expect(await phone.says('菜单')).not.toBeNull();
      await until('nothing was refused', () => !house.log.join('\n').includes('refused'));
    } finally {
      await house.close();
    }
  });
});
