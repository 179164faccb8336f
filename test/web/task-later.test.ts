import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, liaison, type Role, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { SYSTEM, ZHANJIANG } from '../support/app.ts';
import { Later } from '../support/later.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let here: Later;
let made = 0;

type Seated = Browser & { readonly actor: StaffActor };

const as = async (...roles: Role[]): Promise<Seated> => {
  made += 1;
  const actor = await site.account(`later${made}`, roles, ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `later${made}`, { bureau: 'zhanjiang' });
  return { ...browser, actor };
};

let clerk: Seated;
beforeEach(async () => {
  site = await openSite();
  clerk = await as('clerk');
  here = new Later(site, clerk.actor);
});
afterEach(() => site.close());

const CHANGE = {
  do: 'change',
  version: '1',
  type: '飞行检查',
  words: '遂溪县某某医院',
  firstDay: '2026-10-20',
  lastDay: '',
  assembleAt: '14:00',
  place: '市政府南门',
  leaderPhone: '0759-3366026',
  'need-药学': '2',
};

describe('C-07 更正任务', () => {
  it('saves what is typed; the second of two savers reads that a colleague was first (F22)', async () => {
    const task = await here.bureau.task({ 药学: 1 });
    const page = `/tasks/${task}`;
    expect((await clerk.get(page)).html).toContain('保存更正');
    const saved = await clerk.submit(page, CHANGE);
    expect(saved.html).toContain('任务已更正');
    expect(saved.html).toContain('市政府南门');
    const second = await clerk.post(page, { ...CHANGE, place: '火车站' });
    expect(second.status).toBe(409);
  });

  it('C-04 a colleague who may not see the targets gets no field for them, and keeps them', async () => {
    const task = await here.bureau.task({ 药学: 1 });
    const head = await as('sectionHead');
    const page = `/tasks/${task}`;
    const { html } = await head.get(page);
    expect(html).toContain('保存更正');
    expect(html).not.toContain('某某医院');
    expect(html).not.toContain('name="words"');
    const { words: _words, type: _type, ...rest } = CHANGE;
    expect((await head.submit(page, rest)).html).toContain('任务已更正');
    expect((await here.bureau.view(task)).task.targets).toEqual(['遂溪县某某医院']);
  });
});

describe('C-07 改期 and draw-9 更正检查对象', () => {
  it('are offered once people were asked, and say what happens next', async () => {
    await here.expert();
    await here.expert();
    const task = await here.drawn(1);
    const page = `/tasks/${task}`;
    const { html } = await clerk.get(page);
    for (const words of ['改期', '更正检查对象', '未确认的名额重新抽取'])
      expect(html).toContain(words);
    expect(html).not.toContain('保存更正');
    const { words: _words, type: _type, ...times } = CHANGE;
    const move = { ...times, do: 'move', reason: '台风停工' };
    expect((await clerk.post(page, { ...move, reason: '' })).html).toContain('请写明理由');
    expect((await clerk.submit(page, move)).html).toContain('已改期，正在请专家重新答复');
    const aim = { do: 'aim', version: '2', words: '廉江市某某药店', reason: '换一家单位' };
    expect((await clerk.submit(page, aim)).html).toContain('检查对象已更正');
    expect((await here.bureau.view(task)).task.targets).toEqual(['廉江市某某药店']);
  });
});

describe('A-33 补足专家', () => {
  it('draw-35 says why nobody follows; one proposes, another approves, never the same', async () => {
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const late = await here.expert();
    const page = `/tasks/${task}`;
    expect((await clerk.get(page)).html).toContain('还差药学1人');
    const proposal = {
      ...{ do: 'choose', kind: 'direct', category: '药学', person: late.person },
      ...{ lender: '', reason: '名单已经用完' },
    };
    const none = await clerk.post(page, { ...proposal, kind: '' });
    expect(none.html).toContain('请选择一种办法');
    const proposed = await clerk.submit(page, proposal);
    expect(proposed.html).toContain('提出的人不能批准自己的办法');
    expect(proposed.html).not.toContain('是否批准');
    const leader = await as('leader');
    const asked = (await leader.get(page)).html;
    expect(asked).toContain('是否批准“指定邀请库内专家”');
    const choice = /name="choice" value="([^"]+)"/.exec(asked)?.[1] ?? '';
    const decision = { do: 'decide', choice, approves: 'yes', note: '' };
    expect((await leader.submit(page, decision)).html).toContain('已批准并执行');
    expect((await here.someone(task, 'invited')).person).toBe(late.person);
    const auditor = await as('auditor');
    const seen = (await auditor.get(page)).html;
    expect(seen).toContain('已批准执行');
    expect(seen).not.toContain('提出补足办法（');
  });
});

describe('A-33 the form of 补足办法', () => {
  it('marks nobody’s name as optional, and says where a lent expert is registered', async () => {
    const before = (await clerk.get(`/tasks/${await here.bureau.task({ 药学: 1 })}`)).html;
    expect(before).toContain('现在没有可以选的人。');
    expect(before).toContain('从外单位借用的专家，要先<a href="/people/new">登记人员</a>');
    expect(before).toMatch(/>专业类别<\/label>/);
    expect(before).toMatch(/>邀请谁<\/label>/);
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const { html } = await clerk.get(`/tasks/${task}`);
    for (const label of ['专业类别', '邀请谁'])
      expect(html).toMatch(new RegExp(`>${label}（指定邀请或借用时必填）</label>`));
  });
});

describe('ZJ-14.3 an expert whom no chat reaches', () => {
  it('ZJ-14.3 stands first on the call sheet before the deadline, with words for a telephone and a place for the answer', async () => {
    await here.expert();
    const task = await here.drawn(1);
    const { id: invitation } = await here.someone(task, 'invited');
    const sheet = async (): Promise<string> => (await clerk.get('/call-sheet')).html;
    expect(await sheet()).toContain('没有要打电话的专家');
    await site.app.gate.transaction(ZHANJIANG, (tx) =>
      tx
        .table(notices)
        .change({ kind: 'draws.invited' }, { state: 'sheet', outcome: '没有绑定微信' }),
    );
    const html = await sheet();
    expect(html).not.toContain('没有要打电话的专家');
    expect(html).toContain('登记电话答复');
    expect(html).toContain('请您以药学专家身份参加一项工作');
    expect(html).toContain('能不能参加？');
    expect(html).toContain('没有送达，请打电话');
    expect(html).not.toContain('请回复“接受”');
    expect(html.match(/>打过电话</g)).toHaveLength(1);
    await here.bureau.done(clerk.actor, draws.enterReply, { invitation, answer: 'accept' });
    expect(await sheet()).toContain('没有要打电话的专家');
  });
});

describe('GP-12a an alert of invitations', () => {
  it('GP-12a stands once on /alerts and says how many have not answered', async () => {
    await here.expert();
    await here.expert();
    const task = await here.drawn(2);
    site.clock.set('2026-10-12T14:31:00+08:00');
    await here.bureau.done(SYSTEM, draws.expireDrawReplies, {});
    const raised = { key: 'k', kind: 'unanswered-invitation', subject: 'task', id: task };
    const alert = { ...raised, number: 'RW2026-0001', roster: 'experts' };
    await here.bureau.done(SYSTEM, liaison.raiseAlert, alert);
    await here.bureau.done(SYSTEM, liaison.raiseAlert, { ...alert, key: 'k2' });
    const calendar = { key: 'c', kind: 'calendar-missing', subject: 'calendar', id: 'c' };
    await here.bureau.done(SYSTEM, liaison.raiseAlert, {
      ...calendar,
      number: '2027年',
      roster: 'supervisors',
    });
    const { html } = await (await as('liaison')).get('/alerts');
    expect(html.match(/，还有2位没有答复/g)).toHaveLength(1);
    expect(html).toContain('全局');
    expect(html).not.toContain('社会监督员</td>');
  });
});

describe('draw-15 a phone answer', () => {
  it('stands on the call sheet and the task until somebody else has looked at it', async () => {
    await here.expert();
    const task = await here.drawn(1);
    const { id: invitation } = await here.someone(task, 'invited');
    await here.bureau.done(clerk.actor, draws.enterReply, { invitation, answer: 'accept' });
    expect((await clerk.get('/call-sheet')).html).toContain('您登记的，请另一位同事核对');
    const colleague = await as('liaison');
    expect((await colleague.get(`/tasks/${task}`)).html).toContain('待核对的电话答复');
    const check = { do: 'check', which: invitation, invitation, agrees: 'yes', note: '' };
    expect((await colleague.submit('/call-sheet', check)).html).toContain('已核对');
    expect((await colleague.get('/call-sheet')).html).not.toContain('待核对的电话答复');
  });
});
