import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, type StaffActor } from '../../domain/index.ts';
import { fairnessOf, sharesOf, type DrawnOnce } from '../../domain/draws/long-run-rules.ts';
import { invitations } from '../../domain/draws/records.ts';
import { keepChances } from '../../bot/jobs/chances.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf } from '../support/experts.ts';

/** Numbers that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** So many draws of 5 out of 40; `favoured` is put first in one draw of ten. */
function drawn(count: number, seed: number, favoured: string | null = null): DrawnOnce[] {
  const random = dice(seed);
  const people = Array.from({ length: 40 }, (_, n) => `p${n}`);
  return Array.from({ length: count }, () => {
    const order = people
      .map((person) => ({ person, ticket: random() }))
      .sort((a, b) => a.ticket - b.ticket)
      .map(({ person }) => person);
    const seated = new Set(order.slice(0, 5));
    if (favoured !== null && random() < 0.1 && !seated.has(favoured)) {
      seated.delete(order[0] ?? '');
      seated.add(favoured);
    }
    return { chances: new Map(people.map((person) => [person, 5 / 40])), seated };
  });
}

describe('expected against actual seats', () => {
  it('draw.md 3.2 sums chances and their variance exactly', () => {
    const one: DrawnOnce = {
      chances: new Map([
        ['a', 0.5],
        ['b', 1],
      ]),
      seated: new Set(['a', 'b']),
    };
    const found = fairnessOf([one, one]);
    expect(found.get('a')).toMatchObject({ draws: 2, expected: 1, seats: 2 });
    expect(found.get('a')?.deviation).toBeCloseTo(1 / Math.sqrt(0.5));
    // nothing random about it: no deviation to speak of
    expect(found.get('b')).toMatchObject({ expected: 2, seats: 2, deviation: null });
  });

  it('draw.md 3.2 remarks on nobody in 2,000 fair draws, with fixed seeds', () => {
    for (const seed of [1, 2, 3]) {
      const found = [...fairnessOf(drawn(2000, seed)).values()];
      expect(found.filter(({ isRemarkable }) => isRemarkable)).toEqual([]);
      expect(found.reduce((sum, { seats }) => sum + seats, 0)).toBe(10_000);
    }
  });

  it('draw.md 3.2 remarks on somebody who is helped in one draw of ten, and on nobody else', () => {
    const found = fairnessOf(drawn(2000, 4, 'p7'));
    expect([...found].filter(([, one]) => one.isRemarkable).map(([person]) => person)).toEqual([
      'p7',
    ]);
  });

  it('A-33 counts named appointments by year', () => {
    const of = (year: number, isNamed: boolean) => ({ year, isNamed });
    expect(sharesOf([of(2027, false), of(2026, true), of(2026, false)])).toEqual([
      { year: 2026, all: 2, named: 1 },
      { year: 2027, all: 1, named: 0 },
    ]);
  });
});

describe('draws.long-run', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  let auditor: StaffActor;
  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(ZHANJIANG, 'clerk');
    auditor = await open.member(ZHANJIANG, 'auditor');
  });
  afterEach(() => open.close());

  const longRun = async (params: object = {}, actor = auditor) => {
    const asked = await open.app.ask(ZHANJIANG, draws.longRun, params, actor);
    if (asked.kind !== 'found') throw new Error(asked.because.why);
    return asked.value;
  };
  const compute = () =>
    keepChances.run({
      app: open.app,
      bureau: ZHANJIANG,
      outward: () => null,
      uuid: () => '',
      onFault: () => undefined,
    });

  it('draw.md 3.2 shows seats, voids, rehearsals and replies; a rehearsal counts for nobody', async () => {
    const bureau = bureauOf(open, clerk);
    const leader = await open.member(ZHANJIANG, 'leader');
    const experts = [];
    for (let n = 0; n < 4; n += 1) experts.push(await bureau.expert(['药学']));
    const task = await bureau.task({ 药学: 1 });
    await bureau.done(clerk, draws.rehearseDraw, { task });
    await drawFor(open, clerk, task);
    await bureau.done(leader, draws.voidDrawAttempt, { task, reason: '见证人身份有疑问' });
    await drawFor(open, clerk, task);
    expect((await longRun()).pending).toBe(1);
    await compute();
    const found = await longRun();
    expect(found).toMatchObject({ draws: 1, pending: 0 });
    expect(found.officers).toEqual([
      { operator: clerk.account, name: expect.any(String), attempts: 2, voids: 1, rehearsals: 1 },
    ]);
    expect(found.experts.filter(({ fairness }) => fairness.draws === 1)).toHaveLength(4);
    expect(found.experts.reduce((sum, { fairness }) => sum + fairness.expected, 0)).toBeCloseTo(1);
    expect(found.experts.reduce((sum, { fairness }) => sum + fairness.seats, 0)).toBe(1);
    expect(found.experts.flatMap(({ asked }) => asked.map(({ status }) => status)).sort()).toEqual([
      'invited',
      'released',
    ]);
  });

  it('A-33 an invitation named without a draw is told apart from a drawn one', async () => {
    const bureau = bureauOf(open, clerk);
    for (let n = 0; n < 2; n += 1) await bureau.expert(['药学']);
    const task = await bureau.task({ 药学: 2 });
    await drawFor(open, clerk, task);
    await open.app.gate.transaction(ZHANJIANG, async (tx) => {
      await tx.table(invitations).change({ task }, { status: 'accepted' });
      const [first] = await tx.table(invitations).find({ task });
      await tx.table(invitations).change({ id: first?.id ?? '' }, { place: 0 });
    });
    expect((await longRun()).years).toEqual([{ year: 2026, all: 2, named: 1 }]);
  });

  it('filters by days in China, and is for auditor, discipline and leader alone', async () => {
    const bureau = bureauOf(open, clerk);
    await bureau.expert(['药学']);
    open.clock.set('2026-10-13T00:30:00+08:00');
    await drawFor(open, clerk, await bureau.task({ 药学: 1 }));
    await compute();
    expect((await longRun({ from: '2026-10-13', to: '2026-10-13' })).draws).toBe(1);
    expect((await longRun({ to: '2026-10-12' })).draws).toBe(0);
    expect((await longRun({ from: '2026-10-14' })).officers).toEqual([]);
    await expect(longRun({}, clerk)).rejects.toThrow('not-permitted');
    const discipline = await open.member(ZHANJIANG, 'discipline');
    expect((await longRun({}, discipline)).draws).toBe(1);
  });
});
