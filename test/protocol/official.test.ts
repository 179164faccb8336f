import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, pushes, type Follower } from '../../bot/channels/platform/index.ts';
import { makeQrCodes } from '../../bot/jobs/qr-codes.ts';
import {
  conversationId,
  conversations,
  inbox,
  sceneOf,
  takeConsent,
  wantScene,
} from '../../domain/exchange/index.ts';
import { liaison, people, staff, type StaffActor } from '../../domain/index.ts';
import { attachments } from '../../domain/exchange/tables.ts';
import { notices, type NoticeRow } from '../../domain/notices/index.ts';
import { GAOPING, openHouse, until, type House } from './house.ts';

const SUBSCRIBED = 'sub-reminder';
const SYSTEM = { kind: 'system', duty: 'test' } as const;
let house: House;
let count = 0;
beforeAll(async () => {
  house = await openHouse({
    subscriptions: [SUBSCRIBED],
    templates: {},
    more: {
      subscriptions: { reminder: { id: SUBSCRIBED, fields: { thing1: 'subject', time2: 'when' } } },
    },
  });
});
afterAll(() => house.close());

const app = () => house.first.installation.app;
const phoneOf = async (): Promise<Follower> => {
  const phone = house.account.follower(`o-${(count += 1)}`);
  await phone.says('菜单');
  return phone;
};
const identityOf = ({ openid }: Follower) => ({ channel: 'official-account', id: openid });
const rowOf = (phone: Follower) =>
  house.reads((tx) => tx.table(conversations).one({ id: conversationId(tx, identityOf(phone)) }));
const noticeOf = (noticeKey: string) => house.reads((tx) => tx.table(notices).one({ noticeKey }));

async function reminded(phone: Follower, state: NoticeRow['state']): Promise<NoticeRow> {
  const key = `official-${(count += 1)}`;
  await house.remind(identityOf(phone), key);
  let row: NoticeRow | null = null;
  await until(`${key} is ${state}`, async () => {
    row = await noticeOf(key);
    return row?.state === state;
  }).catch(() => {
    throw new Error(`${key} is not ${state} but ${JSON.stringify(row)}`);
  });
  return row!;
}

/** A member of staff whose chat is bound: alerts reach it. */
async function officer(): Promise<{ phone: Follower; actor: StaffActor }> {
  const login = `leader-${(count += 1)}`;
  const input = { login, name: '王明', roles: ['leader'], passwordHash: 'scrypt$x' };
  const added = await app().perform(GAOPING, staff.addAccount, input, SYSTEM);
  if (added.kind !== 'done') throw new Error(JSON.stringify(added));
  const account = await house.reads(async (tx) =>
    (await staff.readAccounts(tx)).find((one) => one.login === login),
  );
  const actor: StaffActor = { kind: 'staff', account: account!.id, roles: ['leader'] };
  const code = String(10_000_000 + count);
  await app().perform(GAOPING, people.issueBindingCode, { account: actor.account, code }, actor);
  const phone = await phoneOf();
  expect(await phone.says(`绑定 ${code}`)).toContain('绑定成功');
  return { phone, actor };
}

const raise = async (actor: StaffActor, except: readonly string[] = []): Promise<string> => {
  const key = `alert-${(count += 1)}`;
  const input = { key, kind: 'untouched', subject: 'clue', id: randomUUID(), number: key };
  const others = (await house.reads(staff.readAccounts))
    .map(({ id }) => id)
    .filter((id) => id !== actor.account);
  const raised = await app().perform(
    GAOPING,
    liaison.raiseAlert,
    { ...input, roster: 'supervisors', except: [...except, ...others] },
    SYSTEM,
  );
  if (raised.kind !== 'done') throw new Error(JSON.stringify(raised));
  app().wake(GAOPING);
  return key;
};

const menuOn = async (phone: Follower) => {
  const menus = () => phone.received().filter(({ kind }) => kind === 'menu');
  await until('a menu message is there', () => menus().length > 0);
  const last = menus().at(-1);
  if (last?.kind !== 'menu') throw new Error('no menu');
  return last;
};
const acknowledged = (key: string) =>
  house.reads(async (tx) => {
    const rows = await tx.sql('SELECT acknowledgedBy FROM liaison_alert WHERE alertKey = ?', [key]);
    return (rows as { acknowledgedBy: string | null }[])[0]?.acknowledgedBy ?? null;
  });

describe('choices in the chat (msgmenu, A7)', () => {
  it('C-11 an alert comes with its answer to tap; the tap counts whatever its text says', async () => {
    const { phone, actor } = await officer();
    const key = await raise(actor);
    const menu = await menuOn(phone);
    expect(menu.head).toContain(key);
    expect(menu.items.map(({ label }) => label)).toEqual(['1 已知悉']);
    expect(await phone.choosesItem(menu.items[0]!.id, '什么也不是')).toContain('已记录您知悉');
    expect(await acknowledged(key)).toBe(actor.account);
  });

  it('C-11 a typed number counts as well, and tapping afterwards has no second effect', async () => {
    const { phone, actor } = await officer();
    const key = await raise(actor);
    const menu = await menuOn(phone);
    await until(
      'the menu is on record',
      async () => (await house.reads((tx) => tx.table(notices).find({ state: 'sent' }))).length > 0,
    );
    await until('the number counts', async () => {
      await phone.says('１');
      return (await acknowledged(key)) === actor.account;
    });
    expect(await phone.choosesItem(menu.items[0]!.id, '1 已知悉')).not.toBeNull();
    expect(await acknowledged(key)).toBe(actor.account);
  });

  it('an item nobody knows any more is read as its words', async () => {
    const phone = await phoneOf();
    expect(await phone.choosesItem('offer:gone:accept', '举报')).toContain('什么事');
  });
});

describe('windows and consents', () => {
  it('F34 45047: our window is shut too, and the next notice does not even try', async () => {
    const phone = await phoneOf();
    await phone.agrees([{ templateId: SUBSCRIBED, accepts: true }]);
    house.account.faults.failNext('/cgi-bin/message/custom/send', 45047);
    expect((await reminded(phone, 'sent')).route).toBe('subscription');
    expect(await rowOf(phone)).toMatchObject({ windowLeft: -1, tapLeft: -1 });
    const calls = house.account.calls.length;
    await reminded(phone, 'sheet');
    expect(house.account.calls).toHaveLength(calls);
  });

  it('a tap opens its own minute: used first, and the long window stays whole', async () => {
    const phone = await phoneOf();
    await phone.taps('menu');
    expect(await rowOf(phone)).toMatchObject({ windowLeft: 5, tapLeft: 3 });
    await reminded(phone, 'sent');
    expect(await rowOf(phone)).toMatchObject({ windowLeft: 5, tapLeft: 2 });
    house.clock.advance(2 * MINUTE);
    await reminded(phone, 'sent');
    expect(await rowOf(phone)).toMatchObject({ windowLeft: 4, tapLeft: 2 });
    expect(phone.windows).toMatchObject({ written: { left: 4 } });
  });

  it('F35 43101: what was agreed is spent, nothing is repeated, the person is on the call sheet', async () => {
    const phone = await phoneOf();
    await phone.agrees([
      { templateId: SUBSCRIBED, accepts: true },
      { templateId: 'another', accepts: false },
    ]);
    house.clock.advance(49 * HOUR);
    house.account.faults.failNext('/cgi-bin/message/subscribe/bizsend', 43101);
    expect((await reminded(phone, 'sheet')).outcome).not.toBeNull();
    const left = await house.reads((tx) => {
      const conversation = conversationId(tx, identityOf(phone));
      return takeConsent(tx, { conversation, template: SUBSCRIBED, now: house.clock.now() });
    });
    expect(left).toBe(false);
  });

  it('a subscription notice goes once per consent; its result event settles it', async () => {
    const phone = await phoneOf();
    await phone.agrees([{ templateId: SUBSCRIBED, accepts: true }]);
    house.clock.advance(49 * HOUR);
    const row = await reminded(phone, 'sent');
    expect(row.route).toBe('subscription');
    await house.account.settle();
    await until(
      'the report is in',
      async () => (await noticeOf(row.noticeKey))?.outcome === 'success',
    );
    await reminded(phone, 'sheet');
    expect(phone.received().filter(({ kind }) => kind === 'subscription')).toHaveLength(1);
  });

  it('taken back in the settings: nothing is sent', async () => {
    const phone = await phoneOf();
    await phone.agrees([{ templateId: SUBSCRIBED, accepts: true }]);
    await phone.agrees([{ templateId: SUBSCRIBED, accepts: false }], { inSettings: true });
    house.clock.advance(49 * HOUR);
    await reminded(phone, 'sheet');
  });
});

describe('events that ask for no answer', () => {
  it('rights taken back: sends stop, the office is alerted, what is kept stays', async () => {
    const { phone } = await officer();
    const outcome = await phone.pushes(pushes.rightsRevoked());
    expect(outcome.deliveries).toEqual([{ status: 200, body: 'success' }]);
    await phone.repeatsLast();
    await reminded(phone, 'sheet');
    expect((await rowOf(phone))?.following).toBe(0);
    await until('the alert is raised', async () => {
      const rows = await house.reads((tx) =>
        tx.sql("SELECT id FROM liaison_alert WHERE kind = 'rights-taken-back'", []),
      );
      return (rows as unknown[]).length === 1;
    });
    expect(await house.reads((tx) => tx.table(inbox).count({ kind: 'rights' }))).toBe(1);
  });

  it('results of mass messages are taken and answered with success', async () => {
    const phone = await phoneOf();
    const { deliveries } = await phone.pushes(pushes.massResult());
    expect(deliveries).toEqual([{ status: 200, body: 'success' }]);
  });
});

describe('F39 what a follower sent', () => {
  const MEDIA = '/cgi-bin/media/get';
  const evidence = async (phone: Follower) =>
    (
      await house.reads((tx) =>
        tx.table(attachments).find({ conversation: conversationId(tx, identityOf(phone)) }),
      )
    )[0];

  it('F39 is asked for again until it is there', async () => {
    const phone = await phoneOf();
    house.account.faults.failNext(MEDIA, { status: 502 }, 2);
    await phone.sendsVoice(Buffer.from('#!AMR\n voice'), '他们空挂床位');
    await until('it was tried', async () => (await evidence(phone))?.attempts === 1);
    for (const attempts of [2, 3]) {
      house.clock.advance(5 * MINUTE);
      app().wake(GAOPING);
      await until('tried again', async () => (await evidence(phone))?.attempts === attempts);
    }
    await until('it is kept', async () => (await evidence(phone))?.state === 'kept');
    expect((await evidence(phone))?.mime).toBe('audio/amr');
  });

  it('F39 expired after three days: the person is asked again once, staff see the gap', async () => {
    const phone = await phoneOf();
    await phone.agrees([{ templateId: SUBSCRIBED, accepts: true }]);
    house.account.faults.failNext(MEDIA, 'cut-before', 2);
    await phone.sendsImage(Buffer.from('photo'));
    await until('it was tried', async () => (await evidence(phone))?.attempts === 1);
    house.clock.advance(73 * HOUR);
    app().wake(GAOPING);
    await until('it is given up', async () => (await evidence(phone))?.state === 'failed');
    const lost = () =>
      house.reads((tx) => tx.table(notices).find({ kind: 'desk.media-lost', state: 'sent' }));
    await until('the person was asked again', async () => (await lost()).length === 1);
    expect(phone.received().at(-1)).toMatchObject({
      kind: 'subscription',
      fields: { thing1: '有一份材料没有收到' },
    });
  });
});

describe('codes to scan', () => {
  const made = async (purpose: 'bind' | 'call', meaning: string, minutes: number | null) => {
    const subject = randomUUID();
    const now = house.clock.now();
    const validUntil = minutes === null ? null : new Date(now.getTime() + minutes * MINUTE);
    const id = `${purpose}-${randomUUID()}`;
    await house.reads((tx) => wantScene(tx, { id, purpose, subject, meaning, validUntil, now }));
    app().wake(GAOPING);
    let url = '';
    await until(`${makeQrCodes.name} made it`, async () => {
      const row = await house.reads((tx) => sceneOf(tx, { purpose, subject, now }));
      url = row?.url ?? '';
      return row?.state === 'made';
    });
    return url;
  };

  it('scanning the binding code binds the chat, also by following, and only once', async () => {
    const { actor } = await officer();
    const code = '20000001';
    await app().perform(GAOPING, people.issueBindingCode, { account: actor.account, code }, actor);
    const url = await made('bind', code, 60);
    expect(url).not.toContain(code);
    const phone = house.account.follower(`o-${(count += 1)}`);
    phone.follows = false;
    expect(await phone.scansCode(url)).toContain('绑定成功');
    const other = await phoneOf();
    expect(await other.scansCode(url)).toContain('绑定码');
  });

  it('GP-6.1 the code of a call shows the calls, to anybody, again and again', async () => {
    const url = await made('call', 'ZP-none', null);
    for (let n = 0; n < 2; n += 1)
      expect(await (await phoneOf()).scansCode(url)).toContain('现在没有正在报名的公告');
  });
});
