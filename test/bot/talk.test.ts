import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clues, enquiries, staff, type StaffActor } from '../../domain/index.ts';
import { GAOPING, openApp, SYSTEM, type OpenApp } from '../support/app.ts';
import { openOffice, type Chat } from '../support/chat.ts';

let open: OpenApp;
let clerk: StaffActor;
let chat: Chat;

beforeEach(async () => {
  open = await openApp();
  clerk = await open.member(GAOPING, 'clerk', 'liaison');
  await open.member(GAOPING, 'discipline');
  const named = { login: 'sun', name: '孙丽桐', roles: ['liaison'], passwordHash: 'scrypt$x' };
  await open.app.perform(GAOPING, staff.addAccount, named, SYSTEM);
  chat = openOffice(open, GAOPING).chat('volunteer');
});
afterEach(() => open.close());

const threads = async () => {
  const asked = await open.app.ask(GAOPING, enquiries.listEnquiries, {}, clerk);
  return asked.kind === 'found' ? asked.value.rows : [];
};

describe('人工 and those it may be about', () => {
  it('A-17 C-01 an accusation of staff does not go to the office; it becomes a clue for discipline alone', async () => {
    await chat.says('人工');
    const held = await chat.says('我要反映联络员孙丽桐，她收药店的红包');
    expect(held).toContain('没有转给工作人员');
    const [thread] = await threads();
    const one = await open.app.ask(
      GAOPING,
      enquiries.oneEnquiry,
      { enquiry: thread?.id ?? '' },
      clerk,
    );
    expect(JSON.stringify(one)).not.toContain('红包');
    expect(await chat.says('1')).toContain('什么时候');
    expect(await chat.says('上个月')).toContain('什么地方');
    let review = await chat.says('窗口旁边');
    if (!review.includes('请核对')) review = await chat.says('3');
    if (!review.includes('请核对')) review = await chat.says('孙丽桐');
    expect(review).toContain('红包');
    expect(await chat.says('提交')).toContain('只由纪检人员');
    const seen = await open.app.ask(GAOPING, clues.listClues, {}, clerk);
    expect(seen.kind === 'found' && seen.value.total).toBe(0);
  });

  it('C-11 who only asks for somebody by name is put through', async () => {
    await chat.says('人工');
    expect(await chat.says('请孙丽桐有空给我回个电话')).toContain('已转给');
  });

  it('C-11 words that wait for an answer are kept when the person says 结束', async () => {
    await chat.says('人工');
    await chat.says('我的药费怎么没有报');
    expect(await chat.says('结束')).toContain('仍会回复');
    expect((await threads()).map((thread) => thread.state)).toEqual(['waiting']);
    expect(await chat.says('0')).toContain('1 举报');
  });
});
