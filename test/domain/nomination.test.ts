import { describe, expect, it } from 'vitest';
import { shippedCalendar } from '../../domain/kernel/working-days.ts';
import type { ApplicationInput } from '../../domain/nomination/input.ts';
import {
  NOMINATION,
  type Application,
  type NominationPolicy,
} from '../../domain/nomination/model.ts';
import { decide, type DecisionFacts } from '../../domain/nomination/rules-decision.ts';
import { limitWords, submit, type SubmitFacts } from '../../domain/nomination/rules.ts';
import { receiptWords, refuse } from '../../domain/nomination/wording.ts';
import { GAOPING, ZHANJIANG, demoBureaus } from '../support/app.ts';
import { citizenOf } from '../support/people.ts';

const POLICY = demoBureaus().get(GAOPING)!.section(NOMINATION);
const ENTRY = POLICY.rosters.supervisors!.entry!;
const CHAT = { channel: 'simulator', id: 'o-1' };

const applicant = (over: Partial<ApplicationInput> = {}): ApplicationInput => ({
  name: '李梅',
  citizenNumber: citizenOf('1985-03-15'),
  phone: '13912345678',
  employer: '高平市第三中学',
  institution: null,
  post: '教师',
  sourceGroups: ['参保群众'],
  skills: [],
  area: '东城街道',
  reason: '想为大家看好医保的钱',
  experience: '',
  declarations: ENTRY.declarations.value.map(({ id }) => id),
  consent: ENTRY.consent.value.version,
  ...over,
});

const FREE: SubmitFacts = { isMember: false, open: null, running: 1, identity: CHAT };

const worldAt = (day: string, policy: NominationPolicy = POLICY) => ({
  now: new Date(`${day}T10:00:00+08:00`),
  seed: 'seed',
  bureau: GAOPING,
  calendar: shippedCalendar(),
  policy,
});

const entry = (over: Partial<typeof ENTRY>): NominationPolicy => ({
  ...POLICY,
  rosters: { supervisors: { entry: { ...ENTRY, ...over } } },
});

const hand = (over: Partial<ApplicationInput> = {}, facts = FREE, world = worldAt('2026-10-12')) =>
  submit(facts, { application: applicant(over), source: 'chat', scans: [] }, world);

const submitted = (outcome: ReturnType<typeof submit>) => {
  const event = outcome.ok ? outcome.value[0] : null;
  if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
  return event;
};

describe('ages (GP-4.1b, A-01, A-02)', () => {
  it.each([
    ['B-01', '2001-10-12', 25, false],
    ['B-02', '2001-10-13', 24, true],
    ['B-03', '1955-10-13', 70, false],
    ['B-03', '1955-10-12', 71, true],
  ])('%s born %s, confirmed 2026-10-12: %i, marked for staff: %s', (_id, birth, age, marked) => {
    const event = submitted(hand({ citizenNumber: citizenOf(birth) }));
    expect([event.age, event.ageReview]).toEqual([age, marked]);
  });

  it('A-01 the day of confirming counts: the same person is in a day later', () => {
    const citizenNumber = citizenOf('2001-10-13');
    expect(submitted(hand({ citizenNumber }, FREE, worldAt('2026-10-13'))).ageReview).toBe(false);
  });

  it('B-04 another measure: at most 60, no least age, and a hard limit refuses in words', () => {
    const age = { value: { min: null, max: 60, inclusive: true, soft: true }, clause: 'ZJ-6.5a' };
    const of = (birth: string, limits = age) =>
      hand(
        { citizenNumber: citizenOf(birth) },
        FREE,
        worldAt('2026-10-12', entry({ age: limits })),
      );
    expect(submitted(of('1965-10-13')).ageReview).toBe(false);
    expect(submitted(of('1965-10-12')).ageReview).toBe(true);
    const hard = of('1965-10-12', { ...age, value: { ...age.value, soft: false } });
    expect(hard).toMatchObject({ error: { code: 'nomination.age-outside', age: 61 } });
    expect(limitWords(age.value)).toBe('60岁以下');
  });

  it('GP-4.1b a soft limit never rejects: the receipt says that staff decide', () => {
    const words = receiptWords(submitted(hand({ citizenNumber: citizenOf('1950-01-01') })));
    expect(words).toContain('编号SQ2026-0001');
    expect(words).toContain('由工作人员研究决定');
    expect(words).toContain('2026年10月19日前');
  });
});

describe('what an application needs', () => {
  it('GP-5.4 A-04 taken at any time, numbered, by the route of self-nomination', () => {
    const event = submitted(hand());
    expect(event).toMatchObject({ number: 'SQ2026-0001', route: 'selfNomination' });
  });

  it('GP-2b GP-14.2 the consent text and the declarations are kept as they were read', () => {
    const { snapshot } = submitted(hand()).private;
    expect(snapshot.consentText).toBe(ENTRY.consent.value.text);
    expect(snapshot.declarationTexts).toHaveLength(ENTRY.declarations.value.length);
  });

  it('GP-2b consent to an older text is not consent to this one', () => {
    expect(hand({ consent: '2020-1' })).toMatchObject({
      error: { code: 'nomination.consent-outdated' },
    });
  });

  it('GP-4.2 GP-4.4 every declaration is ticked, or named in the refusal', () => {
    const refused = hand({ declarations: ['law', 'care', 'truth'] });
    if (refused.ok) throw new Error('taken');
    expect(refuse(refused.error)).toContain('我的身体状况和能力适合做社会监督工作');
  });

  it('GP-4.5 A-03 professional knowledge is preferred, not required; a measure may require it', () => {
    expect(hand({ skills: [] }).ok).toBe(true);
    const profession = { value: 'required', clause: 'GP-4.5' } as const;
    const required = hand({ skills: [] }, FREE, worldAt('2026-10-12', entry({ profession })));
    expect(required).toMatchObject({ error: { code: 'nomination.profession-missing' } });
  });

  it('GP-4.0 A-19 institution staff may apply, other groups too; staff of the bureau may not', () => {
    expect(hand({ sourceGroups: ['定点医药机构人员', '退休工人'] }).ok).toBe(true);
    expect(hand({ sourceGroups: ['参保群众', '医保经办机构工作人员'] })).toMatchObject({
      error: { code: 'nomination.excluded-group', group: '医保经办机构工作人员' },
    });
  });

  it('one person, one open application; only the own chat is told its number', () => {
    const own = hand({}, { ...FREE, open: { number: 'SQ2026-0001', own: true } });
    const other = hand({}, { ...FREE, open: { number: 'SQ2026-0001', own: false } });
    expect(own).toMatchObject({
      error: { code: 'nomination.already-applied', number: 'SQ2026-0001' },
    });
    expect(other).toMatchObject({ error: { number: null } });
    expect(hand({}, { ...FREE, isMember: true })).toMatchObject({
      error: { code: 'nomination.already-member' },
    });
  });

  it('a bureau whose measure has no supervisors takes no applications', () => {
    const policy = demoBureaus().get(ZHANJIANG)!.section(NOMINATION);
    expect(hand({}, FREE, worldAt('2026-10-12', policy))).toMatchObject({
      error: { code: 'nomination.not-open' },
    });
  });

  it('a deadline in a year without a published calendar says so', () => {
    const event = submitted(hand({}, FREE, worldAt('2026-12-29')));
    expect(event.unpublished).toEqual([2027]);
    expect(receiptWords(event)).toContain('国务院办公厅尚未公布2027年放假安排');
  });
});

describe('the decision (GP-6.3, C-05)', () => {
  const application = (over: Partial<Application> = {}): Application => ({
    id: 'a1',
    number: 'SQ2026-0001',
    snapshot: submitted(hand()).private.snapshot,
    identity: CHAT,
    source: 'chat',
    scans: [],
    state: 'reviewed',
    age: 41,
    ageReview: false,
    submittedAt: new Date('2026-10-12T02:00:00Z'),
    touchBy: new Date('2026-10-19T09:30:00Z'),
    review: {
      conclusion: 'qualified',
      findings: '符合条件',
      by: 'clerk',
      at: new Date('2026-10-13T02:00:00Z'),
    },
    decision: null,
    version: 2,
    ...over,
  });
  const facts = (over: Partial<DecisionFacts> = {}): DecisionFacts => ({
    application: application(),
    account: 'head',
    person: null,
    isMember: false,
    binding: null,
    ...over,
  });
  const deciding = (verdict: 'approve' | 'refuse', reason = '', of = facts()) =>
    decide(of, { expectVersion: 2, verdict, reason }, worldAt('2026-10-14'));
  const types = (outcome: ReturnType<typeof decide>) =>
    outcome.ok ? outcome.value.map(({ type }) => type) : outcome.error;

  it('GP-2b GP-6.3 an approval makes the person, the consent and the binding together', () => {
    expect(types(deciding('approve'))).toEqual([
      'people.registered',
      'people.consented',
      'people.bound',
      'nomination.approved',
    ]);
  });

  it('A-36 one person, one record: a known person is not made twice, nor given to a strange chat', () => {
    const outcome = deciding('approve', '', facts({ person: 'p9' }));
    expect(types(outcome)).toEqual(['people.consented', 'nomination.approved']);
    expect(outcome).toMatchObject({ value: [{ person: 'p9' }, { person: 'p9', bound: false }] });
  });

  it('the chat of somebody else stays theirs', () => {
    const binding = {
      id: 'b1',
      identity: CHAT,
      person: 'daughter',
      account: null,
      boundAt: new Date('2026-01-01T00:00:00Z'),
      unboundAt: null,
    };
    expect(types(deciding('approve', '', facts({ binding })))).not.toContain('people.bound');
  });

  it('C-05 whoever reviewed does not decide, unless the measure lets one person do both', () => {
    const same = facts({ account: 'clerk' });
    expect(types(deciding('approve', '', same))).toMatchObject({ code: 'nomination.same-person' });
    const policy = entry({ twoPeople: { value: false, clause: 'default' } });
    const input = { expectVersion: 2, verdict: 'approve', reason: '' } as const;
    expect(decide(same, input, worldAt('2026-10-14', policy)).ok).toBe(true);
  });

  it('GP-6.3 nothing is decided unreviewed, and a finding of unqualified is not overruled in passing', () => {
    const bare = facts({ application: application({ review: null, state: 'submitted' }) });
    expect(types(deciding('approve', '', bare))).toMatchObject({ code: 'nomination.not-reviewed' });
    const review = { ...application().review!, conclusion: 'unqualified' as const };
    const unqualified = facts({ application: application({ review }) });
    expect(types(deciding('approve', '', unqualified))).toMatchObject({
      code: 'nomination.not-qualified',
    });
  });

  it('GP-6.3 a refusal has a reason', () => {
    expect(types(deciding('refuse'))).toMatchObject({
      code: 'nomination.reason-missing',
      because: 'refusal',
    });
    expect(types(deciding('refuse', '名额已满，下次优先'))).toEqual(['nomination.refused']);
  });

  it('GP-4.1b B-02 an age outside the range is approved only with a reason', () => {
    const young = facts({ application: application({ ageReview: true, age: 24 }) });
    expect(types(deciding('approve', '', young))).toMatchObject({ because: 'age' });
    expect(types(deciding('approve', '返乡医学生，熟悉情况', young))).toContain(
      'nomination.approved',
    );
  });

  it('F22 the second of two who save is told that something changed', () => {
    const moved = facts({ application: application({ version: 3 }) });
    expect(types(deciding('approve', '', moved))).toEqual({
      code: 'nomination.changed-meanwhile',
      version: 3,
    });
    const done = facts({ application: application({ state: 'approved' }) });
    expect(types(deciding('approve', '', done))).toMatchObject({ code: 'nomination.not-waiting' });
  });
});
