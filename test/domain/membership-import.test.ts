import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membership, people, type Roster, type StaffActor } from '../../domain/index.ts';
import { planMembers, type ImportFacts } from '../../domain/membership/import-rules.ts';
import { GAOPING, openApp, ZHANJIANG, type OpenApp } from '../support/app.ts';
import { bureauOf } from '../support/experts.ts';
import { freshDatabase, hasServer } from '../support/database.ts';
import { citizenOf } from '../support/people.ts';

type Cells = Partial<Record<membership.MemberColumn, string>>;

const BLANK = Object.fromEntries(membership.MEMBER_COLUMNS.map((column) => [column, ''])) as Record<
  membership.MemberColumn,
  string
>;

const row = (line: number, cells: Cells): membership.MemberSheetRow => ({
  line,
  cells: { ...BLANK, ...cells },
});

const NUMBER = citizenOf('1970-05-01');
const GOOD: Cells = { 姓名: '王秀兰', 身份证号: NUMBER, 聘期开始: '2024-03-01' };

const NOBODY: ImportFacts = {
  known: new Map(),
  terms: [],
  barred: () => false,
  institutions: new Map([['霞山区人民医院', 'institution-1']]),
};

const POLICY: membership.MembershipPolicy = {
  rosters: {
    supervisors: {
      term: {
        months: { value: 36, clause: 'GP-7a' },
        letter: { value: 'letter', clause: 'GP-6.4a' },
      },
    },
    experts: {
      term: {
        months: { value: 36, clause: 'ZJ-19' },
        letter: { value: 'none', clause: 'default' },
      },
      categories: { value: ['药学', '财务', '临床医护'], clause: 'ZJ-9' },
      titles: { value: [], clause: 'default' },
    },
  },
};

const planned = (
  rows: readonly Cells[],
  roster: Roster = 'supervisors',
  facts: ImportFacts = NOBODY,
) =>
  planMembers(facts, { roster, rows: rows.map((cells, at) => row(at + 2, cells)) }, POLICY) ?? [];

const why = (cells: Cells, roster: Roster = 'supervisors', facts = NOBODY): string => {
  const [one] = planned([cells], roster, facts);
  return one?.kind === 'faulty' ? one.why : `(${one?.kind ?? 'nothing'})`;
};

const GROUPS: membership.MembershipPolicy = {
  rosters: {
    supervisors: {
      term: POLICY.rosters.supervisors!.term,
      entry: { sourceGroups: { value: ['人大代表', '参保群众'] } },
    },
  },
};

describe('a row of a roster', () => {
  it('C-10 a row comes back once, with everything that is wrong with it; 无 is no unit', () => {
    const said = why({ ...GOOD, 姓名: '王', 电话: '12', 单位: '医', 聘期开始: '去年' });
    for (const part of ['姓名要填2到50个字', '电话应为11位', '单位要填2到100个字', '看不懂'])
      expect(said).toContain(part);
    for (const none of ['无', '没有', '无工作单位'])
      expect(planned([{ ...GOOD, 单位: none }])).toMatchObject([
        { kind: 'new', read: { particulars: { employments: [] } } },
      ]);
  });

  it('A-19 GP-4.0 a group is one of the measure’s, else the list stands beside it', () => {
    const read = (group: string) =>
      planMembers(
        NOBODY,
        { roster: 'supervisors', rows: [row(2, { ...GOOD, 身份类别: group })] },
        GROUPS,
      )?.[0];
    expect(read('人大代表、群众')).toMatchObject({
      kind: 'faulty',
      why: '没有“群众”这个身份类别，可以填：人大代表、参保群众。',
    });
    expect(read(' 参保群众；人大代表，参保群众')).toMatchObject({
      read: { particulars: { sourceGroups: ['参保群众', '人大代表'] } },
    });
    expect(read('')).toMatchObject({ kind: 'new' });
    // a measure that names no groups takes any word
    expect(planned([{ ...GOOD, 身份类别: '热心人' }])[0]).toMatchObject({ kind: 'new' });
  });

  it.each<[string, Cells, string]>([
    ['no name', { 姓名: '王' }, '姓名要填2到50个字'],
    ['no number', { 身份证号: '' }, '没有填身份证号'],
    ['an old number', { 身份证号: '659099700501005' }, '15位的旧号码'],
    ['a mistyped number', { 身份证号: `${NUMBER.slice(0, 17)}#` }, '身份证号只能有数字'],
    ['a wrong check digit', { 身份证号: wrongCheck(NUMBER) }, '最后一位校验不对'],
    ['a number that Excel spoiled', { 身份证号: '6.59099197005010E+17' }, '改成了数字'],
    ['a telephone number', { 电话: '12' }, '电话应为11位'],
    ['no beginning', { 聘期开始: '' }, '没有填聘期开始'],
    ['a day that is none', { 聘期开始: '2024-02-30' }, '“聘期开始”填的“2024-02-30”看不懂'],
    ['an end before it', { 聘期截止: '2023-01-01' }, '早于聘期开始'],
    ['a consent that is neither', { 已同意公开: '也许' }, '请填“是”或“否”'],
    ['a long letter number', { 聘书编号: 'x'.repeat(31) }, '聘书编号太长'],
  ])('with %s says so beside it', (_what, cells, words) => {
    expect(why({ ...GOOD, ...cells })).toContain(words);
  });

  it.each([['2024-03-01'], ['2024/3/1'], ['2024.3.1'], ['2024年3月1日'], ['２０２４-０３-０１']])(
    'takes %s for the first of March',
    (said) => {
      expect(planned([{ ...GOOD, 聘期开始: said }])).toMatchObject([
        { kind: 'new', read: { startsOn: '2024-03-01', lastDay: '2027-03-01' } },
      ]);
    },
  );

  it('B-13 the end is computed: a term from 2024-02-29 ends on 2027-02-28', () => {
    expect(planned([{ ...GOOD, 聘期开始: '2024-02-29' }])).toMatchObject([
      { read: { lastDay: '2027-02-28' } },
    ]);
  });

  it('C-08, B-14 an old letter that prints the day before means the same term; both are kept', () => {
    const dated = { ...GOOD, 聘期开始: '2023-10-12' };
    expect(planned([{ ...dated, 聘期截止: '2026-10-11' }])).toMatchObject([
      { read: { lastDay: '2026-10-12', printedTo: '2026-10-11', unlike: false } },
    ]);
    expect(planned([{ ...dated, 聘期截止: '2025-10-12' }])).toMatchObject([
      { read: { lastDay: '2025-10-12', printedTo: '2025-10-12', unlike: true } },
    ]);
  });

  it('ZJ-9 an expert needs a category of the list; 药学类 is 药学', () => {
    expect(why(GOOD, 'experts')).toContain('没有填专业类别');
    expect(why({ ...GOOD, 专业类别: '算命' }, 'experts')).toContain('可以填：药学、财务、临床医护');
    const cells = { ...GOOD, 专业类别: '药学类', 其他类别: '财务、药学', 职称: '主任药师' };
    expect(planned([cells], 'experts')).toMatchObject([
      {
        kind: 'new',
        read: {
          category: '药学',
          furtherCategories: ['财务'],
          particulars: { title: '主任药师', category: '药学' },
        },
      },
    ]);
  });

  it('an employer with the exact name of an institution is that institution', () => {
    const [one] = planned([{ ...GOOD, 单位: '霞山区人民医院', 职务: '药剂科主任' }]);
    expect(one).toMatchObject({
      read: {
        particulars: { employments: [{ institution: 'institution-1', post: '药剂科主任' }] },
      },
    });
  });

  it('a citizen number or a letter stands in one row only', () => {
    expect(planned([GOOD, GOOD])[1]).toMatchObject({
      why: '和第2行是同一个身份证号，请只留一行。',
    });
    const second = { ...GOOD, 身份证号: citizenOf('1971-05-01'), 聘书编号: '一号' };
    expect(planned([{ ...GOOD, 聘书编号: '一号' }, second])[1]).toMatchObject({ kind: 'faulty' });
  });

  it('a known person is joined, not doubled; another name under the number is a fault', () => {
    const known = { ...NOBODY, known: new Map([[NUMBER, { id: 'person-1', name: '王秀兰' }]]) };
    expect(planned([GOOD], 'supervisors', known)).toMatchObject([
      { kind: 'joined', person: 'person-1' },
    ]);
    const said = why({ ...GOOD, 姓名: '李长工' }, 'supervisors', known);
    expect(said).toContain('登记的是王**');
    expect(said).not.toContain('王秀兰');
  });

  it('ZJ-18a, B-17 whoever was removed does not come in by a sheet', () => {
    const barred = { ...NOBODY, barred: (number: string) => number === NUMBER };
    expect(why({ ...GOOD, 专业类别: '药学' }, 'experts', barred)).toContain('曾被移出专家库');
  });
});

function wrongCheck(number: string): string {
  return number.slice(0, 17) + (number.endsWith('1') ? '2' : '1');
}

const dialects = ['SQLite', ...(hasServer ? ['MariaDB'] : [])];
describe.each(dialects)('C-10 a roster from a spreadsheet (%s)', (dialect) => {
  let open: OpenApp;
  let clerk: StaffActor;
  let drop = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    const database = dialect === 'MariaDB' ? await freshDatabase() : null;
    if (database !== null) drop = database.drop;
    open = await openApp({
      seed: 'import',
      ...(database === null ? {} : { url: database.url }),
    });
    clerk = await open.member(ZHANJIANG, 'clerk');
  });
  afterAll(async () => {
    await open.close();
    await drop();
  });

  const EXPERT: Cells = { ...GOOD, 专业类别: '药学' };

  const doing = (rows: readonly membership.MemberSheetRow[], more: object) =>
    open.app.perform(
      ZHANJIANG,
      membership.importMembers,
      { roster: 'experts', rows, ...more },
      clerk,
    );

  it('given a faulty row, then nothing is imported unless only the good rows are asked for', async () => {
    const consenting = { ...EXPERT, 已同意公开: '是', 聘书编号: '湛医保聘2024-1号' };
    const rows = [row(2, consenting), row(3, { ...EXPERT, 姓名: '李四', 身份证号: '1' })];
    const counts = { added: 1, joined: 0, same: 0, faulty: 1 };
    expect(await doing(rows, { expect: { ...counts, faulty: 0 } })).toMatchObject({
      reason: { code: 'membership.import-changed' },
    });
    expect(await doing(rows, { expect: counts })).toMatchObject({
      reason: { code: 'membership.rows-faulty', faulty: 1 },
    });
    const done = await doing(rows, { expect: counts, onlyGood: true });
    if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    expect(done.events.map(({ type }) => type)).toEqual(['people.imported', 'membership.imported']);
    // names and numbers are in the sealed part only
    const publicPart = JSON.stringify(done.events.map((event) => ({ ...event, private: null })));
    expect(publicPart).not.toContain('王秀兰');
    expect(publicPart).not.toContain(NUMBER);

    const listed = await open.app.ask(
      ZHANJIANG,
      membership.listMembers,
      { roster: 'experts' },
      clerk,
    );
    if (listed.kind !== 'found') throw new Error('not permitted');
    expect(listed.value.rows).toMatchObject([
      {
        name: '王秀兰',
        term: { status: 'active', lastDay: '2027-03-01', letterNumber: '湛医保聘2024-1号' },
      },
    ]);
    const person = listed.value.rows[0]?.term.person ?? '';
    const consents = await open.app.gate.transaction(ZHANJIANG, (tx) =>
      people.consentsOf(tx, person),
    );
    expect(consents).toMatchObject([{ text: 'publication', withdrawnAt: null }]);
  });

  it('given the same sheet again, then nobody is doubled', async () => {
    const same = { added: 0, joined: 0, same: 1, faulty: 0 };
    expect(await doing([row(2, EXPERT)], { expect: same })).toMatchObject({
      reason: { code: 'membership.nothing-to-import' },
    });
  });

  it('given a term that was over before, then it is history at once', async () => {
    const old = {
      ...EXPERT,
      姓名: '旧专家',
      身份证号: citizenOf('1960-01-01'),
      聘期开始: '2018-01-01',
    };
    const counts = { added: 1, joined: 0, same: 0, faulty: 0 };
    const done = await doing([row(2, old)], { expect: counts });
    expect(done).toMatchObject({ kind: 'done' });
    const lapsed = await open.app.ask(
      ZHANJIANG,
      membership.listMembers,
      { status: 'lapsed' },
      clerk,
    );
    expect(lapsed).toMatchObject({ value: { total: 1 } });
  });

  it('is for clerks, heads and leaders, and for rosters that the bureau keeps', async () => {
    const auditor = await open.member(ZHANJIANG, 'auditor');
    const params = { roster: 'experts', rows: [] };
    expect(await open.app.ask(ZHANJIANG, membership.previewMembers, params, auditor)).toMatchObject(
      { kind: 'denied' },
    );
    const none = await open.app.ask(
      ZHANJIANG,
      membership.previewMembers,
      { roster: 'supervisors', rows: [] },
      clerk,
    );
    expect(none).toMatchObject({ kind: 'found', value: null });
  });

  it(
    'a thousand rows take seconds, and others are answered in between',
    { timeout: 60_000 },
    async () => {
      const rows = Array.from({ length: 1000 }, (_, at) =>
        row(at + 2, {
          ...EXPERT,
          姓名: `专家${at}`,
          身份证号: citizenOf(
            `19${String(50 + (at % 40))}-0${String(1 + (at % 9))}-1${String(at % 10)}`,
            String(at).padStart(3, '0'),
          ),
          聘书编号: `第${at}号`,
          已同意公开: at % 2 === 0 ? '是' : '否',
        }),
      );
      const counts = { added: 1000, joined: 0, same: 0, faulty: 0 };
      let longest = 0;
      let last = performance.now();
      const timer = setInterval(() => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }, 5);
      const began = performance.now();
      const done = await doing(rows, { expect: counts });
      const took = performance.now() - began;
      clearInterval(timer);
      expect(done.kind).toBe('done');
      expect(took).toBeLessThan(10_000);
      expect(longest).toBeLessThan(1000);
    },
  );

  it('GP-7a supervisors come in without a category', async () => {
    const staff = await open.member(GAOPING, 'clerk');
    const office = bureauOf(open, staff, GAOPING);
    const input = {
      roster: 'supervisors',
      rows: [row(2, { ...GOOD, 身份类别: '人大代表、参保群众' })],
      expect: { added: 1, joined: 0, same: 0, faulty: 0 },
    };
    const events = await office.done(staff, membership.importMembers, input);
    expect(events.at(-1)).toMatchObject({
      roster: 'supervisors',
      private: { terms: [{ category: null, lastDay: '2027-03-01' }] },
    });
  });
});
