import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  actionNamed,
  membership,
  nomination,
  people,
  type FollowerActor,
  type StaffActor,
} from '../../domain/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import { nominationContext } from '../../domain/nomination/index.ts';
import { notices, recipientOf } from '../../domain/notices/index.ts';
import { GAOPING, SYSTEM, ZHANJIANG, openApp, type OpenApp } from '../support/app.ts';
import { applicationNow, applicationOf, applied, passedReview } from '../support/applying.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { GP, entryWith } from '../support/nominating.ts';
import { citizenOf, follower } from '../support/people.ts';

const NUMBER = citizenOf('1985-03-15');

/** The follow-ups that wait, performed as the runner does. */
const settle = async (open: OpenApp): Promise<void> => {
  const waiting = await open.app.gate.transaction(GAOPING, (tx) =>
    tx.table(followUps).find({ action: 'membership.appoint' }),
  );
  for (const { input } of waiting)
    await actionNamed('membership.appoint')?.with((action) =>
      open.app.perform(GAOPING, action, open.app.vaultOf(GAOPING).open(input), SYSTEM),
    );
};

const typed = `${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`;
const li = follower('o-li');

describe.each(['SQLite', ...(hasServer ? ['MariaDB'] : [])])(
  'from the chat to the roster (%s)',
  (dialect) => {
    let open: OpenApp;
    let drop = (): Promise<void> => Promise.resolve();
    beforeAll(async () => {
      const database = dialect === 'MariaDB' ? await freshDatabase() : null;
      if (database !== null) drop = database.drop;
      open = await openApp(database === null ? {} : { url: database.url });
    });
    afterAll(async () => {
      await open.close();
      await drop();
    });

    it('GP-2a GP-2b GP-6.2 submitted, reviewed, signed, selected, appointed: person, consents, chat and term', async () => {
      const { application, number } = await applied(
        open,
        applicationOf({ citizenNumber: typed, publication: '2026-1' }),
      );
      expect(number).toBe('SQ2026-0001');
      await passedReview(open, { bureau: GAOPING, application, until: 'approved' });
      await settle(open);
      await open.app.gate.transaction(GAOPING, async (tx) => {
        const person = await people.findByCitizenNumber(tx, NUMBER);
        expect(person?.particulars).toMatchObject({ name: '李梅', phone: '13912345678' });
        const id = person?.id ?? '';
        expect((await people.bindingOfChat(tx, li.identity))?.person).toBe(id);
        const consents = await people.consentsOf(tx, id);
        expect(consents.toSorted((a, b) => (a.text < b.text ? -1 : 1))).toMatchObject([
          { text: 'application', version: '2026-1' },
          { text: 'publication', version: '2026-1' },
        ]);
        expect(await membership.membershipsOf(tx, id)).toMatchObject([
          { roster: 'supervisors', route: 'selfNomination', status: 'active', application },
        ]);
        // the row in the clear carries no name and no number
        expect(JSON.stringify(await tx.table(followUps).find({}))).not.toContain('李梅');
      });
      expect(await applicationNow(open, GAOPING, application)).toMatchObject({ state: 'approved' });
    });

    it('ZJ-20 B-18 near its end the member applies again with the last answers; the next term follows the first', async () => {
      open.clock.set('2029-08-20T10:00:00+08:00');
      const member = await open.app.gate.transaction(GAOPING, async (tx) => {
        const person = (await people.findByCitizenNumber(tx, NUMBER))?.id ?? '';
        return { ...li, person };
      });
      const asking = { roster: 'supervisors', person: member.person };
      const start = await open.app.ask(GAOPING, nomination.prefillFor, asking, member);
      expect(start).toMatchObject({
        value: { name: '李梅', citizenNumber: NUMBER, reason: '想为大家看好医保的钱' },
      });
      expect(JSON.stringify(start)).not.toContain('declarations');
      const { application, number } = await applied(open, applicationOf());
      expect(number).toBe('SQ2029-0001');
      await passedReview(open, { bureau: GAOPING, application, until: 'approved' });
      await settle(open);
      const terms = await open.app.gate.transaction(GAOPING, (tx) =>
        membership.membershipsOf(tx, member.person),
      );
      const days = terms.map(({ startsOn, lastDay }) => [startsOn, lastDay]);
      expect(days).toContainEqual(['2026-10-12', '2029-10-12']);
      expect(days).toContainEqual(['2029-10-13', '2032-10-13']);
    });

    it('B-25 GP-16b the measure changes while an application is open: it keeps its values, the office sees both', async () => {
      open.clock.set('2026-10-12T10:00:00+08:00');
      const other = applicationOf({ citizenNumber: citizenOf('1970-02-02', '007') });
      const { application } = await applied(open, other, { chat: 'o-two' });
      const untouchedDays = { value: 9, clause: 'default' };
      const changed = entryWith(GP, 'supervisors', { untouchedDays });
      const clerk = await open.member(GAOPING, 'clerk');
      const view = await open.app.gate.transaction(GAOPING, async (tx) =>
        nomination.oneApplication.read(
          tx,
          { application },
          { ...(await open.app.world(tx, nomination.NOMINATION)), policy: changed },
          clerk,
        ),
      );
      expect(view?.terms.entry.untouchedDays.value).toBe(5);
      expect(view?.termsNow.changed).toEqual(['untouchedDays']);
    });
  },
);

describe('an application in the office', () => {
  let open: OpenApp;
  let clerk: StaffActor;

  beforeEach(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
  });
  afterEach(() => open.close());

  const apply = (over: object = {}, chat = 'o-li') => applied(open, applicationOf(over), { chat });
  const submit = (actor: FollowerActor, over: object = {}) =>
    open.app.perform(
      GAOPING,
      nomination.submitApplication,
      { application: applicationOf(over) },
      actor,
    );
  const told = (kind: string) =>
    open.app.gate.transaction(GAOPING, async (tx) =>
      (await tx.table(notices).find({ kind })).map((row) => recipientOf(tx, row)),
    );

  it('one person, one open application, whatever the chat and however the number is typed', async () => {
    await apply();
    expect(await submit(follower('o-else'), { citizenNumber: typed })).toMatchObject({
      reason: { code: 'nomination.already-applied', number: null },
    });
  });

  it('F1-01 C-10 staff enter an application from paper: same numbering, pieces kept, applicant telephoned', async () => {
    await apply();
    const pieces = [{ attachment: 's1', role: 'paper' }];
    const citizenNumber = citizenOf('1960-01-01');
    const application = applicationOf({ name: '王建国', citizenNumber, pieces });
    const paper = { application, source: 'visit' };
    const outcome = await open.app.perform(GAOPING, nomination.enterApplication, paper, clerk);
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
    expect(event).toMatchObject({ number: 'SQ2026-0002', source: 'visit', pieces });
    const view = await applicationNow(open, GAOPING, event.application);
    expect(view.submittedAt).toEqual(open.clock.now());
    await passedReview(open, {
      bureau: GAOPING,
      application: event.application,
      until: 'approved',
    });
    const liaison = { to: 'liaison', roster: 'supervisors' };
    // selected and appointed: two telephone calls
    expect(await told('nomination.call-applicant')).toEqual([liaison, liaison]);
  });

  it('A-36 a known person keeps one record, and a strange chat does not get it', async () => {
    const particulars = { name: '李梅', citizenNumber: NUMBER, phone: '13800138000' };
    const input = { source: 'visit', particulars };
    await open.app.perform(GAOPING, people.registerPerson, input, clerk);
    const { application } = await apply();
    await passedReview(open, { bureau: GAOPING, application, until: 'approved' });
    await open.app.gate.transaction(GAOPING, async (tx) => {
      expect((await people.findByCitizenNumber(tx, NUMBER))?.particulars.phone).toBe('13800138000');
      expect(await people.bindingOfChat(tx, li.identity)).toBeNull();
    });
    expect(await told('nomination.approved-unbound')).toHaveLength(1);
  });

  it('masked in the list and on the page; a reveal needs a reason and lasts two minutes', async () => {
    const { application } = await apply();
    const list = await open.app.ask(GAOPING, nomination.listApplications, { search: '李' }, clerk);
    expect(list).toMatchObject({
      value: { total: 1, rows: [{ snapshot: { phone: '139****5678' } }] },
    });
    expect(JSON.stringify(list)).not.toContain(NUMBER);
    expect(JSON.stringify(list)).not.toContain('o-li');
    const bare = { application, field: 'phone', reason: '' };
    const ask = (reason: string) =>
      open.app.perform(GAOPING, nomination.revealApplicationField, { ...bare, reason }, clerk);
    expect(await ask('')).toMatchObject({ because: { why: 'malformed' } });
    const outcome = await ask('电话核对材料');
    const event = outcome.kind === 'done' ? outcome.events[0] : null;
    if (event?.type !== 'nomination.revealed') throw new Error(JSON.stringify(outcome));
    const params = { reveal: event.reveal };
    const read = () => open.app.ask(GAOPING, nomination.revealedApplicationValue, params, clerk);
    expect(await read()).toMatchObject({ value: { value: '13912345678' } });
    open.clock.set(new Date(open.clock.now().getTime() + 121_000));
    expect(await read()).toMatchObject({ value: null });
  });

  it('found by number, filtered by roster, state and campaign, and never by another bureau', async () => {
    await apply();
    const found = async (params: object) => {
      const listing = await open.app.ask(GAOPING, nomination.listApplications, params, clerk);
      return listing.kind === 'found' ? listing.value.total : -1;
    };
    expect(await found({ search: 'sq2026-0001' })).toBe(1);
    expect(await found({ states: ['approved'] })).toBe(0);
    expect(await found({ roster: 'experts' })).toBe(0);
    expect(await found({ campaign: 'c9' })).toBe(0);
    const foreign = await open.member(ZHANJIANG, 'clerk');
    expect(await open.app.ask(ZHANJIANG, nomination.listApplications, {}, foreign)).toMatchObject({
      value: { total: 0 },
    });
  });

  it('PIPL 15 the applicant may take it back at any state, nobody else', async () => {
    const { application } = await apply();
    await passedReview(open, { bureau: GAOPING, application, until: 'selected' });
    const withdraw = (actor: FollowerActor) =>
      open.app.perform(GAOPING, nomination.withdrawApplication, { application }, actor);
    expect(await withdraw(follower('o-else'))).toMatchObject({
      reason: { code: 'nomination.unknown' },
    });
    expect(await withdraw(li)).toMatchObject({ kind: 'done' });
    expect((await apply()).number).toBe('SQ2026-0002');
  });

  it('A-37 the consent to publication is taken back alone: the application goes on', async () => {
    const { application } = await apply({ publication: '2026-1' });
    const input = { application };
    await open.app.perform(GAOPING, nomination.withdrawPublicationConsent, input, li);
    const view = await applicationNow(open, GAOPING, application);
    expect(view).toMatchObject({ state: 'submitted', publication: null });
    expect(view.snapshot.publication).toBe('2026-1');
  });

  it('GP-6.3 the pool in numbers: members and candidates by age, area, group; nobody is ranked', async () => {
    const { application } = await apply();
    await passedReview(open, { bureau: GAOPING, application, until: 'approved' });
    await settle(open);
    const citizenNumber = citizenOf('1958-05-05');
    await apply({ citizenNumber, area: '米山镇', sourceGroups: ['媒体代表'] }, 'o-two');
    const answer = await open.app.ask(
      GAOPING,
      nomination.poolComposition,
      { roster: 'supervisors' },
      clerk,
    );
    if (answer.kind !== 'found') throw new Error('denied');
    const { members, byState, candidates } = answer.value;
    expect(members).toMatchObject({
      total: 1,
    });
    expect(members.ages).toContainEqual({ name: '41至50岁', count: 1 });
    expect(members.ages).toContainEqual({ name: '71岁以上', count: 0 });
    expect(members.groups).toContainEqual({ name: '参保群众', count: 1 });
    // the bureau's own list of areas shows where nobody comes from, too
    expect(members.areas).toContainEqual({ name: '东城街道', count: 1 });
    expect(members.areas).toContainEqual({ name: '米山镇', count: 0 });
    expect(byState.submitted?.ages).toContainEqual({ name: '61至70岁', count: 1 });
    // what is compared carries no name, no score and no place
    for (const one of candidates)
      expect(Object.keys(one).toSorted()).toEqual(
        [
          'application',
          'area',
          'band',
          'category',
          'groups',
          'number',
          'skills',
          'state',
        ].toSorted(),
      );
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
    expect(first).toMatchObject({ subject: 'application', number: 'SQ2026-0001' });
    await passedReview(open, { bureau: GAOPING, application, until: 'reviewed' });
    expect(await due('2026-10-20T10:00:00+08:00')).toEqual([]);
    const [second] = await due('2026-10-30T10:00:00+08:00');
    expect(second?.key).not.toBe(first?.key);
  });

  it('GP-6.3 ZJ-8.2b selected moves the day by which it is handled, too', async () => {
    const { application } = await apply();
    open.clock.set('2026-11-02T10:00:00+08:00');
    await passedReview(open, { bureau: GAOPING, application, until: 'qualified' });
    open.clock.set('2026-11-05T10:00:00+08:00');
    const before = await applicationNow(open, GAOPING, application);
    const leader = await open.member(GAOPING, 'leader');
    const choice = { verdict: 'selected', reason: '热心公益，熟悉基层' };
    const input = { application, expectVersion: before.version, ...choice };
    const chosen = await open.app.perform(GAOPING, nomination.selectApplication, input, leader);
    expect(chosen.kind).toBe('done');
    const after = await applicationNow(open, GAOPING, application);
    expect([before.touchBy, after.touchBy].map((day) => day.toISOString().slice(0, 10))).toEqual([
      '2026-11-09',
      '2026-11-12',
    ]);
  });
});
