import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { people, type BureauId, type Role, type StaffActor } from '../../domain/index.ts';
import { demoBureaus, GAOPING, SYSTEM, ZHANJIANG } from '../support/app.ts';
import { applicationNow, applicationOf, applied } from '../support/applying.ts';
import { callingOf } from '../support/calling.ts';
import { expertCall } from '../support/choosing.ts';
import { citizenOf } from '../support/people.ts';
import { jpeg, posting } from './posting.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

type Signed = Browser & { readonly actor: StaffActor };

const bureaus = new Map(demoBureaus());
let site: OpenSite;
let made = 0;

beforeEach(async () => {
  for (const [slug, file] of demoBureaus()) bureaus.set(slug, file);
  site = await openSite({ bureaus });
});
afterEach(() => site.close());

/** Somebody with these roles, signed in at their bureau. */
const as = async (bureau: BureauId, ...roles: Role[]): Promise<Signed> => {
  made += 1;
  const login = `colleague${made}`;
  const actor = await site.account(login, roles, bureau);
  const browser = site.browser();
  await signIn(browser, login, { bureau });
  return { ...browser, actor };
};

const postWith = posting(() => site);

const SHORT = {
  do: 'enter',
  entering: 'one',
  source: 'visit',
  name: '王秀兰',
  citizenNumber: citizenOf('1970-01-01'),
  phone: '13900001111',
  unit: '高平市第一中学',
  area: '其他',
  sourceGroups: '参保群众',
  reason: '愿意为医保基金安全出一份力',
  declarations: ['law', 'care', 'fit', 'truth'],
  consent: '2026-1',
};

/** Dated rows as the form carries them. */
const rowsOf = (...rows: readonly (readonly [string, string, string, string])[]) =>
  Object.fromEntries(
    rows.flatMap((row, at) =>
      ['from', 'to', 'unit', 'post'].map((id, place) => [`history.${at}.${id}`, row[place] ?? '']),
    ),
  );

describe('the counter', () => {
  it('C-10 takes a supervisor application with its scan under the same numbers', async () => {
    const first = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const files = [['paper', await jpeg(), 'image/jpeg']] as const;
    const reply = await postWith(clerk, '/applications/new', { fields: SHORT, files });
    expect(reply.status).toBe(303);
    const { html } = await clerk.get(reply.location);
    expect(html).toContain('来访');
    expect(html).toContain('签字盖章的申请表');
    const next = String(Number(first.number.slice(-4)) + 1).padStart(4, '0');
    expect(html).toContain(`${first.number.slice(0, -4)}${next}`);
  });

  it('C-10 every fault is told at once, the missing consent and area among them', async () => {
    const clerk = await as(GAOPING, 'clerk');
    const fields = { ...SHORT, name: '', phone: '123', reason: '', consent: '', area: '' };
    const { html } = await clerk.post('/applications/new', { ...fields });
    expect(html).toContain('下面有5处需要改');
    expect(html).toContain('请选择所在乡镇或街道');
    expect(html).toContain('勾选“本人同意”');
    expect(html).toContain('请写明申请理由，至少4个字');
  });

  it('C-10 nothing is lost on a fault: words and scans are there when the form is mended', async () => {
    const clerk = await as(GAOPING, 'clerk');
    const files = [['paper', await jpeg(), 'image/jpeg']] as const;
    const wrong = { ...SHORT, phone: '123', reason: '' };
    const back = await postWith(clerk, '/applications/new', { fields: wrong, files });
    expect(back.status).toBe(422);
    expect(back.html).toContain('value="王秀兰"');
    expect(back.html).toContain('签字盖章的申请表1份');
    expect(back.html).toContain('name="entering" value="one"');
    const mended = await postWith(clerk, '/applications/new', { fields: SHORT, files: [] });
    expect(mended.status).toBe(303);
    const id = mended.location.split('/').at(-1) ?? '';
    expect((await applicationNow(site, GAOPING, id)).pieces).toHaveLength(1);
    expect((await clerk.get(mended.location)).html).toContain('下载');
  });

  const { reason: _noBoxForIt, ...WHO } = SHORT;
  const EXPERT = {
    ...WHO,
    unit: '湛江市某某医院',
    post: '科主任',
    ethnicGroup: '汉族',
    politicalStatus: '群众',
    nativePlace: '广东湛江',
    health: '良好',
    homeAddress: '海滨大道1号',
    school: '广东医科大学',
    major: '临床医学',
    education: '本科',
    titleLevel: '副高级',
    title: '副主任医师',
    employerType: '医药机构',
    yearsOfWork: '20',
    ...rowsOf(
      ['1995年7月', '2010年6月', '市二院', '医师'],
      ['2010.07', '至今', '湛江市某某医院', '科主任'],
    ),
    speciality: '心血管内科',
    category: '临床医护',
    workKinds: ['onSite', 'disputeReview'],
    declarations: ['sound', 'law', 'record', 'fit', 'truth'],
    publication: '2026-1',
  };

  it('C-10 F1-04 F1-19 takes form 1 of an expert within a call or names the missing call', async () => {
    const clerk = await as(ZHANJIANG, 'clerk');
    const page = await clerk.get('/applications/new?roster=experts');
    for (const name of ['ethnicGroup', 'history.0.from', 'photo', 'recommendation', 'workKinds'])
      expect(page.html).toContain(`name="${name}"`);
    const files = [
      ['photo', await jpeg(), 'image/jpeg'],
      ['paper', await jpeg(), 'image/jpeg'],
    ] as const;
    expect(page.html).not.toContain('name="reason"');
    const bad = { ...EXPERT, 'history.1.from': '很多年前' };
    const back = await postWith(clerk, '/applications/new?roster=experts', { fields: bad, files });
    expect(back.html).toContain('工作简历第2行：开始年月没有看懂');
    expect(back.html).toContain('name="history.1.from" value="很多年前"');
    expect(back.html).toContain('证件照1份、签字盖章的申请表1份');
    const early = await postWith(clerk, '/applications/new?roster=experts', {
      fields: EXPERT,
      files: [],
    });
    expect(early.html).toContain('现在没有正在进行的专家征集');
    await expertCall(site);
    const taken = await postWith(clerk, '/applications/new?roster=experts', {
      fields: EXPERT,
      files: [],
    });
    expect(taken.status).toBe(303);
    const id = taken.location.split('/').at(-1) ?? '';
    const { snapshot, pieces, route } = await applicationNow(site, ZHANJIANG, id);
    expect(route).toBe('openCall');
    expect(snapshot.form1?.history).toEqual([
      { from: '1995-07', to: '2010-06', unit: '市二院', post: '医师' },
      { from: '2010-07', to: null, unit: '湛江市某某医院', post: '科主任' },
    ]);
    expect(pieces.map(({ role }) => role)).toEqual(['photo', 'paper']);
    const photo = await clerk.get(`/applications/${id}/photo`);
    expect(photo.headers.get('content-type')).toContain('image/jpeg');
  });

  it('A-21 ZJ-7.2 C-10 who was invited and does not write in WeChat: the form on paper, one review, the appointment', async () => {
    const clerk = await as(ZHANJIANG, 'clerk');
    const leader = await as(ZHANJIANG, 'leader');
    const auditor = await as(ZHANJIANG, 'auditor');
    const calling = callingOf(site, ZHANJIANG, clerk.actor);
    const { name, citizenNumber } = EXPERT;
    const person = await calling.person({ name, citizenNumber, phone: EXPERT.phone });
    const invitation = await calling.proposed(person, { roster: 'experts', category: '临床医护' });
    const at = `/invitations/${invitation}`;
    expect((await leader.get(at)).html).toContain('本人接受后再填申请表');
    await calling.approved(invitation, leader.actor);
    const accepting = { do: 'answer', answer: 'accept', source: 'phone', consent: '2026-1' };
    const answered = (await clerk.submit(at, accepting)).html;
    expect(answered).toContain('接下来要有申请表');
    expect(answered).toContain('已接受，等申请表');
    expect((await clerk.get('/invitations')).html).toContain('已接受，等申请表');
    const entry = `/applications/new?roster=experts&person=${person}`;
    expect(answered).toContain(entry.replace('&', '&amp;'));
    const page = (await clerk.get(entry)).html;
    expect(page).toContain('这份申请按邀请办理');
    expect(page).toContain('不再另行审查，也不公示');
    expect(page).toContain('本人同意公示（不同意也可以申请）');
    const files = [
      ['photo', await jpeg(), 'image/jpeg'],
      ['paper', await jpeg(), 'image/jpeg'],
    ] as const;
    const { publication: _notShown, ...fields } = EXPERT;
    const taken = await postWith(clerk, entry, { fields, files });
    expect(taken.status).toBe(303);
    const id = taken.location.split('/').at(-1) ?? '';
    const found = await applicationNow(site, ZHANJIANG, id);
    expect(found).toMatchObject({ route: 'invitation', publication: null });
    const { number } = found;
    const row = (await clerk.get('/invitations')).html;
    expect(row).not.toContain('等申请表');
    expect(row).toContain(`href="/applications/${id}"`);
    const read = (await auditor.get('/invitations')).html;
    expect(read).toContain(number);
    expect(read).not.toContain(`href="/applications/${id}"`);
    const form = (await clerk.get(taken.location)).html;
    expect(form).toContain(`href="${at}"`);
    expect(form).toContain('受邀人选不公示');
    expect(form).toContain('结论“合格”，保存后就是选定');
    const findings = found.terms.entry.conditions.value.map(({ id: condition }) => [
      `found-${condition}`,
      'met',
    ]);
    const reviewing: Readonly<Record<string, string>> = {
      do: 'review',
      version: '1',
      conclusion: 'qualified',
      text: '材料齐全，符合条件',
      ...(Object.fromEntries(findings) as Readonly<Record<string, string>>),
    };
    const reviewed = (await clerk.submit(taken.location, reviewing)).html;
    expect(reviewed).toContain('受邀人选合格即选定，接下来办理聘任');
    expect(reviewed).toContain('已选定，等待聘任');
    expect((await clerk.get('/publicity')).html).not.toContain(number);
    expect((await leader.get('/appointments')).html).toContain(number);
  });

  it('C-10 F42 F43 a wrong or too large file is named, and the good ones are kept', async () => {
    const clerk = await as(GAOPING, 'clerk');
    const large = Buffer.alloc(20 * 1024 * 1024 + 1);
    const files = [
      ['paper', await jpeg(), 'image/jpeg', '第一页.jpg'],
      ['paper', Buffer.from('PK not a picture'), 'image/heic', '第二页.heic'],
      ['proof', large, 'image/jpeg', '证书.jpg'],
      ['proof', await jpeg(), 'image/jpeg', '证书二.jpg'],
    ] as const;
    const back = await postWith(clerk, '/applications/new', { fields: SHORT, files });
    expect(back.status).toBe(422);
    expect(back.html).toContain('“第二页.heic”的格式不能保存');
    expect(back.html).toContain('“证书.jpg”超过20MB');
    expect(back.html).toContain('签字盖章的申请表1份、其他证明材料1份');
    expect(back.html).toContain('愿意为医保基金安全出一份力');
    expect((await clerk.get('/applications')).html).not.toContain('王秀兰');
    const mended = await postWith(clerk, '/applications/new', { fields: SHORT, files: [] });
    const id = mended.location.split('/').at(-1) ?? '';
    expect((await applicationNow(site, GAOPING, id)).pieces).toHaveLength(2);
    // eleven are one too many: ten are kept
    const small = await jpeg();
    const many = Array.from(
      { length: 11 },
      (_, at) => ['proof', small, 'image/jpeg', `${at}.jpg`] as const,
    );
    const other = { ...SHORT, entering: 'two', citizenNumber: citizenOf('1971-02-02') };
    const eleven = await postWith(clerk, '/applications/new', { fields: other, files: many });
    expect(eleven.html).toContain('一次最多10份，“10.jpg”没有保存');
    expect(eleven.html).toContain('其他证明材料10份');
  });

  it('ZJ-20 B-18 whoever applied before is found by the citizen number: the last answers are a start', async () => {
    await expertCall(site);
    const clerk = await as(ZHANJIANG, 'clerk');
    const files = [
      ['photo', await jpeg(), 'image/jpeg'],
      ['paper', await jpeg(), 'image/jpeg'],
    ] as const;
    const path = '/applications/new?roster=experts';
    const taken = await postWith(clerk, path, { fields: EXPERT, files });
    expect(taken.status).toBe(303);
    const { name, citizenNumber, phone } = EXPERT;
    const particulars = { name, citizenNumber, phone, employments: [{ unit: '湛江市某某医院' }] };
    const known = { source: 'visit', particulars };
    const done = await site.app.perform(ZHANJIANG, people.registerPerson, known, SYSTEM);
    expect(done.kind).toBe('done');
    const wrong = { do: 'find', known: citizenOf('1933-03-03') };
    expect((await clerk.post(path, wrong)).html).toContain('没有登记过这个号码');
    const found = await clerk.submit(path, { do: 'find', known: EXPERT.citizenNumber });
    expect(found.html).toContain('已带出登记过的内容');
    for (const value of ['王秀兰', '广东医科大学', '1995-07', '至今', '湛江市某某医院'])
      expect(found.html).toContain(`value="${value}"`);
    expect(found.html).toMatch(/<option value="临床医护" selected/);
    // numbers, address and promises are asked anew
    for (const value of [EXPERT.citizenNumber, EXPERT.phone, '海滨大道1号'])
      expect(found.html).not.toContain(value);
    expect(found.html).not.toMatch(/type="checkbox"[^>]*checked/);
  });

  it('GP-5.3 a recommended one carries the unit and its letter', async () => {
    const clerk = await as(GAOPING, 'clerk');
    const fields = { ...SHORT, recommendedUnit: '高平市总工会', recommendedContact: '刘某' };
    const back = await postWith(clerk, '/applications/new', { fields, files: [] });
    expect(back.html).toContain('单位推荐的申请要有单位推荐函');
    const files = [['recommendation', await jpeg(), 'image/jpeg']] as const;
    const taken = await postWith(clerk, '/applications/new', { fields, files });
    const { html } = await clerk.get(taken.location);
    expect(html).toContain('推荐聘任');
    expect(html).toContain('高平市总工会');
    expect(html).toContain('单位推荐函');
  });

  it('GP-6.2 the list of both rosters is filtered and never ranked', async () => {
    await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    expect((await clerk.get('/applications?roster=supervisors')).html).toContain('李梅');
    expect((await clerk.get('/applications?roster=experts')).html).not.toContain('李梅');
    expect((await clerk.get('/applications?state=qualified')).html).not.toContain('李梅');
    expect((await clerk.get('/applications?q=李')).html).toContain('个人自荐');
  });
});
