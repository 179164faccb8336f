import { docx } from './docx.ts';
import { END, label, title, value } from './forms.ts';
import { paragraph, run, table, type Cell, type Lines, type Row } from './word.ts';

const LINE: Lines = { size: 14, line: 26 };
const line = (words: string, more: Lines = {}): string =>
  paragraph(words, { ...LINE, align: 'left', firstLine: 2, ...more });
export const heading = (words: string): string =>
  paragraph(words, { font: 'strong', size: 14, line: 26, before: 8, after: 2, together: true });

/** A table of one head and one row that repeats; the loop opens in its first cell and closes in its last. */
export const listing = (
  grid: readonly number[],
  heads: readonly string[],
  tags: readonly string[],
): string =>
  table(grid, [
    { head: true, height: 480, cells: heads.map((head) => label(head)) },
    { height: 520, cells: tags.map((tag) => label(tag)) },
  ]);

const question = [
  line('{#议题 [loopOver: "paragraph"]}问题{序号}：{问题}', { before: 6 }),
  line('讨论情况：{讨论情况}'),
  line('表决情况：同意{同意}人，不同意{不同意}人，弃权{弃权}人。'),
  line('表决结果：{结果}'),
  line('{#少数意见 [loopOver: "paragraph"]}少数意见（{少数姓名}）：{意见}'),
  line('理由：{理由}{/少数意见}'),
  line('{#无少数意见 [loopOver: "paragraph"]}少数意见：无专家要求记载少数意见。{/无少数意见}'),
  line('{/议题}', { size: 2, line: 2 }),
];

/** 合议笔录. */
export const deliberation = (): Buffer =>
  docx({
    margins: [30, 24, 25, 26],
    pageNumbers: true,
    body: [
      title('合 议 笔 录'),
      table(
        [1500, 3100, 1300, 3040],
        [
          ['任务名称', '任务编号'],
          ['合议时间', '合议地点'],
          ['主 持 人', '记 录 人'],
        ].map(([left = '', right = '']) => ({
          height: 520,
          cells: [label(left), value(tagOf(left)), label(right), value(tagOf(right))],
        })),
      ),
      heading('一、参加人员'),
      listing(
        [700, 2100, 2900, 1740, 1500],
        ['序号', '专家姓名', '单位', '专业类别', '身份'],
        ['{#专家}{序号}', '{姓名}', '{单位}', '{专业类别}', '{身份}{/专家}'],
      ),
      heading('二、在场执法人员'),
      listing(
        [700, 3440, 4800],
        ['序号', '姓名', '执法证号'],
        ['{#执法人员}{序号}', '{姓名}', '{执法证号}{/执法人员}'],
      ),
      heading('三、合议和表决'),
      ...question,
      line(
        '专家独立发表意见、参与表决，不受任何单位和个人干预；少数意见及理由依申请如实记载，不改变表决结果。',
      ),
      heading('四、核对签名'),
      line('以上笔录已经本人核对，与合议情况一致。', { together: true }),
      signatures,
      END,
    ],
  });

const TAGS: Readonly<Record<string, string>> = {
  任务编号: '编号',
  合议时间: '时间',
  合议地点: '地点',
};
function tagOf(name: string): string {
  const plain = name.replaceAll(' ', '');
  return `{${TAGS[plain] ?? plain}}`;
}

const signatures = table(
  [1500, 2100, 3240, 2100],
  [
    { head: true, height: 480, cells: ['身份', '姓名', '签名', '日期'].map((head) => label(head)) },
    signing('专家', '{#专家}', '{姓名}', '{/专家}'),
    signing('执法人员', '{#执法人员}', '{姓名}', '{/执法人员}'),
    signing('记录人', '', '{记录人}', ''),
  ],
);

function signing(role: string, open: string, name: string, close: string): Row {
  return { height: 680, cells: [label(open + role), label(name), label(''), label(close)] };
}

const digits = (tag: string): Cell => ({
  content: tag,
  look: { font: 'digits', size: 9, align: 'left' },
});

const code = (tag: string): Cell => ({ content: tag, look: { size: 12, align: 'center' } });

const facts = table(
  [1800, 2450, 1800, 3250],
  [
    {
      height: 440,
      cells: [label('任务编号'), value('{任务编号}'), label('抽取时间'), value('{抽取时间}')],
    },
    { height: 440, cells: [label('抽取席位'), value('{抽取席位}', { span: 3 })] },
    {
      height: 440,
      cells: [
        label('库内专家人数'),
        value('{库内人数}'),
        label('参加抽取人数'),
        value('{候选人数}'),
      ],
    },
    { height: 440, cells: [label('可信等级'), value('{可信等级}', { span: 3 })] },
  ],
);

const evidence = table(
  [2000, 7300],
  ['承诺值', '操作人随机数', '见证人随机数', '抽取密钥', '链末摘要'].map((name) => ({
    height: 440,
    cells: [label(name), digits(`{${name}}`)],
  })),
);

const panel = table(
  [2000, 2650, 2000, 2650],
  [
    { height: 400, cells: ['编号', '专业类别', '编号', '专业类别'].map((head) => label(head)) },
    {
      height: 400,
      cells: ['{#中选}{左编号}', '{左类别}', '{右编号}', '{右类别}{/中选}'].map(code),
    },
  ],
);

const hands = table(
  [1300, 2800, 900, 2100, 900, 1300],
  ['操作人', '见证人'].map((who) => ({
    height: 620,
    cells: [label(who), label(`{${who}}`), label('签名'), label(''), label('日期'), label('')],
  })),
);

/** 抽取记录单: one page, whatever it holds of up to sixteen seats. */
export const drawRecord = (): Buffer =>
  docx({
    margins: [20, 22, 15, 22],
    body: [
      title('{局名}专家抽取记录单', 6),
      paragraph(
        [
          run('{#演练 [loopOver: "paragraph"]}演练，结果不作为抽取依据{/演练}', {
            size: 14,
            font: 'strong',
            color: 'C00000',
          }),
        ],
        { size: 14, align: 'center', after: 4 },
      ),
      heading('一、抽取事项'),
      facts,
      heading('二、中选专家（编号）'),
      panel,
      heading('三、抽取凭据'),
      evidence,
      paragraph('{二维码}', { size: 10, align: 'center', before: 6 }),
      paragraph(
        '二维码内容为链末摘要。承诺值先于随机数封存；凭抽取记录文件可以重新计算本单所列结果。',
        {
          size: 10,
          align: 'center',
          after: 6,
        },
      ),
      hands,
      END,
    ],
  });
