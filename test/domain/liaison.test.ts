import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liaison, type StaffActor } from '../../domain/index.ts';
import type { Duty, LiaisonPolicy } from '../../domain/liaison/model.ts';
import { acknowledgeBy, dutyOf } from '../../domain/liaison/rules.ts';
import { say } from '../../domain/liaison/wording.ts';
import { shippedCalendar } from '../../domain/kernel/working-days.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { offers } from '../../domain/exchange/tables.ts';
import { GAOPING, SYSTEM, openApp, type OpenApp } from '../support/app.ts';

const DUTY: Duty = { officer: 'zhang', cover: null, leaders: ['wang'], discipline: ['ji'] };

describe('who is told (GP-12a, C-01)', () => {
  it('GP-12a the officer, alone', () => {
    expect(dutyOf(DUTY, 'office', [])).toEqual(['zhang']);
  });

  it('GP-12a on leave the cover, not the officer', () => {
    expect(dutyOf({ ...DUTY, cover: 'li' }, 'office', [])).toEqual(['li']);
  });

  it('C-01 a named officer is taken out: the leader; a named leader too: discipline; then nobody', () => {
    expect(dutyOf(DUTY, 'office', ['zhang'])).toEqual(['wang']);
    expect(dutyOf(DUTY, 'office', ['zhang', 'wang'])).toEqual(['ji']);
    expect(dutyOf(DUTY, 'office', ['zhang', 'wang', 'ji'])).toEqual([]);
  });

  it('C-01 what is for discipline officers never reaches the officer', () => {
    expect(dutyOf(DUTY, 'discipline', [])).toEqual(['ji']);
    expect(dutyOf(DUTY, 'discipline', ['ji'])).toEqual(['wang']);
  });
});

describe('until when an alert is acknowledged (A-11)', () => {
  const at = (now: string, clockHours: number | null, kind = 'clue-serious'): string => {
    const policy: LiaisonPolicy = {
      office: { opens: '08:30', closes: '17:30' },
      liaison: {
        acknowledgeHours: { value: 2, clause: 'default' },
        outOfHours: { value: { phone: '12393', clockHours }, clause: 'default' },
        superior: { value: '晋城市医疗保障局', clause: 'GP-12b' },
      },
    };
    const world = {
      now: new Date(now),
      seed: 'a',
      bureau: GAOPING,
      calendar: shippedCalendar(),
      policy,
    };
    return acknowledgeBy(kind, world).toISOString();
  };

  it('A-11 two working hours, across the closing time and the weekend', () => {
    expect(at('2026-10-12T10:00:00+08:00', null)).toBe('2026-10-12T04:00:00.000Z');
    expect(at('2026-10-16T16:30:00+08:00', null)).toBe('2026-10-19T01:30:00.000Z');
  });

  it('A-11 at night: the next working morning, or by the clock where the measure says so', () => {
    expect(at('2026-10-12T22:00:00+08:00', null)).toBe('2026-10-13T02:30:00.000Z');
    expect(at('2026-10-12T22:00:00+08:00', 2)).toBe('2026-10-12T16:00:00.000Z');
  });

  it('GP-8.6e by the clock too where closing time comes in between; in the day the working hours stand', () => {
    // half an hour before closing: not seventeen hours later
    expect(at('2026-10-12T17:00:00+08:00', 2)).toBe('2026-10-12T11:00:00.000Z');
    expect(at('2026-10-12T10:00:00+08:00', 1)).toBe('2026-10-12T04:00:00.000Z');
    // hours of the clock never make it later than the working hours would
    expect(at('2026-10-12T08:00:00+08:00', 20)).toBe('2026-10-12T02:30:00.000Z');
  });

  it('A-11 what need not be heard at once keeps to the working hours, whatever the policy says', () => {
    for (const kind of ['untouched', 'calendar-missing', 'measure-expiring', 'rights-taken-back'])
      expect(at('2026-10-12T22:00:00+08:00', 2, kind), kind).toBe('2026-10-13T02:30:00.000Z');
  });
});

it('C-02 an alert says its kind and number and nothing of the case', () => {
  const said = say('liaison.alert', { alert: 'a', number: 'XS2026-0001', kind: 'clue-serious' });
  expect(said?.text).toBe(
    '【提醒】重大情况线索（XS2026-0001）。请回复“已知悉”，再到工作平台办理。',
  );
});

describe('a roster of one bureau', () => {
  let open: OpenApp;
  let leader: StaffActor;
  let zhang: StaffActor;
  let li: StaffActor;
  let discipline: StaffActor;

  beforeEach(async () => {
    open = await openApp();
    leader = await open.member(GAOPING, 'leader');
    zhang = await open.member(GAOPING, 'liaison');
    li = await open.member(GAOPING, 'liaison', 'clerk');
    discipline = await open.member(GAOPING, 'discipline');
  });
  afterEach(() => open.close());

  const designate = (account: StaffActor) =>
    open.app.perform(
      GAOPING,
      liaison.designateOfficer,
      { roster: 'supervisors', account: account.account, note: '工作调整' },
      leader,
    );

  const raise = (key: string, over: object = {}) =>
    open.app.perform(
      GAOPING,
      liaison.raiseAlert,
      {
        key,
        kind: 'clue-serious',
        subject: 'clue',
        id: 'c1',
        number: 'XS2026-0001',
        roster: 'supervisors',
        ...over,
      },
      SYSTEM,
    );

  const alertOf = (outcome: Awaited<ReturnType<typeof raise>>) => {
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'liaison.alert-raised') throw new Error(JSON.stringify(outcome));
    return event;
  };

  const onDuty = (at: Date, except: readonly string[] = []) =>
    open.app.gate.transaction(GAOPING, (tx) =>
      liaison.onDuty(tx, { roster: 'supervisors', at, except }),
    );

  it('GP-12a exactly one officer: a new designation ends the former, dated and on record', async () => {
    await designate(zhang);
    open.clock.set('2026-10-13T09:00:00+08:00');
    await designate(li);
    const desk = await open.app.ask(
      GAOPING,
      liaison.liaisonDesk,
      { roster: 'supervisors' },
      leader,
    );
    const value = desk.kind === 'found' ? desk.value : null;
    expect(value?.officer?.account).toBe(li.account);
    expect(
      value?.history.map(({ account, until }) => [account, until?.toISOString() ?? null]),
    ).toEqual([
      [li.account, null],
      [zhang.account, '2026-10-13T01:00:00.000Z'],
    ]);
  });

  it('GP-12a only a working account with the role can be the officer; the same one is not named twice', async () => {
    expect(await designate(discipline)).toMatchObject({ reason: { code: 'liaison.not-eligible' } });
    await designate(zhang);
    expect(await designate(zhang)).toMatchObject({ reason: { code: 'liaison.already-officer' } });
  });

  it('GP-3 an officer does not designate; a cover needs an officer', async () => {
    const input = {
      roster: 'supervisors',
      account: li.account,
      from: '2026-10-12',
      to: '2026-10-14',
    };
    const denied = await open.app.perform(GAOPING, liaison.designateOfficer, input, zhang);
    expect(denied).toMatchObject({ kind: 'denied' });
    const early = await open.app.perform(GAOPING, liaison.setLeaveCover, input, leader);
    expect(early).toMatchObject({ reason: { code: 'liaison.no-officer' } });
  });

  it('GP-12a the cover answers from its first to its last day, both included, and may end early', async () => {
    await designate(zhang);
    const input = {
      roster: 'supervisors',
      account: li.account,
      from: '2026-10-13',
      to: '2026-10-14',
    };
    const set = await open.app.perform(GAOPING, liaison.setLeaveCover, input, zhang);
    const day = (text: string) => onDuty(new Date(`${text}T10:00:00+08:00`));
    expect(await day('2026-10-12')).toEqual([zhang.account]);
    expect(await day('2026-10-13')).toEqual([li.account]);
    expect(await day('2026-10-14')).toEqual([li.account]);
    expect(await day('2026-10-15')).toEqual([zhang.account]);
    const again = await open.app.perform(GAOPING, liaison.setLeaveCover, input, zhang);
    expect(again).toMatchObject({ reason: { code: 'liaison.cover-overlaps', from: '2026-10-13' } });
    const event = set.kind === 'done' ? set.events[0] : null;
    if (event?.type !== 'liaison.cover-set') throw new Error('no cover');
    await open.app.perform(GAOPING, liaison.endLeaveCover, { cover: event.cover }, zhang);
    expect(await day('2026-10-13')).toEqual([zhang.account]);
  });

  it('GP-8.6e a serious matter goes at once to the officer and the leader by account, with 已知悉 to answer; once per key', async () => {
    await designate(zhang);
    const alert = alertOf(await raise('serious:c1'));
    expect(alert.to).toEqual([zhang.account, leader.account]);
    expect(await raise('serious:c1')).toMatchObject({ reason: { code: 'liaison.already-raised' } });
    await open.app.gate.transaction(GAOPING, async (tx) => {
      const rows = await tx.table(notices).find({ kind: 'liaison.alert' });
      const told = [zhang.account, leader.account].sort();
      expect(rows).toHaveLength(2);
      expect(rows[0]).toMatchObject({ urgent: 1, params: { number: 'XS2026-0001' } });
      expect(rows.map((row) => recipientOf(tx, row))).toEqual(
        expect.arrayContaining(told.map((account) => ({ to: 'account', account }))),
      );
      const asked = await tx.table(offers).find({ offer: 'acknowledge' });
      expect(asked.map(({ target }) => target).sort()).toEqual(told);
      expect(asked[0]).toMatchObject({ params: { alert: alert.alert } });
    });
  });

  it('C-01 a named officer learns nothing: no notice, no row in the list, no acknowledging', async () => {
    await designate(zhang);
    const alert = alertOf(await raise('serious:c2', { except: [zhang.account] }));
    expect(alert.to).toEqual([leader.account]);
    const list = await open.app.ask(GAOPING, liaison.listAlerts, {}, zhang);
    expect(list).toMatchObject({ value: { rows: [], total: 0 } });
    const tried = await open.app.perform(
      GAOPING,
      liaison.acknowledgeAlert,
      { alert: alert.alert },
      zhang,
    );
    expect(tried).toMatchObject({ reason: { code: 'liaison.unknown' } });
  });

  it('A-11 acknowledged in time: nothing escalates; a second 已知悉 is told so', async () => {
    await designate(zhang);
    const { alert } = alertOf(await raise('serious:c3'));
    const done = await open.app.perform(GAOPING, liaison.acknowledgeAlert, { alert }, zhang);
    expect(done).toMatchObject({ events: [{ late: false }] });
    const again = await open.app.perform(GAOPING, liaison.acknowledgeAlert, { alert }, zhang);
    expect(again).toMatchObject({ reason: { code: 'liaison.already-acknowledged' } });
    open.clock.set('2026-10-14T10:00:00+08:00');
    const swept = await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM);
    expect(swept).toMatchObject({ reason: { code: 'liaison.nothing-due' } });
  });

  it('A-11 F41 past two working hours: the leader is told and the officer reminded, once', async () => {
    await designate(zhang);
    const { alert } = alertOf(await raise('serious:c4'));
    const early = await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM);
    expect(early).toMatchObject({ reason: { code: 'liaison.nothing-due' } });
    open.clock.set('2026-10-14T12:00:00+08:00');
    const swept = await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM);
    expect(swept).toMatchObject({
      events: [{ type: 'liaison.escalated', to: [leader.account], again: [zhang.account] }],
    });
    const twice = await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM);
    expect(twice).toMatchObject({ reason: { code: 'liaison.nothing-due' } });
    const late = await open.app.perform(GAOPING, liaison.acknowledgeAlert, { alert }, leader);
    expect(late).toMatchObject({ events: [{ late: true }] });
  });

  it('A-11 sixty overdue alerts go in chunks of fifty', async () => {
    await designate(zhang);
    for (let i = 0; i < 60; i += 1) await raise(`many:${i}`);
    open.clock.set('2026-10-14T12:00:00+08:00');
    const sizes = [];
    for (;;) {
      const swept = await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM);
      if (swept.kind !== 'done') break;
      sizes.push(swept.events.length);
    }
    expect(sizes).toEqual([50, 10]);
  });

  it('GP-12b A-10 the leader signs the report to the superior bureau, once', async () => {
    await designate(zhang);
    const { alert } = alertOf(await raise('serious:c5'));
    const input = { alert, way: 'phone', words: '已电话报告，等待回复', receipt: '值班室已记录' };
    expect(await open.app.perform(GAOPING, liaison.reportAlertUpward, input, zhang)).toMatchObject({
      kind: 'denied',
    });
    const done = await open.app.perform(GAOPING, liaison.reportAlertUpward, input, leader);
    expect(done).toMatchObject({ events: [{ superior: '晋城市医疗保障局' }] });
    expect(await open.app.perform(GAOPING, liaison.reportAlertUpward, input, leader)).toMatchObject(
      {
        reason: { code: 'liaison.already-reported' },
      },
    );
  });
});
