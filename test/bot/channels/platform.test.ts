import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  HOUR,
  MINUTE,
  movableClock,
  pushes,
  startPlatform,
  type Platform,
  type PlayedAccount,
} from '../../../bot/channels/platform/index.ts';
import type { CallbackRequest } from '../../../bot/channels/transport/callback.ts';
import type { CallbackResponse } from '../../../bot/channels/transport/callback.ts';
import { serveCallback } from './support.ts';

const clock = movableClock(new Date('2026-03-02T08:00:00Z'));
let platform: Platform;
let account: PlayedAccount;
let stopCallback: () => Promise<void>;
let heard: CallbackRequest[];
let answer: (request: CallbackRequest) => Promise<CallbackResponse>;

const text = (status: CallbackResponse['status'], body: string): CallbackResponse => ({
  status,
  type: 'text/plain',
  body,
});

beforeEach(async () => {
  heard = [];
  answer = async () => text(200, 'success');
  platform = await startPlatform({ now: clock.now, patienceMs: 200 });
  account = platform.account({
    appId: 'wx1',
    originalId: 'gh_1',
    secret: 's3cret',
    token: 'AAAAA',
    mode: 'plain',
  });
  const callback = await serveCallback((request) => {
    heard.push(request);
    return answer(request);
  });
  account.connect(callback.url);
  stopCallback = callback.stop;
});
afterEach(async () => {
  await platform.stop();
  await stopCallback();
});

async function call(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { value } = account.tokens.stable();
  const url = `${platform.apiBase}${path}?access_token=${value}`;
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return (await (await fetch(url, init)).json()) as Record<string, unknown>;
}

const send = async (content = '您好'): Promise<unknown> =>
  (
    await call('/cgi-bin/message/custom/send', {
      touser: 'o-wang',
      msgtype: 'text',
      text: { content },
    })
  ).errcode;

describe('customer-service messages', () => {
  test('five within 48 hours of what the follower wrote', async () => {
    expect(await send()).toBe(40003);
    const wang = account.follower('o-wang');
    expect(await send()).toBe(45015);
    await wang.says('在吗');
    for (let i = 0; i < 5; i += 1) expect(await send()).toBe(0);
    expect(await send()).toBe(45047);
    await wang.says('还在吗');
    clock.advance(48 * HOUR);
    expect(await send()).toBe(0);
    clock.advance(1);
    expect(await send()).toBe(45015);
  });

  test('three within a minute of a tap; a tap is not a message', async () => {
    await account.follower('o-wang').taps('menu-clue');
    for (let i = 0; i < 3; i += 1) expect(await send()).toBe(0);
    expect(await send()).toBe(45047);
    clock.advance(MINUTE + 1);
    expect(await send()).toBe(45015);
  });

  test('none after leaving, none too long, none empty', async () => {
    const wang = account.follower('o-wang');
    await wang.says('在吗');
    expect(await send('长'.repeat(683))).toBe(45002);
    expect(await send('')).toBe(44004);
    await wang.unsubscribes();
    expect(await send()).toBe(45015);
  });
});

describe('template messages', () => {
  const template = (client_msg_id: string) => ({
    touser: 'o-wang',
    template_id: 't1',
    client_msg_id,
    data: { thing1: { value: '培训' } },
  });
  const sendTemplate = (id: string) => call('/cgi-bin/message/template/send', template(id));

  test('one client_msg_id, one message in ten minutes', async () => {
    const wang = account.follower('o-wang');
    const first = await sendTemplate('n1');
    expect(await sendTemplate('n1')).toEqual(first);
    await sendTemplate('n2');
    expect(wang.received()).toHaveLength(2);
    clock.advance(10 * MINUTE + 1);
    await sendTemplate('n1');
    expect(wang.received()).toHaveLength(3);
    await account.settle();
  });

  test('the result comes back as an event', async () => {
    account.follower('o-wang').templateStatus = 'failed:user block';
    const { msgid } = await sendTemplate('n1');
    await account.settle();
    const body = Buffer.from(heard[0]!.rawBody).toString();
    expect(body).toContain('TEMPLATESENDJOBFINISH');
    expect(body).toContain('failed:user block');
    expect(body).toContain(msgid);
  });
});

describe('pushes', () => {
  test('again when there is no answer in time: three deliveries, fresh nonces, one MsgId', async () => {
    answer = () => new Promise(() => undefined);
    const wang = account.follower('o-wang');
    expect(await wang.says('在吗')).toBeNull();
    expect(new Set(heard.map(({ query }) => query.nonce)).size).toBe(3);
    expect(new Set(heard.map(({ rawBody }) => Buffer.from(rawBody).toString())).size).toBe(1);
    expect(wang.received()).toMatchObject([{ kind: 'fault' }]);
  });

  test('again after 503, until it is kept', async () => {
    answer = async () => (heard.length < 2 ? text(503, '') : text(200, 'success'));
    const outcome = await account.follower('o-wang').pushes(pushes.text('在吗'));
    expect(outcome.deliveries.map(({ status }) => status)).toEqual([503, 200]);
    expect(outcome.fault).toBe(false);
  });

  test('forced repeats may overlap', async () => {
    const waiting: (() => void)[] = [];
    answer = () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(text(200, '')));
        if (waiting.length === 3) for (const go of waiting) go();
      });
    const options = { times: 3, overlap: true };
    const outcome = await account.follower('o-wang').pushes(pushes.text('在吗'), options);
    expect(outcome.deliveries.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test('the very same push can come a day later', async () => {
    const wang = account.follower('o-wang');
    await wang.says('在吗');
    clock.advance(24 * HOUR);
    await wang.repeatsLast({ times: 1 });
    const [first, second] = heard.map(({ rawBody }) => Buffer.from(rawBody).toString());
    expect(second).toBe(first);
    expect(heard[1]?.query.timestamp).not.toBe(heard[0]?.query.timestamp);
  });

  test.each(['hello', '{"ok":true}', '<xml><Content><![CDATA[]]></Content></xml>'])(
    'the answer %j is a fault notice on the phone',
    async (body) => {
      answer = async () => text(200, body);
      const wang = account.follower('o-wang');
      await wang.says('在吗');
      expect(wang.received()).toMatchObject([{ kind: 'fault' }]);
    },
  );

  test('a wrong address fails the console’s check', async () => {
    expect(await account.checks()).toBe(false);
    answer = async ({ query }) => text(200, String(query.echostr));
    expect(await account.checks()).toBe(true);
  });
});

test('media can be uploaded and fetched', async () => {
  const { value } = account.tokens.stable();
  const form = new FormData();
  form.set('media', new Blob([Uint8Array.from([1, 2, 3])], { type: 'image/png' }), 'a.png');
  const url = `${platform.apiBase}/cgi-bin/media/upload?type=image&access_token=${value}`;
  const uploaded = await fetch(url, { method: 'POST', body: form });
  const { media_id } = (await uploaded.json()) as { media_id: string };
  expect(account.media(media_id)).toMatchObject({
    mime: 'image/png',
    bytes: Uint8Array.of(1, 2, 3),
  });
});

test('the old token call gives a new token each time; the former dies after five minutes', async () => {
  const ask = async (): Promise<string> => {
    const query = 'grant_type=client_credential&appid=wx1&secret=s3cret';
    const answered = await fetch(`${platform.apiBase}/cgi-bin/token?${query}`);
    return ((await answered.json()) as { access_token: string }).access_token;
  };
  const [first, second] = [await ask(), await ask()];
  expect([account.tokens.accepts(first), account.tokens.accepts(second)]).toEqual([true, true]);
  clock.advance(5 * MINUTE);
  expect([account.tokens.accepts(first), account.tokens.accepts(second)]).toEqual([false, true]);
});
