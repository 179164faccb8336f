import { z } from 'zod';
import { byHand, day, text } from './values.ts';

/** 公示 and 公开名单: columns differ by what the measure lets be shown, so the table is made here. */
const WIDTH = 8840;
const NUMBER_WIDTH = 840;

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const cell = (words: string, width: number, bold: boolean): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>` +
  '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>' +
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312"/>' +
  `${bold ? '<w:b/>' : ''}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>` +
  `<w:t xml:space="preserve">${escaped(words)}</w:t></w:r></w:p></w:tc>`;

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>`)
  .join('');

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const wide = Math.floor((WIDTH - NUMBER_WIDTH) / Math.max(1, heads.length));
  const widths = [NUMBER_WIDTH, ...heads.map(() => wide)];
  const line = (cells: readonly string[], head: boolean): string =>
    `<w:tr><w:trPr><w:cantSplit/>${head ? '<w:tblHeader/>' : ''}</w:trPr>` +
    `${cells.map((words, at) => cell(words, widths[at] ?? wide, head)).join('')}</w:tr>`;
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:jc w:val="center"/>` +
    `<w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>` +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
    line(['序号', ...heads], true) +
    rows.map((row, at) => line([String(at + 1), ...row], false)).join('') +
    '</w:tbl>'
  );
};

/** To be written by hand: nobody shall add a line to a filled one, so only this has empty lines. */
const BLANK_HEADS = ['姓名', '工作单位', '备注'];
const BLANK_ROWS = Array.from({ length: 15 }, () => BLANK_HEADS.map(() => ''));

/** 公示 of candidates, 名单 of a roster: only the columns it is given (ZJ-8.2b, GP-6.4b). */
export const nameList = z
  .strictObject({
    bureau: text,
    number: text,
    title: text,
    paragraphs: z.array(text).default([]),
    heads: z.array(text).default([]),
    rows: z.array(z.array(text)).default([]),
    /** said below the table */
    remarks: z.array(text).default([]),
    day,
  })
  .transform((paper) => ({
    局名: paper.bureau,
    编号: paper.number,
    标题: paper.title === '' ? '公示名单' : paper.title,
    正文: paper.paragraphs.map((one) => ({ 段: one })),
    名单: {
      _type: 'rawXml',
      xml:
        paper.heads.length === 0
          ? tableOf(BLANK_HEADS, BLANK_ROWS)
          : tableOf(paper.heads, paper.rows),
      replaceParagraph: true,
    },
    说明: paper.remarks.map((one) => ({ 句: one })),
    日期: byHand(paper.day),
  }));
