import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { startBot } from '../../bot/main.ts';
import type { BureauId } from '../../domain/index.ts';
import { PASSWORD } from '../../scripts/demo/cast.ts';
import { seedBureau } from '../../scripts/demo/seed.ts';
import { startWeb } from '../../web/main.ts';
import { openApp, type OpenApp } from './app.ts';
import { openPage } from './browser.ts';

/** Bot and site on real ports over one temporary database, with the demo's people of one bureau. */
export interface Whole {
  readonly open: OpenApp;
  readonly siteUrl: string;
  readonly botUrl: string;
  readonly close: () => Promise<void>;
}

export async function openWhole(bureau: BureauId): Promise<Whole> {
  const open = await openApp();
  const folder = mkdtempSync(path.join(tmpdir(), 'jiandu-whole-'));
  await seedBureau(open.app, bureau);
  const log = pino({ level: 'silent' });
  const host = '127.0.0.1';
  const config = { host, port: 0, dataDir: folder, followers: () => [] };
  const bot = await startBot(config, { app: open.app, log, onWork: open.onWork });
  const port = await freePort();
  const siteUrl = `http://${host}:${port}`;
  const web = await startWeb({ host, port, siteUrl }, open.app, log);
  return {
    open,
    siteUrl,
    botUrl: `http://${host}:${bot.port}`,
    close: async () => {
      await bot.stop();
      await web.stop();
      await open.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Somebody's phone in the simulator. */
export interface HandPhone {
  readonly page: Page;
  /** types, sends and waits until the answer contains these words */
  readonly says: (text: string, answer: string) => Promise<void>;
  /** waits until these words arrive by themselves */
  readonly hears: (words: string) => Promise<void>;
}

export async function openPhone(
  browser: Browser,
  whole: Whole,
  who: { bureau: string; id: string },
): Promise<HandPhone> {
  const page = await openPage(browser, 'phone');
  await page.goto(`${whole.botUrl}/simulator/${who.bureau}/${who.id}`);
  const hears = async (words: string): Promise<void> => {
    await page.getByText(words).last().waitFor();
  };
  return {
    page,
    hears,
    says: async (text, answer) => {
      const before = await page.getByText(answer).count();
      await page.locator('[name=text]').fill(text);
      await page.getByRole('button', { name: '发送' }).click();
      await page.waitForFunction(
        ([words, count]) => {
          const all = [...document.querySelectorAll('body *')].filter(
            (one) => one.children.length === 0 && one.textContent.includes(words),
          );
          return (
            all.length > count ||
            (document.body.innerText.match(new RegExp(words, 'g')) ?? []).length > count
          );
        },
        [answer, before] as const,
      );
    },
  };
}

/** A member of staff at the site, signed in. */
export async function signIn(
  browser: Browser,
  whole: Whole,
  who: { bureau: string; login: string },
): Promise<Page> {
  const page = await openPage(browser);
  await page.goto(whole.siteUrl);
  const choice = page.getByLabel('单位');
  if ((await choice.count()) > 0) await choice.selectOption(who.bureau);
  await page.getByLabel('登录名').fill(who.login);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '待办' }).waitFor();
  return page;
}
