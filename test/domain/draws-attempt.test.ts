import { afterAll, describe, expect, it } from 'vitest';
import { draws, membership, people, vrs, type StaffActor } from '../../domain/index.ts';
import { demoBureaus, GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { commitFor, drawFor, witnessIn } from '../support/drawing.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { follower } from '../support/people.ts';

interface Scene {
  readonly open: OpenApp;
  readonly clerk: StaffActor;
  readonly bureau: Bureau;
}

const opened: OpenApp[] = [];
afterAll(() => Promise.all(opened.map((open) => open.close())));

type Change = Parameters<typeof demoBureaus>[0];

async function scene(policy = ''): Promise<Scene> {
  const change: Change = (name, text) =>
    name === 'zhanjiang.yaml' && policy !== ''
      ? text.replace('policy:\n', `policy:\n  draws:\n    ${policy}\n`)
      : text;
  const open = await openApp({ seed: 'attempts', bureaus: demoBureaus(change) });
  opened.push(open);
  const clerk = await open.member(ZHANJIANG, 'clerk');
  return { open, clerk, bureau: bureauOf(open, clerk) };
}

/** A task with this many candidates, list frozen. */
async function frozen({ open, clerk, bureau }: Scene, candidates: number, need = 1) {
  for (let n = 0; n < candidates; n += 1) await bureau.expert(['药学']);
  const task = await bureau.task({ 药学: need });
  const committed = await commitFor(open, clerk, task);
  if (committed.kind !== 'done' || committed.events[0].type !== 'draws.committed')
    throw new Error(JSON.stringify(committed));
  return { task, draw: committed.events[0].draw, event: committed.events[0] };
}

const recordOf = async (open: OpenApp, draw: string) => {
  const auditor = await open.member(ZHANJIANG, 'auditor');
  const asked = await open.app.ask(ZHANJIANG, draws.drawRecord, { draw }, auditor);
  if (asked.kind !== 'found' || asked.value === null) throw new Error('no record');
  return asked.value;
};

const refusal = (outcome: { readonly kind: string }) =>
  'reason' in outcome ? (outcome.reason as { code: string }).code : outcome.kind;

describe('C-06 freeze, digits, reveal', () => {
  it('says 64 digits before anybody gave any, and nothing of the digits until both are in', async () => {
    const here = await scene();
    const { draw, task, event } = await frozen(here, 3);
    expect(event.commit).toMatch(/^[0-9a-f]{64}$/);
    const digits = { draw, digits: '９９８８７７' };
    const [given] = await here.bureau.done(here.clerk, draws.contributeToDraw, digits);
    expect(JSON.stringify({ ...given, private: null })).not.toContain('998877');
    expect(JSON.stringify((await here.bureau.view(task)).draw)).not.toContain('998877');
    expect(refusal(await here.bureau.perform(here.clerk, draws.drawPanel, { task }))).toBe(
      'draws.party-missing',
    );
    const witness = await witnessIn(here.open);
    await here.bureau.done(witness, draws.contributeToDraw, { draw, digits: '3 1 2 6 6 5' });
    await here.bureau.done(here.clerk, draws.drawPanel, { task });
    const view = (await here.bureau.view(task)).draw;
    expect(view?.entropy).toBe('998877./1.2.3.5.6.6./');
    expect(view?.assurance).toBe('B');
  });

  it('the record is accepted by the checker, with every later event in its chain', async () => {
    const here = await scene();
    const { task } = await frozen(here, 3).then(async (begun) => {
      const { draw } = begun;
      await here.bureau.done(here.clerk, draws.contributeToDraw, { draw, digits: '583920' });
      const witness = await witnessIn(here.open);
      await here.bureau.done(witness, draws.contributeToDraw, { draw, digits: '481516' });
      await here.bureau.done(here.clerk, draws.drawPanel, { task: begun.task });
      return begun;
    });
    const [asked] = (await here.bureau.view(task)).panel;
    const chat = follower(`chat-${asked?.invitation.person}`, {
      person: asked?.invitation.person ?? '',
    });
    const no = { invitation: asked?.invitation.id, answer: 'decline', reason: '当天有手术' };
    await here.bureau.done(chat, draws.replyToDraw, no);
    const id = (await here.bureau.view(task)).draw?.id ?? '';
    const record = await recordOf(here.open, id);
    expect(record.events.map(({ kind }) => kind)).toEqual([
      ...['frozen', 'committed', 'contributed', 'contributed', 'revealed', 'drawn', 'invited'],
      ...['replied', 'replaced', 'invited'],
    ]);
    const checked = vrs.verifyRecord(record, vrs.NODE_HASHING);
    expect(checked.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(JSON.stringify(record)).not.toContain('手术');
  });

  it('draw-33 digits belong to one attempt: those of a void one are not used again', async () => {
    const here = await scene();
    const { draw, task } = await frozen(here, 2);
    await here.bureau.done(here.clerk, draws.contributeToDraw, { draw, digits: '583920' });
    await here.bureau.done(here.clerk, draws.voidDrawAttempt, { task, reason: '见证人离开' });
    const late = { draw, digits: '481516' };
    const witness = await witnessIn(here.open);
    expect(refusal(await here.bureau.perform(witness, draws.contributeToDraw, late))).toBe(
      'draws.attempt-over',
    );
    await commitFor(here.open, here.clerk, task);
    const fresh = (await here.bureau.view(task)).draw;
    expect(fresh?.name).toBe('RW2026-0001/2');
    expect(fresh?.parties.map(({ at }) => at)).toEqual([null, null]);
  });

  it('the first digits stand, and nobody else may give any', async () => {
    const here = await scene();
    const { draw } = await frozen(here, 2);
    const give = (actor: StaffActor) =>
      here.bureau.perform(actor, draws.contributeToDraw, { draw, digits: '583920' });
    expect((await give(here.clerk)).kind).toBe('done');
    expect(refusal(await give(here.clerk))).toBe('draws.already-contributed');
    const stranger = await here.open.member(ZHANJIANG, 'leader');
    expect(refusal(await give(stranger))).toBe('draws.not-a-party');
  });

  it.each([
    ['12345', '太少'],
    ['随便吧', '没有看懂'],
  ])('digits %s: a sentence that says what to type', async (digits, words) => {
    const here = await scene();
    const { draw } = await frozen(here, 1);
    const outcome = await here.bureau.perform(here.clerk, draws.contributeToDraw, { draw, digits });
    expect(refusal(outcome)).toBe('draws.digits-unclear');
    const { contextOf } = await import('../../domain/index.ts');
    if (outcome.kind !== 'refused') throw new Error('not refused');
    expect(contextOf('draws.x').refuse(outcome.reason)).toContain(words);
  });
});

describe('the witness', () => {
  it('A-36 a supervisor without ties watches from the chat; tied, unresolved or in the pool does not', async () => {
    const open = await openApp({ seed: 'witness' });
    opened.push(open);
    const clerk = await open.member(GAOPING, 'clerk');
    const bureau = bureauOf(open, clerk, GAOPING);
    const hospital = await bureau.institution('高平市第一医院');
    const expert = await bureau.expert(['药学']);
    await bureau.expert(['药学']);
    const task = await bureau.task({ 药学: 1 }, { words: ['某某诊所'] });
    const watch = async (employments: readonly object[], person?: string) => {
      const who = person ?? (await supervisor(open, clerk, employments));
      const input = { task, witness: { kind: 'person', id: who } };
      return { who, outcome: await bureau.perform(clerk, draws.commitDraw, input) };
    };
    const tied = await watch([{ unit: '高平市第一医院', institution: hospital }]);
    expect(refusal(tied.outcome)).toBe('draws.witness-tied');
    expect(refusal((await watch([{ unit: '不知道哪家单位' }])).outcome)).toBe(
      'draws.witness-unresolved',
    );
    expect(refusal((await watch([], expert.person)).outcome)).toBe('draws.witness-unknown');
    const free = await watch([{ unit: '退休教师', outside: true }]);
    expect(free.outcome.kind).toBe('done');
    const draw = (await bureau.view(task)).draw?.id;
    const chat = follower('watching', { person: free.who });
    const events = await bureau.done(chat, draws.contributeToDraw, { draw, digits: '271828' });
    expect(events[0]).toMatchObject({ type: 'draws.contributed', party: 'witness', by: free.who });
  });

  it('is not the operator', async () => {
    const here = await scene();
    await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    const input = { task, witness: { kind: 'account', id: here.clerk.account } };
    expect(refusal(await here.bureau.perform(here.clerk, draws.commitDraw, input))).toBe(
      'draws.witness-self',
    );
  });
});

async function supervisor(open: OpenApp, clerk: StaffActor, employments: readonly object[]) {
  const count = (supervisors += 1);
  const particulars = { name: `监督员${count}`, employments };
  const registering = { source: 'visit', particulars };
  const known = await open.app.perform(GAOPING, people.registerPerson, registering, clerk);
  if (known.kind !== 'done' || known.events[0].type !== 'people.registered')
    throw new Error(JSON.stringify(known));
  const { person } = known.events[0];
  const appointing = {
    person,
    roster: 'supervisors',
    route: 'selfNomination',
    application: `application-${count}`,
  };
  const term = await open.app.perform(GAOPING, membership.appointMember, appointing, SYSTEM);
  if (term.kind !== 'done') throw new Error(JSON.stringify(term));
  return person;
}
let supervisors = 0;

describe('giving up', () => {
  it('draw-18, draw-19 a new draw needs a void one; it is counted, told to discipline, and chained', async () => {
    const here = await scene();
    const first = await frozen(here, 3);
    expect(refusal(await commitFor(here.open, here.clerk, first.task))).toBe(
      'draws.already-committed',
    );
    const giving = { task: first.task, reason: '见证人拒绝报数' };
    const events = await here.bureau.done(here.clerk, draws.voidDrawAttempt, giving);
    expect(events[0]).toMatchObject({
      type: 'draws.voided',
      stage: 'committed',
      operator: here.clerk.account,
    });
    await drawFor(here.open, here.clerk, first.task);
    const { attempts } = await here.bureau.view(first.task);
    expect(attempts.map(({ name, status }) => [name, status])).toEqual([
      ['RW2026-0001/1', 'void'],
      ['RW2026-0001/2', 'drawn'],
    ]);
    const record = await recordOf(here.open, attempts[1]?.id ?? '');
    expect(record.prev).toBe(attempts[0]?.head);
  });

  it('draw-18 a result nobody likes: the operator cannot undo it, a leader can, and all are released', async () => {
    const here = await scene();
    for (let n = 0; n < 3; n += 1) await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    await drawFor(here.open, here.clerk, task);
    const input = { task, reason: '名单有误需要重抽' };
    expect(refusal(await here.bureau.perform(here.clerk, draws.voidDrawAttempt, input))).toBe(
      'draws.own-void',
    );
    const leader = await here.open.member(ZHANJIANG, 'leader');
    const [event] = await here.bureau.done(leader, draws.voidDrawAttempt, input);
    expect(event).toMatchObject({ stage: 'drawn', released: [{}] });
    const { panel, task: shown } = await here.bureau.view(task);
    expect(shown.status).toBe('entered');
    expect(panel.map(({ invitation }) => invitation.status)).toEqual(['released']);
    await drawFor(here.open, here.clerk, task);
  });

  it('draw-1 who said no to this work is not drawn again by a new attempt', async () => {
    const here = await scene();
    for (let n = 0; n < 2; n += 1) await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    await drawFor(here.open, here.clerk, task);
    const first = (await here.bureau.view(task)).panel[0]?.invitation;
    const chat = follower('no', { person: first?.person ?? '' });
    const no = { invitation: first?.id, answer: 'decline', reason: '出差' };
    await here.bureau.done(chat, draws.replyToDraw, no);
    const leader = await here.open.member(ZHANJIANG, 'leader');
    await here.bureau.done(leader, draws.voidDrawAttempt, { task, reason: '需要重新抽取' });
    await drawFor(here.open, here.clerk, task);
    const standing = (await here.bureau.view(task)).panel.filter(
      ({ invitation }) => invitation.status === 'invited',
    );
    expect(standing.map(({ invitation }) => invitation.person)).not.toContain(first?.person);
  });
});

describe('draw-20 a commitment that does not open', () => {
  it('is refused and stays for the record', async () => {
    const here = await scene();
    const { draw, task } = await frozen(here, 2);
    await here.bureau.done(here.clerk, draws.contributeToDraw, { draw, digits: '583920' });
    const witness = await witnessIn(here.open);
    await here.bureau.done(witness, draws.contributeToDraw, { draw, digits: '481516' });
    const { drawAttempts } = await import('../../domain/draws/attempt-records.ts');
    await here.open.app.gate.transaction(ZHANJIANG, async (tx) => {
      await tx.table(drawAttempts).change({ id: draw }, { secret: tx.vault.seal('another') });
    });
    expect(refusal(await here.bureau.perform(here.clerk, draws.drawPanel, { task }))).toBe(
      'draws.commitment-broken',
    );
    expect((await here.bureau.view(task)).panel).toEqual([]);
  });
});

describe('draw-22 what changes later', () => {
  it('changes nothing of the record: the frozen list is replayed, not today’s data', async () => {
    const here = await scene();
    const expert = await here.bureau.expert(['药学']);
    await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    await drawFor(here.open, here.clerk, task);
    const id = (await here.bureau.view(task)).draw?.id ?? '';
    const before = await recordOf(here.open, id);
    const correcting = {
      person: expert.person,
      expectVersion: 1,
      particulars: { name: '改名了', employments: [{ unit: '别家单位', outside: true }] },
    };
    await here.bureau.done(here.clerk, people.correctPerson, correcting);
    expect(await recordOf(here.open, id)).toEqual(before);
  });
});

describe('rehearsals', () => {
  it('are marked C, invite nobody, and leave the sequence of draws alone', async () => {
    const here = await scene();
    for (let n = 0; n < 3; n += 1) await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 2 });
    const [event] = await here.bureau.done(here.clerk, draws.rehearseDraw, { task });
    expect(event).toMatchObject({
      type: 'draws.rehearsed',
      assurance: 'C',
      name: 'RW2026-0001/R1',
    });
    const view = await here.bureau.view(task);
    expect(view.panel).toEqual([]);
    expect(view.draw).toBeNull();
    expect(view.task.status).toBe('entered');
    const record = await recordOf(here.open, view.attempts[0]?.id ?? '');
    expect(record.rehearsal).toBe(true);
    expect(vrs.verifyRecord(record, vrs.NODE_HASHING).ok).toBe(true);
    await drawFor(here.open, here.clerk, task);
    expect((await here.bureau.view(task)).draw?.name).toBe('RW2026-0001/1');
    const real = await recordOf(here.open, (await here.bureau.view(task)).draw?.id ?? '');
    expect(real.prev).toBe('0'.repeat(64));
  });
});

describe('seats that move', () => {
  /** Two people who code, one of them a clinician too; the pure coder declines. */
  async function soleCoder(policy: string) {
    const here = await scene(policy);
    const both = await here.bureau.expert(['临床医护', '病案编码']);
    const coder = await here.bureau.expert(['病案编码']);
    await here.bureau.expert(['临床医护']);
    const task = await here.bureau.task({ 临床医护: 1, 病案编码: 1 });
    const wanted = [`${both.person} 临床医护`, `${coder.person} 病案编码`];
    // drawn anew until both sit where the case wants them
    for (;;) {
      await drawFor(here.open, here.clerk, task);
      const standing = await invitedTo(here, task);
      const seats = standing.map(({ invitation: one }) => `${one.person} ${one.category}`);
      if (wanted.every((seat) => seats.includes(seat)))
        return { here, task, both, coder, standing };
      const leader = await here.open.member(ZHANJIANG, 'leader');
      await here.bureau.done(leader, draws.voidDrawAttempt, { task, reason: '为测试重抽' });
    }
  }

  const invitedTo = async ({ bureau }: Scene, task: string) =>
    (await bureau.view(task)).panel.filter(({ invitation }) => invitation.status === 'invited');

  it('draw-3 the clinician moves to the coder’s seat and is told, another clinician follows', async () => {
    const { here, both, coder, standing } = await soleCoder('');
    const declined = standing.find(({ invitation }) => invitation.person === coder.person);
    const no = { invitation: declined?.invitation.id, answer: 'decline', reason: '出差' };
    const events = await here.bureau.done(coder.chat, draws.replyToDraw, no);
    expect(events.map(({ type }) => type)).toEqual([
      ...['draws.declined', 'draws.replaced', 'draws.invited'],
    ]);
    expect(events[1]).toMatchObject({
      moved: [{ person: both.person, from: '临床医护', to: '病案编码' }],
    });
    expect(events[2]).toMatchObject({ category: '临床医护' });
  });

  it('draw-4 who has accepted a seat keeps it: the coder’s seat stays open', async () => {
    const { here, both, coder, standing } = await soleCoder('');
    const of = (person: string) =>
      standing.find(({ invitation }) => invitation.person === person)?.invitation.id;
    const yes = { invitation: of(both.person), answer: 'accept', reason: '' };
    await here.bureau.done(both.chat, draws.replyToDraw, yes);
    const no = { invitation: of(coder.person), answer: 'decline', reason: '出差' };
    const events = await here.bureau.done(coder.chat, draws.replyToDraw, no);
    expect(events.map(({ type }) => type)).toEqual(['draws.declined', 'draws.exhausted']);
    expect(events[1]).toMatchObject({ open: { 病案编码: 1 } });
  });

  it('draw-4 by policy a seat is settled on inviting', async () => {
    const { here, coder, standing } = await soleCoder(
      'seatLocks: { value: inviting, clause: default }',
    );
    const declined = standing.find(({ invitation }) => invitation.person === coder.person);
    const no = { invitation: declined?.invitation.id, answer: 'decline', reason: '出差' };
    const events = await here.bureau.done(coder.chat, draws.replyToDraw, no);
    expect(events.map(({ type }) => type)).toEqual(['draws.declined', 'draws.exhausted']);
  });
});

/** Whoever is asked now says no in chat. */
async function declines({ bureau }: Scene, task: string): Promise<void> {
  const { panel } = await bureau.view(task);
  const asked = panel.find(({ invitation }) => invitation.status === 'invited')?.invitation;
  if (asked === undefined) throw new Error('nobody asked');
  const chat = follower(`chat-${asked.person}`, { person: asked.person });
  const no = { invitation: asked.id, answer: 'decline', reason: '没空' };
  await bureau.done(chat, draws.replyToDraw, no);
}

describe('a one-time code for each replacement', () => {
  it('opens the code before the last one, and the record still verifies', async () => {
    const here = await scene('codePerReplacement: { value: true, clause: C-06 }');
    for (let n = 0; n < 5; n += 1) await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    await drawFor(here.open, here.clerk, task);
    for (let n = 0; n < 3; n += 1) await declines(here, task);
    const record = await recordOf(here.open, (await here.bureau.view(task)).draw?.id ?? '');
    const rounds = record.events.flatMap(({ kind, body }) =>
      kind === 'replaced' ? [(body as { round: number }).round] : [],
    );
    expect(rounds).toEqual([2, 3, 4]);
    const checked = vrs.verifyRecord(record, vrs.NODE_HASHING);
    expect(checked.steps.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('a public lottery named beforehand', () => {
  it('makes it level A, and the draw waits for its numbers', async () => {
    const here = await scene(
      'lotteries: { value: [{ name: 双色球, fallback: 大乐透 }], clause: C-06 }',
    );
    for (let n = 0; n < 3; n += 1) await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    const witness = await witnessIn(here.open);
    const input = { task, witness: { kind: 'account', id: witness.account }, lottery: '双色球' };
    const [event] = await here.bureau.done(here.clerk, draws.commitDraw, input);
    if (event.type !== 'draws.committed') throw new Error(event.type);
    expect(event.assurance).toBe('A');
    const { draw } = event;
    await here.bureau.done(here.clerk, draws.contributeToDraw, { draw, digits: '583920' });
    await here.bureau.done(witness, draws.contributeToDraw, { draw, digits: '481516' });
    expect(refusal(await here.bureau.perform(here.clerk, draws.drawPanel, { task }))).toBe(
      'draws.party-missing',
    );
    const numbers = { draw, digits: '9 18 26 34 41 45', words: '第2026118期，中国福彩网' };
    await here.bureau.done(here.clerk, draws.enterLottery, numbers);
    await here.bureau.done(here.clerk, draws.drawPanel, { task });
    const view = (await here.bureau.view(task)).draw;
    expect(view?.entropy).toBe('583920./481516./9.18.26.34.41.45./');
  });
});

describe('C-07 groups', () => {
  it('are filled evenly by category', async () => {
    const here = await scene();
    for (let n = 0; n < 6; n += 1) await here.bureau.expert([n % 2 === 0 ? '药学' : '财务']);
    const task = await here.bureau.task({ 药学: 2, 财务: 2 }, { teams: 2 });
    await drawFor(here.open, here.clerk, task);
    const { panel } = await here.bureau.view(task);
    const seats = panel.map(({ invitation }) => `${invitation.team} ${invitation.category}`).sort();
    expect(seats).toEqual(['1 药学', '1 财务', '2 药学', '2 财务'].sort());
  });
});

describe('draw-30 a cool-down by policy', () => {
  it('keeps whoever has just worked out of the next draw, and says so as the cause', async () => {
    const here = await scene('coolDownDays: { value: 30, clause: default }');
    const { chat } = await here.bureau.expert(['药学']);
    const task = await here.bureau.task({ 药学: 1 });
    await drawFor(here.open, here.clerk, task);
    const invitation = (await here.bureau.view(task)).panel[0]?.invitation.id;
    await here.bureau.done(chat, draws.replyToDraw, { invitation, answer: 'accept', reason: '' });
    const next = await here.bureau.task({ 药学: 1 }, { firstDay: '2026-10-20' });
    const outcome = await commitFor(here.open, here.clerk, next);
    expect(outcome).toMatchObject({ reason: { code: 'draws.pool-too-small', outs: { C: 1 } } });
    const later = await here.bureau.task({ 药学: 1 }, { firstDay: '2026-11-20' });
    expect((await commitFor(here.open, here.clerk, later)).kind).toBe('done');
  });
});
