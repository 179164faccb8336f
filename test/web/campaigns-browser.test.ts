import type { Browser as Chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaigns, ROLES } from '../../domain/index.ts';
import { GAOPING } from '../support/app.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { callingOf } from '../support/calling.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let chromium: Chromium;
const pages = new Map([
  ['list', '/campaigns'],
  ['new', '/campaigns/new'],
  ['invitations', '/invitations'],
  ['invite', '/invitations/new'],
]);

/** A draft, a call that is open with a letter and a placement, and invitations in two states. */
beforeAll(async () => {
  site = await openSite();
  const all = await site.account('all', ROLES);
  const other = await site.account('other', ['leader']);
  const calling = callingOf(site, GAOPING, all);
  const call = await calling.published(other);
  const letter = {
    roster: 'supervisors',
    campaign: call.id,
    unit: '高平市总工会',
    sentOn: '2026-10-12',
  };
  await calling.done(all, campaigns.sendUnitLetter, letter);
  const placement = {
    campaign: call.id,
    where: '市政府网站',
    url: 'https://example.gov.cn/a/very/long/address/of/a/notice/2026/10/12/index.html',
    day: '2026-10-12',
  };
  await calling.done(all, campaigns.noteCampaignPlacement, placement);
  pages.set('open', `/campaigns/${call.id}`);
  pages.set('draft', `/campaigns/${await calling.draft()}`);
  const person = await calling.person({ name: '郑老师' });
  const sent = await calling.proposed(person);
  await calling.approved(sent, other);
  pages.set('sent', `/invitations/${sent}`);
  const second = await calling.person({ name: '周老师' });
  const theirs = callingOf(site, GAOPING, other);
  pages.set('proposed', `/invitations/${await theirs.proposed(second)}`);
  pages.set('propose', `/invitations/new?person=${second}`);
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await site.close();
});

const NAMES = [
  'list',
  'new',
  'open',
  'draft',
  'invitations',
  'invite',
  'propose',
  'proposed',
  'sent',
];

describe.each(['desktop', 'phone'] as const)('calls and invitations on a %s', (device) => {
  it.each(NAMES)('GP-5.1 GP-5.2 the page %s is accessible and fits', async (name) => {
    const browser = site.browser();
    await signIn(browser, 'all');
    const page = await openPage(chromium, device);
    if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
    const value = browser.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
    await page.goto(site.url + (pages.get(name) ?? ''));
    await page.evaluate(
      'for (const fold of document.querySelectorAll("details")) fold.open = true',
    );
    await screenshot(page, `campaigns-${device}-${name}`);
    // a phone's window grows with what does not fit: the width that was set is what counts
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await axe(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
    await page.context().close();
  });
});
