import { docx } from './docx.ts';
import { paragraph, run, table, type Cell, type Lines, type Row } from './word.ts';

/** What stands after a last table: Word wants a paragraph there, the page has no room to give. */
export const END = paragraph('', { size: 1, line: 1 });
export const title = (words: string, after = 10): string =>
  paragraph(words, { font: 'title', size: 22, align: 'center', line: 32, after });

const FORM: Lines = { size: 12 };
const LABEL: Lines = { size: 12, align: 'center' };

export const label = (content: string, more: Partial<Cell> = {}): Cell => ({
  content,
  look: LABEL,
  ...more,
});
export const value = (content: string, more: Partial<Cell> = {}): Cell => ({
  content,
  look: { ...FORM, align: 'left' },
  ...more,
});

const GROUPS = {
  业务水平: [
    '具有较高的业务水平和丰富的实践经验。',
    '熟悉医保工作有关政策、法律、法规等。',
    '能按规定的程序、方法和标准进行工作。',
    '未因个人失职或失误造成严重不良影响。',
    '专业水平和身体状况等能胜任工作要求。',
  ],
  工作履职: [
    '有强烈的责任心和事业心,能认真履行职责。',
    '能提供客观公正的意见结论,不受外来干预。',
    '能在相关文书上签字,对个人意见承担法律责任。',
    '服从管理,积极配合,能在规定时间完成任务。',
    '能准时参加任务,因故不能参加时能提前告知。',
  ],
  遵规守纪: [
    '政治立场坚定,能公正、诚实、廉洁履行职责。',
    '遵守法律法规、工作纪律和专家库管理制度。',
    '具有良好的职业道德，能严格遵循回避原则。',
    '遵守保密规定,不擅自披露在活动中掌握的信息。',
    '无接受有关单位馈赠、宴请或谋取不正当利益。',
  ],
};

const tickBoxes = (group: string, sentences: readonly string[]): string[] =>
  sentences.map((sentence, at) =>
    paragraph([run(`{${group}${at + 1}}`, { size: 12, font: 'boxes' }), run(sentence, FORM)], {
      ...FORM,
      align: 'left',
      line: 19,
    }),
  );

const groupRows: Row[] = Object.entries(GROUPS).map(([group, sentences], at) => ({
  height: 2000,
  cells: [
    label(at === 0 ? '评价\n内容' : '', { merge: at === 0 ? 'restart' : 'continue' }),
    label([...group].join('\n')),
    { content: tickBoxes(group, sentences), span: 3 },
  ],
}));

const pair = (left: string, right: string): Row => ({
  height: 560,
  cells: [
    label(left, { span: 2 }),
    value(`{${left.replaceAll(' ', '')}}`),
    label(right),
    value(`{${right}}`),
  ],
});

const wide = (name: string, height: number): Row => ({
  height,
  cells: [label(name, { span: 2 }), value(`{${name}}`, { span: 3 })],
});

/** 附件3, row by row as the bureau published it (F3-01…27). */
export const evaluation = (): Buffer =>
  docx({
    margins: [25, 22, 15, 22],
    body: [
      paragraph('附件3', { font: 'strong', size: 16, align: 'left' }),
      title('{地名}医保基金监管执法专家工作评价表'),
      table(
        [1060, 700, 2950, 1500, 2950],
        [
          pair('姓   名', '身份证号码'),
          pair('所在单位', '专业类别'),
          pair('职    称', '联系电话'),
          wide('参加任务名称', 620),
          ...groupRows,
          wide('综合评价结论', 1250),
          wide('意见建议情况', 1250),
          {
            height: 1400,
            cells: [
              label('领导意见', { span: 2 }),
              {
                span: 3,
                content: [
                  paragraph('{领导意见}', { ...FORM, align: 'left' }),
                  paragraph('签名：{领导签名}　　　　　　时间：{领导时间}', {
                    ...FORM,
                    align: 'right',
                    right: 3,
                    before: 10,
                  }),
                ],
              },
            ],
          },
          pair('评价单位', '评价时间'),
        ],
      ),
      END,
    ],
  });

const COLUMNS: readonly (readonly [head: string, tag: string, width: number])[] = [
  ['序号', '{#发放}{序号}', 520],
  ['姓名', '{姓名}', 1000],
  ['身份证号', '{身份证号}', 2000],
  ['单位', '{单位}', 1650],
  ['职称', '{职称}', 1000],
  ['天数', '{天数}', 560],
  ['标准\n（元/天）', '{标准}', 950],
  ['应发\n（元）', '{应发}', 1000],
  ['个税\n（元）', '{个税}', 950],
  ['实发\n（元）', '{实发}', 1000],
  ['开户行', '{开户行}', 1600],
  ['账号', '{账号}', 2000],
  ['签名', '{不得领取}{/发放}', 1150],
];
const AMOUNTS = 5;

const small = (content: string, more: Partial<Cell> = {}): Cell => ({
  content,
  look: { size: 9.5, align: 'center' },
  ...more,
});

/** 劳务费发放表: lying A4, as the accountant files it. */
export const feeSheet = (): Buffer =>
  docx({
    landscape: true,
    margins: [20, 12, 15, 12],
    pageNumbers: true,
    body: [
      title('{局名}专家劳务费发放表'),
      paragraph('任务名称：{任务名称}', { size: 12, align: 'left' }),
      paragraph('工作时间：{期间}　　　　编号：{编号}　　　　金额单位：元', {
        size: 12,
        align: 'left',
        after: 4,
      }),
      table(
        COLUMNS.map(([, , width]) => width),
        [
          { head: true, height: 620, cells: COLUMNS.map(([head]) => small(head)) },
          { height: 560, cells: COLUMNS.map(([, tag]) => small(tag)) },
          {
            height: 520,
            cells: [
              small('合  计', { span: AMOUNTS + 2 }),
              small('{应发合计}'),
              small('{个税合计}'),
              small('{实发合计}'),
              small('', { span: 3 }),
            ],
          },
          {
            height: 520,
            cells: [
              small('实发合计（大写）', { span: AMOUNTS - 1 }),
              small('人民币：{实发大写}', { span: COLUMNS.length - AMOUNTS + 1 }),
            ],
          },
        ],
        50,
      ),
      paragraph('注：注明“不得领取”的人员不计发劳务费，不计入合计。', { size: 10, before: 4 }),
      paragraph(
        '制表：{制表}　　　　　　　　审核：{审核}　　　　　　　　领导：{领导}　　　　　　　　日期：{日期}',
        {
          size: 12,
          align: 'left',
          before: 12,
        },
      ),
    ],
  });
