import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draws, type Role, type StaffActor } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { Later } from '../support/later.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let here: Later;
let made = 0;

type Seated = Browser & { readonly actor: StaffActor };

const as = async (...roles: Role[]): Promise<Seated> => {
  made += 1;
  const actor = await site.account(`panel${made}`, roles, ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `panel${made}`, { bureau: 'zhanjiang' });
  return { ...browser, actor };
};

let clerk: Seated;
beforeEach(async () => {
  site = await openSite();
  clerk = await as('clerk');
  here = new Later(site, clerk.actor);
});
afterEach(() => site.close());

/** The panel's table without its markup. */
const panelOf = async (browser: Browser, task: string): Promise<string> => {
  const { html } = await browser.get(`/tasks/${task}`);
  const table = /<table[^>]*><caption[^>]*>抽中的专家<\/caption>.*?<\/table>/su.exec(html)?.[0];
  return (table ?? 'no panel').replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');
};

describe('抽中的专家', () => {
  it('C-04 ZJ-14.3 why somebody declined or recused, for whoever may know the target', async () => {
    for (let n = 0; n < 5; n += 1) await here.expert();
    const task = await here.drawn(3);
    const [one, two] = await here.panel(task);
    if (one === undefined || two === undefined) throw new Error('nobody');
    await here.says(one, 'decline', '当天有手术排班');
    await here.bureau.done(clerk.actor, draws.enterReply, {
      invitation: two.id,
      answer: 'decline',
      reason: '',
    });
    const mine = await panelOf(clerk, task);
    expect(mine).toContain('原因：当天有手术排班');
    expect(mine).toContain('原因：没有写明');
    const head = await as('sectionHead');
    const theirs = await panelOf(head, task);
    expect(theirs).not.toContain('手术');
    expect(theirs).not.toContain('原因：');
    expect(theirs.match(/药学 不参加/gu)).toHaveLength(2);

    for (const { id, person, status } of await here.panel(task))
      if (status === 'invited') await here.says({ id, person }, 'accept');
    site.clock.set('2026-10-15T09:05:00+08:00');
    await here.bureau.done(clerk.actor, draws.discloseInstitution, { task });
    const seated = (await here.panel(task)).filter(({ status }) => status === 'accepted');
    const [first, second] = seated;
    const declare = async (of: typeof first, needsRecusal: boolean, reason: string) => {
      const chat = here.chats.get(of?.person ?? '');
      if (chat === undefined) throw new Error('no chat');
      const input = { invitation: of?.id ?? '', needsRecusal, reason };
      await here.bureau.done(chat, draws.declareDrawConflict, input);
    };
    await declare(first, false, '');
    await declare(second, true, '想起爱人持有股份');
    // from now on everybody of the office may know the target, and so the reasons
    const told = await panelOf(await as('sectionHead'), task);
    expect(told).toMatch(/已接受 本人已说无需回避， 2026年10月15日 09:05/u);
    expect(told).toContain('原因：当天有手术排班');
    expect(told).toMatch(/回避 原因：想起爱人持有股份/u);
    // an auditor counts, and does not read what people wrote
    const audited = await panelOf(await as('auditor'), task);
    expect(audited).toContain('回避');
    expect(audited).not.toContain('股份');
  });

  it('A-33 who was named or lent is marked, who was drawn is not', async () => {
    const named = await here.expert();
    const lent = await here.stranger();
    const task = await here.bureau.task({ 药学: 2 });
    await here.choose(task, 'direct', { person: named.person, category: '药学' });
    const lender = '省医保局专家库';
    await here.choose(task, 'borrow', { person: lent.person, category: '药学', lender });
    const words = await panelOf(clerk, task);
    expect(words).toMatch(/外来专家 借用/u);
    expect(words).toMatch(/专家1 指定/u);
    await here.expert();
    expect(await panelOf(clerk, await here.drawn(1))).not.toMatch(/借用|指定/u);
  });
});
