import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { creditCodeOf } from '../../scripts/demo/numbers.ts';
import { draws, institutions, type StaffActor } from '../../domain/index.ts';
import { axe, small } from '../support/axe.ts';
import { openBrowser, openPage, screenshot } from '../support/browser.ts';
import { ZHANJIANG } from '../support/app.ts';
import { Later } from '../support/later.ts';
import { openSite, signIn, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let here: Later;
let clerk: Browser & { readonly actor: StaffActor };
let list: readonly institutions.Institution[];

const CODE = creditCodeOf(7);

beforeEach(async () => {
  site = await openSite();
  const actor = await site.account('picks', ['clerk'], ZHANJIANG);
  const browser = site.browser();
  await signIn(browser, 'picks', { bureau: 'zhanjiang' });
  clerk = { ...browser, actor };
  here = new Later(site, actor);
  await register();
  list = await site.app.gate.transaction(ZHANJIANG, (tx) => institutions.readInstitutions(tx));
});
afterEach(() => site.close());

/** 800 institutions as an import brings them: one of them with a popular name, one with a code. */
async function register(): Promise<void> {
  const cells = (name: string, more: object = {}) => ({
    ...Object.fromEntries(institutions.IMPORT_COLUMNS.map((column) => [column, ''])),
    ...{ 名称: name, 类别: '医院', ...more },
  });
  const all = [
    cells('湛江市第二人民医院', { 俗称: '市二医' }),
    cells('霞山康民门诊部', { 统一社会信用代码: CODE }),
    ...Array.from({ length: 798 }, (_, at) => cells(`湛江第${at}卫生站`)),
  ];
  const rows = all.map((row, at) => ({ line: at + 2, cells: row }));
  const expected = { added: 800, changed: 0, same: 0, faulty: 0 };
  const done = await here.bureau.perform(clerk.actor, institutions.importInstitutions, {
    rows,
    expect: expected,
  });
  if (done.kind !== 'done') throw new Error(JSON.stringify(done).slice(0, 300));
}

const idOf = (name: string): string => {
  const found = list.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.id;
};

const boxes = (html: string): readonly string[] =>
  html.match(/<input type="checkbox" name="institutions"[^>]*>/g) ?? [];

const tickedIn = (html: string): readonly string[] =>
  boxes(html)
    .filter((box) => /\schecked/.test(box))
    .map((box) => /value="([^"]+)"/.exec(box)?.[1] ?? '');

const TYPED = {
  do: 'enter',
  type: '飞行检查',
  'need-药学': '2',
  firstDay: '2026-10-20',
  lastDay: '',
  assembleAt: '九点半',
  place: '市政府南门',
  note: '带上听诊器',
  words: '',
  leaderPhone: '0759-3366026',
};

const find = (words: string, more: object = {}) => ({
  ...TYPED,
  institutionSearch: words,
  institutionShown: '',
  'look-up': 'institutionSearch',
  ...more,
});

describe('被检查单位 out of 800 institutions, without scripts', () => {
  it('the page stays small, and offers a search that keeps what was typed', async () => {
    const page = await clerk.get('/tasks/new');
    expect(boxes(page.html)).toHaveLength(0);
    expect(page.html).toContain('名单共800家');
    expect(page.html.length).toBeLessThan(40_000);
    const found = await clerk.post('/tasks/new', find('市二医'));
    expect(found.status).toBe(200);
    expect(boxes(found.html)).toHaveLength(1);
    expect(tickedIn(found.html)).toEqual([]);
    expect(found.html).toContain('湛江市第二人民医院（市二医）');
    expect(found.html).toContain('表单还没有提交，其余内容都保留着');
    expect(found.html).not.toContain('role="alert"');
    for (const words of ['市政府南门', '带上听诊器', '2026-10-20', '九点半', '0759-3366026'])
      expect(found.html).toContain(words);
    expect(found.html).toMatch(/value="飞行检查" selected/);
    expect(found.html).toMatch(/name="need-药学"[^>]*value="2"/);
  });

  it('what is ticked stays above the next hits; never more than 20 of those; found by code too', async () => {
    const one = idOf('湛江市第二人民医院');
    const many = await clerk.post('/tasks/new', find('卫生站', { institutions: one }));
    expect(tickedIn(many.html)).toEqual([one]);
    expect(boxes(many.html)).toHaveLength(21);
    expect(boxes(many.html)[0]).toContain(one);
    expect(many.html).toContain('“卫生站”查到798家，上面列出前20家');
    const chosen = list.slice(0, 20).map(({ id }) => id);
    const full = await clerk.post('/tasks/new', find('卫生站', { institutions: chosen }));
    expect(boxes(full.html).length).toBeLessThanOrEqual(40);
    const byCode = await clerk.post('/tasks/new', find(CODE.slice(0, 10).toLowerCase()));
    expect(byCode.html).toContain('霞山康民门诊部');
    expect(boxes(byCode.html)).toHaveLength(1);
    const none = await clerk.post('/tasks/new', find('不存在的名字'));
    expect(none.html).toContain('没有查到另外的机构');
    expect((await clerk.post('/tasks/new', find(''))).html).toContain('查找前请先填写机构名称');
  });

  it('C-04 saves what was ticked; nothing of it stands in an address or in the log', async () => {
    const one = idOf('湛江市第二人民医院');
    await clerk.post('/tasks/new', find('市二医'));
    const fields = { ...TYPED, institutions: one };
    const searched = { institutionSearch: '市二医', institutionShown: '市二医' };
    const saved = await clerk.post('/tasks/new', { ...fields, ...searched });
    expect(saved.status).toBe(303);
    const task = saved.location.split('/').at(-1) ?? '';
    const { rows } = await view(task);
    expect(rows.targets).toEqual(['湛江市第二人民医院']);
    expect(rows.assembleAt).toBe('09:30');
    expect(site.log.join()).not.toContain('市二医');
    expect((await clerk.get('/tasks/new')).html).toContain('method="post"');
  });

  it('a name that was typed and not looked up is no target yet: nothing goes through without it', async () => {
    const one = idOf('霞山康民门诊部');
    const typed = {
      ...TYPED,
      institutions: one,
      institutionSearch: '市二医',
      institutionShown: '',
    };
    const asked = await clerk.post('/tasks/new', typed);
    expect(asked.status).toBe(422);
    expect(asked.html).toContain('查找框里的名称还没有选');
    expect(asked.html).toContain('湛江市第二人民医院（市二医）');
    expect(tickedIn(asked.html)).toEqual([one]);
    expect(asked.html).toMatch(/name="institutionShown" value="市二医"/);
  });

  it('the same when a task is corrected, and when the target of people already asked changes (draw-9)', async () => {
    const [one, other] = [idOf('湛江市第二人民医院'), idOf('霞山康民门诊部')];
    const task = await here.bureau.task({ 药学: 1 }, { institutions: [one], words: [] });
    const page = `/tasks/${task}`;
    const opened = await clerk.get(page);
    expect(tickedIn(opened.html)).toEqual([one]);
    const change = { ...TYPED, do: 'change', version: '1', institutions: one };
    const found = await clerk.post(page, { ...find('康民'), ...change });
    expect(boxes(found.html)).toHaveLength(2);
    expect(found.html).toMatch(/<details class="fold" open/);
    expect(found.html).toContain('市政府南门');
    expect((await view(task)).rows.targets).toEqual(['湛江市第二人民医院']);
    await here.expert();
    const late = await here.drawn(1, { institutions: [one], words: [] });
    const aim = { do: 'aim', version: '1', reason: '换一家单位', words: '' };
    const looked = await clerk.post(`/tasks/${late}`, { ...find('康民'), ...aim });
    expect(looked.html).toContain('换一家单位');
    expect(boxes(looked.html)).toHaveLength(1);
    const done = await clerk.submit(`/tasks/${late}`, { ...aim, institutions: other });
    expect(done.html).toContain('检查对象已更正');
    expect((await view(late)).rows.targets).toEqual(['霞山康民门诊部']);
  });

  it('C-04 a colleague who may not know the target has no search for it', async () => {
    const task = await here.bureau.task({ 药学: 1 }, { institutions: [list[0]?.id] });
    await site.account('head', ['sectionHead'], ZHANJIANG);
    const head = site.browser();
    await signIn(head, 'head', { bureau: 'zhanjiang' });
    const { html } = await head.get(`/tasks/${task}`);
    expect(html).toContain('保存更正');
    expect(html).not.toContain('institutionSearch');
  });
});

describe('the search on a phone 360 px wide, with scripts forbidden', () => {
  it('finds, ticks and saves; the address never says what was looked for', async () => {
    const chromium = await openBrowser();
    const page = await openPage(chromium, 'phone');
    await page.setViewportSize({ width: 360, height: 740 });
    const value = clerk.cookies.get('jiandu-session') ?? '';
    await page.context().addCookies([{ name: 'jiandu-session', value, url: site.url }]);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
    await page.goto(`${site.url}/tasks/new`);
    await page.getByLabel('集合地点').fill('市政府南门');
    await page.getByLabel('机构名称或代码').fill('市二医');
    await page.getByRole('button', { name: '查找' }).click();
    await page.getByLabel('湛江市第二人民医院（市二医）').check();
    await page.getByLabel('机构名称或代码').fill('康民');
    await page.getByLabel('机构名称或代码').press('Enter');
    expect(await page.getByLabel('湛江市第二人民医院').isChecked()).toBe(true);
    expect(await page.getByLabel('集合地点').inputValue()).toBe('市政府南门');
    expect(page.url()).toMatch(/\/tasks\/new#form-enter-institutions$/);
    expect(await page.locator('#form-enter-institutions').count()).toBe(1);
    expect(addresses.join()).not.toMatch(/二医|康民/);
    await screenshot(page, 'institution-picker-phone');
    const [wide, room] = await page.evaluate<[number, number]>(
      '[document.documentElement.scrollWidth, innerWidth]',
    );
    expect(wide).toBeLessThanOrEqual(room);
    expect(await axe(page)).toEqual([]);
    expect(await small(page)).toEqual([]);
    await chromium.close();
  }, 40_000);
});

const view = async (task: string) => {
  const found = await site.app.ask(ZHANJIANG, draws.oneDrawTask, { task }, clerk.actor);
  if (found.kind !== 'found' || found.value === null) throw new Error('no task');
  return { rows: found.value.task };
};
