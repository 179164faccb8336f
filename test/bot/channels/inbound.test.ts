import { expect, test, describe } from 'vitest';

import { readPush } from '../../../bot/channels/official-account/inbound.ts';
import { buildXml, type XmlTree } from '../../../bot/channels/transport/xml.ts';
import { pushes } from '../../../bot/channels/platform/index.ts';
import { gaoping } from './support.ts';

const source = { bureau: gaoping, nonce: 'n1' };
const envelope = {
  ToUserName: 'gh_1',
  FromUserName: 'o-wang',
  CreateTime: 1_748_000_000,
} satisfies XmlTree;

function read(fields: XmlTree) {
  const push = readPush(buildXml({ ...envelope, ...fields }), source);
  if (push === null) throw new Error('not read');
  return push.inbound;
}

const keyOf = (fields: XmlTree): string => read(fields).key;

test('a text, with everything the desk needs to know', () => {
  const push = readPush(
    buildXml({ ...envelope, MsgType: 'text', Content: ' 007 ', MsgId: '24000000000000001' }),
    source,
  );
  expect(push).toEqual({
    account: 'gh_1',
    inbound: {
      bureau: 'gaoping',
      channel: 'official-account',
      from: 'o-wang',
      key: 'message:o-wang:1748000000:24000000000000001',
      nonce: 'n1',
      sentAt: new Date(1_748_000_000_000),
      body: { kind: 'text', text: ' 007 ' },
    },
  });
});

test('the same push as JSON is the same inbound', () => {
  const json =
    '{"ToUserName":"gh_1","FromUserName":"o-wang","CreateTime":1748000000,"MsgType":"text","Content":" 007 ","MsgId":24000000000000001}';
  expect(readPush(json, source)?.inbound).toEqual(
    read({ MsgType: 'text', Content: ' 007 ', MsgId: '24000000000000001' }),
  );
});

test.each([
  [pushes.text('同意', 'accept-1'), { kind: 'text', text: '同意', menuItem: 'accept-1' }],
  [pushes.text(''), { kind: 'text', text: '' }],
  [pushes.image('m1'), { kind: 'image', mediaId: 'm1' }],
  [pushes.voice('m2'), { kind: 'voice', mediaId: 'm2', format: 'amr' }],
  [pushes.voice('m2', '你好'), { kind: 'voice', mediaId: 'm2', format: 'amr', words: '你好' }],
  [pushes.video('m3'), { kind: 'video', mediaId: 'm3' }],
  [
    { ...pushes.video('m3'), MsgType: 'shortvideo' },
    { kind: 'video', mediaId: 'm3' },
  ],
  [
    pushes.location('人民医院', '35.79', '112.92'),
    { kind: 'location', label: '人民医院', latitude: '35.79', longitude: '112.92' },
  ],
  [
    pushes.link('标题', '摘要', 'https://example.org/a?b=1&c=2'),
    { kind: 'link', title: '标题', description: '摘要', url: 'https://example.org/a?b=1&c=2' },
  ],
  [pushes.tap('menu-clue'), { kind: 'tap', item: 'menu-clue' }],
  [pushes.subscribe(), { kind: 'follow' }],
  [pushes.subscribe('campaign-1'), { kind: 'follow', scene: 'campaign-1' }],
  [pushes.unsubscribe(), { kind: 'unfollow' }],
  [pushes.scan('campaign-1'), { kind: 'scan', scene: 'campaign-1' }],
  [
    pushes.templateResult('200', 'success'),
    { kind: 'delivery', messageId: '200', delivered: true, status: 'success' },
  ],
  [
    pushes.templateResult('200', 'failed:user block'),
    { kind: 'delivery', messageId: '200', delivered: false, status: 'failed:user block' },
  ],
  [
    pushes.subscriptionAnswered([{ templateId: 't1', accepts: true }]),
    { kind: 'subscription', templates: [{ templateId: 't1', status: 'accepted' }] },
  ],
  [
    pushes.subscriptionAnswered([
      { templateId: 't1', accepts: true },
      { templateId: 't2', accepts: false },
    ]),
    { kind: 'subscription', templates: [{ templateId: 't1', status: 'accepted' }] },
  ],
  [
    pushes.subscriptionAnswered([{ templateId: 't1', accepts: false }], true),
    { kind: 'subscription', templates: [{ templateId: 't1', status: 'rejected', managed: true }] },
  ],
  [
    pushes.subscriptionSent({ templateId: 't1', msgId: '9', code: '0' }),
    { kind: 'subscription', templates: [{ templateId: 't1', status: 'sent', messageId: '9' }] },
  ],
  [
    pushes.subscriptionSent({ templateId: 't1', msgId: '9', code: '43101' }),
    {
      kind: 'subscription',
      templates: [{ templateId: 't1', status: 'failed', messageId: '9', errcode: '43101' }],
    },
  ],
  [pushes.rightsRevoked(), { kind: 'rights', change: 'revoked' }],
])('%j', (fields, body) => {
  expect(read(fields).body).toEqual(body);
});

test('in JSON one entry stands as an object, several as an array: both are read', () => {
  const entry = { TemplateId: 't1', SubscribeStatusString: 'accept', PopupScene: '2' };
  const change = { templateId: 't1', status: 'accepted' };
  for (const [List, templates] of [
    [entry, [change]],
    [
      [entry, { ...entry, TemplateId: 't2' }],
      [change, { ...change, templateId: 't2' }],
    ],
  ] as const) {
    const event = { MsgType: 'event', Event: 'subscribe_msg_popup_event' };
    const fields = { ...envelope, ...event, SubscribeMsgPopupEvent: { List } };
    const push = readPush(JSON.stringify(fields), source);
    expect(push?.inbound.body).toEqual({ kind: 'subscription', templates });
  }
});

test.each([
  [pushes.view('https://example.org'), 'event:VIEW'],
  [{ MsgType: 'event', Event: 'view_miniprogram', EventKey: 'p' }, 'event:view_miniprogram'],
  [{ MsgType: 'event', Event: 'constructor' }, 'event:constructor'],
  [
    {
      MsgType: 'event',
      Event: 'subscribe_msg_popup_event',
      SubscribeMsgPopupEvent: { List: { TemplateId: 't' } },
    },
    'event:subscribe_msg_popup_event',
  ],
  [{ MsgType: 'device_text' }, 'device_text'],
  [{ MsgType: 'toString' }, 'toString'],
  [{ MsgType: 'image' }, 'image'],
])('an unknown or odd push %j is accepted as other', (fields, type) => {
  expect(read(fields).body).toEqual({ kind: 'other', type });
});

test.each([
  ['no sender', { ToUserName: 'gh_1', CreateTime: 1, MsgType: 'text' }],
  ['no time', { ToUserName: 'gh_1', FromUserName: 'o', MsgType: 'text' }],
  ['an odd time', { ...envelope, CreateTime: 'soon', MsgType: 'text' }],
  ['a sender too long', { ...envelope, FromUserName: 'o'.repeat(65), MsgType: 'text' }],
])('%s: not a push', (_, fields) => {
  expect(readPush(buildXml(fields), source)).toBeNull();
});

describe('the name of a push for ever', () => {
  const text = { MsgType: 'text', Content: '好', MsgId: '1' };

  test('a repeated message keeps it', () => {
    expect(keyOf(text)).toBe(keyOf(text));
  });

  test('one MsgId of two people, or of two seconds, is two messages', () => {
    const keys = [text, { ...text, FromUserName: 'o-li' }, { ...text, CreateTime: 1_748_000_001 }];
    expect(new Set(keys.map(keyOf)).size).toBe(3);
  });

  test('F02 an event delivered twice keeps it', () => {
    expect(keyOf(pushes.tap('a'))).toBe(keyOf(pushes.tap('a')));
    const result = pushes.templateResult('200', 'success');
    expect(keyOf(result)).toBe('event:TEMPLATESENDJOBFINISH:o-wang:1748000000:200');
  });

  test('F03 different events of one person in one second are different', () => {
    const fields = [
      pushes.tap('a'),
      pushes.tap('b'),
      pushes.scan('a'),
      pushes.subscribe('a'),
      pushes.unsubscribe(),
      pushes.templateResult('200', 'success'),
      pushes.templateResult('201', 'success'),
    ];
    expect(new Set(fields.map(keyOf)).size).toBe(fields.length);
  });

  test('it stays short enough for a column', () => {
    const long = { MsgType: 'event', Event: 'e'.repeat(64), FromUserName: 'o'.repeat(64) };
    expect(keyOf(long).length).toBeLessThanOrEqual(190);
  });
});
