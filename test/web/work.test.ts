import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TYPE_WORDS } from '../../web/pages/audit-types.ts';
import { fillBureau, registerPerson } from './records.ts';
import { openSite } from './site.ts';

describe('people', () => {
  it('F22: two colleagues correct one person: the second gets 409, the newer state and keeps the typing', async () => {
    const site = await openSite();
    const person = await registerPerson(site, '李梅');
    const [first, second] = [await site.as('clerk'), await site.as('liaison')];
    const fields = { do: 'correct', version: '1', name: '李梅', unit: '第一家单位' };
    expect((await first.submit(`/people/${person}`, fields)).html).toContain('更正已保存');
    const late = await second.post(`/people/${person}`, { ...fields, unit: '第二家单位' });
    expect(late.status).toBe(409);
    expect(late.html).toContain('可能是您在另一个页面改的，也可能是同事');
    expect(late.html).toContain('第一家单位');
    expect(late.html).toContain('value="第二家单位"');
    const again = await second.submit(`/people/${person}`, {
      ...fields,
      version: '2',
      unit: '第二家单位',
    });
    expect(again.html).toContain('第二家单位');
    await site.close();
  });

  it('are masked until somebody gives a reason; the reason is on record, the number is gone later', async () => {
    const site = await openSite();
    const person = await registerPerson(site, '李梅');
    const browser = await site.as('clerk', 'auditor');
    const page = await browser.get(`/people/${person}`);
    expect(page.html).toContain('139****0000');
    expect(page.html).not.toContain('13912340000');
    const bare = await browser.post(`/people/${person}`, {
      do: 'reveal',
      field: 'phone',
      reason: '',
    });
    expect(bare.status).toBe(422);
    expect(bare.html).not.toContain('13912340000');
    const reply = await browser.post(`/people/${person}`, {
      do: 'reveal',
      field: 'phone',
      reason: '通知参加见面会',
    });
    expect((await browser.get(reply.location)).html).toContain('13912340000');
    expect((await browser.get('/audit')).html).toContain('查看完整号码');
    const other = await site.as('liaison');
    expect((await other.get(reply.location)).html).not.toContain('13912340000');
    site.clock.set('2026-10-12T10:02:01+08:00');
    expect((await browser.get(reply.location)).html).not.toContain('13912340000');
    await site.close();
  });

  it('get a binding code of eight digits, shown once', async () => {
    const site = await openSite();
    const person = await registerPerson(site, '李梅');
    const browser = await site.as('clerk');
    const shown = await browser.submit(`/people/${person}`, { do: 'code' });
    expect(shown.html).toMatch(/绑定码：\d{4} \d{4}/);
    expect((await browser.get(`/people/${person}`)).html).not.toMatch(/绑定码：\d{4}/);
    await site.close();
  });
});

describe('applications', () => {
  it('F11: pressed twice at once, a form is entered once', async () => {
    const site = await openSite();
    const clerk = await site.as('clerk');
    const { html } = await clerk.get('/applications/new');
    const declarations = [...html.matchAll(/name="declarations" value="([^"]+)"/g)].map(
      ([, id]) => id ?? '',
    );
    const consent = /name="consent" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const group = /name="sourceGroups" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const fields = {
      do: 'enter',
      source: 'phone',
      name: '陈晓',
      citizenNumber: '65909919850315005x',
      phone: '139 1234 5678',
      area: '其他',
      sourceGroups: group,
      reason: '愿意出一份力',
      declarations,
      consent,
    };
    const replies = await Promise.all([
      clerk.post('/applications/new', fields),
      clerk.post('/applications/new', fields),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect((await clerk.get('/applications')).html).toContain('共1条');
    await site.close();
  });
});

describe('the audit log', () => {
  it('is verified on the page, which shows the head', async () => {
    const site = await openSite();
    await fillBureau(site, '市二院');
    const auditor = await site.as('auditor');
    const reply = await auditor.submit('/audit', { do: 'verify' });
    expect(reply.html).toMatch(/审计日志完整，没有被改动。最新校验值：[0-9a-f]{64}/);
    await site.close();
  });

  it('has words for everything that can happen', () => {
    const domain = path.resolve(import.meta.dirname, '../../domain');
    const models = readdirSync(domain, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /model[\w-]*\.ts$/.test(file),
    );
    const types = models.flatMap((file) =>
      [...readFileSync(path.join(domain, file), 'utf8').matchAll(/type: '([a-z]+\.[a-z-]+)'/g)].map(
        ([, type]) => type ?? '',
      ),
    );
    expect(types.length).toBeGreaterThan(50);
    expect(types.filter((type) => TYPE_WORDS[type] === undefined)).toEqual([]);
  });

  it('shows who did what, never the private part', async () => {
    const site = await openSite();
    await registerPerson(site, '李梅梅');
    const auditor = await site.as('auditor');
    const { html } = await auditor.get('/audit');
    expect(html).toContain('登记人员');
    expect(html).not.toMatch(/李梅梅|13912340000|scrypt/);
    await site.close();
  });
});

describe('the site’s own health', () => {
  it('is told without signing in', async () => {
    const site = await openSite();
    expect((await site.browser().get('/livez')).html).toBe('ok\n');
    expect((await site.browser().get('/readyz')).html).toBe('ok\n');
    await site.close();
  });
});

describe('a database that is away', () => {
  it('F27: is said in Chinese with 503 and when to try again, not as a fault', async () => {
    const site = await openSite();
    const browser = await site.as('clerk');
    const { transaction } = site.app.gate;
    Object.assign(site.app.gate, {
      transaction: () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })),
    });
    const reply = await browser.get('/clues');
    expect(reply.status).toBe(503);
    expect(reply.headers.get('retry-after')).toBe('60');
    expect(reply.html).toContain('请过一两分钟再试');
    expect((await browser.get('/livez')).status).toBe(200);
    expect((await browser.get('/readyz')).status).toBe(503);
    Object.assign(site.app.gate, { transaction });
    await site.close();
  });

  it('a fault shows a number to tell the administrator, never a stack', async () => {
    const site = await openSite();
    const browser = await site.as('clerk');
    const { transaction } = site.app.gate;
    Object.assign(site.app.gate, {
      transaction: () => Promise.reject(new Error('secret of 李梅')),
    });
    const reply = await browser.get('/clues');
    expect(reply.status).toBe(500);
    const number = /编号：([0-9a-f]+)/.exec(reply.html)?.[1] ?? 'none';
    expect(reply.html).not.toMatch(/secret|李梅|\.ts:/);
    expect(site.log.join('\n')).toContain(number);
    expect(site.log.join('\n')).not.toContain('李梅');
    Object.assign(site.app.gate, { transaction });
    await site.close();
  });
});
