import { docx, OFFICIAL } from './docx.ts';
import { END, label, title, value } from './forms.ts';
import { paragraph, table, type Cell, type Lines, type Row } from './word.ts';

const FORM: Lines = { size: 12, align: 'left' };

const annex = (words: string): string =>
  paragraph(words, { font: 'strong', size: 16, align: 'left' });

const photo = (content: string, merge: 'restart' | 'continue'): Cell =>
  label(content, { span: 2, merge });

/** A row of label and value beside the photo, or of three such pairs. */
const row = (height: number, pairs: readonly (readonly [string, string])[], last?: Cell): Row => ({
  height,
  cells: [
    ...pairs.flatMap(([name, tag]) => [label(name), value(`{${tag}}`)]),
    ...(last === undefined ? [] : [last]),
  ],
});

const wide = (name: string, tag: string, height: number): Row => ({
  height,
  cells: [label(name), value(`{${tag}}`, { span: 5 })],
});

const PHOTO_ROW = 800;

const particulars: readonly Row[] = [
  row(
    PHOTO_ROW,
    [
      ['姓   名', '姓名'],
      ['联系电话', '联系电话'],
    ],
    photo('{证件照}', 'restart'),
  ),
  row(
    PHOTO_ROW,
    [
      ['身份证\n号  码', '身份证号码'],
      ['出生日期', '出生日期'],
    ],
    photo('', 'continue'),
  ),
  row(
    PHOTO_ROW,
    [
      ['民    族', '民族'],
      ['性      别', '性别'],
    ],
    photo('', 'continue'),
  ),
  row(640, [
    ['政治面貌', '政治面貌'],
    ['籍    贯', '籍贯'],
    ['健康\n状况', '健康状况'],
  ]),
  row(720, [
    ['毕业院校\n及专业', '毕业院校及专业'],
    ['学历学位', '学历学位'],
    ['职称', '职称'],
  ]),
  row(720, [
    ['工作单位及部门(科室)', '工作单位及部门'],
    ['职   务', '职务'],
    ['工作\n年限', '工作年限'],
  ]),
  wide('家庭地址', '家庭地址', 560),
  wide('个人工作\n简历', '个人工作简历', 2000),
  wide('擅长领域', '擅长领域', 900),
  wide('获奖情况', '获奖情况', 900),
];

const signatures: readonly Row[] = [
  {
    height: 1250,
    cells: [
      label('申请人签字'),
      {
        span: 5,
        content: [
          paragraph('（本人自愿承担提供虚假材料所引发的一切后果）', FORM),
          paragraph('年    月   日', { ...FORM, align: 'right', right: 3, before: 16 }),
        ],
      },
    ],
  },
  { height: 1700, cells: [label('所在单位意见\n(盖公章）'), value('', { span: 5 })] },
];

/** 附件1, row by row as the bureau published it (F1-01…23). */
export const applicationForm = (): Buffer =>
  docx({
    margins: [20, 20, 14, 20],
    body: [
      annex('附件1'),
      title('{地名}医保基金监管执法专家入库申请表', 4),
      paragraph('申请时间：{申请时间}', { ...FORM, after: 3 }),
      table([1420, 1900, 1250, 1950, 1000, 1880], [...particulars, ...signatures]),
      END,
    ],
  });

const pair = (left: readonly [string, string], right: readonly [string, string]): Row => ({
  height: 680,
  cells: [label(left[0]), value(`{${left[1]}}`), label(right[0]), value(`{${right[1]}}`)],
});

const signed = (opinion: string, words: string): Cell => ({
  span: 3,
  content: [paragraph(opinion, FORM), paragraph(words, { ...FORM, align: 'left', before: 24 })],
});

/** 附件2, row by row; a bureau with another chain of lines prints its own below the findings (F2-01…12). */
export const reviewForm = (): Buffer =>
  docx({
    margins: [25, 22, 15, 22],
    body: [
      annex('{附件}'),
      title('{地名}{对象}资格审查表'),
      table(
        [1500, 2950, 1700, 2950],
        [
          pair(['姓   名', '姓名'], ['身份证号码', '身份证号码']),
          pair(['所在单位', '所在单位'], ['单位联系电话', '单位联系电话']),
          pair(['从事专业', '从事专业'], ['职   称', '职称']),
          pair(['工作年限', '工作年限'], ['本人联系电话', '本人联系电话']),
          {
            height: 3600,
            cells: [label('资格审查\n情况'), value('{资格审查情况}', { span: 3 })],
          },
          {
            height: 1900,
            cells: [
              label('{审查栏目}'),
              signed('{审查结论}', '审查人签名：{审查人}　　　　　　　审核时间：{审核时间}'),
            ],
          },
          {
            height: 1900,
            cells: [
              label('{#各级}{栏目}'),
              signed('{意见}', '签  名：{签名}　　　　　　　　时  间：{时间}{/各级}'),
            ],
          },
        ],
      ),
      END,
    ],
  });

/** 书面申请: what was confirmed, to be signed by hand (GP-6.2). */
export const writtenApplication = (): Buffer =>
  docx({
    margins: OFFICIAL,
    pageNumbers: true,
    body: [
      title('{身份}申请书', 8),
      paragraph('{局名}：', { ...FORM, size: 14 }),
      paragraph('本人申请担任{身份}，并对下列内容负责。', {
        ...FORM,
        size: 14,
        firstLine: 2,
        after: 4,
      }),
      paragraph('{#编号}编号：{编号}{/编号}　　申请时间：{确认}', { ...FORM, after: 4 }),
      table([1900, 6900], [{ height: 560, cells: [label('{#栏}{栏目}'), value('{内容}{/栏}')] }]),
      paragraph('{#承诺 [loopOver: "paragraph"]}{内容}{/承诺}', {
        ...FORM,
        firstLine: 2,
        before: 6,
      }),
      paragraph('{#同意 [loopOver: "paragraph"]}{内容}{/同意}', {
        ...FORM,
        firstLine: 2,
        before: 6,
      }),
      paragraph('申请人签字：　　　　　　　　　　　　年    月   日', {
        ...FORM,
        size: 14,
        align: 'right',
        before: 30,
        together: true,
      }),
    ],
  });
