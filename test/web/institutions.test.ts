import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { institutions, membership, people, recusal, type StaffActor } from '../../domain/index.ts';
import { guardSheet } from '../../web/sheets/guard.ts';
import { readSheet } from '../../web/sheets/read.ts';
import { writeSheet } from '../../web/sheets/write.ts';
import { creditCodeOf } from '../../scripts/demo/numbers.ts';
import { GAOPING, SYSTEM } from '../support/app.ts';
import { workbook, xmlRow, zipOf } from './sheets.ts';
import { openSite, SITE, type Browser, type OpenSite } from './site.ts';

let site: OpenSite;
let clerk: Browser & { readonly actor: StaffActor };

beforeEach(async () => {
  site = await openSite();
  clerk = await site.as('clerk');
});
afterEach(() => site.close());

const COLUMNS = institutions.IMPORT_COLUMNS.map((head) => ({ head, width: 20 }));
const CODE = creditCodeOf(21);

/** A list as an office fills it in: name, kind, credit code and whatever follows. */
const sheet = (...rows: (readonly string[])[]): Promise<Buffer> =>
  writeSheet({
    name: '机构名单',
    columns: COLUMNS,
    rows: rows.map((row) => COLUMNS.map((_column, at) => row[at] ?? '')),
  });

const upload = async (bytes: Buffer, browser: Browser = clerk) => {
  const body = new FormData();
  body.append('do', 'upload');
  body.append('files', new Blob([new Uint8Array(bytes)]), '名单.xlsx');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${site.url}/institutions/import`, {
    method: 'POST',
    body,
    headers: { origin: SITE, cookie },
    redirect: 'manual',
  });
  const html = await response.text();
  if (response.status !== 303) return { status: response.status, html };
  return browser.get('/institutions/import');
};

const hiddenIn = (html: string): Record<string, string> => {
  const form = /<form[^>]*id="form-import".*?<\/form>/s.exec(html)?.[0] ?? '';
  return Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map((one) => [one[1] ?? '', one[2] ?? '']),
  );
};

const read = (bytes: Buffer, mostRows = 100) =>
  readSheet(bytes, { columns: institutions.IMPORT_COLUMNS, needed: ['名称', '类别'], mostRows });

const download = async (path: string): Promise<Buffer> => {
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(site.url + path, { headers: { cookie } });
  expect(response.headers.get('content-type')).toContain('spreadsheetml');
  expect(response.headers.get('content-disposition')).toContain('.xlsx');
  return Buffer.from(await response.arrayBuffer());
};

describe('导入机构名单', () => {
  it('shows what a sheet would do and imports it only when somebody says so', async () => {
    const page = await upload(
      await sheet(
        ['惠民大药房', '药店', CODE, '', '', '惠民药房、老车站药店'],
        ['高平市中医院', '医院'],
      ),
    );
    expect(page.html).toMatch(/新增<\/dt><dd>2家/);
    expect(page.html).toContain('导入这2行');
    expect((await clerk.get('/institutions')).html).toContain('还没有机构');
    const done = await clerk.submit('/institutions/import', hiddenIn(page.html));
    expect(done.html).toContain('已导入：新增2家，更新0家。');
    expect(done.html).toContain('惠民药房、老车站药店');
    expect((await clerk.get('/institutions/import')).html).not.toContain('核对结果');
  });

  it('names every faulty row, imports nothing, and hands out a sheet of them to be mended', async () => {
    const page = await upload(
      await sheet(
        ['甲医院', '医院'],
        ['甲医院', '医院'],
        ['乙医院', '医院', '123'],
        ['=HYPERLINK("http://x")', '怪'],
      ),
    );
    expect(page.html).toMatch(/有问题<\/dt><dd>3行/);
    for (const words of ['第3行', '和第2行是同一个名称', '这里是3位', '“怪”不认识'])
      expect(page.html).toContain(words);
    expect(page.html).not.toContain('导入这');

    const bytes = await download('/institutions/import/faults');
    const faults = await readSheet(bytes, {
      columns: ['名称', '统一社会信用代码', '问题'],
      needed: ['名称', '问题'],
      mostRows: 10,
    });
    if (!faults.ok) throw new Error(faults.error.code);
    expect(faults.value.map(({ cells }) => cells.名称)).toEqual([
      '甲医院',
      '乙医院',
      '=HYPERLINK("http://x")',
    ]);
    expect(faults.value[1]?.cells.问题).toContain('应为18位');

    const all = { ...hiddenIn(page.html), onlyGood: '' };
    const { onlyGood: _only, ...every } = all;
    const refused = await clerk.post('/institutions/import', every);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('有3行有问题，没有导入任何内容');
    const some = await clerk.submit('/institutions/import', hiddenIn(page.html));
    expect(some.html).toContain('已导入：新增1家');
  });

  it('can be put aside, and is seen by nobody else', async () => {
    await upload(await sheet(['甲医院', '医院']));
    const other = await site.as('leader');
    expect((await other.get('/institutions/import')).html).not.toContain('核对结果');
    const away = await clerk.submit('/institutions/import', { do: 'discard' });
    expect(away.html).toContain('已放弃这份表格');
    expect(away.html).not.toContain('核对结果');
  });

  it('its template can be filled in and read back, every cell as text', async () => {
    const bytes = await download('/institutions/import/template');
    const empty = await read(bytes);
    expect(empty).toMatchObject({ error: { code: 'empty' } });
    expect((await upload(bytes)).html).toContain('这个表格里没有内容');
  });

  it.each([
    ['no file', Buffer.alloc(0), '请选择要上传的表格'],
    ['a picture', Buffer.from('\u0089PNG----'), '不是“.xlsx”表格'],
    ['one byte', Buffer.from('P'), '不是“.xlsx”表格'],
    ['an archive of something else', zipOf([['a.txt', 'hello']]), '打不开'],
    ['a broken archive', Buffer.from('PK\u0003\u0004broken'), '打不开'],
    ['another table', zipOf(workbook(xmlRow(1, ['姓名', '类别', '甲']))), '没有找到“名称”这一列'],
  ])('F43 %s is refused in words beside the field', async (_what, bytes, words) => {
    const reply = await upload(bytes);
    expect(reply.status).toBe(422);
    expect(reply.html).toContain(words);
  });

  it('is for clerks, heads and leaders', async () => {
    const auditor = await site.as('auditor');
    expect((await auditor.get('/institutions/import')).status).toBe(403);
    expect((await upload(await sheet(['甲医院', '医院']), auditor)).status).toBe(403);
  });
});

describe('a spreadsheet is looked at before it is unpacked', () => {
  const head = xmlRow(1, ['名称', '类别', '统一社会信用代码']);

  it('too much in it, by what it declares', async () => {
    const huge = Buffer.alloc(50 * 1024 * 1024, 32);
    const bomb = zipOf(workbook(head, [['xl/media/big.bin', huge]]));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await read(bomb)).toEqual({ ok: false, error: { code: 'too-big' } });
    const many = Array.from({ length: 250 }, (_none, at) => [`xl/a${at}.xml`, 'x'] as const);
    expect(await read(zipOf(workbook(head, many)))).toMatchObject({ error: { code: 'too-big' } });
  });

  it('more in it than it declares', async () => {
    const rows = head + xmlRow(2, ['甲'.repeat(100_000), '医院']);
    const liar = zipOf(workbook(rows), { declared: 100 });
    expect(await read(liar)).toMatchObject({ error: { code: 'not-a-sheet' } });
    const limits = { entries: 200, unpackedBytes: 1000_000, rows: 100, columns: 20 };
    expect(await guardSheet(liar, limits)).toBe('not-a-sheet');
    expect(await guardSheet(zipOf(workbook(rows)), limits)).toBeNull();
  });

  it.each([
    ['a cell at the far end', '<row r="2"><c r="XFD1048576" t="str"><v>x</v></c></row>'],
    ['a far row', '<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'],
    ['a far row in other quotes', "<row r='999999'></row>"],
    ['rows without numbers', '<row/>'.repeat(5000)],
  ])('%s would lay out a million rows', async (_what, row) => {
    expect(await read(zipOf(workbook(head + row)))).toMatchObject({
      error: { code: 'too-many-rows' },
    });
  });

  it('too many rows', async () => {
    const rows = Array.from({ length: 101 }, (_none, at) =>
      xmlRow(at + 2, [`医院${at}号`, '医院']),
    );
    expect(await read(zipOf(workbook(head + rows.join(''))))).toMatchObject({
      error: { code: 'too-many-rows' },
    });
  });

  it('formulas by their value, numbers digit by digit, blank lines left out, the head where it stands', async () => {
    const rows =
      xmlRow(1, ['高平市定点医药机构名单']) +
      xmlRow(2, ['序号', '类 别', '名称（全称）', '统一社会信用代码 *']) +
      xmlRow(4, [
        '1',
        '医院',
        '<c r="C4" t="str"><f>CONCATENATE("高平","中医院")</f><v>高平中医院</v></c>',
        '<c r="D4"><v>911234567890123456</v></c>',
      ]);
    const sheetRead = await read(zipOf(workbook(rows)));
    expect(sheetRead).toMatchObject({
      ok: true,
      value: [
        {
          line: 4,
          cells: { 名称: '高平中医院', 类别: '医院', 统一社会信用代码: '911234567890123456' },
        },
      ],
    });
  });

  it.each(['=1+1', '+86', '-5', '@SUM(A1)', '\tx', '<b>&"'])(
    'what begins like a formula (%j) is written and read as the text it is',
    async (text) => {
      const back = await read(await sheet([text, '医院']));
      expect(back).toMatchObject({ value: [{ cells: { 名称: text.trim() } }] });
    },
  );
});

describe('who works where', () => {
  const register = async (name: string, fields: Record<string, string> = {}) => {
    const reply = await clerk.post('/people/new', {
      do: 'register',
      source: 'visit',
      name,
      phone: '13912340000',
      ...fields,
    });
    return { ...reply, person: reply.location.split('/').at(-1) ?? '' };
  };
  const listedAs = async (name: string): Promise<string> => {
    const done = await site.app.perform(
      GAOPING,
      institutions.registerInstitution,
      { details: { name, kind: 'hospital' } },
      clerk.actor,
    );
    const event = done.kind === 'done' ? done.events[0] : null;
    return event?.type === 'institutions.registered' ? event.institution : '';
  };
  const employmentsOf = (person: string) =>
    site.app.gate.transaction(GAOPING, async (tx) =>
      ((await people.readPerson(tx, person))?.particulars.employments ?? []).map(
        ({ unit, institution, outside, until }) => ({ unit, institution, outside, until }),
      ),
    );

  it('draw-7 is chosen from the list or confirmed as none of it', async () => {
    const institution = await listedAs('高平市中医院');
    const chosen = await register('李梅', { unit: '', institution });
    expect(await employmentsOf(chosen.person)).toMatchObject([
      { unit: '高平市中医院', institution },
    ]);
    const none = await register('王芳', { outside: 'yes' });
    expect(await employmentsOf(none.person)).toMatchObject([{ unit: '无工作单位', outside: true }]);
    const both = await register('赵强', { institution, outside: 'yes' });
    expect(both.html).toContain('就不要勾选');
    const named = await register('赵强', { unit: '高平市中医院', outside: 'yes' });
    expect(named.status).toBe(422);
    expect(named.html).toContain('名单里有“高平市中医院”');
  });

  it('ZJ-11.2 a new employer leaves the old one on the record for the look-back, unless it was a slip', async () => {
    const { person } = await register('李梅', { unit: '甲公司', outside: 'yes' });
    const form = { do: 'correct', name: '李梅' };
    const move = { ...form, version: '1', unit: '乙公司', outside: 'yes' };
    await clerk.post(`/people/${person}`, move);
    expect(await employmentsOf(person)).toMatchObject([
      { unit: '乙公司', until: null },
      { unit: '甲公司', until: '2026-10-12' },
    ]);
    const slip = { ...move, version: '2', unit: '丙公司', wasWrong: 'yes' };
    await clerk.post(`/people/${person}`, slip);
    expect((await employmentsOf(person)).map(({ unit }) => unit)).toEqual(['丙公司', '甲公司']);
  });

  it('ZJ-11.3 several posts at once, and the last day of one', async () => {
    const institution = await listedAs('高平市中医院');
    const { person } = await register('李梅', { unit: '甲公司', outside: 'yes' });
    const post = { do: 'post', version: '1', institution, kind: 'rehired', post: '顾问' };
    const page = await clerk.submit(`/people/${person}`, post);
    expect(page.html).toContain('返聘，顾问');
    const leave = { do: 'leave', version: '2', place: '1', until: '2026-09-30' };
    await clerk.post(`/people/${person}`, leave);
    expect(await employmentsOf(person)).toMatchObject([
      { unit: '甲公司', until: null },
      { unit: '高平市中医院', institution, until: '2026-09-30' },
    ]);
  });

  /** An expert whose consent is awaited. */
  const enrolled = async (person: string): Promise<void> => {
    const input = { person, category: '药学' };
    const outcome = await site.app.perform(GAOPING, membership.enrollExpert, input, SYSTEM);
    expect(outcome.kind).toBe('done');
  };

  it('draw-7 who is blocked waits on one page and is let go with one click', async () => {
    const institution = await listedAs('高平市中医院');
    const { person } = await register('李梅', { unit: '中医院药房' });
    await listedAs('高平市人民医院');
    expect((await clerk.get(`/people/${person}`)).html).toContain('有工作单位还没有核实');
    await enrolled(person);
    expect((await clerk.get('/')).html).toContain('工作单位等待核实');
    const page = await clerk.get('/employers');
    expect(page.html).toContain('中医院药房');
    const resolving = { do: 'resolve', person, version: '1', place: '0', institution };
    const done = await clerk.submit('/employers', resolving);
    expect(done.html).toContain('没有要核实的单位');
    expect(await employmentsOf(person)).toMatchObject([{ unit: '中医院药房', institution }]);
    expect((await clerk.get('/')).html).not.toContain('工作单位等待核实');
  });

  it('draw-7 without any employer the page says where to enter one, and that none may be entered', async () => {
    const { person } = await register('李梅');
    const before = await clerk.get(`/people/${person}`);
    expect(before.html).toContain('还没有登记工作单位');
    expect(before.html).toContain('请在下面打开“登记任职”');
    expect(before.html).not.toContain('去核实');
    const none = { do: 'post', version: '1', unit: '', institution: '', outside: 'yes' };
    await clerk.post(`/people/${person}`, { ...none, kind: 'main', since: '', until: '' });
    expect(await employmentsOf(person)).toMatchObject([{ outside: true }]);
    expect((await clerk.get(`/people/${person}`)).html).not.toContain('还没有登记工作单位');
  });

  it('ZJ-7.2 C-05 the page of a person takes nobody into the pool: it leads to an invitation', async () => {
    const { person } = await register('李梅');
    const { html } = await clerk.get(`/people/${person}`);
    expect(html).toContain(`href="/invitations/new?person=${person}"`);
    expect(html).not.toContain('邀请加入专家库');
    expect((await clerk.get(`/people/${person}/expert`)).status).toBe(404);
  });

  it('ZJ-11.6 an ordered recusal says on the page who decided it on what evidence', async () => {
    const { person } = await register('李梅', { unit: '甲公司', outside: 'yes' });
    const tie = {
      do: 'tie',
      source: 'ordered',
      kind: 'interest',
      words: '高平市中医院',
      detail: '核查发现持股',
    };
    const without = await clerk.post(`/people/${person}/recusal`, tie);
    expect(without.status).toBe(422);
    expect(without.html).toContain('请写明依据的材料');
    const whole = { ...tie, evidence: '股东登记', decidedOn: '2026-10-10' };
    await clerk.post(`/people/${person}/recusal`, whole);
    for (const path of ['/recusals', `/people/${person}`]) {
      const { html } = await clerk.get(path);
      expect(html).toMatch(/职员someone1决定，<time[^>]*>2026年10月10日<\/time>，依据：股东登记/);
    }
    const form = await clerk.get(`/people/${person}/recusal`);
    const policy = site.app.bureauOf(GAOPING).section(recusal.RECUSAL);
    expect(form.html).toContain(policy.recusal.kin.value.join('、'));
  });
});
