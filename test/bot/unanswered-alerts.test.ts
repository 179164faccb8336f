import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { escalateAlerts } from '../../bot/jobs/members.ts';
import { phoneAlerts } from '../../bot/jobs/phone-alerts.ts';
import { draws, liaison, people, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { openOffice, type Chat, type Office } from '../support/chat.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';

let open: OpenApp;
let office: Office;
let bureau: Bureau;
let clerk: StaffActor;
let leader: StaffActor;
let officer: StaffActor;
let officerChat: Chat;
let leaderChat: Chat;

const inChat = async (actor: StaffActor, code: string): Promise<Chat> => {
  const admin = await open.member(ZHANJIANG, 'administrator');
  const issued = { account: actor.account, code };
  await open.app.perform(ZHANJIANG, people.issueBindingCode, issued, admin);
  const chat = office.chat(actor.account);
  await chat.says(`绑定 ${code}`);
  return chat;
};

beforeEach(async () => {
  open = await openApp({ seed: 'unanswered' });
  office = openOffice(open, ZHANJIANG);
  clerk = await open.member(ZHANJIANG, 'clerk');
  officer = await open.member(ZHANJIANG, 'liaison');
  leader = await open.member(ZHANJIANG, 'leader');
  const desk = { roster: 'experts', account: officer.account };
  await open.app.perform(ZHANJIANG, liaison.designateOfficer, desk, leader);
  officerChat = await inChat(officer, '12345678');
  leaderChat = await inChat(leader, '87654321');
  bureau = bureauOf(open, clerk);
});
afterEach(() => open.close());

/** Three drawn for three seats, nobody else in the pool. */
const drawnThree = async (): Promise<string> => {
  for (let n = 0; n < 3; n += 1) await bureau.expert(['药学']);
  const task = await bureau.task({ 药学: 3 });
  await drawFor(open, clerk, task);
  await office.settle();
  return task;
};

const silence = async (): Promise<void> => {
  open.clock.set('2026-10-12T14:31:00+08:00');
  await bureau.done(SYSTEM, draws.expireDrawReplies, {});
  await office.settle();
};

const accepts = async (task: string): Promise<void> => {
  const { panel } = await bureau.view(task);
  const silent = panel.find(({ invitation }) => invitation.status === 'silent');
  const reply = { invitation: silent?.invitation.id, answer: 'accept', reason: '' };
  await bureau.done(clerk, draws.enterReply, reply);
  await office.settle();
};

const at = async (instant: string): Promise<void> => {
  open.clock.set(instant);
  await escalateAlerts.run(office.hand(ZHANJIANG));
  await phoneAlerts.run(office.hand(ZHANJIANG));
  await office.settle();
};

const heard = (chat: Chat): readonly string[] =>
  chat.received.filter((text) => text.includes('没有答复邀请'));

const alertsOpen = async (): Promise<number> => {
  const answer = await open.app.ask(ZHANJIANG, liaison.listAlerts, {}, officer);
  return answer.kind === 'found' ? answer.value.total : -1;
};

describe('GP-12a invitations that nobody answered', () => {
  it('GP-12a three silent at once are one alert that says three, once on the list', async () => {
    await drawnThree();
    await silence();
    expect(heard(officerChat)).toEqual([
      expect.stringContaining('【提醒】还有3位专家没有答复邀请（RW2026-0001）'),
    ]);
    expect(await alertsOpen()).toBe(1);
  });

  it('GP-12a the reminder and the leader read how many are left by then, not how many there were', async () => {
    const task = await drawnThree();
    await silence();
    await accepts(task);
    await accepts(task);
    await at('2026-10-12T17:25:00+08:00');
    expect(heard(officerChat).at(-1)).toContain('【再次提醒】还有1位专家没有答复邀请');
    expect(heard(leaderChat)).toEqual([
      expect.stringContaining('【超时未确认】还有1位专家没有答复邀请'),
    ]);
  });

  it('ZJ-14.3 closed by the last answer: no reminder, nobody asked to look after it, off the lists', async () => {
    const task = await drawnThree();
    await silence();
    for (let n = 0; n < 3; n += 1) await accepts(task);
    expect(await alertsOpen()).toBe(0);
    await at('2026-10-12T17:25:00+08:00');
    await at('2026-10-13T10:30:00+08:00');
    expect(heard(officerChat)).toHaveLength(1);
    expect(heard(leaderChat)).toEqual([]);
    const sheet = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ state: 'sheet', kind: 'liaison.alert' }),
    );
    expect(sheet).toEqual([]);
  });

  it('C-07 work called off takes its alert along', async () => {
    const task = await drawnThree();
    await silence();
    await bureau.done(clerk, draws.cancelDrawTask, { task, reason: '检查改期到明年' });
    await office.settle();
    expect(await alertsOpen()).toBe(0);
  });
});

describe('draw-35 nobody is left, then somebody is after all', () => {
  it('draw-35 whoever read that nobody was left reads that the seats have somebody again', async () => {
    const chat = await inChat(clerk, '11112222');
    const unit = (name: string) => [{ unit: name, outside: true }];
    // one person of a unit at most: whoever is drawn, the other pair is barred while one of it stands
    for (const [category, name] of [
      ['药学', '甲公司'],
      ['药学', '乙公司'],
      ['信息技术', '甲公司'],
      ['信息技术', '乙公司'],
    ] as const)
      await bureau.expert([category], unit(name));
    const task = await bureau.task({ 药学: 1, 信息技术: 1 });
    await drawFor(open, clerk, task);
    const declines = async (category: string): Promise<void> => {
      const { panel } = await bureau.view(task);
      const one = panel.find(
        ({ invitation }) => invitation.status === 'invited' && invitation.category === category,
      );
      const reply = { invitation: one?.invitation.id, answer: 'decline', reason: '出差' };
      await bureau.done(clerk, draws.enterReply, reply);
      await office.settle();
    };
    await declines('信息技术');
    expect(chat.received.at(-1)).toContain('已经没有可以递补的人');
    await declines('药学');
    expect(chat.received.at(-1)).toContain('现在又有人可以递补，已发出邀请');
    expect((await bureau.view(task)).task.status).toBe('inviting');
    await declines('药学');
    expect(chat.received.at(-1)).toContain('已经没有可以递补的人');
  });
});
