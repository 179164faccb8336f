import { docx, LETTER, OFFICIAL } from './docx.ts';
import { label, title } from './forms.ts';
import { paragraph, table, type Lines } from './word.ts';

/** 3号仿宋 on 22 lines a page, the first line moved in by two characters (GB/T 9704). */
const BODY: Lines = { size: 16, line: 29 };
export const text = (words: string, more: Lines = {}): string =>
  paragraph(words, { ...BODY, firstLine: 2, ...more });
export const addressed = (words: string): string => paragraph(words, { ...BODY, align: 'left' });
const blank = paragraph('', BODY);

export const letterhead = [
  paragraph('{局名}', { font: 'title', size: 32, color: 'FF0000', align: 'center', rule: true }),
  paragraph('{文号}', { ...BODY, align: 'right', before: 4, after: 8 }),
];

export const signature = [
  paragraph('{局名}（印章）', { ...BODY, align: 'right', right: 2, before: 24, together: true }),
  paragraph('{日期}', { ...BODY, align: 'right', right: 4 }),
];

export const contact = text('（联系人：{联系人}，联系电话：{联系电话}）', {
  align: 'left',
  together: true,
});
export const measure = '{#办法}根据《{办法}》规定，{/办法}';

/** 抽调函 to the employer; what is inspected has no place in it. */
export const releaseLetter = (): Buffer =>
  docx({
    margins: LETTER,
    pageNumbers: true,
    body: [
      ...letterhead,
      title('关于抽调专家参加医保基金监管工作的函', 14),
      addressed('{主送单位}：'),
      text(
        `因医保基金监管工作需要，${measure}拟抽调贵单位{姓名}同志（职称：{职称}，专业类别：{专业类别}）参加我局组织的监管工作。现将有关事项函告如下：`,
      ),
      text('一、工作时间。{期间}，共{天数}天。'),
      text(
        '二、工作安排。请妥善安排其本职工作，保证其按时参加。集合时间和地点由我局直接通知本人。',
      ),
      text('三、保密要求。检查对象和具体内容依规保密，请勿打听或者对外透露。'),
      text('四、函复时间。请于{回复期限}前函复我局，不能抽调的请说明理由。'),
      text('专此函达，请予支持为盼。', { together: true }),
      contact,
      ...signature,
    ],
  });

const wanted = table(
  [2600, 1400, 4840],
  [
    {
      head: true,
      height: 560,
      cells: ['专业类别', '人数', '有关要求'].map((head) => label(head)),
    },
    {
      height: 560,
      cells: ['{#需求}{专业类别}', '{人数}', '{要求}{/需求}'].map((tag) => label(tag)),
    },
  ],
);

/** 商请函 to another bureau. */
export const loanLetter = (): Buffer =>
  docx({
    margins: LETTER,
    pageNumbers: true,
    body: [
      ...letterhead,
      title('关于商请选派专家支持医保基金监管工作的函', 14),
      addressed('{主送单位}：'),
      text(
        `因医保基金监管工作需要，${measure}我局拟于{期间}（共{天数}天）组织开展监管工作，现商请贵局从专家库中选派下列专家予以支持：`,
      ),
      wanted,
      text('{#商请人选 [loopOver: "paragraph"]}拟商请人选：{商请人选}。{/商请人选}', { before: 8 }),
      text(
        '请于{回复期限}前将专家姓名、单位、职称、专业类别和联系电话函复我局。集合时间和地点由我局直接通知专家本人；检查对象和具体内容依规保密，请勿打听或者对外透露。',
      ),
      text('专此函达，请予支持为盼。', { together: true }),
      contact,
      ...signature,
    ],
  });

/** 参加工作证明. */
export const certificate = (): Buffer =>
  docx({
    margins: OFFICIAL,
    body: [
      paragraph('{#编号}编号：{编号}{/编号}', { ...BODY, align: 'right', after: 24 }),
      title('参加工作证明', 28),
      text(
        '兹证明{姓名}同志（{#身份证号码}身份证号码：{身份证号码}，{/身份证号码}工作单位：{所在单位}，职称：{职称}）于{期间}参加我局组织的{工作名称}，累计工作{天数}天。',
        { align: 'left' },
      ),
      text('{#被检查单位 [loopOver: "paragraph"]}被检查单位：{被检查单位}。{/被检查单位}'),
      text('特此证明。'),
      blank,
      ...signature,
    ],
  });
