import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { GAOPING } from '../support/app.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { photo, playSimulator, type Played } from './simulator-support.ts';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const MENU = `您好，这里是高平市医疗保障局。请回复数字：
1 举报线索
2 我要自荐当监督员
3 我的任务
例如：1`;

let browser: Browser;
let played: Played;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  played = await playSimulator(async ({ body, from }) => {
    if (body.kind === 'image') await pause(900);
    if (body.kind === 'text' && body.text === '稍等') return { kind: 'later' };
    if (body.kind === 'text' && body.text.includes('表'))
      return { kind: 'reply', text: `请打开 ${played.url}/simulator 填表，${from}。` };
    return { kind: 'reply', text: body.kind === 'image' ? '照片收到了。' : MENU };
  });
});
afterAll(async () => {
  await browser.close();
  await played.close();
});

const opened = async (who: string, device: 'desktop' | 'phone'): Promise<Page> => {
  const page = await openPage(browser, device);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${played.url}/simulator/gaoping/${who}`);
  return page;
};
const texts = (page: Page): Promise<string[]> => page.locator('.bubble').allInnerTexts();

test('two followers in two tabs: each has a chat of their own, and notices arrive by themselves', async () => {
  const wang = await opened('wang', 'desktop');
  const li = await opened('li', 'phone');
  await screenshot(li, 'simulator-welcome-390');
  await wang.getByRole('button', { name: '关注公众号' }).click();
  await wang.locator('.bubble').first().waitFor();
  await wang.getByLabel('消息').fill('请给我表格');
  await wang.getByLabel('消息').press('Enter');
  await wang.getByRole('link', { name: `${played.url}/simulator` }).waitFor();
  expect(await texts(wang)).toEqual([
    MENU,
    '请给我表格',
    `请打开 ${played.url}/simulator 填表，wang。`,
  ]);
  expect(await wang.getByLabel('消息').inputValue()).toBe('');

  await li.getByRole('button', { name: '我要自荐' }).click();
  await li.getByText('点了菜单“我要自荐”').waitFor();
  await li.locator('.bubble').first().waitFor();
  const [red, blue] = [await photo('png', '#b04a3a'), await photo('jpeg', '#3a6ab0')];
  await li.locator('input[type=file]').setInputFiles([
    { name: '收据.png', mimeType: 'image/png', buffer: red },
    { name: '药盒.jpg', mimeType: 'image/jpeg', buffer: blue },
  ]);
  await li.getByText('对方正在输入…').waitFor();
  await li.locator('.thumb img').nth(1).waitFor();
  await li.getByText('照片收到了。').first().waitFor();
  await li.getByText('李建国的手机').waitFor();
  expect(
    await li
      .locator('.thumb img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth)),
  ).toEqual([640, 640]);

  const puppet = played.puppets.get(GAOPING)!;
  await puppet.sendTemplate({
    to: 'wang',
    templateId: 'draw',
    fields: { 事项: '飞行检查抽签邀请', 时间: '10月15日 8:30', 备注: '请于明天17:00前答复' },
    url: `${played.url}/simulator`,
    clientMsgId: 'notice-1',
  });
  await puppet.deliver('li', '您的自荐材料已收到，编号 2026-018。');
  await wang.getByText('飞行检查抽签邀请').waitFor();
  await li.getByText('2026-018').waitFor();
  expect(await texts(wang)).not.toContain('您的自荐材料已收到，编号 2026-018。');

  await wang.getByLabel('消息').fill('稍等');
  await wang.getByRole('button', { name: '发送' }).click();
  await wang.getByText('已收到，稍后回复').waitFor();
  const chat = wang.locator('.chat');
  expect(await chat.evaluate((it) => it.scrollTop)).toBeGreaterThan(-2);

  await screenshot(wang, 'simulator-1280');
  await screenshot(li, 'simulator-390');
  const before = await texts(wang);
  await wang.reload();
  expect(await texts(wang)).toEqual(before);
  expect(complaints).toEqual([]);
});

test('several messages in a row arrive once each, in order, while the page polls', async () => {
  const page = await opened('row', 'phone');
  for (const text of ['一', '二', '三', '四', '五']) {
    await page.getByLabel('消息').fill(text);
    await page.getByLabel('消息').press('Enter');
  }
  await page.locator('.bubble').nth(9).waitFor();
  await pause(2_000);
  const all = await texts(page);
  expect(all).toHaveLength(10);
  expect(all.filter((text) => text !== MENU)).toEqual(['一', '二', '三', '四', '五']);
});

test('who reads older lines is not torn away by a new one', async () => {
  const page = await opened('reader', 'phone');
  for (let n = 0; n < 5; n += 1) await page.getByRole('button', { name: '举报线索' }).click();
  await page.locator('.bubble').nth(4).waitFor();
  const chat = page.locator('.chat');
  await chat.evaluate((it) => it.scrollTo({ top: -it.scrollHeight }));
  const top = page.getByText('点了菜单').first();
  const before = (await top.boundingBox())!;
  await played.puppets.get(GAOPING)!.deliver('reader', '新的通知');
  await page.getByText('新的通知').waitFor();
  expect(Math.abs((await top.boundingBox())!.y - before.y)).toBeLessThan(2);
});

test('a line that is broken says so and keeps what was typed', async () => {
  const page = await openPage(browser, 'phone');
  await page.goto(`${played.url}/simulator/gaoping/offline`);
  await page.context().setOffline(true);
  await page.getByLabel('消息').fill('还在吗');
  await page.getByLabel('消息').press('Enter');
  await page.getByText('连接断开，正在重试…').waitFor();
  await expect.poll(() => page.getByLabel('消息').inputValue()).toBe('还在吗');
  await page.context().setOffline(false);
  await page.getByText('offline的手机').waitFor();
});

test('without a script: forms, photos and the refresh link do the same', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.goto(`${played.url}/simulator`);
  await screenshot(page, 'simulator-chooser-390');
  await page.getByLabel('新的关注者').first().fill('赵六');
  await page.getByRole('button', { name: '扮演' }).first().click();
  await page.getByLabel('消息').fill('您好');
  await page.getByRole('button', { name: '发送' }).click();
  expect(await texts(page)).toEqual(['您好', MENU]);
  for (let n = 0; n < 3; n += 1) {
    await page.getByRole('button', { name: '我的', exact: true }).click();
  }
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: await photo('png', '#557733') });
  await page.getByRole('button', { name: '发照片' }).click();
  expect(await page.locator('.thumb').count()).toBe(1);
  const { pathname } = new URL(page.url());
  await played.puppets.get(GAOPING)!.deliver(pathname.split('/').at(-1)!, '通知来了');
  await page.getByRole('link', { name: '刷新' }).click();
  expect((await texts(page)).at(-1)).toBe('通知来了');
  const { y } = (await page.getByText('通知来了').boundingBox())!;
  expect(y > 60 && y < 700).toBe(true);
  await screenshot(page, 'simulator-plain-390');
  await context.close();
});

test('the page where one chooses, on a desk', async () => {
  const page = await openPage(browser);
  await page.goto(`${played.url}/simulator`);
  await screenshot(page, 'simulator-chooser-1280');
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page
      .getByRole('link', { name: /陈晓明/ })
      .first()
      .click(),
  ]);
  await popup.getByText('陈晓明的手机').waitFor();
});
