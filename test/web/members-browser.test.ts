import { readFileSync } from 'node:fs';
import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membership } from '../../domain/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { writeSheet, XLSX } from '../../web/sheets/write.ts';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { citizenOf } from '../support/people.ts';
import { openPublicServer, type PublicServer } from '../support/public-server.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

const HEADS = membership.columnsOf('supervisors');
type Cells = Partial<Record<membership.MemberColumn, string>>;

const sheet = async (rows: readonly Cells[]) => ({
  name: '名册.xlsx',
  mimeType: XLSX,
  buffer: await writeSheet({
    name: '名册',
    columns: HEADS.map((head) => ({ head, width: 20 })),
    rows: rows.map((cells) => HEADS.map((head) => cells[head] ?? '')),
  }),
});

/** A phone of 360 points: the narrowest in use. */
const narrow = async (chromium: Chromium, device: 'desktop' | 'phone'): Promise<Page> => {
  const page = await openPage(chromium, device);
  if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
  return page;
};

const fits = async (page: Page, name: string): Promise<void> => {
  const [wide, inner] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  expect(wide).toBeLessThanOrEqual(inner);
  expect(await axe(page)).toEqual([]);
  expect(await small(page)).toEqual([]);
  await screenshot(page, name);
};

describe.each(['desktop', 'phone'] as const)('a roster from a spreadsheet, on a %s', (device) => {
  let site: OpenSite;
  let bot: PublicServer;
  let chromium: Chromium;
  let page: Page;
  beforeAll(async () => {
    site = await openSite();
    bot = await openPublicServer(site.app);
    await site.account('all', ['clerk', 'leader']);
    const browser = site.browser();
    await signIn(browser, 'all');
    chromium = await openBrowser();
    page = await narrow(chromium, device);
    const value = browser.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
  });
  afterAll(async () => {
    await chromium.close();
    await bot.close();
    await site.close();
  });

  const GOOD: Cells = { 姓名: '王秀兰', 身份证号: citizenOf('1970-05-01'), 聘期开始: '2026-10-12' };
  const BAD: Cells = { 姓名: '李长工', 身份证号: '659099', 聘期开始: '2026年10月12日' };

  it('C-10 comes back with its errors, is mended and imported', async () => {
    await page.goto(`${site.url}/members`);
    await page.getByRole('link', { name: '导入社会监督员库名册' }).click();
    await page.getByLabel('名册').setInputFiles(await sheet([GOOD, BAD]));
    await page.getByRole('button', { name: '上传并核对' }).click();
    expect(await page.locator('main').textContent()).toContain('身份证号应为18位，这里是6位');
    await fits(page, `members-import-${device}`);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载问题行' }).click(),
    ]);
    const faults = await readSheet(readFileSync(await download.path()), {
      columns: ['姓名', '问题'],
      needed: ['姓名', '问题'],
      mostRows: 10,
    });
    expect(faults).toMatchObject({ value: [{ cells: { 姓名: '李长工' } }] });

    const mended = { ...BAD, 身份证号: citizenOf('1966-07-08'), 聘书编号: '高医保聘1号' };
    await page.getByLabel('名册').setInputFiles(await sheet([GOOD, mended]));
    await page.getByRole('button', { name: '上传并核对' }).click();
    await page.getByRole('button', { name: '导入这2人' }).click();
    expect(await page.locator('main').textContent()).toContain('李长工');
    await fits(page, `members-${device}`);
  });

  it('GP-6.4a a letter is checked by its address: good, and void when the term is over', async () => {
    const listed = await site.app.ask(GAOPING, membership.listMembers, {}, SYSTEM);
    const term = listed.kind === 'found' ? listed.value.rows.map((row) => row.term) : [];
    const own = term.find(({ letterNumber }) => letterNumber !== null)?.id ?? '';
    const code = await site.app.gate.transaction(GAOPING, (tx) =>
      Promise.resolve(membership.letterCode(tx, own)),
    );
    await page.goto(`${site.url}/members/${own}`);
    await fits(page, `member-letter-${device}`);

    const visitor = await narrow(chromium, device);
    await visitor.goto(`${bot.url}/letter/${code}`);
    const shown = async () => (await visitor.locator('main').textContent()) ?? '';
    expect(await shown()).toContain('有效：持有人目前在聘');
    expect(await shown()).toContain('李**');
    await fits(visitor, `letter-valid-${device}`);

    site.clock.set('2029-10-13T00:05:00+08:00');
    await visitor.reload();
    expect(await shown()).toContain('已失效');
    await fits(visitor, `letter-void-${device}`);
    await visitor.goto(`${bot.url}/letter/gaoping.abcdefghijklmnopabcdefghijklmnop`);
    expect(await shown()).toContain('没有查到这份聘书');
    await fits(visitor, `letter-unknown-${device}`);
    site.clock.set('2026-10-12T10:00:00+08:00');
  });
});
