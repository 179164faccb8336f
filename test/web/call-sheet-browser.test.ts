import type { Browser as Chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES, type StaffActor } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { Later } from '../support/later.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let chromium: Chromium;

/** An expert whom no chat reaches, and an alert that nobody has acknowledged. */
beforeAll(async () => {
  site = await openSite();
  const clerk: StaffActor = await site.account('all', ROLES, ZHANJIANG);
  const here = new Later(site, clerk);
  for (let n = 0; n < 2; n += 1) await here.expert();
  await here.drawn(2);
  await site.app.gate.transaction(ZHANJIANG, async (tx) => {
    const [first, second] = await tx.table(notices).find({ kind: 'draws.invited' });
    const sheet = { state: 'sheet', outcome: '没有绑定微信' } as const;
    await tx.table(notices).change({ id: first?.id ?? '' }, sheet);
    const alert = { alert: 'a1', number: 'XS1', kind: 'clue-serious', dutyPhone: '0759-5550100' };
    await tx.table(notices).change(
      { id: second?.id ?? '' },
      {
        ...sheet,
        kind: 'liaison.alert',
        params: alert,
        recipient: tx.vault.seal({ to: 'account', account: clerk.account }),
        recipientKind: 'account',
        outcome: '已发送，但30分钟内没有人确认，请打电话',
      },
    );
  });
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await site.close();
});

it('GP-12b the call sheet at 360 px: no badge sticks out of its card', async () => {
  const browser = site.browser();
  await signIn(browser, 'all', { bureau: 'zhanjiang' });
  const page = await openPage(chromium, 'phone');
  await page.setViewportSize({ width: 360, height: 740 });
  const value = browser.cookies.get('jiandu-session') ?? '';
  await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
  await page.goto(`${site.url}/call-sheet`);
  await screenshot(page, 'call-sheet-360');
  const outside = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.badge')]
      .filter((one) => one.getBoundingClientRect().right > one.closest('td').getBoundingClientRect().right)
      .map((one) => one.textContent)`,
  );
  expect(await page.locator('.badge').count()).toBeGreaterThan(1);
  expect(outside).toEqual([]);
}, 20_000);
