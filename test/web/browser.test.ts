import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../domain/index.ts';
import { PAGES } from '../../web/pages/index.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { fillBureau, type Records } from './records.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

describe.each(['desktop', 'phone'] as const)('every page on a %s', (device) => {
  let site: OpenSite;
  let records: Records;
  let chromium: Chromium;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    records = await fillBureau(site, '高平市第二人民医院');
    await site.account('all', ROLES);
    const browser = site.browser();
    await signIn(browser, 'all');
    chromium = await openBrowser();
    page = await openPage(chromium, device);
    const value = browser.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  const shown = PAGES.filter(
    ({ path }) =>
      !/\/(?:evidence|scan|import|paper|draw-sheet|task-sheet|oath|invitations|records|sheet|letter|blank-form|list\.\w+)(?:\/|$)/.test(
        path,
      ) && path !== '/outside/:clue',
  );
  it.each(shown.map(({ path }) => path))('%s is accessible and fits', async (path) => {
    const address = path.replace(/:(\w+)/g, (_all, name: keyof Records) => records[name]);
    await page.goto(site.url + address);
    expect(await page.locator('h1').count()).toBe(1);
    await screenshot(page, `site-${device}-${path.replaceAll(/\W+/g, '-')}`);
    for (const summary of await page.locator('summary').all()) await summary.click();
    const size = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    );
    expect(size[0]).toBeLessThanOrEqual(size[1]);
    expect(await axe(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
  });
});

describe('without JavaScript, by keyboard', () => {
  it('somebody signs in, finds a person and leaves', async () => {
    const site = await openSite();
    await fillBureau(site, '李梅');
    await site.account('wang', ['clerk']);
    const chromium = await openBrowser();
    const context = await chromium.newContext({ javaScriptEnabled: false, locale: 'zh-CN' });
    const page = await context.newPage();
    // forms are sent to the address the browser is at
    await page.setExtraHTTPHeaders({ 'sec-fetch-site': 'same-origin' });
    await page.goto(`${site.url}/people`);
    await page.getByLabel('单位').selectOption('gaoping');
    await page.getByLabel('登录名').fill('wang');
    await page.getByLabel('密码').fill('山楂-渡口-四月-雨伞-石桥');
    await page.keyboard.press('Enter');
    await page.getByLabel('姓名或工作单位').fill('李');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '李梅' }).first().click();
    expect(await page.locator('h1').textContent()).toBe('李梅');
    await page.getByRole('button', { name: '退出' }).click();
    expect(await page.locator('main').textContent()).toContain('您已安全退出');
    await chromium.close();
    await site.close();
  });
});
