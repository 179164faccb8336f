import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws, membership, recusal, vrs, type StaffActor } from '../../domain/index.ts';
import { standingAttempt } from '../../domain/draws/index.ts';
import { offers } from '../../domain/exchange/tables.ts';
import { notices } from '../../domain/notices/index.ts';
import { markReporter } from '../../domain/recusal/index.ts';
import { openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { commitFor, drawFor, witnessIn } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';

const TARGET = '湛江市第一人民医院';

interface Scene {
  readonly open: OpenApp;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
}

const scenes: OpenApp[] = [];
async function scene(): Promise<Scene> {
  const open = await openApp({ seed: 'draws' });
  scenes.push(open);
  const clerk = await open.member(ZHANJIANG, 'clerk');
  return { open, clerk, bureau: bureauOf(open, clerk) };
}
afterAll(() => Promise.all(scenes.map((open) => open.close())));

const standing = (status: string) => status === 'invited' || status === 'accepted';

describe('entering work', () => {
  let here: Scene;
  beforeAll(async () => {
    here = await scene();
  });

  it('numbers it, and shows its institution to two people only until disclosure (C-04)', async () => {
    const { bureau, open } = here;
    const colleague = await open.member(ZHANJIANG, 'sectionHead');
    const outsider = await open.member(ZHANJIANG, 'leader');
    const institution = await bureau.institution(TARGET);
    const task = await bureau.task(
      { 药学: 1 },
      { institutions: [institution], words: [], secondAccount: colleague.account },
    );
    expect((await bureau.view(task)).task).toMatchObject({
      number: 'RW2026-0001',
      targets: [TARGET],
    });
    expect((await bureau.view(task, colleague)).task.targets).toEqual([TARGET]);
    expect((await bureau.view(task, outsider)).task.targets).toBeNull();
    const listed = await open.app.ask(ZHANJIANG, draws.listDrawTasks, {}, outsider);
    expect(JSON.stringify(listed)).not.toContain(TARGET);
    expect(JSON.stringify(listed)).not.toContain(institution);
  });

  it.each([
    [{ type: '看风水' }, 'draws.unknown-type'],
    [{ words: [] }, 'draws.no-institution'],
    [{ need: { 风水: 1 } }, 'draws.unknown-category'],
    [{ institutions: ['nowhere'] }, 'draws.unknown-institution'],
    [{ firstDay: '2026-10-11' }, 'draws.days-over'],
    [{ lastDay: '2026-10-14' }, 'draws.days-reversed'],
    [{ place: '遂溪县某某医院门口' }, 'draws.place-gives-away'],
  ])('refuses %j', async (more, code) => {
    const input = {
      type: '飞行检查',
      words: ['遂溪县某某医院'],
      firstDay: '2026-10-15',
      assembleAt: '09:00',
      place: '医保局门口',
      need: { 药学: 1 },
      ...more,
    };
    expect(await here.bureau.perform(here.clerk, draws.enterDrawTask, input)).toMatchObject({
      kind: 'refused',
      reason: { code },
    });
  });

  it.each([
    ['ZJ-12.1, ZJ-12.2', '飞行检查', 'assembly'],
    ['ZJ-12.2', '专项检查', 'assembly'],
    ['ZJ-12.2', '异地检查', 'assembly'],
    ['ZJ-12.2', '交叉检查', 'assembly'],
    ['ZJ-12.3', '考核', 'accepting'],
    ['ZJ-12.4', '争议案件书面审核', 'accepting'],
    ['ZJ-12.6', '培训', 'atOnce'],
    ['ZJ-12.6', '咨询', 'atOnce'],
  ])('%s experts are asked for %s, the institution is told %s', async (_id, type, told) => {
    const task = await here.bureau.task({ 药学: 1 }, { type });
    expect((await here.bureau.view(task)).task).toMatchObject({ type, institutionTold: told });
  });

  it('training needs no institution', async () => {
    const task = await here.bureau.task({ 药学: 1 }, { type: '培训', words: [] });
    expect((await here.bureau.view(task)).task.institutionTold).toBe('atOnce');
  });
});

describe('ZJ-10a, ZJ-10b the draw', () => {
  let here: Scene;
  let task: string;
  let second: StaffActor;
  beforeAll(async () => {
    here = await scene();
    const { bureau, open } = here;
    const hospital = await bureau.institution(TARGET, '91350100M000100Y43');
    const branch = await bureau.institution('霞山院区', '91350100M000100Y43');
    const other = await bureau.institution('遂溪县人民医院');
    const worked = (institution: string | null, unit: string, until: string | null) => [
      { unit, institution, until, outside: institution === null },
    ];
    await bureau.expert(['药学'], worked(null, '甲药房', null));
    await bureau.expert(['药学'], worked(null, '乙药房', null));
    await bureau.expert(['临床医护', '药学'], worked(other, '遂溪县人民医院', null));
    await bureau.expert(['药学'], worked(branch, '霞山院区', null));
    await bureau.expert(['药学'], worked(hospital, TARGET, '2024-10-15'));
    await bureau.expert(['药学'], worked(hospital, TARGET, '2024-10-14'));
    await bureau.expert(['财务'], worked(null, '某事务所', null));
    const kin = await bureau.expert(['药学']);
    const declared = { person: kin.person, kind: 'kin', words: '第一人民医院' };
    await bureau.done(kin.chat, recusal.declareTie, declared);
    const away = await bureau.expert(['药学']);
    const absence = { person: away.person, since: '2026-10-15', until: '2026-10-15', by: 'self' };
    await bureau.done(away.chat, membership.setMemberUnavailable, absence);
    const reporter = await bureau.expert(['药学']);
    await open.app.gate.transaction(ZHANJIANG, (tx) =>
      markReporter(tx, { id: 'm1', person: reporter.person, institution: hospital, words: '' }),
    );
    second = await open.member(ZHANJIANG, 'discipline');
    const targets = { institutions: [hospital], words: [], secondAccount: second.account };
    task = await bureau.task({ 药学: 2, 临床医护: 1 }, targets);
    await drawFor(here.open, here.clerk, task);
  });

  it('freezes the list with one neutral code for each who is out', async () => {
    const kept = await here.open.app.gate.transaction(ZHANJIANG, (tx) => standingAttempt(tx, task));
    const outs = kept?.list.rows.map(({ out }) => out || '-').sort();
    expect(outs).toEqual(['-', '-', '-', '-', 'D', 'Q', 'R2', 'R3', 'R4', 'R5']);
  });

  it('B-24, C-04 the kind of a recusal is for discipline only, and for nobody who may not know the target', async () => {
    const words = async (actor: StaffActor) =>
      new Set((await here.bureau.view(task, actor)).draw?.candidates.map(({ out }) => out));
    expect(await words(here.clerk)).toEqual(new Set([null, '时间冲突', '专业类别不符', '回避']));
    expect(await words(second)).toContain('回避：其他情形');
    const untold = await here.open.member(ZHANJIANG, 'discipline');
    expect(await words(untold)).toEqual(new Set([null, '不参加']));
  });

  it('B-21 can be recomputed from the record, which names nobody', async () => {
    const kept = await here.open.app.gate.transaction(ZHANJIANG, (tx) => standingAttempt(tx, task));
    const auditor = await here.open.member(ZHANJIANG, 'auditor');
    const asked = await here.open.app.ask(ZHANJIANG, draws.drawRecord, { draw: kept?.id }, auditor);
    if (asked.kind !== 'found' || kept === null) throw new Error('no record');
    const report = vrs.verifyRecord(asked.value, vrs.NODE_HASHING);
    expect(report.steps.filter(({ ok }) => !ok)).toEqual([]);
    const persons = Object.values(kept.identities).flatMap(({ person, term }) => [person, term]);
    for (const id of persons) expect(JSON.stringify(asked.value)).not.toContain(id);
  });

  it('invites each on the panel with day, place and category, and no institution (C-02)', async () => {
    const { panel } = await here.bureau.view(task);
    expect(panel.map(({ invitation }) => invitation.status)).toEqual(Array(3).fill('invited'));
    expect(panel.map(({ invitation }) => invitation.category).sort()).toEqual(
      ['临床医护', '药学', '药学'].sort(),
    );
    const sent = await here.open.app.gate.transaction(ZHANJIANG, async (tx) => ({
      notices: await tx.table(notices).find({ kind: 'draws.invited' }),
      offers: await tx.table(offers).find({ offer: 'drawInvitation' }),
    }));
    expect(sent.notices).toHaveLength(3);
    expect(sent.offers).toHaveLength(3);
    expect(JSON.stringify(sent)).not.toMatch(/人民医院|院区/);
    // two working hours after 10:00
    expect(sent.notices[0]?.params.replyBy).toBe('2026-10-12T04:00:00.000Z');
  });

  it('F23 a second press gets the first draw', async () => {
    const first = (await here.bureau.view(task)).draw;
    const again = await here.bureau.perform(here.clerk, draws.drawPanel, { task });
    expect(again).toMatchObject({
      kind: 'refused',
      reason: { code: 'draws.already-drawn', draw: first?.id, number: 'RW2026-0001' },
    });
  });

  it('F23, draw-16 two presses at once are one draw', async () => {
    const next = await here.bureau.task({ 财务: 1 });
    const frozen = await Promise.all([0, 1].map(() => commitFor(here.open, here.clerk, next)));
    expect(frozen.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const draw = (await here.bureau.view(next)).draw?.id;
    const digits = { draw, digits: '123456' };
    await here.bureau.done(here.clerk, draws.contributeToDraw, digits);
    await here.bureau.done(await witnessIn(here.open), draws.contributeToDraw, digits);
    const both = await Promise.all(
      [0, 1].map(() => here.bureau.perform(here.clerk, draws.drawPanel, { task: next })),
    );
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });

  it('draw-17 whoever is asked for other work on that day is busy', async () => {
    const clash = await here.bureau.task({ 财务: 1 });
    const outcome = await commitFor(here.open, here.clerk, clash);
    expect(outcome).toMatchObject({
      reason: { code: 'draws.pool-too-small', need: 1, eligible: 0, inPool: 1, outs: { D: 1 } },
    });
  });

  it('draw-5, draw-34 too few: names category and counts, draws nobody', async () => {
    const big = await here.bureau.task({ 法律: 1, 药学: 1 }, { firstDay: '2026-10-20' });
    const outcome = await commitFor(here.open, here.clerk, big);
    expect(outcome).toEqual({
      kind: 'refused',
      reason: {
        code: 'draws.pool-too-small',
        categories: ['法律'],
        need: 1,
        eligible: 0,
        inPool: 0,
        outs: {},
        changes: ['法律减为0人'],
      },
    });
    expect(await here.bureau.view(big)).toMatchObject({ draw: null, panel: [] });
  });

  it('draw-10 a term that ends before the work is over is no candidate', async () => {
    const late = await here.bureau.task(
      { 财务: 1 },
      { firstDay: '2029-10-12', lastDay: '2029-10-13' },
    );
    const outcome = await commitFor(here.open, here.clerk, late);
    expect(outcome).toMatchObject({ reason: { outs: { T: 1 } } });
  });

  it('is pressed by clerks and section heads, not by the leader or a chat', async () => {
    const leader = await here.open.member(ZHANJIANG, 'leader');
    expect(await here.bureau.perform(leader, draws.drawPanel, { task })).toMatchObject({
      kind: 'denied',
    });
    expect(await here.bureau.perform(SYSTEM, draws.drawPanel, { task })).toMatchObject({
      kind: 'denied',
    });
  });

  it('an undrawn task falls due after three working days', async () => {
    const { CONTEXTS } = await import('../../domain/index.ts');
    const context = CONTEXTS.find(({ name }) => name === 'draws');
    const dues = await here.open.app.gate.transaction(ZHANJIANG, async (tx) =>
      context?.deadlines(tx, { now: here.open.clock.now() } as never),
    );
    expect(dues?.map(({ subject, dueAt }) => [subject, dueAt.toISOString()])).toContainEqual([
      'undrawn-task',
      '2026-10-15T01:00:00.000Z',
    ]);
  });
});

describe('after the draw', () => {
  let here: Scene;
  beforeAll(async () => {
    here = await scene();
  });

  it('ZJ-11.6 an ordered recusal takes a member off the panel and asks the next', async () => {
    const { bureau, clerk } = here;
    const institution = await bureau.institution(TARGET);
    await bureau.expert(['医技']);
    await bureau.expert(['医技']);
    const task = await bureau.task({ 医技: 1 }, { institutions: [institution], words: [] });
    await drawFor(here.open, clerk, task);
    const first = (await bureau.view(task)).panel[0]?.invitation;
    if (first === undefined) throw new Error('nobody drawn');
    const ordering = {
      person: first.person,
      kind: 'interest',
      institution,
      reason: '核查发现持股',
      evidence: '工商登记信息',
    };
    await bureau.done(clerk, recusal.orderRecusal, ordering);
    const events = await bureau.done(SYSTEM, draws.recheckDraws, { person: first.person });
    expect(events.map(({ type }) => type)).toEqual([
      'draws.recused',
      'draws.replaced',
      'draws.invited',
    ]);
    const { panel } = await bureau.view(task);
    expect(panel.map(({ invitation }) => invitation.status)).toEqual(['recused', 'invited']);
    expect(
      await bureau.perform(SYSTEM, draws.recheckDraws, { person: first.person }),
    ).toMatchObject({
      reason: { code: 'draws.nothing-due' },
    });
  });

  it('C-07 cancelled work releases everybody and takes no answer any more', async () => {
    const { bureau, clerk } = here;
    const { chat } = await bureau.expert(['病案编码']);
    const task = await bureau.task({ 病案编码: 1 });
    await drawFor(here.open, clerk, task);
    await bureau.done(clerk, draws.cancelDrawTask, { task, reason: '检查改期' });
    const { panel, task: shown } = await bureau.view(task);
    expect(shown.status).toBe('cancelled');
    expect(panel.filter(({ invitation }) => standing(invitation.status))).toEqual([]);
    const late = { invitation: panel[0]?.invitation.id, answer: 'accept' };
    expect(await bureau.done(chat, draws.replyToDraw, late)).toMatchObject([
      { type: 'draws.reply-late', why: 'over' },
    ]);
  });
});
