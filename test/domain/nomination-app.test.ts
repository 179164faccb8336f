import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  actionNamed,
  nomination,
  people,
  type FollowerActor,
  type StaffActor,
} from '../../domain/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import { nominationContext } from '../../domain/nomination/index.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { GAOPING, SYSTEM, ZHANJIANG, openApp, type OpenApp } from '../support/app.ts';
import { citizenOf, follower } from '../support/people.ts';

const NUMBER = citizenOf('1985-03-15');

const form = (over: object = {}) => ({
  application: {
    name: '李梅',
    citizenNumber: `${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`,
    phone: '139 1234 5678',
    employer: '高平市第三中学',
    sourceGroups: ['参保群众'],
    area: '东城街道',
    reason: '想为大家看好医保的钱',
    declarations: ['law', 'care', 'fit', 'truth'],
    consent: '2026-1',
    ...over,
  },
});

describe('自荐, from the chat to the roster', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  let head: StaffActor;
  const li = follower('o-li');

  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
    head = await open.member(GAOPING, 'sectionHead');
  });
  afterEach(() => open.close());

  const apply = async (actor: FollowerActor = li, over: object = {}) => {
    const outcome = await open.app.perform(
      GAOPING,
      nomination.submitApplication,
      form(over),
      actor,
    );
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
    return event;
  };
  const review = (application: string, expectVersion = 1, by = clerk) =>
    open.app.perform(
      GAOPING,
      nomination.reviewApplication,
      { application, expectVersion, conclusion: 'qualified', findings: '符合条件，热心公益' },
      by,
    );
  const decide = (application: string, verdict: string, over: object = {}) =>
    open.app.perform(
      GAOPING,
      nomination.decideApplication,
      { application, expectVersion: 2, verdict, reason: '名额已满，下次优先考虑', ...over },
      head,
    );
  const told = (kind: string) =>
    open.app.gate.transaction(GAOPING, async (tx) =>
      (await tx.table(notices).find({ kind })).map((row) => recipientOf(tx, row)),
    );

  it('GP-6.2 GP-6.4 submitted, reviewed, approved: person, bound chat, and the appointment to follow', async () => {
    const { application, number } = await apply();
    expect(number).toBe('SQ2026-0001');
    await review(application);
    const outcome = await decide(application, 'approve');
    const approved =
      outcome.kind === 'done'
        ? outcome.events.find((e) => e.type === 'nomination.approved')
        : undefined;
    if (approved?.type !== 'nomination.approved') throw new Error(JSON.stringify(outcome));
    await open.app.gate.transaction(GAOPING, async (tx) => {
      const person = await people.findByCitizenNumber(tx, NUMBER);
      expect(person).toMatchObject({
        id: approved.person,
        particulars: { name: '李梅', phone: '13912345678' },
      });
      expect((await people.bindingOfChat(tx, li.identity))?.person).toBe(approved.person);
      const [follow] = await tx.table(followUps).find({ action: 'membership.appoint' });
      expect(tx.vault.open(follow?.input ?? '')).toMatchObject({
        person: approved.person,
        roster: 'supervisors',
        route: 'selfNomination',
        application,
      });
      // the row in the clear carries no name and no number
      expect(JSON.stringify(await tx.table(followUps).find({}))).not.toContain('李梅');
    });
    expect(await told('nomination.approved')).toEqual([{ to: 'chat', identity: li.identity }]);
  });

  it('GP-6.4a the follow-up appoints, and the member cannot apply again', async () => {
    const { application } = await apply();
    await review(application);
    await decide(application, 'approve');
    const [follow] = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(followUps).find({ action: 'membership.appoint' }),
    );
    const done = await actionNamed('membership.appoint')?.with((action) =>
      open.app.perform(
        GAOPING,
        action,
        open.app.vaultOf(GAOPING).open(follow?.input ?? ''),
        SYSTEM,
      ),
    );
    expect(done).toMatchObject({ kind: 'done' });
    const again = await open.app.perform(GAOPING, nomination.submitApplication, form(), li);
    expect(again).toMatchObject({ reason: { code: 'nomination.already-member' } });
  });

  it('GP-6.3 a refused applicant is told in chat, and reads the reason under 进度', async () => {
    const { application } = await apply();
    await review(application);
    await decide(application, 'refuse');
    expect(await told('nomination.refused')).toEqual([{ to: 'chat', identity: li.identity }]);
    const own = await open.app.ask(GAOPING, nomination.ownApplications, {}, li);
    expect(own).toMatchObject({ value: [{ words: '未获聘任', reason: '名额已满，下次优先考虑' }] });
    const other = await open.app.ask(GAOPING, nomination.ownApplications, {}, follower('o-else'));
    expect(other).toMatchObject({ value: [] });
    expect((await apply()).number).toBe('SQ2026-0002');
  });

  it('one person, one open application, whatever the chat and however the number is typed', async () => {
    await apply();
    const stranger = follower('o-else');
    const again = await open.app.perform(GAOPING, nomination.submitApplication, form(), stranger);
    expect(again).toMatchObject({ reason: { code: 'nomination.already-applied', number: null } });
  });

  it('C-10 staff enter an application from paper: same numbering, scans kept, applicant telephoned', async () => {
    await apply();
    const paper = {
      ...form({ name: '王建国', citizenNumber: citizenOf('1960-01-01') }),
      source: 'visit',
      scans: ['s1'],
    };
    const outcome = await open.app.perform(GAOPING, nomination.enterApplication, paper, clerk);
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
    expect(event).toMatchObject({ number: 'SQ2026-0002', source: 'visit', scans: ['s1'] });
    await review(event.application);
    await decide(event.application, 'approve');
    expect(await told('nomination.call-applicant')).toEqual([
      { to: 'liaison', roster: 'supervisors' },
    ]);
  });

  it('F22 two save at once: the second is refused and nothing is overwritten', async () => {
    const { application } = await apply();
    await review(application);
    expect(await review(application)).toMatchObject({
      reason: { code: 'nomination.changed-meanwhile' },
    });
  });

  it('C-05 GP-3 a clerk does not decide, nor does the reviewer', async () => {
    const { application } = await apply();
    const denied = await open.app.perform(
      GAOPING,
      nomination.decideApplication,
      { application, expectVersion: 1, verdict: 'approve' },
      clerk,
    );
    expect(denied).toMatchObject({ kind: 'denied' });
    await review(application, 1, head);
    expect(await decide(application, 'approve')).toMatchObject({
      reason: { code: 'nomination.same-person' },
    });
  });

  it('masked in the list and on the page; a reveal needs a reason and lasts two minutes', async () => {
    const { application } = await apply();
    const list = await open.app.ask(GAOPING, nomination.listApplications, { search: '李' }, clerk);
    expect(list).toMatchObject({
      value: {
        total: 1,
        rows: [
          {
            snapshot: { citizenNumber: '659099********' + NUMBER.slice(-4), phone: '139****5678' },
          },
        ],
      },
    });
    expect(JSON.stringify(list)).not.toContain('o-li');
    const bare = { application, field: 'phone', reason: '' };
    expect(
      await open.app.perform(GAOPING, nomination.revealApplicationField, bare, clerk),
    ).toMatchObject({
      because: { why: 'malformed' },
    });
    const outcome = await open.app.perform(
      GAOPING,
      nomination.revealApplicationField,
      { ...bare, reason: '电话核对材料' },
      clerk,
    );
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'nomination.revealed') throw new Error(JSON.stringify(outcome));
    const params = { reveal: event.reveal };
    const read = (actor: StaffActor) =>
      open.app.ask(GAOPING, nomination.revealedApplicationValue, params, actor);
    expect(await read(clerk)).toMatchObject({ value: { value: '13912345678' } });
    expect(await read(head)).toMatchObject({ value: null });
    open.clock.set(new Date(open.clock.now().getTime() + 121_000));
    expect(await read(clerk)).toMatchObject({ value: null });
  });

  it('an application is found by number, filtered by state, and never by another bureau', async () => {
    await apply();
    const found = (params: object) =>
      open.app.ask(GAOPING, nomination.listApplications, params, clerk);
    expect(await found({ search: 'sq2026-0001' })).toMatchObject({ value: { total: 1 } });
    expect(await found({ states: ['approved'] })).toMatchObject({ value: { total: 0 } });
    const foreign = await open.member(ZHANJIANG, 'clerk');
    expect(await open.app.ask(ZHANJIANG, nomination.listApplications, {}, foreign)).toMatchObject({
      value: { total: 0 },
    });
  });

  it('PIPL 15 the applicant may take it back, nobody else', async () => {
    const { application } = await apply();
    const withdraw = (actor: FollowerActor) =>
      open.app.perform(GAOPING, nomination.withdrawApplication, { application }, actor);
    expect(await withdraw(follower('o-else'))).toMatchObject({
      reason: { code: 'nomination.unknown' },
    });
    expect(await withdraw(li)).toMatchObject({ kind: 'done' });
    expect((await apply()).number).toBe('SQ2026-0002');
  });

  it('an application untouched for five working days falls due, and again after a review', async () => {
    const { application } = await apply();
    const due = async (now: string) => {
      open.clock.set(now);
      return open.app.gate.transaction(GAOPING, async (tx) =>
        nominationContext.deadlines(tx, await open.app.world(tx, nomination.NOMINATION)),
      );
    };
    expect(await due('2026-10-19T17:00:00+08:00')).toEqual([]);
    const [first] = await due('2026-10-19T17:31:00+08:00');
    expect(first).toMatchObject({
      subject: 'application',
      number: 'SQ2026-0001',
      audience: 'office',
    });
    await review(application);
    expect(await due('2026-10-20T10:00:00+08:00')).toEqual([]);
    const [second] = await due('2026-10-30T10:00:00+08:00');
    expect(second?.key).not.toBe(first?.key);
  });
});
