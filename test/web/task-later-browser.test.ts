import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws, ROLES, type StaffActor } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { Later } from '../support/later.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let chromium: Chromium;
const pages = new Map<string, string>();

/** Work in the three states in which something may be changed or chosen. */
beforeAll(async () => {
  site = await openSite();
  const clerk: StaffActor = await site.account('all', ROLES, ZHANJIANG);
  const here = new Later(site, clerk);
  for (let n = 0; n < 2; n += 1) await here.expert();
  pages.set('before', `/tasks/${await here.bureau.task({ 药学: 1 })}`);
  const unfilled = await here.drawn(1, { firstDay: '2026-10-16' });
  await here.declineAll(unfilled);
  await here.expert();
  pages.set('unfilled', `/tasks/${unfilled}`);
  const phoned = await here.drawn(1, { firstDay: '2026-10-19' });
  const { id: invitation } = await here.someone(phoned, 'invited');
  await here.bureau.done(clerk, draws.enterReply, { invitation, answer: 'accept' });
  await here.bureau.done(clerk, draws.proposeChoice, {
    task: unfilled,
    kind: 'borrow',
    ...{ category: '药学', person: (await here.stranger()).person, lender: '省医保局专家库' },
    reason: '名单内专家都不能参加',
  });
  pages.set('phoned', `/tasks/${phoned}`);
  const open = await here.drawn(1, { firstDay: '2026-10-21' });
  await here.declineAll(open);
  pages.set('open', `/tasks/${open}`);
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await site.close();
});

const checked = async (page: Page, name: string): Promise<void> => {
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
  await screenshot(page, name);
  const size = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  expect(size[0]).toBeLessThanOrEqual(size[1]);
  expect(await axe(page)).toEqual([]);
  expect(await small(page)).toEqual([]);
};

describe.each(['desktop', 'phone'] as const)('changes and choices on a %s', (device) => {
  it.each(['before', 'unfilled', 'phoned', 'open'])(
    'a task that is %s is accessible and fits',
    async (name) => {
      const browser = site.browser();
      await signIn(browser, 'all', { bureau: 'zhanjiang' });
      const page = await openPage(chromium, device);
      if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
      const value = browser.cookies.get('jiandu-session') ?? '';
      await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
      await page.goto(site.url + (pages.get(name) ?? ''));
      expect(await page.locator('h1').count()).toBe(1);
      await checked(page, `task-later-${device}-${name}`);
      await page.context().close();
    },
    20_000,
  );
});
