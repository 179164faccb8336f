import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GAOPING } from '../support/app.ts';
import { openBrowser, screenshot } from '../support/browser.ts';
import { openPhone, openWhole, signIn, type Whole } from '../support/whole.ts';

let whole: Whole;
let browser: Browser;

beforeAll(async () => {
  whole = await openWhole(GAOPING);
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await whole.close();
});

describe('volunteer → clerk → volunteer', () => {
  it('GP-8.2 GP-9.5b a clue by chat is accepted and closed on the site, and each step arrives on the phone by itself', async () => {
    const phone = await openPhone(browser, whole, { bureau: 'gaoping', id: 'wang' });
    await phone.says('举报', '请说说是什么事');
    await phone.says('药店用我的卡刷了保健品', '什么时候');
    await phone.says('前天上午十点半', '什么地方');
    await phone.says('泫氏街老车站旁边', '哪一类');
    await phone.says('1', '哪一家');
    await phone.says('惠民大药房', '惠民大药房演示店吗');
    await phone.says('是', '请核对');
    await screenshot(phone.page, 'chat-review');
    await phone.says('提交', 'XS2026-0001');

    const clerk = await signIn(browser, whole, { bureau: 'gaoping', login: 'clerk' });
    await clerk.getByRole('link', { name: '线索' }).first().click();
    await clerk.getByRole('link', { name: 'XS2026-0001' }).click();
    await screenshot(clerk, 'site-clue');
    await clerk.getByRole('button', { name: '受理' }).click();
    await phone.hears('线索XS2026-0001已受理');

    await clerk.getByLabel('查证属实', { exact: true }).check();
    await clerk.getByLabel('核查情况').fill('现场核查，情况属实');
    await clerk.getByRole('button', { name: '办结' }).click();
    await phone.hears('查证属实');
    expect(await phone.page.content()).not.toContain('现场核查');
    await screenshot(phone.page, 'chat-told');
  }, 60_000);
});
