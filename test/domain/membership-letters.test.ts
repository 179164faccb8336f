import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { membership, people, type BureauId, type StaffActor } from '../../domain/index.ts';
import { isBarred } from '../../domain/membership/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { sayNotice } from '../../domain/recipients.ts';
import { demoBureaus, GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { citizenOf, follower } from '../support/people.ts';

const TODAY = '2026-10-12T10:00:00+08:00';

let open: OpenApp;
let clerk: StaffActor;
let office: Bureau;
beforeAll(async () => {
  open = await openApp({ seed: 'letters' });
  clerk = await open.member(GAOPING, 'clerk');
  office = bureauOf(open, clerk, GAOPING);
});
beforeEach(() => open.clock.set(TODAY));
afterAll(() => open.close());

const registered = async (
  bureau: Bureau,
  staff: StaffActor,
  particulars: { readonly name: string; readonly citizenNumber?: string; readonly phone?: string },
): Promise<string> => {
  const input = { source: 'visit', particulars };
  const [event] = await bureau.done(staff, people.registerPerson, input);
  if (event.type !== 'people.registered') throw new Error(event.type);
  return event.person;
};

const appointed = async (person: string, application: string): Promise<string> => {
  const input = { person, roster: 'supervisors', route: 'selfNomination', application };
  const [event] = await office.done(SYSTEM, membership.appointMember, input);
  if (event.type !== 'membership.appointed') throw new Error(event.type);
  return event.term;
};

const letterOf = async (term: string) => {
  const code = await open.app.gate.transaction(GAOPING, (tx) =>
    Promise.resolve(membership.letterCode(tx, term)),
  );
  const found = await open.app.ask(GAOPING, membership.letterOfCode, { code }, SYSTEM);
  return found.kind === 'found' ? found.value : null;
};

const oneOf = async (term: string) => {
  const found = await open.app.ask(GAOPING, membership.oneMember, { term }, clerk);
  if (found.kind !== 'found' || found.value === null) throw new Error('no such term');
  return found.value;
};

describe('聘书', () => {
  it('C-08 given a decision, then status begins with it; print and handing over are days of their own', async () => {
    const person = await registered(office, clerk, { name: '王秀兰' });
    const term = await appointed(person, 'letter-1');
    expect((await oneOf(term)).term).toMatchObject({ status: 'active', startsOn: '2026-10-12' });

    // nothing is printed before staff have confirmed the days
    expect(await office.perform(clerk, membership.printLetter, { term })).toMatchObject({
      reason: { code: 'membership.printed-term-missing' },
    });
    const another = { term, from: '2026-10-12', to: '2029-10-11' };
    expect(await office.perform(clerk, membership.confirmPrintedTerm, another)).toMatchObject({
      reason: { code: 'membership.printed-term-unlike' },
    });
    const confirming = { ...another, reason: '与同批人员统一聘期' };
    expect(await office.done(clerk, membership.confirmPrintedTerm, confirming)).toMatchObject([
      { differs: true, from: '2026-10-12', to: '2029-10-11' },
    ]);
    // both are kept
    expect(await oneOf(term)).toMatchObject({
      term: { lastDay: '2029-10-12' },
      letter: { printedTo: '2029-10-11', handedOn: null },
    });

    const handing = { term, on: '2026-10-20' };
    expect(await office.perform(clerk, membership.handOverLetter, handing)).toMatchObject({
      reason: { code: 'membership.letter-not-printed' },
    });
    await office.done(clerk, membership.printLetter, { term });
    expect(await office.perform(clerk, membership.handOverLetter, handing)).toMatchObject({
      reason: { code: 'membership.handed-over-later' },
    });
    open.clock.set('2026-10-20T10:00:00+08:00');
    await office.done(clerk, membership.handOverLetter, handing);
    expect((await oneOf(term)).letter).toMatchObject({ handedOn: '2026-10-20' });
    expect((await oneOf(term)).term.startsOn).toBe('2026-10-12');
    // what was handed over is not printed otherwise any more
    expect(await office.perform(clerk, membership.confirmPrintedTerm, confirming)).toMatchObject({
      reason: { code: 'membership.already-handed-over', on: '2026-10-20' },
    });
  });

  it('GP-6.4a given a letter, then its code says it is good, and that it is void once the term ended', async () => {
    const person = await registered(office, clerk, { name: '李长工' });
    const term = await appointed(person, 'letter-2');
    // no code leads anywhere before the letter exists
    expect(await letterOf(term)).toBeNull();
    await office.done(clerk, membership.confirmPrintedTerm, {
      term,
      from: '2026-10-12',
      to: '2029-10-12',
    });
    expect(await letterOf(term)).toMatchObject({
      number: 'PS2026-0002',
      name: '李**',
      roster: 'supervisors',
      from: '2026-10-12',
      to: '2029-10-12',
      isValid: true,
    });
    open.clock.set('2029-10-12T23:59:00+08:00');
    expect(await letterOf(term)).toMatchObject({ isValid: true });
    // at once, before any duty has run
    open.clock.set('2029-10-13T00:00:00+08:00');
    expect(await letterOf(term)).toMatchObject({ isValid: false });
    await office.done(SYSTEM, membership.lapseEndedTerms, {});
    expect(await letterOf(term)).toMatchObject({ isValid: false });
    expect(await office.perform(clerk, membership.printLetter, { term })).toMatchObject({
      reason: { code: 'membership.letter-ended', status: 'lapsed' },
    });
  });

  it('GP-6.4a the code of another bureau or another term opens nothing here', async () => {
    const codes = await open.app.gate.transaction(GAOPING, (tx) =>
      Promise.resolve([membership.letterCode(tx, 'one'), membership.letterCode(tx, 'two')]),
    );
    const elsewhere = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      Promise.resolve(membership.letterCode(tx, 'one')),
    );
    expect(codes[0]).toMatch(/^gaoping\.[a-p]{32}$/);
    expect(new Set([...codes, elsewhere.replace('zhanjiang', 'gaoping')]).size).toBe(3);
  });

  it('GP-7a the member is told the last day with the number of the letter; staff see it on the term', async () => {
    const person = await registered(office, clerk, { name: '赵多多' });
    const term = await appointed(person, 'letter-3');
    const [notice] = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(notices).find({ noticeKey: `membership.begun:${term}` }),
    );
    const said = await open.app.gate.transaction(GAOPING, (tx) =>
      notice === undefined ? Promise.resolve(null) : sayNotice(tx, notice),
    );
    expect(said?.text).toContain('聘期到2029年10月12日');
    expect(said?.text).toContain('聘书编号：PS2026-');
    expect((await oneOf(term)).term.lastDay).toBe('2029-10-12');
  });
});

describe('ZJ-20 a renewal', () => {
  it('B-18, ZJ-19 given a running term, then the next one begins the day after it', async () => {
    const expert = await open.member(ZHANJIANG, 'clerk');
    const pool = bureauOf(open, expert);
    const person = await registered(pool, expert, { name: '续任专家' });
    const input = {
      person,
      roster: 'experts',
      route: 'openCall',
      category: '药学',
      application: 'renewal-1',
    };
    await pool.done(SYSTEM, membership.appointMember, input);
    open.clock.set('2029-09-20T10:00:00+08:00');
    const again = { ...input, application: 'renewal-2' };
    expect(await pool.perform(SYSTEM, membership.appointMember, again)).toMatchObject({
      reason: { code: 'membership.already-member' },
    });
    const [event] = await pool.done(SYSTEM, membership.appointMember, {
      ...again,
      startsOn: '2029-10-13',
    });
    expect(event).toMatchObject({ startsOn: '2029-10-13', lastDay: '2032-10-13' });
    // decided late, it begins on the day of the decision
    open.clock.set('2032-11-01T10:00:00+08:00');
    await pool.done(SYSTEM, membership.lapseEndedTerms, {});
    const late = { ...input, application: 'renewal-3', startsOn: '2032-10-14' };
    expect(await pool.done(SYSTEM, membership.appointMember, late)).toMatchObject([
      { startsOn: '2032-11-01' },
    ]);
  });
});

const NUMBER = citizenOf('1980-03-15');
const GROUND = { ground: '擅自对外透露检查对象', reason: '已谈话核实，情节较重' };

describe('ZJ-18a removed from the expert pool', () => {
  let leader: StaffActor;
  let staff: StaffActor;
  let pool: Bureau;
  let person: string;
  let term: string;
  beforeAll(async () => {
    open.clock.set(TODAY);
    leader = await open.member(ZHANJIANG, 'leader');
    staff = await open.member(ZHANJIANG, 'clerk');
    pool = bureauOf(open, staff);
    person = await registered(pool, staff, {
      name: '被移出者',
      citizenNumber: NUMBER,
      phone: '13800138001',
    });
    const enrolling = { person, category: '药学' };
    const [invited] = await pool.done(staff, membership.enrollExpert, enrolling);
    if (invited.type !== 'membership.enrolled') throw new Error(invited.type);
    term = invited.term;
    const chat = follower('removed', { person });
    await pool.done(chat, membership.giveExpertConsent, { term, version: '2026-1' });
  });

  const barred = (bureau: BureauId, number: string) =>
    open.app.gate.transaction(bureau, (tx) => isBarred(tx, number));

  it('is the leader’s alone, with a ground and a reason', async () => {
    const input = { term, ...GROUND };
    expect(await pool.perform(staff, membership.barPerson, input)).toMatchObject({
      kind: 'denied',
    });
    expect(
      await pool.perform(leader, membership.barPerson, { ...input, ground: '' }),
    ).toMatchObject({ kind: 'denied', because: { why: 'malformed' } });
  });

  it('needs the citizen number, which is what the bar follows', async () => {
    const unknown = await registered(pool, staff, { name: '无号码者' });
    const enrolling = { person: unknown, category: '药学' };
    const [invited] = await pool.done(staff, membership.enrollExpert, enrolling);
    if (invited.type !== 'membership.enrolled') throw new Error(invited.type);
    expect(
      await pool.perform(leader, membership.barPerson, { term: invited.term, ...GROUND }),
    ).toMatchObject({ reason: { code: 'membership.number-unknown' } });
  });

  it('C-09 given a draft measure outside the demonstration, then nobody can be removed', async () => {
    const real = await openApp({
      bureaus: demoBureaus((_name, text) => text.replace('demonstration: true', '')),
    });
    try {
      const at = await real.member(ZHANJIANG, 'clerk', 'leader');
      const bureau = bureauOf(real, at);
      const expert = await bureau.expert(['药学']);
      const input = { term: expert.term, ...GROUND };
      const outcome = await bureau.perform(at, membership.barPerson, input);
      expect(outcome).toMatchObject({ reason: { code: 'membership.draft-measure' } });
      const sentence =
        outcome.kind === 'refused' ? membership.membershipContext.refuse(outcome.reason) : '';
      expect(sentence).toContain('还是征求意见稿');
    } finally {
      await real.close();
    }
  });

  it('ZJ-18a ends the term at once, says why and whom to ask', async () => {
    expect(await barred(ZHANJIANG, NUMBER)).toBe(false);
    const events = await pool.done(leader, membership.barPerson, { term, ...GROUND });
    expect(events.map(({ type }) => type)).toEqual(['membership.barred', 'membership.removed']);
    expect(JSON.stringify(events.map((event) => ({ ...event, private: null })))).not.toContain(
      '透露',
    );

    const said = await open.app.gate.transaction(ZHANJIANG, async (tx) => {
      const [notice] = await tx.table(notices).find({ noticeKey: `membership.removed:${term}` });
      return notice === undefined ? null : sayNotice(tx, notice);
    });
    expect(said?.text).toContain('您已被移出专家库');
    expect(said?.text).toContain('事由：擅自对外透露检查对象');
    expect(said?.text).toContain('分管领导');
    expect(await pool.perform(leader, membership.barPerson, { term, ...GROUND })).toMatchObject({
      reason: { code: 'membership.not-removable', status: 'removed' },
    });
  });

  it('B-17 given another phone and WeChat, then the citizen number alone keeps them out', async () => {
    expect(await barred(ZHANJIANG, NUMBER)).toBe(true);
    // another bureau knows nothing of it, another number is another person
    expect(await barred(GAOPING, NUMBER)).toBe(false);
    expect(await barred(ZHANJIANG, citizenOf('1980-03-16'))).toBe(false);

    // the old record no longer says who it was; a new one comes with another phone
    await pool.done(staff, people.correctPerson, {
      person,
      particulars: { name: '被移出者' },
      expectVersion: 1,
    });
    const fresh = { name: '换号再来', citizenNumber: NUMBER, phone: '13900139002' };
    const another = await registered(pool, staff, fresh);
    const again = await pool.perform(staff, membership.enrollExpert, {
      person: another,
      category: '药学',
    });
    expect(again).toMatchObject({ reason: { code: 'membership.barred' } });
    const appointment = {
      person: another,
      roster: 'experts',
      route: 'openCall',
      category: '药学',
      application: 'barred-1',
    };
    expect(await pool.perform(SYSTEM, membership.appointMember, appointment)).toMatchObject({
      reason: { code: 'membership.barred' },
    });
  });

  it('C-08 a supervisor is not barred this way', async () => {
    const chief = await open.member(GAOPING, 'leader');
    const known = await registered(office, clerk, { name: '监督员某' });
    const supervised = await appointed(known, 'letter-bar');
    const input = { term: supervised, ...GROUND };
    expect(await office.perform(chief, membership.barPerson, input)).toMatchObject({
      reason: { code: 'membership.no-bar', roster: 'supervisors' },
    });
  });
});

describe('GP-2b consent withdrawn', () => {
  const consentsOf = (person: string) =>
    open.app.gate.transaction(GAOPING, (tx) => people.consentsOf(tx, person));

  it('GP-2b given a consent, then its giver may take it back at any time, and both stay on record', async () => {
    const person = await registered(office, clerk, { name: '同意者' });
    const self = follower('consenting', { person });
    await office.done(self, people.giveConsent, { person, text: 'publication', version: '2026-1' });
    const withdrawing = { person, text: 'publication' };
    const stranger = follower('stranger', { person: 'somebody-else' });
    expect(await office.perform(stranger, people.withdrawConsent, withdrawing)).toMatchObject({
      kind: 'denied',
    });
    open.clock.set('2026-11-01T10:00:00+08:00');
    expect(await office.done(self, people.withdrawConsent, withdrawing)).toMatchObject([
      { text: 'publication', version: '2026-1' },
    ]);
    expect(await consentsOf(person)).toMatchObject([
      {
        text: 'publication',
        version: '2026-1',
        givenAt: new Date(TODAY),
        withdrawnAt: new Date('2026-11-01T10:00:00+08:00'),
      },
    ]);
    expect(await office.perform(self, people.withdrawConsent, withdrawing)).toMatchObject({
      reason: { code: 'people.no-consent' },
    });
    const consenting = await open.app.gate.transaction(GAOPING, (tx) =>
      people.consentingTo(tx, 'publication'),
    );
    expect(consenting.has(person)).toBe(false);
  });
});
