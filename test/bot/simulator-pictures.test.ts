import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoConfig, openDemo, type DemoStage } from '../../scripts/demo/stage.ts';
import { answers } from '../support/answering.ts';
import { GAOPING } from '../support/app.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { photo } from './simulator-support.ts';

let folder: string;
let stage: DemoStage;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jiandu-demo-'));
  process.env.JIANDU_DEMO_FOLDER = folder;
  stage = await openDemo({ ...demoConfig(), BOT_PORT: 0, LOG_LEVEL: 'silent' }, () => undefined);
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  for (const part of [stage.bot, stage.platform]) await part.stop();
  await stage.installation.close();
  rmSync(folder, { recursive: true, force: true });
});

const phone = (who: string): string =>
  `http://127.0.0.1:${stage.bot.port}/simulator/gaoping/${who}`;

const post = async (who: string, what: string, body: Record<string, string>): Promise<void> => {
  const init = { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' } as const;
  expect((await fetch(`${phone(who)}/${what}`, init)).status).toBe(303);
};

interface Shown {
  readonly side: string;
  readonly kind: string;
  readonly html: string;
}
const lines = async (who: string): Promise<readonly Shown[]> => {
  const answer = await fetch(`${phone(who)}/lines?after=`);
  return ((await answer.json()) as { lines: Shown[] }).lines;
};

it.each([
  ['direct', 'asker-one'],
  ['platform', 'asker-two'],
  ['wecom', 'asker-three'],
])(
  'C-11 a phone that goes %s shows the picture of the office after its words',
  async (way, who) => {
    if (way !== 'direct') await post(who, 'channel', { way });
    await post(who, 'say', { text: '人工' });
    const picture = await photo('png', '#aa3300');
    const { app } = stage.installation;
    await answers(app, GAOPING, { words: '照着这张填', pictures: [picture] });
    const pictures = async () => (await lines(who)).filter(({ kind }) => kind === 'picture');
    await expect.poll(async () => (await pictures()).length, { timeout: 15_000 }).toBe(1);
    const shown = (await lines(who)).slice(-2);
    expect(shown.map(({ kind, side }) => [kind, side])).toEqual([
      ['text', 'bureau'],
      ['picture', 'bureau'],
    ]);
    expect(shown[0]?.html).toContain('照着这张填');
    const page = await openPage(browser, 'phone');
    await page.goto(phone(who));
    const image = page.locator('.thumb img').last();
    await image.waitFor();
    expect(await image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBe(640);
    await screenshot(page, `simulator-picture-${way}`);
    await page.context().close();
  },
);
