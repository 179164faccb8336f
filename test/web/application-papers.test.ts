import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fillPaper, type ApplicationPaper, type ReviewPaper } from '../../web/papers/index.ts';
import { citizenOf } from '../support/people.ts';
import { linesOf, partsOf, tablesOf } from './papers-reading.ts';
import { SAMPLES } from './papers-samples.ts';

const squeezed = (words: string): string => words.replaceAll(/\s/g, '');

/** 附件1 as the bureau published it: labels and empty cells in their order. */
const FORM1 = [
  ['姓名', '', '联系电话', '', '证件照'],
  ['身份证号码', '', '出生日期', '', ''],
  ['民族', '', '性别', '', ''],
  ['政治面貌', '', '籍贯', '', '健康状况', ''],
  ['毕业院校及专业', '', '学历学位', '', '职称', ''],
  ['工作单位及部门(科室)', '', '职务', '', '工作年限', ''],
  ['家庭地址', ''],
  ['个人工作简历', ''],
  ['擅长领域', ''],
  ['获奖情况', ''],
  ['申请人签字', '（本人自愿承担提供虚假材料所引发的一切后果）年月日'],
  ['所在单位意见(盖公章）', ''],
];

/** 附件2 as the bureau published it. */
const FORM2 = [
  ['姓名', '', '身份证号码', ''],
  ['所在单位', '', '单位联系电话', ''],
  ['从事专业', '', '职称', ''],
  ['工作年限', '', '本人联系电话', ''],
  ['资格审查情况', ''],
  ['审查结论', '审查人签名：审核时间：'],
  ['科室意见', '签名：时间：'],
  ['领导意见', '签名：时间：'],
];

const form1 = async (data: ApplicationPaper): Promise<string[][]> =>
  (await tablesOf(await fillPaper('application-form', data)))[0] ?? [];
type Case = readonly [string, ApplicationPaper, readonly [number, number], string];
const form2 = async (data: ReviewPaper): Promise<string[][]> =>
  (await tablesOf(await fillPaper('review-form', data)))[0] ?? [];

describe('form 1, 入库申请表', () => {
  it('F1-01…23 has every label of the published form, in its order, blank for the counter', async () => {
    const blank = await form1({});
    expect(blank.map((row) => row.map(squeezed))).toEqual(FORM1);
    const lines = await linesOf(await fillPaper('application-form', {}));
    expect(lines.slice(0, 3).map(squeezed)).toEqual([
      '附件1',
      '医保基金监管执法专家入库申请表',
      '申请时间：年月日',
    ]);
  });

  it.each([
    ['F1-02', { name: '王·秀兰' }, [0, 1], '王·秀兰'],
    ['F1-03', { phone: '0759-2233445' }, [0, 3], '0759-2233445'],
    ['F1-05', { idNumber: citizenOf('1978-03-06') }, [1, 1], citizenOf('1978-03-06')],
    ['F1-06', { idNumber: citizenOf('1978-03-06') }, [1, 3], '1978年3月6日'],
    ['F1-07', { ethnicGroup: '维吾尔族' }, [2, 1], '维吾尔族'],
    ['F1-08', { idNumber: citizenOf('1978-03-06', '013') }, [2, 3], '男'],
    ['F1-08', { idNumber: citizenOf('1978-03-06', '024') }, [2, 3], '女'],
    ['F1-09', { politicalStatus: '中共党员' }, [3, 1], '中共党员'],
    ['F1-10', { nativePlace: '广东湛江' }, [3, 3], '广东湛江'],
    ['F1-11', { health: '良好' }, [3, 5], '良好'],
    ['F1-12', { school: '中山大学', major: '临床医学' }, [4, 1], '中山大学　临床医学'],
    ['F1-13', { education: '研究生', degree: '医学硕士' }, [4, 3], '研究生　医学硕士'],
    ['F1-14', { title: '主任医师', titleLevel: '正高级' }, [4, 5], '主任医师（正高级）'],
    ['F1-15', { unit: '赤坎区中心医院', department: '内科' }, [5, 1], '赤坎区中心医院　内科'],
    ['F1-16', { post: '科主任' }, [5, 3], '科主任'],
    ['F1-17', { years: 22 }, [5, 5], '22年'],
    ['F1-18', { homeAddress: '海滨大道1号' }, [6, 1], '海滨大道1号'],
    [
      'F1-19',
      {
        history: [
          { from: '2004-07', to: '2015-06', unit: '市二院', post: '医师' },
          { from: '2015-07', to: null, unit: '赤坎区中心医院', post: '主任' },
        ],
      },
      [7, 1],
      '2004年7月至2015年6月　市二院　医师\n2015年7月至今　赤坎区中心医院　主任',
    ],
    ['F1-20', { speciality: '病历质量、DRG' }, [8, 1], '病历质量、DRG'],
    ['F1-21', { awards: '先进个人' }, [9, 1], '先进个人'],
  ] satisfies readonly Case[])(
    '%s stands in its own cell',
    async (_id, data, [row, cell], value) => {
      const filled = await form1(data);
      expect(filled[row]?.[cell]).toBe(value);
    },
  );

  it('F1-01 the day of the application stands above the table', async () => {
    const lines = await linesOf(await fillPaper('application-form', { day: '2026-11-22' }));
    expect(lines).toContain('申请时间：2026年11月22日');
  });

  it('F1-04 the ID photo is put into its box, small and without what the camera wrote', async () => {
    const camera = await sharp({
      create: { width: 3000, height: 4000, channels: 3, background: '#6688aa' },
    })
      .jpeg()
      .withExif({ IFD0: { Make: 'SecretCamera' }, IFD3: { GPSLatitude: '21/1 16/1 0/1' } })
      .toBuffer();
    const docx = await fillPaper('application-form', { photo: camera });
    const media = [...(await partsOf(docx))].filter(([name]) => /^word\/media\/.+/.test(name));
    expect(media).toHaveLength(1);
    const [, picture] = media[0] ?? [];
    expect(picture?.toString('latin1')).not.toMatch(/SecretCamera|Exif/);
    expect(picture?.length).toBeLessThan(60_000);
    const [form = []] = await tablesOf(docx);
    expect(form[0]?.[4]).toBe('');
  });

  it('F1-04 a file that is no picture leaves the box to be pasted on', async () => {
    expect((await form1({ photo: Buffer.from('%PDF-1.4') }))[0]?.[4]).toBe('证件照');
  });

  it('F1-22 F1-23 the sentence stands as published; signature, day and seal are left to the hand', async () => {
    const form = await form1(SAMPLES['application-form']);
    expect(squeezed(form[10]?.[1] ?? '')).toBe(
      '（本人自愿承担提供虚假材料所引发的一切后果）年月日',
    );
    expect(form[11]?.[1]).toBe('');
  });

  it('A-35 prints a box that the bureau has switched off, empty', async () => {
    const form = await form1({ ...SAMPLES['application-form'], homeAddress: '', ethnicGroup: '' });
    expect(form[6]).toEqual(['家庭地址', '']);
    expect(form[2]?.[1]).toBe('');
  });
});

describe('form 2, 资格审查表', () => {
  it('F2-01…12 has every label of the published form, in its order', async () => {
    expect((await form2({})).map((row) => row.map(squeezed))).toEqual(FORM2);
  });

  it.each([
    ['F2-01', { name: '王秀兰' }, [0, 1], '王秀兰'],
    ['F2-02', { idNumber: citizenOf('1978-03-06') }, [0, 3], citizenOf('1978-03-06')],
    ['F2-03', { unit: '赤坎区中心医院' }, [1, 1], '赤坎区中心医院'],
    ['F2-04', { unitPhone: '0759-2233445' }, [1, 3], '0759-2233445'],
    ['F2-05', { practice: '心血管内科' }, [2, 1], '心血管内科'],
    ['F2-06', { title: '主任医师' }, [2, 3], '主任医师'],
    ['F2-07', { years: 22 }, [3, 1], '22年'],
    ['F2-08', { phone: '13900000002' }, [3, 3], '13900000002'],
    ['F2-09', { remarks: '材料齐全。' }, [4, 1], '材料齐全。'],
  ] as const)('%s stands in its own cell', async (_id, data, [row, cell], value) => {
    const form = await form2(data);
    expect(form[row]?.[cell]).toBe(value);
    expect(form.flat().filter((text) => text.includes(value))).toHaveLength(1);
  });

  it('F2-09 F2-10 F2-11 F2-12 findings, conclusion and the signed lines, each with name and day', async () => {
    const form = await form2(SAMPLES['review-form']);
    expect(form[4]?.[1]).toContain(
      '【待核实】自愿参加现场检查和重大争议案件审核处理（已电话询问）',
    );
    expect(form[4]?.[1]?.split('\n').at(-1)).toBe('材料齐全。');
    expect(form.slice(5).map(([head, cell]) => [head, squeezed(cell ?? '')])).toEqual([
      ['审查结论', '合格审查人签名：陈志强审核时间：2026年11月23日'],
      ['科室意见', '拟同意。签名：何大勇时间：2026年11月24日'],
      ['领导意见', '同意。签名：林小燕时间：2026年11月25日'],
    ]);
  });

  it('F2-01 the title names whom the form is about, and only a measure with the annex has its number', async () => {
    const heading = async (data: ReviewPaper): Promise<readonly string[]> =>
      (await linesOf(await fillPaper('review-form', { bureau: '高平市医疗保障局', ...data })))
        .filter((line) => line !== '')
        .slice(0, 2);
    expect(await heading({})).toEqual(['附件2', '高平市医保基金监管执法专家资格审查表']);
    expect((await heading({ roster: 'supervisors', annex: '' }))[0]).toBe(
      '高平市医疗保障基金社会监督员资格审查表',
    );
  });

  it('F2-12 a bureau with another chain prints its own lines', async () => {
    const lines = ['初审', '会审', '批准'].map((label) => ({ label }));
    const form = await form2({ conclusion: { label: '受理意见' }, lines });
    expect(form.slice(5).map(([head]) => head)).toEqual(['受理意见', '初审', '会审', '批准']);
  });
});

describe('书面申请', () => {
  it('GP-6.2 prints what was confirmed with its version, and room to sign', async () => {
    const lines = await linesOf(
      await fillPaper('written-application', SAMPLES['written-application']),
    );
    expect(lines[0]).toBe('社会监督员申请书');
    expect(lines).toContain('编号：SQ2026-0007　　申请时间：2026年11月22日 09:10，微信');
    expect(lines).toContain('我填写的内容真实，如有不实愿意承担后果。');
    expect(squeezed(lines.at(-1) ?? '')).toBe('申请人签字：年月日');
  });
});
