import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { err, ok, type nomination, type Result } from '../../domain/index.ts';
import { Group } from '../ui/choices.tsx';
import { Begun, OwnForm, type Typed } from '../ui/form-state.ts';

/** 个人工作简历 in dated rows, as the long form asks for them (F1-19, ZJ-11.2). */

const COLUMNS = [
  { id: 'from', label: '开始年月', example: '2015-07' },
  { id: 'to', label: '结束年月', example: '2020-06 或 至今' },
  { id: 'unit', label: '单位', example: '市第二人民医院' },
  { id: 'post', label: '职务', example: '药师' },
] as const;
type Column = (typeof COLUMNS)[number]['id'];
type TypedRow = Readonly<Record<Column, string>>;

const MOST_ROWS = 30;
const OPEN_ROWS = 5;
const FOLDED_ROWS = 10;
const LONGEST = { unit: 100, post: 60 };

const nameOf = (row: number, column: Column): string => `history.${row}.${column}`;

/** Rows as a form carries them. */
export const historyValues = (rows: readonly nomination.HistoryRow[]): Typed =>
  Object.fromEntries(
    rows.flatMap((row, at) =>
      COLUMNS.map(({ id }) => [nameOf(at, id), [id === 'to' ? (row.to ?? '至今') : row[id]]]),
    ),
  );

const isFilled = (values: Typed, row: number): boolean =>
  COLUMNS.some(({ id }) => (values[nameOf(row, id)]?.[0] ?? '').trim() !== '');

export const HistoryRows = (): JSX.Element => {
  const begun = useContext(Begun);
  const values = useContext(OwnForm)?.values ?? begun;
  const all = Array.from({ length: MOST_ROWS }, (_row, at) => at);
  const last = Math.max(-1, ...all.filter((at) => isFilled(values, at)));
  const open = Math.max(OPEN_ROWS, last + 1);
  const folded = Math.min(MOST_ROWS, open + FOLDED_ROWS);
  return (
    <Group name="history" label="个人工作简历">
      <p class="hint">从参加工作起，每段一行；还在做的，结束写“至今”。</p>
      {all.slice(0, open).map((at) => (
        <HistoryRow key={at} at={at} values={values} />
      ))}
      {folded === open ? null : (
        <details class="fold">
          <summary>还有更多段</summary>
          {all.slice(open, folded).map((at) => (
            <HistoryRow key={at} at={at} values={values} />
          ))}
        </details>
      )}
    </Group>
  );
};

const HistoryRow = ({
  at,
  values,
}: {
  readonly at: number;
  readonly values: Typed;
}): JSX.Element => (
  <div class="boxes" role="group" aria-label={`第${at + 1}行`}>
    {COLUMNS.map(({ id, label, example }) => (
      <label key={id}>
        <span>{label}</span>
        <input
          type="text"
          name={nameOf(at, id)}
          value={values[nameOf(at, id)]?.[0] ?? ''}
          placeholder={at === 0 ? example : undefined}
          autocomplete="off"
        />
      </label>
    ))}
  </div>
);

interface Post {
  readonly from: string;
  readonly to: string | null;
  readonly unit: string;
  readonly post: string;
}

/** The rows that were filled in, or which of them is wrong and how. */
export const historyIn = (
  body: Readonly<Record<string, unknown>>,
): Result<readonly Post[], string> => {
  const posts: Post[] = [];
  for (let at = 0; at < MOST_ROWS; at += 1) {
    const row = typedRow(body, at);
    if (Object.values(row).every((value) => value === '')) continue;
    const read = postOf(row);
    if (!read.ok) return err(`工作简历第${at + 1}行：${read.error}`);
    posts.push(read.value);
  }
  return ok(posts);
};

const typedRow = (body: Readonly<Record<string, unknown>>, at: number): TypedRow => {
  const value = (column: Column): string => {
    const typed = body[nameOf(at, column)];
    return typeof typed === 'string' ? typed.normalize('NFKC').trim() : '';
  };
  return { from: value('from'), to: value('to'), unit: value('unit'), post: value('post') };
};

const postOf = ({ from: began, to: ended, unit, post }: TypedRow): Result<Post, string> => {
  const from = monthOf(began);
  if (from === null) return err('开始年月没有看懂，请写成“2015-07”。');
  const to = isToday(ended) ? null : monthOf(ended);
  if (to === null && !isToday(ended))
    return err('结束年月没有看懂，请写成“2020-06”，还在做写“至今”。');
  if (unit.length < 2) return err('请写单位名称。');
  return unit.length > LONGEST.unit || post.length > LONGEST.post
    ? err('单位或职务太长了，请只写名称。')
    : ok({ from, to, unit, post });
};

const isToday = (text: string): boolean => /^(?:至?今|现在?|目前|在职)$/u.test(text);

const monthOf = (text: string): string | null => {
  const found = /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*月?$/u.exec(text);
  const month = Number(found?.[2] ?? 0);
  if (found === null || month < 1 || month > 12) return null;
  return `${found[1] ?? ''}-${String(month).padStart(2, '0')}`;
};
