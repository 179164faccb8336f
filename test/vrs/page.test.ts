import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildVerifierPage, VERIFIER_PAGE } from '../../scripts/verifier-page.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { declined, linked, recordOf } from './records.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

it('the page is made of the code as it is: npx tsx scripts/verifier-page.ts makes it anew', async () => {
  expect((await buildVerifierPage()) === readFileSync(VERIFIER_PAGE, 'utf8')).toBe(true);
});

describe('the page that checks records offline', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'jiandu-page-'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const faults: string[] = [];
  const opened = async (): Promise<Page> => {
    const page = await openPage(browser, 'phone');
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) faults.push(request.url());
    });
    page.on('console', (message) => faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(pathToFileURL(VERIFIER_PAGE).href);
    return page;
  };
  const choose = async (page: Page, record: unknown): Promise<string> => {
    const file = path.join(folder, 'record.json');
    writeFileSync(file, typeof record === 'string' ? record : JSON.stringify(record));
    await page.setInputFiles('#file', file);
    await page.waitForSelector('.verdict');
    return page.innerText('#result');
  };
  const axe = async (page: Page): Promise<string[]> => {
    const script = `${AXE}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((r) => r.violations.map((v) => v.id))`;
    return page.evaluate(script);
  };

  it('accepts a good record and shows its commitment, on a phone, without a request', async () => {
    const page = await opened();
    const record = declined(recordOf(), 'a8');
    const said = await choose(page, record);
    expect(said).toContain('核对通过');
    expect(said).toContain(record.commit);
    expect(said).not.toContain('不符');
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    await screenshot(page, 'verify-draw');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('draw-23 names the first bad link of a tampered one in Chinese', async () => {
    const page = await opened();
    expect(await choose(page, { ...recordOf(), panel: ['a5', 'a2', 'b1', 'a9'] })).toContain(
      '第一处不符是“入选名单”：入选名单第 4 位应为 a8',
    );
    await screenshot(page, 'verify-draw-bad');
    await page.reload();
    expect(await choose(page, 'no record')).toContain('不是抽取记录文件');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('draw-18 says that a draw was given up afterwards, though its record is true', async () => {
    const page = await opened();
    const record = linked(recordOf(), [{ kind: 'voided', body: { stage: 'drawn' } }]);
    const said = await choose(page, record);
    expect(said).toContain('核对通过');
    expect(said).toContain('这次抽取后来被放弃（在抽出结果以后放弃），结果不作数。');
    await page.reload();
    const other = linked(recordOf(), [{ kind: 'voided', body: { stage: 'x' } }]);
    expect(await choose(page, other)).toContain('这次抽取后来被放弃，结果不作数。');
    await page.reload();
    expect(await choose(page, recordOf())).not.toContain('放弃');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('can be read by everybody (WCAG 2.1 AA), before and after', async () => {
    // axe is put in from outside, which the page itself forbids to everybody else
    const context = await browser.newContext({ bypassCSP: true, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.goto(pathToFileURL(VERIFIER_PAGE).href);
    expect(await axe(page)).toEqual([]);
    await choose(page, { ...recordOf(), panel: [] });
    expect(await axe(page)).toEqual([]);
    await context.close();
  });
});
