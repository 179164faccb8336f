import { afterAll, describe, expect, it } from 'vitest';
import { draws, membership, recusal, type StaffActor } from '../../domain/index.ts';
import { SYSTEM, ZHANJIANG } from '../support/app.ts';
import { commitFor, witnessIn } from '../support/drawing.ts';
import { Later, refusal, types } from '../support/later.ts';

const begun: Later[] = [];
afterAll(() => Promise.all(begun.map(({ open }) => open.close())));

async function later(experts = 0, policy = ''): Promise<Later> {
  const here = await Later.begin(policy);
  begun.push(here);
  for (let n = 0; n < experts; n += 1) await here.expert();
  return here;
}

const WORK = {
  type: '飞行检查',
  words: ['遂溪县某某医院'],
  firstDay: '2026-10-15',
  assembleAt: '09:00',
  place: '医保局门口',
  need: { 药学: 1 },
};

const publicPart = (event: object | undefined) => JSON.stringify({ ...event, private: null });

describe('C-07 a correction before the draw', () => {
  const change = (here: Later, task: string, more: object, by: StaffActor = here.clerk) =>
    here.bureau.perform(by, draws.changeDrawTask, { task, version: 1, work: WORK, ...more });

  it('changes what is not secret, is counted as a version, and the log names fields only', async () => {
    const here = await later();
    const task = await here.bureau.task({ 药学: 1 });
    const work = { ...WORK, firstDay: '2026-10-20', need: { 药学: 2 }, words: ['廉江市某某药店'] };
    const outcome = await change(here, task, { work });
    expect(outcome).toMatchObject({
      kind: 'done',
      events: [{ version: 2, fields: ['times', 'need', 'targets'] }],
    });
    const [event] = outcome.kind === 'done' ? outcome.events : [];
    expect(publicPart(event)).not.toContain('廉江');
    const view = (await here.bureau.view(task)).task;
    expect(view).toMatchObject({ firstDay: '2026-10-20', need: { 药学: 2 }, version: 2 });
    expect(view.targets).toEqual(['廉江市某某药店']);
  });

  it('F22 the second of two savers is told and overwrites nothing', async () => {
    const here = await later();
    const task = await here.bureau.task({ 药学: 1 });
    await change(here, task, { work: { ...WORK, place: '市政府南门' } });
    const second = await change(here, task, { work: { ...WORK, place: '火车站' } });
    expect(refusal(second)).toBe('draws.changed-meanwhile');
    expect((await here.bureau.view(task)).task.place).toBe('市政府南门');
  });

  it('C-04 who may not see the targets cannot change them, nor who may read them', async () => {
    const here = await later();
    const task = await here.bureau.task({ 药学: 1 });
    const outsider = await here.open.member(ZHANJIANG, 'sectionHead');
    const blind = { ...WORK, words: ['别的医院'] };
    const tried = await change(here, task, { work: blind }, outsider);
    expect(refusal(tried)).toBe('draws.targets-sealed');
    const asReader = { ...WORK, secondAccount: outsider.account };
    expect(refusal(await change(here, task, { work: asReader }, outsider))).toBe(
      'draws.targets-sealed',
    );
    const kept = { work: { ...WORK, words: [], place: '市政府南门' }, keepsTargets: true };
    expect((await change(here, task, kept, outsider)).kind).toBe('done');
    const seen = (await here.bureau.view(task)).task;
    expect(seen).toMatchObject({ place: '市政府南门', targets: ['遂溪县某某医院'] });
    const asked = await here.open.app.ask(ZHANJIANG, draws.changeableTask, { task }, outsider);
    expect(JSON.stringify(asked)).not.toContain('某某医院');
  });

  it('nothing is changed in place once the list is frozen or people were asked', async () => {
    const here = await later(2);
    const task = await here.bureau.task({ 药学: 1 });
    const work = { ...WORK, place: '市政府南门' };
    expect(refusal(await change(here, task, { work: WORK }))).toBe('draws.nothing-changed');
    await commitFor(here.open, here.clerk, task);
    expect(refusal(await change(here, task, { work }))).toBe('draws.frozen-already');
    const other = await here.drawn(1, { firstDay: '2026-10-20' });
    expect(refusal(await change(here, other, { work }))).toBe('draws.drawn-already');
  });
});

describe('C-07 postponed work', () => {
  const times = { firstDay: '2026-10-22', assembleAt: '14:00', place: '市政府南门' };
  const move = (here: Later, task: string, more: object = {}) =>
    here.bureau.perform(here.clerk, draws.rescheduleDrawTask, {
      ...{ task, version: 1, reason: '台风停工', ...times },
      ...more,
    });

  it('asks everybody who stands again; a former yes is on record and counts no more', async () => {
    const here = await later(3);
    const task = await here.drawn(2);
    await here.says(await here.someone(task, 'invited'), 'accept');
    const accepted = await here.someone(task, 'accepted');
    const outcome = await move(here, task);
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      'draws.rescheduled',
    ]);
    const [event] = outcome.kind === 'done' ? outcome.events : [];
    expect(publicPart(event)).not.toContain('台风');
    const panel = await here.panel(task);
    expect(panel.map(({ status }) => status)).toEqual(['invited', 'invited']);
    expect((await here.bureau.view(task)).task).toMatchObject({
      ...{ status: 'inviting', version: 2, ...times },
    });
    expect(await here.told('draws.rescheduled')).toHaveLength(2);
    expect(await here.bodies(task, 'corrected')).toMatchObject([
      {
        what: 'times',
        was: { firstDay: '2026-10-15' },
        is: { firstDay: '2026-10-22' },
        asked: expect.arrayContaining([{ cid: accepted.cid, had: 'accepted' }]),
      },
    ]);
    expect(types(await here.says(accepted, 'accept'))).toEqual(['draws.accepted']);
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('replaces whoever is not free on the new days, in the drawn order', async () => {
    const here = await later(3);
    const task = await here.drawn(1);
    const first = await here.someone(task, 'invited');
    await here.says(first, 'accept');
    const chat = here.chats.get(first.person);
    if (chat === undefined) throw new Error('no chat');
    const away = { person: first.person, since: '2026-10-22', until: '2026-10-23', by: 'self' };
    await here.bureau.done(chat, membership.setMemberUnavailable, away);
    const outcome = await move(here, task);
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      ...['draws.rescheduled', 'draws.replaced', 'draws.invited'],
    ]);
    expect((await here.panel(task)).map(({ status }) => status)).toEqual(['released', 'invited']);
    const [told] = await here.told('draws.not-needed');
    expect(told?.params).toMatchObject({ firstDay: '2026-10-15', why: 'rearranged' });
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('draw-10 replaces whoever’s term does not last till then', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const outcome = await move(here, task, { firstDay: '2036-10-22' });
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      ...['draws.rescheduled', 'draws.exhausted'],
    ]);
    expect((await here.bureau.view(task)).task.status).toBe('unfilled');
  });

  it('an invitation to the old days that still waits is not sent any more', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const [old] = await here.told('draws.invited');
    const isOver = () =>
      here.open.app.gate.transaction(ZHANJIANG, (tx) =>
        draws.drawsContext.isOver(tx, 'draws.invited', old?.params ?? {}),
      );
    expect(await isOver()).toBe(false);
    await move(here, task, { assembleAt: '09:00', place: '医保局门口' });
    expect(await isOver()).toBe(true);
  });

  it('says what has to be done instead where it cannot be', async () => {
    const here = await later(2);
    const task = await here.bureau.task({ 药学: 1 });
    expect(refusal(await move(here, task))).toBe('draws.not-frozen');
    await commitFor(here.open, here.clerk, task);
    expect(refusal(await move(here, task))).toBe('draws.frozen-already');
    const drawn = await here.drawn(1, { firstDay: '2026-10-16' });
    expect(refusal(await move(here, drawn, { version: 7 }))).toBe('draws.changed-meanwhile');
    expect(refusal(await move(here, drawn, { firstDay: '2026-10-11' }))).toBe('draws.days-over');
    expect(refusal(await move(here, drawn, { place: '遂溪县某某医院' }))).toBe(
      'draws.place-gives-away',
    );
    here.open.clock.set('2026-10-17T10:00:00+08:00');
    expect(refusal(await move(here, drawn))).toBe('draws.work-over');
  });
});

describe('draw-9 another institution after the draw', () => {
  async function tiedMember() {
    const here = await later();
    const clinic = await here.bureau.institution('坡头区第二门诊部');
    const post = { unit: '坡头区第二门诊部', institution: clinic };
    const { person, chat } = await here.bureau.expert(['药学'], [post]);
    here.chats.set(person, chat);
    await here.expert();
    await here.expert();
    const task = await here.drawn(3);
    return { here, task, clinic, person };
  }
  const aim = (here: Later, task: string, institutions: readonly string[], by = here.clerk) =>
    here.bureau.perform(by, draws.changeDrawTargets, {
      ...{ task, version: 1, institutions, words: ['遂溪县某某医院'], reason: '增加一家' },
    });

  it('looks at recusal anew, replaces the affected, and keeps both as digests, never by name', async () => {
    const { here, task, clinic, person } = await tiedMember();
    const outcome = await aim(here, task, [clinic]);
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      ...['draws.targets-changed', 'draws.recused', 'draws.exhausted'],
    ]);
    const [event] = outcome.kind === 'done' ? outcome.events : [];
    expect(publicPart(event)).not.toContain(clinic);
    const recused = await here.someone(task, 'recused');
    expect(recused.person).toBe(person);
    const [body] = await here.bodies(task, 'corrected');
    expect(body).toMatchObject({
      ...{ what: 'targets', was: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(JSON.stringify(await here.record(task))).not.toMatch(/门诊|医院/);
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('asks those who knew the former one to look again', async () => {
    const { here, task } = await tiedMember();
    for (const one of await here.panel(task)) await here.says(one, 'accept');
    here.open.clock.set('2026-10-15T09:05:00+08:00');
    await here.bureau.done(here.clerk, draws.discloseInstitution, { task });
    const [one] = await here.panel(task);
    const chat = here.chats.get(one?.person ?? '');
    if (one === undefined || chat === undefined) throw new Error('nobody');
    const clear = { invitation: one.id, needsRecusal: false, reason: '' };
    await here.bureau.done(chat, draws.declareDrawConflict, clear);
    const other = await here.bureau.institution('麻章区某某药房');
    await aim(here, task, [other]);
    expect((await here.panel(task)).map(({ clearedAt }) => clearedAt)).toEqual([null, null, null]);
    expect(await here.told('draws.targets-changed')).toHaveLength(3);
  });

  it('C-04 only the two who know the target change it', async () => {
    const { here, task, clinic } = await tiedMember();
    const outsider = await here.open.member(ZHANJIANG, 'leader');
    expect(refusal(await aim(here, task, [clinic], outsider))).toBe('draws.targets-sealed');
    expect(refusal(await aim(here, task, []))).toBe('draws.nothing-changed');
  });
});

describe('draw-15 an answer entered from the phone', () => {
  async function entered() {
    const here = await later(2);
    const task = await here.drawn(1);
    const { id: invitation } = await here.someone(task, 'invited');
    await here.bureau.done(here.clerk, draws.enterReply, { invitation, answer: 'accept' });
    return { here, task, invitation };
  }
  const open = async (here: Later, by: StaffActor) => {
    const asked = await here.open.app.ask(ZHANJIANG, draws.openChecks, {}, by);
    return asked.kind === 'found' ? asked.value : [];
  };

  it('waits for a second person, never the one who entered it', async () => {
    const { here, task, invitation } = await entered();
    expect(await open(here, here.clerk)).toMatchObject([
      { invitation, answer: 'accepted', isMine: true },
    ]);
    const check = { invitation, agrees: true };
    expect(refusal(await here.bureau.perform(here.clerk, draws.checkPhoneEntry, check))).toBe(
      'draws.own-entry',
    );
    const second = await here.open.member(ZHANJIANG, 'liaison');
    await here.bureau.done(second, draws.checkPhoneEntry, check);
    expect((await here.panel(task))[0]?.checked).toBe('agreed');
    expect(await open(here, second)).toEqual([]);
    const again = await here.bureau.perform(second, draws.checkPhoneEntry, check);
    expect(refusal(again)).toBe('draws.nothing-to-check');
    expect(await here.told('draws.entry-disputed')).toEqual([]);
  });

  it('a doubt is told to whoever entered it and to the head of the section', async () => {
    const { here, task, invitation } = await entered();
    const second = await here.open.member(ZHANJIANG, 'liaison');
    const check = { invitation, agrees: false, note: '本人说没接过电话' };
    const [event] = await here.bureau.done(second, draws.checkPhoneEntry, check);
    expect(publicPart(event)).not.toContain('电话');
    expect((await here.panel(task))[0]?.checked).toBe('disputed');
    expect(await here.told('draws.entry-disputed')).toHaveLength(2);
    expect(await here.bodies(task, 'replied')).toContainEqual(
      expect.objectContaining({ checked: 'disputed' }),
    );
  });
});

describe('draw-20, draw-21 a public lottery', () => {
  const LOTTERY = 'lotteries: { value: [{ name: 双色球, fallback: 大乐透 }], clause: C-06 }';
  const words = '第2026118期，10月13日，中国福彩网';
  async function frozen() {
    const here = await later(3, LOTTERY);
    const task = await here.bureau.task({ 药学: 1 });
    const witness = await witnessIn(here.open);
    const input = { task, witness: { kind: 'account', id: witness.account }, lottery: '双色球' };
    const [event] = await here.bureau.done(here.clerk, draws.commitDraw, input);
    if (event.type !== 'draws.committed') throw new Error(event.type);
    const { draw } = event;
    await here.bureau.done(here.clerk, draws.contributeToDraw, { draw, digits: '583920' });
    await here.bureau.done(witness, draws.contributeToDraw, { draw, digits: '481516' });
    return { here, task, draw };
  }

  it('draw-21 postponed: the fallback fixed in the rules counts, with its date and source', async () => {
    const { here, task, draw } = await frozen();
    const put = { draw, reason: '10月13日停止开奖' };
    await here.bureau.done(here.clerk, draws.postponeDrawLottery, put);
    expect(refusal(await here.bureau.perform(here.clerk, draws.postponeDrawLottery, put))).toBe(
      'draws.lottery-fallback-used',
    );
    const numbers = { draw, digits: '3 8 15 22 31 2 9', words: '第26120期，10月14日，中国体彩网' };
    await here.bureau.done(here.clerk, draws.enterLottery, numbers);
    await here.bureau.done(here.clerk, draws.drawPanel, { task });
    const parties = (await here.bureau.view(task)).draw?.parties;
    expect(parties?.[2]?.name).toBe('大乐透（第26120期，10月14日，中国体彩网）');
    const { record, faults } = await here.record(task);
    expect(faults).toEqual([]);
    expect(record.rules).toMatchObject({ fallback: '大乐透', sources: expect.anything() });
    expect(await here.bodies(task, 'corrected')).toEqual([
      { what: 'lottery', was: '双色球', is: '大乐透' },
    ]);
  });

  it('draw-20 a mistyped number is put right before the draw, the wrong one stays on record', async () => {
    const { here, task, draw } = await frozen();
    const wrong = { draw, digits: '9 18 26 34 41 45', words };
    await here.bureau.done(here.clerk, draws.enterLottery, wrong);
    const right = { draw, digits: '9 18 26 30 32 33', words, reason: '看错一个号码' };
    await here.bureau.done(here.clerk, draws.correctDrawLottery, right);
    await here.bureau.done(here.clerk, draws.drawPanel, { task });
    expect((await here.bureau.view(task)).draw?.entropy).toBe('583920./481516./9.18.26.30.32.33./');
    expect(await here.bodies(task, 'corrected')).toMatchObject([
      { what: 'digits', was: { value: '9.18.26.34.41.45./' } },
    ]);
    expect((await here.record(task)).faults).toEqual([]);
    const late = await here.bureau.perform(here.clerk, draws.correctDrawLottery, right);
    expect(refusal(late)).toBe('draws.attempt-over');
  });

  it('draw-20 what operator and witness gave is not corrected, only voided', async () => {
    const { here, draw } = await frozen();
    for (const party of ['operator', 'witness']) {
      const input = { draw, party, digits: '111111', words, reason: '报错了' };
      const tried = await here.bureau.perform(here.clerk, draws.correctDrawLottery, {
        ...input,
        reason: '报错了数字',
      });
      expect(refusal(tried)).toBe('draws.only-void');
    }
  });
});

describe('answers that cross', () => {
  it('draw-11 on the second day of the work: recused, a reserve is asked by phone', async () => {
    const here = await later(3);
    const task = await here.drawn(1, { lastDay: '2026-10-17' });
    const first = await here.someone(task, 'invited');
    await here.says(first, 'accept');
    here.open.clock.set('2026-10-16T10:00:00+08:00');
    const order = {
      ...{ person: first.person, kind: 'interest', words: '遂溪县某某医院' },
      ...{ reason: '现场发现其配偶供货', evidence: '现场笔录' },
    };
    await here.bureau.done(here.clerk, recusal.orderRecusal, order);
    const outcome = await here.bureau.perform(SYSTEM, draws.recheckDraws, {
      person: first.person,
    });
    expect(outcome.kind === 'done' ? types(outcome.events) : outcome).toEqual([
      ...['draws.recused', 'draws.replaced', 'draws.invited'],
    ]);
    const reserve = await here.someone(task, 'invited');
    expect(reserve).toMatchObject({ byPhone: true, place: 2 });
    expect(types(await here.says(reserve, 'accept'))).toEqual(['draws.accepted', 'draws.filled']);
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('draw-12 the next has accepted: the late yes is refused, nobody sits twice', async () => {
    const here = await later(3);
    const task = await here.drawn(1);
    const first = await here.someone(task, 'invited');
    here.open.clock.set('2026-10-12T12:01:00+08:00');
    await here.bureau.done(SYSTEM, draws.expireDrawReplies, {});
    await here.says(await here.someone(task, 'invited'), 'accept');
    expect(await here.says(first, 'accept')).toMatchObject([
      { type: 'draws.reply-late', why: 'seat-taken' },
    ]);
    const statuses = (await here.panel(task)).map(({ status }) => status);
    expect(statuses).toEqual(['replaced', 'accepted']);
  });

  it('draw-13 two devices at once: one yes counts, the other is told it was said', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const one = await here.someone(task, 'invited');
    const both = await Promise.all([here.says(one, 'accept'), here.says(one, 'accept')]);
    expect(both.map(([event]) => event.type).sort()).toEqual([
      ...['draws.accepted', 'draws.reply-late'],
    ]);
    expect(await here.bodies(task, 'replied')).toHaveLength(2);
  });

  it('draw-13 a no stands in chat; only an officer puts it right, while the seat is open', async () => {
    const here = await later(1);
    const task = await here.drawn(1);
    const one = await here.someone(task, 'invited');
    await here.says(one, 'decline');
    expect(await here.says(one, 'accept')).toMatchObject([{ why: 'first-stands' }]);
    const input = { invitation: one.id, answer: 'accept' };
    const events = await here.bureau.done(here.clerk, draws.enterReply, input);
    expect(types(events)).toEqual(['draws.accepted', 'draws.filled']);
    expect((await here.panel(task))[0]).toMatchObject({ status: 'accepted', checked: 'open' });
  });

  it('draw-13 not once the next was asked', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const one = await here.someone(task, 'invited');
    await here.says(one, 'decline');
    const input = { invitation: one.id, answer: 'accept' };
    expect(await here.bureau.done(here.clerk, draws.enterReply, input)).toMatchObject([
      { type: 'draws.reply-late', why: 'first-stands' },
    ]);
  });

  it('draw-14 what never arrived is silence, never a no: on the call sheet, the term untouched', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const one = await here.someone(task, 'invited');
    here.open.clock.set('2026-10-12T12:01:00+08:00');
    const events = await here.bureau.done(SYSTEM, draws.expireDrawReplies, {});
    expect(types(events)).not.toContain('draws.declined');
    const sheet = await here.open.app.ask(ZHANJIANG, draws.callSheet, {}, here.clerk);
    expect(sheet).toMatchObject({ value: [{ invitation: { id: one.id, status: 'replaced' } }] });
    expect(await here.bodies(task, 'replied')).toEqual([]);
    const next = await here.bureau.task({ 药学: 2 }, { firstDay: '2026-10-20' });
    expect((await commitFor(here.open, here.clerk, next)).kind).toBe('done');
  });

  it('C-11 a yes turned into 不能参加 in time goes to the next, after the start it does not', async () => {
    const here = await later(3);
    const task = await here.drawn(1);
    await here.says(await here.someone(task, 'invited'), 'accept');
    here.open.clock.set('2026-10-15T08:59:00+08:00');
    const first = await here.someone(task, 'accepted');
    expect(types(await here.says(first, 'withdraw'))).toEqual([
      ...['draws.declined', 'draws.replaced', 'draws.invited'],
    ]);
    const second = await here.someone(task, 'invited');
    expect(second.byPhone).toBe(true);
    await here.says(second, 'accept');
    here.open.clock.set('2026-10-15T09:01:00+08:00');
    expect(await here.says(second, 'withdraw')).toMatchObject([{ why: 'started' }]);
  });
});

describe('draw-10 on the very day', () => {
  it('term and recusal are looked at again; whoever is not of the panel is not eligible', async () => {
    const here = await later(2);
    const task = await here.drawn(1);
    const one = await here.someone(task, 'invited');
    await here.says(one, 'accept');
    const ask = async () => {
      const params = { invitation: one.id };
      const asked = await here.open.app.ask(ZHANJIANG, draws.eligibleToday, params, here.clerk);
      return asked.kind === 'found' ? asked.value : asked;
    };
    expect(await ask()).toEqual({ eligible: true, why: null });
    const tie = {
      ...{ person: one.person, kind: 'interest', words: '遂溪县某某医院', source: 'phone' },
    };
    await here.bureau.done(here.clerk, recusal.declareTie, tie);
    expect(await ask()).toEqual({ eligible: false, why: '回避' });
    await here.bureau.done(SYSTEM, draws.recheckDraws, { person: one.person });
    expect(await ask()).toEqual({ eligible: false, why: '不在这项工作的名单里' });
  });
});
