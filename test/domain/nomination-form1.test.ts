import { describe, expect, it } from 'vitest';
import { applicationInput } from '../../domain/nomination/input.ts';
import { employerName } from '../../domain/nomination/rules.ts';
import type { NominationRefusal } from '../../domain/nomination/model-refusals.ts';
import { refuse } from '../../domain/nomination/wording.ts';
import { dayOf, parseCitizenNumber } from '../../domain/index.ts';
import { expertApplicationOf, form1Of } from '../support/applying.ts';
import { citizenOf } from '../support/people.ts';
import {
  ZJ,
  entryWith,
  expert,
  hand,
  handExpert,
  refusalIn,
  submitted,
} from '../support/nominating.ts';

const withForm = (over: object) => refusalIn(handExpert({ form1: form1Of(over) }));
const words = (refusal: NominationRefusal | null): string =>
  refusal === null ? '' : refuse(refusal);
const missing = (...fields: string[]) => ({ code: 'nomination.form-incomplete', fields });

/** The shape's own sentence for one field that cannot be read. */
const fault = (over: object): string => {
  const parsed = applicationInput.safeParse(expertApplicationOf(over));
  return parsed.success ? '' : (parsed.error.issues[0]?.message ?? '');
};

describe('附件1, field by field (F1, ZJ-8.1)', () => {
  it('ZJ-8.1 complete: taken, and kept exactly as confirmed', () => {
    const { snapshot } = submitted(handExpert()).private;
    // but for its one word for one thing
    const form1 = form1Of({ education: '大学本科' });
    expect(snapshot).toMatchObject({ ...expertApplicationOf(), form1 });
    expect(snapshot.declarationTexts).toContain('本人自愿承担提供虚假材料所引发的一切后果。');
  });

  it('F1-07 F1-09 F1-13 one word for one thing, however it came', () => {
    const boxes = { ethnicGroup: '汉', politicalStatus: '党员', education: '本科' };
    expect(submitted(handExpert({ form1: form1Of(boxes) })).private.snapshot.form1).toMatchObject({
      ethnicGroup: '汉族',
      politicalStatus: '中共党员',
      education: '大学本科',
    });
  });

  it('F1-15 ZJ-8.2b a designated institution is named as it is listed', () => {
    const listed = { name: '演示湾中心医院', popularNames: ['中心医院'], formerNames: [] };
    expect(employerName('中心医院', listed)).toBe('演示湾中心医院');
    expect(employerName('演示湾中心医院药剂科', listed)).toBe('演示湾中心医院药剂科');
    expect(employerName('市中心医院', listed)).toBe('演示湾中心医院（市中心医院）');
    expect(employerName('中心医院', null)).toBe('中心医院');
    const facts = { employedAt: listed };
    const decided = handExpert({ employer: '中心医院' }, { facts });
    expect(submitted(decided).private.snapshot.employer).toBe('演示湾中心医院');
  });

  it('ZJ-8.1 without form 1 there is no application to the pool', () => {
    expect(refusalIn(handExpert({ form1: null, category: '药学' }))).toEqual(missing('form1'));
  });

  it('ZJ-8.1 form 1 has no box for a reason, the short form asks for one', () => {
    expect(submitted(handExpert({ reason: '' })).private.snapshot.reason).toBe('');
    const short = expertApplicationOf({ form1: null, reason: '好', phone: '12' });
    const faults = applicationInput.safeParse(short).error?.issues ?? [];
    // beside the other faults, not after them
    expect(faults.map(({ path }) => path.join('.')).sort()).toEqual(['phone', 'reason']);
    expect(faults.map(({ message }) => message)).toContain('请写明申请理由，至少4个字');
  });

  it('F1-02 a name of two characters or more, with · for minority names', () => {
    expect(fault({ name: '李' })).toBe('请填写姓名');
    expect(submitted(handExpert({ name: '阿依古丽·买买提' })).private.snapshot.name).toBe(
      '阿依古丽·买买提',
    );
  });

  it('F1-03 full-width digits in a telephone number are taken, nonsense is not', () => {
    expect(expert({ phone: '１３９ 1234 ５６７８' }).phone).toBe('13912345678');
    expect(fault({ phone: '12' })).toContain('例如 13800138000');
  });

  it('F1-04 the photo is needed where the bureau asks for it (A-35)', () => {
    const pieces = [{ attachment: 'paper-1', role: 'paper' }];
    expect(refusalIn(handExpert({ pieces }))).toEqual({ code: 'nomination.photo-missing' });
    const policy = entryWith(ZJ, 'experts', { fields: { value: [], clause: 'default' } });
    expect(refusalIn(handExpert({ pieces }, { policy }))).toBeNull();
  });

  it('F1-05 F1-06 F1-08 B-05 the number is kept with X; birth and sex are read from it', () => {
    const { citizenNumber } = expert({ citizenNumber: '６５９０９９ 19850315 005x' });
    expect(citizenNumber).toBe('65909919850315005X');
    const parsed = parseCitizenNumber(citizenNumber);
    expect(parsed).toMatchObject({ ok: true, value: { birth: '1985-03-15', sex: '男' } });
  });

  it('F1-05 B-06 B-07 a wrong check digit and an old number of 15 digits are refused with an example', () => {
    expect(fault({ citizenNumber: '659099198503150051' })).toContain('应为18位');
    expect(fault({ citizenNumber: '659099850315005' })).toContain('应为18位');
  });

  it.each([
    ['F1-07', 'ethnicGroup', '民族'],
    ['F1-09', 'politicalStatus', '政治面貌'],
    ['F1-10', 'nativePlace', '籍贯'],
    ['F1-11', 'health', '健康状况'],
    ['F1-18', 'homeAddress', '家庭地址'],
  ])(
    '%s A-35 %s: asked for by name, and switched off it is neither needed nor kept',
    (_id, field, label) => {
      const refusal = withForm({ [field]: '' });
      expect(refusal).toEqual(missing(field));
      expect(words(refusal)).toContain(label);
      const policy = entryWith(ZJ, 'experts', { fields: { value: ['photo'], clause: 'default' } });
      expect(refusalIn(handExpert({ form1: form1Of({ [field]: '' }) }, { policy }))).toBeNull();
      const { form1 } = submitted(handExpert({}, { policy })).private.snapshot;
      expect(form1).toMatchObject({ [field]: '' });
    },
  );

  it('F1-12 F1-13 school, major and education are asked for', () => {
    expect(fault({ form1: form1Of({ school: '' }) })).toBe('请填写毕业院校');
    expect(fault({ form1: form1Of({ major: '' }) })).toBe('请填写所学专业');
    expect(fault({ form1: form1Of({ education: '' }) })).toBe('请选择学历');
  });

  it('F1-14 a level of title from the list, with the title itself unless there is none', () => {
    expect(fault({ form1: form1Of({ titleLevel: '副高' }) })).toBe('请选择职称级别');
    expect(withForm({ title: '' })).toEqual(missing('title'));
    expect(withForm({ title: '', titleLevel: '无', category: '法律' })).toBeNull();
  });

  it('F1-15 F1-16 whoever is employed names the unit, its kind and the post', () => {
    expect(refusalIn(handExpert({ post: '' }))).toEqual(missing('post'));
    expect(withForm({ employerType: '' })).toEqual(missing('employerType'));
    const retired = { employer: null, post: '', form1: form1Of({ employerType: '' }) };
    expect(refusalIn(handExpert(retired))).toBeNull();
  });

  it('F1-17 years of work from 0 to 60, and no more than the age allows', () => {
    expect(fault({ form1: form1Of({ yearsOfWork: 'many' }) })).toContain('例如 12');
    expect(fault({ form1: form1Of({ yearsOfWork: 61 }) })).not.toBe('');
    const refusal = withForm({ yearsOfWork: 30 });
    expect(refusal).toEqual({ code: 'nomination.years-implausible', years: 30, age: 41 });
    expect(words(refusal)).toContain('对不上');
    expect(withForm({ yearsOfWork: 27 })).toBeNull();
  });

  it('F1-19 history in dated rows that run forward; the row is named', () => {
    const row = { unit: '湛江市某某医院', post: '医师' };
    expect(withForm({ history: [] })).toEqual(missing('history'));
    const good = { ...row, from: '2011-07', to: '2018-06' };
    const back = { ...row, from: '2019-07', to: '2018-06' };
    const ahead = { ...row, from: '2027-01', to: null };
    expect(withForm({ history: [good, back] })).toEqual({
      code: 'nomination.history-reversed',
      row: 2,
    });
    expect(words(withForm({ history: [ahead] }))).toContain('第1行');
    expect(fault({ form1: form1Of({ history: [{ ...row, from: '2019', to: null }] }) })).toContain(
      '2019-07',
    );
  });

  it('F1-20 F1-21 the speciality is needed, awards are free', () => {
    expect(fault({ form1: form1Of({ speciality: '' }) })).toBe('请填写擅长领域');
    expect(withForm({ awards: '' })).toBeNull();
  });

  it('F1-22 F1-23 A-20 the paper: sealed by the unit of whoever is employed, signed by everybody', () => {
    const pieces = [{ attachment: 'photo-1', role: 'photo' }];
    const sealed = refusalIn(handExpert({ pieces }));
    expect(sealed).toEqual({ code: 'nomination.paper-missing', seal: true });
    expect(words(sealed)).toContain('单位盖章');
    const retired = refusalIn(handExpert({ pieces, employer: null }));
    expect(retired).toEqual({ code: 'nomination.paper-missing', seal: false });
    expect(words(retired)).not.toContain('盖章');
    expect(hand().ok).toBe(true);
  });
});

describe('what the pool asks beyond the form', () => {
  it('ZJ-9 main and further categories come from the measure; several are allowed', () => {
    expect(withForm({ category: '牙科' })).toEqual({
      code: 'nomination.no-such-category',
      category: '牙科',
    });
    expect(withForm({ furtherCategories: ['药学', '占星'] })).toMatchObject({ category: '占星' });
    expect(withForm({ furtherCategories: ['药学', '医保管理'] })).toBeNull();
  });

  it('ZJ-6.3 both kinds of work are agreed to', () => {
    expect(withForm({ workKinds: ['onSite'] })).toEqual({
      code: 'nomination.work-kinds-missing',
    });
  });

  it('ZJ-5 another kind of unit is taken and marked for a reason', () => {
    const event = submitted(handExpert({ form1: form1Of({ employerType: '社会组织' }) }));
    expect(event.exceptions).toEqual(['employerType']);
  });

  it('ZJ-3 ZJ-6.5b a clinical expert below deputy-senior is marked; no other category has the rule', () => {
    const below = { titleLevel: '中级', title: '主治医师' };
    expect(submitted(handExpert({ form1: form1Of(below) })).exceptions).toEqual(['title']);
    const lawyer = form1Of({ ...below, category: '法律' });
    expect(submitted(handExpert({ form1: lawyer })).exceptions).toEqual([]);
    const assistant = { titleLevel: '中级', title: '助理研究员' };
    expect(submitted(handExpert({ form1: form1Of(assistant) })).exceptions).toEqual(['title']);
  });

  it('ZJ-6.5a ZJ-6.5b several exceptions at once are all marked', () => {
    const citizenNumber = citizenOf('1960-01-01');
    const form1 = form1Of({ titleLevel: '初级', title: '医师', employerType: '企业' });
    const event = submitted(handExpert({ citizenNumber, form1 }));
    expect(event.exceptions).toEqual(['age', 'title', 'employerType']);
    expect(dayOf(new Date(event.touchBy))).toBe('2026-10-19');
  });
});
