import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForms, FORMS } from '../../bot/forms/index.ts';
import { openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { openOffice, type Chat } from '../support/chat.ts';
import { citizenOf } from '../support/people.ts';
import { snapshot } from '../support/pictures.ts';

const BORN_1985 = citizenOf('1985-03-15', '026');

/** Things to tap that are smaller than 60 × 60 (MIIT, elderly version), and text below 18. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[
    ...[...document.querySelectorAll('main button, main select, main .button, main .choice, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main textarea')]
      .filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height < 60; }),
    ...[...document.querySelectorAll('main p, main label, main legend, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main button, main dd, main dt')]
      .filter((e) => e.getBoundingClientRect().width > 0 && parseFloat(getComputedStyle(e).fontSize) < 18),
  ].map((e) => e.outerHTML.slice(0, 120))`);

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth + 1');

describe('长网页在浏览器里', () => {
  let browser: Browser;
  let open: OpenApp;
  let server: Server;
  let url = '';
  let chat: Chat;

  beforeAll(async () => {
    browser = await openBrowser();
    open = await openApp();
    const koa = new Koa();
    koa.use(createForms({ app: open.app, forms: FORMS, random: randomBytes }).routes());
    server = await new Promise<Server>((resolve) => {
      const listening = koa.listen(0, '127.0.0.1', () => resolve(listening));
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    chat = openOffice(open, ZHANJIANG).chat('applicant');
    await chat.says('申请专家');
    await chat.says('同意');
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    await open.close();
  });

  const begin = async (page: Page): Promise<void> => {
    const path = /\/form\/[\w.]+/u.exec(await chat.says('网页'))?.[0] ?? '';
    await page.goto(url + path);
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByRole('heading', { name: '专家申请' }).waitFor();
  };
  const stateOf = (page: Page, field: string) =>
    page.locator(`[data-field="${field}"] [data-state]`);

  it('saved on leaving a field, with the keyboard alone; wrong is said beside it; the chat knows', async () => {
    const page = await openPage(browser, 'phone');
    await begin(page);
    await page.getByLabel('姓名', { exact: true }).focus();
    await page.keyboard.type('李梅');
    await page.keyboard.press('Tab');
    await stateOf(page, 'name').getByText('已保存').waitFor();
    await page.keyboard.type(BORN_1985.slice(0, 17));
    await page.keyboard.press('Tab');
    await page.getByText('身份证号应为18位，您填了17位').waitFor();
    await page.getByLabel('身份证号').fill(BORN_1985);
    await page.getByLabel('联系电话').fill('13900139001');
    await page.getByLabel('联系电话').blur();
    await stateOf(page, 'citizenNumber').getByText('出生日期1985年3月15日，性别女').waitFor();
    await stateOf(page, 'phone').getByText('已保存').waitFor();
    expect(await page.locator('[data-progress]').textContent()).toContain('已填 4/');
    expect(await chat.says('继续')).toContain('专家申请已填 4/');
    // a question that only now applies is shown without loading the page anew
    expect(await page.locator('#q-post').isVisible()).toBe(false);
    await page.getByLabel('工作单位').fill('市二院');
    await page.getByLabel('工作单位').blur();
    await page.locator('#q-post').waitFor();
    await page.context().close();
  });

  it('without network the words stay and are saved when it is back', async () => {
    const page = await openPage(browser, 'phone');
    await begin(page);
    await page.context().setOffline(true);
    await page.getByLabel('籍贯').fill('广东湛江');
    await page.getByLabel('籍贯').blur();
    await stateOf(page, 'nativePlace').getByText('没有保存，网络恢复后会再试').waitFor();
    expect(await page.getByLabel('籍贯').inputValue()).toBe('广东湛江');
    await page.context().setOffline(false);
    await stateOf(page, 'nativePlace').getByText('已保存').waitFor();
    await page.reload();
    expect(await page.getByLabel('籍贯').inputValue()).toBe('广东湛江');
    await page.context().close();
  });

  it('F1-04 a photo is kept at once, shown, and may be taken out again', async () => {
    const page = await openPage(browser, 'phone');
    await begin(page);
    const files = page.locator('[data-field="photo"] input[type=file]');
    await files.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await snapshot() });
    await page.getByText('已收到第1张').waitFor();
    await page.getByLabel('删除这张').click();
    await page.getByText('已收到第1张').waitFor({ state: 'detached' });
    await files.setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await snapshot() });
    await page.getByText('已收到第1张').waitFor();
    await page.context().close();
  });

  it.each([360, 1280])('passes axe and the sizes for older people at %i', async (width) => {
    const page = await openPage(browser);
    await page.setViewportSize({ width, height: 800 });
    await begin(page);
    await page.getByLabel('电子邮箱').fill('没有');
    await page.getByLabel('电子邮箱').blur();
    await page.getByText('没有看到邮箱地址').waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await tooSmall(page)).toEqual([]);
    expect(await isTooWide(page)).toBe(false);
    await screenshot(page, `draft-form-${width}`);
    await page.getByLabel('电子邮箱').fill('');
    await page.getByRole('button', { name: '去核对' }).click();
    await page.getByRole('heading', { name: '核对专家申请' }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect(await tooSmall(page)).toEqual([]);
    await screenshot(page, `draft-review-${width}`);
    await page.context().close();
  });
});
