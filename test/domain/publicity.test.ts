import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actionNamed,
  membership,
  nomination,
  people,
  publicity,
  type DomainEvent,
  type Outcome,
  type Refusal,
} from '../../domain/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import { nominationContext } from '../../domain/nomination/index.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { publicityContext } from '../../domain/publicity/index.ts';
import { demoBureaus, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { applicationNow } from '../support/applying.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { follower } from '../support/people.ts';
import { showingOf, type Selected, type Showing } from '../support/showing.ts';

const sentence = (outcome: Outcome<DomainEvent, Refusal>): string =>
  outcome.kind === 'refused'
    ? (publicityContext.refuse(outcome.reason) ?? outcome.reason.code)
    : outcome.kind;

const ENDED = '2026-10-20T09:00:00+08:00';
const BEGAN = '2026-10-12T10:00:00+08:00';

describe.each(['SQLite', ...(hasServer ? ['MariaDB'] : [])])('publicity (%s)', (dialect) => {
  let open: OpenApp;
  let s: Showing;
  let drop = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const database = dialect === 'MariaDB' ? await freshDatabase() : null;
    if (database !== null) drop = database.drop;
    open = await openApp(database === null ? {} : { url: database.url });
    s = await showingOf(open);
  });
  afterAll(async () => {
    await open.close();
    await drop();
  });

  const told = (kind: string, key = '') =>
    open.app.gate.transaction(ZHANJIANG, async (tx) =>
      (await tx.table(notices).find({ kind }))
        .filter((row) => JSON.stringify(row.params).includes(key))
        .map((row) => recipientOf(tx, row)),
    );
  const appoint = async (application: string, by = s.leader, reason = '经局务会研究，同意聘任') => {
    const { version } = await applicationNow(open, ZHANJIANG, application);
    return s.perform(by, publicity.appointCandidate, {
      application,
      expectVersion: version,
      reason,
    });
  };
  const object = (period: string, application: string | null, chat = 'o-neighbour') =>
    s.perform(follower(chat), publicity.raiseObjection, {
      publicity: period,
      application,
      text: '他在某药店有股份，没有说明',
    });
  const objectionOf = (outcome: Awaited<ReturnType<typeof object>>) => {
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'publicity.objected') throw new Error(JSON.stringify(outcome));
    return event;
  };
  const decide = (objection: string, over: object = {}, by = s.discipline) =>
    s.perform(by, publicity.decideObjection, {
      objection,
      expectVersion: 1,
      verdict: 'rejected',
      reason: '经核查，情况不属实',
      ...over,
    });
  const begin = async (...names: readonly string[]) => {
    open.clock.set(BEGAN);
    const found: Selected[] = [];
    for (const name of names) found.push(await s.selected(name));
    const period = await s.started(...found.map(({ application }) => application));
    await s.placed(period);
    return { period, found };
  };

  it('ZJ-8.2b GP-3 shown, then appointed: blocked before the end, by decision of the leader after it', async () => {
    const { period, found } = await begin('梁一');
    const [one] = found;
    expect(await told('publicity.started', one!.number)).toEqual([
      { to: 'chat', identity: { channel: 'simulator', id: 'o-梁一' } },
    ]);
    expect(sentence(await appoint(one!.application))).toContain('（公示期到2026年10月19日）');
    expect(sentence(await s.end(period))).toContain('公示要到2026年10月19日才满');
    open.clock.set(ENDED);
    expect(sentence(await appoint(one!.application))).toContain('还没有结束');
    expect((await s.end(period)).kind).toBe('done');
    expect(await told('publicity.to-appoint', period)).toEqual([{ to: 'role', role: 'leader' }]);
    expect(sentence(await appoint(one!.application, s.clerk))).toBe(
      '聘任由分管领导决定，您的角色不能办理。',
    );
    const outcome = await appoint(one!.application);
    const types = outcome.kind === 'done' ? outcome.events.map(({ type }) => type) : [];
    expect(types).toContain('people.registered');
    expect(types.filter((type) => type === 'people.consented')).toHaveLength(2);
    expect(types.at(-1)).toBe('nomination.approved');
  });

  it('GP-6.4a GP-2b the appointment takes effect from the day of the decision, and publication may follow', async () => {
    const { period, found } = await begin('梁二');
    open.clock.set(ENDED);
    await s.end(period);
    const outcome = await appoint(found[0]!.application);
    expect(outcome.kind).toBe('done');
    await performFollowUps();
    const { person } = await applicationNow(open, ZHANJIANG, found[0]!.application);
    await open.app.gate.transaction(ZHANJIANG, async (tx) => {
      const [term] = await membership.membershipsOf(tx, person ?? '');
      expect(term).toMatchObject({ roster: 'experts', status: 'active', startsOn: '2026-10-20' });
      const texts = (await people.consentsOf(tx, person ?? '')).map(({ text }) => text);
      expect(texts.toSorted()).toEqual(['application', 'publication']);
    });
  });

  it('ZJ-8.2b whoever is shown is urged upon nobody before the period is over, and then anew', async () => {
    const { period, found } = await begin('梁十七');
    const id = found[0]!.application;
    const touched = async () =>
      (await applicationNow(open, ZHANJIANG, id)).touchBy.toISOString().slice(0, 10);
    const untouched = async (now: string) => {
      open.clock.set(now);
      const dues = await open.app.gate.transaction(ZHANJIANG, async (tx) =>
        nominationContext.deadlines(tx, await open.app.world(tx, nomination.NOMINATION)),
      );
      return dues.filter((due) => due.id === id);
    };
    const { version } = await applicationNow(open, ZHANJIANG, id);
    await performFollowUps('nomination.await');
    // five working days after the last day, 19 October
    expect(await touched()).toBe('2026-10-26');
    expect(await untouched('2026-10-26T09:00:00+08:00')).toEqual([]);
    expect(await untouched('2026-10-27T09:00:00+08:00')).toHaveLength(1);
    open.clock.set('2026-10-27T10:00:00+08:00');
    await s.end(period);
    await performFollowUps('nomination.await');
    expect(await touched()).toBe('2026-11-03');
    // nothing that an open page shows has changed
    expect((await applicationNow(open, ZHANJIANG, id)).version).toBe(version);
  });

  const performed = new Set<string>();
  const performFollowUps = async (action = 'membership.appoint') => {
    const all = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(followUps).find({ action }),
    );
    // each once, as the runner does
    const rows = all.filter(({ id }) => !performed.has(id));
    for (const { id } of rows) performed.add(id);
    for (const row of rows)
      await actionNamed(row.action)?.with((action) =>
        open.app.perform(ZHANJIANG, action, open.app.vaultOf(ZHANJIANG).open(row.input), SYSTEM),
      );
  };

  it('ZJ-8.2b without proof that it was public it does not end, and neither does it by a proof of nothing', async () => {
    open.clock.set(BEGAN);
    const { application } = await s.selected('梁三');
    const period = await s.started(application);
    const bare = { publicity: period, where: '公告栏', day: '2026-10-12' };
    const place = (over: object = {}) =>
      s.perform(s.clerk, publicity.notePublicityPlacement, { ...bare, ...over });
    expect(sentence(await place())).toContain('两样至少要有一样');
    expect(sentence(await place({ url: 'https://a.cn', day: '2026-10-13' }))).toContain('今天以后');
    open.clock.set(ENDED);
    expect(sentence(await s.end(period))).toContain('还没有登记发布情况');
    await s.perform(SYSTEM, publicity.endDuePublicities, {});
    expect((await s.view(period)).period.state).toBe('open');
    expect((await place({ scans: ['photo-of-board'] })).kind).toBe('done');
    expect((await s.end(period)).kind).toBe('done');
  });

  it('ZJ-8.2b the daily duty ends what can end and leaves what cannot', async () => {
    const free = await begin('梁四');
    const held = await begin('梁五');
    objectionOf(await object(held.period, held.found[0]!.application));
    open.clock.set(ENDED);
    expect((await s.perform(SYSTEM, publicity.endDuePublicities, {})).kind).toBe('done');
    expect((await s.view(free.period)).period.state).toBe('ended');
    expect((await s.view(held.period)).period.state).toBe('open');
    expect(await s.perform(SYSTEM, publicity.endDuePublicities, {})).toMatchObject({
      reason: { code: 'publicity.nothing-due' },
    });
    expect((await s.perform(s.clerk, publicity.endDuePublicities, {})).kind).toBe('denied');
  });

  it('ZJ-8.2b an open objection blocks; once it is rejected the way is free, and the objector knows why', async () => {
    const { period, found } = await begin('梁六');
    const raised = objectionOf(await object(period, found[0]!.application, 'o-wang'));
    expect(raised.number).toMatch(/^YY2026-\d{4}$/);
    open.clock.set(ENDED);
    expect(sentence(await s.end(period))).toContain('还有1件异议没有处理完');
    expect(sentence(await appoint(found[0]!.application))).toContain('没有未处理的异议，结束以后');
    expect((await decide(raised.objection)).kind).toBe('done');
    expect(await told('publicity.objection-decided', raised.number)).toEqual([
      { to: 'chat', identity: { channel: 'simulator', id: 'o-wang' } },
    ]);
    await open.app.gate.transaction(ZHANJIANG, async (tx) => {
      const params = { objection: raised.objection, number: raised.number };
      const said = await publicityContext.say(tx, 'publicity.objection-decided', params);
      expect(said?.text).toContain('理由：经核查，情况不属实');
    });
    expect((await s.end(period)).kind).toBe('done');
    expect((await appoint(found[0]!.application)).kind).toBe('done');
  });

  it('ZJ-8.2b upheld: the candidate is not appointed and is told why in the same transaction; the others go on', async () => {
    const { period, found } = await begin('梁七', '梁八');
    const [seven, eight] = found;
    const raised = objectionOf(await object(period, seven!.application));
    const outcome = await decide(raised.objection, {
      verdict: 'upheld',
      reason: '持有药店股份属实',
    });
    const types = outcome.kind === 'done' ? outcome.events.map(({ type }) => type) : [];
    expect(types).toEqual(['publicity.objection-decided', 'nomination.refused']);
    expect(await applicationNow(open, ZHANJIANG, seven!.application)).toMatchObject({
      state: 'refused',
      decision: { reason: '持有药店股份属实' },
    });
    expect(await told('nomination.refused', seven!.number)).toEqual([
      { to: 'chat', identity: { channel: 'simulator', id: 'o-梁七' } },
    ]);
    open.clock.set(ENDED);
    await s.end(period);
    expect((await appoint(seven!.application)).kind).toBe('refused');
    expect((await appoint(eight!.application)).kind).toBe('done');
  });

  it('C-05 ZJ-8.2b who signed a line or chose does not decide, nor read, the objection; a role of the measure does', async () => {
    const { period, found } = await begin('梁九');
    const { signers, chooser, application } = found[0]!;
    const { objection } = objectionOf(await object(period, application));
    for (const by of [...signers, chooser])
      expect(await decide(objection, {}, by)).toMatchObject({
        reason: { code: 'publicity.same-person' },
      });
    expect(await decide(objection, {}, s.clerk)).toMatchObject({
      reason: { code: 'publicity.not-your-part' },
    });
    const seen = async (actor: typeof s.clerk) => {
      const asked = await open.app.ask(ZHANJIANG, publicity.oneObjection, { objection }, actor);
      return asked.kind === 'found' ? asked.value : null;
    };
    for (const by of [...signers, chooser, s.clerk]) {
      const view = await seen(by);
      expect(view?.sealed).toBeNull();
      expect(JSON.stringify(view)).not.toContain('股份');
    }
    expect((await seen(s.discipline))?.sealed).toMatchObject({
      text: '他在某药店有股份，没有说明',
    });
    expect((await decide(objection)).kind).toBe('done');
    expect(sentence(await decide(objection, { expectVersion: 2 }))).toContain('已经处理过');
  });

  it('C-01 the log names nobody for an objection, and the candidate reads nothing of it', async () => {
    const { period, found } = await begin('梁十');
    const known = follower('o-secret', { person: 'a-known-person' });
    const raising = { publicity: period, application: found[0]!.application };
    const input = { ...raising, text: '他在某药店有股份，没有说明' };
    const { objection } = objectionOf(await s.perform(known, publicity.raiseObjection, input));
    const { auditEntries } = await import('../../domain/audit/index.ts');
    await open.app.gate.transaction(ZHANJIANG, async (tx) => {
      const entries = await tx.table(auditEntries).find({ type: 'publicity.objected' });
      const own = entries.find((one) => JSON.stringify(one).includes(objection));
      expect(own).toMatchObject({ actor: 'follower' });
      expect(JSON.stringify(own)).not.toContain('股份');
      expect(JSON.stringify(own)).not.toContain('o-secret');
      expect(JSON.stringify(own)).not.toContain('a-known-person');
    });
    const own = await open.app.ask(ZHANJIANG, publicity.ownPublicity, {}, follower('o-梁十'));
    const lines = own.kind === 'found' ? own.value.map(({ words }) => words) : [];
    expect(lines).toEqual([`申请${found[0]!.number} 公示中，到2026年10月19日`]);
    open.clock.set(ENDED);
    const later = await open.app.ask(ZHANJIANG, publicity.ownPublicity, {}, follower('o-梁十'));
    expect(JSON.stringify(later)).not.toContain('异议');
  });

  it('C-10 at the counter: same numbering, with source and who entered it; against nobody in particular it is upheld against one', async () => {
    const { period, found } = await begin('梁十一');
    const [entered] = await s.done(s.clerk, publicity.enterObjection, {
      publicity: period,
      text: '来电反映有一人不符合条件',
      source: 'phone',
      name: '刘某',
      contact: '13912345678',
    });
    if (entered.type !== 'publicity.objected') throw new Error(entered.type);
    expect(entered).toMatchObject({
      source: 'phone',
      enteredBy: s.clerk.account,
      application: null,
    });
    expect(JSON.stringify({ ...entered, private: null })).not.toContain('刘某');
    const upheld = { verdict: 'upheld', reason: '经核查属实，不符合条件' };
    expect(sentence(await decide(entered.objection, upheld))).toContain('请选择是哪一名人选');
    const named = { ...upheld, application: found[0]!.application };
    expect((await decide(entered.objection, named)).kind).toBe('done');
    expect((await applicationNow(open, ZHANJIANG, found[0]!.application)).state).toBe('refused');
  });

  it('A-22 one open objection for a chat and a candidate, and none once nobody is shown', async () => {
    const { period, found } = await begin('梁十二');
    const { number } = objectionOf(await object(period, found[0]!.application));
    expect(sentence(await object(period, found[0]!.application))).toContain(number);
    const raised = objectionOf(await object(period, found[0]!.application, 'o-other'));
    expect(raised.touchBy).toBe('2026-10-19T09:30:00.000Z');
    expect((await object(period, 'nobody')).kind).toBe('refused');
    const cancel = { publicity: period, expectVersion: 2, reason: '公示内容有误，重新公示' };
    expect(sentence(await s.perform(s.leader, publicity.cancelPublicity, cancel))).toContain(
      '还有2件异议没有处理完',
    );
  });

  it('ZJ-8.2b cancelled with a reason, the candidate is told and can be shown anew', async () => {
    const { period, found } = await begin('梁十三');
    const { application, number } = found[0]!;
    const cancel = { publicity: period, expectVersion: 2, reason: '公示内容有误，重新公示' };
    expect((await s.perform(s.clerk, publicity.cancelPublicity, cancel)).kind).toBe('denied');
    expect((await s.perform(s.leader, publicity.cancelPublicity, cancel)).kind).toBe('done');
    expect(await told('publicity.cancelled', number)).toHaveLength(1);
    expect(sentence(await object(period, application))).toContain('现在没有正在公示的人选');
    open.clock.set(ENDED);
    expect(sentence(await appoint(application))).toContain('还没有公示');
    expect(await s.started(application)).not.toBe(period);
  });

  it('A-37 without the consent to publication nobody is shown, and who takes it back is not appointed', async () => {
    const { period, found } = await begin('梁十四');
    const { application } = found[0]!;
    await s.done(follower('o-梁十四'), nomination.withdrawPublicationConsent, { application });
    const { candidates } = await s.view(period);
    expect(candidates.map(publicity.isToTakeDown)).toEqual([true]);
    expect(await told('nomination.publication-withdrawn', found[0]!.number)).toEqual([
      { to: 'liaison', roster: 'experts' },
    ]);
    const own = await open.app.ask(ZHANJIANG, publicity.ownPublicity, {}, follower('o-梁十四'));
    expect(own).toMatchObject({ value: [{ application, isOver: false }] });
    expect(JSON.stringify(own)).toContain('没有公示就不能聘任');
    open.clock.set(ENDED);
    await s.end(period);
    expect(sentence(await appoint(application))).toContain('没有本人同意公示的记录');
    open.clock.set(BEGAN);
    const other = await s.selected('梁十五');
    await s.done(follower('o-梁十五'), nomination.withdrawPublicationConsent, {
      application: other.application,
    });
    const start = { roster: 'experts', applications: [other.application] };
    expect(sentence(await s.perform(s.clerk, publicity.startPublicity, start))).toContain(
      '没有本人同意公示的记录',
    );
  });

  it('PIPL-15 a candidate who withdraws the whole application: the office is told and notes the taking down once', async () => {
    const { period, found } = await begin('梁卅');
    const { application, number } = found[0]!;
    await s.done(follower('o-梁卅'), nomination.withdrawApplication, { application });
    expect(await told('nomination.withdrawn', number)).toEqual([
      { to: 'liaison', roster: 'experts' },
    ]);
    const waiting = async () => {
      const asked = await open.app.ask(ZHANJIANG, publicity.takeDownsWaiting, {}, s.clerk);
      return asked.kind === 'found' ? asked.value : [];
    };
    expect(await waiting()).toContain(period);
    const takeDown = () => s.perform(s.clerk, publicity.takeDownFromNotice, { publicity: period });
    expect((await takeDown()).kind).toBe('done');
    expect(await waiting()).not.toContain(period);
    expect(sentence(await takeDown())).toContain('已经登记过撤下');
    expect((await s.view(period)).period.takenDown).toEqual([application]);
  });

  it('ZJ-8.2b only selected candidates, once, from today on', async () => {
    const { found } = await begin('梁十六');
    const start = (over: object) =>
      s.perform(s.clerk, publicity.startPublicity, {
        roster: 'experts',
        applications: [],
        ...over,
      });
    expect(sentence(await start({}))).toContain('请至少勾选一名');
    expect(sentence(await start({ applications: [found[0]!.application] }))).toContain(
      '已经公示过',
    );
    const fresh = await s.selected('梁十七');
    const applications = [fresh.application];
    expect(sentence(await start({ applications, firstDay: '2026-10-11' }))).toContain('公示开始日');
    expect(sentence(await start({ applications, firstDay: '2027-10-12' }))).toContain('公示开始日');
    expect(sentence(await start({ applications, roster: 'supervisors' }))).toContain('没有规定');
    const [later] = await s.done(s.clerk, publicity.startPublicity, {
      roster: 'experts',
      applications,
      firstDay: '2026-10-15',
    });
    expect(later).toMatchObject({ firstDay: '2026-10-15', lastDay: '2026-10-22' });
    if (later.type !== 'publicity.started') throw new Error(later.type);
    expect(sentence(await object(later.publicity, fresh.application))).toContain('没有正在公示');
  });
});

describe('without a number of days', () => {
  it('A-22 nobody can be shown, and the sentence says who sets it and where', async () => {
    const open = await openApp();
    const s = await showingOf(open);
    const { application } = await s.selected('梁一');
    const unset = demoBureaus((_name, text) =>
      text.replace(
        /publicityDays: \{ value: \{[^}]*\}, clause: default \}/,
        'publicityDays: { value: null, clause: default }',
      ),
    );
    const bureaus = open.app.bureaus as Map<
      typeof ZHANJIANG,
      NonNullable<ReturnType<typeof unset.get>>
    >;
    const file = unset.get(ZHANJIANG);
    if (file !== undefined) bureaus.set(ZHANJIANG, file);
    const start = { roster: 'experts', applications: [application] };
    const said = sentence(await s.perform(s.clerk, publicity.startPublicity, start));
    expect(said).toContain('请系统管理员在本局配置文件的 calls.publicityDays 里写明');
    await open.close();
  });
});
