import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { campaigns, membership } from '../../domain/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { GAOPING } from '../support/app.ts';
import { callingOf } from '../support/calling.ts';
import { openOffice } from '../support/chat.ts';
import { citizenOf } from '../support/people.ts';
import { snapshot as jpeg } from '../support/pictures.ts';
import { linesOf } from './papers-reading.ts';
import { openSite, SITE, type OpenSite } from './site.ts';

let site: OpenSite;

beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

type SignedIn = Awaited<ReturnType<OpenSite['as']>>;

const DRAFT = {
  do: 'draft',
  roster: 'supervisors',
  title: '2026年社会监督员选聘公告',
  text: '为加强医保基金监督，现公开选聘社会监督员。\n欢迎热心人士报名。',
  opensOn: '2026年10月12日',
  opensTime: '9点',
  closesOn: '2026.10.31',
  closesTime: '下午5点半',
  cutOffDay: '20261012',
  headcount: '20',
  quotas: '参保群众 5人\n人大代表：3',
  channels: '市政府网站、微信公众号',
};

const drafted = async (clerk: SignedIn): Promise<string> => {
  const reply = await clerk.post('/campaigns/new', DRAFT);
  if (reply.status !== 303) throw new Error(`${reply.status} ${reply.html}`);
  return reply.location;
};

/** A file downloaded by somebody who is signed in. */
const download = async (browser: SignedIn, path: string): Promise<Buffer> => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const reply = await fetch(site.url + path, { headers: { cookie } });
  return Buffer.from(await reply.arrayBuffer());
};

/** The page's list as a spreadsheet. */
const exported = async (browser: SignedIn, path: string): Promise<Buffer> => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const reply = await fetch(site.url + path, {
    method: 'POST',
    body: new URLSearchParams({ do: 'export' }),
    headers: { origin: SITE, cookie },
  });
  return Buffer.from(await reply.arrayBuffer());
};

describe('calls on the site', () => {
  it('GP-5.1 a call is drafted with days as people write them, published by the section head, and moved', async () => {
    const clerk = await site.as('clerk');
    const head = await site.as('sectionHead');
    const at = await drafted(clerk);
    const draft = await clerk.get(at);
    for (const part of [
      '起草中',
      '2026年10月31日 17:30',
      '参保群众5人、人大代表3人',
      '请科室负责人',
    ])
      expect(draft.html).toContain(part);
    expect(draft.html).not.toContain('name="do" value="publish"');
    const published = await head.submit(at, { do: 'publish', version: '1' });
    expect(published.html).toContain('正在报名');
    const move = {
      do: 'move',
      closesOn: '2026-11-15',
      closesTime: '17:30',
      reason: '人数不足，延长报名',
    };
    expect((await head.submit(at, { ...move, version: '2' })).html).toContain(
      '2026年11月15日 17:30',
    );
    expect((await head.post(at, { ...move, version: '2' })).status).toBe(409);
  });

  it('GP-5.1 GP-5.5 what is wrong stands beside its field and nothing typed is lost', async () => {
    const clerk = await site.as('clerk');
    const wrong = { ...DRAFT, opensOn: '下周一', closesTime: '25点', quotas: '参保群众' };
    const reply = await clerk.post('/campaigns/new', wrong);
    expect(reply.status).toBe(422);
    for (const part of [
      '日期写成 年-月-日',
      '时间写成 时:分',
      '第1行没有看懂',
      '欢迎热心人士报名',
      '下周一',
    ])
      expect(reply.html).toContain(part);
    const over = await clerk.post('/campaigns/new', { ...DRAFT, headcount: '6' });
    expect(over.html).toContain('各类名额加起来8人，超过拟聘人数6人');
  });

  it('GP-5.1 GP-5.5 every fault is named at once, each day by its name', async () => {
    const clerk = await site.as('clerk');
    const wrong = { ...DRAFT, opensOn: '', cutOffDay: '下周', headcount: '许多' };
    const reply = await clerk.post('/campaigns/new', wrong);
    expect(reply.html).toContain('报名开始日期：日期写成');
    expect(reply.html).toContain('年龄算到哪一天：日期写成');
    expect(reply.html).toContain('拟聘人数写成数字');
    const back = await clerk.post('/campaigns/new', { ...DRAFT, closesOn: '2026-10-01' });
    expect(back.html).toContain('报名截止要晚于报名开始');
  });

  it('GP-5.5 GP-6.1 the ways in and the attachments stand in the call and on its paper, with whom to ask', async () => {
    const clerk = await site.as('clerk');
    const form = new FormData();
    for (const [name, value] of Object.entries(DRAFT)) form.set(name, value);
    for (const route of ['openCall', 'selfNomination']) form.append('routes', route);
    form.set(
      'files',
      new Blob([Uint8Array.from(await jpeg())], { type: 'image/jpeg' }),
      'form.jpg',
    );
    const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = await fetch(`${site.url}/campaigns/new`, {
      method: 'POST',
      body: form,
      headers: { cookie, origin: SITE },
      redirect: 'manual',
    });
    expect(sent.status).toBe(303);
    const at = sent.headers.get('location') ?? '';
    const { html } = await clerk.get(at);
    expect(html).toContain('公开选聘、个人自荐');
    const scan = /\/campaigns\/[0-9a-f-]{36}\/scan\/[0-9a-f-]{36}/u.exec(html)?.[0] ?? '';
    expect((await download(clerk, scan)).length).toBeGreaterThan(0);
    const paper = (await linesOf(await download(clerk, `${at}/paper`))).join('\n');
    expect(paper).toContain('选聘方式：公开选聘、个人自荐。');
    expect(paper).toContain('附件：随本公告一并发布，共1份。');
    expect(paper).toContain('联系人：陈某某，联系电话：0356-5550100');
    expect(paper).toContain('到我局（高平市某某街1号2楼监督科）书面报名');
  });

  it('ZJ-8.3 a former call is copied into a new draft', async () => {
    const clerk = await site.as('clerk');
    const at = await drafted(clerk);
    const copy = await clerk.get(`/campaigns/new?from=${at.split('/').at(-1) ?? ''}`);
    expect(copy.html).toContain('内容抄自GG2026-0001');
    expect(copy.html).toContain('欢迎热心人士报名');
  });

  it('GP-6.1 GP-5.3 the announcement and a letter to a unit are printed; placement and answer are kept', async () => {
    const clerk = await site.as('clerk');
    const head = await site.as('leader');
    const at = await drafted(clerk);
    await head.submit(at, { do: 'publish', version: '1' });
    const paper = (await linesOf(await download(clerk, `${at}/paper`))).join('\n');
    for (const part of [
      '2026年社会监督员选聘公告',
      '欢迎热心人士报名',
      '报名时间：2026年10月12日 09:00至2026年10月31日 17:30',
      '拟聘人数：20人（其中参保群众5人、人大代表3人）',
      '回复“自荐”',
    ])
      expect(paper).toContain(part);
    const placing = {
      do: 'place',
      where: '市政府网站',
      url: 'https://example.gov.cn/1',
      day: '2026-10-12',
    };
    expect((await clerk.submit(at, placing)).html).toContain('https://example.gov.cn/1');
    expect((await clerk.post(at, { ...placing, url: 'javascript:alert(1)' })).status).toBe(422);
    const letter = { do: 'letter', unit: '高平市总工会', contact: '李主任', sentOn: '2026-10-12' };
    const sent = await clerk.submit(at, letter);
    const id = /letters\/([^/"]+)\/paper/u.exec(sent.html)?.[1] ?? '';
    const words = (await linesOf(await download(clerk, `${at}/letters/${id}/paper`))).join('\n');
    expect(words).toContain('高平市总工会：');
    expect(words).toContain('请于2026年10月26日前函复我局');
    const answer = { do: 'answer', which: id, answeredOn: '2026-10-12', answer: '推荐李某某' };
    const answered = (await clerk.submit(at, answer)).html;
    expect(answered).toContain('推荐李某某');
    // the letters can be taken along, and that is on record
    expect(answered).toContain('导出工作联系函（Excel）');
    const sheet = await readSheet(await exported(clerk, at), {
      columns: ['单位', '联系人', '复函内容'],
      needed: ['单位'],
      mostRows: 10,
    });
    const cells = { 单位: '高平市总工会', 联系人: '李主任', 复函内容: '推荐李某某' };
    expect(sheet).toMatchObject({ value: [{ cells }] });
  });
});

describe('invitations on the site', () => {
  it('GP-5.2 A-21 C-10 proposed, approved by another, phoned, the answer entered: a supervisor', async () => {
    const clerk = await site.as('clerk', 'sectionHead');
    const leader = await site.as('leader');
    const calling = callingOf(site, GAOPING, clerk.actor);
    const citizenNumber = citizenOf('1970-03-15');
    const person = await calling.person({ name: '郑老师', citizenNumber });
    const unknown = await clerk.post('/invitations/new', { do: 'find', who: '没有这个人' });
    expect(unknown.html).toContain('请先到“人员”里登记');
    const found = await clerk.post('/invitations/new', { do: 'find', who: '郑老师' });
    expect(found.location).toBe(`/invitations/new?person=${person}`);
    const invite = { do: 'invite', roster: 'supervisors', why: '长期关注医保工作' };
    const proposed = await clerk.post(found.location, invite);
    const at = proposed.location;
    expect((await clerk.get(at)).html).toContain('提出和批准要由两个人完成');
    expect((await clerk.get(at)).html).toContain('还没有电话、工作单位');
    expect((await leader.get('/')).html).toContain('邀请等待批准');
    expect((await clerk.get('/')).html).not.toContain('邀请等待批准');
    const form = await leader.submit(at, { do: 'approve', version: '1' });
    expect(form.html).toContain('公道正派，遵纪守法');
    const silent = await clerk.post(at, { do: 'answer' });
    expect(silent.html).toContain('请选择对方接受还是谢绝');
    const accepting = { do: 'answer', answer: 'accept', source: 'phone', consent: '2026-1' };
    expect((await clerk.submit(at, accepting)).html).toContain('已接受');
    await openOffice(site, GAOPING).settle();
    const terms = await site.app.gate.transaction(GAOPING, (tx) =>
      membership.membershipsOf(tx, person),
    );
    expect(terms).toMatchObject([{ roster: 'supervisors', route: 'invitation', status: 'active' }]);
    expect((await clerk.get('/invitations?state=accepted')).html).toContain('郑老师');
  });

  it('C-10 a paper acceptance needs its scan, which is handed out again', async () => {
    const clerk = await site.as('clerk');
    const leader = await site.as('leader');
    const calling = callingOf(site, GAOPING, clerk.actor);
    const person = await calling.person({ name: '郑老师', citizenNumber: citizenOf('1970-03-15') });
    const invitation = await calling.proposed(person);
    await calling.approved(invitation, leader.actor);
    const at = `/invitations/${invitation}`;
    const accepting = { do: 'answer', answer: 'accept', source: 'paper', consent: '2026-1' };
    expect((await clerk.post(at, accepting)).html).toContain('书面接受需要上传本人签字的扫描件');
    const body = new FormData();
    for (const [name, value] of Object.entries(accepting)) body.set(name, value);
    body.set('files', new Blob(['%PDF-1.4 signed'], { type: 'application/pdf' }), 'signed.pdf');
    const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: SITE };
    const reply = await fetch(site.url + at, { method: 'POST', body, headers, redirect: 'manual' });
    expect(reply.status).toBe(303);
    const { html } = await clerk.get(at);
    const link = /href="(\/invitations\/[^"]+\/scan\/[^"]+)"/u.exec(html)?.[1] ?? '';
    expect((await download(clerk, link)).toString()).toContain('%PDF-1.4 signed');
    const view = await calling.invitation(invitation);
    expect(view.invitation.source).toBe('paper');
    expect(campaigns.ANSWER_SOURCE_WORDS.paper).toBe('书面');
  });
});
