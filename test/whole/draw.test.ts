import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPERTS } from '../../scripts/demo/cast.ts';
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

const PHARMACISTS = (EXPERTS.gaoping ?? []).filter((one) => one.category === '药学');

describe('task → draw → decline → replacement → accept → disclosure', () => {
  it('ZJ-10a ZJ-14.3 ZJ-11.0 GP-8.4 a supervisor watches, two pharmacists on their phones, one clerk at the desk', async () => {
    const clerk = await signIn(browser, whole, { bureau: 'gaoping', login: 'clerk' });
    await clerk.goto(`${whole.siteUrl}/tasks/new`);
    const type = await clerk.locator('option', { hasText: '飞行检查' }).getAttribute('value');
    await clerk.getByLabel('工作类型').selectOption(type ?? '');
    await clerk.getByLabel('药学', { exact: true }).fill('1');
    await clerk.getByLabel('日期', { exact: true }).fill('2026-10-14');
    await clerk.getByLabel('集合时间').fill('09:00');
    await clerk.getByLabel('集合地点').fill('市政务中心南门');
    await clerk.getByLabel('演示市第二人民医院').check();
    await clerk.getByLabel('带队人电话').fill('13900000088');
    await clerk.getByRole('button', { name: '登记任务' }).click();
    await screenshot(clerk, 'site-task-entered');
    await clerk.getByRole('link', { name: /先看候选情况/ }).click();
    await screenshot(clerk, 'site-draw-pool');
    await clerk.getByRole('link', { name: /返回任务/ }).click();
    await clerk.getByLabel('见证人').selectOption({ label: '张桂兰（社会监督员，用微信见证）' });
    await clerk.getByRole('button', { name: '第一步：冻结名单' }).click();
    await clerk.getByLabel('您作为操作人报的数').fill('583920');
    await clerk.getByRole('button', { name: '第二步：报数' }).click();

    const witness = await openPhone(browser, whole, { bureau: 'gaoping', id: 'gp-zhang' });
    await witness.hears('请您见证一次专家抽取');
    await witness.says('见证 271828', '已收到您为');
    await screenshot(witness.page, 'chat-witness');
    await clerk.reload();
    await screenshot(clerk, 'site-draw-ceremony');
    await clerk.getByRole('button', { name: '第三步：揭晓并抽取' }).click();
    const panel = clerk.getByRole('table', { name: '抽中的专家' });
    const first = drawn(await panel.innerText());
    if (first === undefined) throw new Error('nobody was drawn');

    const one = await openPhone(browser, whole, { bureau: 'gaoping', id: first.id });
    await one.hears('RW2026-0001');
    expect(await one.page.content()).not.toContain('第二人民医院');
    await one.says('不能参加 当天有手术排班', '已记下：您不能参加');

    await clerk.reload();
    const second = drawn((await panel.innerText()).replace(first.name, ''));
    if (second === undefined) throw new Error('nobody followed');
    const two = await openPhone(browser, whole, { bureau: 'gaoping', id: second.id });
    await two.hears('RW2026-0001');
    await screenshot(two.page, 'chat-invitation');
    await two.says('接受', '已记下：您接受');
    // the first one changes the mind too late: recorded, politely refused, nothing changes (F16)
    await one.says('接受', '您之前已经答复');

    await clerk.reload();
    expect(await panel.innerText()).toContain('已接受');
    await screenshot(clerk, 'site-draw');

    const task = clerk.url();
    whole.open.clock.set('2026-10-14T08:40:00+08:00');
    const atAssembly = await signIn(browser, whole, { bureau: 'gaoping', login: 'clerk' });
    await atAssembly.goto(task);
    await atAssembly.getByRole('button', { name: '告知已接受的专家' }).click();
    await two.hears('需回避');
    await two.says('任务', '演示市第二人民医院');
    await two.says('无需回避', '没有需要回避的情形');
  }, 60_000);
});

const drawn = (text: string): (typeof PHARMACISTS)[number] | undefined =>
  PHARMACISTS.find((one) => text.includes(one.name));
