import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BureauId, nomination, Role, StaffActor } from '../../domain/index.ts';
import { demoBureaus, GAOPING, ZHANJIANG } from '../support/app.ts';
import {
  allMet,
  applicationNow,
  applicationOf,
  applied,
  expertApplicationOf,
  passedReview,
} from '../support/applying.ts';
import { expertCall } from '../support/choosing.ts';
import { citizenOf } from '../support/people.ts';
import { linesOf, tablesOf } from './papers-reading.ts';
import { jpeg, posting } from './posting.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

type Signed = Browser & { readonly actor: StaffActor };

const bureaus = new Map(demoBureaus());
let site: OpenSite;
let made = 0;

beforeEach(async () => {
  for (const [slug, file] of demoBureaus()) bureaus.set(slug, file);
  site = await openSite({ bureaus });
});
afterEach(() => site.close());

/** Somebody with these roles, signed in at their bureau. */
const as = async (bureau: BureauId, ...roles: Role[]): Promise<Signed> => {
  made += 1;
  const login = `colleague${made}`;
  const actor = await site.account(login, roles, bureau);
  const browser = site.browser();
  await signIn(browser, login, { bureau });
  return { ...browser, actor };
};

const form2 = (
  view: nomination.ApplicationView,
  over: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  do: 'review',
  version: String(view.version),
  unitPhone: '0759-3344556',
  practice: '心血管内科',
  ...Object.fromEntries(allMet(view).map(({ condition }) => [`found-${condition}`, 'met'])),
  text: '材料齐全，符合条件。',
  conclusion: 'qualified',
  ...over,
});

const postWith = posting(() => site);

describe('one application on the page', () => {
  it('GP-4.2 GP-4.3 GP-4.4 every condition of the measure has its own tick, and one left out is named', async () => {
    const { application } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const path = `/applications/${application}`;
    const { html } = await clerk.get(path);
    expect(html).toContain('拥护党的路线方针政策，公道正派，遵纪守法，保守秘密');
    expect(html).toContain('关心医疗保障事业，熟悉相关领域法律法规');
    expect(html).toContain('责任心强，联系群众，健康状况和综合素质适合');
    for (const id of ['sound', 'care', 'fit']) expect(html).toContain(`name="found-${id}"`);
    const view = await applicationNow(site, GAOPING, application);
    const { 'found-care': _left, ...rest } = form2(view);
    const back = await clerk.post(path, rest);
    expect(back.status).toBe(422);
    expect(back.html).toContain('还缺：关心医疗保障事业，熟悉相关领域法律法规');
    expect(back.html).toContain('value="0759-3344556"');
    const unclear = await clerk.post(path, form2(view, { 'found-fit': 'unclear' }));
    expect(unclear.html).toContain('还要核实什么');
  });

  it('GP-4.2 a preferred condition that is not met does not stand in the way', async () => {
    const { application } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const view = await applicationNow(site, GAOPING, application);
    const over = { 'found-skill': 'notMet', 'note-skill': '没有专业背景，热心公益' };
    const done = await clerk.submit(`/applications/${application}`, form2(view, over));
    expect(done.html).toContain('审查结论已保存');
    expect(done.html).toContain('不符合：没有专业背景，热心公益');
  });

  it('C-01 numbers stand masked until somebody gives a reason', async () => {
    const { application } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const path = `/applications/${application}`;
    const { html } = await clerk.get(path);
    expect(html).not.toContain(citizenOf('1985-03-15'));
    expect(html).not.toContain('13912345678');
    const shown = await clerk.submit(path, {
      do: 'reveal',
      field: 'phone',
      reason: '电话核对单位信息',
    });
    expect(shown.html).toContain('13912345678');
  });

  it('B-25 a measure that changes meanwhile is warned of, with both values', async () => {
    const { application } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const path = `/applications/${application}`;
    expect((await clerk.get(path)).html).not.toContain('管理办法的规定在申请提交之后有变化');
    const changed = demoBureaus((name, text) =>
      name === 'gaoping.yaml'
        ? text.replace(
            '  rosters:\n',
            '  rosters:\n    supervisors:\n      entry:\n        age: { value: { min: 18, max: 65, inclusive: true, soft: true }, clause: default }\n',
          )
        : text,
    );
    const file = changed.get(GAOPING);
    if (file === undefined) throw new Error('no bureau');
    bureaus.set(GAOPING, file);
    const { html } = await clerk.get(path);
    expect(html).toContain('管理办法的规定在申请提交之后有变化：年龄');
    expect(html).toContain('25至70岁');
    expect(html).toContain('18至65岁');
  });

  it('GP-4.1b an exception is named with what it needs', async () => {
    const old = applicationOf({ citizenNumber: citizenOf('1950-03-15') });
    const { application } = await applied(site, old);
    const { html } = await (await as(GAOPING, 'clerk')).get(`/applications/${application}`);
    expect(html).toContain('年龄超出一般规定（76岁）');
    expect(html).toContain('选定理由里要说明年龄方面的考虑');
  });
});

describe('form 2, line by line', () => {
  let path: string;
  let application: string;
  let clerk: Signed;
  let head: Signed;
  let leader: Signed;

  beforeEach(async () => {
    await expertCall(site);
    ({ application } = await applied(site, expertApplicationOf(), { bureau: ZHANJIANG }));
    path = `/applications/${application}`;
    clerk = await as(ZHANJIANG, 'clerk');
    head = await as(ZHANJIANG, 'sectionHead');
    leader = await as(ZHANJIANG, 'leader');
  });

  const view = () => applicationNow(site, ZHANJIANG, application);
  const sign = async (over: object = {}) => ({
    do: 'sign',
    version: String((await view()).version),
    line: 'section',
    verdict: 'agree',
    opinion: '同意审查结论',
    ...over,
  });

  it('F2-04 F2-05 F2-09 F2-10 F2-11 F2-12 C-05 reviewer, section and leader sign in turn; the page says whose turn it is', async () => {
    expect((await leader.get(path)).html).toContain('轮到“审查结论”，由经办人填写');
    expect((await leader.get(path)).html).not.toContain('name="conclusion"');
    await clerk.submit(path, form2(await view()));
    const due = await leader.get(path);
    expect(due.html).toContain('轮到“科室意见”，由科室负责人签署');
    expect(due.html).not.toContain('value="sign"');
    expect((await leader.post(path, await sign())).status).toBe(422);
    expect((await head.submit(path, await sign())).html).toContain(
      '轮到“领导意见”，由分管领导签署',
    );
    const last = await leader.submit(path, await sign({ line: 'leader', opinion: '同意入库' }));
    expect(last.html).toContain('等待择优选定');
    for (const words of ['0759-3344556', '心血管内科', '材料齐全，符合条件。', '同意入库'])
      expect(last.html).toContain(words);
    expect((await view()).state).toBe('qualified');
  });

  it('C-05 who signed one line is not offered the next', async () => {
    const both = await as(ZHANJIANG, 'clerk', 'sectionHead');
    await both.submit(path, form2(await view()));
    const { html } = await both.get(path);
    expect(html).toContain('这一栏要由另一位同事签署');
    expect(html).not.toContain('value="sign"');
    expect((await both.post(path, await sign())).html).toContain('由不同的人完成');
  });

  it('F2-11 a line sends it back with its reason, and the reviewer fills form 2 in again', async () => {
    await clerk.submit(path, form2(await view()));
    const silent = await head.post(path, await sign({ verdict: 'return', opinion: '' }));
    expect(silent.html).toContain('退回需要写明原因');
    await head.submit(path, await sign({ verdict: 'return', opinion: '职称证书没有核对' }));
    const again = await clerk.get(path);
    expect(again.html).toContain('已退回：职称证书没有核对');
    expect(again.html).toContain('value="0759-3344556"');
    await clerk.submit(path, form2(await view(), { text: '已核对职称证书原件。' }));
    expect((await head.get(path)).html).toContain('轮到“科室意见”');
  });

  it('C-10 F2-12 a line signed on paper is entered by a clerk with its scan, in the name of who signed', async () => {
    await clerk.submit(path, form2(await view()));
    const fields = { ...(await sign()), do: 'sign-paper', by: head.actor.account };
    const bare = await postWith(clerk, path, { fields, files: [] });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain('要附上签字页的扫描件');
    const files = [['files', await jpeg(), 'image/jpeg']] as const;
    const wrong = { ...fields, by: leader.actor.account };
    expect((await postWith(clerk, path, { fields: wrong, files })).html).toContain(
      '“科室意见”由科室负责人填写',
    );
    expect((await postWith(clerk, path, { fields, files })).status).toBe(303);
    const { html } = await clerk.get(path);
    expect(html).toContain('纸质签字，由职员');
    expect(html).toContain('签字页和其他扫描件');
    expect((await view()).lines[0]).toMatchObject({
      by: head.actor.account,
      paper: { enteredBy: clerk.actor.account },
    });
  });

  it('F2-01…12 the printed form 2 has every value in its cell, and each print is on record', async () => {
    await clerk.submit(path, form2(await view()));
    await head.submit(path, await sign());
    const response = await fetch(`${site.url}${path}/paper/review`, {
      headers: { cookie: [...clerk.cookies].map(([n, v]) => `${n}=${v}`).join('; ') },
    });
    const [form = []] = await tablesOf(Buffer.from(await response.arrayBuffer()));
    const { snapshot } = expertFacts();
    expect(form[0]).toEqual(['姓   名', snapshot.name, '身份证号码', snapshot.citizenNumber]);
    expect(form[1]).toEqual(['所在单位', '湛江市某某医院', '单位联系电话', '0759-3344556']);
    expect(form[2]).toEqual(['从事专业', '心血管内科', '职   称', '副主任医师（副高级）']);
    expect(form[3]).toEqual(['工作年限', '15年', '本人联系电话', snapshot.phone]);
    expect(form[4]?.[1]).toContain('【符合】关心医疗保障事业，熟悉有关政策、法律法规');
    expect(form[5]?.[1]).toContain('合格');
    expect(form[5]?.[1]).toMatch(/审查人签名：职员colleague\d+/);
    // an opinion that says so itself is not said twice
    expect(form[6]?.[1]).toMatch(/^同意审查结论/);
    expect(form[7]?.[1]?.replaceAll(/\s/g, '')).toBe('签名：时间：');
    const auditor = await as(ZHANJIANG, 'auditor');
    expect((await auditor.get('/audit')).html).toContain('打印申请材料');
  });
});

const expertFacts = () => ({
  snapshot: { name: '李梅', citizenNumber: citizenOf('1985-03-15'), phone: '13912345678' },
});

const download = async (browser: Browser, path: string): Promise<Buffer> => {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, { headers: { cookie } });
  expect([path, response.status]).toEqual([path, 200]);
  return Buffer.from(await response.arrayBuffer());
};

describe('papers', () => {
  it('GP-6.2 the short application prints as it was confirmed, with version and every declaration', async () => {
    const { application, number } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const lines = await linesOf(
      await download(clerk, `/applications/${application}/paper/application`),
    );
    expect(lines[0]).toBe('社会监督员申请书');
    const words = lines.join('\n');
    expect(words).toContain(`编号：${number}`);
    for (const value of ['李梅', citizenOf('1985-03-15'), '13912345678', '想为大家看好医保的钱'])
      expect(words).toContain(value);
    expect(words).toContain('我填写的内容真实，如有不实愿意承担后果。');
    expect(words).toContain('（版本2026-1）');
  });

  it('F1-01…21 form 1 is printed from the file, each value in its cell', async () => {
    await expertCall(site);
    const { application } = await applied(site, expertApplicationOf(), { bureau: ZHANJIANG });
    const clerk = await as(ZHANJIANG, 'clerk');
    const docx = await download(clerk, `/applications/${application}/paper/application`);
    const [form = []] = await tablesOf(docx);
    expect(form[0]?.slice(0, 4)).toEqual(['姓   名', '李梅', '联系电话', '13912345678']);
    expect(form[1]?.slice(1, 4)).toEqual([citizenOf('1985-03-15'), '出生日期', '1985年3月15日']);
    expect(form[4]?.[1]).toBe('广东医科大学　临床医学');
    expect(form[5]?.slice(0, 2)).toEqual(['工作单位及部门(科室)', '湛江市某某医院　心内科']);
    expect(form[6]?.[1]).toBe('湛江市赤坎区某某路1号');
    expect(form[7]?.[1]).toContain('2018年7月至今　湛江市某某医院　副主任医师');
    expect(await linesOf(docx)).toContain('申请时间：2026年10月12日');
  });

  it('C-10 a blank form 1 for the counter', async () => {
    const clerk = await as(ZHANJIANG, 'clerk');
    const lines = await linesOf(await download(clerk, '/applications/blank-form'));
    expect(lines).toContain('湛江市医保基金监管执法专家入库申请表');
  });

  it('nobody but the office prints', async () => {
    const { application } = await applied(site, applicationOf());
    const discipline = await as(GAOPING, 'discipline');
    const reply = await discipline.get(`/applications/${application}/paper/application`);
    expect(reply.status).toBe(403);
  });
});

describe('what waits at home', () => {
  it('C-05 counts only the applications whose next step is this person’s', async () => {
    const { application } = await applied(site, applicationOf());
    const clerk = await as(GAOPING, 'clerk');
    const leader = await as(GAOPING, 'leader');
    expect((await clerk.get('/')).html).toContain('申请等待审查');
    await clerk.submit(
      `/applications/${application}`,
      form2(await applicationNow(site, GAOPING, application)),
    );
    expect((await clerk.get('/')).html).not.toContain('申请轮到您签署');
    expect((await leader.get('/')).html).toContain('申请轮到您签署');
    const other = await applied(site, applicationOf({ citizenNumber: citizenOf('1971-01-01') }), {
      chat: 'o-two',
    });
    await passedReview(site, {
      bureau: GAOPING,
      application: other.application,
      until: 'qualified',
    });
    expect((await leader.get('/')).html).toContain('申请等待选定');
  });
});
