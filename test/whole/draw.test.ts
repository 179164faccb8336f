import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vrs } from '../../domain/index.ts';
import { EXPERTS } from '../../scripts/demo/cast.ts';
import { GAOPING } from '../support/app.ts';
import { openBrowser, screenshot } from '../support/browser.ts';
import { openPhone, openWhole, signIn, type HandPhone, type Whole } from '../support/whole.ts';

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

    await prepareAndStart(atAssembly);
    await atAssembly.getByText('登记签到').first().click();
    await atAssembly.getByLabel('现场屏幕签到、承诺').check();
    await atAssembly.getByRole('button', { name: '登记签到' }).click();
    await screenshot(atAssembly, 'site-work');

    await atAssembly.getByRole('link', { name: '合议' }).first().click();
    await atAssembly.getByLabel('问题').fill('是否认定为重复收费');
    await atAssembly.getByLabel('内容').fill('同一天同一项目收费两次的，是否认定为重复收费？');
    await atAssembly.getByRole('button', { name: '发起合议' }).click();
    await two.hears('填写意见');
    await fillOpinion(two);
    await two.hears('合议');
    await atAssembly.reload();
    // ZJ-14.5: the signed print comes back as a scan, before the work can be closed
    await atAssembly.getByText(/^登记纸质签字/).click();
    await screenshot(atAssembly, 'site-deliberation');
    const signing = atAssembly.locator('form', { hasText: '签字页扫描件' });
    await signing.getByLabel('专家').selectOption({ label: second.name });
    await signing
      .getByLabel('签字页扫描件')
      .setInputFiles({ name: 'signed.png', mimeType: 'image/png', buffer: SIGNED_PAGE });
    await signing.getByRole('button', { name: '登记签字' }).click();
    await atAssembly.getByText('签字已登记').waitFor();

    await atAssembly.goto(task.replace('/tasks/', '/work/'));
    await atAssembly.getByRole('link', { name: '工作评价' }).first().click();
    await atAssembly.getByText('填写工作评价', { exact: true }).click();
    for (const tick of await atAssembly.getByRole('checkbox').all()) await tick.check();
    await atAssembly.getByLabel('优秀').check();
    await atAssembly.getByRole('button', { name: '保存评价' }).click();
    await screenshot(atAssembly, 'site-form3');

    const leader = await signIn(browser, whole, { bureau: 'gaoping', login: 'leader' });
    await leader.goto(atAssembly.url().split('?')[0] ?? '');
    await leader.getByLabel('领导意见').fill('同意');
    await leader.getByRole('button', { name: '签批' }).click();
    await two.hears('工作评价');
    await screenshot(two.page, 'chat-evaluated');
    await leader.goto(task.replace('/tasks/', '/work/'));
    await leader.getByRole('button', { name: '结束归档' }).click();
    await leader.getByText('已结束归档').first().waitFor();

    whole.open.clock.set('2026-10-15T09:00:00+08:00');
    const publishing = await signIn(browser, whole, { bureau: 'gaoping', login: 'leader' });
    await publishing.goto(task);
    await publishing.getByText('决定公布', { exact: true }).click();
    await publishing.locator('#form-publish-reason').fill('检查已结束，按规定公开');
    await publishing.getByRole('button', { name: '公布', exact: true }).click();
    await screenshot(publishing, 'site-published');
    const published = await fetch(`${whole.botUrl}/draws/gaoping/RW2026-0001-1.json`);
    expect(vrs.verifyRecord(await published.json(), vrs.NODE_HASHING).ok).toBe(true);
    await two.says('我的抽取', '编号');
    await screenshot(two.page, 'chat-receipt');
  }, 90_000);
});

const SIGNED_PAGE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const drawn = (text: string): (typeof PHARMACISTS)[number] | undefined =>
  PHARMACISTS.find((one) => text.includes(one.name));

/** two certified officers, scope and rules, then the work begins. */
async function prepareAndStart(clerk: Page): Promise<void> {
  await clerk.getByRole('link', { name: '工作与评价' }).click();
  await clerk.getByText('填写任务书', { exact: true }).click();
  await clerk.getByLabel('工作范围').fill('2025年药品收费的合规性');
  await clerk.getByLabel('依据的法规和规则').fill('《医疗保障基金使用监督管理条例》第三十八条');
  await clerk.getByLabel('持证执法人员').fill('执法甲，YB00010001\n执法乙，YB00010002');
  await clerk.getByLabel('可以查看的材料').fill('收费明细，三楼阅卷室');
  await clerk.getByRole('button', { name: '保存任务书' }).click();
  await clerk.getByRole('button', { name: '开始工作' }).click();
}

/** ZJ-13.2a: the own page, on the own phone. */
async function fillOpinion({ page }: HandPhone): Promise<void> {
  const address = /\S*\/form\/\S+/.exec(await page.locator('body').innerText())?.[0] ?? '';
  const form = await page.context().newPage();
  await form.goto(new URL(address, page.url()).href);
  await form.getByRole('button', { name: '开始' }).click();
  await form.getByLabel('同意', { exact: true }).check();
  await form.getByLabel('意见', { exact: true }).fill('两次收费的项目、时间相同，属于重复收费');
  await form.getByLabel('依据的材料').fill('收费明细第12行、第13行');
  await form.getByRole('button', { name: '提交意见' }).click();
  await form.getByText('您已提交').waitFor();
  await screenshot(form, 'phone-opinion');
  await form.close();
}
