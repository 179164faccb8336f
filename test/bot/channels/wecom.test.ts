import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Answer, Inbound } from '../../../bot/channels/inbound.ts';
import { HOUR, movableClock } from '../../../bot/channels/platform/index.ts';
import { startWecom, type PlayedApp } from '../../../bot/channels/platform/wecom/index.ts';
import { PlatformError } from '../../../bot/channels/platform-error.ts';
import { tokensInMemory } from '../../../bot/channels/transport/tokens.ts';
import { createApi } from '../../../bot/channels/wecom/api.ts';
import { createCallback } from '../../../bot/channels/wecom/callback.ts';
import { readPush } from '../../../bot/channels/wecom/inbound.ts';
import {
  encodingAesKey,
  gaoping,
  previousEncodingAesKey,
  random,
  serveCallback,
} from './support.ts';

const APP = { corpId: 'ww0123456789', agentId: 7, token: 'Token', encodingAesKey };
const clock = movableClock(new Date('2026-03-02T08:00:00Z'));
const source = { bureau: gaoping, agentId: 7, nonce: 'n' };

const push = (inner: string, from = 'WangWu'): string =>
  `<xml><ToUserName>ww0123456789</ToUserName><FromUserName>${from}</FromUserName><CreateTime>1772438400</CreateTime><AgentID>7</AgentID>${inner}</xml>`;
const tap = (code: string): string =>
  push(
    `<MsgType>event</MsgType><Event>template_card_event</Event><EventKey>accept</EventKey><TaskId>t1</TaskId><CardType>button_interaction</CardType><ResponseCode>${code}</ResponseCode>`,
  );

describe('B1 what a push says', () => {
  test.each([
    [
      'text',
      '<MsgType>text</MsgType><Content>007</Content><MsgId>1</MsgId>',
      { kind: 'text', text: '007' },
    ],
    [
      'image',
      '<MsgType>image</MsgType><PicUrl>u</PicUrl><MediaId>m</MediaId><MsgId>1</MsgId>',
      { kind: 'image', mediaId: 'm' },
    ],
    [
      'voice',
      '<MsgType>voice</MsgType><MediaId>m</MediaId><Format>amr</Format><MsgId>1</MsgId>',
      { kind: 'voice', mediaId: 'm', format: 'amr' },
    ],
    [
      'video',
      '<MsgType>video</MsgType><MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId><MsgId>1</MsgId>',
      { kind: 'video', mediaId: 'm' },
    ],
    [
      'location',
      '<MsgType>location</MsgType><Location_X>21.2</Location_X><Location_Y>110.3</Location_Y><Scale>1</Scale><Label>赤坎</Label><MsgId>1</MsgId>',
      { kind: 'location', label: '赤坎', latitude: '21.2', longitude: '110.3' },
    ],
    [
      'link',
      '<MsgType>link</MsgType><Title>t</Title><Description>d</Description><Url>https://a</Url><MsgId>1</MsgId>',
      { kind: 'link', title: 't', description: 'd', url: 'https://a' },
    ],
    [
      'click, in small letters',
      '<MsgType>event</MsgType><Event>click</Event><EventKey>menu</EventKey>',
      { kind: 'tap', item: 'menu' },
    ],
    [
      'view',
      '<MsgType>event</MsgType><Event>view</Event><EventKey>https://a</EventKey>',
      { kind: 'other', type: 'event:view' },
    ],
    ['subscribe', '<MsgType>event</MsgType><Event>subscribe</Event>', { kind: 'follow' }],
    ['unsubscribe', '<MsgType>event</MsgType><Event>unsubscribe</Event>', { kind: 'unfollow' }],
    ['file', '<MsgType>file</MsgType><MsgId>1</MsgId>', { kind: 'other', type: 'file' }],
    [
      'CLICK of an official account is none',
      '<MsgType>event</MsgType><Event>CLICK</Event><EventKey>menu</EventKey>',
      { kind: 'other', type: 'event:CLICK' },
    ],
  ])('%s', (_name, inner, body) => {
    expect(readPush(push(inner), source)?.inbound).toMatchObject({
      channel: 'wecom',
      from: 'wangwu',
      body,
    });
  });

  test('a tap names its card, its button and its code; taps of two devices are two', () => {
    const [one, other, again] = [tap('c1'), tap('c2'), tap('c1')].map(
      (body) => readPush(body, source)!.inbound,
    );
    expect(one?.body).toEqual({ kind: 'card', taskId: 't1', choice: 'accept', responseCode: 'c1' });
    expect(one?.key).not.toBe(other?.key);
    expect(one?.key).toBe(again?.key);
  });

  test('another app of the corp, and a push without a sender, are none of ours', () => {
    const text = '<MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId>';
    expect(readPush(push(text), { ...source, agentId: 8 })).toBeNull();
    expect(readPush('<xml><MsgType>text</MsgType></xml>', source)).toBeNull();
  });
});

describe('B1 the callback', () => {
  let app: PlayedApp;
  let stop: () => Promise<void>;
  const heard: Inbound[] = [];
  const rest: string[] = [];
  const shown: string[] = [];
  let answer: Answer = { kind: 'reply', text: '好' };

  beforeAll(async () => {
    const wecom = await startWecom({ now: clock.now });
    app = wecom.app({ ...APP, secret: 's', encodingAesKey: previousEncodingAesKey });
    const callback = createCallback({
      bureau: gaoping,
      app: { ...APP, previousEncodingAesKey },
      now: clock.now,
      random,
      receive: (inbound) => {
        heard.push(inbound);
        return Promise.resolve(answer);
      },
      sendRest: (_to, text) => void rest.push(text),
      cardShown: (taskId) => void shown.push(taskId),
    });
    const served = await serveCallback((request) => callback.handle(request));
    app.connect(served.url);
    stop = async () => {
      await served.stop();
      await wecom.stop();
    };
  });
  afterAll(() => stop());

  test('the address check and a text by the previous key: the answer is sealed with the same', async () => {
    expect(await app.checks()).toBe(true);
    expect(await app.member('ZhaoLiu').says('在吗')).toBe('好');
    expect(heard.at(-1)?.from).toBe('zhaoliu');
  });

  test.each(['signature', 'stale', 'other-corp', 'other-agent', 'plain'] as const)(
    'F08 a push with a wrong %s is refused and heard by nobody',
    async (tamper) => {
      const before = heard.length;
      const fields = { MsgType: 'text', Content: '举报' };
      const deliveries = await app.member('x').pushes(fields, { tamper });
      expect(deliveries.every(({ status }) => status === 403 || status === 400)).toBe(true);
      expect(heard).toHaveLength(before);
    },
  );

  test('enter_agent is answered at once and heard by nobody', async () => {
    const before = heard.length;
    expect(await app.member('x').opensApp()).toBeNull();
    expect(heard).toHaveLength(before);
  });

  test('a long answer goes on as a message', async () => {
    answer = { kind: 'reply', text: `${'一'.repeat(600)}\n${'二'.repeat(300)}` };
    expect(await app.member('x').says('长')).toBe('一'.repeat(600));
    expect(rest.at(-1)).toBe('二'.repeat(300));
  });

  test('B3 a tap is answered by the card itself, its words follow as a message', async () => {
    app.cards.deal('card-1', 'x');
    answer = { kind: 'reply', text: '已记下', card: '已接受' };
    expect(await app.member('x').taps('card-1', 'accept')).toBe('已接受');
    expect(rest.at(-1)).toBe('已记下');
    expect(shown).toEqual(['card-1']);
  });

  test('what was kept nowhere is brought again', async () => {
    answer = { kind: 'unkept' };
    const deliveries = await app.member('x').pushes({ MsgType: 'text', Content: 'x' });
    expect(deliveries.map(({ status }) => status)).toEqual([503, 503, 503]);
    answer = { kind: 'reply', text: '好' };
  });
});

describe('B2–B4 the calls', () => {
  const setUp = async (trustedIps?: readonly string[]) => {
    const wecom = await startWecom({ now: clock.now });
    const more = trustedIps === undefined ? {} : { trustedIps };
    const app = wecom.app({ ...APP, secret: 's', ...more });
    const api = createApi({
      ...APP,
      secret: 's',
      apiBase: wecom.apiBase,
      fetch,
      now: clock.now,
      tokens: tokensInMemory(),
      timeoutMs: 2_000,
    });
    return { app, api, stop: wecom.stop };
  };
  const verdictOf = (call: Promise<unknown>) =>
    call.then(
      () => 'sent',
      (fault: unknown) => (fault instanceof PlatformError ? fault.verdict : fault),
    );

  test.each([
    [60020, 'operator'],
    [40001, 'operator'],
    [45009, 'retry'],
    [45033, 'retry'],
    [-1, 'retry'],
    [81013, 'unreachable'],
    [60111, 'unreachable'],
    [40058, 'refused'],
  ] as const)('%d means %s', async (errcode, verdict) => {
    const { app, api, stop } = await setUp();
    app.member('li');
    app.faults.failNext('/cgi-bin/message/send', errcode);
    expect(await verdictOf(api.sendText('li', '好'))).toBe(verdict);
    await stop();
  });

  test('60020 from a server that is not in the trusted list', async () => {
    const { app, api, stop } = await setUp(['10.0.0.1']);
    app.member('li');
    expect(await verdictOf(api.sendText('li', '好'))).toBe('operator');
    await stop();
  });

  test('a withdrawn token is fetched anew and the call made again; a second refusal stands', async () => {
    const { app, api, stop } = await setUp();
    app.member('li');
    await api.sendText('li', '一');
    app.withdrawToken();
    expect(await verdictOf(api.sendText('li', '又一'))).toBe('sent');
    app.faults.failNext('/cgi-bin/message/send', 42001, 2);
    expect(await verdictOf(api.sendText('li', '二'))).toBe('token');
    await stop();
  });

  test('an unknown member is 81013, one outside the range stands in invaliduser', async () => {
    const { app, api, stop } = await setUp();
    expect(await verdictOf(api.sendText('nobody', '好'))).toBe('unreachable');
    app.member('Li').inRange = false;
    expect(await verdictOf(api.sendText('Li', '好'))).toBe('unreachable');
    await stop();
  });

  test('F33 the same words within half an hour are one message, later ones are two', async () => {
    const { app, api, stop } = await setUp();
    const li = app.member('li');
    await api.sendText('li', '请答复');
    await api.sendText('li', '请答复');
    expect(li.received()).toHaveLength(1);
    clock.advance(HOUR);
    await api.sendText('li', '请答复');
    expect(li.received()).toHaveLength(2);
    // a question of the talk that is asked again is meant again
    await api.say('li', '请说一下原因');
    await api.say('li', '请说一下原因');
    expect(li.received()).toHaveLength(4);
    await stop();
  });

  test('B3 a code changes its card once, and not after 72 hours', async () => {
    const { app, api, stop } = await setUp();
    const li = app.member('li');
    const dealt = (taskId: string) =>
      api.sendCard('li', {
        taskId,
        title: '任务邀请',
        text: '请答复',
        rows: [],
        buttons: [{ id: 'accept', label: '接受' }],
      });
    const { responseCode = '' } = await dealt('c-1');
    const settled = { to: 'li', responseCode, words: '已接受' };
    await api.updateCard(settled);
    expect(await verdictOf(api.updateCard(settled))).toBe('refused');
    const late = await dealt('c-2');
    clock.advance(73 * HOUR);
    const expired = { ...settled, responseCode: late.responseCode ?? '' };
    expect(await verdictOf(api.updateCard(expired))).toBe('refused');
    expect(li.received().filter(({ kind }) => kind === 'card-update')).toHaveLength(1);
    await stop();
  });

  test('F38 the platform as it is: the 31st message of a minute vanishes without an error', async () => {
    const { app, api, stop } = await setUp();
    app.member('li');
    for (let n = 0; n < 32; n += 1) await api.sendText('li', `第${n}条`);
    expect(app.dropped).toBe(2);
    await stop();
  });

  test('B5 a picture goes out, and a file that was sent comes back as its bytes', async () => {
    const { app, api, stop } = await setUp();
    const li = app.member('li');
    const bytes = Buffer.from('a picture of something');
    await api.sendMedia('li', { kind: 'image', bytes, mime: 'image/png', filename: 'a.png' });
    const [shown] = li.received();
    const mediaId = shown?.kind === 'media' ? shown.mediaId : '';
    expect(Buffer.from((await api.fetchMedia(mediaId)).bytes)).toEqual(bytes);
    clock.advance(73 * HOUR);
    expect(await verdictOf(api.fetchMedia(mediaId))).toBe('refused');
    await stop();
  });
});
