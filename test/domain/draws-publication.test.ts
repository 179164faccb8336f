import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  draws,
  evaluation,
  vrs,
  type BureauId,
  type FollowerActor,
  type StaffActor,
  type Tx,
} from '../../domain/index.ts';
import { drawAttempts, drawLinks, linksOf } from '../../domain/draws/attempt-records.ts';
import { keepChances } from '../../bot/jobs/chances.ts';
import type { DutyHand } from '../../bot/jobs/duty.ts';
import { openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { workWith, type AtWork } from '../support/at-work.ts';
import { openOffice } from '../support/chat.ts';
import { drawFor } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { follower } from '../support/people.ts';

let open: OpenApp;
beforeEach(async () => {
  open = await openApp();
});
afterEach(() => open.close());

const AFTER = '2026-10-16T10:00:00+08:00';
const WHY = { reason: '工作已经结束，按规定公布' };

const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  open.app.gate.transaction(ZHANJIANG, work);

const handOf = (bureau: BureauId): DutyHand => ({
  app: open.app,
  bureau,
  outward: () => null,
  uuid: () => crypto.randomUUID(),
  onFault: (fault) => {
    throw fault;
  },
});
const computeChances = () => keepChances.run(handOf(ZHANJIANG));

const recordBy = async (actor: StaffActor, draw: string) => {
  const inner = await open.app.ask(ZHANJIANG, draws.drawRecord, { draw }, actor);
  const given = await open.app.ask(ZHANJIANG, draws.publishedRecord, { draw }, actor);
  return {
    inner: inner.kind === 'found' ? inner.value : 'denied',
    given: given.kind === 'found' ? given.value : 'denied',
  } as const;
};

const receiptsOf = async (person: string, asker: FollowerActor = follower('a', { person })) => {
  const asked = await open.app.ask(ZHANJIANG, draws.ownReceipts, { person }, asker);
  return asked.kind === 'found' ? asked.value : asked.kind;
};

const drawOf = async (work: AtWork): Promise<draws.AttemptView> => {
  const { draw } = await work.bureau.view(work.task);
  if (draw === null) throw new Error('not drawn');
  return draw;
};

const closed = async (work: AtWork): Promise<void> => {
  await work.begin();
  open.clock.set(AFTER);
  for (const expert of work.experts) await work.form3(expert);
  await work.done(work.leader, evaluation.closeWork, { task: work.task });
};

describe('publication by decision, after the work', () => {
  it('C-04 draw-36 is refused before the last day is past and before the work is closed', async () => {
    const work = await workWith(open, 2);
    const publish = () => work.no(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    await work.begin();
    expect(await publish()).toBe('draws.work-not-over');
    open.clock.set(AFTER);
    expect(await publish()).toBe('draws.work-not-closed');
    for (const expert of work.experts) await work.form3(expert);
    await work.done(work.leader, evaluation.closeWork, { task: work.task });
    expect(await publish()).toBe('done');
    expect(await publish()).toBe('draws.published-already');
  });

  it('C-04 is decided by a leader or the discipline office, never by whoever operated the draw', async () => {
    const work = await workWith(open, 1);
    await closed(work);
    const input = { task: work.task, ...WHY };
    expect(await work.no(work.clerk, draws.publishDraw, input)).toBe('denied');
    const both: StaffActor = { ...work.clerk, roles: ['clerk', 'leader'] };
    expect(await work.no(both, draws.publishDraw, input)).toBe('draws.own-publication');
    const discipline = await open.member(ZHANJIANG, 'discipline');
    expect(await work.no(discipline, draws.publishDraw, input)).toBe('done');
  });

  it('C-04 B-21 until then only discipline and audit have the record, afterwards everybody who sees tasks', async () => {
    const work = await workWith(open, 1);
    await closed(work);
    const { id } = await drawOf(work);
    const discipline = await open.member(ZHANJIANG, 'discipline');
    expect(await recordBy(work.clerk, id)).toEqual({ inner: 'denied', given: null });
    expect((await recordBy(discipline, id)).inner).toMatchObject({ assurance: 'B' });
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const { given } = await recordBy(work.clerk, id);
    expect(given).toMatchObject({ format: 'jiandu-draw-record-1' });
    expect(vrs.verifyRecord(given, vrs.NODE_HASHING)).toMatchObject({ ok: true, firstBad: null });
    const kinds = given === 'denied' ? [] : given?.events.map(({ kind }) => kind);
    expect(kinds?.at(-1)).toBe('published');
    expect(JSON.stringify(given)).not.toContain('某某医院');
    for (const { person } of work.experts) expect(JSON.stringify(given)).not.toContain(person);
  });

  it('draw-18 a void attempt is given out together with the one that stands', async () => {
    const work = await workWith(open, 1);
    open.clock.set('2026-10-12T15:00:00+08:00');
    const input = { task: work.task, reason: '现场有人质疑，重新组织' };
    await work.done(work.leader, draws.voidDrawAttempt, input);
    await drawFor(open, work.clerk, work.task);
    const view = await work.bureau.view(work.task);
    await work.done(work.clerk, draws.cancelDrawTask, { task: work.task, reason: '检查不再进行' });
    open.clock.set(AFTER);
    const events = await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    expect(events).toHaveLength(2);
    for (const { id } of view.attempts)
      expect(
        vrs.verifyRecord((await recordBy(work.clerk, id)).given, vrs.NODE_HASHING),
      ).toMatchObject({ ok: true });
    expect(await chain()).toMatchObject({ whole: true, attempts: 2 });
  });
});

describe('chances', () => {
  it('draw.md 3.3 are kept once for a draw, outside its transaction, and name exactly its candidates', async () => {
    const work = await workWith(open, 2);
    const { id } = await drawOf(work);
    await computeChances();
    await computeChances();
    const row = await inside((tx) => tx.table(drawAttempts).one({ id }));
    const kept = await inside((tx) => Promise.resolve(tx.vault.open(row?.chances ?? '')));
    expect(Object.values(kept as object)).toEqual([1, 1]);
    const input = { draw: id, chances: {}, runs: 0 };
    expect(await work.no(SYSTEM, draws.keepDrawChances, input)).toBe('draws.no-chances-due');
    expect(await work.no(work.leader, draws.keepDrawChances, input)).toBe('denied');
  });

  it('F07 a run that dies before it keeps them leaves the draw to the next one', async () => {
    const work = await workWith(open, 1);
    const { id } = await drawOf(work);
    const due = () => open.app.ask(ZHANJIANG, draws.chancesDue, {}, SYSTEM);
    expect(await due()).toMatchObject({ value: { draw: id } });
    const wrong = { draw: id, chances: { strange: 1 }, runs: 0 };
    expect(await work.no(SYSTEM, draws.keepDrawChances, wrong)).toBe('draws.no-chances-due');
    await computeChances();
    expect(await due()).toMatchObject({ value: null });
  });
});

describe('receipts', () => {
  it('draw-36 nobody sees ticket or place before the publication, nor anybody else ever', async () => {
    const work = await workWith(open, 2);
    const [one, other] = work.experts;
    if (one === undefined || other === undefined) throw new Error('nobody drawn');
    await computeChances();
    await closed(work);
    expect(await receiptsOf(one.person)).toEqual([]);
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const stranger = follower('b', { person: other.person });
    expect(await receiptsOf(one.person, stranger)).toBe('denied');
    const [receipt] = (await receiptsOf(one.person)) as readonly draws.Receipt[];
    expect(receipt).toMatchObject({ out: null, chance: 1, candidates: 2, seat: '药学' });
  });

  it('draw.md 2.3 step 10 ticket and place of a receipt are those of the published record', async () => {
    const work = await workWith(open, 3);
    await closed(work);
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const { id, key } = await drawOf(work);
    const { given } = await recordBy(work.clerk, id);
    if (given === 'denied' || given === null) throw new Error('no record');
    const tickets = vrs.drawnOrderAtOnce(
      Buffer.from(key ?? '', 'hex'),
      given.list.rows,
      vrs.NODE_HASHING,
    );
    for (const { person } of work.experts) {
      const [receipt] = (await receiptsOf(person)) as readonly draws.Receipt[];
      const expected = tickets.findIndex(({ cid }) => cid === receipt?.cid);
      expect(receipt).toMatchObject({ place: expected + 1, ticket: tickets[expected]?.ticket });
    }
  });

  it('B-24 draw-36 who was kept out learns it in neutral words, without ticket, place or kind of recusal', async () => {
    const clerk = await open.member(ZHANJIANG, 'clerk');
    const leader = await open.member(ZHANJIANG, 'leader');
    const bureau = bureauOf(open, clerk);
    const institution = await bureau.institution('遂溪县第一医院');
    const own = [{ unit: '遂溪县第一医院', institution }];
    const tied = await bureau.expert(['药学'], own);
    const other = await bureau.expert(['财务']);
    await bureau.expert(['药学']);
    const task = await bureau.task({ 药学: 1 }, { words: [], institutions: [institution] });
    await drawFor(open, clerk, task);
    await bureau.done(clerk, draws.cancelDrawTask, { task, reason: '检查不再进行' });
    open.clock.set(AFTER);
    await bureau.done(leader, draws.publishDraw, { task, ...WHY });
    const nothing = { ticket: null, place: null, chance: null, seat: null };
    expect(await receiptsOf(tied.person)).toMatchObject([{ out: '回避', ...nothing }]);
    expect(await receiptsOf(other.person)).toMatchObject([{ out: '专业类别不符', ...nothing }]);
  });

  it('draw-36 我的抽取 in chat: first that it comes later, after the publication the own row alone', async () => {
    const work = await workWith(open, 1);
    const [expert] = work.experts;
    const chat = openOffice(open, ZHANJIANG).chat('expert');
    const { bind } = await import('../support/at-work.ts');
    await bind(open, work.clerk, expert?.person ?? '', chat);
    const before = await chat.says('我的抽取');
    expect(before).toContain('公布后才能查');
    expect(before).not.toMatch(/RW\d|编号/);
    await computeChances();
    await closed(work);
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const { id } = await drawOf(work);
    const { given } = await recordBy(work.clerk, id);
    const cid = given === 'denied' ? '' : (given?.panel[0] ?? '');
    const after = await chat.says('我的抽取');
    expect(after).toContain(cid);
    expect(after).toContain('名次 1（共1人），抽中（药学）');
    expect(after).toContain('中选机会 100%');
  });

  it('draw.md 2.3 step 10 the panel is told of the publication, once each, in neutral words', async () => {
    const work = await workWith(open, 2);
    await closed(work);
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const { notices } = await import('../../domain/notices/index.ts');
    const rows = await inside((tx) => tx.table(notices).find({ kind: 'draws.published' }));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.params).toEqual({ number: (await work.bureau.view(work.task)).task.number });
  });
});

const chain = () => inside((tx) => draws.verifyDraws(tx));

describe('the chain over all draws', () => {
  let bureau: Bureau;
  let clerk: StaffActor;
  beforeEach(async () => {
    clerk = await open.member(ZHANJIANG, 'clerk');
    bureau = bureauOf(open, clerk);
    for (let n = 0; n < 3; n += 1) await bureau.expert(['药学']);
    for (const firstDay of ['2026-10-15', '2026-10-20', '2026-10-22'])
      await drawFor(open, clerk, await bureau.task({ 药学: 1 }, { firstDay }));
  });
  const rows = () => inside((tx) => tx.table(drawAttempts).find({}, { order: { ordinal: 'ASC' } }));

  it('draw-18 draw-32 is whole over several draws and events that came later', async () => {
    const newest = (await rows()).at(-1);
    expect(await chain()).toEqual({ whole: true, attempts: 3, head: newest?.head });
  });

  it('draw-32 a draw that vanished is named', async () => {
    const [, second] = await rows();
    await inside((tx) => tx.table(drawAttempts).change({ id: second?.id ?? '' }, { ordinal: 9 }));
    expect(await chain()).toMatchObject({ whole: false, brokenAt: '2', why: 'missing' });
  });

  it('draw-32 a later draw that does not follow the one before is named', async () => {
    const [first, second, third] = await rows();
    await inside(async (tx) => {
      await tx.table(drawAttempts).change({ id: third?.id ?? '' }, { ordinal: 2 });
      await tx.table(drawAttempts).change({ id: second?.id ?? '' }, { ordinal: 3 });
    });
    expect(first?.ordinal).toBe(1);
    expect(await chain()).toMatchObject({ brokenAt: third?.name, why: 'prev' });
  });

  it('draw-23 a changed event and a cut-off end are named', async () => {
    const [, second, third] = await rows();
    const links = await inside((tx) => linksOf(tx, third?.id ?? ''));
    const cut = { draw: third?.id ?? '', n: links.length - 1 };
    await inside((tx) => tx.table(drawLinks).remove(cut));
    expect(await chain()).toMatchObject({ brokenAt: third?.name, why: 'head' });
    const at = '2026-10-12T00:00:00.000Z';
    await inside((tx) => tx.table(drawLinks).change({ draw: second?.id ?? '', n: 2 }, { at }));
    expect(await chain()).toMatchObject({ brokenAt: second?.name, why: 'link' });
  });

  it('draw-22 a list that was edited behind the record is named', async () => {
    const [first] = await rows();
    const changed = await inside((tx) => {
      const frozen = tx.vault.open(first?.frozen ?? '') as { list: vrs.List; rules: vrs.Rules };
      const [row, ...rest] = frozen.list.rows;
      if (row === undefined) throw new Error('empty');
      const list = { ...frozen.list, rows: [{ ...row, out: 'R5' }, ...rest] };
      return tx
        .table(drawAttempts)
        .change({ id: first?.id ?? '' }, { frozen: tx.vault.seal({ ...frozen, list }) });
    });
    expect(changed).toBe(1);
    expect(await chain()).toMatchObject({ brokenAt: first?.name, why: 'list' });
  });
});

describe('an expert asks for deletion', () => {
  it('draw-31 the pseudonym stays, the person goes, and the record still verifies', async () => {
    const work = await workWith(open, 2);
    await closed(work);
    await work.done(work.leader, draws.publishDraw, { task: work.task, ...WHY });
    const { id } = await drawOf(work);
    const before = (await recordBy(work.clerk, id)).given;
    expect(vrs.verifyRecord(before, vrs.NODE_HASHING)).toMatchObject({ ok: true });
    const person = work.experts[0]?.person ?? '';
    const policy = open.app.bureauOf(ZHANJIANG).section(draws.DRAWS);
    const forget = (now: string) =>
      inside((tx) => draws.forgetInDraws(tx, person, { now: new Date(now), policy }));
    // within the policy's keeping the bureau must still be able to say who it was
    expect(await forget('2029-10-12T00:00:00+08:00')).toEqual({ draws: 0, invitations: 0 });
    expect(await forget('2029-10-14T00:00:00+08:00')).toEqual({ draws: 1, invitations: 1 });
    expect((await recordBy(work.clerk, id)).given).toEqual(before);
    expect(await chain()).toMatchObject({ whole: true });
    expect(await receiptsOf(person)).toEqual([]);
    const row = await inside((tx) => tx.table(drawAttempts).one({ id }));
    const known = await inside((tx) => Promise.resolve(tx.vault.open(row?.identities ?? '')));
    expect(JSON.stringify(known)).not.toContain(person);
    expect(JSON.stringify(known)).toContain(work.experts[1]?.person);
  });
});

describe('prints', () => {
  it('C-10 leaves on record who printed what, by ids only, and no letter for a seat that is gone', async () => {
    const work = await workWith(open, 1);
    const invitation = work.experts[0]?.invitation ?? '';
    const print = (paper: draws.PrintedPaper, actor: StaffActor = work.clerk) =>
      work.no(actor, draws.printPaper, { task: work.task, paper, invitation });
    expect(await print('release-letter')).toBe('done');
    expect(await print('certificate')).toBe('draws.no-such-paper');
    expect(await print('loan-letter')).toBe('draws.no-such-paper');
    expect(await print('release-letter', await open.member(ZHANJIANG, 'auditor'))).toBe('denied');
    const [event] = await work.done(work.clerk, draws.printPaper, {
      task: work.task,
      paper: 'task-sheet',
    });
    expect(Object.keys(event ?? {}).sort()).toEqual([
      'draw',
      'invitation',
      'number',
      'paper',
      'task',
      'type',
    ]);
  });
});
