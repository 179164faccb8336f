import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, type Fault, type Follower } from '../../bot/channels/platform/index.ts';
import { notices, type NoticeRow } from '../../domain/notices/index.ts';
import { GAOPING, openHouse, until, type House } from './house.ts';

const CUSTOM = '/cgi-bin/message/custom/send';
const TEMPLATE = '/cgi-bin/message/template/send';
const TOKEN = '/cgi-bin/stable_token';

let house: House;
let count = 0;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Somebody who has written just now. */
async function somebody(at: House = house): Promise<Follower> {
  const phone = at.account.follower(`o-${(count += 1)}`);
  await phone.says('菜单');
  return phone;
}
const identityOf = ({ openid }: Follower) => ({ channel: 'official-account', id: openid });
const noticeOf = (key: string, at: House = house) =>
  at.reads((tx) => tx.table(notices).one({ noticeKey: key }));
const wake = (at: House = house) => at.first.installation.app.wake(GAOPING);
const callsOf = (path: string) => house.account.calls.filter((call) => call.path === path).length;
const sentTo = (phone: Follower) => phone.received().filter(({ kind }) => kind !== 'reply');

/** Puts a notice for this person and waits until it has this state. */
async function reminded(
  phone: Follower,
  state: NoticeRow['state'],
  at: House = house,
): Promise<NoticeRow> {
  const key = `key-${(count += 1)}`;
  await at.remind(identityOf(phone), key);
  return settled(key, state, at);
}

async function settled(
  key: string,
  state: NoticeRow['state'],
  at: House = house,
): Promise<NoticeRow> {
  let row: NoticeRow | null = null;
  await until(
    `${key} is ${state}`,
    async () => {
      row = await noticeOf(key, at);
      return row?.state === state && (state !== 'ready' || row.attempts > 0);
    },
    9000,
  ).catch(() => {
    throw new Error(`${key} is not ${state} but ${JSON.stringify(row)}`);
  });
  return row!;
}

const fail = (path: string, fault: Fault, times = 1) =>
  house.account.faults.failNext(path, fault, times);

describe('a notice goes out by the first way that is open', () => {
  it('within 48 hours by customer-service message', async () => {
    const phone = await somebody();
    const row = await reminded(phone, 'sent');
    expect(row.route).toBe('service');
    expect(sentTo(phone)).toMatchObject([{ kind: 'message' }]);
  });

  it("later by template, with the fields of the bureau's file; the platform's report settles it", async () => {
    const phone = await somebody();
    house.clock.advance(49 * HOUR);
    const row = await reminded(phone, 'sent');
    expect(sentTo(phone)).toMatchObject([
      {
        kind: 'template',
        templateId: 'tmpl-reminder',
        fields: { thing1: '有内容没有写完', time2: '-', thing3: '回复“继续”接着填' },
      },
    ]);
    await until(
      'the report is in',
      async () => (await noticeOf(row.noticeKey))?.outcome === 'success',
    );
    expect((await noticeOf(row.noticeKey))?.state).toBe('sent');
  });

  it('a report of failure brings it to the call sheet, however fast it comes', async () => {
    const phone = await somebody();
    house.clock.advance(49 * HOUR);
    phone.templateStatus = 'failed:user block';
    const row = await reminded(phone, 'sheet');
    expect(row.outcome).toContain('没有送达（对方拒收）');
  });

  it('with neither window nor template to the call sheet', async () => {
    const bare = await openHouse({ templates: {} });
    try {
      const phone = await somebody(bare);
      bare.clock.advance(49 * HOUR);
      expect((await reminded(phone, 'sheet', bare)).outcome).toContain('没有可用的模板');
      expect(sentTo(phone)).toEqual([]);
    } finally {
      await bare.close();
    }
  });

  it('five messages use the window up: the sixth goes by template', async () => {
    const phone = await somebody();
    for (let sent = 0; sent < 6; sent += 1) await reminded(phone, 'sent');
    expect(sentTo(phone).map(({ kind }) => kind)).toEqual([
      ...Array<string>(5).fill('message'),
      'template',
    ]);
  });

  it('a menu tap does not shorten the window that a message has opened', async () => {
    const phone = await somebody();
    await reminded(phone, 'sent');
    await reminded(phone, 'sent');
    await reminded(phone, 'sent');
    await phone.taps('进度');
    house.clock.advance(2 * MINUTE);
    expect((await reminded(phone, 'sent')).route).toBe('service');
  });
});

describe('what the platform answers', () => {
  it.each([45015, 45047])('F34 %d: the next way, no retry', async (errcode) => {
    const phone = await somebody();
    fail(CUSTOM, errcode);
    const row = await reminded(phone, 'sent');
    expect(row.route).toBe('template');
    expect(sentTo(phone)).toMatchObject([{ kind: 'template' }]);
  });

  it.each([43004, 43101, 40003])('F35 %d: stopped, on the call sheet', async (errcode) => {
    const phone = await somebody();
    fail(CUSTOM, errcode);
    const row = await reminded(phone, 'sheet');
    expect(row.outcome).toContain(String(errcode));
    expect(sentTo(phone)).toEqual([]);
  });

  it.each<Fault>(['hang', 'cut-after', { status: 502 }])(
    'F33 a customer-service message with %j is unknown and never repeated',
    async (fault) => {
      const phone = await somebody();
      fail(CUSTOM, fault);
      const before = callsOf(CUSTOM);
      const row = await reminded(phone, 'unknown');
      house.clock.advance(DAY);
      wake();
      await reminded(await somebody(), 'sent');
      expect((await noticeOf(row.noticeKey))?.state).toBe('unknown');
      expect(sentTo(phone).length).toBeLessThanOrEqual(1);
      expect(callsOf(CUSTOM)).toBe(before + 2); // one of them to somebody else
    },
  );

  it('F32 a template message whose answer was lost is repeated under its id and received once', async () => {
    const phone = await somebody();
    phone.templateStatus = '';
    house.clock.advance(49 * HOUR);
    fail(TEMPLATE, 'cut-after', 2);
    const row = await reminded(phone, 'ready');
    house.clock.advance(2 * MINUTE);
    wake();
    await until('it was tried again', async () => {
      const now = await noticeOf(row.noticeKey);
      return now?.state === 'ready' && now.attempts > row.attempts;
    });
    house.clock.advance(3 * MINUTE);
    wake();
    await settled(row.noticeKey, 'sent');
    expect(sentTo(phone)).toHaveLength(1);
  });

  it('F33 the same recovered after more than ten minutes is unknown and not repeated', async () => {
    const phone = await somebody();
    phone.templateStatus = '';
    house.clock.advance(49 * HOUR);
    fail(TEMPLATE, 'cut-after');
    const row = await reminded(phone, 'ready');
    house.clock.advance(11 * MINUTE);
    wake();
    await settled(row.noticeKey, 'unknown');
    expect(sentTo(phone)).toHaveLength(1);
  });

  it('F33 what may have arrived as a template never goes out by another way', async () => {
    const phone = await somebody();
    phone.templateStatus = '';
    house.clock.advance(49 * HOUR);
    fail(TEMPLATE, 'cut-after');
    const row = await reminded(phone, 'ready');
    await phone.says('菜单');
    house.clock.advance(2 * MINUTE);
    wake();
    await settled(row.noticeKey, 'sent');
    expect(sentTo(phone)).toMatchObject([{ kind: 'template' }]);
  });

  it.each<Fault>([-1, 45011])('F37 %j: later, and once', async (fault) => {
    const phone = await somebody();
    fail(CUSTOM, fault);
    const row = await reminded(phone, 'ready');
    expect(sentTo(phone)).toEqual([]);
    house.clock.advance(2 * MINUTE);
    wake();
    await settled(row.noticeKey, 'sent');
    expect(sentTo(phone)).toHaveLength(1);
  });

  it('F37 a notice past its validity dies instead of arriving late', async () => {
    const phone = await somebody();
    const key = `key-${(count += 1)}`;
    fail(CUSTOM, -1);
    await house.remind(identityOf(phone), key, {
      validUntil: new Date(house.clock.now().getTime() + MINUTE),
    });
    await settled(key, 'ready');
    house.clock.advance(2 * MINUTE);
    wake();
    await settled(key, 'expired');
    expect(sentTo(phone)).toEqual([]);
  });

  it('a notice that nobody can put into words does not hold up those behind it', async () => {
    const phone = await somebody();
    await house.remind(identityOf(phone), 'poison', { kind: 'nonsense.unknown' });
    await reminded(phone, 'sent');
    expect((await noticeOf('poison'))?.state).toBe('ready');
    for (
      let row = await noticeOf('poison');
      row?.state === 'ready';
      row = await noticeOf('poison')
    ) {
      const { attempts } = row;
      house.clock.advance(HOUR);
      wake();
      await until('it was tried', async () => {
        const now = await noticeOf('poison');
        return now?.state === 'sheet' || (now?.attempts ?? 0) > attempts;
      });
    }
    expect((await noticeOf('poison'))?.state).toBe('sheet');
  });
});

describe('the access token', () => {
  it('F36 dead in the middle: one refresh for twenty sends, every one arrives once', async () => {
    const phones = await Promise.all(Array.from({ length: 20 }, () => somebody()));
    house.account.tokens.invalidate();
    const before = callsOf(TOKEN);
    await Promise.all(phones.map((phone) => reminded(phone, 'sent')));
    expect(callsOf(TOKEN) - before).toBe(1);
    for (const phone of phones) expect(sentTo(phone)).toHaveLength(1);
  });

  it('F36 still named by the platform though dead: one forced refresh', async () => {
    const phone = await somebody();
    house.account.tokens.invalidate({ keepHandingOut: true });
    const before = callsOf(TOKEN);
    await reminded(phone, 'sent');
    expect(callsOf(TOKEN) - before).toBe(2);
  });

  it('a bot that starts anew finds it in the database', async () => {
    const phone = await somebody();
    await reminded(phone, 'sent');
    await house.first.stop();
    const before = callsOf(TOKEN);
    const anew = await house.another();
    house.account.connect(anew.url);
    await phone.says('菜单');
    const { app } = anew.installation;
    const received = sentTo(phone).length;
    await house.remind(identityOf(phone), 'after-restart', {}, anew);
    await until('it arrives', () => sentTo(phone).length === received + 1);
    expect(callsOf(TOKEN)).toBe(before);
    expect(app.bureaus.size).toBe(1);
  });
});
