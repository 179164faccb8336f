import { afterAll, describe, expect, it } from 'vitest';
import { draws, shippedCalendar, type FollowerActor, type StaffActor } from '../../domain/index.ts';
import { linksOf } from '../../domain/draws/attempt-records.ts';
import { replyTime } from '../../domain/draws/invite-rules.ts';
import { say } from '../../domain/draws/notice-wording.ts';
import { notices } from '../../domain/notices/index.ts';
import { openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { follower } from '../support/people.ts';

const scenes: OpenApp[] = [];
afterAll(() => Promise.all(scenes.map((open) => open.close())));

/** A drawn task and the chats of the pool. */
class Scene {
  readonly open: OpenApp;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
  readonly chats: ReadonlyMap<string, FollowerActor>;
  readonly task: string;

  constructor(parts: Pick<Scene, 'open' | 'clerk' | 'bureau' | 'chats' | 'task'>) {
    this.open = parts.open;
    this.clerk = parts.clerk;
    this.bureau = parts.bureau;
    this.chats = parts.chats;
    this.task = parts.task;
  }

  async panel() {
    return (await this.bureau.view(this.task)).panel.map(({ invitation }) => invitation);
  }

  async statuses() {
    return (await this.panel()).map(({ status }) => status);
  }

  async taskStatus() {
    return (await this.bureau.view(this.task)).task.status;
  }

  /** The n-th of the drawn order answers in chat; the events. */
  async says(index: number, answer: string, reason = '') {
    const invitation = (await this.panel())[index];
    const chat = this.chats.get(invitation?.person ?? '');
    if (invitation === undefined || chat === undefined) throw new Error('nobody there');
    return this.bureau.done(chat, draws.replyToDraw, { invitation: invitation.id, answer, reason });
  }

  async recuses(index: number, needsRecusal: boolean) {
    const invitation = (await this.panel())[index];
    const chat = this.chats.get(invitation?.person ?? '');
    if (invitation === undefined || chat === undefined) throw new Error('nobody there');
    const input = {
      invitation: invitation.id,
      needsRecusal,
      reason: needsRecusal ? '持有股份' : '',
    };
    return this.bureau.perform(chat, draws.declareDrawConflict, input);
  }

  expire() {
    return this.bureau.perform(SYSTEM, draws.expireDrawReplies, {});
  }

  async told(kind: string) {
    return this.open.app.gate.transaction(ZHANJIANG, (tx) => tx.table(notices).find({ kind }));
  }
}

async function drawn(experts: number, need: number, more: object = {}): Promise<Scene> {
  const open = await openApp({ seed: 'replies' });
  scenes.push(open);
  const clerk = await open.member(ZHANJIANG, 'clerk');
  const bureau = bureauOf(open, clerk);
  const chats = new Map<string, FollowerActor>();
  for (let n = 0; n < experts; n += 1) {
    const { person, chat } = await bureau.expert(['药学']);
    chats.set(person, chat);
  }
  const task = await bureau.task({ 药学: need }, more);
  await drawFor(open, clerk, task);
  return new Scene({ open, clerk, bureau, chats, task });
}

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const AFTER_REPLY_TIME = '2026-10-12T12:01:00+08:00';

describe('ZJ-14.3 an answer', () => {
  it('yes by everybody fills the task, and whoever entered it is told', async () => {
    const here = await drawn(3, 2);
    expect(types(await here.says(0, 'accept'))).toEqual(['draws.accepted']);
    expect(await here.taskStatus()).toBe('inviting');
    expect(types(await here.says(1, 'accept'))).toEqual(['draws.accepted', 'draws.filled']);
    expect(await here.taskStatus()).toBe('filled');
    expect(await here.told('draws.filled')).toHaveLength(1);
  });

  it('no asks for the reason, then the next in the order is invited', async () => {
    const here = await drawn(3, 1);
    const first = (await here.panel())[0];
    const chat = here.chats.get(first?.person ?? '');
    if (first === undefined || chat === undefined) throw new Error('nobody there');
    const bare = { invitation: first.id, answer: 'decline' };
    expect(await here.bureau.perform(chat, draws.replyToDraw, bare)).toMatchObject({
      reason: { code: 'draws.reason-needed' },
    });
    const events = await here.says(0, 'decline', '当天有手术');
    expect(types(events)).toEqual(['draws.declined', 'draws.replaced', 'draws.invited']);
    const open = { ...events[0], private: null };
    expect(JSON.stringify(open)).not.toContain('手术');
    const panel = await here.panel();
    expect(panel.map(({ status, place }) => [status, place])).toEqual([
      ['declined', 1],
      ['invited', 2],
    ]);
    expect(panel[1]?.replaces).toBe(first.id);
  });

  it('draw-1, draw-35 declined by all: said with counts, never finished; decliners do not return', async () => {
    const here = await drawn(3, 1);
    await here.says(0, 'decline', '出差');
    await here.says(1, 'decline', '出差');
    expect(await here.says(2, 'decline', '出差')).toMatchObject([
      { type: 'draws.declined' },
      { type: 'draws.exhausted', open: { 药学: 1 } },
    ]);
    expect(await here.taskStatus()).toBe('unfilled');
    expect(await here.told('draws.exhausted')).toHaveLength(1);
    expect(await here.says(0, 'accept')).toMatchObject([
      { type: 'draws.reply-late', why: 'first-stands' },
    ]);
    expect(await here.taskStatus()).toBe('unfilled');
  });

  it('C-11 接受 turned into 不能参加 in time gives the seat to the next', async () => {
    const here = await drawn(2, 1);
    await here.says(0, 'accept');
    expect(await here.says(0, 'withdraw', '家里有急事')).toMatchObject([
      { type: 'draws.declined', withdrew: true },
      { type: 'draws.replaced', taken: 1, moved: [] },
      { type: 'draws.invited' },
    ]);
    expect(await here.statuses()).toEqual(['declined', 'invited']);
  });

  it('C-11 after the work has begun it is too late for that in chat', async () => {
    const here = await drawn(2, 1);
    await here.says(0, 'accept');
    here.open.clock.set('2026-10-15T09:00:00+08:00');
    expect(await here.says(0, 'withdraw', '堵车')).toMatchObject([
      { type: 'draws.reply-late', why: 'started' },
    ]);
    expect(await here.statuses()).toEqual(['accepted']);
  });

  it('draw-13 the same answer twice changes nothing', async () => {
    const here = await drawn(2, 1);
    await here.says(0, 'accept');
    expect(await here.says(0, 'accept')).toMatchObject([
      { type: 'draws.reply-late', why: 'already-said' },
    ]);
    expect(await here.statuses()).toEqual(['accepted']);
  });

  it('draw-36 somebody else’s invitation does not exist', async () => {
    const here = await drawn(2, 1);
    const invitation = (await here.panel())[0]?.id;
    const other = follower('other', { person: 'other' });
    const input = { invitation, answer: 'accept' };
    expect(await here.bureau.perform(other, draws.replyToDraw, input)).toMatchObject({
      reason: { code: 'draws.unknown' },
    });
  });

  it('draw-15 by phone: entered by staff, marked, confirmed to the expert', async () => {
    const here = await drawn(2, 1);
    const invitation = (await here.panel())[0]?.id;
    const input = { invitation, answer: 'accept' };
    const events = await here.bureau.done(here.clerk, draws.enterReply, input);
    expect(events[0]).toMatchObject({ type: 'draws.accepted', by: 'staff' });
    expect((await here.panel())[0]).toMatchObject({ status: 'accepted', enteredByStaff: true });
    expect(await here.told('draws.reply-entered')).toHaveLength(1);
  });
});

describe('silence', () => {
  it('draw-14 is no refusal: the next is asked, the silent stands on the call sheet', async () => {
    const here = await drawn(3, 1);
    expect(await here.expire()).toMatchObject({ reason: { code: 'draws.nothing-due' } });
    here.open.clock.set(AFTER_REPLY_TIME);
    const outcome = await here.expire();
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      'draws.silenced',
      'draws.replaced',
      'draws.invited',
    ]);
    expect(await here.statuses()).toEqual(['replaced', 'invited']);
    const sheet = await here.open.app.ask(ZHANJIANG, draws.callSheet, {}, here.clerk);
    expect(sheet).toMatchObject({
      value: [{ number: 'RW2026-0001', name: expect.stringContaining('专家') }],
    });
    expect(await here.expire()).toMatchObject({ reason: { code: 'draws.nothing-due' } });
  });

  it('draw-35 with nobody left: staff read that the seat is open, and nowhere that somebody follows', async () => {
    const here = await drawn(1, 1);
    here.open.clock.set(AFTER_REPLY_TIME);
    const outcome = await here.expire();
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      'draws.silenced',
      'draws.exhausted',
    ]);
    expect(await here.told('draws.silenced')).toEqual([]);
    const [told] = await here.told('draws.exhausted');
    expect(say('draws.exhausted', told?.params ?? {})?.text).toBe(
      'RW2026-0001 有1位专家逾期没有答复，还差专家（药学1人），名单里已经没有可以递补的人。请打开“电话联系名单”打电话问一下，调整工作安排或增补专家。',
    );
    expect(await here.statuses()).toEqual(['silent']);
  });

  it('draw-35 three silent and one left to ask: one notice tells both', async () => {
    const here = await drawn(4, 3);
    here.open.clock.set(AFTER_REPLY_TIME);
    await here.expire();
    expect(await here.told('draws.silenced')).toEqual([]);
    const told = await here.told('draws.exhausted');
    expect(told.map(({ params }) => say('draws.exhausted', params)?.text)).toEqual([
      expect.stringContaining('有3位专家逾期没有答复，已按次序请了1位，还差专家（药学2人）'),
    ]);
  });

  it('several at once are replaced together', async () => {
    const here = await drawn(5, 2);
    here.open.clock.set(AFTER_REPLY_TIME);
    await here.expire();
    expect(await here.statuses()).toEqual(['replaced', 'replaced', 'invited', 'invited']);
  });

  it('F16 a yes after the seat went to another is kept, answered politely, and changes nothing', async () => {
    const here = await drawn(2, 1);
    here.open.clock.set(AFTER_REPLY_TIME);
    await here.expire();
    const before = await here.statuses();
    const [event] = await here.says(0, 'accept');
    expect(event).toMatchObject({ type: 'draws.reply-late', why: 'seat-taken' });
    expect(draws.replyWords(event)).toContain('已经改请其他专家');
    expect(await here.statuses()).toEqual(before);
  });

  it('draw-12 a late yes counts while the seat is still open', async () => {
    const here = await drawn(1, 1);
    here.open.clock.set(AFTER_REPLY_TIME);
    await here.expire();
    expect(await here.taskStatus()).toBe('unfilled');
    expect(await here.says(0, 'accept')).toMatchObject([
      { type: 'draws.accepted', afterReplyBy: true },
      { type: 'draws.filled' },
    ]);
    expect(await here.taskStatus()).toBe('filled');
  });

  it('draw-12 a late yes of the first counts when who was asked instead kept silent too', async () => {
    const here = await drawn(2, 1);
    here.open.clock.set(AFTER_REPLY_TIME);
    await here.expire();
    const next = (await here.panel()).find(({ status }) => status === 'invited')?.replyBy;
    here.open.clock.set(new Date((next?.getTime() ?? 0) + 60_000).toISOString());
    await here.expire();
    expect(await here.statuses()).toEqual(['replaced', 'silent']);
    expect(await here.says(0, 'accept')).toMatchObject([
      { type: 'draws.accepted', afterReplyBy: true },
      { type: 'draws.filled' },
    ]);
    expect(await here.says(1, 'accept')).toMatchObject([{ why: 'seat-taken' }]);
    expect(await here.statuses()).toEqual(['accepted', 'silent']);
  });

  it('draw-12 a yes after the reply time, before anybody noticed the silence, counts', async () => {
    const here = await drawn(2, 1);
    here.open.clock.set(AFTER_REPLY_TIME);
    expect((await here.says(0, 'accept'))[0]).toMatchObject({ type: 'draws.accepted' });
    expect(await here.expire()).toMatchObject({ reason: { code: 'draws.nothing-due' } });
  });
});

describe('A-23 disclosure and recusal', () => {
  it('飞行检查: not before the eve; then the accepted are told and asked', async () => {
    const here = await drawn(3, 1);
    await here.says(0, 'accept');
    const telling = () =>
      here.bureau.perform(here.clerk, draws.discloseInstitution, { task: here.task });
    const outsider = await here.open.member(ZHANJIANG, 'sectionHead');
    const byOther = await here.bureau.perform(outsider, draws.discloseInstitution, {
      task: here.task,
    });
    expect(byOther).toMatchObject({ reason: { code: 'draws.not-privy' } });
    expect(await telling()).toMatchObject({ reason: { code: 'draws.too-early-to-disclose' } });
    expect(await here.recuses(0, false)).toMatchObject({ reason: { code: 'draws.not-disclosed' } });
    const person = (await here.panel())[0]?.person ?? '';
    const chat = here.chats.get(person) ?? follower('nobody');
    const own = () => here.open.app.ask(ZHANJIANG, draws.ownInvitations, { person }, chat);
    expect(await own()).toMatchObject({ value: [{ task: { targets: null } }] });

    here.open.clock.set('2026-10-15T09:05:00+08:00');
    expect(await telling()).toMatchObject({ kind: 'done' });
    expect(await own()).toMatchObject({ value: [{ task: { targets: ['遂溪县某某医院'] } }] });
    const [told] = await here.told('draws.disclosed');
    expect(JSON.stringify(told?.params)).not.toContain('医院');
    expect(await telling()).toMatchObject({ reason: { code: 'draws.already-disclosed' } });
    expect(await here.recuses(0, false)).toMatchObject({
      kind: 'done',
      events: [{ type: 'draws.cleared' }],
    });
    // said twice: answered kindly, and recorded once (F16)
    const links = async () => {
      const { draw } = await here.bureau.view(here.task);
      return here.open.app.gate.transaction(ZHANJIANG, (tx) => linksOf(tx, draw?.id ?? ''));
    };
    const before = await links();
    const twice = await here.recuses(0, false);
    expect(twice).toMatchObject({ reason: { code: 'draws.cleared-already' } });
    expect(twice.kind === 'refused' ? draws.drawsContext.refuse(twice.reason) : '').toMatch(
      /2026年10月15日 09:05已经说过.*不用再回复/,
    );
    expect(await links()).toEqual(before);
    // and whoever remembers a tie afterwards still gets out
    const outcome = await here.recuses(0, true);
    expect(outcome.kind === 'done' && outcome.events[0].type).toBe('draws.recused');
  });

  it('ZJ-11.0, draw-11 需回避 at assembly: recused, the next is on the call sheet at once', async () => {
    const here = await drawn(2, 1);
    await here.says(0, 'accept');
    here.open.clock.set('2026-10-15T09:05:00+08:00');
    await here.bureau.done(here.clerk, draws.discloseInstitution, { task: here.task });
    const outcome = await here.recuses(0, true);
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      'draws.recused',
      'draws.replaced',
      'draws.invited',
    ]);
    expect(await here.panel()).toMatchObject([
      { status: 'recused' },
      { status: 'invited', byPhone: true },
    ]);
    const sheet = await here.open.app.ask(ZHANJIANG, draws.callSheet, {}, here.clerk);
    expect(sheet).toMatchObject({ value: [{ invitation: { place: 2 } }] });
    // whoever comes in now learns it on accepting
    expect(types(await here.says(1, 'accept'))).toEqual([
      'draws.accepted',
      'draws.disclosed',
      'draws.filled',
    ]);
    expect(await here.recuses(0, false)).toMatchObject({
      events: [{ type: 'draws.reply-late', why: 'first-stands' }],
    });
  });

  it('争议案件书面审核: told on accepting', async () => {
    const here = await drawn(2, 1, { type: '争议案件书面审核' });
    expect(types(await here.says(0, 'accept'))).toEqual([
      'draws.accepted',
      'draws.disclosed',
      'draws.filled',
    ]);
    expect(await here.told('draws.disclosed')).toHaveLength(1);
  });
});

describe('C-06, draw-28 the reply time, in China’s wall clock and working days', () => {
  const policy = {
    office: { opens: '08:30', closes: '17:30' },
    draws: {
      replyWorkingHours: { value: 2, clause: 'C-06' },
      lastReplyHoursBefore: { value: 2, clause: 'C-06' },
      phoneReplyMinutes: { value: 30, clause: 'default' },
    },
  };
  const work = { firstDay: '2026-10-15', assembleAt: '09:00' };
  it.each([
    [
      'two working hours',
      '2026-10-12T10:00',
      '2026-10-12T12:00',
      { byPhone: false, urgent: false },
    ],
    ['across the night', '2026-10-12T16:30', '2026-10-13T09:30', { byPhone: false, urgent: false }],
    [
      'asked at night: from the next opening',
      '2026-10-12T22:00',
      '2026-10-13T10:30',
      { byPhone: false, urgent: false },
    ],
    [
      'over the holiday: 1 to 7 October are off',
      '2026-09-30T17:00',
      '2026-10-08T10:00',
      { byPhone: false, urgent: false },
    ],
    [
      'a Saturday that is worked for a holiday counts',
      '2026-10-10T09:00',
      '2026-10-10T11:00',
      { byPhone: false, urgent: false },
    ],
    [
      'never later than two hours before the work',
      '2026-10-14T17:00',
      '2026-10-15T07:00',
      { byPhone: false, urgent: false },
    ],
    [
      'the night before: the message may not wait',
      '2026-10-14T22:00',
      '2026-10-15T07:00',
      { byPhone: false, urgent: true },
    ],
    [
      'too late for a message alone: by phone',
      '2026-10-15T08:00',
      '2026-10-15T08:30',
      { byPhone: true, urgent: true },
    ],
  ])('%s', (_words, now, replyBy, how) => {
    const world = {
      now: new Date(`${now}:00+08:00`),
      seed: '',
      bureau: ZHANJIANG,
      policy,
      calendar: shippedCalendar(),
    };
    const expected = { replyBy: new Date(`${replyBy}:00+08:00`), ...how };
    expect(replyTime(work as never, world as never)).toEqual(expected);
  });
});

describe('what an expert reads', () => {
  const invited = {
    number: 'RW2026-0001',
    category: '药学',
    firstDay: '2026-10-15',
    lastDay: '2026-10-16',
    assembleAt: '09:00',
    place: '医保局门口',
    replyBy: '2026-10-12T04:00:00.000Z',
  };

  it('an invitation says when, where, as what, and which words to answer', () => {
    expect(say('draws.invited', invited)?.text).toBe(
      [
        '医保局随机抽选，邀请您以药学专家身份参加一项工作（RW2026-0001）。',
        '请在2026年10月12日 12:00前答复，逾期将请其他专家。',
        '时间：2026年10月15日至2026年10月16日，09:00 集合',
        '地点：医保局门口',
        '能参加请回复“接受”，不能请回复“不能参加”加原因。',
      ].join('\n'),
    );
  });

  it.each([
    ['draws.invited', invited],
    ['draws.disclosed', { number: 'RW2026-0001' }],
    ['draws.not-needed', { number: 'RW2026-0001', firstDay: '2026-10-15', why: 'cancelled' }],
    ['draws.reply-entered', { number: 'RW2026-0001', answer: 'accepted' }],
    ['draws.silenced', { number: 'RW2026-0001', next: 'asked' }],
    ['draws.exhausted', { number: 'RW2026-0001', open: { 药学: 1 }, silent: 1, asked: 0 }],
    ['draws.filled', { number: 'RW2026-0001' }],
  ])('%s in at most six lines, with nothing left out', (kind, params) => {
    const said = say(kind, params);
    expect(said?.text).toContain('RW2026-0001');
    expect(said?.text.split('\n').length).toBeLessThanOrEqual(6);
    expect(JSON.stringify(said)).not.toMatch(/undefined|null|NaN|Invalid/);
  });
});
