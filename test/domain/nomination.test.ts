import { describe, expect, it } from 'vitest';
import { parseCitizenNumber, type Day } from '../../domain/index.ts';
import type { Term } from '../../domain/membership/index.ts';
import { limitWords } from '../../domain/nomination/rules-conditions.ts';
import { receiptWords } from '../../domain/nomination/notice-wording.ts';
import { refuse } from '../../domain/nomination/wording.ts';
import { citizenOf } from '../support/people.ts';
import { form1Of } from '../support/applying.ts';
import {
  GP,
  ZJ,
  callOf,
  entryWith,
  hand,
  handExpert,
  refusalIn,
  submitted,
} from '../support/nominating.ts';

describe('ages (GP-4.1b, ZJ-6.5a, A-01, A-02)', () => {
  it.each([
    ['B-01', '2001-10-12', 25, []],
    ['B-02', '2001-10-13', 24, ['age']],
    ['B-03', '1955-10-13', 70, []],
    ['B-03', '1955-10-12', 71, ['age']],
  ])('%s GP-4.1b born %s, confirmed 2026-10-12: %i, exceptions %j', (_id, birth, age, marked) => {
    const event = submitted(hand({ citizenNumber: citizenOf(birth) }));
    expect([event.age, event.exceptions]).toEqual([age, marked]);
  });

  it.each([
    ['1965-10-13', 60, []],
    ['1965-10-12', 61, ['age']],
  ])('B-04 ZJ-6.5a born %s is %i on 2026-10-12: exceptions %j', (birth, age, marked) => {
    const open = callOf('experts', { cutOffDay: '2026-10-12' as Day });
    const event = submitted(handExpert({ citizenNumber: citizenOf(birth) }, { facts: { open } }));
    expect([event.age, event.exceptions]).toEqual([age, marked]);
  });

  it('A-01 without a call the day of confirming counts: the same person is in a day later', () => {
    const citizenNumber = citizenOf('2001-10-13');
    expect(submitted(hand({ citizenNumber }, { day: '2026-10-13' })).exceptions).toEqual([]);
  });

  it('A-01 B-01 within a call the cut-off day counts, the same for all', () => {
    const facts = { open: callOf('supervisors') };
    const citizenNumber = citizenOf('2001-10-12');
    const event = submitted(hand({ citizenNumber }, { facts, day: '2026-10-20' }));
    expect(event).toMatchObject({ age: 24, referenceDay: '2026-10-10', exceptions: ['age'] });
  });

  it('A-02 a hard limit refuses in words; a measure without ages asks for none', () => {
    const value = { min: null, max: 60, inclusive: true, soft: false, extendTo: null };
    const hard = entryWith(GP, 'supervisors', { age: { value, clause: 'x1' } });
    const old = { citizenNumber: citizenOf('1965-10-12') };
    const refusal = refusalIn(hand(old, { policy: hard }));
    expect(refusal).toMatchObject({ code: 'nomination.age-outside', age: 61, limits: '60岁以下' });
    expect(limitWords(value)).toBe('60岁以下');
    const none = entryWith(GP, 'supervisors', { age: { value: null, clause: 'x1' } });
    expect(submitted(hand(old, { policy: none })).exceptions).toEqual([]);
  });

  it('GP-4.1b a soft limit never rejects: the receipt says that staff decide', () => {
    const words = receiptWords(submitted(hand({ citizenNumber: citizenOf('1950-01-01') })));
    expect(words).toContain('编号SQ2026-0001');
    expect(words).toContain('由工作人员研究决定');
    expect(words).toContain('2026年10月19日前');
  });
});

describe('the way in (GP-2a, GP-5, ZJ-7.1, A-04)', () => {
  const unit = { recommendedBy: { unit: '高平市总工会', contact: '张主任' } };
  const letter = { pieces: [{ attachment: 'l1', role: 'recommendation' }] };

  it('GP-5.4 A-04 taken all year: no call running makes it a self-nomination', () => {
    expect(submitted(hand())).toMatchObject({ route: 'selfNomination', campaign: null });
  });

  it('GP-2a GP-5.1 A-04 while a call is open the route is the call, whatever was said', () => {
    const facts = { open: callOf('supervisors') };
    expect(submitted(hand({}, { facts }))).toMatchObject({ route: 'openCall', campaign: 'c1' });
  });

  it('GP-5.3 a recommendation needs its letter, at any time of the year', () => {
    expect(refusalIn(hand(unit))).toEqual({ code: 'nomination.letter-missing' });
    expect(submitted(hand({ ...unit, ...letter })).route).toBe('recommendation');
  });

  it('ZJ-7.1 experts apply within a call only, by themselves or through a unit', () => {
    const none = { facts: { open: null } };
    expect(refusalIn(handExpert({}, none))).toEqual({
      code: 'nomination.no-call',
      roster: 'experts',
    });
    expect(refusalIn(handExpert(unit, none))).toMatchObject({ code: 'nomination.no-call' });
    expect(submitted(handExpert()).route).toBe('openCall');
    const pieces = [
      { attachment: 'photo-1', role: 'photo' },
      { attachment: 'paper-1', role: 'paper' },
      { attachment: 'l1', role: 'recommendation' },
    ];
    expect(submitted(handExpert({ ...unit, pieces })).route).toBe('recommendation');
    expect(refusalIn(handExpert(unit))).toEqual({ code: 'nomination.letter-missing' });
  });

  it('GP-5.1 the call closed meanwhile: said so, and kept as a self-nomination where one agrees', () => {
    const facts = { begun: callOf('supervisors') };
    const late = { facts, day: '2026-11-01' };
    const refusal = refusalIn(hand({ campaign: 'c1' }, late));
    expect(refusal).toMatchObject({ code: 'nomination.call-closed', canKeep: true });
    expect(refusal === null ? '' : refuse(refusal)).toContain('2026年10月31日 17:30截止');
    const kept = submitted(hand({ campaign: 'c1', keepAsSelf: true }, late));
    expect(kept).toMatchObject({ route: 'selfNomination', campaign: null });
    expect(kept.referenceDay).toBe('2026-11-01');
  });

  it('GP-5.1 ZJ-7.1 a roster without self-nominations cannot keep it, and says the draft stays', () => {
    const facts = { open: null, begun: callOf('experts') };
    const late = { facts, day: '2026-11-01' };
    const refusal = refusalIn(handExpert({ campaign: 'c1', keepAsSelf: true }, late));
    expect(refusal).toMatchObject({ code: 'nomination.call-closed', canKeep: false });
    expect(refusal === null ? '' : refuse(refusal)).toContain('您填的内容都还在');
  });
});

describe('who may apply', () => {
  const term = (over: Partial<Term>): Term => ({
    id: 't1',
    person: 'p1',
    roster: 'experts',
    route: 'openCall',
    category: '临床医护',
    furtherCategories: [],
    speciality: '',
    status: 'active',
    startsOn: '2023-12-01' as Day,
    lastDay: '2026-12-01' as Day,
    letterNumber: null,
    application: 'a0',
    ...over,
  });

  it('ZJ-20 a member applies again within the last sixty days of the term, not before', () => {
    const facts = { terms: [term({})], open: callOf('experts') };
    expect(refusalIn(handExpert({}, { facts, day: '2026-10-01' }))).toEqual({
      code: 'nomination.already-member',
      roster: 'experts',
    });
    expect(handExpert({}, { facts, day: '2026-10-02' }).ok).toBe(true);
  });

  it('B-18 ZJ-20 whose term has lapsed may apply', () => {
    const facts = { terms: [term({ status: 'lapsed' })], open: callOf('experts') };
    expect(handExpert({}, { facts }).ok).toBe(true);
  });

  it('B-17 ZJ-18a who was removed may not, and is told why and whom to ask', () => {
    const refusal = refusalIn(handExpert({}, { facts: { isBarred: true } }));
    expect(refusal).toEqual({ code: 'nomination.barred', roster: 'experts' });
    expect(refusal === null ? '' : refuse(refusal)).toMatch(/不得重新申报.*人工/u);
  });

  it('one person, one open application; only the own chat is told its number', () => {
    const pending = (own: boolean) => ({ facts: { pending: { number: 'SQ2026-0001', own } } });
    expect(refusalIn(hand({}, pending(true)))).toMatchObject({ number: 'SQ2026-0001' });
    expect(refusalIn(hand({}, pending(false)))).toMatchObject({ number: null });
  });

  it('GP-4.1a ZJ-6.1a citizens only: by nationality, and by the kind of number', () => {
    const not = { code: 'nomination.not-citizen' };
    expect(refusalIn(handExpert({ form1: form1Of({ nationality: '加拿大' }) }))).toEqual(not);
    // a foreigner's permanent residence card: well-formed, beginning with 9
    const card = Array.from('0123456789X')
      .map((last) => `91109919850315005${last}`)
      .find((number) => parseCitizenNumber(number).ok);
    expect(refusalIn(hand({ citizenNumber: card }))).toEqual(not);
    expect(refusalIn(hand())).toBeNull();
  });

  it('GP-4.0 A-19 institution staff may apply, other groups too; staff of the bureau may not', () => {
    expect(hand({ sourceGroups: ['定点医药机构人员', '退休工人'] }).ok).toBe(true);
    expect(refusalIn(hand({ sourceGroups: ['参保群众', '医保经办机构工作人员'] }))).toEqual({
      code: 'nomination.excluded-group',
      group: '医保经办机构工作人员',
    });
    expect(refusalIn(hand({ sourceGroups: [] }))).toEqual({ code: 'nomination.group-missing' });
  });

  it('GP-4.5 A-03 professional knowledge is preferred, not required; a measure may require it', () => {
    expect(hand({ skills: [] }).ok).toBe(true);
    const profession = { value: 'required', clause: 'GP-4.5' } as const;
    const policy = entryWith(GP, 'supervisors', { profession });
    expect(refusalIn(hand({ skills: [] }, { policy }))).toEqual({
      code: 'nomination.profession-missing',
    });
  });

  it('GP-2a a bureau without the roster takes no applications for it', () => {
    expect(refusalIn(hand({}, { policy: ZJ }))).toEqual({
      code: 'nomination.not-open',
      roster: 'supervisors',
    });
  });
});

describe('what is promised and agreed to', () => {
  it('GP-2b GP-6.2 GP-14.2 consent and declarations are kept as they were read', () => {
    const { snapshot } = submitted(hand()).private;
    const entry = GP.rosters.supervisors?.entry;
    expect(snapshot.consentText).toBe(entry?.consent.value.text);
    expect(snapshot.declarationTexts).toHaveLength(4);
    expect(snapshot.publicationText).toBe('');
  });

  it('GP-2b consent to an older text is not consent to this one', () => {
    expect(refusalIn(hand({ consent: '2020-1' }))).toEqual({ code: 'nomination.consent-outdated' });
  });

  it('GP-4.2 GP-4.3 GP-4.4 every declaration is ticked, or named in the refusal', () => {
    const refusal = refusalIn(hand({ declarations: ['truth'] }));
    const words = refusal === null ? '' : refuse(refusal);
    expect(words).toContain('保守秘密');
    expect(words).toContain('关心、支持医疗保障事业');
    expect(words).toContain('我的身体状况和能力适合做社会监督工作');
  });

  it('ZJ-6.1b ZJ-6.2 ZJ-6.4 the declarations of experts, each named when it is missing', () => {
    const refusal = refusalIn(handExpert({ declarations: ['fit', 'truth'] }));
    const words = refusal === null ? '' : refuse(refusal);
    expect(words).toContain('政治立场坚定');
    expect(words).toContain('熟悉湛江市医疗保障工作');
    expect(words).toContain('无违法、违规、违纪等不良记录');
  });

  it('A-37 where candidates are shown in public the consent to it is needed, elsewhere it is free', () => {
    expect(refusalIn(handExpert({ publication: null }))).toEqual({
      code: 'nomination.publication-missing',
    });
    expect(hand({ publication: null }).ok).toBe(true);
    expect(submitted(hand({ publication: '2026-1' })).private.snapshot.publicationText).toContain(
      '公开',
    );
    expect(refusalIn(hand({ publication: '2020-1' }))).toEqual({
      code: 'nomination.consent-outdated',
    });
  });

  it('B-25 the values of the day are noted once and named in the application', () => {
    const first = hand();
    const event = submitted(first);
    expect(first.ok ? first.value.map(({ type }) => type) : []).toEqual([
      'nomination.submitted',
      'nomination.terms-noted',
    ]);
    const again = hand({}, { facts: { noted: [event.terms] } });
    expect(again.ok ? again.value : []).toHaveLength(1);
    const age = { value: null, clause: 'x1' };
    const other = submitted(hand({}, { policy: entryWith(GP, 'supervisors', { age }) }));
    expect(other.terms).not.toBe(event.terms);
  });

  it('a deadline in a year without a published calendar says so', () => {
    const event = submitted(hand({}, { day: '2026-12-29' }));
    expect(event.unpublished).toEqual([2027]);
    expect(receiptWords(event)).toContain('国务院办公厅尚未公布2027年放假安排');
  });
});
