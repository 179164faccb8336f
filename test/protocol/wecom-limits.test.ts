import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../bot/channels/platform/index.ts';
import { findCard, settleCards, takePlace } from '../../domain/exchange/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { notices, resendNotice, triesOf } from '../../domain/notices/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { until, type Dialect } from './house.ts';
import { cardOn, openWecomHouse, shownOf, type WecomHouse } from './wecom-house.ts';

const dialects: Dialect[] = process.env.WECOM_ON === 'sqlite' ? ['sqlite'] : ['sqlite', 'mariadb'];

describe.each(dialects)('what WeCom takes, over HTTP on %s', (dialect) => {
  let house: WecomHouse;
  beforeAll(async () => {
    house = await openWecomHouse({ dialect });
  }, 60_000);
  afterAll(() => house.close());

  const member = async () => {
    const { account } = await house.open.member(ZHANJIANG, 'clerk');
    return { account, phone: await house.bound({ account }) };
  };

  it('F38 45 notices at once to one member: none is dropped, each arrives once', async () => {
    const { account, phone } = await member();
    for (let n = 0; n < 45; n += 1)
      await house.notify(`many-${n}`, {
        to: { to: 'account', account },
        kind: 'draws.reply-entered',
        params: { number: `RW-${n}`, answer: 'accepted' },
      });
    await until('29 have left', () => shownOf(phone, 'message').length === 29, 20_000);
    const waiting = () =>
      house.reads((tx) => tx.table(notices).count({ state: 'ready', kind: 'draws.reply-entered' }));
    await until('16 wait', async () => (await waiting()) === 16, 20_000);
    house.clock.advance(MINUTE + 3_000);
    await until('all have left', () => shownOf(phone, 'message').length === 45, 20_000);
    expect(house.app.dropped).toBe(0);
    expect(new Set(shownOf(phone, 'message').map(({ text }) => text)).size).toBe(45);
  }, 60_000);

  it('B3 WeCom takes equal words for one message: two notices of the same words both arrive', async () => {
    const { account, phone } = await member();
    const to = { to: 'account', account } as const;
    const words = () => shownOf(phone, 'message').map(({ text }) => text);
    const sent = async (key: string) => {
      await house.notify(key, { to, kind: 'enquiries.waiting', params: { enquiry: key } });
      await until(`${key} is sent`, async () => (await house.noticeOf(key))?.state === 'sent');
    };
    await sent('alike-1');
    await sent('alike-2');
    await until('both arrive', () => words().length === 2);
    const [first = '', second = ''] = words();
    const row = await house.noticeOf('alike-2');
    expect(second.endsWith(first)).toBe(true);
    expect(second).toContain(`编号${row?.id.slice(0, 6)}`);
    const tries = await house.reads((tx) => triesOf(tx, row?.id ?? ''));
    expect(tries.map(({ kind }) => kind)).toEqual(['passed', 'alike', 'sent']);
    // long after, the platform knows the first no more: nothing is added
    house.clock.advance(36 * MINUTE);
    await sent('alike-3');
    await until('the third', () => words().length === 3);
    expect(words()[2]).toBe(first);
  });

  it('B3 F31 a repeat of the same notice reads as at first and arrives once, marked or not', async () => {
    const { account, phone } = await member();
    const to = { to: 'account', account } as const;
    const kind = 'enquiries.handed-over' as const;
    for (const key of ['cut-1', 'cut-2']) {
      house.app.faults.failNext('/cgi-bin/message/send', 'cut-after');
      await house.notify(key, { to, kind, params: { enquiry: key } });
      await until('it waits for its second try', async () => {
        const row = await house.noticeOf(key);
        return row?.state === 'ready' && row.leftAt !== null;
      });
    }
    house.clock.advance(3 * MINUTE);
    for (const key of ['cut-1', 'cut-2'])
      await until(`${key} ends`, async () => (await house.noticeOf(key))?.state === 'sent', 20_000);
    const words = shownOf(phone, 'message').map(({ text }) => text);
    expect(words).toHaveLength(2);
    expect(words.filter((one) => one.includes('又一条通知'))).toHaveLength(1);
  }, 40_000);

  it('B3 what staff send once more reads differently from what may have arrived', async () => {
    const { account, phone } = await member();
    const to = { to: 'account', account } as const;
    await house.notify('doubt', { to, kind: 'enquiries.waiting', params: { enquiry: 'doubt' } });
    await until('sent', async () => (await house.noticeOf('doubt'))?.state === 'sent');
    const row = await house.noticeOf('doubt');
    const again = { notice: row?.id ?? '', reason: '对方说没有看到', evenIfTwice: true };
    const done = await house.open.app.perform(ZHANJIANG, resendNotice, again, house.clerk);
    expect(done.kind).toBe('done');
    await until('both arrive', () => shownOf(phone, 'message').length === 2);
  });

  it('F38 all processes share the places of a member: 29 a minute, 990 an hour', async () => {
    const { app } = house.open;
    // SQLite is always one process
    const apps =
      dialect === 'sqlite' ? [app, app] : [app, (await house.another()).installation.app];
    const now = house.clock.now();
    const asked = Array.from({ length: 60 }, (_none, n) =>
      apps[n % 2]!.gate.transaction(ZHANJIANG, (tx) => takePlace(tx, 'chat-of-two', now)),
    );
    const free = (await Promise.all(asked)).filter((from) => from === null);
    expect(free).toHaveLength(29);
    const later = (ms: number) => new Date(now.getTime() + ms);
    for (let minute = 1; minute <= 40; minute += 1)
      await house.reads(async (tx) => {
        for (let n = 0; n < 29; n += 1) await takePlace(tx, 'chat-of-two', later(minute * 63_000));
      });
    const at = later(41 * 63_000);
    const from = await house.reads((tx) => takePlace(tx, 'chat-of-two', at));
    expect(from?.getTime()).toBeGreaterThan(now.getTime() + HOUR);
  }, 60_000);

  it('photos, voices and videos of a member are fetched and kept', async () => {
    const { phone } = await member();
    const jpeg = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////2Q==', 'base64');
    await phone.sendsImage(jpeg);
    await phone.sendsVoice(Buffer.from('#!AMR\nvoice-of-a-member'));
    await phone.sendsVideo(Buffer.from('0000ftypisom-a-video-of-a-member'));
    await until('all are fetched', async () => {
      const rows = await house.reads((tx) => tx.table(attachments).find({ channel: 'wecom' }));
      return rows.length === 3 && rows.every(({ state }) => state !== 'fetching');
    });
    const kinds = house.app.calls.filter(({ path }) => path === '/cgi-bin/media/get');
    expect(kinds.every(({ errcode }) => errcode === 0)).toBe(true);
  }, 30_000);

  it('who opens the app is neither kept nor answered; who joins is greeted', async () => {
    const phone = house.app.member('Newcomer');
    expect(await phone.opensApp()).toBeNull();
    expect(await phone.joins()).toContain('欢迎');
    expect(await phone.says('菜单')).not.toBeNull();
  });

  it('B5 a userid is one member in whatever case it is written', async () => {
    const { account, phone } = await member();
    const shouting = house.app.member(phone.userId).userId.toUpperCase();
    const [delivery] = await phone.pushes({
      MsgType: 'text',
      Content: '解除绑定',
      FromUserName: shouting,
    });
    expect(JSON.stringify(delivery?.reply)).toContain('确定要解除');
    await phone.says('0');
    await house.notify('small', { to: { to: 'account', account } });
    await until('sent', async () => (await house.noticeOf('small'))?.state === 'sent');
  });

  it('B3 a tap whose answer came too late for the platform is told to the card by its code', async () => {
    const { account, phone } = await member();
    const alert = { alert: 'none', number: 'XS-9', kind: 'clue-serious' };
    const offer = { id: randomUUID(), target: account, name: 'acknowledge', params: alert };
    await house.notify('late', {
      to: { to: 'account', account },
      kind: 'liaison.alert',
      params: alert,
      offer,
    });
    const { taskId } = await cardOn(phone);
    await until('its code is kept', async () => {
      const card = await house.reads((tx) => findCard(tx, taskId));
      return card !== null && card.code !== null;
    });
    const { id } = offer;
    const settled = { offer: id, words: '已知悉', now: house.clock.now() };
    await house.reads((tx) => settleCards(tx, settled, taskId));
    expect(shownOf(phone, 'card-update')).toEqual([]);
    house.clock.advance(16_000);
    await until('the card shows it', () => shownOf(phone, 'card-update').length > 0);
    expect(shownOf(phone, 'card-update')).toMatchObject([{ by: 'call', words: '已知悉' }]);
  });

  it('60020 a server that is not trusted: tried no further, on the call sheet with its number', async () => {
    const { account } = await member();
    house.app.faults.failNext('/cgi-bin/message/send', 60020);
    const phoned = { kind: 'liaison.designated', params: { roster: 'experts' } } as const;
    await house.notify('untrusted', { to: { to: 'account', account }, ...phoned });
    await until('it ends', async () => (await house.noticeOf('untrusted'))?.state === 'sheet');
    expect((await house.noticeOf('untrusted'))?.outcome).toContain('60020');
  });

  it('nothing personal stands in the log', () => {
    expect(house.log.join('\n')).not.toMatch(/已记下|secret-of-the-app|Member\d|access_token/u);
  });
});
