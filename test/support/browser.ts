import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/system.mjs';

const OUTPUT = path.resolve(import.meta.dirname, '../../test-output');
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium without a window; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    throw new Error('No Chromium: npm run verify installs or names it.');
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page of a Chinese desktop or, with `phone`, of a phone; cookies of its own. */
export async function openPage(
  browser: Browser,
  device: 'desktop' | 'phone' = 'desktop',
): Promise<Page> {
  const viewport = device === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 800 };
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    isMobile: device === 'phone',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}

/** Keeps the whole page as test-output/<name>.png for people to look at; gives the file's path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  await mkdir(OUTPUT, { recursive: true });
  const file = path.join(OUTPUT, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
  return file;
}
