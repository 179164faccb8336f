import { afterAll, describe, expect, it } from 'vitest';
import { draws, recusal } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { commitFor, drawFor, witnessIn } from '../support/drawing.ts';
import { Later, refusal, types } from '../support/later.ts';

const begun: Later[] = [];
afterAll(() => Promise.all(begun.map(({ open }) => open.close())));

async function later(policy = ''): Promise<Later> {
  const here = await Later.begin(policy);
  begun.push(here);
  return here;
}

/** Two colleagues of one employer and one other for two seats; the other declines. */
async function colleaguesLeft() {
  const here = await later();
  const colleagues = [await here.expert('一家科技公司'), await here.expert('一家科技公司')];
  const other = await here.expert();
  const task = await here.drawn(2);
  const of = (await here.panel(task)).find(({ person }) => person === other.person);
  if (of === undefined) throw new Error('the other was not drawn');
  await here.says(of, 'decline');
  return { here, task, other, colleagues: colleagues.map(({ person }) => person) };
}

describe('draw-1, draw-2, draw-34 nobody is left', () => {
  it('says what is exhausted with counts, why, and what would help', async () => {
    const { here, task } = await colleaguesLeft();
    const { why, open } = await here.choices(task);
    expect(open).toEqual({ 药学: 1 });
    expect(why).toMatchObject({
      ...{ open: { 药学: 1 }, categories: ['药学'], inPool: 3 },
      ...{ accepted: 0, waiting: 1, declined: 1, capped: 1, helps: ['lift-cap'] },
    });
    if (why === null) throw new Error('no reason');
    expect(draws.exhaustionWords(why)).toBe(
      '还差药学1人，抽出的名单已用完，没有人可以递补。' +
        '名单里药学共3人：等待答复1人，不能参加1人，单位已有同事参加或另有名额限制的1人。' +
        '下面的办法可以补上：同一单位多出一人。',
    );
    expect((await here.bureau.view(task)).task.status).toBe('unfilled');
  });

  it('draw-2 a proposal changes nothing until a second person approves, then the colleague is asked', async () => {
    const { here, task, colleagues } = await colleaguesLeft();
    const proposed = await here.propose(task, 'lift-cap');
    expect(proposed).toMatchObject({ kind: 'done', events: [{ type: 'draws.choice-proposed' }] });
    expect((await here.panel(task)).filter(({ status }) => status === 'invited')).toHaveLength(1);
    expect(await here.told('draws.choice-proposed')).toHaveLength(2);
    const [row] = (await here.choices(task)).rows;
    const choice = row?.choice.id;
    const leader = await here.open.member(ZHANJIANG, 'leader');
    const events = await here.bureau.done(leader, draws.decideOnChoice, { choice, approves: true });
    expect(types(events)).toEqual(['draws.choice-decided', 'draws.replaced', 'draws.invited']);
    expect(events[0]).toMatchObject({ approved: true, cap: 2, kind: 'lift-cap' });
    const standing = (await here.panel(task)).filter(({ status }) => status === 'invited');
    expect(standing.map(({ person }) => person).sort()).toEqual([...colleagues].sort());
    const checked = await here.record(task);
    expect(checked.faults).toEqual([]);
    expect(await here.bodies(task, 'relaxed')).toMatchObject([{ choice: 'lift-cap', cap: 2 }]);
  });

  it('A-33 nobody approves an own proposal, a rejected one does nothing, and there is one at a time', async () => {
    const { here, task } = await colleaguesLeft();
    const head = await here.open.member(ZHANJIANG, 'sectionHead');
    const input = { task, kind: 'lift-cap', reason: '名单已用完' };
    await here.bureau.done(head, draws.proposeChoice, input);
    expect(refusal(await here.propose(task, 'lift-cap'))).toBe('draws.choice-open');
    const choice = (await here.choices(task)).rows[0]?.choice.id;
    const say = (approves: boolean) => ({ choice, approves, note: '先增补专家' });
    const own = await here.bureau.perform(head, draws.decideOnChoice, say(true));
    expect(refusal(own)).toBe('draws.own-choice');
    const clerk = await here.bureau.perform(here.clerk, draws.decideOnChoice, say(true));
    expect(clerk).toMatchObject({ kind: 'denied' });
    const leader = await here.open.member(ZHANJIANG, 'leader');
    const events = await here.bureau.done(leader, draws.decideOnChoice, say(false));
    expect(types(events)).toEqual(['draws.choice-decided']);
    expect(JSON.stringify({ ...events[0], private: null })).not.toContain('增补');
    const twice = await here.bureau.perform(leader, draws.decideOnChoice, say(true));
    expect(refusal(twice)).toBe('draws.choice-decided-before');
    expect(await here.bodies(task, 'relaxed')).toEqual([]);
    expect((await here.choices(task)).why?.waiting).toBe(1);
  });

  it('what would bring nobody is refused at once', async () => {
    const here = await later();
    await here.expert();
    const task = await here.drawn(1);
    expect(refusal(await here.propose(task, 'lift-cap'))).toBe('draws.choice-needless');
    await here.declineAll(task);
    expect(refusal(await here.propose(task, 'lift-cap'))).toBe('draws.choice-useless');
    expect(refusal(await here.propose(task, 'lift-cool-down'))).toBe('draws.choice-useless');
    expect(refusal(await here.propose(task, 'redraw'))).toBe('draws.choice-needless');
    here.open.clock.set('2026-10-16T10:00:00+08:00');
    expect(refusal(await here.propose(task, 'lift-cap'))).toBe('draws.choice-over');
  });
});

describe('draw-30 a cool-down that leaves too few', () => {
  it('is shown as the cause, and lifted for the open seats by a second person', async () => {
    const here = await later('coolDownDays: { value: 30, clause: default }');
    const tired = await here.expert();
    const first = await here.drawn(1, { firstDay: '2026-10-13' });
    await here.says(await here.someone(first, 'invited'), 'accept');
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const { why } = await here.choices(task);
    expect(why).toMatchObject({ declined: 1, outs: { C: 1 }, helps: ['lift-cool-down'] });
    const events = await here.choose(task, 'lift-cool-down');
    expect(types(events)).toEqual(['draws.choice-decided', 'draws.replaced', 'draws.invited']);
    const asked = await here.someone(task, 'invited');
    expect(asked.person).toBe(tired.person);
    expect(types(await here.says(asked, 'accept'))).toEqual(['draws.accepted', 'draws.filled']);
    expect((await here.record(task)).faults).toEqual([]);
    expect(await here.bodies(task, 'replaced')).toMatchObject([{ admitted: ['C'] }]);
  });
});

describe('draw.md 2.3 step 8: drawing again for whoever has not confirmed', () => {
  it('keeps who accepted, releases the others, and follows the order of the next code', async () => {
    const here = await later();
    for (let n = 0; n < 5; n += 1) await here.expert();
    const task = await here.drawn(2);
    const [first, second] = await here.panel(task);
    if (first === undefined || second === undefined) throw new Error('no panel');
    await here.says(first, 'accept');
    const events = await here.choose(task, 'redraw');
    expect(types(events)).toEqual(['draws.choice-decided', 'draws.replaced', 'draws.invited']);
    expect(events[0]).toMatchObject({ round: 2, released: [{ person: second.person }] });
    const panel = await here.panel(task);
    expect(panel.find(({ id }) => id === first.id)?.status).toBe('accepted');
    expect(panel.find(({ id }) => id === second.id)?.status).toBe('released');
    expect(await here.says(second, 'accept')).toMatchObject([
      { type: 'draws.reply-late', why: 'rearranged' },
    ]);
    expect(await here.told('draws.not-needed')).toHaveLength(1);
    expect((await here.record(task)).faults).toEqual([]);
    expect(await here.bodies(task, 'replaced')).toMatchObject([{ round: 2 }]);
  });
});

describe('A-33 somebody is named', () => {
  it('a member who joined after the draw is asked by name, marked, and counted', async () => {
    const here = await later();
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const late = await here.expert();
    expect((await here.choices(task)).options).toMatchObject([
      { person: late.person, lent: false },
    ]);
    const who = { person: late.person, category: '药学' };
    const events = await here.choose(task, 'direct', who);
    expect(types(events)).toEqual(['draws.choice-decided', 'draws.invited']);
    expect(events[1]).toMatchObject({ place: 0, person: late.person });
    const [told] = (await here.told('draws.invited')).slice(-1);
    expect(told?.params).toMatchObject({ named: true });
    const asked = await here.someone(task, 'invited');
    expect(types(await here.says(asked, 'accept'))).toEqual(['draws.accepted', 'draws.filled']);
    const auditor = await here.open.member(ZHANJIANG, 'auditor');
    const counted = await here.open.app.ask(ZHANJIANG, draws.listChoices, {}, auditor);
    expect(counted).toMatchObject({
      value: {
        nonRandom: 1,
        counts: [{ kind: 'direct', officer: here.clerk.account, proposed: 1, applied: 1 }],
      },
    });
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('ZJ-11.0, draw-10 whoever must stay away is refused with a neutral word', async () => {
    const here = await later();
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const tied = await here.expert();
    const tie = { person: tied.person, kind: 'interest', words: '遂溪县某某医院', source: 'phone' };
    await here.bureau.done(here.clerk, recusal.declareTie, tie);
    const outcome = await here.propose(task, 'direct', { person: tied.person, category: '药学' });
    expect(refusal(outcome)).toBe('draws.choice-out');
    const sentence = draws.drawsContext.refuse(
      outcome.kind === 'refused' ? outcome.reason : { code: 'draws.unknown' },
    );
    expect(sentence).toBe('这个人不能参加这项工作（回避），请另选一位。');
    expect((await here.choices(task)).options).toEqual([]);
  });

  it('an expert lent by another bureau may accept and be recused like all others', async () => {
    const here = await later();
    await here.expert();
    const task = await here.drawn(1);
    await here.declineAll(task);
    const lent = await here.stranger();
    const who = { person: lent.person, category: '药学' };
    expect(refusal(await here.propose(task, 'direct', who))).toBe('draws.choice-not-in-pool');
    expect(refusal(await here.propose(task, 'borrow', who))).toBe('draws.choice-lender-missing');
    await here.choose(task, 'borrow', { ...who, lender: '省医保局专家库' });
    const asked = await here.someone(task, 'invited');
    expect(asked).toMatchObject({ place: 0, term: '', person: lent.person });
    const tie = { person: lent.person, kind: 'interest', words: '遂溪县某某医院', source: 'phone' };
    expect(types(await here.says(asked, 'accept'))).toEqual(['draws.accepted', 'draws.filled']);
    await here.bureau.done(here.clerk, recusal.declareTie, tie);
    await here.bureau.done({ kind: 'system', duty: 'test' }, draws.recheckDraws, {
      person: lent.person,
    });
    expect((await here.panel(task)).find(({ id }) => id === asked.id)?.status).toBe('recused');
    expect((await here.record(task)).faults).toEqual([]);
  });

  it('who was asked before, sits already or is of another category is not named', async () => {
    const here = await later();
    const one = await here.expert();
    const other = await here.expert(null, '财务');
    const task = await here.drawn(1);
    const name = (person: string) => ({ person, category: '药学' });
    expect(refusal(await here.propose(task, 'direct', name(other.person)))).toBe(
      'draws.choice-seat',
    );
    await here.declineAll(task);
    expect(refusal(await here.propose(task, 'direct', name(one.person)))).toBe(
      'draws.choice-asked',
    );
    expect(refusal(await here.propose(task, 'direct', name(other.person)))).toBe(
      'draws.choice-category',
    );
  });

  it('ZJ-10a, A-33 before any draw: the draw is for the other seats, and the record verifies', async () => {
    const here = await later();
    const wanted = await here.expert();
    for (let n = 0; n < 3; n += 1) await here.expert();
    const task = await here.bureau.task({ 药学: 2 });
    await here.choose(task, 'direct', { person: wanted.person, category: '药学' });
    expect((await here.bureau.view(task)).task.status).toBe('entered');
    const named = await here.someone(task, 'invited');
    await here.says(named, 'accept');
    await drawFor(here.open, here.clerk, task);
    const panel = await here.panel(task);
    expect(panel.map(({ place }) => place)).toEqual([0, 1]);
    expect(new Set(panel.map(({ person }) => person)).size).toBe(2);
    await here.says(await here.someone(task, 'invited'), 'decline');
    expect((await here.record(task)).faults).toEqual([]);
    // a seat given by name is not filled from the drawn order: it is said to be open
    const events = await here.says(named, 'withdraw');
    expect(types(events)).toEqual(['draws.declined', 'draws.exhausted']);
    expect(events[1]).toMatchObject({ open: { 药学: 1 } });
    expect((await here.bureau.view(task)).task.status).toBe('unfilled');
  });

  it('named for every seat: nothing is left to draw; a no brings the draw back', async () => {
    const here = await later();
    const wanted = await here.expert();
    await here.expert();
    const task = await here.bureau.task({ 药学: 1 });
    await here.choose(task, 'direct', { person: wanted.person, category: '药学' });
    expect((await here.bureau.view(task)).task.status).toBe('inviting');
    expect((await here.told('draws.invited')).map(({ params }) => params.named)).toEqual([true]);
    const input = { task, witness: { kind: 'account', id: 'nobody' } };
    expect((await here.bureau.perform(here.clerk, draws.commitDraw, input)).kind).toBe('refused');
    await here.says(await here.someone(task, 'invited'), 'decline');
    expect((await here.bureau.view(task)).task.status).toBe('entered');
    await drawFor(here.open, here.clerk, task);
    expect((await here.someone(task, 'invited')).person).not.toBe(wanted.person);
  });

  it('draw-34 named, and withdrawn while digits are given: the open seat is said and due', async () => {
    const here = await later();
    const wanted = await here.expert();
    for (let n = 0; n < 2; n += 1) await here.expert();
    const task = await here.bureau.task({ 药学: 2 });
    await here.choose(task, 'direct', { person: wanted.person, category: '药学' });
    const named = await here.someone(task, 'invited');
    await here.says(named, 'accept');
    const committed = await commitFor(here.open, here.clerk, task);
    const event = committed.kind === 'done' ? committed.events[0] : null;
    if (event?.type !== 'draws.committed') throw new Error(JSON.stringify(committed));
    expect(types(await here.says(named, 'withdraw'))).toEqual(['draws.declined']);
    const { draw } = event;
    const given = (digits: string) => ({ draw, digits });
    await here.bureau.done(here.clerk, draws.contributeToDraw, given('583920'));
    const witness = await witnessIn(here.open);
    await here.bureau.done(witness, draws.contributeToDraw, given('481516'));
    await here.bureau.done(here.clerk, draws.drawPanel, { task });
    expect((await here.bureau.view(task)).task.status).toBe('unfilled');
    expect((await here.choices(task)).why?.open).toEqual({ 药学: 1 });
    const due = await here.open.app.gate.transaction(ZHANJIANG, async (tx) =>
      draws.drawsContext.deadlines(tx, await here.open.app.world(tx, draws.DRAWS)),
    );
    expect(due).toMatchObject([{ subject: 'unfilled-task', id: task }]);
  });

  it('draw-14 who was named and is silent stands on the call sheet before the draw, too', async () => {
    const here = await later();
    const wanted = await here.expert();
    await here.expert();
    const task = await here.bureau.task({ 药学: 2 });
    await here.choose(task, 'direct', { person: wanted.person, category: '药学' });
    here.open.clock.set('2026-10-12T12:01:00+08:00');
    const events = await here.bureau.done(
      { kind: 'system', duty: 'test' },
      draws.expireDrawReplies,
      {},
    );
    expect(types(events)).toEqual(['draws.silenced']);
    expect((await here.bureau.view(task)).task.status).toBe('entered');
    const sheet = await here.open.app.ask(ZHANJIANG, draws.callSheet, {}, here.clerk);
    expect(sheet).toMatchObject({ value: [{ invitation: { person: wanted.person } }] });
  });
});
