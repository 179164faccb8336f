import { docx, OFFICIAL } from './docx.ts';
import { title } from './forms.ts';
import { text } from './letters.ts';
import { paragraph } from './word.ts';

const BODY = { size: 16, line: 29 } as const;

/** 聘书: one page to be stamped, with the picture that leads to its check (GP-6.4a). */
export const appointmentLetter = (): Buffer =>
  docx({
    margins: OFFICIAL,
    body: [
      paragraph('{#编号}编号：{编号}{/编号}', { ...BODY, align: 'right', after: 36 }),
      title('聘　书', 36),
      paragraph('{姓名}同志：', { ...BODY, align: 'left' }),
      text('经研究决定，聘请您为{职务}，聘期自{开始日期}起至{结束日期}止。', { align: 'left' }),
      text('特发此证。'),
      paragraph('{局名}（印章）', {
        ...BODY,
        align: 'right',
        right: 2,
        before: 48,
        together: true,
      }),
      paragraph('{日期}', { ...BODY, align: 'right', right: 4, after: 48 }),
      paragraph('{二维码}', { size: 10, align: 'left', together: true }),
      paragraph(
        '{#核对网址 [loopOver: "paragraph"]}扫码核对聘书是否有效，或打开：{核对网址}{/核对网址}',
        {
          size: 9,
          align: 'left',
        },
      ),
    ],
  });
