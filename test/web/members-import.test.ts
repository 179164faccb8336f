import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { membership, type StaffActor } from '../../domain/index.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { writeSheet } from '../../web/sheets/write.ts';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { citizenOf } from '../support/people.ts';
import { linesOf, partsOf } from './papers-reading.ts';
import { zipOf } from './sheets.ts';
import { openSite, SITE, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let clerk: Browser & { readonly actor: StaffActor };

beforeEach(async () => {
  site = await openSite();
  clerk = await site.as('clerk');
});
afterEach(() => site.close());

const PAGE = '/members/import/supervisors';
const HEADS = membership.columnsOf('supervisors');
const WANG = citizenOf('1970-05-01');
const LI = citizenOf('1966-07-08');

type Cells = Partial<Record<membership.MemberColumn, string>>;

const sheet = (...rows: readonly Cells[]): Promise<Buffer> =>
  writeSheet({
    name: '名册',
    columns: HEADS.map((head) => ({ head, width: 20 })),
    rows: rows.map((cells) => HEADS.map((head) => cells[head] ?? '')),
  });

const upload = async (bytes: Buffer, path = PAGE) => {
  const body = new FormData();
  body.append('do', 'upload');
  body.append('files', new Blob([new Uint8Array(bytes)]), '名册.xlsx');
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, {
    method: 'POST',
    body,
    headers: { origin: SITE, cookie },
    redirect: 'manual',
  });
  const html = await response.text();
  return response.status === 303 ? clerk.get(path) : { status: response.status, html };
};

const hiddenIn = (html: string): Record<string, string> => {
  const form = /<form[^>]*id="form-import".*?<\/form>/s.exec(html)?.[0] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map((one) => [one[1] ?? '', one[2] ?? '']),
  );
};

const download = async (path: string): Promise<Buffer> => {
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, { headers: { cookie } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};

const WANG_ROW: Cells = {
  姓名: '王秀兰',
  身份证号: WANG,
  电话: '13800138000',
  单位: '高平市第一中学',
  身份类别: '参保群众',
  聘期开始: '2024/3/1',
  聘书编号: '高医保聘〔2024〕1号',
  已同意公开: '是',
};

describe('导入名册', () => {
  it('C-10 comes back with the reason beside each bad row, is mended, and is imported then', async () => {
    const LI_ROW: Cells = { 姓名: '=李长工', 身份证号: LI, 聘期开始: '去年三月' };
    const page = await upload(await sheet(WANG_ROW, LI_ROW));
    expect(page.html).toMatch(/新登记<\/dt><dd>1人/);
    expect(page.html).toMatch(/有问题<\/dt><dd>1行/);
    expect(page.html).toContain('“聘期开始”填的“去年三月”看不懂');
    // nothing is there yet, and the button for all rows is not offered
    expect((await clerk.get('/members')).html).not.toContain('王秀兰');
    expect(page.html).not.toContain('导入这');
    expect(page.html).toContain('只导入没有错误的1行');
    const { onlyGood: _only, ...every } = hiddenIn(page.html);
    const refused = await clerk.post(PAGE, every);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('有1行有问题，没有导入任何内容');

    const faults = await readSheet(await download(`${PAGE}/faults`), {
      columns: ['姓名', '身份证号', '问题'],
      needed: ['姓名', '问题'],
      mostRows: 10,
    });
    expect(faults).toMatchObject({
      ok: true,
      value: [{ cells: { 姓名: '=李长工', 身份证号: LI } }],
    });

    const mended = await upload(
      await sheet(WANG_ROW, { ...LI_ROW, 姓名: '李长工', 聘期开始: '2024-03-01' }),
    );
    expect(mended.html).toContain('导入这2人');
    const done = await clerk.submit(PAGE, hiddenIn(mended.html));
    expect(done.html).toContain('已导入2人');
    expect(done.html).toContain('王秀兰');
    expect(done.html).toContain('李长工');
    expect((await clerk.get(PAGE)).html).not.toContain('核对结果');

    // the same sheet once more doubles nobody
    const again = await upload(await sheet(WANG_ROW));
    expect(again.html).toMatch(/已经在册<\/dt><dd>1人/);
    expect(again.html).not.toContain('导入这');
  });

  it('takes the good rows alone only when somebody says so', async () => {
    const page = await upload(await sheet(WANG_ROW, { 姓名: '李长工' }));
    const some = await clerk.submit(PAGE, hiddenIn(page.html));
    expect(some.html).toContain('已导入1人');
    expect(some.html).not.toContain('李长工');
  });

  it('shows terms that are not as long as the measure says', async () => {
    const page = await upload(await sheet({ ...WANG_ROW, 聘期截止: '2026-03-01' }));
    expect(page.html).toContain('聘期截止与规定的聘期不同');
    expect(page.html).toContain('2026年3月1日');
  });

  it('its template is read back, each roster with its own columns', async () => {
    const supervisors = await download(`${PAGE}/template`);
    expect((await upload(supervisors)).html).toContain('这个表格里没有内容');
    const experts = await readSheet(await download('/members/import/experts/template'), {
      columns: ['专业类别'],
      needed: ['专业类别'],
      mostRows: 300,
    });
    expect(experts).toMatchObject({ error: { code: 'empty' } });
  });

  it.each([
    ['a picture', Buffer.from('\u0089PNG----'), '不是“.xlsx”表格'],
    ['a broken archive', Buffer.from('PK\u0003\u0004broken'), '打不开'],
    [
      'a bomb: too much to unpack',
      zipOf([['xl/worksheets/sheet1.xml', 'a'.repeat(41 * 1024 * 1024)]]),
      '这个文件太大',
    ],
  ])('F43 %s is refused in words beside the field', async (_what, bytes, words) => {
    const reply = await upload(bytes);
    expect(reply.status).toBe(422);
    expect(reply.html).toContain(words);
  });

  it('is for clerks, heads and leaders', async () => {
    const auditor = await site.as('auditor');
    expect((await auditor.get(PAGE)).status).toBe(403);
    expect((await auditor.get('/members')).html).not.toContain('/members/import');
  });
});

describe('聘书 on the member’s page', () => {
  it('GP-6.4a, C-08 days are confirmed, the letter printed with its QR image, handing over noted', async () => {
    await clerk.submit(PAGE, hiddenIn((await upload(await sheet(WANG_ROW))).html));
    const listed = await site.app.ask(GAOPING, membership.listMembers, {}, SYSTEM);
    const person = listed.kind === 'found' ? (listed.value.rows[0]?.term.person ?? '') : '';
    // a renewal after the imported term, with a letter of this system
    site.clock.set('2027-03-02T10:00:00+08:00');
    await site.app.perform(GAOPING, membership.lapseEndedTerms, {}, SYSTEM);
    const input = { person, roster: 'supervisors', route: 'openCall', application: 'again' };
    const begun = await site.app.perform(GAOPING, membership.appointMember, input, SYSTEM);
    const event = begun.kind === 'done' ? begun.events[0] : null;
    if (event?.type !== 'membership.appointed') throw new Error(JSON.stringify(begun));
    const path = `/members/${event.term}`;
    clerk = await site.as('clerk');
    expect((await clerk.get(`${path}/letter`)).status).toBe(404);
    expect((await clerk.get(path)).html).toContain('还没有核对');

    const confirming = { do: 'confirm-printed', from: '2027-03-02', to: '2030-03-01' };
    expect((await clerk.post(path, confirming)).html).toContain('请填写原因');
    const confirmed = await clerk.submit(path, { ...confirming, reason: '与同批人员一致' });
    expect(confirmed.html).toContain('打印聘书');
    expect(confirmed.html).toContain('2030年3月2日');
    expect(confirmed.html).toContain('2030年3月1日');

    const letter = await download(`${path}/letter`);
    const lines = await linesOf(letter);
    expect(lines.join('\n')).toContain('聘请您为高平市医疗保障基金社会监督员');
    expect(lines.join('\n')).toContain('自2027年3月2日起至2030年3月1日止');
    expect(lines).toContain('编号：PS2027-0001');
    expect(
      [...(await partsOf(letter)).keys()].filter((part) => part.endsWith('.png')),
    ).toHaveLength(1);
    expect(lines.join('\n')).toMatch(/\/letter\/gaoping\.[a-p]{32}/);

    const handed = await clerk.submit(path, { do: 'hand-over', on: '2027-03-02' });
    expect(handed.html).toContain('已登记聘书的发放日期');
    expect(handed.html).not.toContain('改聘书上的聘期');
  });
});
