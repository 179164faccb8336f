import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { demoConfig, openDemo, type DemoStage } from '../../scripts/demo/stage.ts';
import { putNotice } from '../../domain/notices/index.ts';
import { liaison, type Notice } from '../../domain/index.ts';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { axe } from '../support/axe.ts';
import { openBrowser, screenshot } from '../support/browser.ts';
import { playSimulator } from './simulator-support.ts';

let folder: string;
let stage: DemoStage;
let browser: Browser;
const url = (): string => `http://127.0.0.1:${stage.bot.port}`;

const begin = async (): Promise<void> => {
  stage = await openDemo({ ...demoConfig(), BOT_PORT: 0, LOG_LEVEL: 'silent' }, () => undefined);
};
const end = async (): Promise<void> => {
  for (const part of [stage.bot, stage.platform]) await part.stop();
  await stage.installation.close();
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-demo-'));
  process.env.JIANDU_DEMO_FOLDER = folder;
  await begin();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await end();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (who: string, what: string, body: Record<string, string>): Promise<number> => {
  const address = `${url()}/simulator/gaoping/${who}/${what}`;
  const init = { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' } as const;
  return (await fetch(address, init)).status;
};
const order = (who: string, what: string): Promise<number> =>
  post(who, 'platform', { order: what });

interface Shown {
  readonly side: string;
  readonly kind: string;
  readonly text: string;
}
const lines = async (who: string): Promise<readonly Shown[]> => {
  const answer = await fetch(`${url()}/simulator/gaoping/${who}/lines?after=`);
  return ((await answer.json()) as { lines: Shown[] }).lines;
};
const last = async (who: string): Promise<string> => (await lines(who)).at(-1)?.text ?? '';
/** What stands beside the phone, without the tags. */
const ledger = async (who: string): Promise<string> => {
  const answer = await fetch(`${url()}/simulator/gaoping/${who}/ledger`);
  const { html } = (await answer.json()) as { html: string };
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
};

/** A reminder for whoever holds this phone, due at once. */
const remind = async (who: string): Promise<void> => {
  const { app } = stage.installation;
  const now = app.clock();
  const to = { to: 'chat', identity: { channel: 'official-account', id: `o-${who}` } } as const;
  const notice: Notice = { key: randomUUID(), to, kind: 'desk.draft-waiting', params: {} };
  await app.gate.transaction(GAOPING, (tx) =>
    putNotice(tx, { notice, id: randomUUID(), now, officeMoment: now }),
  );
  app.wake(GAOPING);
};
const eventually = (what: () => Promise<string>) => expect.poll(what, { timeout: 15_000 });

describe('a phone of the demo that goes through the played platform', () => {
  it('takes the person along: the push is answered by name, and the ledger shows both', async () => {
    expect(await post('gp-zhang', 'channel', { way: 'platform' })).toBe(303);
    expect(await post('gp-zhang', 'say', { text: '菜单' })).toBe(303);
    expect(await last('gp-zhang')).toContain('张桂兰您好');
    const seen = await ledger('gp-zhang');
    for (const words of ['推送：关注', '推送：文字 200', '被动回复', '还可发 5 条', '还可发 3 条'])
      expect(seen).toContain(words);
    // the others go as ever
    expect(await post('wang', 'say', { text: '菜单' })).toBe(303);
    expect((await lines('wang')).map(({ kind }) => kind)).toEqual(['text', 'text']);
    expect((await fetch(`${url()}/simulator/gaoping/wang/ledger`)).status).toBe(404);
  });

  it('F34 45015: the notice comes as a template message, shown with the template’s own names', async () => {
    await post('gp-zhang', 'say', { text: '我的' });
    expect(await order('gp-zhang', '45015')).toBe(303);
    await remind('gp-zhang');
    await eventually(() => last('gp-zhang')).toContain('事项：');
    const seen = await ledger('gp-zhang');
    expect(seen).toContain('45015 窗口已关闭');
    expect(seen).toContain('模板消息 待办提醒');
    await eventually(() => ledger('gp-zhang')).toContain('推送：模板消息送达结果');
    expect((await lines('gp-zhang')).filter(({ kind }) => kind === 'card')).toHaveLength(1);
  });

  it('F36 a token that was taken back costs one refresh, and the message arrives once', async () => {
    await post('gp-zhang', 'say', { text: '我的' });
    const before = (await lines('gp-zhang')).length;
    await order('gp-zhang', 'revoke');
    expect(await ledger('gp-zhang')).toContain('没有有效的令牌');
    await remind('gp-zhang');
    await eventually(async () => String((await lines('gp-zhang')).length)).toBe(String(before + 1));
    const seen = await ledger('gp-zhang');
    expect(seen).toContain('40001 令牌无效');
    expect(seen).toContain('令牌 有效');
  });

  it('three days later the window is shut for both sides, and time never goes back', async () => {
    const before = stage.installation.app.clock().getTime();
    await order('gp-zhang', 'three-days');
    expect(stage.installation.app.clock().getTime() - before).toBeGreaterThanOrEqual(259_200_000);
    expect(await ledger('gp-zhang')).toContain('48小时窗口（共5条） 关着');
    await remind('gp-zhang');
    await eventually(async () =>
      String((await lines('gp-zhang')).filter(({ kind }) => kind === 'card').length),
    ).toBe('2');
    expect(await order('gp-zhang', 'yesterday')).toBe(400);
  });

  it('the next start finds the same time and the same phones', async () => {
    const before = stage.installation.app.clock().getTime();
    await end();
    rmSync(path.join(folder, 'jiandu.db.pid'), { force: true });
    await begin();
    expect(stage.installation.app.clock().getTime()).toBeGreaterThanOrEqual(before);
    await post('gp-zhang', 'say', { text: '菜单' });
    expect(await last('gp-zhang')).toContain('张桂兰您好');
    expect(await ledger('gp-zhang')).toContain('推送：文字 200');
  }, 60_000);

  it('unfollowed and followed again, and back to the direct way', async () => {
    await order('gp-zhang', 'unfollow');
    expect(await ledger('gp-zhang')).toContain('关注 没有关注');
    await order('gp-zhang', 'follow');
    expect(await ledger('gp-zhang')).toContain('关注 已关注');
    await post('gp-zhang', 'channel', { way: 'direct' });
    await post('gp-zhang', 'say', { text: '菜单' });
    expect(await last('gp-zhang')).toContain('张桂兰您好');
    expect(await order('gp-zhang', 'hang')).toBe(400);
  });

  it('a colleague lives in WeCom: greeted by name there, and a card is answered by one tap', async () => {
    await post('staff-liaison', 'channel', { way: 'wecom' });
    await post('staff-liaison', 'say', { text: '菜单' });
    expect(await last('staff-liaison')).toContain('签署审查意见');
    const seen = await ledger('staff-liaison');
    for (const words of ['推送：加入', '推送：文字', '被动回复', '在应用的可见范围里'])
      expect(seen).toContain(words);
    await order('staff-liaison', '-1');
    expect(await ledger('staff-liaison')).toContain('下一次调用 返回 -1');
    const raising = {
      key: 'alert-of-this-test',
      kind: 'clue-serious',
      subject: 'clue',
      id: 'clue-of-this-test',
      number: 'XS2026-0001',
      roster: 'supervisors',
    };
    const { app } = stage.installation;
    const outcome = await app.perform(GAOPING, liaison.raiseAlert, raising, SYSTEM);
    expect(outcome.kind).toBe('done');
    await eventually(() => ledger('staff-liaison')).toContain('-1 系统繁忙');
    await order('staff-liaison', 'day');
    await eventually(() => ledger('staff-liaison')).toContain('按钮卡片');
    const page = await (await fetch(`${url()}/simulator/gaoping/staff-liaison`)).text();
    const task = /name="task" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const phone = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await phone.goto(`${url()}/simulator/gaoping/staff-liaison`);
    await phone.locator(`.choice button[value="${key}"]`).click();
    // in place, without loading the page again
    await phone.locator('.choice .closed', { hasText: '已知悉' }).waitFor();
    expect(await phone.locator('.choice button').count()).toBe(0);
    expect(await phone.getByText('卡片现在显示').count()).toBe(0);
    await screenshot(phone, 'simulator-card-closed-1280');
    await phone.setViewportSize({ width: 360, height: 780 });
    await phone.reload();
    await screenshot(phone, 'simulator-card-closed-360');
    await phone.close();
    expect(await ledger('staff-liaison')).toContain('卡片更新');
    // the card itself shows it: nothing is left to tap, and no line stands below for it
    const after = await (await fetch(`${url()}/simulator/gaoping/staff-liaison`)).text();
    expect(after).toContain('<p class="closed">已知悉</p>');
    expect(after).not.toContain(`value="${key}"`);
    const closing = (await lines('staff-liaison')).find(({ kind }) => kind === 'closing');
    expect(closing?.text).toBe('卡片现在显示：已知悉');
    const said = (await lines('staff-liaison')).length;
    expect(await post('staff-liaison', 'press', { task, key })).toBe(303);
    expect(await lines('staff-liaison')).toHaveLength(said);
    await post('staff-liaison', 'channel', { way: 'direct' });
    await post('staff-liaison', 'say', { text: '菜单' });
    expect(await last('staff-liaison')).toContain('签署审查意见');
  });

  it('C-11 a menu message of the account: each item once, and a tap on it answers', async () => {
    await post('staff-liaison', 'channel', { way: 'platform' });
    await post('staff-liaison', 'say', { text: '菜单' });
    const raising = {
      key: 'alert-by-menu',
      kind: 'clue-serious',
      subject: 'clue',
      id: 'clue-by-menu',
      number: 'XS2026-0002',
      roster: 'supervisors',
    };
    const { app } = stage.installation;
    expect((await app.perform(GAOPING, liaison.raiseAlert, raising, SYSTEM)).kind).toBe('done');
    const menu = async () =>
      (await lines('staff-liaison')).find(({ kind }) => kind === 'menu')?.text ?? '';
    await eventually(menu).toContain('1 已知悉');
    expect(await menu()).not.toContain('1 1');
    const page = await (await fetch(`${url()}/simulator/gaoping/staff-liaison`)).text();
    const item = /name="item" value="(offer:[^"]+)"/.exec(page)?.[1] ?? '';
    expect(await post('staff-liaison', 'choose', { item })).toBe(303);
    const after = await lines('staff-liaison');
    expect(after.at(-2)).toMatchObject({ side: 'follower', kind: 'text', text: '1 已知悉' });
    expect(after.at(-1)?.text).toContain('已记录您知悉');
    // what the phone does not show cannot be tapped
    await post('staff-liaison', 'choose', { item: 'offer:none:acknowledge' });
    expect(await lines('staff-liaison')).toHaveLength(after.length);
    await post('staff-liaison', 'channel', { way: 'direct' });
  });

  it('a stranger who goes another way is told so; the draft waits on the way it was begun', async () => {
    await post('liu', 'say', { text: '举报' });
    await post('liu', 'say', { text: '我妈的医保卡被药店拿去刷保健品' });
    await post('liu', 'channel', { way: 'wecom' });
    const [note, greeting] = (await lines('liu')).slice(-2);
    expect(note?.kind).toBe('note');
    expect(note?.text).toContain('身份没有跟过来');
    expect(note?.text).toContain('没填完的内容和人工对话留在原来那边');
    expect(greeting?.text).toMatch(/^欢迎使用高平市医疗保障局监督通/);
    await post('liu', 'channel', { way: 'platform' });
    expect(await last('liu')).toMatch(/^欢迎关注/);
    await post('liu', 'say', { text: '继续' });
    expect(await last('liu')).toContain('没有没填完的内容');
    await post('liu', 'channel', { way: 'direct' });
    await post('liu', 'say', { text: '继续' });
    expect(await last('liu')).not.toContain('没有没填完的内容');
    await post('gp-zhang', 'channel', { way: 'platform' });
    const notes = (await lines('gp-zhang')).filter(({ kind }) => kind === 'note');
    expect(notes.at(-1)?.text).toContain('绑定的身份跟着过来');
  });

  it('nothing of it is there where no platform is played', async () => {
    const played = await playSimulator(() => Promise.resolve({ kind: 'reply', text: '好' }));
    for (const what of ['channel', 'platform', 'ledger']) {
      const method = what === 'ledger' ? 'GET' : 'POST';
      const answer = await fetch(`${played.url}/simulator/gaoping/wang/${what}`, { method });
      expect(answer.ok).toBe(false);
    }
    const page = await (await fetch(`${played.url}/simulator/gaoping/wang`)).text();
    expect(page).not.toContain('经公众号平台');
    await played.close();
  });
});

const open = async (width: number, javaScriptEnabled: boolean): Promise<Page> => {
  const viewport = { width, height: 800 };
  const context = await browser.newContext({ viewport, locale: 'zh-CN', javaScriptEnabled });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${url()}/simulator/gaoping/gp-niu`);
  return page;
};
const overflows = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > innerWidth');

test('at 1280 the ledger stands beside the phone and follows by itself; axe finds nothing', async () => {
  const page = await open(1280, true);
  await page.getByRole('button', { name: '经公众号平台' }).click();
  await page.getByLabel('消息').fill('我的');
  await page.getByLabel('消息').press('Enter');
  await page.locator('.rows').getByText('推送：文字').waitFor();
  await page.getByRole('button', { name: '平台超时' }).click();
  await page.getByText('操作：平台超时').waitFor();
  const [phone, panel] = [page.locator('.phone'), page.locator('.platform')];
  const [left, right] = [(await phone.boundingBox())!, (await panel.boundingBox())!];
  expect(right.x).toBeGreaterThanOrEqual(left.x + left.width);
  expect(await overflows(page)).toBe(false);
  await screenshot(page, 'simulator-platform-1280');
  expect(await axe(page)).toEqual([]);
}, 60_000);

test('at 360 it stands under the phone, without a script too; axe finds nothing', async () => {
  const plain = await open(360, false);
  await plain.getByLabel('消息').fill('菜单');
  await plain.getByRole('button', { name: '发送' }).click();
  expect(await plain.locator('.rows').innerText()).toContain('推送：文字');
  await plain.getByRole('button', { name: '快进 1 分钟' }).click();
  expect(await plain.locator('.rows').innerText()).toContain('操作：快进 1 分钟');
  const page = await open(360, true);
  expect(await overflows(page)).toBe(false);
  await screenshot(page, 'simulator-platform-360');
  expect(await axe(page)).toEqual([]);
}, 60_000);
