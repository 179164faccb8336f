import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membership, ROLES, type Notice } from '../../domain/index.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { readLines } from '../../web/calendar-lines.ts';
import { GAOPING } from '../support/app.ts';
import { fillBureau, registerPerson, reportClue, type Records } from './records.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

describe('outside office hours', () => {
  let site: OpenSite;
  let records: Records;
  beforeAll(async () => {
    site = await openSite();
    records = await fillBureau(site, '高平市第二人民医院');
  });
  afterAll(() => site.close());

  it('the time at which a notice leaves is said with the action and on the list', async () => {
    const browser = await site.as('clerk');
    const prompt = await reportClue(site, '东街大药房');
    const accept = { do: 'accept', version: '1' };
    expect((await browser.submit(`/clues/${prompt.id}`, accept)).html).not.toContain('下班时间');
    // a Friday night
    site.clock.set('2026-10-16T20:00:00+08:00');
    const late = await site.as('clerk');
    const done = await late.submit(`/clues/${records.clue}`, accept);
    expect(done.html).toContain('现在是下班时间，通知10月19日 08:30 发出。');
    expect((await late.get('/notices?state=ready')).html).toContain('10月19日 08:30 发出');
    site.clock.set('2026-10-19T08:30:00+08:00');
    const morning = await site.as('clerk');
    expect((await morning.get('/notices?state=ready')).html).not.toContain('08:30 发出');
  });
});

describe('what a stranger looked for', () => {
  let site: OpenSite;
  let records: Records;
  beforeAll(async () => {
    site = await openSite();
    records = await fillBureau(site, '高平市第二人民医院');
  });
  afterAll(() => site.close());

  it('C-02 the day the reporter and the applicant were told, on page and list', async () => {
    const browser = await site.as('clerk');
    const days = /(?:最晚受理|最晚办理).*?<time[^>]*>(2026年10月\d+日)</s;
    for (const path of ['/clues', '/applications']) {
      const list = days.exec((await browser.get(path)).html)?.[1];
      const id = path === '/clues' ? records.clue : records.application;
      const page = days.exec((await browser.get(`${path}/${id}`)).html)?.[1];
      expect([path, list]).toEqual([path, page]);
      expect(list).toMatch(/^2026年10月/);
    }
    const accepted = { do: 'accept', version: '1' };
    const after = await browser.submit(`/clues/${records.clue}`, accepted);
    expect(after.html).not.toContain('最晚受理');
  });

  it('an empty task names every fault at once', async () => {
    const browser = await site.as('clerk');
    const { html, status } = await browser.post('/tasks/new', { do: 'enter' });
    expect(status).toBe(422);
    for (const words of [
      '请选择工作类型',
      '请填写需要几位专家',
      '请选择被检查单位',
      '请选择日期',
      '请填写集合地点',
    ])
      expect(html).toContain(words);
    const cancel = await browser.post(`/tasks/${records.task}`, { do: 'cancel', reason: '' });
    expect(cancel.html).toContain('例如“检查改期，另行安排”');
  });

  it('a day that no calendar has is questioned, the reporter’s other words are kept', async () => {
    const browser = await site.as('clerk');
    const clue = {
      do: 'enter',
      source: 'phone',
      subjectKind: 'institution',
      subject: '东街大药房',
      place: '东街',
      event: '刷医保卡卖日用品',
    };
    for (const time of ['13月5号', '2月30日晚上', '2026年13月']) {
      const reply = await browser.post('/clues/new', { ...clue, time });
      expect([time, reply.status]).toEqual([time, 422]);
      expect(reply.html).toContain('这一天，请问清楚再写，例如 5月13日上午');
    }
    for (const time of ['9月下旬', '2月29日', '去年12月5号到8号', '前天'])
      expect([time, (await browser.post('/clues/new', { ...clue, time })).status]).toEqual([
        time,
        303,
      ]);
  });

  it('only colleagues who may be officer or cover are offered', async () => {
    await site.account('auditing', ['auditor']);
    await site.account('officer', ['liaison']);
    const { html } = await (await site.as('leader')).get('/liaison');
    expect(html).toContain('职员officer');
    expect(html).not.toContain('职员auditing');
    expect(html).not.toContain('职员filler');
  });

  it('conversations are called 人工对话 in menu and notices alike', async () => {
    const { html } = await (await site.as(...ROLES)).get('/notices');
    expect(html).toContain('请到工作平台“人工对话”里查看');
    expect(html).not.toContain('咨询”');
  });

  it('a reminder of a draft and a receipt of a page, which no context owns, stand on the list too', async () => {
    const now = site.clock.now();
    const to = { to: 'chat', identity: { channel: 'simulator', id: 'somebody' } } as const;
    const put = (kind: Notice['kind'], params: Notice['params']) =>
      site.app.gate.transaction(GAOPING, (tx) => {
        const notice = { key: kind, to, kind, params };
        return putNotice(tx, { notice, id: randomUUID(), now, officeMoment: now });
      });
    await put('desk.draft-waiting', {});
    await put('desk.submitted-on-page', { title: '自荐申请', receipt: '申请已收到，编号SQ9' });
    const listed = await (await site.as('clerk')).get('/notices');
    expect(listed.status).toBe(200);
    expect(listed.html).toContain('您有一份没写完的内容');
    expect(listed.html).toContain('申请已收到，编号SQ9');
  });
});

/** An expert of the first category, whose consent on paper is in. */
const addExpert = async (site: OpenSite, name: string): Promise<void> => {
  const filler = await site.account('consenting', ['clerk']);
  const experts = site.app.bureaus.get(GAOPING)?.section(membership.MEMBERSHIP).rosters.experts;
  const enrolled = await site.app.perform(
    GAOPING,
    membership.enrollExpert,
    {
      person: await registerPerson(site, name),
      category: experts?.categories.value[0] ?? '',
      speciality: '',
    },
    filler,
  );
  if (enrolled.kind !== 'done') throw new Error(JSON.stringify(enrolled));
  const [event] = enrolled.events;
  const term = event.type === 'membership.enrolled' ? event.term : '';
  const consent = { term, version: '1', source: 'paper' };
  const given = await site.app.perform(GAOPING, membership.giveExpertConsent, consent, filler);
  expect(given.kind).toBe('done');
};

/** The three steps of a draw as clerk and discipline officer press them. */
const drawOnSite = async (site: OpenSite, clerk: Browser, task: string): Promise<void> => {
  const page = `/tasks/${task}`;
  const account = await site.account('watching', ['discipline']);
  await clerk.submit(page, { do: 'commit', witness: `account:${account.account}` });
  const draw = /name="draw" value="([^"]+)"/.exec((await clerk.get(page)).html)?.[1] ?? '';
  const witness = site.browser();
  await signIn(witness, 'watching');
  await clerk.submit(page, { do: 'digits', draw, digits: '583920' });
  await witness.submit(page, { do: 'digits', draw, digits: '271828' });
  await clerk.submit(page, { do: 'draw' });
};

describe('the phone of a drawn expert', () => {
  it('is shown on the task page with a reason, for those who phone', async () => {
    const site = await openSite();
    const { task } = await fillBureau(site, '高平市第二人民医院');
    await addExpert(site, '周明');
    const browser = await site.as('clerk');
    await drawOnSite(site, browser, task);
    const { html } = await browser.get(`/tasks/${task}`);
    expect(html).toContain('查看电话');
    expect(html).not.toContain('13912340000');
    const person = /name="person" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const bare = { do: 'expertPhone', which: 'x', person, reason: '' };
    expect((await browser.post(`/tasks/${task}`, bare)).status).toBe(422);
    const shown = await browser.submit(`/tasks/${task}`, { ...bare, reason: '问是否参加检查' });
    expect(shown.html).toContain('13912340000');
    const auditor = await site.as('auditor');
    expect((await auditor.get(`/tasks/${task}`)).html).not.toContain('查看电话');
    await site.close();
  });
});

describe('the calendar as the State Council writes it', () => {
  it.each([
    ['2027年4月3日至4月5日', ['2027-04-03', '2027-04-04', '2027-04-05']],
    ['4月3日至5日', ['2027-04-03', '2027-04-04', '2027-04-05']],
    ['2027-04-03', ['2027-04-03']],
    ['2027-04-03 至 2027-04-05', ['2027-04-03', '2027-04-04', '2027-04-05']],
    ['４月３日～５日', ['2027-04-03', '2027-04-04', '2027-04-05']],
    [
      '三、清明节：4月3日（周六）至5日（周一）放假，共3天。',
      ['2027-04-03', '2027-04-04', '2027-04-05'],
    ],
    ['4月3日、5日', ['2027-04-03', '2027-04-05']],
    ['2027-04-03，2027-04-05', ['2027-04-03', '2027-04-05']],
  ])('%s', (line, off) => {
    expect(readLines(line, 2027, 'off')).toEqual({ off, work: [], faults: [] });
  });

  it('days that are worked are told apart in a whole sentence', () => {
    const line =
      '二、春节：2月5日（周五）至7日（周日）放假调休，共3天。1月30日（周六）、2月20日（周六）上班。';
    expect(readLines(line, 2027, 'off')).toEqual({
      off: ['2027-02-05', '2027-02-06', '2027-02-07'],
      work: ['2027-01-30', '2027-02-20'],
      faults: [],
    });
    expect(readLines('2月20日、2月27日周末上班', 2027, 'work').work).toEqual([
      '2027-02-20',
      '2027-02-27',
    ]);
  });

  it('every bad line is named with its number, and nothing is imported', async () => {
    const site = await openSite();
    const browser = await site.as('clerk');
    const form = {
      do: 'import',
      year: '2027',
      off: '元旦三天\n1月1日至3日\n2月30日\n2026-10-01\n5月3日至1日',
      work: '2月20日\n3月1日',
    };
    const { html, status } = await browser.post('/calendar', form);
    expect(status).toBe(422);
    for (const words of [
      '第1行“元旦三天”看不懂',
      '第3行“2月30日”没有这一天',
      '第4行“2026-10-01”不在2027年',
      '第5行“5月3日至1日”前后两个日子不对',
      '第2行“3月1日”是周一至周五，本来就上班',
    ])
      expect(html).toContain(words);
    expect(html).not.toContain('1月1日至3日”');
    const good = {
      ...form,
      off: '1月1日至3日\n2月5日至12日\n4月5日\n5月1日至5日',
      work: '1月30日、2月20日上班',
    };
    expect((await browser.submit('/calendar', good)).html).toContain('2027年的放假安排已导入');
    await site.close();
  });
});
