import { dayOf, publicity, showDay, type Day } from '../../domain/index.ts';
import type { Handed } from '../page.ts';
import { fillPaper } from '../papers/index.ts';
import { writeSheet, XLSX } from '../sheets/write.ts';
import type { Visit } from '../visit.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const FORMATS = ['docx', 'html', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];
export const FORMAT_WORDS: Readonly<Record<Format, string>> = {
  docx: 'Word 文件',
  html: '网页片段',
  xlsx: 'Excel 表格',
};

/** A list as it leaves the house: only these columns, and what is said above and below it. */
export interface PublicList {
  readonly number: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly fields: readonly publicity.PublishField[];
  readonly rows: readonly publicity.PublicRow[];
  readonly remarks: readonly string[];
  readonly day: Day;
}

const headsOf = ({ fields }: PublicList): readonly string[] =>
  fields.map((field) => publicity.PUBLISH_FIELD_WORDS[field]);

const cellsOf = ({ fields, rows }: PublicList): readonly (readonly string[])[] =>
  rows.map(({ values }) => fields.map((field) => values[field]));

export const handOut = async (visit: Visit, list: PublicList, format: Format): Promise<Handed> => {
  const name = `${list.number}-${list.title}.${format}`;
  switch (format) {
    case 'docx':
      return { bytes: await paperOf(visit, list), type: DOCX, name };
    case 'html':
      return {
        bytes: Buffer.from(fragmentOf(visit.bureauName, list)),
        type: 'text/html; charset=utf-8',
        name,
      };
    case 'xlsx':
      return { bytes: await sheetOf(list), type: XLSX, name };
  }
};

const paperOf = (visit: Visit, list: PublicList): Promise<Buffer> =>
  fillPaper('name-list', {
    bureau: visit.bureauName,
    number: list.number,
    title: list.title,
    paragraphs: [...list.paragraphs],
    heads: [...headsOf(list)],
    rows: cellsOf(list).map((row) => [...row]),
    remarks: [...list.remarks],
    day: list.day,
  });

const sheetOf = (list: PublicList): Promise<Buffer> =>
  writeSheet({
    name: '名单',
    columns: ['序号', ...headsOf(list)].map((head, at) => ({ head, width: at === 0 ? 8 : 24 })),
    rows: cellsOf(list).map((row, at) => [String(at + 1), ...row]),
  });

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (words: string): string => words.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

/** To be pasted into the page of a website: plain tags, no styles, no scripts. */
const fragmentOf = (bureau: string, list: PublicList): string => {
  const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return [
    `<h2>${escaped(list.title)}</h2>`,
    ...list.paragraphs.map((one) => `<p>${escaped(one)}</p>`),
    '<table>',
    `<thead>${row('th', ['序号', ...headsOf(list)])}</thead>`,
    '<tbody>',
    ...cellsOf(list).map((cells, at) => row('td', [String(at + 1), ...cells])),
    '</tbody>',
    '</table>',
    ...list.remarks.map((one) => `<p>${escaped(one)}</p>`),
    `<p>${escaped(bureau)}<br>${showDay(list.day)}</p>`,
    '',
  ].join('\n');
};

/** 公示: who is still shown, until when, and how to object; null once it was cancelled. */
export const noticeList = (visit: Visit, view: publicity.PeriodView): PublicList | null => {
  const { period, lastDay, candidates, fields } = view;
  if (period.state === 'cancelled') return null;
  const { roster, number, firstDay } = period;
  const shown = candidates.filter((one) => !publicity.isToTakeDown(one));
  return {
    number,
    title: publicity.noticeTitle(roster, visit.bureauName),
    paragraphs: [
      ...(shown.length === 0
        ? [`${number}原公示的人选都已退出或者不予聘任，本次公示现在没有人选，原公示请一并撤下。`]
        : ['经资格审查和择优选定，现将拟聘人选予以公示。']),
      `公示时间：${showDay(firstDay)}至${showDay(lastDay)}。`,
    ],
    fields,
    rows: shown.map(({ row }) => row),
    remarks: [publicity.howToObject(visit.bureauName, visit.app.bureauOf(visit.bureau).contact)],
    day: firstDay,
  };
};

/** 名单 as it may be handed out now; null once it was taken down. */
export const rosterList = (
  visit: Visit,
  { publication, rows }: publicity.ListView,
): PublicList | null =>
  publication.takenDownAt === null
    ? {
        number: publication.number,
        title: publicity.listTitle(publication.roster, visit.bureauName),
        paragraphs: [],
        fields: publication.fields,
        rows,
        remarks: [],
        day: dayOf(visit.now),
      }
    : null;
