import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushes, type Follower } from '../../bot/channels/platform/index.ts';
import { sm3Hex } from '../../domain/index.ts';
import { conversationId, conversations, inbox } from '../../domain/exchange/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { notices } from '../../domain/notices/index.ts';
import { hasServer } from '../support/database.ts';
import { openHouse, until, type House } from './house.ts';
import { plays } from './transcript.ts';

const DAY = 86_400_000;
let count = 0;

describe.each(['sqlite', 'mariadb'] as const)('inbound on %s', (dialect) => {
  const test = it.skipIf(dialect === 'mariadb' && !hasServer);
  let house: House;
  beforeAll(async () => {
    if (dialect === 'sqlite' || hasServer) house = await openHouse({ dialect });
  });
  afterAll(() => house.close());

  const somebody = (): Follower => house.account.follower(`o-${dialect}-${(count += 1)}`);
  const rowsOf = ({ openid }: Follower) =>
    house.reads((tx) =>
      tx
        .table(inbox)
        .find({ conversation: conversationId(tx, { channel: 'official-account', id: openid }) }),
    );
  const turnsOf = ({ openid }: Follower) =>
    house.reads(async (tx) => {
      const id = conversationId(tx, { channel: 'official-account', id: openid });
      return (await tx.table(conversations).one({ id }))?.turns ?? 0;
    });
  const contents = (bodies: readonly { readonly body: string }[]) =>
    bodies.map(({ body }) => /<Content>([\s\S]*)<\/Content>/.exec(body)?.[1] ?? body);

  test('F01 the same message three times at once, and a day later, has one effect and one reply', async () => {
    const phone = somebody();
    const said = await phone.says('举报', { times: 3, overlap: true });
    const { deliveries } = await phone.repeatsLast({ times: 3 });
    house.clock.advance(DAY);
    const late = await phone.repeatsLast();
    const all = contents([...deliveries, ...late.deliveries]);
    expect(all).toHaveLength(4);
    expect(new Set(all)).toEqual(new Set([`<![CDATA[${said ?? ''}]]>`]));
    expect(await rowsOf(phone)).toHaveLength(1);
    expect(await turnsOf(phone)).toBe(1);
  });

  test('F02 an event without an id delivered twice has one effect', async () => {
    const phone = somebody();
    const first = await phone.taps('举报');
    const again = await phone.repeatsLast({ times: 2, overlap: true });
    expect(first).not.toBeNull();
    expect(again.reply).toBe(first);
    expect(await rowsOf(phone)).toHaveLength(1);
  });

  test('F03 two different events of one person in one second are both kept', async () => {
    const phone = somebody();
    const CreateTime = Math.floor(house.clock.now().getTime() / 1000);
    await Promise.all([
      phone.pushes({ ...pushes.tap('举报'), CreateTime }),
      phone.pushes({ ...pushes.tap('进度'), CreateTime }),
      phone.pushes({ ...pushes.view('https://example.cn'), CreateTime }),
    ]);
    expect(await rowsOf(phone)).toHaveLength(3);
  });

  test('F04 a photo before its caption and answers in the wrong order lose nothing', async () => {
    const phone = somebody();
    expect(await phone.sendsImage(Buffer.from('早到的照片'))).not.toBeNull();
    await phone.says('惠民大药房');
    await phone.says('举报');
    expect(await phone.says('泫氏街老车站旁边的药店刷卡买保健品')).not.toBeNull();
    expect(await phone.says('上周三')).not.toBeNull();
    expect(await rowsOf(phone)).toHaveLength(5);
    expect((await rowsOf(phone)).map((row) => row.state)).not.toContain('failed');
    const bag = await house.reads((tx) =>
      tx.table(attachments).find({
        conversation: conversationId(tx, { channel: 'official-account', id: phone.openid }),
      }),
    );
    expect(bag.map((row) => row.state)).not.toContain('dropped');
    expect(bag).toHaveLength(1);
  });

  test('F06 what is slower than the platform waits gets an empty 200, and its answer later, once', async () => {
    const phone = somebody();
    await phone.says('菜单');
    const shown = phone.received().length;
    const release = await slowDown(house, phone);
    const began = performance.now();
    const outcome = await phone.pushes(pushes.text('举报'));
    const took = performance.now() - began;
    expect(outcome.deliveries).toEqual([{ status: 200, body: '' }]);
    expect(outcome.fault).toBe(false);
    expect(took).toBeLessThan(4900);
    // the person's next message may not overtake the one that waits
    const next = await phone.pushes(pushes.text('药店用我的医保卡刷了保健品'));
    expect(next.deliveries).toEqual([{ status: 200, body: '' }]);
    await release();
    await until('both answers came as messages', () => phone.received().length === shown + 2);
    const texts = phone.received().slice(shown);
    expect(texts.map(({ kind }) => kind)).toEqual(['message', 'message']);
    expect(JSON.stringify(texts[0])).toContain('请说说是什么事');
    expect(JSON.stringify(texts[1])).toContain('什么时候的事');
    // the platform asks once more: the stored reply, no second message
    await phone.repeatsLast();
    expect(phone.received().filter(({ kind }) => kind === 'message')).toHaveLength(2);
    expect(await rowsOf(phone)).toHaveLength(3);
  });

  test('F08 forged, stale, early and replayed requests are refused and leave nothing', async () => {
    const phone = somebody();
    const count = () => house.reads((tx) => tx.table(inbox).count({}));
    const before = await count();
    for (const tamper of ['signature', 'stale', 'early'] as const) {
      const { deliveries } = await phone.pushes(pushes.text('举报'), { tamper });
      expect(deliveries.map(({ status }) => status)).toEqual([403, 403, 403]);
    }
    expect(await count()).toBe(before);
    // a captured request, its query used for other words within the same second
    house.clock.advance(1000 - (house.clock.now().getTime() % 1000));
    await phone.says('菜单', { nonce: 'captured' });
    const replay = await phone.pushes(pushes.text('取消'), { nonce: 'captured' });
    expect(replay.deliveries.map(({ status }) => status)).toEqual([403, 403, 403]);
    // the nonce alone comes again in everyday traffic, in another second
    house.clock.advance(1000);
    expect(await phone.says('菜单', { nonce: 'captured' })).not.toBeNull();
    expect(await count()).toBe(before + 2);
    expect(JSON.stringify(house.log)).toContain('refused a callback');
  });

  test.each([
    '007',
    '1e3',
    'true',
    '0x10',
    '+8613912345678',
    '😀👨‍👩‍👧',
    '\u202eabc',
    '零\u200b宽',
    ' 前后 ',
    '<b>&amp;',
    '__proto__',
  ])('F10 keeps %j exactly as typed', async (text) => {
    const phone = somebody();
    expect(await phone.says(text)).not.toBeNull();
    const [row] = await rowsOf(phone);
    const raw = await house.reads(async (tx) => tx.vault.open(row?.sealed ?? ''));
    expect(raw).toEqual({ kind: 'text', text });
    expect(row?.state).toBe('done');
  });

  test('F10 keeps ten thousand characters and says politely that it is too much', async () => {
    const phone = somebody();
    await phone.says('举报');
    const text = '某某药店刷卡。'.repeat(1500);
    expect(await phone.says(text)).toMatch(/太长|4000/);
    const rows = await rowsOf(phone);
    const raws = await house.reads(async (tx) => rows.map((row) => tx.vault.open(row.sealed)));
    expect(raws).toContainEqual({ kind: 'text', text });
  });

  test('F11 a double tap on 提交 is one clue with one number', async () => {
    const phone = somebody();
    await plays(
      phone,
      `用户：举报
       用户：药店用我的医保卡刷了保健品
       用户：前天上午十点半
       用户：泫氏街老车站旁边
       用户：1
       用户：惠民大药房
       机器人：请核对`,
    );
    const replies = await Promise.all([phone.says('提交'), phone.says('提交'), phone.says('提交')]);
    const numbers = replies.map((reply) => /XS\d{4}-\d{4}/.exec(reply ?? '')?.[0]);
    expect(new Set(numbers).size).toBe(1);
    expect(numbers[0]).toBeDefined();
  });

  test('F12 twenty photos at once are all kept with their hash and answered once', async () => {
    const phone = somebody();
    await phone.says('举报');
    const photos = Array.from({ length: 20 }, (_none, index) =>
      Buffer.from(`photo ${index} of ${phone.openid}`),
    );
    const replies = await Promise.all(photos.map((bytes) => phone.sendsImage(bytes)));
    expect(replies.filter((reply) => reply !== null)).toHaveLength(1);
    expect(replies.find((reply) => reply !== null)).toContain('20');
    await phone.says('药店用我的医保卡刷了保健品');
    await phone.sendsVoice(Buffer.from('voice'));
    await phone.sendsVideo(Buffer.from('video'));
    const bag = () =>
      house.reads((tx) =>
        tx.table(attachments).find({
          conversation: conversationId(tx, { channel: 'official-account', id: phone.openid }),
        }),
      );
    await until('all are fetched', async () => (await bag()).every((row) => row.state === 'kept'));
    const kept = await bag();
    expect(kept).toHaveLength(22);
    const digests = new Set(kept.map((row) => row.digest));
    for (const bytes of [...photos, 'voice', 'video']) expect(digests).toContain(sm3Hex(bytes));
    const { app } = house.first.installation;
    for (const { file, digest } of kept)
      await app.files.read('gaoping' as never, { file: file ?? '', digest: digest ?? '' });
  });

  test('F15 unfollowing stops the sends and keeps the draft; following again goes on', async () => {
    const phone = somebody();
    await phone.says('举报');
    await phone.says('药店用我的医保卡刷了保健品');
    await phone.unsubscribes();
    const identity = { channel: 'official-account', id: phone.openid };
    const stateOf = (key: string) =>
      house.reads(async (tx) => (await tx.table(notices).one({ noticeKey: key }))?.state);
    await house.remind(identity, `F15-${phone.openid}`);
    await until(
      'the notice is settled',
      async () => (await stateOf(`F15-${phone.openid}`)) !== 'ready',
    );
    await until(
      'the notice is on the sheet',
      async () => (await stateOf(`F15-${phone.openid}`)) === 'sheet',
    );
    expect(phone.received().filter(({ kind }) => kind !== 'reply')).toEqual([]);
    expect(await phone.subscribes()).not.toBeNull();
    expect(await phone.says('继续')).toContain('什么时候的事');
    await house.remind(identity, `F15b-${phone.openid}`);
    await until('a notice arrives again', () =>
      phone.received().some(({ kind }) => kind === 'message'),
    );
  });

  test('what the platform may push is answered or accepted, never a fault', async () => {
    const phone = somebody();
    expect(await phone.subscribes()).not.toBeNull();
    expect(await phone.subscribes('scene-1')).not.toBeNull();
    expect(await phone.scans('scene-1')).not.toBeNull();
    expect(await phone.taps('举报')).not.toBeNull();
    expect(await phone.sendsLocation('高平市', '35.79', '112.92')).not.toBeNull();
    expect(await phone.sendsLink('题', '述', 'https://example.cn')).not.toBeNull();
    const odd = [
      pushes.view('https://example.cn'),
      { MsgType: 'file', Title: 'a.doc', FileTotalLen: 3 },
      { MsgType: 'event', Event: 'LOCATION', Latitude: '35', Longitude: '112', Precision: '1' },
      { MsgType: 'event', Event: 'view_miniprogram', EventKey: 'pages/x', MenuId: '1' },
      {
        MsgType: 'event',
        Event: 'pic_weixin',
        EventKey: 'k',
        SendPicsInfo: { Count: 1, PicList: { item: { PicMd5Sum: 'x' } } },
      },
      {
        MsgType: 'event',
        Event: 'subscribe_msg_popup_event',
        SubscribeMsgPopupEvent: { List: { TemplateId: 't', SubscribeStatusString: 'accept' } },
      },
      { MsgType: 'event', Event: 'user_authorization_revoke', RevokeInfo: '1' },
      { MsgType: 'something_new', X: '1' },
    ];
    for (const push of odd) {
      const outcome = await phone.pushes(push);
      expect(outcome.deliveries, JSON.stringify(push)).toMatchObject([{ status: 200 }]);
      expect(outcome.fault).toBe(false);
    }
  });

  // SQLite has one process only
  if (dialect === 'mariadb')
    test('F01 a message delivered to two instances has one effect and one reply', async () => {
      const second = await house.another();
      const phone = somebody();
      const said = await phone.says('举报', { times: 2, overlap: true });
      house.account.connect(second.url);
      const elsewhere = await phone.repeatsLast({ times: 2, overlap: true });
      const photo = phone.sendsImage(Buffer.from('seen twice'));
      await until('the photo is on its way', async () => (await rowsOf(phone)).length === 2);
      house.account.connect(house.first.url);
      const repeated = await phone.repeatsLast();
      expect(elsewhere.reply).toBe(said);
      expect(repeated.reply).toBe(await photo);
      expect(await rowsOf(phone)).toHaveLength(2);
      expect(await turnsOf(phone)).toBe(2);
    });
});

/** Somebody else holds what the next message of this person needs; the returned function lets it go. */
async function slowDown(house: House, phone: Follower): Promise<() => Promise<void>> {
  if (house.databaseUrl.startsWith('sqlite:')) {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begun: () => void = () => undefined;
    const holding = new Promise<void>((resolve) => (begun = resolve));
    const done = house.reads(() => {
      begun();
      return held;
    });
    await holding;
    return async () => {
      release();
      await done;
    };
  }
  const id = await house.reads(async (tx) =>
    conversationId(tx, { channel: 'official-account', id: phone.openid }),
  );
  const connection = await mysql.createConnection(house.databaseUrl.replace(/^mariadb:/, 'mysql:'));
  await connection.beginTransaction();
  await connection.query('UPDATE conversation SET updatedAt = updatedAt WHERE id = ?', [id]);
  return async () => {
    await connection.rollback();
    await connection.end();
  };
}
