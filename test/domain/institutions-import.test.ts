import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../../domain/audit/index.ts';
import { institutions, type StaffActor } from '../../domain/index.ts';
import { planImport } from '../../domain/institutions/import-rules.ts';
import { institutionDetails } from '../../domain/institutions/model.ts';
import { correct, ownersOf, register } from '../../domain/institutions/rules.ts';
import { creditCodeOf } from '../../scripts/demo/numbers.ts';
import { GAOPING, openApp, type OpenApp } from '../support/app.ts';

const [ONE, TWO, THREE] = [creditCodeOf(11), creditCodeOf(12), creditCodeOf(13)];

const details = (name: string, more: object = {}) =>
  institutionDetails.parse({ name, kind: 'hospital', ...more });
const listed = (id: string, name: string, more: object = {}) => ({
  ...details(name, more),
  id,
  version: 1,
});

const BLANK = Object.fromEntries(
  institutions.IMPORT_COLUMNS.map((column) => [column, '']),
) as institutions.SheetRow['cells'];
const row = (line: number, cells: Partial<institutions.SheetRow['cells']>) => ({
  line,
  cells: { ...BLANK, 类别: '医院', ...cells },
});

describe('B-16, draw-7 one code, one legal entity', () => {
  const world = {
    now: new Date('2026-10-12T02:00:00Z'),
    seed: '00',
    bureau: 'x' as never,
    policy: {},
    calendar: { years: new Map() },
  };
  const head = listed('a', '高平市人民医院', { creditCode: ONE });

  it('two entries may not share a credit code by accident', () => {
    const other = details('高平市中医院', { creditCode: ONE });
    expect(register([head], { details: other }, world)).toMatchObject({
      error: { code: 'institutions.code-in-use', name: '高平市人民医院' },
    });
    const known = listed('b', '高平市中医院');
    const correction = { institution: 'b', version: 1, details: other };
    expect(correct([head, known], correction)).toMatchObject({
      error: { code: 'institutions.code-in-use' },
    });
  });

  it('a branch campus may, once it says whose it is', () => {
    const campus = details('高平市人民医院北院', { creditCode: ONE, legalEntity: ONE });
    expect(register([head], { details: campus }, world)).toMatchObject({ ok: true });
    const stranger = details('高平市中医院', { creditCode: ONE, legalEntity: TWO });
    expect(register([head], { details: stranger }, world)).toMatchObject({ ok: false });
  });

  it('owners are followed to the top, and a circle of owners is one owner', () => {
    const owners = (...all: ReturnType<typeof listed>[]) => [...ownersOf(all).values()];
    const branch = listed('b', '北院', { creditCode: TWO, legalEntity: ONE });
    const point = listed('c', '北院门诊部', { creditCode: THREE, legalEntity: TWO });
    expect(owners(head, branch, point)).toEqual([ONE, ONE, ONE]);
    const back = { ...head, legalEntity: THREE };
    expect(new Set(owners(back, branch, point)).size).toBe(1);
    expect(owners(listed('d', '无代码诊所'))).toEqual([null]);
  });
});

describe('what a sheet would do to the list', () => {
  const known = [
    listed('a', '高平市人民医院', { creditCode: ONE, popularNames: ['市医院'], area: '东城街' }),
    listed('b', '高平市中医院'),
  ];
  const plan = (...rows: ReturnType<typeof row>[]) => planImport(known, rows);
  const why = (...rows: ReturnType<typeof row>[]) =>
    plan(...rows).map((one) => (one.kind === 'faulty' ? one.why : one.kind));

  it('new, changed and same', () => {
    expect(
      why(
        row(2, { 名称: '惠民大药房', 类别: '药店' }),
        row(3, { 名称: '高平市 中医院', 地区: '南城街' }),
        row(4, { 名称: '高平市人民医院' }),
      ),
    ).toEqual(['new', 'changed', 'same']);
  });

  it('an empty cell takes nothing away; names are added', () => {
    const [changed] = plan(row(2, { 名称: '高平市人民医院', 俗称: '县医院、市医院' }));
    expect(changed).toMatchObject({
      fields: ['popularNames'],
      details: { popularNames: ['市医院', '县医院'], creditCode: ONE, area: '东城街' },
    });
  });

  it('a row that names its former name renames the entry of the same code', () => {
    const renaming = { 名称: '高平市第一医院', 曾用名: '高平市人民医院', 统一社会信用代码: ONE };
    expect(plan(row(2, renaming))).toMatchObject([
      { kind: 'changed', institution: 'a', details: { name: '高平市第一医院' } },
    ]);
    const stranger = { ...renaming, 统一社会信用代码: TWO };
    expect(plan(row(2, stranger))).toMatchObject([{ kind: 'new' }]);
  });

  it('full-width digits, spaces and small letters of a code are taken', () => {
    const wide = [...ONE.toLowerCase()]
      .map((c) => (/\d/.test(c) ? String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0) : c))
      .join(' ');
    expect(why(row(2, { 名称: '高平市人民医院', 统一社会信用代码: wide }))).toEqual(['same']);
  });

  it.each([
    [{ 统一社会信用代码: '6.59099E+17' }, 'Excel当成了数字'],
    [{ 统一社会信用代码: '911234567890123000' }, 'Excel当成了数字'],
    [{ 统一社会信用代码: ONE.slice(0, 17) }, '这里是17位'],
    [{ 统一社会信用代码: `${ONE.slice(0, 16)}OO` }, '没有I、O、S、V、Z'],
    [{ 所属法人代码: `${ONE.slice(0, 17)}${ONE.endsWith('1') ? '2' : '1'}` }, '校验位不对'],
    [{ 名称: '' }, '名称没有填'],
    [{ 类别: '' }, '类别没有填'],
    [{ 类别: '大医院' }, '“大医院”不认识'],
    [{ 统一社会信用代码: ONE }, '已经是“高平市人民医院”的'],
  ])('GB 32100 and the rest: %j is said in words', (cells, sentence) => {
    expect(why(row(2, { 名称: '新机构', ...cells }))[0]).toContain(sentence);
  });

  it('the second of two namesakes in the sheet is the faulty one, and says which the first is', () => {
    expect(why(row(2, { 名称: '爱民诊所' }), row(3, { 名称: ' 爱民（诊所）' }))).toEqual([
      'new',
      expect.stringContaining('和第2行是同一个名称'),
    ]);
  });

  it('two rows of one code without a legal entity: the second is refused', () => {
    const [first, second] = why(
      row(2, { 名称: '甲院', 统一社会信用代码: TWO }),
      row(3, { 名称: '乙院', 统一社会信用代码: TWO }),
    );
    expect([first, second]).toEqual(['new', expect.stringContaining('已经是“甲院”的')]);
    const owned = { 统一社会信用代码: TWO, 所属法人代码: TWO };
    expect(why(row(2, { 名称: '甲院', ...owned }), row(3, { 名称: '乙院', ...owned }))).toEqual([
      'new',
      'new',
    ]);
  });

  it('three thousand rows against three thousand entries are not nine million comparisons', () => {
    const many = Array.from({ length: 3000 }, (_, at) => listed(`i${at}`, `演示第${at}诊所`));
    const rows = many.map(({ name }, at) => row(at + 2, { 名称: name, 地区: '东城街' }));
    const began = process.cpuUsage();
    expect(planImport(many, rows).every(({ kind }) => kind === 'changed')).toBe(true);
    // work of this process, whatever else the machine does; every row against every entry takes over ten seconds
    expect(process.cpuUsage(began).user).toBeLessThan(4_000_000);
  });
});

describe('C-10 importing', () => {
  let open: OpenApp;
  let clerk: StaffActor;
  beforeAll(async () => {
    open = await openApp();
    clerk = await open.member(GAOPING, 'clerk');
  });
  afterAll(() => open.close());

  const load = (rows: readonly ReturnType<typeof row>[], expected: object, onlyGood = false) =>
    open.app.perform(
      GAOPING,
      institutions.importInstitutions,
      { rows, onlyGood, expect: { added: 0, changed: 0, same: 0, faulty: 0, ...expected } },
      clerk,
    );
  const names = () =>
    open.app.gate.transaction(GAOPING, async (tx) =>
      (await institutions.readInstitutions(tx)).map(({ name }) => name),
    );

  it('nothing on any error, unless only the good rows are wanted', async () => {
    const rows = [row(2, { 名称: '甲医院' }), row(3, { 名称: '乙医院', 类别: '?' })];
    expect(await load(rows, { added: 1, faulty: 1 })).toMatchObject({
      reason: { code: 'institutions.rows-faulty', faulty: 1 },
    });
    expect(await names()).toEqual([]);
    expect(await load(rows, { added: 1, faulty: 1 }, true)).toMatchObject({ kind: 'done' });
    expect(await names()).toEqual(['甲医院']);
  });

  it('F22 refuses what the preview did not promise', async () => {
    const rows = [row(2, { 名称: '甲医院', 地区: '东城' }), row(3, { 名称: '丙医院' })];
    expect(await load(rows, { added: 2 })).toMatchObject({
      reason: { code: 'institutions.import-changed' },
    });
    expect(await load(rows, { added: 1, changed: 1 })).toMatchObject({ kind: 'done' });
    expect(await load(rows, { same: 2 })).toMatchObject({
      reason: { code: 'institutions.nothing-to-import' },
    });
  });

  it('is one event with counts, and a later correction sees the new version', async () => {
    const entries = await open.app.gate.transaction(GAOPING, (tx) =>
      tx.table(auditEntries).find({ type: 'institutions.imported' }),
    );
    expect(entries).toHaveLength(2);
    expect(JSON.stringify(entries)).toContain('"added":1');
    expect(JSON.stringify(entries)).not.toContain('甲医院');
    const stored = await open.app.gate.transaction(GAOPING, (tx) =>
      institutions.findInstitutions(tx, '甲医院'),
    );
    expect(stored[0]).toMatchObject({ version: 2, area: '东城' });
  });

  it('is for those who keep the list', async () => {
    const auditor = await open.member(GAOPING, 'auditor');
    const input = { rows: [], expect: { added: 0, changed: 0, same: 0, faulty: 0 } };
    expect(
      await open.app.perform(GAOPING, institutions.importInstitutions, input, auditor),
    ).toMatchObject({ kind: 'denied' });
  });
});
