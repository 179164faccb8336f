import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actionNamed, deadlines, liaison, type Due, type StaffActor } from '../../domain/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import { parseDay, type Day } from '../../domain/kernel/day.ts';
import { addWorkingDays, shippedCalendar } from '../../domain/kernel/working-days.ts';
import { DEADLINES } from '../../domain/deadlines/model.ts';
import { importYear, sweep } from '../../domain/deadlines/rules.ts';
import { GAOPING, SYSTEM, ZHANJIANG, demoBureaus, openApp, type OpenApp } from '../support/app.ts';

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
/** An invented notice for 2027, with as many days as a real one. */
const OFF_2027 = [
  ...['01-01', '01-02', '01-03', '02-05', '02-06', '02-07', '02-08', '02-09', '02-10', '02-11'],
  ...['04-05', '05-01', '05-03', '06-09', '09-15', '10-01', '10-04', '10-05', '10-06', '10-07'],
].map((rest) => day(`2027-${rest}`));
const YEAR_2027 = { year: 2027, off: OFF_2027, work: [day('2027-01-30')] };

describe('a year of the State Council’s notice', () => {
  it('is taken as typed', () => {
    expect(importYear(null, YEAR_2027)).toMatchObject({ value: [{ year: 2027, replaces: false }] });
  });

  it.each([
    [
      'a day of another year',
      { off: [...OFF_2027, day('2028-01-01')] },
      'deadlines.day-outside-year',
    ],
    ['a day named twice', { work: [day('2027-01-02')] }, 'deadlines.day-twice'],
    [
      'a make-up day that is a weekday',
      { work: [day('2027-03-01')] },
      'deadlines.works-on-weekday',
    ],
    ['a notice cut off', { off: OFF_2027.slice(0, 9) }, 'deadlines.too-few-days'],
  ])('%s is refused', (_what, over, code) => {
    expect(importYear(null, { ...YEAR_2027, ...over })).toMatchObject({ error: { code } });
  });

  it('the same year once more changes nothing', () => {
    expect(importYear(YEAR_2027, { ...YEAR_2027, off: [...OFF_2027].reverse() })).toMatchObject({
      error: { code: 'deadlines.same-as-before' },
    });
  });
});

describe('what falls due (F24, F41)', () => {
  const due = (key: string, over: Partial<Due> = {}): Due => ({
    key,
    subject: 'clue',
    id: 'c1',
    number: 'XS2026-0001',
    roster: 'supervisors',
    dueAt: new Date('2026-10-12T01:00:00Z'),
    except: ['named'],
    audience: 'office',
    ...over,
  });
  const policy = demoBureaus().get(GAOPING)!.section(DEADLINES);
  const at = (now: string, over = policy) => ({
    now: new Date(now),
    seed: 'seed',
    bureau: GAOPING,
    calendar: shippedCalendar(),
    policy: over,
  });
  const run = (
    dues: readonly Due[],
    { fallen = [] as string[], now = '2026-10-12T10:00:00+08:00', over = policy } = {},
  ) => sweep({ fallen: new Set(fallen), roster: 'supervisors' }, { dues }, at(now, over));
  const keys = (outcome: ReturnType<typeof sweep>) =>
    outcome.ok
      ? outcome.value.map((e) => (e.type === 'deadlines.fell-due' ? e.key : ''))
      : outcome.error.code;

  it('each key once: not yet due, or brought up before, is left alone', () => {
    const later = due('later', { dueAt: new Date('2026-10-13T01:00:00Z') });
    expect(keys(run([due('a'), due('a'), due('b'), later], { fallen: ['b'] }))).toEqual(['a']);
    expect(keys(run([due('b'), later], { fallen: ['b'] }))).toBe('deadlines.nothing-due');
  });

  it('at most fifty in one transaction', () => {
    expect(keys(run(Array.from({ length: 80 }, (_, i) => due(`k${i}`))))).toHaveLength(50);
  });

  it('C-01 who must not learn of it stands in the private part', () => {
    expect(run([due('a')])).toMatchObject({ value: [{ private: { except: ['named'] } }] });
  });

  it('after 15 November the missing calendar of next year is an alarm', () => {
    expect(keys(run([], { now: '2026-11-15T23:59:00+08:00' }))).toBe('deadlines.nothing-due');
    expect(keys(run([], { now: '2026-11-16T00:00:00+08:00' }))).toEqual(['calendar:2027']);
    expect(keys(run([], { now: '2025-11-20T10:00:00+08:00' }))).toBe('deadlines.nothing-due');
  });

  it('ZJ-21 C-09 before the measure lapses the bureau is warned', () => {
    const over = { ...policy, document: { ...policy.document, expiresOn: day('2027-01-10') } };
    expect(keys(run([], { over, now: '2026-10-11T10:00:00+08:00' }))).toBe('deadlines.nothing-due');
    expect(keys(run([], { over, now: '2026-10-12T00:00:00+08:00' }))).toEqual([
      'measure:2027-01-10',
    ]);
  });
});

it('a deadline that reaches into an unpublished year says so', () => {
  const { unpublished } = addWorkingDays(day('2026-12-25'), 10, shippedCalendar());
  expect(deadlines.unpublishedNote(unpublished)).toContain('国务院办公厅尚未公布2027年放假安排，');
  expect(deadlines.unpublishedNote([])).toBe('');
});

describe('the calendar of one bureau', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
  });
  afterEach(() => open.close());

  const years = async () => {
    const asked = await open.app.ask(GAOPING, deadlines.publishedYears, {}, clerk);
    return asked.kind === 'found' ? asked.value : null;
  };

  it('an imported year counts from the next action on, for this bureau alone', async () => {
    expect(await years()).toMatchObject({ missing: 2027 });
    const done = await open.app.perform(GAOPING, deadlines.importCalendarYear, YEAR_2027, clerk);
    expect(done).toMatchObject({ kind: 'done' });
    expect(await years()).toMatchObject({
      missing: null,
      years: [{ year: 2027, source: 'imported' }, { year: 2026 }, {}, {}],
    });
    const calendar = (bureau: typeof GAOPING) =>
      open.app.gate.transaction(bureau, deadlines.readCalendar);
    expect((await calendar(GAOPING)).years.has(2027)).toBe(true);
    expect((await calendar(ZHANJIANG)).years.has(2027)).toBe(false);
  });

  it('a corrected notice replaces the year; words that are no day are refused in words', async () => {
    await open.app.perform(GAOPING, deadlines.importCalendarYear, YEAR_2027, clerk);
    const corrected = { ...YEAR_2027, off: [...OFF_2027, '2027-10-08'] };
    const again = await open.app.perform(GAOPING, deadlines.importCalendarYear, corrected, clerk);
    expect(again).toMatchObject({ events: [{ replaces: true }] });
    const wrong = await open.app.perform(
      GAOPING,
      deadlines.importCalendarYear,
      { ...YEAR_2027, off: ['元旦'] },
      clerk,
    );
    expect(wrong).toMatchObject({
      because: { issues: [{ message: '“元旦”不是日期，请写成 2027-01-01 的样子' }] },
    });
    const officer = await open.member(GAOPING, 'liaison');
    expect(
      await open.app.perform(GAOPING, deadlines.importCalendarYear, YEAR_2027, officer),
    ).toMatchObject({ kind: 'denied' });
  });

  it('F24 what fell due becomes one alert to whoever is on duty, however often it is swept', async () => {
    const leader = await open.member(GAOPING, 'leader');
    open.clock.set('2026-11-16T09:00:00+08:00');
    const swept = await open.app.perform(GAOPING, deadlines.sweepDeadlines, {}, SYSTEM);
    expect(swept).toMatchObject({ events: [{ key: 'calendar:2027', number: '2027年' }] });
    const again = await open.app.perform(GAOPING, deadlines.sweepDeadlines, {}, SYSTEM);
    expect(again).toMatchObject({ reason: { code: 'deadlines.nothing-due' } });
    const [follow] = await open.app.gate.transaction(GAOPING, (tx) => tx.table(followUps).find({}));
    const raised = await actionNamed(follow?.action ?? '')?.with((action) =>
      open.app.perform(
        GAOPING,
        action,
        open.app.vaultOf(GAOPING).open(follow?.input ?? ''),
        SYSTEM,
      ),
    );
    expect(raised).toMatchObject({
      kind: 'done',
      events: [{ kind: 'calendar-missing', to: [leader.account] }],
    });
    const alerts = await open.app.ask(GAOPING, liaison.listAlerts, {}, leader);
    expect(alerts).toMatchObject({ value: { total: 1 } });
  });

  it('the imported year settles the alert that it was missing: nobody is asked or escalated to', async () => {
    const leader = await open.member(GAOPING, 'leader');
    const waiting = async () => {
      const follows = await open.app.gate.transaction(GAOPING, (tx) =>
        tx.table(followUps).find({}, { order: { nextTry: 'ASC' } }),
      );
      const last = follows.at(-1);
      return actionNamed(last?.action ?? '')?.with((action) =>
        open.app.perform(
          GAOPING,
          action,
          open.app.vaultOf(GAOPING).open(last?.input ?? ''),
          SYSTEM,
        ),
      );
    };
    open.clock.set('2026-11-16T09:00:00+08:00');
    await open.app.perform(GAOPING, deadlines.sweepDeadlines, {}, SYSTEM);
    expect(await waiting()).toMatchObject({ events: [{ type: 'liaison.alert-raised' }] });
    open.clock.set('2026-11-16T09:30:00+08:00');
    await open.app.perform(GAOPING, deadlines.importCalendarYear, YEAR_2027, clerk);
    expect(await waiting()).toMatchObject({
      events: [{ type: 'liaison.settled', number: '2027年' }],
    });
    expect(await open.app.ask(GAOPING, liaison.listAlerts, {}, leader)).toMatchObject({
      value: { total: 0 },
    });
    open.clock.set('2026-11-20T09:00:00+08:00');
    expect(
      await open.app.perform(GAOPING, liaison.escalateUnacknowledged, {}, SYSTEM),
    ).toMatchObject({ reason: { code: 'liaison.nothing-due' } });
    expect(await waiting()).toMatchObject({ reason: { code: 'liaison.already-acknowledged' } });
    const staff = await open.app.perform(
      GAOPING,
      liaison.settleAlert,
      { key: 'calendar:2027' },
      leader,
    );
    expect(staff).toMatchObject({ kind: 'denied' });
  });
});

it('the shipped measures hold every clause beside its value', () => {
  for (const name of ['gaoping', 'zhanjiang']) {
    const text = readFileSync(
      new URL(`../../domain/measures/${name}.yaml`, import.meta.url),
      'utf8',
    );
    const values = text.match(/\bvalue:/g)?.length ?? 0;
    expect(text.match(/\bclause:/g)?.length ?? 0).toBeGreaterThanOrEqual(values);
  }
});
