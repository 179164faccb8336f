import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { nomination, ROLES, staff, type StaffActor } from '../../domain/index.ts';
import { issueFormLink } from '../../domain/exchange/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { SYSTEM, ZHANJIANG } from '../support/app.ts';
import {
  allMet,
  applicationNow,
  applied,
  expertApplicationOf,
  passedReview,
} from '../support/applying.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { expertCall } from '../support/choosing.ts';
import { citizenOf } from '../support/people.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

let site: OpenSite;
let chromium: Chromium;
let due: string;
let fresh: string;
let ready: string;
let head: StaffActor;
let forms: string;
let close: () => void;

const apply = async (chat: string, birth: string): Promise<string> => {
  const over = { citizenNumber: citizenOf(birth) };
  const made = await applied(site, expertApplicationOf(over), { bureau: ZHANJIANG, chat });
  return made.application;
};

beforeAll(async () => {
  site = await openSite();
  await expertCall(site);
  fresh = await apply('o-fresh', '1960-01-01');
  due = await apply('o-due', '1980-01-01');
  ready = await apply('o-ready', '1981-01-01');
  head = await site.member(ZHANJIANG, 'sectionHead');
  await passedReview(site, { bureau: ZHANJIANG, application: due, until: 'reviewed' });
  await passedReview(site, { bureau: ZHANJIANG, application: ready, until: 'qualified' });
  await site.account('all', ROLES, ZHANJIANG);
  const koa = new Koa();
  koa.use(createForms({ app: site.app, forms: FORMS, random: randomBytes }).routes());
  const server = koa.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  forms = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  chromium = await openBrowser();
}, 90_000);
afterAll(async () => {
  await chromium.close();
  close();
  await site.close();
});

const checked = async (page: Page, name: string): Promise<void> => {
  await page.evaluate(
    "document.querySelectorAll('details').forEach((one) => one.setAttribute('open', ''))",
  );
  await screenshot(page, name);
  const size = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  expect(size[0]).toBeLessThanOrEqual(size[1]);
  expect(await axe(page)).toEqual([]);
  expect(await small(page)).toEqual([]);
};

const opened = async (device: 'desktop' | 'phone'): Promise<Page> => {
  const browser = site.browser();
  await signIn(browser, 'all', { bureau: 'zhanjiang' });
  const page = await openPage(chromium, device);
  if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
  const value = browser.cookies.get('jiandu-session') ?? '';
  await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
  return page;
};

describe.each(['desktop', 'phone'] as const)('applications on a %s', (device) => {
  it.each([
    ['list', () => '/applications'],
    ['new-expert', () => '/applications/new?roster=experts'],
    ['review', () => `/applications/${fresh}`],
    ['line', () => `/applications/${due}`],
    ['selection', () => `/selection?roster=experts&tick=${ready}`],
  ])('%s is accessible and fits', { timeout: 30_000 }, async (name, path) => {
    const page = await opened(device);
    await page.goto(site.url + path());
    expect(await page.locator('h1').count()).toBe(1);
    await checked(page, `applications-${device}-${name}`);
    await page.context().close();
  });
});

const linkFor = (account: string, subject: string): Promise<string> =>
  site.app.gate.transaction(ZHANJIANG, (tx) =>
    issueFormLink(
      tx,
      {
        kind: nomination.SIGN_OFF_FORM,
        person: account,
        subject,
        validUntil: new Date('2027-01-01'),
      },
      { seed: `sign ${account} ${subject}`, now: site.clock.now() },
    ),
  );

describe('signing from the phone', () => {
  it('F2-11 C-02 the notice carries a page for each who may sign and nothing personal', async () => {
    const rows = await site.app.gate.transaction(ZHANJIANG, (tx) =>
      tx.table(notices).find({ kind: 'nomination.line-due' }),
    );
    expect(rows.length).toBeGreaterThan(0);
    const { number } = await applicationNow(site, ZHANJIANG, due);
    const said = await site.app.gate.transaction(ZHANJIANG, (tx) =>
      nomination.nominationContext.say(tx, 'nomination.line-due', { number }),
    );
    const words = said?.text ?? '';
    expect(words).toContain(`申请${number}轮到您签署意见`);
    expect(words).not.toContain('李梅');
  });

  it('F2-11 F2-12 reads name, unit, findings and conclusion, sends it back with a reason, and signs', async () => {
    const page = await openPage(chromium, 'phone');
    await page.setViewportSize({ width: 360, height: 740 });
    const path = await linkFor(head.account, due);
    await page.goto(forms + path);
    expect(await page.content()).not.toContain('李梅');
    await checked(page, 'sign-off-begin');
    await page.getByRole('button', { name: '开始' }).click();
    const shown = await page.content();
    for (const words of ['李梅', '湛江市某某医院', '材料齐全', '合格'])
      expect(shown).toContain(words);
    expect(shown).not.toContain(citizenOf('1980-01-01'));
    expect(shown).not.toContain('13912345678');
    await page.getByLabel('退回').check();
    await page.getByRole('button', { name: '签署' }).click();
    expect(await page.content()).toContain('退回需要写明原因');
    await checked(page, 'sign-off-fault');
    await page.getByLabel('同意').check();
    await page.getByLabel('具体意见').fill('同意审查结论');
    await page.getByRole('button', { name: '签署' }).click();
    expect(await page.content()).toContain('您已签署');
    await page.context().close();
    const { lines } = await applicationNow(site, ZHANJIANG, due);
    expect(lines).toMatchObject([
      { line: 'section', verdict: 'agree', opinion: '同意审查结论', by: head.account, paper: null },
    ]);
  });

  it('C-05 neither the reviewer, nor another role, nor a closed account gets a page to sign', async () => {
    const other = await apply('o-other', '1979-01-01');
    const reviewer = await site.member(ZHANJIANG, 'clerk', 'sectionHead');
    const view = await applicationNow(site, ZHANJIANG, other);
    const reviewed = await site.app.perform(
      ZHANJIANG,
      nomination.reviewApplication,
      {
        application: other,
        expectVersion: view.version,
        conclusion: 'qualified',
        findings: allMet(view),
        text: '材料齐全，符合条件',
      },
      reviewer,
    );
    expect(reviewed.kind).toBe('done');
    const closed = await site.member(ZHANJIANG, 'sectionHead');
    const disabling = { account: closed.account, reason: '调离本单位' };
    const gone = await site.app.perform(ZHANJIANG, staff.disableAccount, disabling, SYSTEM);
    expect(gone.kind).toBe('done');
    const leader = await site.member(ZHANJIANG, 'leader');
    for (const one of [reviewer, closed, leader]) {
      const page = await openPage(chromium, 'phone');
      await page.goto(forms + (await linkFor(one.account, other)));
      await page.getByRole('button', { name: '开始' }).click();
      expect(await page.content()).toContain('已经办结');
      expect(await page.content()).not.toContain('李梅');
      await page.context().close();
    }
    expect((await applicationNow(site, ZHANJIANG, other)).lines).toEqual([]);
  });
});
