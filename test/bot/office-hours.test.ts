import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../bot/jobs/deadlines.ts';
import { escalateAlerts } from '../../bot/jobs/members.ts';
import { phoneAlerts } from '../../bot/jobs/phone-alerts.ts';
import { liaison, people, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp } from '../support/app.ts';
import { openOffice, type Chat, type Office } from '../support/chat.ts';

let open: OpenApp;
let office: Office;
let officer: StaffActor;
let officerChat: Chat;
let leaderChat: Chat;

const inChat = async (actor: StaffActor, code: string): Promise<Chat> => {
  const admin = await open.member(GAOPING, 'administrator');
  const issued = { account: actor.account, code };
  await open.app.perform(GAOPING, people.issueBindingCode, issued, admin);
  const chat = office.chat(actor.account);
  await chat.says(`绑定 ${code}`);
  return chat;
};

beforeEach(async () => {
  // a Saturday evening late in November: next year's calendar is missing
  open = await openApp({ now: '2026-11-21T22:00:00+08:00' });
  office = openOffice(open, GAOPING);
  officer = await open.member(GAOPING, 'liaison');
  const leader = await open.member(GAOPING, 'leader');
  const desk = { roster: 'supervisors', account: officer.account };
  await open.app.perform(GAOPING, liaison.designateOfficer, desk, leader);
  officerChat = await inChat(officer, '12345678');
  leaderChat = await inChat(leader, '87654321');
});
afterEach(() => open.close());

const heard = (chat: Chat, words: string): readonly string[] =>
  chat.received.filter((text) => text.includes(words));

const at = async (instant: string): Promise<void> => {
  open.clock.set(instant);
  await escalateAlerts.run(office.hand(GAOPING));
  await phoneAlerts.run(office.hand(GAOPING));
  await office.settle();
};

const report = (): Promise<string> =>
  office.chat('volunteer').plays(`
    用户：重大情况 刚才在康宁医院看到他们正往车上搬病历
    用户：提交
    机器人：已按重大情况马上报告值班人员
  `);

const raise = (kind: string) =>
  open.app.perform(
    GAOPING,
    liaison.raiseAlert,
    { key: kind, kind, subject: 'task', id: 't', number: `RW-${kind}`, roster: 'supervisors' },
    SYSTEM,
  );

describe('alerts raised on a Saturday at 22:00', () => {
  it('GP-8.6e a serious matter is heard at once by officer and leader; a missing calendar on Monday morning', async () => {
    await report();
    await sweepDeadlines.run(office.hand(GAOPING));
    await office.settle();
    for (const chat of [officerChat, leaderChat]) {
      expect(heard(chat, '重大情况线索')).toHaveLength(1);
      expect(heard(chat, '重大情况线索')[0]).not.toMatch(/康宁|病历/);
      expect(heard(chat, '放假安排')).toEqual([]);
    }
    await at('2026-11-23T08:29:00+08:00');
    expect(heard(officerChat, '放假安排')).toEqual([]);
    await at('2026-11-23T08:31:00+08:00');
    expect(heard(officerChat, '放假安排')).toHaveLength(1);
  });

  it('F41 the five kinds that can wait, wait: nothing leaves before the office opens', async () => {
    const kinds = [
      'calendar-missing',
      'untouched',
      'unanswered-invitation',
      'measure-expiring',
      'rights-taken-back',
      'some-kind-of-tomorrow',
    ];
    for (const kind of kinds) await raise(kind);
    await at('2026-11-22T23:00:00+08:00');
    expect(heard(officerChat, 'RW-')).toEqual([]);
    await at('2026-11-23T08:31:00+08:00');
    expect(heard(officerChat, 'RW-')).toHaveLength(kinds.length);
    expect(heard(officerChat, '值班电话')).toEqual([]);
  });

  it('A-11 the telephone on duty is named to the reporter and in the alert; by day to nobody', async () => {
    expect(await report()).toContain('现在是下班时间，情况紧急请直接打值班电话0356-5550100');
    await office.settle();
    expect(heard(officerChat, '下班时间值班电话：0356-5550100')).toHaveLength(1);
    open.clock.set('2026-11-23T10:00:00+08:00');
    expect(await report()).not.toContain('值班电话');
    await office.settle();
    expect(heard(officerChat, '重大情况线索')).toHaveLength(2);
    expect(heard(officerChat, '值班电话')).toHaveLength(1);
  });

  it('A-11 nobody confirms the serious matter: after two hours of the night it is asked again, by phone before that', async () => {
    await report();
    await office.settle();
    await at('2026-11-21T23:55:00+08:00');
    expect(heard(leaderChat, '超时未确认')).toEqual([]);
    const phoned = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(notices).find({ kind: 'liaison.alert' }),
    );
    expect(phoned.map(({ state }) => state)).toEqual(['sheet', 'sheet']);
    await at('2026-11-22T00:05:00+08:00');
    expect(heard(leaderChat, '超时未确认')).toHaveLength(1);
    expect(heard(officerChat, '再次提醒')).toHaveLength(1);
  });

  it('A-11 of what can wait, reminder, escalation and telephone wait for the office as well', async () => {
    open.clock.set('2026-11-20T17:20:00+08:00');
    await raise('untouched');
    await office.settle();
    expect(heard(officerChat, 'RW-untouched')).toHaveLength(1);
    // ten minutes before closing it was sent: the evening does not count against anybody
    await at('2026-11-20T18:30:00+08:00');
    const state = async () =>
      (
        await open.app.gate.transaction(GAOPING, (tx) =>
          tx.table(notices).find({ kind: 'liaison.alert' }),
        )
      ).map((row) => row.state);
    expect(await state()).toEqual(['sent']);
    await at('2026-11-23T08:51:00+08:00');
    expect(await state()).toEqual(['sheet']);
    // the machine was down on Monday and comes back in the evening
    await at('2026-11-23T20:00:00+08:00');
    expect(heard(leaderChat, '超时未确认')).toEqual([]);
    await at('2026-11-24T08:31:00+08:00');
    expect(heard(leaderChat, '超时未确认')).toHaveLength(1);
    expect(heard(officerChat, '再次提醒')).toHaveLength(1);
  });
});
