import type { Browser as Chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicity, ROLES } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { follower } from '../support/people.ts';
import { showingOf } from '../support/showing.ts';
import { fillBureau } from './records.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let chromium: Chromium;
const pages = new Map([
  ['list', '/publicity'],
  ['objections', '/objections'],
  ['object', '/objections/new'],
  ['appointments', '/appointments'],
  ['rosters', '/roster-publications'],
]);
let rosterPage = '';

beforeAll(async () => {
  site = await openSite();
  const records = await fillBureau(site, '李梅');
  rosterPage = `/roster-publications/${records.publication}`;
  await site.account('gp', ROLES);
  await site.account('all', ROLES, ZHANJIANG);
  const s = await showingOf(site);
  const shown = [];
  for (const name of ['梁志远', '黄小燕', '钟丽华', '陆建国']) shown.push(await s.selected(name));
  const [one, two, three] = shown.map(({ application }) => application);
  const period = await s.started(one ?? '', two ?? '');
  await s.placed(period);
  const ended = await s.started(three ?? '');
  await s.placed(ended);
  const [raised] = await s.done(follower('o-x'), publicity.raiseObjection, {
    publicity: period,
    application: null,
    text: '有一名人选在药店有股份，营业执照上有他的名字',
  });
  if (raised.type !== 'publicity.objected') throw new Error(raised.type);
  site.clock.set('2026-10-20T09:00:00+08:00');
  await s.end(ended);
  pages.set('period', `/publicity/${period}`);
  pages.set('ended', `/publicity/${ended}`);
  pages.set('objection', `/objections/${raised.objection}`);
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await site.close();
});

const NAMES = [...pages.keys(), 'period', 'ended', 'objection', 'roster'];

describe.each(['desktop', 'phone'] as const)('公示、异议、聘任、名单 on a %s', (device) => {
  it.each(NAMES)('ZJ-8.2b GP-6.4b the page %s is accessible and fits', async (name) => {
    const browser = site.browser();
    const isRoster = name === 'roster';
    if (isRoster) await signIn(browser, 'gp');
    else await signIn(browser, 'all', { bureau: 'zhanjiang' });
    const page = await openPage(chromium, device);
    if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
    const value = browser.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
    await page.goto(site.url + (isRoster ? rosterPage : (pages.get(name) ?? '')));
    await page.evaluate(
      'for (const fold of document.querySelectorAll("details")) fold.open = true',
    );
    await screenshot(page, `publicity-${device}-${name}`);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await axe(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
    await page.context().close();
  });
});
