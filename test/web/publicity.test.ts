import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notices } from '../../domain/notices/index.ts';
import { nomination, publicity, ROLES } from '../../domain/index.ts';
import { mayOpen } from '../../web/frame.tsx';
import { PAGES } from '../../web/pages/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { ZHANJIANG } from '../support/app.ts';
import { applicationNow } from '../support/applying.ts';
import { follower } from '../support/people.ts';
import { showingOf, type Selected, type Showing } from '../support/showing.ts';
import { linesOf, tablesOf } from './papers-reading.ts';
import { openSite, signIn, SITE, type Browser, type OpenSite } from './site.ts';

const EVIL = '<b>梁</b>一';
const BEGAN = '2026-10-12T10:00:00+08:00';
const ENDED = '2026-10-20T09:00:00+08:00';

describe('公示、异议、聘任 at the site', () => {
  let site: OpenSite;
  let s: Showing;
  let leader: Browser;
  let clerk: Browser;
  let one: Selected;
  let two: Selected;
  let period = '';
  let accounts = 0;

  const open = async (...roles: Parameters<OpenSite['as']>): Promise<Browser> => {
    accounts += 1;
    const login = `zj${accounts}`;
    await site.account(login, roles, ZHANJIANG);
    const browser = site.browser();
    await signIn(browser, login, { bureau: 'zhanjiang' });
    return browser;
  };
  const bytes = async (browser: Browser, path: string): Promise<Buffer> => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(site.url + path, { headers: { cookie } });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  };

  beforeAll(async () => {
    site = await openSite();
    s = await showingOf(site);
    leader = await open('leader');
    clerk = await open('clerk');
    one = await s.selected(EVIL);
    two = await s.selected('黄小燕', { employer: '=1+1医院' });
  });
  afterAll(() => site.close());

  it('ZJ-8.2b A-37 the clerk starts a period of the chosen, and every file of it has only the open fields', async () => {
    const before = await clerk.get('/publicity');
    expect(before.html).toContain('黄小燕');
    expect(before.html).not.toContain('<b>梁');
    const nobody = await clerk.post('/publicity', {
      do: 'start',
      which: 'experts',
      roster: 'experts',
    });
    expect(nobody.status).toBe(422);
    expect(nobody.html).toContain('请至少勾选一名要公示的人选');
    const started = await clerk.submit('/publicity', {
      do: 'start',
      which: 'experts',
      roster: 'experts',
      applications: [one.application, two.application],
      firstDay: '',
    });
    expect(started.html).toContain('公示已建立');
    period = /\/publicity\/([0-9a-f-]{36})/.exec(started.html)?.[1] ?? '';
    const at = `/publicity/${period}`;
    expect((await clerk.get(at)).html).toContain('2026年10月19日');
    const listed = await clerk.get('/applications');
    expect(listed.html.match(/公示中，等公示期满/g)).toHaveLength(2);
    // in the filter, not in the list
    expect(listed.html.match(/等待公示或聘任/g)).toHaveLength(1);
    expect((await clerk.get(`/applications/${one.application}`)).html).toContain('公示中');
    const html = (await bytes(clerk, `${at}/notice.html`)).toString();
    expect(html).toContain('<th>姓名</th><th>工作单位</th><th>专业类别</th>');
    expect(html).toContain('&lt;b&gt;梁&lt;/b&gt;一');
    expect(html).toContain('公示时间：2026年10月12日至2026年10月19日');
    expect(html).toContain('回复“异议”');
    expect(html).not.toMatch(/<b>|<script|style=/);
    const [table = []] = await tablesOf(await bytes(clerk, `${at}/notice.docx`));
    expect(table).toEqual([
      ['序号', '姓名', '工作单位', '专业类别'],
      ['1', EVIL, '湛江市某某医院', '临床医护'],
      ['2', '黄小燕', '=1+1医院', '临床医护'],
    ]);
    const lines = (await linesOf(await bytes(clerk, `${at}/notice.docx`))).join('\n');
    for (const hidden of ['13912345678', '659099', '副主任医师', '赤坎区'])
      expect(html + lines).not.toContain(hidden);
    const columns = ['姓名', '工作单位', '专业类别', '电话'] as const;
    const sheet = await readSheet(await bytes(clerk, `${at}/notice.xlsx`), {
      columns,
      needed: ['姓名'],
      mostRows: 10,
    });
    expect(sheet.ok ? sheet.value.at(-1)?.cells : sheet.error).toEqual({
      姓名: '黄小燕',
      工作单位: '=1+1医院',
      专业类别: '临床医护',
      电话: '',
    });
  });

  it('ZJ-8.2b the proof of publication is kept with its picture, and without one it is refused', async () => {
    const at = `/publicity/${period}`;
    const bare = { do: 'place', where: '市政府网站', url: '', day: '2026-10-12' };
    const refused = await clerk.post(at, bare);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('两样至少要有一样');
    expect(refused.html).toContain('value="市政府网站"');
    const form = new FormData();
    for (const [name, value] of Object.entries(bare)) form.set(name, value);
    form.set('files', new Blob([PNG], { type: 'image/png' }), 'shot.png');
    const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = await fetch(site.url + at, {
      method: 'POST',
      body: form,
      headers: { cookie, origin: SITE },
      redirect: 'manual',
    });
    expect(sent.status).toBe(303);
    const { html } = await clerk.get(at);
    const scan = /\/publicity\/[0-9a-f-]{36}\/scan\/[0-9a-f-]{36}/.exec(html)?.[0] ?? '';
    expect((await bytes(clerk, scan)).length).toBeGreaterThan(0);
  });

  it('C-10 C-01 an objection at the counter is told by number; only those who may decide read it', async () => {
    const entered = await clerk.submit('/objections/new', {
      do: 'enter',
      source: 'phone',
      about: `${period}:${two.application}`,
      text: '她在药店有股份<script>',
      name: '刘某某',
      contact: '13912340000',
    });
    expect(entered.html).toContain('异议已登记，编号YY2026-0001');
    const id = /\/objections\/([0-9a-f-]{36})/.exec(entered.html)?.[1] ?? '';
    const seen = await clerk.get(`/objections/${id}`);
    expect(seen.html).toContain('您的角色不能办理');
    expect(seen.html).not.toContain('股份');
    expect(seen.html).not.toContain('刘某某');
    const discipline = await open('discipline');
    expect((await discipline.get('/')).html).toContain('公示异议等您处理');
    expect((await clerk.get('/')).html).not.toContain('公示异议等您处理');
    const read = await discipline.get(`/objections/${id}`);
    expect(read.html).toContain('她在药店有股份&lt;script>');
    expect(read.html).toContain('刘某某');
    const decided = await discipline.submit(`/objections/${id}`, {
      do: 'decide',
      version: '1',
      verdict: 'upheld',
      reason: '经核查持股属实',
    });
    expect(decided.html).toContain('异议成立');
    expect(decided.html).toContain('请打电话告知结果');
    expect((await applicationNow(site, ZHANJIANG, two.application)).state).toBe('refused');
    expect((await clerk.get(`/publicity/${period}`)).html).toContain('需撤下：黄小燕');
    const html = (await bytes(clerk, `/publicity/${period}/notice.html`)).toString();
    expect(html).not.toContain('黄小燕');
  });

  it('C-01 the list of notices names nobody who has objected', async () => {
    const raised = await site.app.perform(
      ZHANJIANG,
      publicity.raiseObjection,
      { publicity: period, application: one.application, text: '情况和公示的不一样' },
      follower('o-objector'),
    );
    const event = raised.kind === 'done' ? raised.events[0] : null;
    if (event?.type !== 'publicity.objected') throw new Error(JSON.stringify(raised));
    await s.done(s.discipline, publicity.decideObjection, {
      objection: event.objection,
      expectVersion: 1,
      verdict: 'rejected',
      reason: '经核查情况属实',
    });
    const { html } = await clerk.get('/notices?page=2');
    expect(html).toContain('异议提出人（身份保密）');
    expect(html).not.toContain('经核查情况属实');
    const rows = await site.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ kind: 'publicity.objection-decided' }),
    );
    expect(rows).toHaveLength(1);
  });

  it('A-37 GP-6.4b whoever must come off the notice waits on the home page until it is noted', async () => {
    const entry = `<a href="/publicity/${period}"><strong>公示里有人要撤下`;
    expect((await clerk.get('/')).html).toContain(entry);
    const off = await clerk.submit(`/publicity/${period}`, { do: 'off' });
    expect(off.html).toContain('已登记撤下');
    expect(off.html).not.toContain('需撤下');
    expect(off.html).toContain('已撤下');
    expect((await clerk.get('/')).html).not.toContain('公示里有人要撤下');
    const alone = await s.selected('陈孤');
    const other = await s.started(alone.application);
    await s.done(follower('o-陈孤'), nomination.withdrawPublicationConsent, {
      application: alone.application,
    });
    expect((await clerk.get('/')).html).toContain(`<a href="/publicity/${other}">`);
    const lines = await linesOf(await bytes(clerk, `/publicity/${other}/notice.docx`));
    expect(lines.join('\n')).toContain('本次公示现在没有人选，原公示请一并撤下');
    expect(lines.join('\n')).not.toContain('陈孤');
    await s.done(s.clerk, publicity.takeDownFromNotice, { publicity: other });
  });

  it('ZJ-8.2b GP-3 refused before the end; after it several at once, each for itself, with one decision', async () => {
    const { version } = await applicationNow(site, ZHANJIANG, one.application);
    const box = `${one.application}:${version}`;
    const early = await leader.get('/appointments');
    expect(early.html).toContain('（公示期到2026年10月19日）');
    expect(early.html).not.toContain('name="chosen"');
    const pushed = await leader.post('/appointments', {
      do: 'appoint',
      chosen: box,
      reason: '经局务会研究，同意聘任',
    });
    expect(pushed.status).toBe(422);
    expect((await leader.get('/')).html).not.toContain('人选等待聘任');
    const three = await s.selected('丘三');
    const also = await s.started(three.application);
    await s.placed(also);
    site.clock.set(ENDED);
    leader = await open('leader');
    clerk = await open('clerk');
    const { period: now } = await s.view(period);
    const ended = await clerk.submit(`/publicity/${period}`, {
      do: 'end',
      version: String(now.version),
    });
    expect(ended.html).toContain('公示已结束');
    await s.end(also);
    expect((await leader.get('/')).html).toContain('人选等待聘任');
    const third = await applicationNow(site, ZHANJIANG, three.application);
    const done = await leader.submit('/appointments', {
      do: 'appoint',
      chosen: [box, `${three.application}:${third.version}`, `${two.application}:9`],
      reason: '经局务会研究，同意聘任',
    });
    expect(done.html).toContain('已聘任2人，聘期从今天开始');
    expect(done.html).toContain('有一名人选');
    for (const { application } of [one, three])
      expect(await applicationNow(site, ZHANJIANG, application)).toMatchObject({
        state: 'approved',
        decision: { reason: '经局务会研究，同意聘任' },
      });
    const alone = await open('sectionHead');
    expect((await alone.get('/appointments')).html).toContain('现在没有等您聘任的人选');
  });

  it('F47 every page of a period and an objection opens for its roles only', async () => {
    site.clock.set(BEGAN);
    const four = await s.selected('何四');
    const shown = await s.started(four.application);
    const raised = await s.done(follower('o-x'), publicity.raiseObjection, {
      publicity: shown,
      application: four.application,
      text: '情况和公示的不一样',
    });
    const objection = raised[0].type === 'publicity.objected' ? raised[0].objection : '';
    const own = PAGES.filter(({ path }) => /^\/(?:publicity|objections)\/:/.test(path));
    expect(own.length).toBeGreaterThanOrEqual(6);
    for (const role of ROLES) {
      const browser = await open(role);
      const who = { account: { roles: [role] } } as unknown as Parameters<typeof mayOpen>[1];
      for (const page of own.filter(({ path }) => !path.endsWith(':piece'))) {
        const path = page.path.replace(':publicity', shown).replace(':objection', objection);
        const expected = mayOpen(page, who) ? 200 : 403;
        expect([role, path, (await browser.get(path)).status]).toEqual([role, path, expected]);
      }
    }
  });
});

/** one white pixel */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=',
  'base64',
);
