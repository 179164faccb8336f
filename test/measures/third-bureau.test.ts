import type { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  actionNamed,
  basisAnswer,
  campaigns,
  DOCUMENT,
  IDENTITY,
  nomination,
  people,
  publicity,
  type Action,
  type DomainEvent,
  type Outcome,
  type Refusal,
  type Role,
  type StaffActor,
} from '../../domain/index.ts';
import { followUps } from '../../domain/exchange/tables.ts';
import { openApp, SYSTEM, type OpenApp } from '../support/app.ts';
import { LINHAI, linhaiBureau } from '../support/measures.ts';
import { citizenOf, follower } from '../support/people.ts';

/** Another bureau is YAML: everything here runs on test/support/bureaus/linhai*.yaml and no code of its own. */

let open: OpenApp;
let staff: Readonly<Record<'clerk' | 'discipline' | 'sectionHead' | 'leader', StaffActor>>;

beforeEach(async () => {
  open = await openApp({ bureaus: linhaiBureau() });
  const of = (role: Role) => open.member(LINHAI, role);
  staff = {
    clerk: await of('clerk'),
    discipline: await of('discipline'),
    sectionHead: await of('sectionHead'),
    leader: await of('leader'),
  };
});
afterEach(() => open.close());

const perform: OpenApp['app']['perform'] = (...all) => open.app.perform(...all);

const short = (over: object = {}) => ({
  roster: 'experts',
  name: '苏禾',
  citizenNumber: citizenOf('1980-05-04'),
  phone: '13912345678',
  employer: '林海市中医院',
  post: '主任',
  area: '东湖区',
  reason: '愿意为基金监管出力',
  category: '中医',
  title: '副高级 副主任中医师',
  speciality: '中医内科病历审核',
  declarations: ['truth', 'clean'],
  consent: 'LH-1',
  publication: 'LH-1',
  ...over,
});

const long = (over: object = {}) => ({
  roster: 'supervisors',
  name: '何川',
  citizenNumber: citizenOf('1961-10-13'),
  phone: '13712345678',
  sourceGroups: ['慢病患者代表'],
  area: '西岭区',
  reason: '想为大家看好医保的钱',
  form1: {
    politicalStatus: '群众',
    email: 'hechuan@example.com',
    school: '林海师范学校',
    major: '语文',
    education: '大专',
    titleLevel: '无',
    yearsOfWork: 30,
    speciality: '社区慢病管理',
    history: [{ from: '1985-07', to: '2021-10', unit: '西岭区第一小学', post: '教师' }],
  },
  declarations: ['truth', 'clean'],
  consent: 'LH-1',
  publication: 'LH-1',
  ...over,
});

const submit = (application: object, chat = 'o-applicant') =>
  perform(LINHAI, nomination.submitApplication, { application }, follower(chat));

const submitted = async (application: object, chat?: string) => {
  const outcome = await submit(application, chat);
  const event =
    outcome.kind === 'done'
      ? outcome.events.find((one) => one.type === 'nomination.submitted')
      : undefined;
  if (event?.type !== 'nomination.submitted') throw new Error(JSON.stringify(outcome));
  return event;
};

const view = async (application: string) => {
  const asked = await open.app.ask(LINHAI, nomination.oneApplication, { application }, staff.clerk);
  if (asked.kind !== 'found' || asked.value === null) throw new Error('no such application');
  return asked.value;
};

type Handle = <S extends z.ZodType, P, F, E extends DomainEvent, R extends Refusal>(
  action: Action<S, P, F, E, R>,
  by: StaffActor,
  input: { readonly application: string } & Readonly<Record<string, unknown>>,
) => Promise<Outcome<E, R>>;

/** Does something to the application as it now is. */
const handle: Handle = async (action, by, input) => {
  const { version } = await view(input.application);
  return perform(LINHAI, action, { expectVersion: version, ...input }, by);
};

const review = (application: string) =>
  handle(nomination.reviewApplication, staff.clerk, {
    application,
    conclusion: 'qualified',
    findings: [
      { condition: 'age', found: 'met' },
      { condition: 'clean', found: 'met', note: '已核对无犯罪记录证明' },
    ],
    text: '材料齐全，符合条件',
  });

const sign = (application: string, line: string, by: StaffActor) =>
  handle(nomination.signLine, by, { application, line, verdict: 'agree', opinion: '同意' });

const openCall = async () => {
  const drafted = await perform(
    LINHAI,
    campaigns.draftCampaign,
    {
      roster: 'experts',
      title: '林海市医保评审专家征集公告',
      text: '现面向全市公开征集医保基金评审专家。',
      opensAt: '2026-10-12T00:00:00+08:00',
      closesAt: '2026-10-31T18:00:00+08:00',
      cutOffDay: '2026-12-31',
      channels: ['微信公众号'],
      headcount: 10,
    },
    staff.clerk,
  );
  const event = drafted.kind === 'done' ? drafted.events[0] : null;
  if (event?.type !== 'campaigns.drafted') throw new Error(JSON.stringify(drafted));
  const { campaign } = event;
  const published = await perform(
    LINHAI,
    campaigns.publishCampaign,
    { campaign, expectVersion: 1 },
    staff.leader,
  );
  expect(published).toMatchObject({ kind: 'done' });
  return campaign;
};

describe('a third bureau is one YAML file', () => {
  it('its file reads without a fault; 依据 says number, dates, level and what it supersedes (GP-16b)', () => {
    const bureau = linhaiBureau().get(LINHAI)!;
    const answer = basisAnswer(
      bureau.section(DOCUMENT).document,
      '',
      bureau.section(IDENTITY).bureau,
    );
    expect(answer).toContain('林医保发〔2026〕3号');
    expect(answer).toContain('2026年1月15日印发，2026年3月1日起施行，有效期至2031年2月28日');
    expect(answer).toContain('施行后不再执行：林海市社会监督员管理暂行规定');
    expect(answer).toContain('林海市医疗保障局（市级）');
  });

  it('ages: 18 to 65 hard, counted on the day of confirming', async () => {
    const tooYoung = await submit(long({ citizenNumber: citizenOf('2008-10-13') }));
    expect(tooYoung).toMatchObject({
      reason: { code: 'nomination.age-outside', age: 17, limits: '18至65岁' },
    });
    const tooOld = await submit(long({ citizenNumber: citizenOf('1960-10-12') }));
    expect(tooOld).toMatchObject({ reason: { code: 'nomination.age-outside', age: 66 } });
    expect(await submitted(long({ citizenNumber: citizenOf('1960-10-13') }))).toMatchObject({
      age: 65,
      exceptions: [],
    });
  });

  it('groups: other ones, and other ones shut out', async () => {
    expect(await submit(long({ sourceGroups: ['定点医药机构人员'] }))).toMatchObject({
      reason: { code: 'nomination.excluded-group', group: '定点医药机构人员' },
    });
    expect(await submit(long({ sourceGroups: [] }))).toMatchObject({
      reason: { code: 'nomination.group-missing' },
    });
  });

  it('routes: experts within a call or invited, supervisors by themselves all year', async () => {
    expect(await submit(short())).toMatchObject({ reason: { code: 'nomination.no-call' } });
    expect(await submitted(long(), 'o-he')).toMatchObject({ route: 'selfNomination' });
    await openCall();
    expect(await submitted(short())).toMatchObject({ route: 'openCall' });
  });

  it('forms: form 1 for supervisors, without work kinds, category, photo or paper; the short one for experts', async () => {
    expect(await submit(long({ form1: null }))).toMatchObject({
      reason: { code: 'nomination.form-incomplete', fields: ['form1'] },
    });
    const bare = { ...long().form1, politicalStatus: '' };
    expect(await submit(long({ form1: bare }))).toMatchObject({
      reason: { code: 'nomination.form-incomplete', fields: ['politicalStatus'] },
    });
    await openCall();
    expect(await submit(short({ category: '法律' }))).toMatchObject({
      reason: { code: 'nomination.no-such-category', category: '法律' },
    });
  });

  it('titles: asked of two of the three categories', async () => {
    await openCall();
    const below = { title: '主治中医师', citizenNumber: citizenOf('1981-05-04') };
    expect(await submitted(short(below), 'o-1')).toMatchObject({ exceptions: ['title'] });
    const accountant = {
      category: '会计',
      title: '会计员',
      citizenNumber: citizenOf('1982-05-04'),
    };
    expect(await submitted(short(accountant), 'o-2')).toMatchObject({ exceptions: ['title'] });
    const druggist = { category: '药学', title: '药士', citizenNumber: citizenOf('1983-05-04') };
    expect(await submitted(short(druggist), 'o-3')).toMatchObject({ exceptions: [] });
  });

  it('composition: the bureau’s areas and priority groups stand first, also where there is nobody (GP-6.3)', async () => {
    await submitted(long({ sourceGroups: ['退休干部'] }));
    const asked = await open.app.ask(
      LINHAI,
      nomination.poolComposition,
      { roster: 'supervisors' },
      staff.clerk,
    );
    const found = asked.kind === 'found' ? asked.value.byState.submitted : undefined;
    expect(found?.areas).toEqual([
      { name: '东湖区', count: 0 },
      { name: '西岭区', count: 1 },
      { name: '河口县', count: 0 },
    ]);
    expect(found?.groups.map(({ name }) => name).slice(0, 2)).toEqual(['慢病患者代表', '志愿者']);
    expect(found?.groups).toContainEqual({ name: '退休干部', count: 1 });
  });

  it('A-21 an invitation skips nothing here: the application, its four lines and the publicity as for all others', async () => {
    const citizenNumber = citizenOf('1980-05-04');
    const particulars = { name: '苏禾', citizenNumber };
    const registering = { source: 'visit', particulars };
    const known = await perform(LINHAI, people.registerPerson, registering, staff.clerk);
    const person =
      known.kind === 'done' && known.events[0].type === 'people.registered'
        ? known.events[0].person
        : '';
    const asking = { roster: 'experts', person, category: '中医', why: '中医方向最缺人' };
    const asked = await perform(LINHAI, nomination.inviteMember, asking, staff.clerk);
    const invited = asked.kind === 'done' ? asked.events[0] : null;
    if (invited?.type !== 'campaigns.invitation-proposed') throw new Error(JSON.stringify(asked));
    const { invitation } = invited;
    const approving = { invitation, expectVersion: 1 };
    await perform(LINHAI, campaigns.approveInvitation, approving, staff.leader);
    const accepting = { invitation, answer: 'accept', consent: 'LH-1', source: 'phone' };
    expect(await perform(LINHAI, campaigns.answerInvitation, accepting, staff.clerk)).toMatchObject(
      { events: [{ application: true, skipsReview: false, skipsPublicity: false }] },
    );
    const event = await submitted(short({ citizenNumber }));
    expect(event).toMatchObject({ route: 'invitation', campaign: null });
    await review(event.application);
    expect(await view(event.application)).toMatchObject({
      state: 'reviewed',
      nextLine: { label: '纪检会审' },
      invited: { invitation, skipsReview: false, skipsPublicity: false },
    });
  });

  it('from the application to the appointment: four lines by four people, seven days in public', async () => {
    await openCall();
    const { application } = await submitted(short());
    expect(await review(application)).toMatchObject({ kind: 'done' });
    // the lines come in the measure's order, each by its own role
    expect((await view(application)).nextLine).toMatchObject({ label: '纪检会审' });
    expect(await sign(application, 'discipline', staff.leader)).toMatchObject({ kind: 'refused' });
    expect(await sign(application, 'section', staff.sectionHead)).toMatchObject({
      kind: 'refused',
    });
    await sign(application, 'discipline', staff.discipline);
    await sign(application, 'section', staff.sectionHead);
    expect(await view(application)).toMatchObject({
      state: 'reviewed',
      nextLine: { id: 'meeting', label: '局办公会意见' },
    });
    await sign(application, 'meeting', staff.leader);
    expect(await view(application)).toMatchObject({ state: 'qualified', nextLine: null });

    const choose = { application, verdict: 'selected', reason: '中医方向最缺人' };
    expect(await handle(nomination.selectApplication, staff.sectionHead, choose)).toMatchObject({
      kind: 'refused',
    });
    await handle(nomination.selectApplication, staff.leader, choose);
    expect(await view(application)).toMatchObject({ state: 'selected' });

    const appoint = () =>
      handle(publicity.appointCandidate, staff.leader, {
        application,
        reason: '经局务会研究，同意聘任',
      });
    expect(await appoint()).toMatchObject({ reason: { code: 'publicity.not-shown' } });
    const started = await perform(
      LINHAI,
      publicity.startPublicity,
      { roster: 'experts', applications: [application] },
      staff.clerk,
    );
    const period = started.kind === 'done' ? started.events[0] : null;
    if (period?.type !== 'publicity.started') throw new Error(JSON.stringify(started));
    expect(period).toMatchObject({ firstDay: '2026-10-12', lastDay: '2026-10-19' });
    await perform(
      LINHAI,
      publicity.notePublicityPlacement,
      {
        publicity: period.publicity,
        where: '市政府网站',
        url: 'https://example.com/gs',
        day: '2026-10-12',
      },
      staff.clerk,
    );
    expect(await appoint()).toMatchObject({ reason: { code: 'publicity.not-ended' } });
    open.clock.set('2026-10-20T09:00:00+08:00');
    await perform(LINHAI, publicity.endDuePublicities, {}, SYSTEM);
    expect(await appoint()).toMatchObject({ kind: 'done' });

    const [follow] = await open.app.gate.transaction(LINHAI, (tx) =>
      tx.table(followUps).find({ action: 'membership.appoint' }),
    );
    const appointed = await actionNamed('membership.appoint')?.with((action) =>
      perform(LINHAI, action, open.app.vaultOf(LINHAI).open(follow?.input ?? ''), SYSTEM),
    );
    // twelve months, and a letter for experts too
    expect(appointed).toMatchObject({
      kind: 'done',
      events: [{ type: 'membership.appointed', category: '中医', lastDay: '2027-10-20' }],
    });
    expect(JSON.stringify(appointed)).toMatch(/"letterNumber":"PS2026-/);
  });
});

describe('a few values of a bureau’s own over its measure', () => {
  const OVER = `policy:
  rosters:
    supervisors:
      entry:
        age: { value: { soft: true, extendTo: 70 }, clause: default }
        employerOpinion: { value: recommended, clause: default }
    experts:
      entry:
        form: { value: form1, clause: default }
        referenceDay: { value: cutOff, clause: default }
`;
  beforeEach(async () => {
    await open.close();
    open = await openApp({ bureaus: linhaiBureau(OVER) });
    staff = { ...staff, clerk: await open.member(LINHAI, 'clerk') };
    staff = { ...staff, leader: await open.member(LINHAI, 'leader') };
  });

  it('A-01 soft ages extend to 70 and no further; ages count on the day that the measure says', async () => {
    const at70 = await submitted(long({ citizenNumber: citizenOf('1955-10-13') }), 'o-70');
    expect(at70).toMatchObject({ age: 70, exceptions: ['age'] });
    const at71 = await submit(long({ citizenNumber: citizenOf('1955-10-12') }), 'o-71');
    expect(at71).toMatchObject({ reason: { code: 'nomination.age-outside', limits: '70岁以下' } });
    await openCall();
    // 65 today, 66 on the campaign's printed day
    const expert = { ...long().form1, category: '药学', workKinds: ['onSite', 'disputeReview'] };
    const late = short({ citizenNumber: citizenOf('1960-12-01'), form1: expert });
    expect(await submit(late)).toMatchObject({
      reason: { code: 'nomination.age-outside', age: 66 },
    });
  });

  it('A-20 the unit’s sealed opinion from whom a unit recommends, and from nobody else', async () => {
    const employed = { employer: '西岭区第一小学', post: '教师' };
    expect(await submitted(long(employed), 'o-self')).toMatchObject({ route: 'selfNomination' });
    const recommended = long({
      ...employed,
      citizenNumber: citizenOf('1970-01-01'),
      recommendedBy: { unit: '西岭区教育局', contact: '' },
      pieces: [{ attachment: 'letter-1', role: 'recommendation' }],
    });
    expect(await submit(recommended, 'o-unit')).toMatchObject({
      reason: { code: 'nomination.paper-missing', seal: true },
    });
  });

  it('ZJ-6.5b years of work belong to a title where the measure says so', async () => {
    await openCall();
    const form1 = {
      ...long().form1,
      category: '会计',
      titleLevel: '中级',
      title: '会计师',
      workKinds: ['onSite', 'disputeReview'],
    };
    const few = short({ form1: { ...form1, yearsOfWork: 4 } });
    expect(await submitted(few, 'o-few')).toMatchObject({ exceptions: ['title'] });
    const enough = short({
      form1: { ...form1, yearsOfWork: 5 },
      citizenNumber: citizenOf('1981-05-04'),
    });
    expect(await submitted(enough, 'o-enough')).toMatchObject({ exceptions: [] });
  });
});
