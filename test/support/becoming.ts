import type { Browser, Page } from 'playwright-core';
import { citizenNumberOf } from '../../scripts/demo/numbers.ts';
import { PICTURES } from '../../scripts/demo/pictures.ts';
import type { HandPhone, Whole } from './whole.ts';
import { signIn } from './whole.ts';

/** What phone and site do while somebody becomes a member, in a real browser. */

const BORN_1979 = citizenNumberOf('1979-04-16', 127);

/** 附件1 as somebody fills it in on the long page, field by field. */
export const ON_PAGE: Readonly<Record<string, string | readonly string[]>> = {
  byUnit: '自己申请',
  name: '王静远',
  citizenNumber: BORN_1979,
  phone: '13900000066',
  nationality: '中国',
  ethnicGroup: '汉族',
  politicalStatus: '群众',
  nativePlace: '广东湛江',
  health: '健康',
  homeAddress: '演示湾市赤坎区某某路2号',
  employer: '演示湾中心医院',
  department: '药学部',
  post: '科室副主任',
  employerType: '医药机构',
  yearsOfWork: '21',
  school: '演示医科大学',
  major: '药学',
  education: '大学本科',
  degree: '学士',
  titleLevel: '副高级',
  title: '副主任药师',
  category: '药学',
  speciality: '抗菌药物合理使用、处方点评',
  workKinds: ['医保基金监管现场检查', '重大争议案件审核处理'],
  publicationNeeded: '我同意',
  declarations: '我同意',
};

/** Whatever kind of input the question has. */
const answer = async (page: Page, field: string, words: string): Promise<void> => {
  const ask = page.locator(`[data-field="${field}"]`);
  const choice = ask.locator('label.choice', { hasText: words }).first();
  if ((await choice.count()) > 0) await choice.locator('input').check();
  else if ((await ask.locator('select').count()) > 0)
    await ask.locator('select').selectOption({ label: words });
  else {
    await ask.locator(`#q-${field}`).fill(words);
    // leaving it is what saves it, and shows the questions that follow from it
    await ask.locator(`#q-${field}`).blur();
  }
};

export const fillPage = async (
  page: Page,
  answers: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> => {
  for (const [field, said] of Object.entries(answers))
    for (const words of [said].flat()) await answer(page, field, words);
};

/** One post that still lasts, in the first row of the table. */
export const fillHistory = async (page: Page): Promise<void> => {
  const row = page.locator('[data-field="history"]').getByRole('group', { name: '第1行' });
  const cells = row.locator('input');
  for (const [index, words] of ['2005-07', '至今', '演示湾中心医院', '药师'].entries())
    await cells.nth(index).fill(words);
  // a tap elsewhere: the last box is saved before the paper comes that speaks for it
  await cells.last().blur();
};

/** The photo, or the signed and sealed paper, of a question of the long page. */
export const sendPicture = async (page: Page, field: 'photo' | 'paper'): Promise<void> => {
  const ask = page.locator(`[data-field="${field}"]`);
  await ask.locator('input[type=file]').setInputFiles(await fileOf(field));
  await ask.getByText('已收到第1张').waitFor();
};

export const fileOf = async (role: 'photo' | 'paper') => ({
  name: `${role}.jpg`,
  mimeType: 'image/jpeg',
  buffer: await PICTURES[role](),
});

/** Opens the newest one-time page that stands in a chat, on the same phone. */
export const openLink = async ({ page }: HandPhone): Promise<Page> => {
  const links = (await page.locator('body').innerText()).match(/\S*\/form\/[\w.-]+/gu) ?? [];
  const form = await page.context().newPage();
  form.setDefaultTimeout(10_000);
  await form.goto(new URL(links.at(-1) ?? '', page.url()).href);
  await form.getByRole('button', { name: '开始' }).click();
  return form;
};

/** Somebody of the demo's staff, at the page they need. */
export const deskOf =
  (browser: Browser, whole: Whole, bureau: string) =>
  async (login: string, path: string): Promise<Page> => {
    const page = await signIn(browser, whole, { bureau, login });
    await page.goto(path.startsWith('http') ? path : whole.siteUrl + path);
    return page;
  };

export type Desk = ReturnType<typeof deskOf>;

/** Unfolds what is folded away under this heading. */
export const unfold = async (page: Page, heading: string | RegExp): Promise<void> => {
  await page.locator('summary', { hasText: heading }).first().click();
};

/** An application's page, by the applicant's name in the list. */
export const openApplication = async (page: Page, name: string): Promise<void> => {
  await page
    .getByRole('row', { name: new RegExp(name, 'u') })
    .getByRole('link')
    .first()
    .click();
  await page.locator('h1', { hasText: name }).waitFor();
};

/** Form 2 of the reviewer: every condition found met, or the first one not. */
export const reviewAs = async (
  page: Page,
  verdict: { readonly words: '合格' | '不合格'; readonly text: string },
): Promise<void> => {
  const form = page.locator('#form-review');
  const met = form.getByLabel('符合', { exact: true });
  const wrong = form.getByLabel('不符合', { exact: true });
  for (let index = 0; index < (await met.count()); index += 1)
    await (verdict.words === '不合格' && index === 0 ? wrong : met).nth(index).check();
  await form.getByLabel('审查意见').fill(verdict.text);
  await form.getByLabel(verdict.words, { exact: true }).check();
  await form.getByRole('button', { name: '保存审查结论' }).click();
  await page.getByText('审查结论已保存').waitFor();
};

/** The next line of form 2, on the site. */
export const signAs = async (page: Page, opinion: string): Promise<void> => {
  const form = page.locator('#form-sign');
  await form.getByLabel('同意', { exact: true }).check();
  await form.getByLabel('具体意见').fill(opinion);
  await form.getByRole('button', { name: '签署' }).click();
  await page.getByText('已签署同意').waitFor();
};

/** 择优: the pool in pictures, then the yes with its reason. */
export const selectAs = async (page: Page, name: string, reason: string): Promise<void> => {
  await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: '看结构、填理由' }).click();
  const form = page.locator('#form-select');
  await form.getByLabel('选定', { exact: true }).check();
  await form.getByLabel('理由').fill(reason);
  await form.getByRole('button', { name: '作出决定' }).click();
  await page.getByText('已选定1人').waitFor();
};

/** 聘任: one candidate, one decision. */
export const appointAs = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('checkbox', { name: new RegExp(name, 'u') }).check();
  await page.getByLabel('聘任决定').fill('经局务会研究，同意聘任');
  await page.getByRole('button', { name: '决定聘任' }).click();
  await page.getByText('已聘任1人').waitFor();
};
