import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApi, type OfficialAccountApi } from '../../../bot/channels/official-account/api.ts';
import { tokensInMemory, type TokenStore } from '../../../bot/channels/transport/tokens.ts';
import { PlatformError } from '../../../bot/channels/platform-error.ts';
import {
  DAY,
  HOUR,
  MINUTE,
  movableClock,
  startPlatform,
  type Fault,
  type Platform,
} from '../../../bot/channels/platform/index.ts';

const clock = movableClock(new Date('2026-03-02T08:00:00Z'));
let platform: Platform;
let accounts = 0;

beforeAll(async () => {
  platform = await startPlatform({ now: clock.now });
});
afterAll(() => platform.stop());

const SEND = '/cgi-bin/message/custom/send';
const TEMPLATE = '/cgi-bin/message/template/send';
const MEDIA = '/cgi-bin/media/get';
const TOKEN = '/cgi-bin/stable_token';

/** A fresh account with a follower who has just written, and a client of it. */
function setUp(parts: { store?: TokenStore; timeoutMs?: number; secret?: string } = {}) {
  accounts += 1;
  const appId = `wx${accounts}`;
  const account = platform.account({
    appId,
    originalId: 'gh_1',
    secret: 's3cret',
    token: 'AAAAA',
    mode: 'plain',
    templates: ['t1'],
  });
  const api = createApi({
    appId,
    secret: parts.secret ?? 's3cret',
    apiBase: platform.apiBase,
    fetch,
    now: clock.now,
    tokens: parts.store ?? tokensInMemory(),
    timeoutMs: parts.timeoutMs ?? 2_000,
  });
  const wang = account.follower('o-wang');
  const written = async (): Promise<void> => {
    account.connect('http://127.0.0.1:1/nobody');
    await wang.says('在吗', { times: 1 });
    account.ledger.length = 0;
  };
  const asked = (path: string) => account.calls.filter((call) => call.path === path).length;
  return { account, api, wang, written, asked };
}

const template = (clientMsgId = 'notice-1') => ({
  to: 'o-wang',
  templateId: 't1',
  fields: { thing1: '培训通知', time2: '2026年3月3日' },
  url: 'https://example.org/n/1',
  clientMsgId,
});

async function failure(call: Promise<unknown>): Promise<PlatformError> {
  const fault: unknown = await call.then(() => null).catch((thrown: unknown) => thrown);
  if (fault instanceof PlatformError) return fault;
  throw new Error('a PlatformError was expected', { cause: fault });
}

const sendTo = (api: OfficialAccountApi, text = '您好 👋') => api.sendText('o-wang', text);

test('a customer-service text reaches the phone as it was written', async () => {
  const { api, wang, written } = setUp();
  await written();
  await sendTo(api, '第一行\n“引号” \\ 𠮷 👨‍👩‍👧');
  expect(wang.received()).toMatchObject([{ kind: 'message', text: '第一行\n“引号” \\ 𠮷 👨‍👩‍👧' }]);
});

test('a template goes out once and gives its 19-digit number', async () => {
  const { api, wang } = setUp();
  const { id } = await api.sendTemplate(template());
  expect(id).toMatch(/^\d{19}$/);
  expect(wang.received()).toMatchObject([
    { kind: 'template', msgId: id, fields: template().fields, clientMsgId: 'notice-1' },
  ]);
});

test('who follows, without a name', async () => {
  const { api, wang } = setUp();
  expect(await api.userInfo('o-wang')).toEqual({ follows: true });
  wang.follows = false;
  expect(await api.userInfo('o-wang')).toEqual({ follows: false });
});

describe('what a refusal means', () => {
  test.each([
    [-1, 'retry'],
    [45011, 'retry'],
    [43004, 'unreachable'],
    [43101, 'unreachable'],
    [40003, 'unreachable'],
    [48002, 'unreachable'],
    [45015, 'window-closed'],
    [45047, 'window-closed'],
    [45009, 'operator'],
    [48001, 'operator'],
    [40164, 'operator'],
    [40037, 'operator'],
    [47003, 'operator'],
    [45002, 'refused'],
    [99999, 'refused'],
  ] as const)('F34, F35 %d: %s', async (errcode, verdict) => {
    const { account, api, wang } = setUp();
    account.faults.failNext(SEND, errcode);
    const fault = await failure(sendTo(api));
    expect(fault).toMatchObject({ errcode, verdict, path: SEND, rid: `played-${errcode}` });
    expect(wang.received()).toEqual([]);
  });

  const lost: readonly Fault[] = ['cut-before', 'cut-after', 'hang', { status: 502 }];

  test.each(lost)('F32 a text whose answer is lost (%j) has an unknown outcome', async (how) => {
    const { account, api, written } = setUp({ timeoutMs: 100 });
    await written();
    account.faults.failNext(SEND, how);
    expect(await failure(sendTo(api))).toMatchObject({ errcode: null, verdict: 'unknown-outcome' });
  });

  test.each(lost)('F31 a template whose answer is lost (%j) may be sent again', async (how) => {
    const { account, api, wang } = setUp({ timeoutMs: 100 });
    account.faults.failNext(TEMPLATE, how);
    expect(await failure(api.sendTemplate(template()))).toMatchObject({ verdict: 'retry' });
    await api.sendTemplate(template());
    expect(wang.received()).toHaveLength(1);
  });

  test('a platform that cannot be reached was told nothing: even a text may be sent again', async () => {
    const store = tokensInMemory();
    await store.write({ value: 't', expiresAt: new Date(clock.now().getTime() + HOUR) });
    const gone = await startPlatform({ now: clock.now });
    await gone.stop();
    const api = createApi({
      appId: 'wx',
      secret: 's',
      apiBase: gone.apiBase,
      fetch,
      now: clock.now,
      tokens: store,
    });
    expect(await failure(sendTo(api))).toMatchObject({ verdict: 'retry', errcode: null });
  });

  test('a wrong secret is for the operator', async () => {
    const { api } = setUp({ secret: 'wrong' });
    expect(await failure(sendTo(api))).toMatchObject({ errcode: 40125, verdict: 'operator' });
  });

  test('neither words, nor token, nor secret stand in an error', async () => {
    const { account, api, wang } = setUp({ timeoutMs: 100 });
    const faults = [45015, 'cut-after', 40001, 40001, { status: 500 }] as const;
    for (const fault of faults) account.faults.failNext(SEND, fault);
    for (const _ of faults) {
      const fault = await failure(api.sendText(wang.openid, '身份证号1101'));
      const said = `${fault.stack ?? ''} ${JSON.stringify(fault)} ${String(fault.cause)}`;
      expect(said).not.toMatch(/1101|token-|s3cret|access_token/);
    }
  });
});

describe('F36 the access token', () => {
  test('20 callers with a dead one: one refresh, one more try each', async () => {
    const { account, api, wang, asked } = setUp();
    await api.userInfo('o-wang');
    account.tokens.invalidate();
    const sent = Array.from({ length: 20 }, (_, i) => api.sendTemplate(template(`notice-${i}`)));
    await Promise.all(sent);
    expect(asked(TOKEN)).toBe(2);
    expect(asked(TEMPLATE)).toBe(40);
    expect(wang.received()).toHaveLength(20);
  });

  test('a caller who fails late finds the new one in the store', async () => {
    const store = tokensInMemory();
    const { account, api, asked } = setUp({ store });
    await api.userInfo('o-wang');
    const dead = await store.read();
    account.tokens.invalidate();
    await api.userInfo('o-wang');
    const late = setUpLate(store, dead);
    const api2 = createApi({
      appId: account.setup.appId,
      secret: 's3cret',
      apiBase: platform.apiBase,
      fetch,
      now: clock.now,
      tokens: late,
    });
    await api2.userInfo('o-wang');
    expect(asked(TOKEN)).toBe(2);
  });

  test('a dead one that the platform keeps handing out is replaced by force, once in 30 s', async () => {
    const { account, api, asked } = setUp();
    await api.userInfo('o-wang');
    account.tokens.invalidate({ keepHandingOut: true });
    await api.userInfo('o-wang');
    expect(asked(TOKEN)).toBe(3);
    account.tokens.invalidate({ keepHandingOut: true });
    expect(await failure(api.userInfo('o-wang'))).toMatchObject({ verdict: 'token' });
    expect(asked(TOKEN)).toBe(4);
    clock.advance(30_000);
    await api.userInfo('o-wang');
  });

  test.each([40001, 40014, 42001])('%d twice is a token fault, not a loop', async (errcode) => {
    const { account, api, asked } = setUp();
    account.faults.failNext(SEND, errcode, 2);
    expect(await failure(sendTo(api))).toMatchObject({ errcode, verdict: 'token' });
    expect(asked(SEND)).toBe(2);
  });

  test('is kept for two hours and renewed before it ends', async () => {
    const { api, asked } = setUp();
    await api.userInfo('o-wang');
    clock.advance(110 * MINUTE);
    await api.userInfo('o-wang');
    expect(asked(TOKEN)).toBe(1);
    clock.advance(7 * MINUTE);
    await api.userInfo('o-wang');
    expect(asked(TOKEN)).toBe(2);
  });

  test('a store that fails does not stop the account', async () => {
    const gone = () => Promise.reject(new Error('database is gone'));
    const { api, asked } = setUp({ store: { read: gone, write: gone } });
    await api.userInfo('o-wang');
    await api.userInfo('o-wang');
    expect(asked(TOKEN)).toBe(1);
  });
});

describe('F39 media', () => {
  const picture = Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]);

  test('a picture comes as it is', async () => {
    const { account, api } = setUp();
    const id = account.keepMedia({ kind: 'bytes', bytes: picture, mime: 'image/jpeg' });
    const { bytes, ...rest } = await api.fetchMedia(id);
    expect(new Uint8Array(bytes)).toEqual(picture);
    expect(rest).toEqual({ mime: 'image/jpeg', filename: 'image.jpeg' });
  });

  test('a video comes by a second address, told by Content-Type', async () => {
    const { account, api } = setUp();
    const id = account.keepMedia({ kind: 'video', bytes: picture, mime: 'video/mp4' });
    const { bytes, mime } = await api.fetchMedia(id);
    expect([new Uint8Array(bytes), mime]).toEqual([picture, 'video/mp4']);
  });

  test('after three days it is gone; a fault before that may be retried', async () => {
    const { account, api } = setUp();
    const id = account.keepMedia({ kind: 'bytes', bytes: picture, mime: 'image/jpeg' });
    account.faults.failNext(MEDIA, 'cut-before');
    expect(await failure(api.fetchMedia(id))).toMatchObject({ verdict: 'retry' });
    clock.advance(3 * DAY);
    expect(await failure(api.fetchMedia(id))).toMatchObject({ errcode: 40007, verdict: 'refused' });
  });

  test('more than 20 MB are not taken in', async () => {
    const { account, api } = setUp();
    const bytes = new Uint8Array(20 * 1024 * 1024 + 1);
    const id = account.keepMedia({ kind: 'bytes', bytes, mime: 'video/mp4' });
    expect(await failure(api.fetchMedia(id))).toMatchObject({ verdict: 'refused', errcode: null });
  });
});

/** Reads the dead token once, as a process that looked before the change; then what is there. */
function setUpLate(store: TokenStore, dead: Awaited<ReturnType<TokenStore['read']>>): TokenStore {
  let first = true;
  return {
    ...store,
    read: () => {
      if (!first) return store.read();
      first = false;
      return Promise.resolve(dead);
    },
  };
}
