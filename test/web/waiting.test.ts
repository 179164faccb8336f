import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, evaluation, type Role, type StaffActor } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { workWith, type AtWork } from '../support/at-work.ts';
import { commitFor, drawFor } from '../support/drawing.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let work: AtWork;
let made = 0;
beforeEach(async () => {
  site = await openSite();
  work = await workWith(site, 2);
});
afterEach(() => site.close());

type Seated = Browser & { readonly actor: StaffActor };

const as = async (...roles: Role[]): Promise<Seated> => {
  made += 1;
  const actor = await site.account(`waits${made}`, roles, ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `waits${made}`, { bureau: 'zhanjiang' });
  return { ...browser, actor };
};

/** `2 /call-sheet`: the count of an entry and where it leads; null where it is not shown. */
const entry = async (browser: Browser, label: string): Promise<string | null> => {
  const { html } = await browser.get('/');
  const found = new RegExp(`<a href="([^"]+)"><strong>${label}<span class="number">(\\d+)<`).exec(
    html,
  );
  return found === null ? null : `${found[2] ?? ''} ${found[1] ?? ''}`;
};

describe('待办', () => {
  it('draw-15 phone answers wait for a second person, not for whoever entered them', async () => {
    const [clerk, liaison] = [await as('clerk'), await as('liaison')];
    await work.bureau.expert(['药学']);
    const task = await work.bureau.task({ 药学: 1 }, { firstDay: '2026-10-28' });
    await drawFor(site, work.clerk, task);
    expect(await entry(liaison, '电话答复待复核')).toBeNull();
    const [asked] = (await work.bureau.view(task)).panel;
    const invitation = asked?.invitation.id;
    await work.done(clerk.actor, draws.enterReply, { invitation, answer: 'accept' });
    expect(await entry(liaison, '电话答复待复核')).toBe('1 /call-sheet');
    expect(await entry(clerk, '电话答复待复核')).toBeNull();
    expect(await entry(await as('auditor'), '电话答复待复核')).toBeNull();
    await work.done(liaison.actor, draws.checkPhoneEntry, { invitation, agrees: true });
    expect(await entry(liaison, '电话答复待复核')).toBeNull();
  });

  it('draw.md 2.3 轮到您报数: operator and witness, each until the own digits are in', async () => {
    await work.bureau.expert(['药学']);
    const task = await work.bureau.task({ 药学: 1 }, { firstDay: '2026-10-28' });
    const [clerk, auditor] = [await as('clerk'), await as('auditor')];
    const witness = { kind: 'account', id: auditor.actor.account };
    const [event] = await work.done(clerk.actor, draws.commitDraw, { task, witness });
    const draw = event?.type === 'draws.committed' ? event.draw : '';
    const there = `1 /tasks/${task}`;
    expect(await entry(clerk, '轮到您报数')).toBe(there);
    expect(await entry(auditor, '轮到您报数')).toBe(there);
    expect(await entry(await as('clerk'), '轮到您报数')).toBeNull();
    await work.done(clerk.actor, draws.contributeToDraw, { draw, digits: '583920' });
    expect(await entry(clerk, '轮到您报数')).toBeNull();
    expect(await entry(auditor, '轮到您报数')).toBe(there);
    await work.done(clerk.actor, draws.voidDrawAttempt, { task, reason: '见证人离开' });
    expect(await entry(auditor, '轮到您报数')).toBeNull();
    await commitFor(site, clerk.actor, task);
    expect(await entry(clerk, '轮到您报数')).toBe(there);
    await work.done(work.leader, draws.cancelDrawTask, { task, reason: '检查取消' });
    expect(await entry(clerk, '轮到您报数')).toBeNull();
  });

  it('A-33 抽取选择待批准: for approvers, never for the proposer', async () => {
    const task = await work.bureau.task({ 药学: 1 }, { firstDay: '2026-10-28' });
    const { person } = await work.bureau.expert(['药学']);
    const [head, leader] = [await as('sectionHead'), await as('leader')];
    const proposal = { task, kind: 'direct', category: '药学', person, reason: '只有一人熟悉' };
    const [event] = await work.done(head.actor, draws.proposeChoice, proposal);
    const choice = event?.type === 'draws.choice-proposed' ? event.choice : '';
    expect(await entry(leader, '抽取选择待批准')).toBe(`1 /tasks/${task}#choices`);
    expect(await entry(head, '抽取选择待批准')).toBeNull();
    expect(await entry(await as('clerk'), '抽取选择待批准')).toBeNull();
    await work.done(leader.actor, draws.decideOnChoice, { choice, approves: false });
    expect(await entry(leader, '抽取选择待批准')).toBeNull();
  });

  it('A-25 表决相同票待决定, until it was decided', async () => {
    await work.begin();
    const [leader, clerk] = [await as('leader'), await as('clerk')];
    const round = await work.openRound();
    const [one, two] = work.experts;
    if (one === undefined || two === undefined) throw new Error('two experts');
    await work.vote(one, round, 'for');
    expect(await entry(leader, '表决相同票待决定')).toBeNull();
    await work.vote(two, round, 'against');
    expect(await entry(leader, '表决相同票待决定')).toBe(`1 /work/${work.task}/deliberation`);
    expect(await entry(clerk, '表决相同票待决定')).toBeNull();
    const tie = { round, verdict: 'for', reason: '收费明细可以证实' };
    await work.done(leader.actor, evaluation.decideTiedRound, tie);
    expect(await entry(leader, '表决相同票待决定')).toBeNull();
  });

  it('F3-25 C-04 工作评价表待签 for a leader who did not write it; then 抽取记录待公布', async () => {
    await work.begin();
    const [leader, discipline] = [await as('leader'), await as('discipline')];
    const [one, two] = work.experts;
    if (one === undefined || two === undefined) throw new Error('two experts');
    const form = { task: work.task, ticks: evaluation.TICKS, level: '优秀' };
    await work.done(work.clerk, evaluation.evaluateExpert, { ...form, person: one.person });
    await work.done(leader.actor, evaluation.evaluateExpert, { ...form, person: two.person });
    expect(await entry(leader, '工作评价表待签')).toBe(`1 /work/${work.task}/evaluation`);
    expect(await entry(discipline, '工作评价表待签')).toBeNull();
    for (const { person } of work.experts) {
      const signed = { task: work.task, person, opinion: '同意' };
      await work.done(work.leader, evaluation.signOffEvaluation, signed);
    }
    expect(await entry(leader, '工作评价表待签')).toBeNull();
    expect(await entry(leader, '抽取记录待公布')).toBeNull();
    site.clock.set('2026-10-16T10:00:00+08:00');
    await work.done(work.leader, evaluation.closeWork, { task: work.task });
    const later = [await as('leader'), await as('discipline')] as const;
    for (const browser of later)
      expect(await entry(browser, '抽取记录待公布')).toBe(`1 /tasks/${work.task}`);
    expect(await entry(await as('clerk', 'sectionHead'), '抽取记录待公布')).toBeNull();
    // whoever operated the draw does not decide on its record, whatever the role
    const operator: StaffActor = { ...work.clerk, roles: ['leader'] };
    expect(await work.ask(draws.publicationsWaiting, {}, operator)).toEqual([]);
    const publish = { task: work.task, reason: '工作已经结束' };
    await work.done(later[0].actor, draws.publishDraw, publish);
    expect(await entry(later[1], '抽取记录待公布')).toBeNull();
  });
});
