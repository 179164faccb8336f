import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, liaison, people, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { openOffice } from '../support/chat.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf } from '../support/experts.ts';

let open: OpenApp;
let clerk: StaffActor;

beforeEach(async () => {
  // a Sunday: notices wait until Monday 08:30
  open = await openApp({ now: '2026-11-22T11:00:00+08:00' });
  clerk = await open.member(ZHANJIANG, 'clerk');
});
afterEach(() => open.close());

describe('a notice whose matter is settled before it leaves', () => {
  it('ZJ-14.3 whoever was asked by phone meanwhile is not invited again on Monday', async () => {
    const office = openOffice(open, ZHANJIANG);
    const bureau = bureauOf(open, clerk);
    await bureau.expert(['药学']);
    const task = await bureau.task(
      { 药学: 1 },
      { firstDay: '2026-11-26', words: ['某市某某中医院'] },
    );
    const drawn = await drawFor(open, clerk, task);
    const invited = drawn.find((event) => event.type === 'draws.invited');
    const reply = { invitation: invited?.invitation, answer: 'accept', reason: '' };
    await bureau.done(clerk, draws.enterReply, reply);
    open.clock.set('2026-11-23T08:31:00+08:00');
    await office.settle();
    const rows = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ kind: 'draws.invited' }),
    );
    expect(rows.map(({ state, outcome }) => [state, outcome])).toEqual([
      ['expired', '情况已变，不用再发'],
    ]);
  });
});

describe('a panel that changes over the weekend', () => {
  const weekend = async (need: number, experts: number) => {
    const office = openOffice(open, ZHANJIANG);
    const admin = await open.member(ZHANJIANG, 'administrator');
    const issued = { account: clerk.account, code: '12345678' };
    await open.app.perform(ZHANJIANG, people.issueBindingCode, issued, admin);
    const chat = office.chat('clerk');
    await chat.says('绑定 12345678');
    const bureau = bureauOf(open, clerk);
    for (let n = 0; n < experts; n += 1) await bureau.expert(['药学']);
    const days = { firstDay: '2026-11-26', words: ['某市某某中医院'] };
    const task = await bureau.task({ 药学: need }, days);
    await drawFor(open, clerk, task);
    const panel = async () => (await bureau.view(task)).panel.map(({ invitation }) => invitation);
    const answers = async (status: string, answer: 'accept' | 'decline') => {
      const one = (await panel()).find((invitation) => invitation.status === status);
      const reply = { invitation: one?.id, answer, reason: '出差' };
      await bureau.done(clerk, draws.enterReply, reply);
    };
    const onMonday = async () => {
      open.clock.set('2026-11-23T08:31:00+08:00');
      await office.settle();
      return chat.received.filter((text) => text.includes('专家'));
    };
    return { answers, onMonday };
  };

  it('draw-35 F41 refused until nobody is left: on Monday one notice, with all seats that are open', async () => {
    const { answers, onMonday } = await weekend(2, 3);
    for (let n = 0; n < 3; n += 1) await answers('invited', 'decline');
    expect(await onMonday()).toEqual([
      expect.stringContaining('还差专家（药学2人），名单里已经没有可以递补的人'),
    ]);
  });

  it('draw-13 F41 a refusal that was none is put right on Sunday: nobody is told of an open seat on Monday', async () => {
    const { answers, onMonday } = await weekend(1, 1);
    await answers('invited', 'decline');
    await answers('declined', 'accept');
    expect(await onMonday()).toEqual([expect.stringContaining('的专家都已接受邀请')]);
  });
});

describe('a notice to a colleague who has no WeChat bound', () => {
  it('C-11 waits on the site and fills no call sheet; an alert is phoned all the same', async () => {
    const office = openOffice(open, ZHANJIANG);
    const officer = await open.member(ZHANJIANG, 'liaison');
    await open.member(ZHANJIANG, 'clerk');
    const desk = { roster: 'experts', account: officer.account };
    const leader = await open.member(ZHANJIANG, 'leader');
    await open.app.perform(ZHANJIANG, liaison.designateOfficer, desk, leader);
    await office.chat('somebody').says('人工');
    const raised = { key: 'k', kind: 'untouched', subject: 'task', id: 't', number: 'RW1' };
    const alert = { ...raised, roster: 'experts', audience: 'office', except: [] };
    await open.app.perform(ZHANJIANG, liaison.raiseAlert, alert, leader);
    open.clock.set('2026-11-23T08:31:00+08:00');
    await office.settle();
    const rows = await open.app.gate.transaction(ZHANJIANG, (tx) => tx.table(notices).find({}));
    const states = rows
      .filter(({ state }) => state !== 'expanded')
      .map(({ kind, state }) => `${kind} ${state}`);
    expect(states).toContain('enquiries.waiting expired');
    expect(states).toContain('liaison.alert sheet');
  });
});
