import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draws, evaluation, type Role } from '../../domain/index.ts';
import { ZHANJIANG } from '../support/app.ts';
import { OFFICERS, workWith, type AcceptedExpert, type AtWork } from '../support/at-work.ts';
import { CAMERA, snapshot } from '../support/pictures.ts';
import { openSite, SITE, signIn, type Browser, type OpenSite } from './site.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let site: OpenSite;
let made = 0;

const staffOf = async (...roles: Role[]): Promise<Browser> => {
  made += 1;
  await site.account(`zj${made}`, roles, ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, `zj${made}`, { bureau: 'zhanjiang' });
  return browser;
};

/** A form with one scan. */
const withScan = async (
  browser: Browser,
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly Buffer[] = [PNG],
) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const file of files) body.append('files', new Blob([new Uint8Array(file)]), 'scan.png');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { origin: SITE, cookie };
  const reply = await fetch(site.url + path, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
  });
  return { status: reply.status, html: await reply.text() };
};

const at = (work: AtWork, index: number): AcceptedExpert => {
  const expert = work.experts[index];
  if (expert === undefined) throw new Error('nobody');
  return expert;
};

describe('a piece of work on the site, from sheet to archive', () => {
  let work: AtWork;
  let clerk: Browser;
  let head: Browser;
  let leader: Browser;
  let auditor: Browser;
  let base: string;
  beforeAll(async () => {
    site = await openSite();
    work = await workWith(site, 3);
    base = `/work/${work.task}`;
    [clerk, head, leader, auditor] = [
      await staffOf('clerk'),
      await staffOf('sectionHead'),
      await staffOf('leader'),
      await staffOf('auditor'),
    ];
  });
  afterAll(() => site.close());

  it('A-24 ZJ-13.1 the sheet is linked from the task, and begins only with two officers', async () => {
    expect((await clerk.get(`/tasks/${work.task}`)).html).toContain(`href="${base}"`);
    const untold = await clerk.get(base);
    expect(untold.html).toContain('告知前不能看');
    expect(untold.html).not.toContain('遂溪县');
    const sheet = {
      do: 'prepare',
      scope: '2025年住院费用的合规性',
      basis: '《医疗保障基金使用监督管理条例》第三十八条',
      officers: '执法甲 YB44080001',
      materials: '住院收费明细，三楼阅卷室',
    };
    const odd = await clerk.post(base, sheet);
    expect([odd.status, odd.html.includes('第1行要写两项')]).toEqual([422, true]);
    await clerk.post(base, { ...sheet, officers: '执法甲，YB44080001' });
    const few = await clerk.post(base, { do: 'start' });
    expect([few.status, few.html.includes('至少要有2名持证执法人员')]).toEqual([422, true]);
    const officers = OFFICERS.map(({ name, certificate }) => `${name}，${certificate}`).join(
      '\r\n',
    );
    await clerk.post(base, { ...sheet, officers });
    // somebody who may not know the institution yet does not learn it by the scope (C-04)
    expect((await head.get(base)).html).not.toContain('2025年住院费用');
    const started = await clerk.submit(base, { do: 'start' });
    expect(started.html).toContain('工作已开始');
    await work.done(work.clerk, draws.discloseInstitution, { task: work.task });
    expect((await head.get(base)).html).toContain('2025年住院费用');
  });

  it('ZJ-11.0 sign-in with its paper; the scan is handed out to readers of this work only', async () => {
    const signIn = (expert: AcceptedExpert, files: readonly Buffer[]) =>
      withScan(
        clerk,
        base,
        {
          do: 'signIn',
          which: expert.invitation,
          invitation: expert.invitation,
          day: '2026-10-15',
          at: '08:50',
          oath: 'paper',
          declared: 'yes',
        },
        files,
      );
    const bare = await signIn(at(work, 0), []);
    expect([bare.status, bare.html.includes('请上传签字')]).toEqual([422, true]);
    for (const expert of work.experts.slice(0, 2))
      expect((await signIn(expert, [await snapshot()])).status).toBe(303);
    await clerk.post(base, {
      do: 'absent',
      which: at(work, 2).invitation,
      invitation: at(work, 2).invitation,
      kind: 'absent',
      day: '2026-10-15',
      at: '09:00',
      told: 'late',
      toldAt: '08:55 电话告知经办人',
      reason: '门诊走不开',
      affected: 'yes',
      effect: '推迟一小时',
    });
    const { html } = await auditor.get(base);
    expect(html).toContain('告知了，但不及时');
    const scan = new RegExp(`${base}/scan/[\\w-]+`).exec(html)?.[0] ?? '';
    const file = await auditor.get(scan);
    expect(file.headers.get('content-type')).toContain('image/jpeg');
    // what the phone wrote into the photo is gone (F1-04)
    expect(file.html).not.toContain(CAMERA);
    const broken = await signIn(at(work, 2), [(await snapshot()).subarray(0, 64)]);
    expect([broken.status, broken.html.includes('有一张照片打不开，没有保存')]).toEqual([
      422,
      true,
    ]);
    expect((await auditor.get(`${base}/scan/00000000`)).status).toBe(404);
    expect((await (await staffOf('administrator')).get(scan)).status).toBe(403);
  });

  it('ZJ-13.2a the page shows who has answered, and nothing of it before all have', async () => {
    const page = `${base}/deliberation`;
    const ask = {
      do: 'ask',
      title: '是否重复收费',
      text: '住院号12的检查费是否重复收取',
      way: 'page',
      day: '2026-10-16',
      at: '17:00',
      replaces: '',
    };
    const { name } = (await work.bureau.view(work.task)).panel.find(
      ({ invitation }) => invitation.id === at(work, 2).invitation,
    ) ?? { name: '' };
    const warned = await clerk.get(page);
    expect(warned.html).toContain(`还没有签到：${name}（已记未到场）`);
    const hasty = await clerk.post(page, ask);
    expect([hasty.status, hasty.html.includes('还有1名专家没有签到')]).toEqual([422, true]);
    expect(hasty.html).toContain('住院号12的检查费是否重复收取');
    expect((await clerk.post(page, { ...ask, onlyPresent: 'yes' })).status).toBe(303);
    const talk = await work.ask(evaluation.deliberation, { task: work.task });
    const round = talk?.rounds[0]?.round.id ?? '';
    await work.vote(at(work, 0), round, 'against');
    for (const browser of [clerk, head, leader, auditor]) {
      const { html } = await browser.get(page);
      expect(html).toContain('已提交');
      expect(html).toContain('未提交');
      expect(html).not.toMatch(/我的意见是|收费明细第12行/);
    }
    const paper = await clerk.get(page.replace('deliberation', 'paper/deliberation'));
    expect(paper.status).toBe(200);
    const log = await auditor.get('/audit');
    expect(log.html).toContain('专家提交意见');
    expect(log.html).not.toMatch(/我的意见是|收费明细第12行|against/);
    await work.vote(at(work, 1), round, 'for');
    expect((await clerk.get(page)).html).toContain('票数相等，待决定');
    const tie = { do: 'tie', which: round, round, verdict: 'for', reason: '收费明细可以证实' };
    expect((await clerk.post(page, tie)).status).toBe(403);
    const decided = await head.submit(page, tie);
    expect(decided.html).toContain('原来的票数不变');
    const dissent = {
      do: 'dissent',
      which: round,
      round,
      person: at(work, 0).person,
      reasons: '两次检查部位不同',
    };
    expect((await clerk.submit(page, dissent)).html).toContain('两次检查部位不同');
    const signed = await withScan(clerk, page, {
      do: 'sign',
      which: round,
      round,
      person: at(work, 0).person,
    });
    expect(signed.status).toBe(303);
  });

  it('on paper: entered by one, confirmed by another, wrong ones sent back', async () => {
    const page = `${base}/deliberation`;
    await clerk.post(page, {
      do: 'ask',
      title: '是否超标准收费',
      text: '床位费标准',
      way: 'paper',
      day: '2026-10-16',
      at: '17:00',
      replaces: '',
      onlyPresent: 'yes',
    });
    const talk = await work.ask(evaluation.deliberation, { task: work.task });
    const round = talk?.rounds[1]?.round.id ?? '';
    const votes = Object.fromEntries(
      work.experts.slice(0, 2).map(({ person }) => [`vote-${person}`, 'for']),
    );
    const entry = { do: 'paper', which: round, round, ...votes };
    expect((await withScan(clerk, page, entry)).status).toBe(303);
    expect((await clerk.get(page)).html).toContain('等另一位同事核对');
    const confirm = { do: 'confirm', which: round, round, agrees: 'yes', reason: '' };
    const own = await clerk.post(page, confirm);
    expect([own.status, own.html.includes('要由另一位同事来办')]).toEqual([422, true]);
    expect((await head.submit(page, confirm)).html).toContain('已确认，合议有了结果');
  });

  it('ZJ-13.3 the fee sheet: numbers, a masked account, a paper with whole ones on record', async () => {
    const page = `${base}/fees`;
    const [one, other] = [at(work, 0).invitation, at(work, 1).invitation];
    await clerk.post(page, {
      do: 'fee',
      which: one,
      invitation: one,
      refused: '',
      holder: '专家甲',
      bank: '农业银行赤坎支行',
      account: '6228 4800 1234 5678',
      note: '',
    });
    await clerk.post(page, {
      do: 'fee',
      which: other,
      invitation: other,
      refused: '在职公务员或参公管理人员',
      holder: '',
      bank: '',
      account: '',
      note: '',
    });
    const { html } = await clerk.get(page);
    expect(html).toContain('500.00元');
    expect(html).toContain('****5678');
    expect(html).not.toContain('62284800');
    expect(html).toMatch(/合计 <strong>500\.00元/);
    expect((await auditor.get(page)).html).not.toContain('5678');
    expect((await auditor.get(`${base}/paper/fee-sheet`)).status).toBe(403);
    const paper = await clerk.get(`${base}/paper/fee-sheet`);
    expect(paper.headers.get('content-type')).toContain('wordprocessingml');
    expect((await auditor.get('/audit')).html).toContain('打印带号码的表');
  });

  it('ZJ-16a ZJ-14.5 A-26 form 3, the leader, the signatures, the expert’s facts, and the end', async () => {
    const page = `${base}/evaluation`;
    const form = await clerk.get(page);
    for (const { items } of evaluation.FORM3)
      for (const { text } of items) expect(form.html).toContain(text);
    for (const { person } of work.experts.slice(0, 2)) {
      const fields = {
        do: 'evaluate',
        which: person,
        person,
        level: '合格',
        remarks: '',
        unit: '',
      };
      const open = await clerk.post(page, { ...fields, ticks: evaluation.TICKS.slice(2) });
      expect([open.status, open.html.includes('有2项没有勾选')]).toEqual([422, true]);
      await clerk.post(page, { ...fields, ticks: evaluation.TICKS });
      const end = await leader.post(base, { do: 'close' });
      expect([end.status, end.html.includes('还不能结束归档')]).toEqual([422, true]);
      await leader.post(page, { do: 'signOff', which: person, person, opinion: '同意' });
    }
    // ZJ-14.5: one of the two opinions given by page is not signed yet
    const waiting = await leader.post(base, { do: 'close' });
    expect([waiting.status, waiting.html.includes('等本人纸质签字的合议意见还有1份')]).toEqual([
      422,
      true,
    ]);
    expect(waiting.html).toMatch(/合议第1项“是否重复收费”的意见还没有本人签字.*登记纸质签字/);
    const talk = await work.ask(evaluation.deliberation, { task: work.task });
    const round = talk?.rounds[0]?.round.id ?? '';
    const sign = { do: 'sign', which: round, round, person: at(work, 1).person };
    expect((await clerk.get(`${base}/deliberation`)).html).toContain('登记纸质签字（还差1人）');
    expect((await withScan(clerk, `${base}/deliberation`, sign)).status).toBe(303);
    expect((await clerk.get(`${base}/deliberation`)).html).not.toContain('登记纸质签字');
    const { person } = at(work, 0);
    const paper = await clerk.get(`${page}/${person}/paper`);
    expect(paper.headers.get('content-type')).toContain('wordprocessingml');
    expect((await clerk.post(base, { do: 'close' })).status).toBe(403);
    const closed = await leader.submit(base, { do: 'close' });
    expect(closed.html).toContain('工作已结束归档');
    const record = await head.get(`/people/${at(work, 2).person}/record`);
    for (const words of ['未到场', '告知了，但不及时', '推迟一小时', '门诊走不开', '轻重相当'])
      expect(record.html).toContain(words);
    expect(record.html).not.toMatch(/<form(?![^>]*sign-out)[^>]*method="post"/);
    const own = await head.get(`/people/${person}`);
    expect(own.html).toContain(`/people/${person}/record`);
    expect(own.html).toContain('合格');
    expect((await head.get(`/people/${person}/record`)).html).toContain('合格');
  });
});
