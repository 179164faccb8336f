import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../scripts/papers/index.ts';
import { fillPaper, type EvaluationPaper, type PaperName } from '../../web/papers/index.ts';
import { linesOf, partsOf, tablesOf } from './papers-reading.ts';

const NAMES: readonly PaperName[] = [
  'evaluation',
  'release-letter',
  'loan-letter',
  'certificate',
  'fee-sheet',
  'deliberation',
  'draw-record',
  'task-sheet',
  'oath',
  'appointment-letter',
  'application-form',
  'review-form',
  'written-application',
  'call-announcement',
  'unit-letter',
  'name-list',
];

const squeezed = (words: string): string => words.replaceAll(/\s/g, '');

/** 附件3 as the bureau published it: row by row, the box before a sentence left out. */
const ORIGINAL_LABELS = [
  ['姓名', '', '身份证号码', ''],
  ['所在单位', '', '专业类别', ''],
  ['职称', '', '联系电话', ''],
  ['参加任务名称', ''],
  [
    '评价内容',
    '业务水平',
    `具有较高的业务水平和丰富的实践经验。
熟悉医保工作有关政策、法律、法规等。
能按规定的程序、方法和标准进行工作。
未因个人失职或失误造成严重不良影响。
专业水平和身体状况等能胜任工作要求。`,
  ],
  [
    '',
    '工作履职',
    `有强烈的责任心和事业心,能认真履行职责。
能提供客观公正的意见结论,不受外来干预。
能在相关文书上签字,对个人意见承担法律责任。
服从管理,积极配合,能在规定时间完成任务。
能准时参加任务,因故不能参加时能提前告知。`,
  ],
  [
    '',
    '遵规守纪',
    `政治立场坚定,能公正、诚实、廉洁履行职责。
遵守法律法规、工作纪律和专家库管理制度。
具有良好的职业道德，能严格遵循回避原则。
遵守保密规定,不擅自披露在活动中掌握的信息。
无接受有关单位馈赠、宴请或谋取不正当利益。`,
  ],
  ['综合评价结论', ''],
  ['意见建议情况', ''],
  ['领导意见', '签名：时间：'],
  ['评价单位', '', '评价时间', ''],
];

const FILLED = {
  bureau: '湛江市医疗保障局',
  name: '阿依古丽·买买提',
  idNumber: '659099196812120026',
  employer: '霞山区人民医院药剂科',
  category: '药学类',
  title: '副主任药师',
  phone: '13900000002',
  task: '2026年第三季度专项检查',
  skill: [true, false, true, true, true],
  duty: [true, true, true, true, false],
  discipline: [false, true, true, true, true],
  conclusion: '好',
  remarks: '第一行\n第二行',
  leaderOpinion: '同意。',
  leader: '陈志强',
  leaderDay: '2026-10-28',
  unit: '基金监管科',
  day: '2026-10-27',
} satisfies EvaluationPaper;

describe('form 3, 专家工作评价表', () => {
  it('F3-01…27 has the labels, rows and sentences of the published form', async () => {
    const blank = await fillPaper('evaluation', {});
    const [form = []] = await tablesOf(blank);
    expect(form.map((row) => row.map((cell) => squeezed(cell).replaceAll('□', '')))).toEqual(
      ORIGINAL_LABELS.map((row) => row.map(squeezed)),
    );
    expect(form.flat().join('').match(/□/g)).toHaveLength(15);
  });

  it('ZJ-16a F3-01…27 every value stands in its cell', async () => {
    const docx = await fillPaper('evaluation', FILLED);
    const [form = []] = await tablesOf(docx);
    expect(form.slice(0, 4)).toEqual([
      ['姓   名', '阿依古丽·买买提', '身份证号码', '659099196812120026'],
      ['所在单位', '霞山区人民医院药剂科', '专业类别', '药学类'],
      ['职    称', '副主任药师', '联系电话', '13900000002'],
      ['参加任务名称', '2026年第三季度专项检查'],
    ]);
    const boxes = form.slice(4, 7).map((row) => row[2]?.match(/[☑□]/g)?.join(''));
    expect(boxes).toEqual(['☑□☑☑☑', '☑☑☑☑□', '□☑☑☑☑']);
    expect(form.slice(7, 9)).toEqual([
      ['综合评价结论', '好'],
      ['意见建议情况', '第一行\n第二行'],
    ]);
    expect(squeezed(form[9]?.[1] ?? '')).toBe('同意。签名：陈志强时间：2026年10月28日');
    expect(form[10]).toEqual(['评价单位', '基金监管科', '评价时间', '2026年10月27日']);
  });

  it.each([
    ['F3-01', { name: '王秀兰' }, [0, 1], '王秀兰'],
    ['F3-02', { idNumber: '659099196812120026' }, [0, 3], '659099196812120026'],
    ['F3-03', { employer: '赤坎区中心医院' }, [1, 1], '赤坎区中心医院'],
    ['F3-04', { category: '药学' }, [1, 3], '药学'],
    ['F3-05', { title: '主任药师' }, [2, 1], '主任药师'],
    ['F3-06', { phone: '13900000002' }, [2, 3], '13900000002'],
    ['F3-07', { task: '飞行检查（RW2026-0001）' }, [3, 1], '飞行检查（RW2026-0001）'],
    ['F3-23', { conclusion: '优秀' }, [7, 1], '优秀'],
    ['F3-24', { remarks: '建议继续聘用' }, [8, 1], '建议继续聘用'],
    ['F3-26', { unit: '基金监管科' }, [10, 1], '基金监管科'],
    ['F3-27', { day: '2026-10-27' }, [10, 3], '2026年10月27日'],
  ] as const)(
    '%s stands in its own cell and nowhere else',
    async (_id, data, [row, cell], value) => {
      const [form = []] = await tablesOf(await fillPaper('evaluation', data));
      expect(form[row]?.[cell]).toBe(value);
      expect(form.flat().filter((text) => text.includes(value))).toHaveLength(1);
    },
  );

  it('F3-25 opinion, name and day of the leader', async () => {
    const data = { leaderOpinion: '同意。', leader: '陈志强', leaderDay: '2026-10-28' };
    const [form = []] = await tablesOf(await fillPaper('evaluation', data));
    expect(squeezed(form[9]?.[1] ?? '')).toBe('同意。签名：陈志强时间：2026年10月28日');
  });

  const TICKS = [
    ...['F3-08', 'F3-09', 'F3-10', 'F3-11', 'F3-12'].map((id, n) => [id, 'skill', 0, n] as const),
    ...['F3-13', 'F3-14', 'F3-15', 'F3-16', 'F3-17'].map((id, n) => [id, 'duty', 1, n] as const),
    ...['F3-18', 'F3-19', 'F3-20', 'F3-21', 'F3-22'].map(
      (id, n) => [id, 'discipline', 2, n] as const,
    ),
  ];
  it.each(TICKS)('%s is one box of %s, ticked alone', async (_id, group, row, place) => {
    const ticks = [0, 1, 2, 3, 4].map((n) => n === place);
    const [form = []] = await tablesOf(await fillPaper('evaluation', { [group]: ticks }));
    const boxes = [4, 5, 6].map((at) => form[at]?.[2]?.match(/[☑□]/g)?.join('') ?? '');
    const expected = ['□□□□□', '□□□□□', '□□□□□'];
    expected[row] = ticks.map((on) => (on ? '☑' : '□')).join('');
    expect(boxes).toEqual(expected);
  });

  it.each([
    ['湛江市医疗保障局', '湛江市医保基金监管执法专家工作评价表'],
    ['高平市医疗保障局', '高平市医保基金监管执法专家工作评价表'],
  ])('the title of %s begins with its place', async (bureau, title) => {
    expect(await linesOf(await fillPaper('evaluation', { bureau }))).toContain(title);
  });

  it('takes no more ticks than the form has boxes', async () => {
    const skill = [true, true, true, true, true, true];
    await expect(fillPaper('evaluation', { skill })).rejects.toThrow();
  });
});

describe('what is printed', () => {
  it.each(NAMES)('%s prints blank without data, and nothing of the machine', async (name) => {
    const lines = await linesOf(await fillPaper(name, {}));
    expect(lines.join('\n')).not.toMatch(/undefined|null|NaN|\[object|[{}]/);
    expect(lines.join('').length).toBeGreaterThan(40);
  });

  it('markup, braces, line breaks and rare characters survive', async () => {
    const remarks = '甲<乙>&丙 "{姓名}" {#发放}\r\n第二行\n\n𠮷田·Ⅲ';
    const [form = []] = await tablesOf(await fillPaper('evaluation', { ...FILLED, remarks }));
    expect(form[8]?.[1]).toBe('甲<乙>&丙 "{姓名}" {#发放}\n第二行\n\n𠮷田·Ⅲ');
    const lines = await linesOf(
      await fillPaper('deliberation', {
        questions: [{ question: '{结果}<w:p>', result: '{问题}&amp;' }],
      }),
    );
    expect(lines).toContain('问题1：{结果}<w:p>');
    expect(lines).toContain('表决结果：{问题}&amp;');
  });

  it('characters that XML has no word for are left out', async () => {
    const name = '\u0000王\u0008秀\ud842兰\uffff\n';
    const [form = []] = await tablesOf(await fillPaper('evaluation', { name }));
    expect(form[0]?.[1]).toBe('王秀兰');
  });

  it('long text is all there', async () => {
    const conclusion = '认真负责。'.repeat(1000);
    const [form = []] = await tablesOf(await fillPaper('evaluation', { ...FILLED, conclusion }));
    expect(form[7]?.[1]).toBe(conclusion);
  });

  it('a field that the paper must not have is refused', async () => {
    const letter = { employer: '霞山区人民医院', institution: '赤坎区中心医院' };
    await expect(fillPaper('release-letter', letter)).rejects.toThrow(/institution/);
  });
});

describe('the templates', () => {
  const folder = path.resolve(import.meta.dirname, '../../web/papers/templates');

  it.each(NAMES)('%s.docx is what its script writes', async (name) => {
    const committed = await partsOf(readFileSync(path.join(folder, `${name}.docx`)));
    expect(committed).toEqual(await partsOf(TEMPLATES[name]()));
  });
});
