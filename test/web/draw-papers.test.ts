import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEntries } from '../../domain/audit/index.ts';
import { DOCUMENT, draws, evaluation, people, type Role } from '../../domain/index.ts';
import { notices } from '../../domain/notices/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { demoBureaus, GAOPING, SYSTEM, ZHANJIANG } from '../support/app.ts';
import { workWith, type AtWork } from '../support/at-work.ts';
import { drawFor } from '../support/drawing.ts';
import { linesOf } from './papers-reading.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let work: AtWork;
let made = 0;
beforeEach(async () => {
  site = await openSite();
  const { account } = await site.account('privy', ['clerk'], ZHANJIANG);
  const more = { note: '重点看骨科', leaderPhone: '0759-3366026', secondAccount: account };
  work = await workWith(site, 2, more);
});
afterEach(() => site.close());

const as = async (...roles: Role[]): Promise<Browser> => {
  made += 1;
  await site.account(`zj${made}`, roles, ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `zj${made}`, { bureau: 'zhanjiang' });
  return browser;
};

const download = async (browser: Browser, path: string) => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, { headers: { cookie }, redirect: 'manual' });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type') ?? '', bytes };
};

const paper = async (browser: Browser, path: string): Promise<string> => {
  const { status, type, bytes } = await download(browser, path);
  expect([path, status]).toEqual([path, 200]);
  expect(type).toContain('wordprocessingml');
  return (await linesOf(bytes)).join('\n');
};

const INSTITUTION = '遂溪县某某医院';

const printsOnRecord = async (): Promise<readonly string[]> => {
  const { rows } = await site.app.gate.transaction(ZHANJIANG, (tx) =>
    readEntries(
      tx,
      { type: 'draws.printed', from: null, to: null, limit: 50, offset: 0 },
      () => true,
    ),
  );
  return rows.map(({ facts }) => JSON.stringify(facts));
};

describe('抽取记录单', () => {
  it('ZJ-10b carries commitment, both parties’ digits, key and chain end, pseudonyms and no name of an expert', async () => {
    const browser = await as('clerk');
    const words = await paper(browser, `/tasks/${work.task}/draw-sheet`);
    const { draw } = await work.bureau.view(work.task);
    if (draw === null) throw new Error('not drawn');
    for (const part of [draw.name, draw.commit, draw.key, draw.head, draw.operator])
      expect(words).toContain(part);
    for (const { cid } of draw.panel) expect(words).toContain(cid);
    // as they were said, the hashed form beside it
    expect(words).toContain('「583920」（记录写法 583920./）');
    expect(words).toContain('「1 2 3 4 5 6」（记录写法 1.2.3.4.5.6./）');
    const { html } = await browser.get(`/tasks/${work.task}`);
    expect(html).toContain('「583920」');
    expect(html).toMatch(/<p class="code quiet">记录写法 583920\.\//);
    expect(words).not.toMatch(/专家\d/);
    expect(words).not.toContain('演练，');
    expect(words).not.toContain(INSTITUTION);
  });

  it('ZJ-10b of a rehearsal is marked as one', async () => {
    const task = await work.bureau.task({ 药学: 1 }, { firstDay: '2026-10-20' });
    await work.done(work.clerk, draws.rehearseDraw, { task });
    const [attempt] = (await work.bureau.view(task)).attempts;
    const browser = await as('clerk');
    const words = await paper(browser, `/tasks/${task}/draw-sheet?draw=${attempt?.id ?? ''}`);
    expect(words).toContain('演练');
    // no draw stands, and another task's rehearsal is none of this one
    expect((await download(browser, `/tasks/${task}/draw-sheet`)).status).toBe(404);
    const strange = `/tasks/${work.task}/draw-sheet?draw=${attempt?.id ?? ''}`;
    expect((await download(browser, strange)).status).toBe(404);
    expect((await browser.get(`/tasks/${task}`)).html).toContain(
      `/tasks/${task}/draw-sheet?draw=${attempt?.id ?? ''}`,
    );
  });
});

describe('papers of the work', () => {
  it('C-04 the institution stands on none of them before the disclosure, not even for those who know it', async () => {
    await work.prepare();
    // one of the two who know the institution: the page tells it, the paper does not
    const browser = site.browser();
    await signIn(browser, 'privy', { bureau: 'zhanjiang' });
    expect((await browser.get(`/tasks/${work.task}`)).html).toContain(INSTITUTION);
    const all = [
      `/tasks/${work.task}/task-sheet`,
      `/tasks/${work.task}/oath`,
      `/tasks/${work.task}/invitations/${work.experts[0]?.invitation ?? ''}/release-letter`,
    ];
    for (const path of all) {
      const words = await paper(browser, path);
      expect(words).not.toContain(INSTITUTION);
      expect(words).not.toMatch(/2025年住院费用|骨科/);
    }
    await work.done(work.clerk, draws.discloseInstitution, { task: work.task });
    expect(await paper(browser, all[0] ?? '')).toContain(INSTITUTION);
    expect(await paper(browser, all[0] ?? '')).toContain('2025年住院费用');
    // an employer does not learn it even then
    expect(await paper(browser, all[2] ?? '')).not.toContain(INSTITUTION);
  });

  it('ZJ-14 the sheets list the panel and the officers', async () => {
    await work.prepare();
    const browser = await as('liaison');
    const sheet = await paper(browser, `/tasks/${work.task}/task-sheet`);
    expect(sheet).toContain('专家1');
    expect(sheet).toContain('医疗保障基金使用监督管理条例');
    const oath = await paper(browser, `/tasks/${work.task}/oath`);
    for (const name of ['专家1', '专家2', '执法甲', '执法乙']) expect(oath).toContain(name);
  });

  it('C-10 the 抽调函 asks the employer, the 参加工作证明 waits for the end and for attendance', async () => {
    const [one, other] = work.experts;
    const browser = await as('clerk');
    const at = (invitation = '') => `/tasks/${work.task}/invitations/${invitation}`;
    const letter = await paper(browser, `${at(one?.invitation)}/release-letter`);
    expect(letter).toMatch(/科技公司\d号/);
    expect(letter).toContain('药学');
    expect((await download(browser, `${at(one?.invitation)}/loan-letter`)).status).toBe(404);
    await work.prepare();
    await work.done(work.clerk, evaluation.startWork, { task: work.task });
    if (one !== undefined) await work.signIn(one);
    expect((await download(browser, `${at(one?.invitation)}/certificate`)).status).toBe(404);
    site.clock.set('2026-10-16T10:00:00+08:00');
    const later = await as('clerk');
    const certificate = await paper(later, `${at(one?.invitation)}/certificate`);
    expect(certificate).toContain('2026年10月15日');
    expect(certificate).not.toContain(INSTITUTION);
    expect((await download(later, `${at(other?.invitation)}/certificate`)).status).toBe(404);
    expect((await later.get(`/tasks/${work.task}`)).html).toContain('参加工作证明');
  });

  it('C-10 every print is on record with who, which and for whom, and nothing personal', async () => {
    const browser = await as('clerk');
    await paper(browser, `/tasks/${work.task}/task-sheet`);
    const invitation = work.experts[0]?.invitation ?? '';
    await paper(browser, `/tasks/${work.task}/invitations/${invitation}/release-letter`);
    const entries = await printsOnRecord();
    expect(entries).toHaveLength(2);
    expect(entries.join()).toContain(invitation);
    expect(entries.join()).not.toMatch(/专家\d|科技公司|某某医院/);
    expect((await (await as('auditor')).get('/audit')).html).toContain('打印任务材料');
  });

  it('F47 letters with names are for the office', async () => {
    const auditor = await as('auditor');
    const invitation = work.experts[0]?.invitation ?? '';
    const letter = `/tasks/${work.task}/invitations/${invitation}/release-letter`;
    expect((await download(auditor, letter)).status).toBe(403);
    expect((await download(auditor, `/tasks/${work.task}/draw-sheet`)).status).toBe(200);
    expect((await auditor.get(`/tasks/${work.task}`)).html).not.toContain('release-letter');
  });
});

describe('公布抽取记录', () => {
  it('C-04 on the task page: refused with what is missing, done by a leader, then open to the office', async () => {
    const { draw } = await work.bureau.view(work.task);
    const record = `/tasks/${work.task}/records/${draw?.id ?? ''}`;
    const fields = { do: 'publish', reason: '工作已经结束，按规定公布抽取记录' };
    await work.begin();
    const early = await (await as('leader')).post(`/tasks/${work.task}`, fields);
    expect(early.html).toContain('结束以前不能公布');
    site.clock.set('2026-10-16T10:00:00+08:00');
    for (const expert of work.experts) await work.form3(expert);
    await work.done(work.leader, evaluation.closeWork, { task: work.task });
    const [leader, clerk] = [await as('leader'), await as('clerk')];
    expect((await download(clerk, record)).status).toBe(404);
    const early36 = `${record}/receipts/${work.experts[0]?.person ?? ''}`;
    expect((await download(clerk, early36)).status).toBe(404);
    expect((await download(await as('discipline'), record)).status).toBe(200);
    const done = await leader.submit(`/tasks/${work.task}`, fields);
    expect(done.html).toContain('抽取记录已公布');
    expect((await download(clerk, record)).type).toContain('json');
    const page = await clerk.get(`/tasks/${work.task}`);
    expect(page.html).toContain(record);
    expect(page.html).toContain('/verify-draw.html');
    const person = work.experts[0]?.person ?? '';
    const receipt = `${record}/receipts/${person}`;
    expect(page.html).toContain(receipt);
    const given = await download(clerk, receipt);
    expect(given.type).toContain('text/plain');
    expect((await clerk.get(receipt)).html).toMatch(/抽取凭证[\s\S]*您的编号 [0-9a-f]{16}/);
    expect((await download(await as('auditor'), receipt)).status).toBe(403);
  });

  it('B-21 the checking page is for those who are signed in', async () => {
    expect((await site.browser().get('/verify-draw.html')).status).toBe(302);
    const page = await (await as('auditor')).get('/verify-draw.html');
    if (page.status === 404) return;
    expect(page.headers.get('content-security-policy')).toContain('sandbox allow-scripts');
    expect(page.headers.get('content-security-policy')).not.toContain('allow-same-origin');
  });
});

describe('the measure that letters cite', () => {
  const letterOf = async (): Promise<string> => {
    const invitation = work.experts[0]?.invitation ?? '';
    const at = `/tasks/${work.task}/invitations/${invitation}/release-letter`;
    return paper(await as('clerk'), at);
  };

  it('C-10 is the one that rules experts; a single day is printed once', async () => {
    const letter = await letterOf();
    expect(letter).toContain('根据《湛江市医保基金监管执法专家库管理办法》规定');
    expect(letter).toContain('工作时间。2026年10月15日，共1天');
  });

  it('C-10 is none where the bureau’s measure is of supervisors alone, as in Gaoping', async () => {
    const gaoping = site.app.bureauOf(GAOPING).section(DOCUMENT).document;
    expect(gaoping.rosters).toEqual(['supervisors']);
    await site.close();
    const bureaus = demoBureaus((name, text) =>
      name === 'zhanjiang.yaml'
        ? text.replace('policy:\n', 'policy:\n  document:\n    rosters: [supervisors]\n')
        : text,
    );
    site = await openSite({ bureaus });
    work = await workWith(site, 1);
    const letter = await letterOf();
    expect(letter).toContain('因医保基金监管工作需要，拟抽调贵单位');
    expect(letter).not.toContain('管理办法');
  });
});

describe('the 商请函', () => {
  it('A-33 C-07 goes to the bureau that lends an expert', async () => {
    const task = await work.bureau.task({ 财务: 1 }, { firstDay: '2026-10-20' });
    const particulars = { name: '外地专家', title: '高级会计师', employments: LENT };
    const registering = { source: 'visit', particulars };
    const [known] = await work.done(work.clerk, people.registerPerson, registering);
    const person = known?.type === 'people.registered' ? known.person : '';
    const [proposed] = await work.done(work.clerk, draws.proposeChoice, {
      ...{ task, kind: 'borrow', category: '财务', person },
      ...{ lender: '茂名市医疗保障局', reason: '本市没有财务专家' },
    });
    const choice = proposed?.type === 'draws.choice-proposed' ? proposed.choice : '';
    await work.done(work.leader, draws.decideOnChoice, { choice, approves: true });
    const [row] = (await work.bureau.view(task)).panel;
    const browser = await as('clerk');
    const at = `/tasks/${task}/invitations/${row?.invitation.id ?? ''}/loan-letter`;
    expect((await browser.get(`/tasks/${task}`)).html).toContain(at);
    const letter = await paper(browser, at);
    for (const words of ['茂名市医疗保障局', '外地专家', '财务']) expect(letter).toContain(words);
    expect(letter).not.toContain(INSTITUTION);
  });
});

const LENT = [{ unit: '茂名市某会计师事务所', outside: true }];

describe('抽取长期情况', () => {
  it('draw-14 an invitation that never went out is not counted as unanswered', async () => {
    for (let n = 0; n < 2; n += 1) await work.bureau.expert(['药学']);
    site.clock.set('2026-10-16T09:00:00+08:00');
    const task = await work.bureau.task({ 药学: 2 }, { firstDay: '2026-10-28' });
    await drawFor(site, work.clerk, task);
    const [lost] = (await work.bureau.view(task)).panel;
    await site.app.gate.transaction(ZHANJIANG, (tx) =>
      tx
        .table(notices)
        .change({ noticeKey: `draws.invited:${lost?.invitation.id ?? ''}` }, { state: 'sheet' }),
    );
    site.clock.set('2026-10-19T17:00:00+08:00');
    await work.done(SYSTEM, draws.expireDrawReplies, {});
    const { html } = await (await as('auditor')).get('/draws/long-run');
    expect(html.match(/未答复1，未送达0/g)).toHaveLength(1);
    expect(html.match(/未答复0，未送达1/g)).toHaveLength(1);
  });

  it('draw-32 draw.md 3.2 shows pictures with words, the table, and the end of the chain', async () => {
    const auditor = await as('auditor');
    const page = await auditor.get('/draws/long-run');
    expect(page.html).toContain('还有1次抽取的机会正在计算');
    expect(page.html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="抽取次数和其中作废的次数。/);
    expect(page.html).toContain('邀请1次，接受1，不能参加0，回避0，未答复0，未送达0');
    expect(page.html).toContain((await work.bureau.view(work.task)).draw?.head);
    const checked = await auditor.submit('/draws/long-run', { do: 'verify' });
    expect(checked.html).toContain('全部1次抽取的记录完整');
    const { head = '' } = (await work.bureau.view(work.task)).draw ?? {};
    const compare = async (digits: string) =>
      (await auditor.submit('/draws/long-run', { do: 'compare', digits })).html;
    expect(await compare(` ${head.slice(0, 8).toUpperCase()} ${head.slice(8, 16)}`)).toContain(
      '查到了：是 RW2026-0001/1',
    );
    expect(await compare('0123456789ab')).toContain('没有查到这个校验值');
    expect(await compare('12%')).toContain('至少前12位');
    const later = (await auditor.get('/draws/long-run?from=2027-01-01')).html;
    expect(later).toContain('这段时间没有可以比较的抽取');
    expect(later).toContain('这段时间没有人操作过抽取，也没有演练');
    expect(later).not.toMatch(/<div class="empty"><p><\/p>/);
    expect((await (await as('clerk')).get('/draws/long-run')).status).toBe(403);
  });

  it('draw.md 3.2 the table goes out as a spreadsheet', async () => {
    const { bytes } = await download(await as('discipline'), '/draws/long-run/sheet');
    const wanted = { columns: ['姓名', '邀请', '接受'], needed: ['姓名'], mostRows: 100 } as const;
    const read = await readSheet(bytes, wanted);
    expect(read.ok && read.value.map(({ cells }) => cells)).toEqual([
      { 姓名: '专家1', 邀请: '1', 接受: '1' },
      { 姓名: '专家2', 邀请: '1', 接受: '1' },
    ]);
  });
});
