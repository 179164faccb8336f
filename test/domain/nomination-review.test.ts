import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nomination, type FollowerActor, type Role, type StaffActor } from '../../domain/index.ts';
import { nominationContext } from '../../domain/nomination/index.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { GAOPING, ZHANJIANG, openApp, type OpenApp } from '../support/app.ts';
import {
  allMet,
  applicationNow,
  applicationOf,
  applied,
  expertApplicationOf,
  form1Of,
  passedReview,
} from '../support/applying.ts';
import { callingOf } from '../support/calling.ts';
import { citizenOf, follower } from '../support/people.ts';

/** 附件2 as Zhanjiang's measure has it: the reviewer, 科室意见, 领导意见, then the choice. */
describe('form 2, line by line (ZJ-8.2a, F2, C-05)', () => {
  let open: OpenApp;
  let staff: Record<'clerk' | 'head' | 'leader', StaffActor>;
  let application: string;

  beforeEach(async () => {
    open = await openApp();
    staff = {
      clerk: await open.member(ZHANJIANG, 'clerk'),
      head: await open.member(ZHANJIANG, 'sectionHead'),
      leader: await open.member(ZHANJIANG, 'leader'),
    };
    const calling = callingOf(open, ZHANJIANG, staff.clerk);
    await calling.published(staff.leader, { roster: 'experts', quotas: [] });
    application = (await applied(open, expertApplicationOf(), { bureau: ZHANJIANG })).application;
  });
  afterEach(() => open.close());

  const now = () => applicationNow(open, ZHANJIANG, application);
  const review = async (over: object = {}, by = staff.clerk) => {
    const view = await now();
    const sheet = {
      application,
      expectVersion: view.version,
      conclusion: 'qualified',
      findings: allMet(view),
      text: '材料齐全，符合条件',
      unitPhone: '0759-5550000',
      practice: '心血管内科',
      ...over,
    };
    return open.app.perform(ZHANJIANG, nomination.reviewApplication, sheet, by);
  };
  const sign = async (line: string, by: StaffActor, over: object = {}) => {
    const { version } = await now();
    const input = { application, expectVersion: version, line, verdict: 'agree', ...over };
    return open.app.perform(ZHANJIANG, nomination.signLine, input, by);
  };
  const select = async (by: StaffActor, over: object = {}) => {
    const { version } = await now();
    const input = { application, expectVersion: version, verdict: 'selected', ...over };
    return open.app.perform(ZHANJIANG, nomination.selectApplication, input, by);
  };
  const told = (kind: string) =>
    open.app.gate.transaction(ZHANJIANG, async (tx) =>
      (await tx.table(notices).find({ kind })).map((row) => recipientOf(tx, row)),
    );
  const finding = async (id: string, over: object) =>
    allMet(await now()).map((one) => (one.condition === id ? { ...one, ...over } : one));

  it('F2-01 F2-02 F2-03 F2-06 F2-07 F2-08 identity comes from the application, masked until printed', async () => {
    const view = await now();
    expect(view.snapshot).toMatchObject({ name: '李梅', phone: '139****5678' });
    expect(view.snapshot.form1).toMatchObject({ title: '副主任医师', homeAddress: '湛江市****' });
    const ask = () => open.app.ask(ZHANJIANG, nomination.reviewSheet, { application }, staff.clerk);
    expect(await ask()).toMatchObject({ value: null });
    const input = { application, paper: 'review' };
    await open.app.perform(ZHANJIANG, nomination.notePrint, input, staff.clerk);
    expect(await ask()).toMatchObject({
      value: {
        application: { snapshot: { citizenNumber: citizenOf('1985-03-15'), phone: '13912345678' } },
        birth: '1985-03-15',
        sex: '男',
      },
    });
    open.clock.set(new Date(open.clock.now().getTime() + 121_000));
    expect(await ask()).toMatchObject({ value: null });
  });

  it('F2-04 F2-05 F2-09 F2-10 every condition is answered; the sheet keeps phone, practice, who and when', async () => {
    expect(await review({ findings: [] })).toMatchObject({
      reason: { code: 'nomination.findings-missing' },
    });
    expect(await review()).toMatchObject({ kind: 'done' });
    expect((await now()).review).toMatchObject({
      unitPhone: '0759-5550000',
      practice: '心血管内科',
      conclusion: 'qualified',
      by: staff.clerk.account,
      at: open.clock.now(),
    });
    expect((await now()).nextLine?.label).toBe('科室意见');
  });

  it('F2-09 ZJ-6.4 a condition that is not met contradicts 合格, and one to be verified says what', async () => {
    const bad = await finding('record', { found: 'notMet', note: '有处分记录' });
    expect(await review({ findings: bad })).toMatchObject({
      reason: { code: 'nomination.findings-contradict' },
    });
    expect(await review({ findings: bad, conclusion: 'unqualified' })).toMatchObject({
      kind: 'done',
    });
    const open_ = await finding('law', { found: 'unclear' });
    expect(await review({ findings: open_ })).toMatchObject({
      reason: { code: 'nomination.note-missing' },
    });
  });

  it('C-05 three lines, three people, in their order; each only by its role', async () => {
    expect(await review({}, staff.leader)).toMatchObject({
      reason: { code: 'nomination.not-your-line', label: '审查结论', roles: ['clerk'] },
    });
    await review();
    expect(await sign('leader', staff.leader)).toMatchObject({
      reason: { code: 'nomination.not-this-line', next: '科室意见' },
    });
    expect(await sign('section', staff.leader)).toMatchObject({
      reason: { code: 'nomination.not-your-line' },
    });
    expect(await sign('section', staff.head)).toMatchObject({ kind: 'done' });
    expect((await now()).state).toBe('reviewed');
    expect(await sign('leader', staff.leader)).toMatchObject({ kind: 'done' });
    expect((await now()).state).toBe('qualified');
    expect(await told('nomination.qualified')).toEqual([
      { to: 'chat', identity: follower('o-li').identity },
    ]);
  });

  it('C-05 nobody signs twice, whatever roles they hold', async () => {
    const both: Role[] = ['clerk', 'sectionHead'];
    const busy = await open.member(ZHANJIANG, ...both);
    await review({}, busy);
    expect(await sign('section', busy)).toMatchObject({
      reason: { code: 'nomination.same-person' },
    });
  });

  it('F2-11 a return sends it to the reviewer with the reason; what was signed is void', async () => {
    await review();
    await sign('section', staff.head);
    expect(await sign('leader', staff.leader, { verdict: 'return' })).toMatchObject({
      reason: { code: 'nomination.reason-missing', because: 'return' },
    });
    await sign('leader', staff.leader, { verdict: 'return', opinion: '单位意见不清楚' });
    const back = await now();
    expect(back).toMatchObject({ state: 'submitted', lines: [], nextLine: null });
    expect(back.returned).toMatchObject({ opinion: '单位意见不清楚', by: staff.leader.account });
    expect(await told('nomination.returned')).toEqual([
      { to: 'account', account: staff.clerk.account },
    ]);
    await review();
    expect(await now()).toMatchObject({ returned: null, nextLine: { id: 'section' } });
  });

  it('F2-11 F2-12 C-10 a line signed on paper: entered by a clerk for the leader named, with the scan', async () => {
    await review();
    await sign('section', staff.head);
    const paper = { by: staff.leader.account, scan: 'scan-1' };
    const wrong = { paper: { ...paper, by: staff.head.account } };
    expect(await sign('leader', staff.clerk, wrong)).toMatchObject({
      reason: { code: 'nomination.not-your-line' },
    });
    expect(await sign('leader', staff.clerk, { paper: { ...paper, scan: '' } })).toMatchObject({
      reason: { code: 'nomination.scan-missing' },
    });
    await sign('leader', staff.clerk, { paper });
    expect((await now()).lines[1]).toMatchObject({
      by: staff.leader.account,
      paper: { scan: 'scan-1', enteredBy: staff.clerk.account },
    });
  });

  it('the line that is due goes to who may sign it, with a page of their own, and dies when it is signed', async () => {
    await review();
    expect(await told('nomination.line-due')).toEqual([
      { to: 'account', account: staff.head.account },
    ]);
    const params = { application, line: 'section' };
    const over = () =>
      open.app.gate.transaction(ZHANJIANG, (tx) =>
        nominationContext.isOver(tx, 'nomination.line-due', params),
      );
    expect(await over()).toBe(false);
    await sign('section', staff.head);
    expect(await over()).toBe(true);
  });

  it('ZJ-8.2a unqualified ends with the reason; it cannot be chosen', async () => {
    const findings = await finding('record', { found: 'notMet', note: '有处分记录' });
    await review({ findings, conclusion: 'unqualified', text: '不符合第六条第四项' });
    await sign('section', staff.head);
    const last = await sign('leader', staff.leader);
    expect(last).toMatchObject({
      events: [{}, { type: 'nomination.refused', because: 'unqualified' }],
    });
    expect((await now()).decision?.reason).toBe('不符合第六条第四项');
    expect(await told('nomination.refused')).toHaveLength(1);
    expect(await select(staff.leader, { reason: '专业对口' })).toMatchObject({
      reason: { code: 'nomination.not-waiting', state: 'refused' },
    });
  });

  it('GP-6.3 ZJ-8.2a qualified and selected are two decisions, each yes and no with its reason', async () => {
    expect(await select(staff.leader, { reason: '专业对口' })).toMatchObject({
      reason: { code: 'nomination.not-waiting', state: 'submitted' },
    });
    await passedReview(open, { bureau: ZHANJIANG, application, until: 'qualified' });
    for (const verdict of ['selected', 'notSelected'])
      expect(await select(staff.leader, { verdict })).toMatchObject({
        reason: { code: 'nomination.reason-missing' },
      });
    expect(await select(staff.clerk, { reason: '专业对口' })).toMatchObject({
      reason: { code: 'nomination.not-your-line', label: '择优选定' },
    });
    await select(staff.leader, { verdict: 'notSelected', reason: '该类别名额已满' });
    const own = await open.app.ask(ZHANJIANG, nomination.ownApplications, {}, follower('o-li'));
    expect(own).toMatchObject({ value: [{ words: '未获聘任', reason: '该类别名额已满' }] });
  });

  it('GP-4.1b ZJ-5 ZJ-6.5a ZJ-6.5b an exception may be qualified, and is chosen only by a reason that names it', async () => {
    const form1 = form1Of({ titleLevel: '中级', title: '主治医师', employerType: '企业' });
    const citizenNumber = citizenOf('1960-01-01');
    const odd = expertApplicationOf({ citizenNumber, form1 });
    const taken = await applied(open, odd, { bureau: ZHANJIANG, chat: 'o-odd' });
    application = taken.application;
    const findings = await finding('fit', { found: 'notMet', note: '66岁，身体好' });
    await review({ findings });
    await sign('section', staff.head);
    await sign('leader', staff.leader);
    for (const [reason, because] of [
      ['急需的专业人才', 'age'],
      ['虽年龄偏大，但急需', 'title'],
      ['年龄、职称从宽，急需', 'employerType'],
    ])
      expect(await select(staff.leader, { reason })).toMatchObject({ reason: { because } });
    const reason = '年龄、职称从宽，单位虽非一般范围，但急需';
    expect(await select(staff.leader, { reason })).toMatchObject({
      kind: 'done',
      events: [{ exceptions: ['age', 'title', 'employerType'], by: staff.leader.account }],
    });
  });

  it('GP-3 ZJ-4a nobody outside the bureau reviews, signs or selects', async () => {
    const { version } = await now();
    const input = { application, expectVersion: version, verdict: 'selected', reason: '我觉得行' };
    const stranger: FollowerActor = follower('o-else');
    expect(
      await open.app.perform(ZHANJIANG, nomination.selectApplication, input, stranger),
    ).toMatchObject({ kind: 'denied' });
  });

  it('F22 the second of two who save is told that something changed', async () => {
    const view = await now();
    await review();
    expect(await review({ expectVersion: view.version })).toMatchObject({
      reason: { code: 'nomination.changed-meanwhile', version: view.version + 1 },
    });
  });
});

describe('two lines in Gaoping (GP-6.3, C-05)', () => {
  it('GP-4.5 A-03 what is only preferred may be lacking; who reviewed does not choose', async () => {
    const open = await openApp();
    const { application } = await applied(open, applicationOf());
    const head = await open.member(GAOPING, 'sectionHead');
    const view = await applicationNow(open, GAOPING, application);
    const findings = allMet(view).map((one) =>
      one.condition === 'skill' ? { ...one, found: 'notMet' } : one,
    );
    const sheet = { conclusion: 'qualified', findings, text: '热心公益，符合条件' };
    const input = { application, expectVersion: 1, ...sheet };
    expect(
      await open.app.perform(GAOPING, nomination.reviewApplication, input, head),
    ).toMatchObject({ kind: 'done' });
    const leader = await open.member(GAOPING, 'leader');
    const line = { application, expectVersion: 2, line: 'leader', verdict: 'agree' };
    await open.app.perform(GAOPING, nomination.signLine, line, leader);
    const choice = { application, expectVersion: 4, verdict: 'selected', reason: '热心公益' };
    expect(
      await open.app.perform(GAOPING, nomination.selectApplication, choice, head),
    ).toMatchObject({ reason: { code: 'nomination.same-person' } });
    expect(
      await open.app.perform(GAOPING, nomination.selectApplication, choice, leader),
    ).toMatchObject({ kind: 'done' });
    await open.close();
  });
});
