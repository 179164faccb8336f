import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membership, people } from '../../domain/index.ts';
import { say } from '../../domain/membership/wording.ts';
import { notices } from '../../domain/notices/index.ts';
import { offers } from '../../domain/exchange/tables.ts';
import { activeMembers } from '../../domain/membership/index.ts';
import type { Day, StaffActor } from '../../domain/index.ts';
import { GAOPING, openApp, SYSTEM, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { bureauOf, type Bureau } from '../support/experts.ts';
import { follower } from '../support/people.ts';

let open: OpenApp;
let clerk: StaffActor;
let bureau: Bureau;
beforeAll(async () => {
  open = await openApp({ seed: 'membership' });
  clerk = await open.member(ZHANJIANG, 'clerk');
  bureau = bureauOf(open, clerk);
});
afterAll(() => open.close());

const registered = async (name: string): Promise<string> => {
  const input = { source: 'visit', particulars: { name } };
  const [event] = await bureau.done(clerk, people.registerPerson, input);
  if (event.type !== 'people.registered') throw new Error(event.type);
  return event.person;
};

const appointment = (person: string, application: string) => ({
  person,
  roster: 'experts',
  route: 'openCall',
  category: '药学',
  application,
});

describe('ZJ-7.2 an expert by invitation', () => {
  it('is in the pool only after the own consent, which is kept with the text’s version', async () => {
    const person = await registered('王专家');
    const chat = follower('wang', { person });
    const enrolling = { person, category: '药学' };
    const [invited] = await bureau.done(clerk, membership.enrollExpert, enrolling);
    if (invited.type !== 'membership.enrolled') throw new Error(invited.type);
    const { term } = invited;

    const offered = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(offers).find({ target: person }),
    );
    expect(offered).toMatchObject([{ offer: 'expertConsent', params: { term }, state: 'open' }]);
    expect(await membersOn('2026-10-12')).not.toContain(person);

    const stranger = follower('stranger', { person: 'somebody-else' });
    const consenting = { term, version: '2026-1' };
    expect(await bureau.perform(stranger, membership.giveExpertConsent, consenting)).toMatchObject({
      kind: 'refused',
      reason: { code: 'membership.unknown' },
    });

    const [consented] = await bureau.done(chat, membership.giveExpertConsent, consenting);
    expect(consented).toMatchObject({
      startsOn: '2026-10-12',
      lastDay: '2029-10-12',
      version: '2026-1',
    });
    expect(await membersOn('2026-10-12')).toContain(person);
    expect(await bureau.perform(chat, membership.giveExpertConsent, consenting)).toMatchObject({
      reason: { code: 'membership.not-awaiting', status: 'active' },
    });
  });

  it('is not in the pool after a no, and may be invited again', async () => {
    const person = await registered('李专家');
    const enrolling = { person, category: '财务' };
    const [invited] = await bureau.done(clerk, membership.enrollExpert, enrolling);
    if (invited.type !== 'membership.enrolled') throw new Error(invited.type);
    expect(await bureau.perform(clerk, membership.enrollExpert, enrolling)).toMatchObject({
      reason: { code: 'membership.already-invited' },
    });
    const chat = follower('li', { person });
    await bureau.done(chat, membership.declineExpertConsent, { term: invited.term });
    expect(await bureau.perform(clerk, membership.enrollExpert, enrolling)).toMatchObject({
      kind: 'done',
    });
  });

  it.each([
    [
      'A-32, ZJ-6.5b a clinician below deputy senior: only with a reason',
      '临床医护',
      '主治医师',
      '',
      false,
    ],
    [
      'ZJ-6.5b the reason is kept and the entry marked',
      '临床医护',
      '主治医师',
      '全市仅此一位',
      true,
    ],
    ['ZJ-6.5b 副主任医师 is deputy senior', '临床医护', '副主任医师', '', true],
    ['A-32 other categories have no hard rule', '药学', '', '', true],
  ])('%s', async (...[, category, title, titleReason, taken]) => {
    const particulars = { name: '钱专家', title };
    const [known] = await bureau.done(clerk, people.registerPerson, {
      source: 'visit',
      particulars,
    });
    if (known.type !== 'people.registered') throw new Error(known.type);
    const enrolling = { person: known.person, category, titleReason };
    const outcome = await bureau.perform(clerk, membership.enrollExpert, enrolling);
    if (!taken) {
      expect(outcome).toMatchObject({
        reason: { code: 'membership.title-below', least: '副高级' },
      });
      return;
    }
    const below = category === '临床医护' && title === '主治医师';
    expect(outcome).toMatchObject({ kind: 'done', events: [{ belowTitle: below }] });
  });

  it('ZJ-9 is refused a category that is not in the measure', async () => {
    const person = await registered('赵专家');
    const enrolling = { person, category: '风水' };
    expect(await bureau.perform(clerk, membership.enrollExpert, enrolling)).toMatchObject({
      reason: { code: 'membership.no-such-category', category: '风水' },
    });
  });
});

describe('the term', () => {
  it.each([
    ['GP-7a, ZJ-19', '2026-10-12T10:00:00+08:00', '2026-10-12', '2029-10-12'],
    ['B-13', '2024-02-29T10:00:00+08:00', '2024-02-29', '2027-02-28'],
    ['B-14', '2023-10-12T10:00:00+08:00', '2023-10-12', '2026-10-12'],
  ])('%s from %s', async (id, now, startsOn, lastDay) => {
    open.clock.set(now);
    const person = await registered(`聘期${id}`);
    const [event] = await bureau.done(
      SYSTEM,
      membership.appointMember,
      appointment(person, `app-${id}`),
    );
    expect(event).toMatchObject({ startsOn, lastDay });
    open.clock.set('2026-10-12T10:00:00+08:00');
  });

  it('GP-6.4a a supervisor gets a letter with a running number, an expert none', async () => {
    const staff = await open.member(GAOPING, 'clerk');
    const letters: (string | null)[] = [];
    for (const name of ['甲监督', '乙监督']) {
      const input = { source: 'visit', particulars: { name } };
      const made = await open.app.perform(GAOPING, people.registerPerson, input, staff);
      const event = made.kind === 'done' ? made.events[0] : null;
      if (event?.type !== 'people.registered') throw new Error('not registered');
      const appointed = await open.app.perform(
        GAOPING,
        membership.appointMember,
        {
          person: event.person,
          roster: 'supervisors',
          route: 'selfNomination',
          application: `a-${name}`,
        },
        SYSTEM,
      );
      const term = appointed.kind === 'done' ? appointed.events[0] : null;
      if (term?.type === 'membership.appointed') letters.push(term.letterNumber);
    }
    expect(letters).toEqual(['PS2026-0001', 'PS2026-0002']);
  });

  it('one approved application opens one term', async () => {
    const person = await registered('孙专家');
    await bureau.done(SYSTEM, membership.appointMember, appointment(person, 'one'));
    const again = await bureau.perform(
      SYSTEM,
      membership.appointMember,
      appointment(person, 'one'),
    );
    expect(again).toMatchObject({ reason: { code: 'membership.already-appointed' } });
    const other = await bureau.perform(
      SYSTEM,
      membership.appointMember,
      appointment(person, 'two'),
    );
    expect(other).toMatchObject({ reason: { code: 'membership.already-member' } });
    expect(
      await bureau.perform(clerk, membership.appointMember, appointment(person, 'three')),
    ).toMatchObject({ kind: 'denied' });
  });

  it('GP-7d, ZJ-19, B-14, B-18 lapses the day after its last day; may then come again', async () => {
    open.clock.set('2023-10-12T10:00:00+08:00');
    const person = await registered('周专家');
    const [event] = await bureau.done(
      SYSTEM,
      membership.appointMember,
      appointment(person, 'lapsing'),
    );
    if (event.type !== 'membership.appointed') throw new Error(event.type);

    open.clock.set('2026-10-12T23:00:00+08:00');
    const lapsedOn = async () => {
      const outcome = await bureau.perform(SYSTEM, membership.lapseEndedTerms, {});
      return outcome.kind === 'done'
        ? outcome.events.flatMap((one) => ('person' in one ? [one.person] : []))
        : outcome;
    };
    expect(await lapsedOn()).toMatchObject({ reason: { code: 'membership.nothing-due' } });

    open.clock.set('2026-10-13T00:30:00+08:00');
    expect(await lapsedOn()).toContain(person);
    expect(await lapsedOn()).toMatchObject({ reason: { code: 'membership.nothing-due' } });
    const told = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ noticeKey: `membership.lapsed:${event.term}` }),
    );
    expect(told).toHaveLength(1);

    const again = await bureau.perform(
      SYSTEM,
      membership.appointMember,
      appointment(person, 'again'),
    );
    expect(again).toMatchObject({ kind: 'done' });
    open.clock.set('2026-10-12T10:00:00+08:00');
  });
});

describe('C-11 standing unavailability', () => {
  it('is set by the member, seen by staff, and cleared', async () => {
    const { person, term, chat } = await bureau.expert(['法律']);
    const absence = { person, since: '2026-10-14', until: '2026-10-20', by: 'self' };
    const [set] = await bureau.done(chat, membership.setMemberUnavailable, absence);
    if (set.type !== 'membership.unavailable') throw new Error(set.type);
    const seen = await open.app.ask(ZHANJIANG, membership.oneMember, { term }, clerk);
    expect(seen).toMatchObject({ value: { unavailable: [{ since: '2026-10-14' }] } });
    const clearing = { unavailability: set.unavailability };
    const other = follower('x', { person: 'other' });
    expect(await bureau.perform(other, membership.clearMemberUnavailable, clearing)).toMatchObject({
      kind: 'refused',
    });
    await bureau.done(chat, membership.clearMemberUnavailable, clearing);
    const own = await open.app.ask(ZHANJIANG, membership.ownMembership, { person }, chat);
    expect(own).toMatchObject({ value: { unavailable: [] } });
  });

  it.each([
    ['2026-10-20', '2026-10-14', 'membership.days-reversed'],
    ['2026-10-01', '2026-10-11', 'membership.days-over'],
    ['2026-10-14', '2028-10-20', 'membership.days-too-long'],
  ])('refuses %s to %s', async (since, until, code) => {
    const { person, chat } = await bureau.expert(['法律']);
    const absence = { person, since, until, by: 'self' };
    expect(await bureau.perform(chat, membership.setMemberUnavailable, absence)).toMatchObject({
      reason: { code },
    });
  });
});

describe('the list of members', () => {
  it('is searched by name and shown to staff only', async () => {
    const person = await registered('欧阳明远');
    await bureau.done(SYSTEM, membership.appointMember, appointment(person, 'listed'));
    const params = { roster: 'experts', status: 'active', category: '药学', search: '欧阳' };
    const found = await open.app.ask(ZHANJIANG, membership.listMembers, params, clerk);
    expect(found).toMatchObject({ value: { total: 1, rows: [{ name: '欧阳明远' }] } });
    const chat = follower('ouyang', { person });
    expect(await open.app.ask(ZHANJIANG, membership.listMembers, {}, chat)).toMatchObject({
      kind: 'denied',
    });
  });
});

describe('what a member reads', () => {
  it.each([
    [
      'membership.begun',
      { roster: 'supervisors', lastDay: '2029-10-12', letterNumber: 'PS2026-0001' },
    ],
    ['membership.invited', { term: 't', category: '药学' }],
    ['membership.lapsed', { roster: 'experts', lastDay: '2026-10-12' }],
  ])('%s in at most six short lines that say what to answer', (kind, params) => {
    const said = say(kind, params);
    expect(said?.text.split('\n').length).toBeLessThanOrEqual(6);
    expect(said?.text).toMatch(/回复|申请/);
    expect(said?.text).not.toMatch(/undefined|null/);
  });
});

async function membersOn(day: string): Promise<readonly string[]> {
  const active = await open.app.gate.transaction(ZHANJIANG, (tx) =>
    activeMembers(tx, 'experts', day as Day),
  );
  return active.map(({ person }) => person);
}
