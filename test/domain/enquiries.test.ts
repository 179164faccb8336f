import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enquiries, liaison, type StaffActor } from '../../domain/index.ts';
import { enquiriesContext } from '../../domain/enquiries/index.ts';
import { shippedCalendar } from '../../domain/kernel/working-days.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { GAOPING, ZHANJIANG, demoBureaus, openApp, type OpenApp } from '../support/app.ts';
import { follower } from '../support/people.ts';

const policy = demoBureaus().get(GAOPING)!.section(enquiries.ENQUIRIES).enquiries;
const OFFICE_HOURS = { opens: '08:30', closes: '17:30' };

describe('everyday questions (C-11)', () => {
  it.each([
    ['住院报销比例是多少啊', '报销比例'],
    ['去 太原 看病 怎么备案', '异地就医备案'],
    ['今年居民医保怎么交费', '集中缴费'],
    ['医保 电子凭证 在哪里', '激活'],
  ])('C-11 “%s” gets a short answer, 12393 and the way to a person', (question, part) => {
    const answer = enquiries.everyday(question, policy);
    expect(answer).toContain(part);
    expect(answer).toContain('12393');
    expect(answer).toContain('人工');
  });

  it('C-11 a clue is never answered as an everyday question', () => {
    expect(enquiries.everyday('我要举报医院虚假住院骗报销', policy)).toBeNull();
    expect(enquiries.everyday('你好', policy)).toBeNull();
  });
});

describe('what a follower reads after leaving words (C-11)', () => {
  const words = (now: string) =>
    enquiries.receivedWords(
      { now: new Date(now), calendar: shippedCalendar() },
      OFFICE_HOURS,
      '12393',
    );

  it('C-11 in office hours: please wait', () => {
    expect(words('2026-10-12T10:00:00+08:00')).toContain('请稍等');
  });

  it('C-11 out of hours: when the office opens next, holidays and make-up days counted', () => {
    expect(words('2026-10-12T20:00:00+08:00')).toContain('2026年10月13日 08:30');
    expect(words('2026-09-30T18:00:00+08:00')).toContain('2026年10月8日 08:30');
    expect(words('2026-10-09T18:00:00+08:00')).toContain('2026年10月10日 08:30');
  });
});

describe('a help thread', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  let officer: StaffActor;
  const li = follower('o-li');

  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
    officer = await open.member(GAOPING, 'liaison');
    const leader = await open.member(GAOPING, 'leader');
    const input = { roster: 'supervisors', account: officer.account };
    await open.app.perform(GAOPING, liaison.designateOfficer, input, leader);
  });
  afterEach(() => open.close());

  const ask = async (words = '我的报销单丢了怎么办') => {
    const outcome = await open.app.perform(GAOPING, enquiries.openEnquiry, { words }, li);
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'enquiries.opened') throw new Error(JSON.stringify(outcome));
    return event;
  };

  const waiting = () =>
    open.app.gate.transaction(GAOPING, async (tx) =>
      (await tx.table(notices).find({ kind: 'enquiries.waiting' })).map((row) =>
        recipientOf(tx, row),
      ),
    );

  it('C-11 人工 reaches the liaison officer of the roster; the words stay out of the notice', async () => {
    await ask();
    expect(await waiting()).toEqual([{ to: 'liaison', roster: 'supervisors' }]);
    await open.app.gate.transaction(GAOPING, async (tx) => {
      const rows = await tx.table(notices).find({});
      expect(JSON.stringify(rows)).not.toContain('报销单');
    });
  });

  it('C-11 a chat has one open thread; more words are added to it and wake the office only once', async () => {
    const { enquiry } = await ask();
    const again = await open.app.perform(GAOPING, enquiries.openEnquiry, { words: '还在吗' }, li);
    expect(again).toMatchObject({ reason: { code: 'enquiries.already-open', enquiry } });
    await open.app.perform(GAOPING, enquiries.sayInEnquiry, { words: '还在吗' }, li);
    expect(await waiting()).toHaveLength(1);
    const one = await open.app.ask(GAOPING, enquiries.oneEnquiry, { enquiry }, clerk);
    expect(one).toMatchObject({
      value: {
        enquiry: { state: 'waiting', unread: 2 },
        messages: [{ words: '我的报销单丢了怎么办' }, { words: '还在吗', side: 'follower' }],
      },
    });
  });

  it('C-11 the answer goes to that chat at once, by message id; its words are read when it is sent', async () => {
    const { enquiry } = await ask();
    const words = '请带身份证到窗口补打，周一至周五都可以。';
    const outcome = await open.app.perform(
      GAOPING,
      enquiries.answerEnquiry,
      { enquiry, words },
      officer,
    );
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'enquiries.answered') throw new Error(JSON.stringify(outcome));
    await open.app.gate.transaction(GAOPING, async (tx) => {
      const [row] = await tx.table(notices).find({ kind: 'enquiries.answered' });
      expect(row).toMatchObject({ params: { message: event.message }, urgent: 1 });
      expect(recipientOf(tx, row!)).toEqual({ to: 'chat', identity: li.identity });
      expect(await enquiries.wordsOf(tx, event.message)).toBe(words);
      const said = await enquiriesContext.say(tx, 'enquiries.answered', { message: event.message });
      expect(said?.text).toBe(`【工作人员回复】${words}`);
    });
    const list = await open.app.ask(GAOPING, enquiries.listEnquiries, {}, clerk);
    expect(list).toMatchObject({ value: { rows: [{ state: 'answered', unread: 0 }], total: 1 } });
  });

  it('C-11 a thread is handed over to somebody who can answer, and the next words wake that person', async () => {
    const { enquiry } = await ask();
    const auditor = await open.member(GAOPING, 'auditor');
    const wrong = await open.app.perform(
      GAOPING,
      enquiries.handOverEnquiry,
      { enquiry, account: auditor.account },
      officer,
    );
    expect(wrong).toMatchObject({ reason: { code: 'enquiries.cannot-answer' } });
    await open.app.perform(
      GAOPING,
      enquiries.handOverEnquiry,
      { enquiry, account: clerk.account },
      officer,
    );
    await open.app.perform(GAOPING, enquiries.answerEnquiry, { enquiry, words: '好的' }, clerk);
    await open.app.perform(GAOPING, enquiries.sayInEnquiry, { words: '谢谢' }, li);
    expect(await waiting()).toContainEqual({ to: 'account', account: clerk.account });
  });

  it('C-11 closed by the follower or the office; then a new thread is opened', async () => {
    const { enquiry } = await ask();
    await open.app.perform(GAOPING, enquiries.closeEnquiry, {}, li);
    const late = await open.app.perform(
      GAOPING,
      enquiries.answerEnquiry,
      { enquiry, words: '您好' },
      clerk,
    );
    expect(late).toMatchObject({ reason: { code: 'enquiries.closed' } });
    expect((await ask('又有问题')).enquiry).not.toBe(enquiry);
    const own = await open.app.ask(GAOPING, enquiries.ownEnquiry, {}, follower('o-other'));
    expect(own).toEqual({ kind: 'found', value: null });
  });

  it('F47 threads stand open to the office only, and to one bureau', async () => {
    const { enquiry } = await ask();
    const auditor = await open.member(GAOPING, 'auditor');
    expect(await open.app.ask(GAOPING, enquiries.listEnquiries, {}, auditor)).toMatchObject({
      kind: 'denied',
    });
    expect(await open.app.ask(GAOPING, enquiries.oneEnquiry, { enquiry }, li)).toMatchObject({
      kind: 'denied',
    });
    const foreign = await open.member(ZHANJIANG, 'clerk');
    const asked = await open.app.ask(ZHANJIANG, enquiries.oneEnquiry, { enquiry }, foreign);
    expect(asked).toEqual({ kind: 'found', value: null });
  });
});
