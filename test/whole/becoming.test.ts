import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenNumberOf } from '../../scripts/demo/numbers.ts';
import { qrPicture } from '../../web/papers/qr.ts';
import { GAOPING, ZHANJIANG } from '../support/app.ts';
import {
  appointAs,
  deskOf,
  fileOf,
  fillHistory,
  fillPage,
  ON_PAGE,
  openApplication,
  openLink,
  reviewAs,
  selectAs,
  sendPicture,
  signAs,
  unfold,
  type Desk,
} from '../support/becoming.ts';
import { openBrowser, screenshot } from '../support/browser.ts';
import { openPhone, openWhole, type HandPhone, type Whole } from '../support/whole.ts';
import { partsOf } from '../web/papers-reading.ts';

let browser: Browser;
let whole: Whole;

beforeAll(async () => {
  browser = await openBrowser();
}, 30_000);
afterAll(async () => {
  await browser.close();
});

const phoneOf = (bureau: string, id: string): Promise<HandPhone> =>
  openPhone(browser, whole, { bureau, id });

describe('the expert pool of Zhanjiang', () => {
  let desk: Desk;
  beforeAll(async () => {
    whole = await openWhole(ZHANJIANG);
    desk = deskOf(browser, whole, 'zhanjiang');
  }, 60_000);
  afterAll(() => whole.close());

  it('ZJ-7.2 A-21 an invitation is accepted in chat: the application is asked for, and nobody is in the pool before', async () => {
    const expert = await phoneOf('zhanjiang', 'zj-tan');
    await expert.hears('YQ2026-0001');
    await screenshot(expert.page, 'chat-invited');
    await expert.says('接受', '已记下：您接受邀请YQ2026-0001');
    await screenshot(expert.page, 'chat-invitation-accepted');
    await expert.says('申请专家', '您已接受邀请YQ2026-0001');
    const clerk = await desk('clerk', '/invitations');
    expect(await clerk.getByRole('row', { name: /YQ2026-0001/u }).innerText()).toContain(
      '等申请表',
    );
    await clerk.goto(`${whole.siteUrl}/members?roster=experts&search=谭问渠`);
    expect(await clerk.getByRole('row', { name: /谭问渠/u }).count()).toBe(0);
    await expert.says('取消', '取消');
  }, 60_000);

  it('ZJ-7.1 GP-5.3 C-10 a recommendation is entered at the counter with its letter', async () => {
    const clerk = await desk('clerk', '/applications/new?roster=experts');
    await clerk.getByLabel('来访').check();
    await unfold(clerk, '单位推荐的');
    await clerk.getByLabel('推荐单位').fill('演示湾中心医院');
    await enterForm1(clerk);
    await clerk.getByLabel('证件照').setInputFiles(await fileOf('photo'));
    await clerk.getByLabel('签字的书面申请').setInputFiles(await fileOf('paper'));
    await clerk.getByRole('button', { name: '登记申请' }).click();
    await clerk.getByRole('alert').getByText('推荐函').first().waitFor();
    await screenshot(clerk, 'site-counter-letter-missing');
    // nothing was lost: only what was missing is added
    await clerk.getByLabel('单位推荐函').setInputFiles(await fileOf('paper'));
    await clerk.getByRole('button', { name: '登记申请' }).click();
    await clerk.getByText('申请已登记，编号').waitFor();
    await screenshot(clerk, 'site-counter-entered');
    const said = await clerk.locator('main').innerText();
    expect(said).toContain('单位推荐');
    expect(said).toContain('演示湾中心医院');
    expect(said).not.toContain(COUNTER_NUMBER);
  }, 60_000);

  it('ZJ-8.2a C-05 a refusal goes through three people and is told with its reason', async () => {
    const applicant = await phoneOf('zhanjiang', 'zj-ouyang');
    const clerk = await desk('clerk', '/applications');
    await openApplication(clerk, '欧阳明澈');
    await reviewAs(clerk, { words: '不合格', text: '经核实，近三年有不良记录，不符合第六条' });
    await signAs(await desk('section', clerk.url()), '同意审查结论');
    await applicant.hears('正在等待签署意见');
    await signAs(await desk('leader', clerk.url()), '同意');
    await applicant.hears('未获聘任');
    await applicant.says('进度', '近三年有不良记录');
    await screenshot(applicant.page, 'chat-refused');
    expect(await applicant.page.content()).not.toContain('李秀禾');
  }, 60_000);

  it('ZJ-7.1 ZJ-8.1 ZJ-8.2a ZJ-8.2b F2-11 A-22 from the announcement to the appointment, with an objection on the way', async () => {
    await announce(desk);
    const phone = await phoneOf('zhanjiang', 'wang');
    await apply(phone);

    const clerk = await desk('clerk', '/applications');
    await openApplication(clerk, '王静远');
    await screenshot(clerk, 'site-application');
    await reviewAs(clerk, { words: '合格', text: '材料齐全，已电话核实单位和职称' });
    await signAs(await desk('section', clerk.url()), '同意审查结论');
    await signOnPhone();
    await phone.hears('资格审查合格');

    const leader = await desk('leader', '/selection?roster=experts');
    await selectAs(leader, '王静远', '药学类别人数不足，年龄、职称、单位均已综合考虑');
    await screenshot(leader, 'site-selected');
    await phone.hears('已被选定');

    const period = await show(clerk);
    await phone.hears('已列入公示');
    const objector = await object();
    await decide(desk);
    await objector.hears('异议不成立');
    await screenshot(objector.page, 'chat-objection');

    whole.open.clock.set('2026-10-20T09:00:00+08:00');
    const later = await desk('clerk', period);
    await later.getByRole('button', { name: '结束公示' }).click();
    await later.getByText('公示已结束').waitFor();
    await screenshot(later, 'site-publicity-ended');
    await phone.hears('公示期已满');

    const appointing = await desk('leader', '/appointments');
    await screenshot(appointing, 'site-appointments');
    await appointAs(appointing, '王静远');
    await phone.hears('欢迎加入');
    await phone.says('我的', '专家');
    await screenshot(phone.page, 'chat-appointed');
    expect(await phone.page.content()).not.toContain(ON_PAGE.citizenNumber);
  }, 120_000);

  /** The demo's call ends early, and a new one is written after it: one call at a time (GP-5.1, ZJ-8.3). */
  const announce = async (at: Desk): Promise<void> => {
    const leader = await at('leader', '/campaigns');
    await leader
      .getByRole('row', { name: /GG2026-0001/u })
      .getByRole('link')
      .click();
    await unfold(leader, '提前结束');
    await leader.locator('#form-close').getByLabel('原因').fill('本批报名已满，转入审核');
    await leader.getByRole('button', { name: '结束报名' }).click();
    const clerk = await at('clerk', leader.url());
    await clerk.getByRole('link', { name: '照这份再起草一份' }).click();
    await clerk.getByLabel('标题').fill('第二批医保基金监管执法专家征集公告');
    await clerk.getByLabel('报名开始日期').fill('2026-10-12');
    await clerk.getByLabel('报名开始时间').fill('08:30');
    await clerk.getByLabel('报名截止日期').fill('2026-10-30');
    await clerk.getByLabel('年龄算到哪一天').fill('2026-10-12');
    await screenshot(clerk, 'site-campaign-draft');
    await clerk.getByRole('button', { name: '保存草稿' }).click();
    await clerk.getByText('草稿已保存').first().waitFor();
    await leader.goto(clerk.url());
    await leader.getByRole('button', { name: '公布', exact: true }).click();
    await leader.getByText('已公布。').waitFor();
    await unfold(leader, '登记发布情况');
    const placing = leader.locator('#form-place');
    await placing.getByLabel('发布在哪里').fill('市政府网站');
    await placing.getByLabel('网址').fill('https://www.example.gov.cn/gg2');
    await placing.getByLabel('发布日期').fill('2026-10-12');
    await placing.getByRole('button', { name: '登记' }).click();
    await leader.getByText('发布情况已登记').waitFor();
    await screenshot(leader, 'site-campaign');
  };

  /** Begun in chat, finished on the long page of the same phone. */
  const apply = async (phone: HandPhone): Promise<void> => {
    await phone.says('申请专家', '第二批医保基金监管执法专家征集公告');
    await phone.says('同意', '自己申请，还是由单位推荐');
    await phone.says('网页', '/form/zhanjiang');
    await screenshot(phone.page, 'chat-application-begun');
    const form = await openLink(phone);
    await form.getByRole('heading', { name: '专家申请' }).waitFor();
    await fillPage(form, ON_PAGE);
    await fillHistory(form);
    await sendPicture(form, 'photo');
    await sendPicture(form, 'paper');
    await screenshot(form, 'phone-application');
    await form.getByRole('button', { name: '去核对' }).click();
    await screenshot(form, 'phone-application-review');
    await form.getByRole('button', { name: '确认提交' }).click();
    await form.getByText('申请已收到，编号SQ2026-').waitFor();
    await form.close();
    // the same receipt in chat, whoever asks a second time (F11)
    await phone.says('提交', '申请已收到，编号SQ2026-');
    await screenshot(phone.page, 'chat-application-receipt');
  };

  /** F2-12: the leader signs on the own phone, by the page that the notice brought. */
  const signOnPhone = async (): Promise<void> => {
    const leader = await phoneOf('zhanjiang', 'staff-leader');
    await leader.hears('轮到您签署意见');
    expect(await leader.page.content()).not.toContain('王静远');
    const form = await openLink(leader);
    await form.getByText('王静远').waitFor();
    await screenshot(form, 'phone-sign-off');
    await form.getByLabel('同意', { exact: true }).check();
    await form.getByLabel('具体意见').fill('同意');
    await form.getByRole('button', { name: '签署' }).click();
    await form.getByText('您已签署').first().waitFor();
    await form.close();
  };

  const show = async (clerk: Page): Promise<string> => {
    await clerk.goto(`${whole.siteUrl}/publicity`);
    await clerk.getByRole('checkbox', { name: /王静远/u }).check();
    await clerk.getByRole('button', { name: '开始公示' }).click();
    await clerk.getByText('公示已建立').waitFor();
    await clerk.getByRole('link', { name: 'GS2026-0002' }).click();
    await unfold(clerk, '登记发布情况');
    const placing = clerk.locator('#form-place');
    await placing.getByLabel('发布在哪里').fill('市政府网站');
    await placing.getByLabel('网址').fill('https://www.example.gov.cn/gs2');
    await placing.getByLabel('发布日期').fill('2026-10-12');
    await placing.getByRole('button', { name: '登记' }).click();
    await clerk.getByText('发布情况已登记').waitFor();
    await screenshot(clerk, 'site-publicity');
    return clerk.url();
  };

  const object = async (): Promise<HandPhone> => {
    const objector = await phoneOf('zhanjiang', 'liu');
    await objector.says('异议', '王静远');
    await objector.says('王静远', '是什么情况');
    await objector.says('听说他在药店有股份，是去年同事讲的', '称呼和电话');
    await objector.says('跳过', '请核对');
    await objector.says('提交', 'YY2026-0001');
    return objector;
  };

  const decide = async (at: Desk): Promise<void> => {
    const discipline = await at('discipline', '/objections');
    await discipline.getByRole('link', { name: 'YY2026-0001' }).click();
    await screenshot(discipline, 'site-objection');
    await discipline.getByLabel('异议不成立').check();
    await discipline.getByLabel('理由').fill('经向药店和市场监管部门核实，没有持股');
    await discipline.getByRole('button', { name: '作出处理' }).click();
    await discipline.getByText('已记为异议不成立').waitFor();
  };
});

const COUNTER_NUMBER = citizenNumberOf('1975-01-20', 139);

/** Read aloud at the counter, box by box. */
const enterForm1 = async (clerk: Page): Promise<void> => {
  const typed: Readonly<Record<string, string>> = {
    name: '林其琛',
    phone: '13900000067',
    citizenNumber: COUNTER_NUMBER,
    ethnicGroup: '汉族',
    politicalStatus: '中共党员',
    nativePlace: '广东湛江',
    health: '良好',
    school: '演示医科大学',
    major: '临床医学',
    education: '本科',
    degree: '学士',
    title: '副主任医师',
    unit: '演示湾中心医院',
    department: '骨科',
    post: '副主任',
    yearsOfWork: '25',
    homeAddress: '演示湾市霞山区某某路3号',
    speciality: '骨科、手术耗材',
  };
  const form = clerk.locator('#form-enter');
  for (const [field, words] of Object.entries(typed))
    await form.locator(`[name="${field}"]`).fill(words);
  for (const [field, words] of [
    ['titleLevel', '副高级'],
    ['employerType', '医药机构'],
    ['category', '临床医护'],
  ] as const)
    await form.locator(`select[name="${field}"]`).selectOption({ label: words });
  for (const [column, words] of [
    ['from', '2001-07'],
    ['to', '至今'],
    ['unit', '演示湾中心医院'],
    ['post', '医师'],
  ] as const)
    await form.locator(`[name="history.0.${column}"]`).fill(words);
  for (const box of await form.locator('[name="workKinds"], [name="declarations"]').all())
    await box.check();
  await form.locator('[name="consent"]').check();
  await form.locator('[name="publication"]').check();
};

describe('the supervisors of Gaoping', () => {
  let desk: Desk;
  beforeAll(async () => {
    whole = await openWhole(GAOPING);
    desk = deskOf(browser, whole, 'gaoping');
  }, 60_000);
  afterAll(() => whole.close());

  it('GP-5.4 GP-6.2 GP-6.3 GP-6.4a GP-7a from 自荐 in chat to a letter whose QR code says that it is valid', async () => {
    const phone = await phoneOf('gaoping', 'liu');
    await nominate(phone);
    const clerk = await desk('clerk', '/applications');
    await openApplication(clerk, '刘念慈');
    await reviewAs(clerk, { words: '合格', text: '材料齐全，符合条件' });
    await signAs(await desk('section', clerk.url()), '同意');
    await phone.hears('资格审查合格');
    await selectAs(await desk('leader', '/selection?roster=supervisors'), '刘念慈', '熟悉收费业务');
    // the measure asks for no publicity: appointed at once (GP-6.4b)
    const leader = await desk('leader', '/appointments');
    await appointAs(leader, '刘念慈');
    await phone.hears('欢迎加入');

    await clerk.goto(`${whole.siteUrl}/members?roster=supervisors&search=刘念慈`);
    await clerk
      .getByRole('row', { name: /刘念慈/u })
      .getByRole('link')
      .first()
      .click();
    await clerk.getByRole('button', { name: '确认聘书上的聘期' }).click();
    const [download] = await Promise.all([
      clerk.waitForEvent('download'),
      clerk.getByRole('link', { name: '打印聘书' }).click(),
    ]);
    const address = await addressOf(await readFile(await download.path()));
    await clerk.reload();
    await clerk.getByLabel('发放日期').fill('2026-10-12');
    await clerk.getByRole('button', { name: '登记发放' }).click();
    await screenshot(clerk, 'site-letter');

    const stranger = await phone.page.context().newPage();
    await stranger.goto(whole.botUrl + address);
    const said = await stranger.locator('main').innerText();
    expect(said).toContain('有效：持有人目前在聘');
    expect(said).toContain('刘');
    expect(said).not.toContain('刘念慈');
    await screenshot(stranger, 'phone-letter');
  }, 60_000);

  const nominate = async (phone: HandPhone): Promise<void> => {
    await phone.says('自荐', '同意');
    await phone.says('同意', '姓名');
    await phone.says('刘念慈', '身份证');
    await phone.says(citizenNumberOf('1985-03-15', 5), '联系电话');
    await phone.says('13900000077', '工作单位');
    await phone.says('无', '哪些身份');
    await phone.says('6', '专业');
    await phone.says('跳过', '哪个乡镇');
    await phone.says('东城街', '为什么');
    await phone.says('退休前在医院收费处工作二十年', '名单');
    await phone.says('同意', '承诺');
    await phone.says('同意', '请核对');
    await phone.says('提交', '申请已收到');
  };

  /** What the picture on the letter carries: the very picture of this address, and of no other. */
  const addressOf = async (docx: Buffer): Promise<string> => {
    const parts = await partsOf(docx);
    const document = parts.get('word/document.xml')?.toString() ?? '';
    const address = /\/letter\/gaoping\.[\w-]+/u.exec(document)?.[0] ?? '';
    const drawn = await qrPicture(address, '');
    const source = typeof drawn === 'string' ? null : drawn.source;
    const pictures = [...parts].filter(([name]) => name.startsWith('word/media/'));
    expect(pictures.some(([, bytes]) => source !== null && bytes.equals(source))).toBe(true);
    return address;
  };
});
