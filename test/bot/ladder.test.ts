import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outward } from '../../bot/channels/outward.ts';
import { PlatformError, type Verdict } from '../../bot/channels/platform-error.ts';
import { DELIVERY } from '../../bot/jobs/deliver.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import { phoneAlerts } from '../../bot/jobs/phone-alerts.ts';
import { lockConversation, openWindow, setFollowing } from '../../domain/exchange/index.ts';
import {
  liaison,
  people,
  type ChatIdentity,
  type Notice,
  type StaffActor,
} from '../../domain/index.ts';
import { notices, noticeTries, putNotice, type NoticeRow } from '../../domain/notices/index.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';
import { freshDatabase, hasServer, type FreshDatabase } from '../support/database.ts';

const error = (verdict: Verdict, errcode: number | null): PlatformError =>
  new PlatformError({ path: '/send', errcode, errmsg: 'no', rid: 'rid-1', verdict });

/** A channel that keeps what it is told to send, and fails as it is told. */
const played = () => {
  const sent: string[] = [];
  const faults: PlatformError[] = [];
  const send = (words: string) => {
    const fault = faults.shift();
    if (fault !== undefined) return Promise.reject(fault);
    sent.push(words);
    return Promise.resolve({});
  };
  const outward: Outward = {
    deliver: (_to, text) => send(text),
    sendTemplate: ({ templateId }) => send(templateId),
    fetchMedia: () => Promise.reject(new Error('no media here')),
  };
  return { sent, faults, outward };
};

describe.each(['sqlite', 'mariadb'] as const)('the ladder on %s', (dialect) => {
  const skip = dialect === 'mariadb' && !hasServer;
  let database: FreshDatabase | null = null;
  let open: OpenApp;
  let clerk: StaffActor;
  let wecom: ReturnType<typeof played>;
  let account: ReturnType<typeof played>;
  let count = 0;

  beforeEach(async () => {
    if (skip) return;
    database = dialect === 'mariadb' ? await freshDatabase() : null;
    open = await openApp(database === null ? {} : { url: database.url });
    clerk = await open.member(GAOPING, 'clerk');
    wecom = played();
    account = played();
  });
  afterEach(async () => {
    if (skip) return;
    await open.close();
    await database?.drop();
  });

  const inside: OpenApp['app']['gate']['transaction'] extends (...args: never[]) => unknown
    ? <T>(work: Parameters<typeof open.app.gate.transaction<T>>[1]) => Promise<T>
    : never = (work) => open.app.gate.transaction(GAOPING, work);

  const hand = (): DutyHand => ({
    app: open.app,
    bureau: GAOPING,
    outward: (_bureau, channel) =>
      ({ wecom: wecom.outward, 'official-account': account.outward })[channel] ?? null,
    uuid: randomUUID,
    onFault: (fault) => {
      throw fault;
    },
  });
  const deliver = async (): Promise<void> => {
    for (let round = 0; round < 30; round += 1) {
      let more = false;
      for (const pump of DELIVERY) more = (await pump.run(hand())) || more;
      if (!more) return;
    }
  };
  const pass = (minutes: number): void => {
    open.clock.set(new Date(open.clock.now().getTime() + minutes * 60_000));
  };

  const chatOf = async (
    to: { person: string } | { account: string },
    channel: string,
  ): Promise<ChatIdentity> => {
    count += 1;
    const admin = await open.member(GAOPING, 'administrator', 'clerk');
    const identity = { channel, id: `${channel}-${count}` };
    const code = String(40_000_000 + count);
    await open.app.perform(GAOPING, people.issueBindingCode, { ...to, code }, admin);
    const follower = { identity, person: null, account: null, roles: [], memberships: [] };
    const bound = await open.app.perform(
      GAOPING,
      people.bindChat,
      { identity, code },
      { kind: 'follower', ...follower },
    );
    if (bound.kind !== 'done') throw new Error(JSON.stringify(bound));
    await inside((tx) => lockConversation(tx, identity, open.clock.now()));
    return identity;
  };
  const somebody = async (...channels: string[]) => {
    count += 1;
    const input = {
      source: 'visit',
      particulars: { name: `某人${count}`, phone: `1390000${String(1000 + count)}` },
    };
    const known = await open.app.perform(GAOPING, people.registerPerson, input, clerk);
    if (known.kind !== 'done' || known.events[0].type !== 'people.registered')
      throw new Error(JSON.stringify(known));
    const { person } = known.events[0];
    const chats = [];
    for (const channel of channels) chats.push(await chatOf({ person }, channel));
    return { person, chats };
  };
  const writes = (identity: ChatIdentity): Promise<void> =>
    inside(async (tx) => {
      const now = open.clock.now();
      const { id } = await lockConversation(tx, identity, now);
      await openWindow(tx, id, { by: 'written', now });
    });
  const put = async (to: Notice['to'], more: Partial<Notice> = {}): Promise<string> => {
    const id = randomUUID();
    const notice: Notice = { key: id, to, kind: 'desk.draft-waiting', params: {}, ...more };
    const now = open.clock.now();
    await inside((tx) => putNotice(tx, { notice, id, now, officeMoment: now }));
    return id;
  };
  const rowOf = async (id: string): Promise<NoticeRow> => {
    const row = await inside((tx) => tx.table(notices).one({ id }));
    if (row === null) throw new Error(`no notice ${id}`);
    return row;
  };
  const historyOf = async (id: string): Promise<readonly string[]> =>
    (await inside((tx) => tx.table(noticeTries).find({ notice: id }, { order: { n: 'ASC' } })))
      // nothing to tap stands on these notices
      .filter(({ way }) => way !== 'card')
      .map(({ way, channel, kind, errcode }) =>
        [channel, way, kind, errcode].filter(Boolean).join(' '),
      );

  const test = it.skipIf(skip);

  test('a member is written to in the official account first, a colleague in WeCom', async () => {
    const { person, chats } = await somebody('official-account', 'wecom');
    await writes(chats[0]!);
    const member = await put({ to: 'person', person });
    const colleague = await open.member(GAOPING, 'clerk');
    await chatOf({ account: colleague.account }, 'official-account');
    await chatOf({ account: colleague.account }, 'wecom');
    const staff = await put({ to: 'account', account: colleague.account });
    await deliver();
    expect(await rowOf(member)).toMatchObject({ state: 'sent', channel: 'official-account' });
    expect(await rowOf(staff)).toMatchObject({ state: 'sent', channel: 'wecom' });
  });

  test('F34 a closed rung is passed over and recorded: the other chat is used', async () => {
    const { person } = await somebody('official-account', 'wecom');
    const id = await put({ to: 'person', person });
    await deliver();
    expect(await rowOf(id)).toMatchObject({ state: 'sent', route: 'service', channel: 'wecom' });
    expect(await historyOf(id)).toEqual(['official-account service passed', 'wecom service sent']);
  });

  test('F35 an account that the person has left takes nothing more; the next chat does, and once', async () => {
    const { person, chats } = await somebody('official-account', 'wecom');
    await writes(chats[0]!);
    account.faults.push(error('unreachable', 43004));
    const id = await put({ to: 'person', person });
    await deliver();
    expect(await historyOf(id)).toEqual([
      'official-account service unreachable 43004',
      'wecom service sent',
    ]);
    expect([account.sent.length, wecom.sent.length]).toEqual([0, 1]);
  });

  test('F34 the history says why nothing may be written: silence, all used up, or the platform’s word', async () => {
    const { person, chats } = await somebody('official-account');
    const said = async (): Promise<string> => {
      const id = await put({ to: 'person', person });
      await deliver();
      const tries = await inside((tx) => tx.table(noticeTries).find({ notice: id }));
      return tries.find(({ way }) => way === 'service')?.outcome ?? '';
    };
    expect(await said()).toBe('48小时内没有来信');
    await writes(chats[0]!);
    account.faults.push(error('window-closed', 45015));
    expect(await said()).toContain('45015');
    expect(await said()).toContain('平台说窗口已关');
    await writes(chats[0]!);
    for (let n = 0; n < 5; n += 1) expect(await said()).toBe('平台已接收');
    expect(await said()).toContain('条数已用完');
  });

  test('F33 an outcome that nobody knows is never repeated, by no way', async () => {
    const { person, chats } = await somebody('official-account', 'wecom');
    await writes(chats[0]!);
    account.faults.push(error('unknown-outcome', null));
    const id = await put({ to: 'person', person });
    for (let hour = 0; hour < 5; hour += 1) {
      await deliver();
      pass(60);
    }
    expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
    expect(await historyOf(id)).toEqual(['official-account service unknown']);
    expect(wecom.sent).toEqual([]);
  });

  test('F32 WeCom sees the second of two: what had no answer goes again there, and nowhere else', async () => {
    const { person, chats } = await somebody('wecom', 'official-account');
    await writes(chats[1]!);
    const colleague = await open.member(GAOPING, 'clerk');
    await chatOf({ account: colleague.account }, 'wecom');
    wecom.faults.push(error('retry', null));
    const id = await put({ to: 'account', account: colleague.account });
    await deliver();
    expect(await rowOf(id)).toMatchObject({
      state: 'ready',
      route: 'service',
      // nobody is told that it has not left
      outcome: '平台没有回答，不知道是否收到，稍后原样再试',
    });
    pass(2);
    await deliver();
    expect(await historyOf(id)).toEqual(['wecom service busy', 'wecom service sent']);
    expect(person).not.toBe('');
  });

  test('F37 a busy platform is tried so often as the policy says, then the next way', async () => {
    const { person, chats } = await somebody('official-account', 'wecom');
    await writes(chats[0]!);
    account.faults.push(...Array.from({ length: 9 }, () => error('retry', -1)));
    const id = await put({ to: 'person', person });
    for (let round = 0; round < 12; round += 1) {
      await deliver();
      pass(30);
      await writes(chats[0]!);
    }
    const history = await historyOf(id);
    expect(history.filter((line) => line.includes('busy'))).toHaveLength(3);
    expect(history.at(-1)).toBe('wecom service sent');
    expect(history.filter((line) => line.endsWith('sent'))).toHaveLength(1);
  });

  test('F37 a rest of the whole account: nothing is sent there, and its notices wait', async () => {
    const { chats } = await somebody('official-account');
    const ids: string[] = [];
    account.faults.push(...Array.from({ length: 5 }, () => error('retry', -1)));
    for (let one = 0; one < 12; one += 1) {
      const other = await somebody('official-account');
      await writes(other.chats[0]!);
      ids.push(await put({ to: 'person', person: other.person }));
    }
    await writes(chats[0]!);
    await deliver();
    // those that were on their way when it opened are through; no call is made after that
    const calls = account.sent.length;
    await deliver();
    expect(account.sent.length).toBe(calls);
    for (let round = 0; round < 6; round += 1) {
      pass(5);
      await deliver();
    }
    for (const id of ids) expect((await rowOf(id)).state).toBe('sent');
    expect(account.sent).toHaveLength(12);
  });

  test('F15 F35 nobody is left to write to: the call sheet says why, and the person is listed', async () => {
    const { person, chats } = await somebody('official-account');
    await inside(async (tx) => {
      const { id } = await lockConversation(tx, chats[0]!, open.clock.now());
      await setFollowing(tx, id, false);
    });
    const id = await put({ to: 'person', person });
    await deliver();
    expect(await rowOf(id)).toMatchObject({ state: 'sheet', outcome: '已取消关注' });
  });

  test('F41 reminders that have waited for days are one: the latest', async () => {
    const { person, chats } = await somebody('wecom');
    expect(chats).toHaveLength(1);
    const first = await put({ to: 'person', person });
    pass(24 * 60);
    const second = await put({ to: 'person', person });
    pass(24 * 60);
    const third = await put({ to: 'person', person });
    const late = await put(
      { to: 'person', person },
      { validUntil: new Date(open.clock.now().getTime() - 60_000), kind: 'desk.draft-waiting' },
    );
    await deliver();
    expect(wecom.sent).toHaveLength(1);
    const states = await Promise.all([first, second, third, late].map(rowOf));
    expect(states.filter(({ state }) => state === 'sent')).toHaveLength(1);
    expect(states.map(({ state }) => state).slice(0, 2)).toEqual(['merged', 'merged']);
  });

  test('GP-12b an alert that nobody acknowledges in time is phoned; acknowledged, it leaves the sheet', async () => {
    const officer = await open.member(GAOPING, 'liaison');
    const leader = await open.member(GAOPING, 'leader');
    await chatOf({ account: officer.account }, 'wecom');
    const desk = { roster: 'supervisors', account: officer.account };
    await open.app.perform(GAOPING, liaison.designateOfficer, desk, leader);
    const raised = { key: 'k', kind: 'clue-serious', subject: 'clue', id: 'c', number: 'XS1' };
    const alert = { ...raised, roster: 'supervisors', audience: 'office', except: [] };
    await open.app.perform(GAOPING, liaison.raiseAlert, alert, leader);
    await deliver();
    const alertRow = async () =>
      (await inside((tx) => tx.table(notices).find({ kind: 'liaison.alert' }))).find(
        ({ noticeKey }) => noticeKey.endsWith(officer.account),
      )!;
    expect((await alertRow()).state).toBe('sent');
    pass(29);
    await phoneAlerts.run(hand());
    expect((await alertRow()).state).toBe('sent');
    pass(2);
    await phoneAlerts.run(hand());
    expect(await alertRow()).toMatchObject({ state: 'sheet' });
    const { alert: id } = (await alertRow()).params;
    await open.app.perform(GAOPING, liaison.acknowledgeAlert, { alert: id }, officer);
    await phoneAlerts.run(hand());
    expect((await alertRow()).state).toBe('expired');
  });
});
