import { docx } from './docx.ts';
import { END, label, title, value } from './forms.ts';
import { text } from './letters.ts';
import { heading, listing } from './records.ts';
import { paragraph, run, table, type Row } from './word.ts';

/** The seven of 第十五条. */
const DISCIPLINE = [
  '不得与被查单位及其相关人员串通谋取非法利益或者为与自身存在利益关系者提供便利。',
  '不得接受有关单位、个人的馈赠、宴请，不得利用专家特殊身份或影响力从事商业活动，为本人或者所在单位谋取不正当利益或者损害其他单位的利益。',
  '不得压制不同观点的专家意见。',
  '不得做出与客观事实相背的结论。',
  '不得擅自披露、使用被检查单位涉密信息。',
  '不得单独与被查单位及相关人员接触。',
  '不得复制保留或向他人扩散检查材料，泄露检查信息。',
];
/** 第十一条. */
const RECUSAL =
  '与被检查单位存在利益关联，可能影响客观、公正的；两年内曾在被检查单位任职的；所在单位与被检查单位属于同一法人单位的；配偶或者直系亲属与被检查单位有利益关联的；其它依规应当回避的';

const small = (words: string): string => paragraph(words, { size: 10.5, line: 15, firstLine: 2 });

const two = (left: string, first: string, right: string, second: string): Row => ({
  height: 500,
  cells: [label(left), value(first), label(right), value(second)],
});

const tall = (name: string, height: number): Row => ({
  height,
  cells: [label(name), value(`{${name}}`, { span: 3 })],
});

/** 任务单. */
export const taskSheet = (): Buffer =>
  docx({
    margins: [20, 22, 18, 22],
    pageNumbers: true,
    body: [
      title('{局名}专家工作任务单'),
      table(
        [1500, 3150, 1500, 3150],
        [
          two('任务编号', '{任务编号}', '工作类型', '{工作类型}'),
          tall('任务名称', 500),
          {
            height: 500,
            cells: [label('工作时间'), value('{期间}', { span: 3 })],
          },
          two('集合时间', '{集合时间}', '集合地点', '{集合地点}'),
          two('组长', '{组长}', '组长电话', '{组长电话}'),
          tall('被检查单位', 600),
          tall('检查范围', 760),
          tall('检查依据', 760),
          tall('其他事项', 500),
        ],
      ),
      heading('成员和分工'),
      listing(
        [700, 2100, 3000, 1750, 1750],
        ['序号', '姓名', '单位', '专业类别', '分工'],
        ['{#成员}{序号}', '{姓名}', '{单位}', '{专业类别}', '{分工}{/成员}'],
      ),
      heading('工作纪律'),
      ...DISCIPLINE.map((rule, at) => small(`${at + 1}. ${rule}`)),
      small(`发现有应当回避情形的，立即告诉组长：${RECUSAL}。因故不能参加的，提前告诉组长。`),
      paragraph('{局名}', { size: 14, align: 'right', right: 2, before: 8, together: true }),
      paragraph('{日期}', { size: 14, align: 'right', right: 2 }),
    ],
  });

const about = (words: string): string => paragraph(words, { size: 12, align: 'left', line: 22 });

const ABOUT = [
  about('任务名称：{任务名称}'),
  about('任务编号：{任务编号}　　日期：{日期}'),
  about('地点：{地点}'),
];

/** 签到表, and on the next page 承诺书 with the declaration before work. */
export const oath = (): Buffer =>
  docx({
    margins: [25, 22, 22, 22],
    pageNumbers: true,
    body: [
      title('签 到 表'),
      ...ABOUT,
      listing(
        [700, 2100, 2400, 1400, 1300, 1400],
        ['序号', '姓名', '单位', '身份', '到场时间', '签名'],
        ['{#人员}{序号}', '{姓名}', '{单位}', '{身份}', '', '{/人员}'],
      ),
      paragraph('承 诺 书', {
        font: 'title',
        size: 22,
        align: 'center',
        line: 32,
        after: 10,
        newPage: true,
      }),
      text('本人参加{局名}组织的医保基金监管工作，郑重承诺：', { size: 14, line: 25 }),
      ...promises,
      heading('承诺人'),
      pledges,
      END,
    ],
  });

const promises = [
  '一、按照科学、严谨、客观、公正的原则参加工作，按时提出意见或者结论，在相关文书上签字，对自己的意见承担法律责任。',
  `二、有下列情形之一的，主动说明并回避，工作中发现的立即报告：${RECUSAL}。`,
  '三、保守秘密。对工作中掌握的信息，未经{局名}批准，不擅自披露；不复制保留、不扩散检查材料。',
  '四、廉洁自律。不接受有关单位、个人的馈赠、宴请，不单独与被查单位及相关人员接触，不谋取不正当利益。',
  '五、独立发表意见，尊重不同意见，不做出与客观事实相背的结论。',
  '六、遵守工作纪律，服从管理，准时参加，因故不能参加的提前告知。',
].map((promise) => text(promise, { size: 14, line: 25 }));

const pledges = table(
  [2100, 4000, 1700, 1500],
  [
    {
      head: true,
      height: 480,
      cells: ['姓名', '应当回避的情形', '签名', '日期'].map((head) => label(head)),
    },
    {
      height: 560,
      cells: [
        label('{#人员}{姓名}'),
        {
          content: [
            paragraph(
              [
                run('□', { size: 12, font: 'boxes' }),
                run('无  ', { size: 12 }),
                run('□', { size: 12, font: 'boxes' }),
                run('有，情形：', { size: 12 }),
              ],
              { size: 12, align: 'left' },
            ),
          ],
        },
        label(''),
        label('{/人员}'),
      ],
    },
  ],
);
