import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Role } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { workWith } from '../support/at-work.ts';
import { linesOf } from './papers-reading.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
beforeEach(async () => {
  site = await openSite();
});
afterEach(() => site.close());

const as = async (role: Role): Promise<Browser> => {
  await site.account(`zj-${role}`, [role], ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `zj-${role}`, { bureau: 'zhanjiang' });
  return browser;
};

it('ZJ-14.5 who can never sign: the head says why on the page, and the minutes print it', async () => {
  const work = await workWith(site, 2);
  await work.begin();
  const round = await work.openRound();
  for (const expert of work.experts) await work.vote(expert, round, 'for');
  const [gone] = work.experts;
  const page = `/work/${work.task}/deliberation`;
  const [clerk, head] = [await as('clerk'), await as('sectionHead')];
  expect((await clerk.get(page)).html).not.toContain('无法签名');
  expect((await head.get(page)).html).toContain('本人无法签名，记明原因');
  const fields = { do: 'unsignable', which: round, round, person: gone?.person ?? '' };
  expect((await clerk.post(page, { ...fields, reason: '本人已去世' })).status).toBe(403);
  const short = await head.post(page, { ...fields, reason: '去世' });
  expect(short.status).toBe(422);
  const noted = await head.submit(page, { ...fields, reason: '本人已于10月20日<b>去世' });
  expect(noted.html).toContain('原因已记明');
  expect(noted.html).toContain('无法签名：本人已于10月20日&lt;b>去世');
  expect((await clerk.get(page)).html).toContain('登记纸质签字（还差1人）');
  const cookie = [...head.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const paper = await fetch(`${site.url}/work/${work.task}/paper/deliberation`, {
    headers: { cookie },
  });
  const lines = (await linesOf(Buffer.from(await paper.arrayBuffer()))).join('');
  expect(lines).toContain('本人无法签名，原因：本人已于10月20日<b>去世');
});
