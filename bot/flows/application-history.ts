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

const MONTH = '(?:19|20)\\d{2}\\s?(?:年|[-./])\\s?\\d{1,2}月?(?:份)?';
const PERIOD = new RegExp(
  `(?<from>${MONTH})\\s?(?:至|到|--?|~|—+|–)?\\s?(?<to>${MONTH}|今|现在|目前|现)[,，:：、]?\\s*(?<rest>[^\\n;；。]+)`,
  'u',
);
const YEARS_ONLY = /(?:19|20)\d{2}年?\s?(?:至|到|-|~|—)\s?(?:(?:19|20)\d{2}年?|今|现在)/u;

const EXAMPLE = '2015-07至2020-06 市二院 药师';

const monthOf = (text: string): string | null => {
  const parts = /(\d{4})\D+(\d{1,2})/u.exec(text);
  const month = Number(parts?.[2] ?? 0);
  if (parts === null || month < 1 || month > 12) return null;
  return `${parts[1] ?? ''}-${String(month).padStart(2, '0')}`;
};

const isToday = (text: string): boolean => /^(?:至?今|现在?|目前|在职)$/u.test(text);

/** 市二院 药师: the last word is the post where there are several. */
const unitAndPost = (rest: string): Pick<Row, 'unit' | 'post'> => {
  const parts = rest
    .trim()
    .replace(/^(?:在|于|就职于|任职于)/u, '')
    .split(/[\s,，、/]+(?:任|担任)?|(?<=[院局司校所店心])(?:任|担任)/u)
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
  const from = monthOf(typed.from);
  if (from === null) return err(`开始年月没有看懂，请写成“2015-07”。`);
  const to = isToday(typed.to) ? null : monthOf(typed.to);
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

const rowsFrom = (
  typed: readonly { from: string; to: string; unit: string; post: string }[],
  facts: Facts,
): Result<Json, string> => {
  if (typed.length > MOST_ROWS) return err(`最多写${MOST_ROWS}段，请把早年的合并成一段。`);
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
    const why = YEARS_ONLY.test(line) ? '请写到月份。' : '没有看出起止年月。';
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

/** The rows of an answer. */
export const rowsIn = (value: Json): readonly Row[] => z.array(row).catch([]).parse(value);

export const historyField = (told: Pick<Field, 'when'>): Field =>
  words({
    id: 'history',
    label: '工作简历',
    names: ['简历', '工作经历', '履历', '个人工作简历'],
    ask: () => '请写工作简历，从参加工作起，一行一段：起止年月 单位 职务。几段可以一次发。',
    example: `${EXAMPLE}\n2020-07至今 市中医院 副主任药师`,
    shape: z.array(row).min(1),
    free: false,
    parse: parsed,
    spot: spotRows,
    show: (value) => rowsIn(value).map(shown).join('；'),
    note: () => '还有没写全的，可以随时改这一项，把几段一起重发。',
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
