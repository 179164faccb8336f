import { addDays, dayFrom, daysBetween, weekdayOf, yearOf, type Day } from '../domain/index.ts';

/** Days as typed or pasted, line by line; what cannot be read is a sentence with the line's number. */
export interface ReadLines {
  readonly off: readonly Day[];
  readonly work: readonly Day[];
  readonly faults: readonly string[];
}

type Kind = 'off' | 'work';

const LONGEST_HOLIDAY = 60;
const DATE = String.raw`(?:(\d{4})\s*[年\-./]\s*)?(?:(\d{1,2})\s*[月\-./]\s*)?(\d{1,2})\s*[日号]?`;
const PIECE = new RegExp(String.raw`^${DATE}(?:\s*(?:至|到|~|—+|–|-)\s*${DATE})?$`);

/** A field's lines: each a day, a span, several of them, or a sentence of the State Council's notice. */
export const readLines = (typed: string, year: number, kind: Kind): ReadLines => {
  const read = typed.split('\n').map((line, index) => readLine(line, { year, kind, index }));
  return {
    off: read.flatMap(({ off }) => off),
    work: read.flatMap(({ work }) => work),
    faults: read.flatMap(({ faults }) => faults),
  };
};

interface Place {
  readonly year: number;
  readonly kind: Kind;
  readonly index: number;
}

const readLine = (line: string, { year, kind, index }: Place): ReadLines => {
  const found: Record<Kind, Day[]> = { off: [], work: [] };
  const faults: string[] = [];
  for (const sentence of sentencesOf(line)) {
    const to: Kind = sentence.includes('上班') ? 'work' : sentence.includes('放假') ? 'off' : kind;
    let month: number | null = null;
    for (const piece of piecesOf(sentence)) {
      const read = readPiece(piece, { year, month, kind: to });
      if (typeof read === 'string') faults.push(`第${index + 1}行“${piece.slice(0, 30)}”${read}`);
      else {
        found[to].push(...read);
        month = Number(read.at(-1)?.slice(5, 7));
      }
    }
  }
  return { ...found, faults };
};

/** Without what a notice says around its days: the weekdays in brackets, the holiday's name, the count. */
const sentencesOf = (line: string): readonly string[] =>
  line
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/^\s*[一二三四五六七八九十]+、/, '')
    .replace(/^\s*[^\d:]*:/, '')
    .split(/[。;]/);

const piecesOf = (sentence: string): readonly string[] =>
  sentence
    .replace(/周末|(?:星期|周)[一二三四五六日天]/g, '')
    .split(/[,、]|\s+(?=\d{4}[年\-./])|和/)
    .map((piece) => piece.replace(/(?:放假调休|放假|调休|补休|上班|共\d+天)/g, '').trim())
    .filter((piece) => piece !== '')
    .reduce<string[]>(joinSpans, []);

/** `2027-10-01 至 2027-10-07` was cut before its second year. */
const joinSpans = (pieces: string[], piece: string): string[] => {
  const last = pieces.at(-1);
  return last !== undefined && /(?:至|到|~|—|–)$/.test(last)
    ? [...pieces.slice(0, -1), last + piece]
    : [...pieces, piece];
};

interface Known {
  readonly year: number;
  /** of the day before it in the same sentence */
  readonly month: number | null;
  readonly kind: Kind;
}

/** The days of one piece, or what is wrong with it. */
const readPiece = (piece: string, { year, month, kind }: Known): readonly Day[] | string => {
  const match = PIECE.exec(piece);
  if (match === null) return '看不懂';
  const [, fromYear, fromMonth, fromDate, toYear, toMonth, toDate] = match;
  const first = dateOf([fromYear, fromMonth, fromDate], { year, month });
  if (first === null) return '没有这一天';
  const last =
    toDate === undefined
      ? first
      : dateOf([toYear, toMonth, toDate], {
          year: yearOf(first),
          month: Number(first.slice(5, 7)),
        });
  if (last === null) return '没有这一天';
  const days = daysBetween(first, last);
  if (days < 0 || days > LONGEST_HOLIDAY) return '前后两个日子不对';
  return problemOf(first, last, { year, kind }) ?? spanOf(first, days);
};

type Written = readonly [string | undefined, string | undefined, string | undefined];

const dateOf = (
  [year, month, date]: Written,
  known: { readonly year: number; readonly month: number | null },
): Day | null =>
  dayFrom(Number(year ?? known.year), Number(month ?? known.month ?? 0), Number(date));

const problemOf = (
  first: Day,
  last: Day,
  { year, kind }: Pick<Known, 'year' | 'kind'>,
): string | null => {
  if (yearOf(first) !== year || yearOf(last) !== year) return `不在${year}年`;
  const weekday = spanOf(first, daysBetween(first, last)).some(
    (day) => weekdayOf(day) >= 1 && weekdayOf(day) <= 5,
  );
  return kind === 'work' && weekday ? '是周一至周五，本来就上班' : null;
};

const spanOf = (first: Day, days: number): readonly Day[] =>
  Array.from({ length: days + 1 }, (_one, index) => addDays(first, index));
