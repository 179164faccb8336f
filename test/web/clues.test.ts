import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clueBody, reportClue } from './records.ts';
import { openSite, type OpenSite } from './site.ts';

describe('B-19, C-01: a clue about staff', () => {
  let site: OpenSite;
  let kept: { readonly id: string; readonly number: string };
  beforeAll(async () => {
    site = await openSite();
    // without a discipline officer such a clue leaves the bureau
    await site.account('discipline', ['discipline']);
    await reportClue(site, '康源大药房');
    kept = await reportClue(site, '窗口工作人员王某', 'bureauStaff');
  });
  afterAll(() => site.close());

  const ROLES = ['clerk', 'sectionHead', 'leader', 'liaison'] as const;

  it.each(ROLES)('leaves no trace for a %s', async (role) => {
    const browser = await site.as(role, 'auditor', 'administrator');
    const missing = await browser.get('/clues/00000000-0000-8000-a000-000000000000');
    const hidden = await browser.get(`/clues/${kept.id}`);
    const bare = (html: string) => html.replaceAll(/编号：[0-9a-f]+/g, '');
    expect(hidden.status).toBe(404);
    expect(bare(hidden.html)).toBe(bare(missing.html));
    expect((await browser.get('/clues')).html).toContain('共1条');
    expect((await browser.get(`/clues?number=${kept.number}`)).html).toContain('共0条');
    const pages = [
      '/',
      '/clues',
      '/notices',
      '/alerts',
      '/call-sheet',
      '/audit',
      '/audit?type=clues',
    ];
    for (const path of pages) {
      const { html } = await browser.get(path);
      expect(html).not.toContain(kept.number);
      expect(html).not.toContain(kept.id);
      expect(html).not.toContain('窗口工作人员王某');
    }
    expect((await browser.get('/')).html).toContain('线索等待受理<span class="number">1</span>');
    const tried = await browser.post(`/clues/${kept.id}`, { do: 'accept', version: '1' });
    expect(tried.status).toBe(404);
    expect(tried.html).not.toContain(kept.number);
  });

  it('is handled by discipline', async () => {
    const browser = await site.as('discipline');
    expect((await browser.get('/clues')).html).toContain(kept.number);
    expect((await browser.get(`/clues/${kept.id}`)).html).toContain('窗口工作人员王某');
    expect((await browser.get('/notices')).html).toContain(kept.number);
  });

  it('written down by a clerk goes to discipline and out of the clerk’s sight', async () => {
    const browser = await site.as('clerk');
    const { time, ...body } = clueBody('窗口收费的事', 'bureauStaff');
    const fields = { do: 'enter', source: 'visit', ...body, time: time.words };
    const reply = await browser.submit('/clues/new', fields);
    expect(reply.html).toContain('线索已登记，编号JX');
    expect((await browser.get('/clues')).html).not.toContain('窗口收费的事');
    const discipline = await site.as('discipline');
    expect((await discipline.get('/clues')).html).toContain('窗口收费的事');
  });
});

describe('handling a clue', () => {
  it('goes from receipt to its end, and the reporter is named nowhere', async () => {
    const site = await openSite();
    const { id } = await reportClue(site, '康源大药房');
    const browser = await site.as('clerk');
    expect((await browser.submit(`/clues/${id}`, { do: 'accept', version: '1' })).html).toContain(
      '已受理',
    );
    const incomplete = await browser.post(`/clues/${id}`, {
      do: 'close',
      version: '2',
      findings: '查了小票和监控',
    });
    expect(incomplete.status).toBe(422);
    expect(incomplete.html).toContain('请选择核查结果');
    expect(incomplete.html).toContain('查了小票和监控</textarea>');
    const closed = await browser.submit(`/clues/${id}`, {
      do: 'close',
      version: '2',
      outcome: 'substantiated',
      findings: '查了小票和监控，属实',
    });
    expect(closed.html).toContain('查证属实');
    const notices = await browser.get('/notices');
    expect(notices.html).toContain('线索反映人（身份保密）');
    await site.close();
  });

  it('F22: the second of two who act at once is told, sees the newer state and loses no word', async () => {
    const site = await openSite();
    const { id } = await reportClue(site, '康源大药房');
    const [first, second] = [await site.as('clerk'), await site.as('sectionHead')];
    await first.submit(`/clues/${id}`, { do: 'accept', version: '1' });
    const fields = { do: 'close', version: '2', outcome: 'partly', findings: '先查到的情况' };
    await first.submit(`/clues/${id}`, fields);
    const late = await second.post(`/clues/${id}`, {
      ...fields,
      findings: '后来写的长长一段核查情况',
    });
    expect(late.status).toBeGreaterThanOrEqual(409);
    expect(late.html).toContain('已办结');
    expect(late.html).toContain('后来写的长长一段核查情况');
    await site.close();
  });
});
