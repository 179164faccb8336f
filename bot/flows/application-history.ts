import { z } from 'zod';
import { dayOf, err, ok, type Json, type Result } from '../../domain/index.ts';
import type { Facts, Field, Found } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { words } from './questions.ts';

/** 个人工作简历: dated rows, for former posts count for recusal (F1-19, ZJ-11.2). */

const row = z.object({
  from: z.string(),
  to: z.string().nullable(),
  unit: z.string(),
  post: z.string(),
});
type Row = z.output<typeof row>;

const MONTH = '(?:(?:19|20)\\d{2}\\s?(?:年|[-./])|(?<!\\d)\\d{2}\\s?年)\\s?\\d{1,2}月?(?:份)?';
const PERIOD = new RegExp(
  `(?<from>${MONTH})\\s?(?:至|到|--?|~|—+|–)?\\s?(?<to>${MONTH}|今|到?现在|目前|现)[,，:：、]?\\s*(?<rest>[^\\n;；。]+)`,
  'u',
);
const WHOLE_MONTHS = new RegExp(MONTH, 'gu');
const YEAR_ALONE = /(?<!\d)(?:(?:19|20)\d{2}年?|\d{2}年)(?!\d)/u;

const EXAMPLE = '2015-07至2020-06 市二院 药师';

const monthOf = (text: string, { now }: Facts): string | null => {
  const [, year = '', digits = ''] = /^\D*(\d{4}|\d{2})\D+(\d{1,2})/u.exec(text) ?? [];
  const month = Number(digits);
  if (month < 1 || month > 12) return null;
  // 90年7月: nobody has worked in a year that is still to come
  const century = year > dayOf(now).slice(2, 4) ? '19' : '20';
  return `${year.length === 2 ? century + year : year}-${String(month).padStart(2, '0')}`;
};

const isToday = (text: string): boolean =>
  /^(?:[至到]?今|[至到]?现在?|[至到]?目前|在职|仍?在岗)$/u.test(text.trim());

/** 市二院 药师: the last word is the post where there are several. */
const unitAndPost = (rest: string): Pick<Row, 'unit' | 'post'> => {
  const parts = rest
    .trim()
    .replace(/^(?:在|于|就职于|任职于)/u, '')
    .replace(/(?:上班|工作|干活)(?:了|的)?$/u, '')
    .split(/[\s,，、/]+(?:任|担任|当|做)?|(?<=[院局司校所店心科])(?:任|担任|当|做)/u)
    .filter((part) => part !== '');
  if (parts.length < 2) return { unit: rest.trim(), post: '' };
  return { unit: parts.slice(0, -1).join(''), post: parts.at(-1) ?? '' };
};

const LONGEST = { unit: 100, post: 60 };

/** One row, or what is wrong with it. */
const rowFrom = (
  typed: { from: string; to: string; unit: string; post: string },
  facts: Facts,
): Result<Row, string> => {
  const from = monthOf(typed.from, facts);
  if (from === null) return err(`开始年月没有看懂，请写成“2015-07”。`);
  const to = isToday(typed.to) ? null : monthOf(typed.to, facts);
  if (to === null && !isToday(typed.to))
    return err('结束年月没有看懂，请写成“2020-06”，还在做写“至今”。');
  if (isReversed(from, to, facts)) return err('起止年月不对：开始不能晚于结束，也不能晚于现在。');
  const wrong = unitWrong(typed);
  return wrong === null ? ok({ from, to, unit: typed.unit, post: typed.post }) : err(wrong);
};

const isReversed = (from: string, to: string | null, { now }: Facts): boolean => {
  const month = dayOf(now).slice(0, 7);
  return from > month || (to ?? month) < from;
};

const unitWrong = ({ unit, post }: Pick<Row, 'unit' | 'post'>): string | null => {
  if (unit.length < 2) return '请写单位名称。';
  return unit.length > LONGEST.unit || post.length > LONGEST.post
    ? '单位或职务太长了，请只写名称。'
    : null;
};

const numbered = (index: number, count: number, sentence: string): string =>
  `${count > 1 ? `第${index + 1}段：` : ''}${sentence}例如“${EXAMPLE}”，还在做写“至今”。`;

const MOST_ROWS = 30;
const TOO_MANY = `最多写${MOST_ROWS}段，请把早年的合并成一段。`;

const rowsFrom = (
  typed: readonly { from: string; to: string; unit: string; post: string }[],
  facts: Facts,
): Result<Json, string> => {
  if (typed.length > MOST_ROWS) return err(TOO_MANY);
  const rows: Row[] = [];
  for (const [index, one] of typed.entries()) {
    const read = rowFrom(one, facts);
    if (!read.ok) return err(numbered(index, typed.length, read.error));
    rows.push(read.value);
  }
  return ok(rows);
};

const linesOf = (text: string): readonly string[] =>
  text
    .split(/[\n;；。]+/u)
    .map((line) => plain(line))
    .filter((line) => line !== '');

const parsed = (text: string, facts: Facts): Result<Json, string> => {
  const lines = linesOf(text);
  const found = lines.map((line) => PERIOD.exec(line)?.groups ?? null);
  const missed = found.indexOf(null);
  if (lines.length === 0 || missed !== -1) {
    const line = lines[missed] ?? '';
    const year = YEAR_ALONE.exec(line.replaceAll(WHOLE_MONTHS, ''))?.[0];
    const why = year === undefined ? '没有看出起止年月。' : `“${year}”请写到月份。`;
    return err(numbered(Math.max(missed, 0), lines.length, why));
  }
  const typed = found.map((groups) => ({
    from: groups?.from ?? '',
    to: groups?.to ?? '',
    ...unitAndPost(groups?.rest ?? ''),
  }));
  return rowsFrom(typed, facts);
};

/** Rows that stand in a message of several answers. */
const spotRows = (text: string, facts: Facts): readonly Found[] => {
  const lines = text.split(/[\n;；。]+/u).filter((line) => PERIOD.test(plain(line)));
  if (lines.length === 0) return [];
  const read = parsed(lines.join('\n'), facts);
  return read.ok ? [{ value: read.value, words: lines.join('\n') }] : [];
};

const shown = ({ from, to, unit, post }: Row): string =>
  [`${from}至${to ?? '今'}`, unit, post].filter((part) => part !== '').join(' ');

/** In order of time; one that begins in the same month takes the place of the other. */
const joined = (before: Json, now: Json): Result<Json, string> => {
  const said = rowsIn(now);
  const kept = rowsIn(before).filter(({ from }) => said.every((one) => one.from !== from));
  const rows = [...kept, ...said].sort((a, b) => a.from.localeCompare(b.from));
  return rows.length > MOST_ROWS ? err(TOO_MANY) : ok(rows);
};

/** The rows of an answer. */
export const rowsIn = (value: Json): readonly Row[] => z.array(row).catch([]).parse(value);

export const historyField = (told: Pick<Field, 'when'>): Field =>
  words({
    id: 'history',
    label: '工作简历',
    names: ['简历', '工作经历', '履历', '个人工作简历'],
    ask: () => '请写工作简历，从参加工作起，一段一段发：起止年月 单位 职务。几段一次发也行。',
    example: `${EXAMPLE}\n2020-07至今 市中医院 副主任药师`,
    shape: z.array(row).min(1),
    free: false,
    parse: parsed,
    spot: spotRows,
    show: (value) => rowsIn(value).map(shown).join('；'),
    adds: {
      isOne: (value) => rowsIn(value).length === 1,
      join: joined,
      ask: '还有吗？有就接着发下一段，没有了回复“没有了”。',
    },
    ...told,
    onPage: {
      section: '工作简历',
      hint: () => '从参加工作起，每段一行；还在做的，结束写“至今”。',
      rows: {
        columns: [
          { id: 'from', label: '开始年月', example: '2015-07' },
          { id: 'to', label: '结束年月', example: '2020-06 或 至今' },
          { id: 'unit', label: '单位', example: '市二院' },
          { id: 'post', label: '职务', example: '药师' },
        ],
        shown: (value) => rowsIn(value).map((one) => ({ ...one, to: one.to ?? '至今' })),
        read: (rows, facts) =>
          rowsFrom(
            rows.map(({ from = '', to = '', unit = '', post = '' }) => ({ from, to, unit, post })),
            facts,
          ),
      },
    },
  });
