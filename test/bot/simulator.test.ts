import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, Inbound } from '../../bot/channels/inbound.ts';
import { PlatformError } from '../../bot/channels/platform-error.ts';
import { partsOf, read, withTimes, written, type Line } from '../../bot/simulator/lines.ts';
import { GAOPING, ZHANJIANG } from '../support/app.ts';
import { photo, playSimulator, type Played } from './simulator-support.ts';

interface Polled {
  readonly lines: readonly {
    readonly id: string;
    readonly at: string;
    readonly side: string;
    readonly kind: string;
    readonly text: string;
    readonly html: string;
  }[];
}

let played: Played;
let heard: Inbound[];
let answer: (inbound: Inbound) => Answer;

beforeEach(async () => {
  heard = [];
  answer = ({ body }) => ({
    kind: 'reply',
    text: body.kind === 'text' ? `收到：${body.text}` : '好',
  });
  played = await playSimulator(async (inbound) => {
    heard.push(inbound);
    return answer(inbound);
  });
});
afterEach(async () => {
  await played.close();
  expect(played.faults).toEqual([]);
});

const at = (path: string): string => `${played.url}/simulator/${path}`;
const page = async (path: string): Promise<string> => (await fetch(at(path))).text();
const lines = async (who = 'gaoping/wang', after = ''): Promise<Polled['lines']> => {
  const answered = await fetch(at(`${who}/lines?after=${encodeURIComponent(after)}`));
  return ((await answered.json()) as Polled).lines;
};
const post = (
  path: string,
  body: Record<string, string> | FormData,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(at(path), {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: body instanceof FormData ? body : new URLSearchParams(body),
  });
const json = { accept: 'application/json' };
const form = (...files: readonly (readonly [Uint8Array, string])[]): FormData => {
  const fields = new FormData();
  for (const [bytes, name] of files)
    fields.append('photos', new Blob([new Uint8Array(bytes)]), name);
  return fields;
};

describe('sending', () => {
  test('a text reaches the desk and its answer stands on the page', async () => {
    const sent = await post('gaoping/wang/say', { text: ' 举报\r\n一件事 ' }, json);
    expect(await sent.json()).toEqual({ done: true });
    expect(heard).toMatchObject([
      {
        bureau: 'gaoping',
        channel: 'simulator',
        from: 'wang',
        key: expect.stringMatching(/^sim:[0-9a-f-]{36}$/),
        sentAt: played.clock.now(),
        body: { kind: 'text', text: '举报\n一件事' },
      },
    ]);
    expect(await lines()).toMatchObject([
      { side: 'follower', kind: 'text', text: '举报\n一件事' },
      { side: 'bureau', kind: 'text', text: '收到：举报\n一件事' },
    ]);
    expect(await page('gaoping/wang')).toContain('收到：举报\n一件事');
    expect(await lines('zhanjiang/wang')).toEqual([]);
    expect(await lines('gaoping/li')).toEqual([]);
  });

  test('without a script a form leads back to the chat', async () => {
    const sent = await post('gaoping/wang/say', { text: '你好' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/simulator/gaoping/wang']);
    const html = await page('gaoping/wang');
    expect(html).toContain('收到：你好');
    expect(html).toContain('<form method="post" action="/simulator/gaoping/wang/say"');
    expect(html).toContain('刷新');
  });

  test('taps and follows arrive as such; only buttons of the menu can be tapped', async () => {
    await post('gaoping/wang/follow', {});
    await post('gaoping/wang/tap', { item: 'nomination' });
    expect((await post('gaoping/wang/tap', { item: 'other' })).status).toBe(400);
    expect(heard.map(({ body }) => body)).toEqual([
      { kind: 'follow' },
      { kind: 'tap', item: 'nomination' },
    ]);
    expect((await lines()).map(({ kind, text }) => [kind, text])).toEqual([
      ['note', '关注了公众号'],
      ['text', '好'],
      ['note', '点了菜单“我要自荐”'],
      ['text', '好'],
    ]);
  });

  test('B-25 the menu offers what the bureau takes: 我要自荐 in Gaoping, 申请专家 in Zhanjiang', async () => {
    const offered = async (path: string) =>
      [...(await page(path)).matchAll(/name="item" value="(\w+)"[^>]*>([^<]*)/g)].map(
        ([, item, label]) => `${item ?? ''} ${label ?? ''}`,
      );
    expect(await offered('gaoping/wang')).toEqual([
      'clue 举报线索',
      'nomination 我要自荐',
      'mine 我的',
    ]);
    expect(await offered('zhanjiang/chen')).toEqual([
      'clue 举报线索',
      'expert 申请专家',
      'mine 我的',
    ]);
    await post('zhanjiang/chen/tap', { item: 'expert' });
    expect((await post('zhanjiang/chen/tap', { item: 'nomination' })).status).toBe(400);
    expect(heard.map(({ body }) => body)).toEqual([{ kind: 'tap', item: 'expert' }]);
  });

  test('each kind of answer is shown for what it is', async () => {
    const answers: Answer[] = [
      { kind: 'reply', text: null },
      { kind: 'later' },
      { kind: 'unkept' },
    ];
    answer = () => answers.shift() ?? { kind: 'unkept' };
    for (const text of ['一', '二', '三']) await post('gaoping/wang/say', { text });
    expect((await lines()).map(({ text }) => text)).toEqual([
      '一',
      '二',
      '已收到，稍后回复',
      '三',
      '这条消息没有送达，请再发一次',
    ]);
  });

  test('nothing is sent for an empty text; a very long one is not sent and says so', async () => {
    await post('gaoping/wang/say', { text: ' \r\n ' });
    await post('gaoping/wang/say', {});
    expect(await lines()).toEqual([]);
    await post('gaoping/wang/say', { text: '长'.repeat(4001) });
    expect(await lines()).toMatchObject([{ kind: 'note', text: expect.stringContaining('太长') }]);
    expect(heard).toEqual([]);
  });
});

describe('photos', () => {
  test('several at once reach the desk, which can fetch them; the person sees them', async () => {
    const [red, blue] = [await photo('png', 'red'), await photo('jpeg', 'blue')];
    await post('gaoping/wang/photo', form([red, '收据.png'], [blue, 'b.jpg']));
    expect(heard.map(({ body }) => body.kind)).toEqual(['image', 'image']);
    const media = heard.map(({ body }) => ('mediaId' in body ? body.mediaId : ''));
    const puppet = played.puppets.get(GAOPING)!;
    const fetched = await Promise.all(media.map((id) => puppet.fetchMedia(id)));
    expect(fetched.map(({ mime }) => mime)).toEqual(['image/png', 'image/jpeg']);
    expect(Buffer.from(fetched[0]!.bytes).equals(red)).toBe(true);
    const shown = await fetch(at(`gaoping/wang/picture/${media[1]!}`));
    expect(shown.headers.get('content-type')).toBe('image/jpeg');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await shown.arrayBuffer()).equals(blue)).toBe(true);
    expect((await lines()).map(({ side, text }) => `${side} ${text}`)).toEqual([
      'follower [图片]',
      'follower [图片]',
      'bureau 好',
      'bureau 好',
    ]);
  });

  test('what only calls itself a picture is neither sent nor served', async () => {
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    await post('gaoping/wang/photo', form([page, 'x.png'], [Buffer.from('hello'), 'y.jpg']));
    expect(heard).toEqual([]);
    expect(await lines()).toMatchObject([
      { kind: 'note', text: '有 2 个文件不是照片，没有送出。' },
    ]);
  });

  test('too many or too large: nothing is sent, and the chat says why', async () => {
    const one = await photo('png', 'red');
    const ten = Array.from({ length: 10 }, (_, n) => [one, `${n}.png`] as const);
    await post('gaoping/wang/photo', form(...ten));
    await post('gaoping/wang/photo', form([Buffer.alloc(11 * 1024 * 1024, 1), 'big.png']));
    expect(heard).toEqual([]);
    const refused = { kind: 'note', text: expect.stringContaining('最多 9 张') };
    expect(await lines()).toMatchObject([refused, refused]);
  });

  test('an unknown picture is not there, for the page and for the desk', async () => {
    expect((await fetch(at('gaoping/wang/picture/nothing'))).status).toBe(404);
    expect((await fetch(at('gaoping/wang/picture/..%2F..%2Fx'))).status).toBe(404);
    const missing = played.puppets.get(ZHANJIANG)!.fetchMedia('nothing');
    await expect(missing).rejects.toThrow(PlatformError);
  });

  test('a broken form is a bad request', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\nContent-Disposition: form-data; name="photos"; filename="a"\r\n\r\nhalf';
    const sent = await fetch(at('gaoping/wang/photo'), { method: 'POST', headers, body });
    expect(sent.status).toBe(400);
  });
});

describe('notices', () => {
  test('what the bureau delivers by itself is polled; older lines are not sent again', async () => {
    await post('gaoping/wang/say', { text: '你好' });
    played.clock.set('2026-10-12T11:00:00+08:00');
    const puppet = played.puppets.get(GAOPING)!;
    await puppet.deliver('wang', '请于明天前答复');
    const card = {
      to: 'wang',
      templateId: 't1',
      fields: { 事项: '飞行检查', 时间: '10月15日' },
      url: 'https://example.org/a?b=1',
      clientMsgId: 'n-1',
    };
    await puppet.sendTemplate(card);
    await puppet.sendTemplate(card);
    const fresh = await lines('gaoping/wang', '2026-10-12T10:30:00+08:00');
    expect(fresh.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', '请于明天前答复'],
      ['card', '事项：飞行检查\n时间：10月15日'],
    ]);
    expect(fresh[0]!.html).toContain('>11:00</time>');
    expect(fresh[1]!.html).not.toContain('</time>');
    expect(fresh[1]!.html).toContain('href="https://example.org/a?b=1"');
  });

  test('lines written within ten seconds of the last are sent again: the page knows them by id', async () => {
    await post('gaoping/wang/say', { text: '你好' });
    const all = await lines();
    const again = await lines('gaoping/wang', all.at(-1)!.at);
    expect(again.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  test('a long chat shows its newest 200 lines', async () => {
    const phone = { bureau: GAOPING, follower: 'wang' };
    for (let n = 1; n <= 405; n += 1)
      await played.phones.add(phone, {
        side: 'bureau',
        content: { kind: 'text', text: `第${n}条` },
      });
    const recent = await played.phones.recent(phone);
    expect(recent).toHaveLength(200);
    expect(recent.at(0)?.content).toEqual({ kind: 'text', text: '第206条' });
    expect(recent.at(-1)?.content).toEqual({ kind: 'text', text: '第405条' });
  });

  test.each(['', 'yesterday', '-1', '+275760-09-13T00:00:00.000Z', '1969-01-01T00:00:00Z'])(
    'an instant that is none (%s) gives everything',
    async (after) => {
      await post('gaoping/wang/say', { text: '你好' });
      expect(await lines('gaoping/wang', after)).toHaveLength(2);
    },
  );
});

describe('hostile words', () => {
  const hostile = `<script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;

  test('are text wherever they appear', async () => {
    answer = () => ({ kind: 'reply', text: `${hostile} javascript:alert(1)` });
    await post('gaoping/wang/say', { text: hostile });
    const made = await post('gaoping', { name: '<b>王' });
    const puppet = played.puppets.get(GAOPING)!;
    const fields = { [hostile]: hostile };
    const template = { to: 'wang', templateId: hostile, fields, clientMsgId: hostile };
    await puppet.sendTemplate({ ...template, url: 'javascript:alert(1)' });
    const guest = await (await fetch(new URL(made.headers.get('location')!, played.url))).text();
    const htmls = [await page('gaoping/wang'), await page(''), guest];
    for (const html of [...htmls, ...(await lines()).map((line) => line.html)]) {
      expect(html).not.toContain('<script>');
      expect(html).not.toContain('<img src=x');
      expect(html).not.toContain('<b>');
      expect(html).not.toMatch(/href="javascript/i);
    }
    expect((await lines())[0]!.text).toBe(hostile);
  });

  test('a text in the shape of a stored card stays a text', async () => {
    const card = written({ kind: 'card', fields: { a: 'b' }, url: null });
    answer = () => ({ kind: 'reply', text: card });
    await post('gaoping/wang/say', { text: card });
    expect((await lines()).map(({ kind, text }) => [kind, text])).toEqual([
      ['text', card],
      ['text', card],
    ]);
  });

  test.each([
    'gaoping/W',
    'gaoping/a_b',
    `gaoping/${'a'.repeat(41)}`,
    'nowhere/wang',
    'assets/x.js',
  ])('%s is nobody’s phone', async (who) => {
    expect((await fetch(at(who))).status).toBe(404);
    expect((await fetch(at(`${who}/lines`))).status).toBe(404);
    expect((await post(`${who}/say`, { text: 'x' })).status).toBe(404);
    expect(heard).toEqual([]);
  });

  test('another site cannot speak for our people', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect((await post('gaoping/wang/say', { text: 'x' }, headers)).status).toBe(403);
    expect((await post('gaoping/wang/say', { text: 'x' }, { origin: played.url })).status).toBe(
      303,
    );
    expect(heard).toHaveLength(1);
  });

  test('nothing on the pages runs or looks by itself; the files are ours', async () => {
    for (const path of ['', 'gaoping/wang']) {
      const answered = await fetch(at(path));
      const policy = answered.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toContain('unsafe');
      const html = await answered.text();
      expect(html).not.toMatch(/ style=| on\w+=|<style|<script>/);
      for (const [, address] of html.matchAll(/(?:src|href)="(\/simulator\/assets\/[^"]+)"/g))
        expect((await fetch(`${played.url}${address!}`)).status).toBe(200);
    }
  });
});

describe('choosing', () => {
  test('shows the invented people of both bureaus, and plays a new one under any name', async () => {
    const html = await page('');
    for (const words of ['高平市医疗保障局', '湛江市医疗保障局', '王秀兰', '新的关注者'])
      expect(html).toContain(words);
    const made = await post('zhanjiang', { name: ' 刘小花 ' });
    const address = made.headers.get('location')!;
    expect([made.status, address]).toEqual([
      303,
      expect.stringMatching(/^\/simulator\/zhanjiang\/guest-[0-9a-f]{8}$/),
    ]);
    const phone = await (await fetch(`${played.url}${address}`)).text();
    expect(phone).toContain('刘小花');
    expect(await page('')).toContain(`href="${address}"`);
    expect((await post('nowhere', { name: 'x' })).status).toBe(404);
  });

  test('a new one without a name, and somebody nobody introduced, can be played too', async () => {
    const address = (await post('gaoping', {})).headers.get('location')!;
    expect(await (await fetch(`${played.url}${address}`)).text()).toContain('新的关注者');
    expect(await page('gaoping/somebody-7')).toContain('somebody-7');
  });
});

describe('lines', () => {
  const line = (at: string): Line => ({
    id: at,
    side: 'bureau',
    at,
    picture: null,
    content: { kind: 'text', text: '' },
  });
  const NOW = new Date('2026-10-12T10:00:00+08:00');

  test('the clock stands over lines that come five minutes after another', () => {
    const stored = [
      '2026-10-10T15:59:00.000Z',
      '2026-10-11T00:00:00.000Z',
      '2026-10-11T00:04:59.000Z',
      '2026-10-12T00:05:00.000Z',
    ];
    expect(withTimes(stored.map(line), new Date(0), NOW).map(({ time }) => time)).toEqual([
      '2026年10月10日 23:59',
      '昨天 08:00',
      null,
      '08:05',
    ]);
  });

  test('addresses of the web become links and give back the Chinese around them', () => {
    expect(partsOf('请打开 http://127.0.0.1:8080/f/aB-3_x?y=1#z，填完为止。')).toEqual([
      { text: '请打开 ', href: null },
      {
        text: 'http://127.0.0.1:8080/f/aB-3_x?y=1#z',
        href: 'http://127.0.0.1:8080/f/aB-3_x?y=1#z',
      },
      { text: '，填完为止。', href: null },
    ]);
    expect(partsOf('javascript:alert(1) http://[')).toEqual([
      { text: 'javascript:alert(1) ', href: null },
      { text: 'http://[', href: null },
    ]);
  });

  test('a text that another hand stored as it is stays a text', () => {
    for (const text of ['你好', '{"kind":"strange"}', '7', ''])
      expect(read(text)).toEqual({ kind: 'text', text });
  });
});
