import { Puppet } from 'wechaty-puppet';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Answer, Inbound, InboundBody } from '../../../bot/channels/inbound.ts';
import { PuppetOfficialAccount } from '../../../bot/channels/official-account/puppet.ts';
import { tokensInMemory } from '../../../bot/channels/transport/tokens.ts';
import { PlatformError } from '../../../bot/channels/platform-error.ts';
import {
  movableClock,
  pushes,
  startPlatform,
  type Platform,
  type PlayedAccount,
} from '../../../bot/channels/platform/index.ts';
import { PuppetSimulator } from '../../../bot/channels/simulator/puppet.ts';
import { hearPublished, hearWith, type Hearing } from '../../../bot/channels/wechaty.ts';
import { encodingAesKey, gaoping, random, serveCallback } from './support.ts';

const abstractMethods = `
  onStart onStop
  contactSelfName contactSelfQRCode contactSelfSignature contactAlias contactAvatar contactPhone
  contactCorporationRemark contactDescription contactList contactRawPayload contactRawPayloadParser
  conversationReadMark messageContact messageFile messageImage messageMiniProgram messageUrl
  messageLocation messageForward messageSendContact messageSendFile messageSendLocation
  messageSendMiniProgram messageSendPost messageSendText messageSendUrl messageRecall
  messageRawPayload messageRawPayloadParser
  roomAdd roomAvatar roomCreate roomDel roomList roomQRCode roomQuit roomTopic roomRawPayload
  roomRawPayloadParser roomAnnounce roomMemberList roomMemberRawPayload roomMemberRawPayloadParser
  roomInvitationAccept roomInvitationRawPayload roomInvitationRawPayloadParser
  friendshipAccept friendshipAdd friendshipSearchPhone friendshipSearchHandle friendshipRawPayload
  friendshipRawPayloadParser
  tagContactAdd tagContactDelete tagContactList tagContactRemove
  postRawPayload postRawPayloadParser postPublish postSearch
  tap tapSearch ding`
  .trim()
  .split(/\s+/);

const clock = movableClock(new Date('2026-03-02T08:00:00Z'));

function simulator(patienceMs?: number): PuppetSimulator {
  return new PuppetSimulator({
    bureau: gaoping,
    deliver: async () => ({ id: 'shown-1' }),
    sendTemplate: async () => ({}),
    fetchMedia: async () => ({ bytes: Uint8Array.of(1, 2, 3), mime: 'image/png' }),
    ...(patienceMs !== undefined && { patienceMs }),
  });
}

function inbound(body: InboundBody, key = 'k1'): Inbound {
  return {
    bureau: gaoping,
    channel: 'simulator',
    from: 'o-wang',
    key,
    sentAt: clock.now(),
    body,
  };
}

const bodies: readonly InboundBody[] = [
  { kind: 'text', text: '007' },
  { kind: 'image', mediaId: 'm1' },
  { kind: 'voice', mediaId: 'm2' },
  { kind: 'video', mediaId: 'm3' },
  { kind: 'location', label: '医院', latitude: '35.79', longitude: '112.92' },
  { kind: 'link', title: 't', description: 'd', url: 'https://example.org' },
  { kind: 'tap', item: 'menu-clue' },
  { kind: 'follow' },
  { kind: 'unfollow' },
  { kind: 'scan', scene: 's' },
  { kind: 'delivery', messageId: '1', delivered: true, status: 'success' },
  { kind: 'other', type: 'event:VIEW' },
];

let hearing: Hearing | null = null;
afterEach(async () => {
  await hearing?.stop();
  hearing = null;
});

describe('a channel as wechaty sees it', () => {
  test('all 65 abstract methods are there; the compiler would not say', async () => {
    expect(abstractMethods).toHaveLength(65);
    const puppet = simulator();
    for (const name of abstractMethods) {
      expect([name, typeof Reflect.get(puppet, name)]).toEqual([name, 'function']);
      expect([name, Reflect.get(Puppet.prototype, name)]).toEqual([name, undefined]);
    }
    await expect(puppet.roomList()).rejects.toThrow('Unsupported');
  });

  test.each(bodies)('$kind goes the whole way and its answer comes back', async (body) => {
    const puppet = simulator();
    const heard: Inbound[] = [];
    hearing = await hearWith(puppet, async (sent) => {
      heard.push(sent);
      return { kind: 'reply', text: '收到' };
    });
    expect(await puppet.receive(inbound(body))).toEqual({ kind: 'reply', text: '收到' });
    expect(heard).toEqual([inbound(body)]);
  });

  test('wechaty’s own message says the same; what it has no word for is never faked as text', async () => {
    const puppet = simulator();
    const seen: unknown[] = [];
    hearing = await hearWith(puppet, async () => ({ kind: 'reply', text: null }));
    puppet.on('message', async ({ messageId }) => {
      const { text, talkerId, type } = await puppet.messagePayload(messageId);
      seen.push({ text, talkerId, type });
    });
    await puppet.receive(inbound({ kind: 'tap', item: '菜单' }));
    await puppet.receive(inbound({ kind: 'text', text: '菜单' }));
    expect(seen).toEqual([{ text: '菜单', talkerId: 'o-wang', type: 7 }]);
  });

  test('files, places and links can be asked for by wechaty’s own calls', async () => {
    const puppet = simulator();
    const found: unknown[] = [];
    puppet.on('message', async ({ messageId }) => {
      const kind = puppet.inboundOf(messageId)?.inbound.body.kind;
      if (kind === 'image') found.push(await (await puppet.messageFile(messageId)).toBase64());
      if (kind === 'link') found.push(await puppet.messageUrl(messageId));
      if (kind === 'location') found.push(await puppet.messageLocation(messageId));
      puppet.answer(messageId, { kind: 'later' });
    });
    await puppet.start();
    for (const body of bodies.slice(1, 6)) {
      if (body.kind !== 'voice' && body.kind !== 'video') await puppet.receive(inbound(body));
    }
    await puppet.stop();
    expect(found).toMatchObject(['AQID', { latitude: 35.79 }, { url: 'https://example.org' }]);
  });

  test('each delivery of one key waits for its own answer', async () => {
    const puppet = simulator();
    const answers: Answer[] = [{ kind: 'reply', text: '一' }, { kind: 'later' }];
    hearing = await hearWith(puppet, async () => answers.shift() ?? { kind: 'unkept' });
    const text = inbound({ kind: 'text', text: '好' });
    expect(await Promise.all([puppet.receive(text), puppet.receive(text)])).toEqual([
      { kind: 'reply', text: '一' },
      { kind: 'later' },
    ]);
  });

  test.each(bodies)('a listener that rejects on $kind leaves the process running', async (body) => {
    const puppet = simulator();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const onFault = vi.fn();
    const rejecting = (): Promise<Answer> => Promise.reject(new Error('no database'));
    hearing = await hearWith(puppet, rejecting, onFault);
    expect(await puppet.receive(inbound(body))).toEqual({ kind: 'unkept' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(onFault).toHaveBeenCalledOnce();
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('F06 without an answer in time the delivery is unkept, and a later answer changes nothing', async () => {
    const puppet = simulator(20);
    let late: string | undefined;
    puppet.onHappening(({ deliveryId }) => {
      late = deliveryId;
    });
    await puppet.start();
    expect(await puppet.receive(inbound({ kind: 'follow' }))).toEqual({ kind: 'unkept' });
    expect(puppet.inboundOf(late!)).toBeUndefined();
    puppet.answer(late!, { kind: 'later' });
    await puppet.stop();
  });

  test('before the start, without a listener and at the stop: unkept', async () => {
    const puppet = simulator();
    expect(await puppet.receive(inbound({ kind: 'follow' }))).toEqual({ kind: 'unkept' });
    await puppet.start();
    expect(await puppet.receive(inbound({ kind: 'follow' }))).toEqual({ kind: 'unkept' });
    puppet.onHappening(() => new Promise(() => undefined));
    const open = puppet.receive(inbound({ kind: 'follow' }));
    await puppet.stop();
    expect(await open).toEqual({ kind: 'unkept' });
  });

  test('a channel that does not come up is an error, though wechaty says nothing', async () => {
    class Broken extends PuppetSimulator {
      override onStart(): Promise<void> {
        return Promise.reject(new Error('port in use'));
      }
    }
    const broken = new Broken(simulatorParts());
    await expect(hearWith(broken, vi.fn())).rejects.toThrow('did not start');
  });

  test('a published puppet is heard by its texts and answered by say()', async () => {
    const said: [string, string][] = [];
    const published = new PuppetSimulator({
      ...simulatorParts(),
      deliver: async (to, text) => {
        said.push([to, text]);
        return {};
      },
    });
    const heard: Inbound[] = [];
    const outer = await hearPublished({ bureau: gaoping, puppet: published }, async (sent) => {
      heard.push(sent);
      return { kind: 'reply', text: '收到' };
    });
    const open = [bodies[0]!, bodies[1]!].map((body) => published.receive(inbound(body)));
    await vi.waitFor(() => expect(said).toHaveLength(2));
    expect(heard.map(({ channel, from, body }) => ({ channel, from, body }))).toEqual([
      { channel: 'puppet', from: 'o-wang', body: { kind: 'text', text: '007' } },
      { channel: 'puppet', from: 'o-wang', body: { kind: 'other', type: 'Image' } },
    ]);
    await outer.deliver('o-li', '通知');
    expect(said.at(-1)).toEqual(['o-li', '通知']);
    await outer.stop();
    await Promise.all(open);
  });
});

describe.each(['plain', 'compatible', 'secure'] as const)(
  'an official account in %s mode',
  (mode) => {
    let platform: Platform;
    let account: PlayedAccount;
    let puppet: PuppetOfficialAccount;
    let stopCallback: () => Promise<void>;
    let desk: (sent: Inbound) => Promise<Answer>;
    let heard: Inbound[];
    const onFault = vi.fn();

    beforeEach(async () => {
      platform = await startPlatform({ now: clock.now });
      const setup = { appId: 'wx1', secret: 's3cret', token: 'AAAAA' };
      const key = mode === 'plain' ? {} : { encodingAesKey };
      account = platform.account({ ...setup, ...key, originalId: 'gh_1', mode });
      puppet = new PuppetOfficialAccount({
        bureau: gaoping,
        account: { ...setup, ...key, apiBase: platform.apiBase },
        now: clock.now,
        fetch,
        random,
        tokens: tokensInMemory(),
        onFault,
      });
      heard = [];
      desk = async () => ({ kind: 'reply', text: '收到' });
      hearing = await hearWith(puppet, (sent) => {
        heard.push(sent);
        return desk(sent);
      });
      const callback = await serveCallback((request) => puppet.callback.handle(request));
      stopCallback = callback.stop;
      account.connect(callback.url);
    });
    afterEach(async () => {
      await platform.stop();
      await stopCallback();
    });

    test('a talk over HTTP, from the phone and back', async () => {
      const wang = account.follower('o-wang');
      expect(await account.checks()).toBe(true);
      expect(await wang.subscribes('campaign-1')).toBe('收到');
      expect(await wang.says('我要举报 007 👋')).toBe('收到');
      expect(await wang.choosesItem('accept-1', '接受')).toBe('收到');
      expect(await wang.sendsImage(Uint8Array.of(1, 2, 3))).toBe('收到');
      expect(await wang.taps('menu-clue')).toBe('收到');
      expect(heard.map(({ body }) => body)).toEqual([
        { kind: 'follow', scene: 'campaign-1' },
        { kind: 'text', text: '我要举报 007 👋' },
        { kind: 'text', text: '接受', menuItem: 'accept-1' },
        { kind: 'image', mediaId: expect.any(String) as string },
        { kind: 'tap', item: 'menu-clue' },
      ]);
      const picture = heard[3]?.body;
      const { bytes } = await puppet.fetchMedia(picture?.kind === 'image' ? picture.mediaId : '');
      expect(new Uint8Array(bytes)).toEqual(Uint8Array.of(1, 2, 3));
    });

    test('F01 three deliveries at once have one key and get the same reply', async () => {
      const wang = account.follower('o-wang');
      expect(await wang.says('好', { times: 3, overlap: true })).toBe('收到');
      clock.advance(86_400_000);
      await wang.repeatsLast({ times: 1 });
      expect(new Set(heard.map(({ key }) => key)).size).toBe(1);
      expect(new Set(heard.map(({ nonce }) => nonce)).size).toBe(4);
    });

    test('F08 a forged and a stale push get 403 and are not heard', async () => {
      const wang = account.follower('o-wang');
      const tampers = ['signature', 'stale', 'early'] as const;
      for (const tamper of tampers) {
        const { deliveries } = await wang.pushes(pushes.text('转账'), { times: 1, tamper });
        expect(deliveries).toEqual([{ status: 403, body: '' }]);
      }
      expect(heard).toEqual([]);
    });

    test('an answer not kept comes again; one kept for later is silence on the phone', async () => {
      const answers: Answer[] = [{ kind: 'unkept' }, { kind: 'later' }];
      desk = async () => answers.shift() ?? { kind: 'unkept' };
      const outcome = await account.follower('o-wang').pushes(pushes.text('好'));
      expect(outcome.deliveries.map(({ status, body }) => [status, body])).toEqual([
        [503, ''],
        [200, ''],
      ]);
      await puppet.deliver('o-wang', '收到').catch((fault: unknown) => {
        expect(fault).toMatchObject({ verdict: 'window-closed' });
      });
    });

    test('a long answer arrives whole and once, though it was delivered three times', async () => {
      const lines = Array.from({ length: 90 }, (_, i) => `第${i}条 ${'内容'.repeat(8)}`);
      desk = async () => ({ kind: 'reply', text: lines.join('\n') });
      const wang = account.follower('o-wang');
      await wang.says('依据', { times: 3 });
      await vi.waitFor(() => expect(wang.received().length).toBeGreaterThanOrEqual(3));
      const texts = wang.received().map((entry) => ('text' in entry ? entry.text : ''));
      const passive = wang.received().find(({ kind }) => kind === 'reply');
      expect(texts.flatMap((text) => text.split('\n')).sort()).toEqual([...lines].sort());
      expect(passive).toBeDefined();
    });

    test('a fault after the first part is out is never to be repeated', async () => {
      const wang = account.follower('o-wang');
      await wang.says('好');
      account.faults.failNext('/cgi-bin/message/custom/send', 0);
      account.faults.failNext('/cgi-bin/message/custom/send', -1);
      const sent = puppet.deliver('o-wang', '长'.repeat(1000));
      await expect(sent).rejects.toBeInstanceOf(PlatformError);
      await expect(sent).rejects.toMatchObject({ errcode: -1, verdict: 'unknown-outcome' });
    });

    test('a template and the word of its delivery', async () => {
      account.follower('o-wang');
      const { id } = await puppet.sendTemplate({
        to: 'o-wang',
        templateId: 't1',
        fields: { thing1: '培训' },
        clientMsgId: 'n1',
      });
      await account.settle();
      expect(heard.map(({ body }) => body)).toEqual([
        { kind: 'delivery', messageId: id, delivered: true, status: 'success' },
      ]);
    });
  },
);

function simulatorParts() {
  return {
    bureau: gaoping,
    deliver: async () => ({}),
    sendTemplate: async () => ({}),
    fetchMedia: async () => ({ bytes: Uint8Array.of(), mime: 'image/png' }),
  };
}
