import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { evaluation, ROLES } from '../../domain/index.ts';
import { issueFormLink } from '../../domain/exchange/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { SCAN, workWith, type AtWork } from '../support/at-work.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let work: AtWork;
let open: string;
let chromium: Chromium;

/** One piece of work with something in every state. */
beforeAll(async () => {
  site = await openSite();
  work = await workWith(site, 3);
  const { task, experts, clerk } = work;
  const [one, two, three] = experts;
  if (one === undefined || two === undefined || three === undefined) throw new Error('nobody');
  await work.prepare();
  await work.done(clerk, evaluation.startWork, { task });
  await work.signIn(one);
  await work.signIn(two);
  await work.done(clerk, evaluation.noteExpertAbsence, {
    task,
    invitation: three.invitation,
    kind: 'absent',
    at: '2026-10-15T08:59:00+08:00',
    told: 'late',
    toldAt: '08:55 电话',
    reason: '门诊走不开',
    affected: true,
    effect: '推迟一小时',
  });
  // the third one is absent, and everybody knows
  const present = { onlyPresent: true };
  const counted = await work.openRound('page', present);
  await work.vote(one, counted, 'for');
  await work.vote(two, counted, 'for');
  const tied = await work.openRound('page', present);
  await work.vote(one, tied, 'for');
  await work.vote(two, tied, 'against');
  open = await work.openRound('page', present);
  const paper = await work.openRound('paper', present);
  await work.done(clerk, evaluation.enterPaperResult, {
    round: paper,
    votes: [one, two].map(({ person }) => ({ person, vote: 'for' })),
    scans: [SCAN],
  });
  await work.form3(one);
  await site.account('all', ROLES, ZHANJIANG);
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium.close();
  await site.close();
});

const checked = async (page: Page, name: string): Promise<void> => {
  for (const summary of await page.locator('summary').all()) await summary.click();
  await screenshot(page, name);
  const size = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  expect(size[0]).toBeLessThanOrEqual(size[1]);
  expect(await axe(page)).toEqual([]);
  expect(await small(page)).toEqual([]);
};

describe.each(['desktop', 'phone'] as const)('work with everything in it, on a %s', (device) => {
  it.each(['', '/deliberation', '/fees', '/evaluation', '/record'])(
    '%s is accessible and fits',
    async (name) => {
      const browser = site.browser();
      await signIn(browser, 'all', { bureau: 'zhanjiang' });
      const page = await openPage(chromium, device);
      if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
      const value = browser.cookies.get('jiandu-session') ?? '';
      await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
      const absent = work.experts[2]?.person ?? '';
      const path = name === '/record' ? `/people/${absent}/record` : `/work/${work.task}${name}`;
      await page.goto(site.url + path);
      expect(await page.locator('h1').count()).toBe(1);
      await checked(page, `work-${device}${name.replace('/', '-')}`);
      await page.context().close();
    },
    20_000,
  );
});

it('the one-time page on a small phone, from 开始 to the last word', async () => {
  const koa = new Koa();
  koa.use(createForms({ app: site.app, forms: FORMS, random: randomBytes }).routes());
  const server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const person = work.experts[0]?.person ?? '';
  const path = await site.app.gate.transaction(ZHANJIANG, (tx) =>
    issueFormLink(
      tx,
      { kind: evaluation.OPINION_FORM, person, subject: open, validUntil: new Date('2027-01-01') },
      { seed: 'form', now: site.clock.now() },
    ),
  );
  const page = await openPage(chromium, 'phone');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(url + path);
  await checked(page, 'form-begin');
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('button', { name: '提交意见' }).click();
  await checked(page, 'form-faults');
  await page.getByLabel('不同意').check();
  await page.getByLabel('意见', { exact: true }).fill('两次检查部位不同');
  await page.getByLabel('依据的材料').fill('病历第3页');
  await page.getByRole('button', { name: '提交意见' }).click();
  await page.getByText('您已提交').waitFor();
  await checked(page, 'form-given');
  server.closeAllConnections();
  server.close();
}, 30_000);
