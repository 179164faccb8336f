import type { Browser as Chromium, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAttachment, adoptBag, keptFile } from '../../domain/exchange/index.ts';
import { enquiries } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { GAOPING } from '../support/app.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { follower } from '../support/people.ts';
import { photo } from '../bot/simulator-support.ts';
import { openSite, signIn, type OpenSite } from './site.ts';

const PIECES = ['11111111-1111-8111-a111-111111111111', '22222222-2222-8222-a222-222222222222'];

/** A follower has written, and sent a photo and a voice. */
const asks = async (site: OpenSite): Promise<string> => {
  const asker = follower('asker');
  const { app } = site;
  const input = { words: '登记表第二页怎么填' };
  const opened = await app.perform(GAOPING, enquiries.openEnquiry, input, asker);
  const said = { words: '', pieces: PIECES };
  const added = await app.perform(GAOPING, enquiries.sayInEnquiry, said, asker);
  if (opened.kind !== 'done' || added.kind !== 'done') throw new Error('not opened');
  const [event] = added.events;
  const message = event.type === 'enquiries.said' ? event.message : '';
  const now = site.clock.now();
  for (const [index, id] of PIECES.entries()) {
    const [kind, mime] =
      index === 0 ? (['image', 'image/jpeg'] as const) : (['voice', 'audio/amr'] as const);
    const bytes = index === 0 ? await photo('jpeg', '#668844') : Buffer.from('#!AMR');
    const kept = await app.files.keep(GAOPING, bytes);
    await app.gate.transaction(GAOPING, async (tx) => {
      const one = { id, conversation: 'c', channel: 'simulator', kind, mediaId: 'm', now };
      await addAttachment(tx, one);
      await keptFile(tx, id, { ...kept, mime });
      await adoptBag(tx, [id], message);
    });
  }
  return `/conversations/${opened.events[0].enquiry}`;
};

describe.each(['desktop', 'phone'] as const)('a conversation with pictures, on a %s', (device) => {
  let site: OpenSite;
  let chromium: Chromium;
  let page: Page;
  let address: string;
  beforeAll(async () => {
    site = await openSite();
    address = await asks(site);
    await site.account('all', ['clerk']);
    const browser = site.browser();
    await signIn(browser, 'all');
    chromium = await openBrowser();
    page = await openPage(chromium, device);
    if (device === 'phone') await page.setViewportSize({ width: 360, height: 740 });
    const value = browser.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
  });
  afterAll(async () => {
    await chromium.close();
    await site.close();
  });

  it('C-11 the photo is seen, two pictures are sent back, and what became of them stands beside them', async () => {
    await page.goto(site.url + address);
    const width = () =>
      page.locator('.piece img').evaluate((one: HTMLImageElement) => one.naturalWidth);
    await expect.poll(width).toBe(640);
    await page.getByLabel('答复内容').fill('照着这两张填，签字的地方不要漏。');
    await page.getByLabel('图片').setInputFiles([
      { name: '第一页.png', mimeType: 'image/png', buffer: await photo('png', '#aa3300') },
      { name: '第二页.jpg', mimeType: 'image/jpeg', buffer: await photo('jpeg', '#0033aa') },
    ]);
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('答复和图片已保存').waitFor();
    await site.app.gate.transaction(GAOPING, async (tx) => {
      const rows = await tx
        .table(notices)
        .find({ kind: 'enquiries.picture' }, { order: { noticeKey: 'ASC' } });
      const stands = [
        { state: 'sent' },
        { state: 'expired', outcome: '48小时内没有来信，对方来信后自动发出' },
      ] as const;
      for (const [index, { id }] of rows.entries())
        await tx.table(notices).change({ id }, stands[index] ?? {});
    });
    await page.goto(site.url + address);
    await page.getByText('对方来信后自动发出').waitFor();
    for (const one of await page.locator('.piece img').all()) await one.scrollIntoViewIfNeeded();
    const [wide, inner] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    );
    expect(wide).toBeLessThanOrEqual(inner);
    expect(await axe(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
    await screenshot(page, `conversation-pictures-${device}`);
  });
});
