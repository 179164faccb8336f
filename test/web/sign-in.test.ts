import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { staff } from '../../domain/index.ts';
import { openSite, PASSWORD, signIn, SITE, type OpenSite } from './site.ts';

describe('signing in to the site', () => {
  let site: OpenSite;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  it('asks for the bureau, lets a known person in and greets them', async () => {
    await site.account('wang', ['clerk']);
    const browser = site.browser();
    const form = await browser.get('/sign-in');
    expect(form.html).toContain('高平市医疗保障局');
    expect(form.html).toContain('湛江市医疗保障局');
    const reply = await signIn(browser, 'wang');
    expect(reply.status).toBe(303);
    expect((await browser.get('/')).html).toContain('职员wang');
  });

  it('does not let an account of one bureau into the other', async () => {
    await site.account('only-gaoping', ['clerk']);
    const reply = await signIn(site.browser(), 'only-gaoping', { bureau: 'zhanjiang' });
    expect(reply.status).toBe(422);
  });

  it('says the same of an unknown login as of a wrong password, and keeps the login', async () => {
    await site.account('known', ['clerk']);
    const wrong = await signIn(site.browser(), 'known', { password: 'wrong' });
    const unknown = await signIn(site.browser(), 'nobody', { password: 'wrong' });
    expect(wrong.status).toBe(unknown.status);
    expect(wrong.html.replaceAll('known', 'X')).toBe(unknown.html.replaceAll('nobody', 'X'));
    expect(wrong.html).toContain('value="known"');
    expect(wrong.html).not.toContain('wrong"');
    await signIn(site.browser(), 'known');
  });

  it('F46: gives a new session id at sign-in; an id from outside is worth nothing', async () => {
    await site.account('fixed', ['clerk']);
    const browser = site.browser();
    const planted = `gaoping.${'a'.repeat(64)}`;
    browser.cookies.set('jiandu-session', planted);
    await signIn(browser, 'fixed');
    expect(browser.cookies.get('jiandu-session')).not.toBe(planted);
    const other = site.browser();
    other.cookies.set('jiandu-session', planted);
    expect((await other.get('/')).status).toBe(302);
  });

  it('F46: a second sign-in ends the session before it', async () => {
    await site.account('twice', ['clerk']);
    const browser = site.browser();
    await signIn(browser, 'twice');
    const first = browser.cookies.get('jiandu-session') ?? '';
    await signIn(browser, 'twice');
    const old = site.browser();
    old.cookies.set('jiandu-session', first);
    expect((await old.get('/')).status).toBe(302);
    expect((await browser.get('/')).status).toBe(200);
  });

  it('F46: the cookie is worth nothing after signing out', async () => {
    const browser = await site.as('clerk');
    const kept = browser.cookies.get('jiandu-session') ?? '';
    const left = await browser.submit('/sign-out', {});
    expect(left.html).toContain('您已安全退出');
    browser.cookies.set('jiandu-session', kept);
    expect((await browser.get('/')).location).toContain('/sign-in');
  });

  it('F46: an account that is disabled is out at once and cannot come back', async () => {
    const admin = await site.as('administrator');
    const actor = await site.account('leaving', ['clerk']);
    const browser = site.browser();
    await signIn(browser, 'leaving');
    const done = await admin.submit(`/accounts/${actor.account}`, { do: 'disable' });
    expect(done.html).toContain('账号已停用');
    expect((await browser.get('/')).status).toBe(302);
    expect((await signIn(browser, 'leaving')).status).toBe(422);
  });

  it('F46: the command line disables too: the next click is refused', async () => {
    const browser = await site.as('clerk');
    const input = { account: browser.actor.account };
    await site.account('another-admin', ['administrator']);
    await site.app.perform(GAOPING, staff.disableAccount, input, SYSTEM);
    expect((await browser.get('/')).status).toBe(302);
  });

  it('F46: a reset password ends every session and is shown once', async () => {
    const admin = await site.as('administrator');
    const actor = await site.account('forgetful', ['clerk']);
    const browser = site.browser();
    await signIn(browser, 'forgetful');
    const page = `/accounts/${actor.account}`;
    const done = await admin.submit(page, { do: 'reset' });
    const password = /新密码：([a-z0-9-]{19})/.exec(done.html)?.[1] ?? '';
    expect(password).not.toBe('');
    expect((await admin.get(page)).html).not.toContain(password);
    expect((await browser.get('/')).status).toBe(302);
    expect((await signIn(browser, 'forgetful')).status).toBe(422);
    expect((await signIn(browser, 'forgetful', { password })).status).toBe(303);
  });

  it('changes the own password only with the present one, and then asks to sign in again', async () => {
    await site.account('careful', ['clerk']);
    const browser = site.browser();
    await signIn(browser, 'careful');
    const wrong = await browser.post('/me', {
      do: 'password',
      oldPassword: 'not it',
      newPassword: '四海-八荒-长风-白鹭-晚钟',
      againPassword: '四海-八荒-长风-白鹭-晚钟',
    });
    expect(wrong.html).toContain('现在的密码不对');
    const done = await browser.submit('/me', {
      do: 'password',
      oldPassword: PASSWORD,
      newPassword: '四海-八荒-长风-白鹭-晚钟',
      againPassword: '四海-八荒-长风-白鹭-晚钟',
    });
    expect(done.html).toContain('请用新密码重新登录');
    expect(
      (await signIn(browser, 'careful', { password: '四海-八荒-长风-白鹭-晚钟' })).status,
    ).toBe(303);
  });
});

describe('a session', () => {
  it('ends after an hour without use and after twelve hours in all', async () => {
    const site = await openSite();
    const browser = await site.as('clerk');
    site.clock.set('2026-10-12T10:59:00+08:00');
    expect((await browser.get('/')).status).toBe(200);
    site.clock.set('2026-10-12T11:59:30+08:00');
    const idle = await browser.get('/clues');
    expect(idle.location).toBe('/sign-in?next=%2Fclues&why=ended');
    const busy = await site.as('clerk');
    for (let minutes = 0; minutes < 12 * 60; minutes += 50) {
      site.clock.set(new Date(Date.parse('2026-10-12T11:59:30+08:00') + minutes * 60_000));
      expect((await busy.get('/')).status).toBe(200);
    }
    site.clock.set(new Date(Date.parse('2026-10-12T11:59:30+08:00') + 12 * 3_600_000));
    expect((await busy.get('/')).status).toBe(302);
    await site.close();
  });

  it('that ended in the middle of a form says so and that nothing was saved', async () => {
    const site = await openSite();
    const browser = await site.as('clerk');
    site.clock.set('2026-10-12T12:30:00+08:00');
    const reply = await browser.post('/people/new', { do: 'register', name: '李梅' });
    expect(reply.status).toBe(401);
    expect(reply.html).toContain('没有保存');
    await site.close();
  });
});

describe('F46: guessing passwords', () => {
  it('is slowed down after five misses, longer each time, and never for ever', async () => {
    const site = await openSite();
    await site.account('target', ['clerk']);
    const guess = () => signIn(site.browser(), 'target', { password: 'guess' });
    for (let miss = 1; miss <= 5; miss += 1) expect((await guess()).status).toBe(422);
    const slowed = await guess();
    expect(slowed.status).toBe(429);
    expect(slowed.html).toContain('2026年10月12日 10:01之后再试');
    expect((await signIn(site.browser(), 'target')).status).toBe(429);
    site.clock.set('2026-10-12T10:01:00+08:00');
    expect((await guess()).status).toBe(422);
    expect((await guess()).html).toContain('10:03');
    site.clock.set('2026-10-12T10:03:00+08:00');
    expect((await signIn(site.browser(), 'target')).status).toBe(303);
    expect((await guess()).status).toBe(422);
    await site.close();
  });

  it('counts tries made at the same moment', async () => {
    const site = await openSite();
    await site.account('rushed', ['clerk']);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => signIn(site.browser(), 'rushed', { password: 'guess' })),
    );
    expect(all.filter(({ status }) => status === 422)).toHaveLength(5);
    await site.close();
  });
});

describe('F46: a POST from elsewhere', () => {
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a page that hides where it is', { origin: 'null' }],
    ['a foreign referrer', { referer: 'https://evil.example/form' }],
    ['nowhere', {}],
  ])('%s is refused and changes nothing', async (_who, headers) => {
    const site = await openSite();
    const browser = await site.as('administrator');
    const fields = { do: 'add', name: '入侵者', login: 'evil', roles: 'administrator' };
    const reply = await browser.post('/accounts', fields, headers);
    expect(reply.status).toBe(403);
    expect((await browser.get('/accounts')).html).not.toContain('evil');
    await site.close();
  });

  it.each([
    ['our page', { 'sec-fetch-site': 'same-origin' }],
    ['our page in an old browser', 'referer'],
  ])('%s is taken', async (_who, headers) => {
    const site = await openSite();
    const browser = await site.as('administrator');
    const fields = { do: 'add', name: '张丽', login: 'zhang.li', roles: 'clerk' };
    const sent =
      headers === 'referer' ? { referer: `${SITE}/accounts` } : { 'sec-fetch-site': 'same-origin' };
    expect((await browser.post('/accounts', fields, sent)).status).toBe(303);
    await site.close();
  });
});
