import { describe, expect, test, vi } from 'vitest';

import {
  createCallback,
  type CallbackAccount,
} from '../../../bot/channels/official-account/callback.ts';
import { createCipher } from '../../../bot/channels/transport/cipher.ts';
import type {
  CallbackRequest,
  CallbackResponse,
} from '../../../bot/channels/transport/callback.ts';
import { sign } from '../../../bot/channels/transport/signature.ts';
import { buildXml, parseXml } from '../../../bot/channels/transport/xml.ts';
import type { Answer, Inbound } from '../../../bot/channels/inbound.ts';
import {
  openReply,
  sealPush,
  type PushAccount,
  type Sealing,
} from '../../../bot/channels/platform/envelope.ts';
import { pushes } from '../../../bot/channels/platform/index.ts';
import { encodingAesKey, gaoping, previousEncodingAesKey, random } from './support.ts';

const now = new Date('2026-03-02T08:00:00Z');
const plain: CallbackAccount = { appId: 'wx1', token: 'AAAAA' };
const secret: CallbackAccount = { ...plain, encodingAesKey };

const platform = (mode: PushAccount['mode'], key = encodingAesKey): PushAccount => ({
  appId: 'wx1',
  originalId: 'gh_1',
  token: 'AAAAA',
  mode,
  encodingAesKey: key,
});

const push = {
  ToUserName: 'gh_1',
  FromUserName: 'o-wang',
  CreateTime: 1_772_438_400,
  MsgId: '24000000000000001',
  ...pushes.text('你好'),
};

function setUp(account: CallbackAccount, answer: Answer = { kind: 'reply', text: '收到' }) {
  const heard: Inbound[] = [];
  const refused: string[] = [];
  const sendRest = vi.fn<(openid: string, text: string, key: string) => void>();
  const callback = createCallback({
    bureau: gaoping,
    account,
    now: () => now,
    random,
    receive: async (inbound) => {
      heard.push(inbound);
      return answer;
    },
    sendRest,
    onRefused: (why) => refused.push(why),
  });
  return { callback, heard, refused, sendRest };
}

function post(account: PushAccount, sealing: Partial<Sealing> = {}): CallbackRequest {
  const { query, body } = sealPush(push, account, {
    openid: 'o-wang',
    at: now,
    nonce: 'n1',
    ...sealing,
  });
  return { method: 'POST', query, rawBody: Buffer.from(body) };
}

function raw(body: string | Uint8Array, query: Record<string, string> = {}): CallbackRequest {
  const timestamp = String(now.getTime() / 1000);
  const signature = sign('AAAAA', timestamp, 'n1');
  return {
    method: 'POST',
    query: { timestamp, nonce: 'n1', signature, ...query },
    rawBody: Buffer.from(body),
  };
}

describe('the console checks the address (GET)', () => {
  const at = new Date(1714036504_000);
  const official = {
    signature: 'f464b24fc39322e44b38aa78f5edd27bd1441696',
    timestamp: '1714036504',
    nonce: '1514711492',
    echostr: '4375120948345356249',
  };
  const check = (query: CallbackRequest['query'], account = plain): Promise<CallbackResponse> =>
    createCallback({
      bureau: gaoping,
      account,
      now: () => at,
      random,
      receive: vi.fn(),
      sendRest: vi.fn(),
    }).handle({ method: 'GET', query, rawBody: Buffer.alloc(0) });

  test('the official vector gets exactly its echo, in secure mode too', async () => {
    const echo = { status: 200, type: 'text/plain; charset=utf-8', body: official.echostr };
    expect(await check(official)).toEqual(echo);
    expect(await check(official, secret)).toEqual(echo);
  });

  test('F08 a wrong, missing or doubled signature gets 403 and no echo', async () => {
    const { signature: _, ...unsigned } = official;
    const answers = await Promise.all([
      check({ ...official, signature: official.signature.replace('f', 'e') }),
      check(unsigned),
      check({ ...official, signature: [official.signature, official.signature] }),
    ]);
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([403, '']));
  });
});

describe.each(['plain', 'compatible', 'secure'] as const)('a push in %s mode', (mode) => {
  const account = mode === 'plain' ? plain : secret;

  test('is heard, and the reply can be read by the platform', async () => {
    const { callback, heard } = setUp(account);
    const answer = await callback.handle(post(platform(mode)));
    expect(heard.map(({ from, body }) => [from, body])).toEqual([
      ['o-wang', { kind: 'text', text: '你好' }],
    ]);
    expect(answer).toMatchObject({ status: 200, type: 'application/xml; charset=utf-8' });
    expect(openReply(answer.body, platform(mode))).toEqual({ kind: 'text', text: '收到' });
    expect(answer.body.includes('收到')).toBe(mode === 'plain');
  });

  test.each([
    ['nothing to say', { kind: 'reply', text: null }, [200, 'success']],
    ['a blank text', { kind: 'reply', text: ' \n' }, [200, 'success']],
    ['later', { kind: 'later' }, [200, '']],
    ['forged', { kind: 'forged' }, [403, '']],
    ['unkept', { kind: 'unkept' }, [503, '']],
  ] as const)('answered with %s', async (_, answer, expected) => {
    const { status, body } = await setUp(account, answer).callback.handle(post(platform(mode)));
    expect([status, body]).toEqual(expected);
  });

  test.each([
    ['signature', 'forged'],
    ['stale', 'stale'],
    ['early', 'stale'],
  ] as const)('F08 a wrong %s gets 403 and is not heard', async (tamper, why) => {
    const { callback, heard, refused } = setUp(account);
    const answer = await callback.handle(post(platform(mode), { tamper }));
    expect([answer.status, answer.body, heard, refused]).toEqual([403, '', [], [why]]);
  });
});

describe('with a key', () => {
  test.each([
    ['body', 'forged'],
    ['other-app-id', 'other-app-id'],
  ] as const)('F08 a wrong %s gets 403 and is not heard', async (tamper, why) => {
    const { callback, heard, refused } = setUp(secret);
    const answer = await callback.handle(post(platform('secure'), { tamper }));
    expect([answer.status, heard, refused]).toEqual([403, [], [why]]);
  });

  test('F08 a plain push, its body covered by no signature, is refused', async () => {
    const { callback, heard, refused } = setUp(secret);
    const answer = await callback.handle(post(platform('plain')));
    expect([answer.status, heard, refused]).toEqual([403, [], ['unencrypted']]);
  });

  test('in compatible mode only the encrypted part counts', async () => {
    const { callback, heard } = setUp(secret);
    const request = post(platform('compatible'));
    const body = Buffer.from(request.rawBody).toString().replace('你好', '转账');
    await callback.handle({ ...request, rawBody: Buffer.from(body) });
    expect(heard[0]?.body).toEqual({ kind: 'text', text: '你好' });
  });

  test('the previous key is taken, and the reply sealed with it', async () => {
    const { callback, heard } = setUp({ ...secret, previousEncodingAesKey });
    const before = platform('secure', previousEncodingAesKey);
    const answer = await callback.handle(post(before));
    expect(heard).toHaveLength(1);
    expect(openReply(answer.body, before)).toEqual({ kind: 'text', text: '收到' });
    expect(openReply(answer.body, platform('secure'))).toEqual({ kind: 'fault' });
  });

  test('an account in JSON format gets its reply in JSON', async () => {
    const { callback, heard } = setUp(secret);
    const cipher = createCipher({ encodingAesKey, appId: 'wx1' });
    const Encrypt = cipher.encrypt(JSON.stringify(push), random(16));
    const timestamp = String(now.getTime() / 1000);
    const msg_signature = sign('AAAAA', timestamp, 'n1', Encrypt);
    const body = JSON.stringify({ ToUserName: 'gh_1', Encrypt });
    const answer = await callback.handle(raw(body, { msg_signature }));
    expect(heard).toHaveLength(1);
    const sealed = JSON.parse(answer.body) as Record<string, string>;
    const opened = cipher.decrypt(sealed.Encrypt!);
    expect(opened.ok && JSON.parse(opened.message)).toMatchObject({ Content: '收到' });
  });
});

describe('what is no push', () => {
  test.each([
    ['no XML', 'hello'],
    ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml>&a;</xml>'],
    ['a __proto__ tag', '<xml><__proto__>1</__proto__></xml>'],
    ['broken JSON', '{"FromUserName":'],
    ['no sender', '<xml><MsgType>text</MsgType></xml>'],
  ])('F09 %s gets 400, in every mode', async (_, body) => {
    const msg_signature = 'x';
    for (const account of [plain, secret]) {
      const { callback, heard } = setUp(account);
      const { status } = await callback.handle(raw(body, { msg_signature }));
      expect(heard).toEqual([]);
      expect(status).toBe(account === secret && body.includes('MsgType') ? 403 : 400);
    }
  });

  test('F09 20 MB get 413 at once, before anything else is looked at', async () => {
    const { callback } = setUp(plain);
    const started = performance.now();
    const { status } = await callback.handle(raw(new Uint8Array(20 * 1024 * 1024).fill(60)));
    expect(status).toBe(413);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('another method gets 405', async () => {
    const { callback } = setUp(plain);
    expect((await callback.handle({ ...raw(''), method: 'PUT' })).status).toBe(405);
  });

  test('unknown types are heard as other and answered', async () => {
    const { callback, heard } = setUp(plain, { kind: 'reply', text: null });
    const body = buildXml({ ...push, MsgType: 'event', Event: 'brand_new', X: { List: 'y' } });
    expect((await callback.handle(raw(body))).body).toBe('success');
    expect(heard[0]?.body).toEqual({ kind: 'other', type: 'event:brand_new' });
  });
});

test('a desk that throws leaves the message to the platform, which tries again', async () => {
  const onFault = vi.fn();
  const callback = createCallback({
    bureau: gaoping,
    account: plain,
    now: () => now,
    random,
    receive: () => Promise.reject(new Error('the database is gone')),
    sendRest: vi.fn(),
    onFault,
  });
  expect((await callback.handle(post(platform('plain')))).status).toBe(503);
  expect(onFault).toHaveBeenCalledOnce();
});

test('an answer over 2048 bytes is parted between lines; the rest follows, nothing is lost', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => `第${i}行：${'内容'.repeat(10)}`);
  const { callback, sendRest } = setUp(plain, { kind: 'reply', text: lines.join('\n') });
  const answer = await callback.handle(post(platform('plain')));
  const first = parseXml(answer.body)?.Content as string;
  expect(Buffer.byteLength(first)).toBeLessThanOrEqual(2048);
  const [openid, rest, key] = sendRest.mock.calls[0]!;
  expect([openid, key]).toEqual(['o-wang', 'message:o-wang:1772438400:24000000000000001']);
  expect([...first.split('\n'), ...rest.split('\n')]).toEqual(lines);
});
