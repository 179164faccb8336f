import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../bot/channels/platform/index.ts';
import { closeCards } from '../../bot/jobs/close-cards.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import { draws, liaison } from '../../domain/index.ts';
import { auditEntries } from '../../domain/audit/records.ts';
import { SYSTEM, ZHANJIANG } from '../support/app.ts';
import { until, type Dialect } from './house.ts';
import { cardOn, invited, openWecomHouse, shownOf, type WecomHouse } from './wecom-house.ts';

const SEND = '/cgi-bin/message/send';
const UPDATE = '/cgi-bin/message/update_template_card';
const TOKEN = '/cgi-bin/gettoken';

const dialects: Dialect[] = process.env.WECOM_ON === 'sqlite' ? ['sqlite'] : ['sqlite', 'mariadb'];

describe.each(dialects)('cards of WeCom over HTTP on %s', (dialect) => {
  let house: WecomHouse;
  beforeAll(async () => {
    house = await openWecomHouse({ dialect });
  }, 60_000);
  afterAll(() => house.close());

  const callsOf = (path: string) => house.app.calls.filter((call) => call.path === path).length;
  const eventsOf = (type: string, task: string) =>
    house.reads(async (tx) => {
      const rows = await tx.table(auditEntries).find({ type });
      return rows.filter((row) => JSON.stringify(row).includes(task)).length;
    });

  it('the console checks the address: the encrypted echo is answered within a second', async () => {
    expect(await house.app.checks()).toBe(true);
  });

  it('ZJ-10b C-11 an expert accepts by one tap; the card shows it, the chat says what comes next', async () => {
    const { member, card, invitation, since } = await invited(house);
    expect(card.buttons.map(({ text }) => text)).toEqual(['接受', '不能参加']);
    // the words of a card are cut at their end; until when is not among what is lost
    expect(card.text).toMatch(/请在.+\d\d:\d\d前答复/u);
    expect(await member.taps(card.taskId, 'accept')).toBe('已接受');
    expect((await invitation()).status).toBe('accepted');
    await until('the chat says it', () => since('message').length > 0);
    expect(since('message')[0]?.text).toContain('已记下：您接受');
    house.clock.advance(MINUTE);
    await house.notify('quiet', { to: { to: 'chat', identity: identityOf(member) } });
    await until('a pump has run', async () => (await house.noticeOf('quiet'))?.state === 'sent');
    expect(since('card-update')).toMatchObject([{ by: 'passive', words: '已接受' }]);
  });

  it('C-11 an expert declines by one tap: the chat asks why, then the card shows it', async () => {
    const { member, card, invitation, since } = await invited(house);
    expect(await member.taps(card.taskId, 'decline')).toBeNull();
    await until('it asks', () => since('message').length > 0);
    expect(since('message')[0]?.text).toContain('原因');
    expect((await invitation()).status).toBe('invited');
    expect(await member.says('当天有手术排班')).toContain('已记下：您不能参加');
    expect((await invitation()).status).toBe('declined');
    await until('the card shows it', () => since('card-update').length > 0);
    expect(since('card-update')).toMatchObject([{ by: 'call', words: '已答复不能参加' }]);
  });

  it('F16 a double tap and taps on two devices have one effect; the second is told the state', async () => {
    const { member, card, task, since } = await invited(house);
    const taps = [
      member.taps(card.taskId, 'accept'),
      member.taps(card.taskId, 'accept'),
      member.taps(card.taskId, 'accept'),
    ];
    expect(await Promise.all(taps)).toEqual(['已接受', '已接受', '已接受']);
    expect(await member.taps(card.taskId, 'decline')).toBe('已接受');
    expect(await eventsOf('draws.accepted', task)).toBe(1);
    expect(await eventsOf('draws.reply-late', task)).toBe(0);
    await until('all are told', () => since('message').length >= 2);
    const said = since('message').map(({ text }) => text);
    expect(said.filter((text) => text.includes('已记下：您接受'))).toHaveLength(1);
    expect(said.some((text) => text.includes('这张卡片已经答复过（已接受）'))).toBe(true);
  });

  it('F16 不能参加 and 接受 at once from two devices: one answer, and no question for a reason after it', async () => {
    const { member, card, task, invitation, since } = await invited(house);
    const declines = member.taps(card.taskId, 'decline');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await member.taps(card.taskId, 'accept')).toBe('已接受');
    expect(await declines).toBe('已接受');
    expect((await invitation()).status).toBe('accepted');
    expect(await eventsOf('draws.accepted', task)).toBe(1);
    await until('both are told', () => since('message').length >= 2);
    const said = since('message').map(({ text }) => text);
    expect(said.filter((text) => text.includes('已记下：您接受'))).toHaveLength(1);
    expect(said.filter((text) => text.includes('已经答复过（已接受）'))).toHaveLength(1);
    expect(said.join('\n')).not.toContain('请说一下不能参加的原因');
  });

  it('F01 a tap delivered three times at once is one tap: the same answer, one message', async () => {
    const { member, card, task, since } = await invited(house);
    await member.taps(card.taskId, 'accept', { times: 3, overlap: true });
    await member.repeatsLast();
    expect(await eventsOf('draws.accepted', task)).toBe(1);
    await until('it is said', () => since('message').length > 0);
    expect(since('message')).toHaveLength(1);
  });

  it('ZJ-10b what staff enter for an expert on the phone closes the card on it', async () => {
    const { member, card, invitation, since } = await invited(house);
    const { id } = await invitation();
    const hand: DutyHand = {
      app: house.open.app,
      bureau: ZHANJIANG,
      outward: () => null,
      uuid: randomUUID,
      onFault: (fault) => expect.fail(String(fault)),
    };
    await closeCards.run(hand);
    await house.bureau.done(house.clerk, draws.enterReply, {
      invitation: id,
      answer: 'accept',
    });
    await closeCards.run(hand);
    await until('the card shows it', () => since('card-update').length > 0);
    expect(since('card-update')).toMatchObject([{ by: 'call', words: '已有结果，不用再点' }]);
    expect(await member.taps(card.taskId, 'decline')).toBe('已有结果，不用再点');
    expect((await invitation()).status).toBe('accepted');
  });

  it('somebody else who names the card changes nothing', async () => {
    const { card, invitation } = await invited(house);
    const stranger = house.app.member('stranger');
    expect(await stranger.taps(card.taskId, 'accept')).toBeNull();
    expect((await invitation()).status).toBe('invited');
    await until('it is said', () => shownOf(stranger, 'message').length > 0);
    expect(shownOf(stranger, 'message')[0]?.text).toContain('没有记下什么');
  });

  it('typed 接受 changes the card as well, by the code of the send', async () => {
    const { member, number, since } = await invited(house);
    expect(await member.says(`接受 ${number}`)).toContain('已记下：您接受');
    await until('the card shows it', () => since('card-update').length > 0);
    expect(since('card-update')).toMatchObject([{ by: 'call', words: '已接受' }]);
  });

  it('a code that the platform no longer takes is explained in the chat', async () => {
    const { member, number, since } = await invited(house);
    house.app.faults.failNext(UPDATE, 42014);
    await member.says(`接受 ${number}`);
    await until('it is explained', () => since('message').length > 0);
    expect(since('message').map(({ text }) => text)).toEqual([
      '您的答复已经记下：已接受。那张卡片不会再变，不用再点。',
    ]);
  });

  it('GP-8.6c the liaison acknowledges a serious matter by one tap; one that was acknowledged meanwhile says so', async () => {
    const officer = await house.open.member(ZHANJIANG, 'liaison');
    const leader = await house.open.member(ZHANJIANG, 'leader');
    const member = await house.bound({ account: officer.account });
    await house.bureau.done(leader, liaison.designateOfficer, {
      roster: 'supervisors',
      account: officer.account,
    });
    const raising = {
      key: 'alert-1',
      kind: 'clue-serious',
      subject: 'clue',
      id: 'clue-1',
      number: 'XS2026-0001',
      roster: 'supervisors',
    };
    await house.bureau.done(SYSTEM, liaison.raiseAlert, raising);
    const card = await cardOn(member);
    expect(card.buttons.map(({ text }) => text)).toEqual(['已知悉']);
    expect(card.text).not.toContain('医院');
    expect(await member.taps(card.taskId, 'acknowledge')).toBe('已知悉');
    const alerts = await house.open.app.ask(ZHANJIANG, liaison.listAlerts, {}, officer);
    expect(alerts.kind === 'found' && alerts.value.total).toBe(0);
    // a second tap is told so in words that fit an alert
    const told = () => shownOf(member, 'message').map(({ text }) => text);
    expect(await member.taps(card.taskId, 'acknowledge')).toBe('已知悉');
    await until('it is told', () => told().some((text) => text.includes('已经答复过（已知悉）')));
    expect(told().join('\n')).not.toMatch(/不能参加|接受/u);
    await house.bureau.done(SYSTEM, liaison.raiseAlert, { ...raising, key: 'alert-2' });
    const second = await cardOn(member, 2);
    const open = await house.open.app.ask(ZHANJIANG, liaison.listAlerts, {}, officer);
    const alert = open.kind === 'found' ? open.value.rows[0]?.id : '';
    // acknowledged at the site in the meantime
    await house.bureau.done(officer, liaison.acknowledgeAlert, { alert });
    expect(await member.taps(second.taskId, 'acknowledge')).toBe('已有人确认');
  });

  const reached = async () => {
    const { account } = await house.open.member(ZHANJIANG, 'clerk');
    return { to: { to: 'account', account } as const, member: await house.bound({ account }) };
  };

  it('B3 a receiver outside the range: errcode 0 and yet nobody got it; the call sheet says so', async () => {
    const { member, to } = await reached();
    member.inRange = false;
    const phoned = { kind: 'liaison.designated', params: { roster: 'experts' } } as const;
    await house.notify('outside', { to, ...phoned });
    await until('it ends', async () => (await house.noticeOf('outside'))?.state === 'sheet');
    expect((await house.noticeOf('outside'))?.outcome).toContain('81013');
    // what stands among the own things to do is phoned to nobody, and says why it waits there
    await house.notify('on site', { to });
    await until('it ends', async () => (await house.noticeOf('on site'))?.state === 'expired');
    expect((await house.noticeOf('on site'))?.outcome).toMatch(/81013.*登录站点后在待办里看到$/u);
    expect(shownOf(member, 'message')).toEqual([]);
  });

  it('F36 42001 in the middle: one new token, the message goes out once', async () => {
    const { member, to } = await reached();
    const before = callsOf(TOKEN);
    house.app.withdrawToken();
    await house.notify('after', { to });
    await until('sent', async () => (await house.noticeOf('after'))?.state === 'sent');
    expect(callsOf(TOKEN)).toBe(before + 1);
    expect(shownOf(member, 'message')).toHaveLength(1);
  });

  it('F33 a lost answer is repeated inside the duplicate check: the member reads it once', async () => {
    const { member, to } = await reached();
    house.app.faults.failNext(SEND, 'cut-after');
    await house.notify('lost', { to });
    await until('tried', async () => {
      const row = await house.noticeOf('lost');
      return row?.state === 'ready' && row.leftAt !== null;
    });
    house.clock.advance(5 * MINUTE);
    await until('sent', async () => (await house.noticeOf('lost'))?.state === 'sent');
    expect(shownOf(member, 'message')).toHaveLength(1);
  });

  it('ZJ-10b after the reply time our own deadline judges the tap; the late answer is kept', async () => {
    const { member, card, task, invitation, since } = await invited(house);
    house.clock.advance(73 * HOUR);
    await house.bureau.done(SYSTEM, draws.expireDrawReplies, {});
    expect(['silent', 'replaced']).toContain((await invitation()).status);
    const shown = await member.taps(card.taskId, 'decline');
    expect(shown).toBeNull();
    expect(await member.says('当天有手术排班')).not.toBeNull();
    expect(await eventsOf('draws.reply-late', task)).toBe(1);
    await until('the card shows it', () => since('card-update').length > 0);
    expect(since('card-update')).toMatchObject([{ by: 'call', words: '已过答复时间' }]);
  }, 40_000);
});

const identityOf = ({ userId }: { readonly userId: string }) => ({
  channel: 'wecom',
  id: userId.toLowerCase(),
});
