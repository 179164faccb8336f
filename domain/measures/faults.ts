import type { z } from 'zod';
import { nearest } from './nearest.ts';
import { expectedAt, isRuled, keysOf, shapesAt } from './shapes.ts';
import type { Found, Place, Source } from './source.ts';

/** One thing wrong in a file, in Chinese and English, with where it stands. */
export interface Fault {
  readonly file: string;
  readonly path: string;
  readonly chinese: string;
  readonly english: string;
  /** absent where the fault is that something is not there at all, a whole file for example */
  readonly at?: Place;
}

/** One line of a fault list: `my.yaml:34:12 rosters.experts.entry: 缺少 age … / missing …`. */
export const faultLine = ({ file, path, chinese, english, at }: Fault): string => {
  const where = at === undefined ? file : `${file}:${at.line}:${at.column}`;
  return `${where}${path === '' ? '' : ` ${path}`}: ${chinese} / ${english}`;
};

/** A value as the shapes saw it, and which file it came from. */
export interface Looked {
  readonly shapes: readonly z.ZodType[];
  readonly value: unknown;
  readonly place: (path: readonly PropertyKey[]) => { readonly file: string; readonly at: Found };
  /** channels hold secrets: their values are never repeated */
  readonly isSecret: boolean;
}

/** Where one path of a file stands. */
export const placeIn = (source: Source): Looked['place'] => {
  return (path) => ({ file: source.file, at: source.find(path) });
};

/**
 * Where a path of the policy stands: in the bureau's own file where it overrides, else in the measure;
 * what is missing everywhere is shown where the nearest thing above it stands.
 */
export const placeInBoth = (bureau: Source, measure: Source): Looked['place'] => {
  return (path) => {
    const own = bureau.find(['policy', ...path]);
    const shared = measure.find(path);
    const depth = own.depth - 1;
    return depth > shared.depth || (depth === path.length && depth > 0)
      ? { file: bureau.file, at: { ...own, depth } }
      : { file: measure.file, at: shared };
  };
};

/** What the shapes find wrong, and every key that none of them knows. */
export const shapeFaults = (looked: Looked): readonly Fault[] => {
  const issues = looked.shapes.flatMap(
    (shape) => shape.safeParse(looked.value).error?.issues ?? [],
  );
  const told = issues
    .filter(({ code }) => code !== 'unrecognized_keys')
    .map((issue) => faultOf(issue, looked));
  const all = [...told, ...unknownKeys(looked, [])];
  // several slices look at the same value: its fault is told once
  return [...new Map(all.map((one) => [faultLine(one), one])).values()];
};

type Issue = z.core.$ZodIssue;

const faultOf = (issue: Issue, looked: Looked): Fault => {
  const { file, at } = looked.place(issue.path);
  const value = valueAt(looked.value, issue.path);
  const isMissing = value === undefined;
  const words = isMissing
    ? missingWords(issue, looked)
    : (ruledWords(value, issue, looked) ?? wrongWords(value, issue, looked));
  return { file, path: issue.path.join('.'), at: isMissing ? at.key : at.value, ...words };
};

interface Words {
  readonly chinese: string;
  readonly english: string;
}

const missingWords = ({ path }: Issue, { shapes }: Looked): Words => {
  const key = String(path.at(-1) ?? '');
  const isClause = key === 'clause' && shapesAt(shapes, path.slice(0, -1)).some(isRuled);
  if (isClause)
    return {
      chinese: '缺少 clause：写明依据的条款号，例如 GP-7a；办法没有规定、由本局决定的写 default',
      english: 'clause is missing: the clause behind the value, or default',
    };
  const expected = expectedAt(shapesAt(shapes, path));
  return {
    chinese: `缺少“${key}”，应是${expected.chinese}`,
    english: `missing, expected ${expected.english}`,
  };
};

/** The commonest slip: the bare value, without the clause that it rests on. */
const ruledWords = (value: unknown, { path }: Issue, { shapes }: Looked): Words | null => {
  if (isPlain(value) || !shapesAt(shapes, path).some(isRuled)) return null;
  return {
    chinese: '应写成 { value: 值, clause: 条款号 }；办法没有规定的，clause 写 default',
    english: 'expected { value: …, clause: … }',
  };
};

const wrongWords = (value: unknown, issue: Issue, looked: Looked): Words => {
  const expected = expectedAt(shapesAt(looked.shapes, issue.path));
  const now = looked.isSecret ? '' : shown(value);
  const isShown = now !== '';
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_union':
      return {
        chinese: `应是${expected.chinese}${isShown ? `，现在是 ${now}` : ''}`,
        english: `expected ${expected.english}${isShown ? `, found ${now}` : ''}`,
      };
    case 'invalid_value':
      return withGuess(value, issue.values.map(String), expected);
    case 'too_small':
      return sizeWords(issue.origin, issue.minimum, 'least');
    case 'too_big':
      return sizeWords(issue.origin, issue.maximum, 'most');
    case 'custom':
      return inBoth(issue.message);
    case 'invalid_format':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return { chinese: `写法不符合要求${isShown ? `：${now}` : ''}`, english: issue.message };
  }
};

/** Own checks say what is wrong themselves: Chinese, and after a bar the English. */
const inBoth = (message: string): Words => {
  const [chinese = message, english = message] = message.split(' | ');
  return { chinese, english };
};

const withGuess = (value: unknown, known: readonly string[], expected: Words): Words => {
  const guess = typeof value === 'string' ? nearest(value, known) : null;
  return {
    chinese: `应是${expected.chinese}${guess === null ? '' : `；是不是“${guess}”？`}`,
    english: `expected ${expected.english}${guess === null ? '' : `; did you mean "${guess}"?`}`,
  };
};

const sizeWords = (origin: string, limit: number | bigint, side: 'least' | 'most'): Words => {
  const isLeast = side === 'least';
  if (origin === 'number' || origin === 'int')
    return {
      chinese: `应${isLeast ? '不小于' : '不大于'} ${limit}`,
      english: `must be ${isLeast ? 'at least' : 'at most'} ${limit}`,
    };
  const [unit, thing] = origin === 'array' ? ['项', 'entries'] : ['个字', 'characters'];
  return {
    chinese: `${isLeast ? '至少' : '最多'}${limit}${unit}`,
    english: `at ${side} ${limit} ${thing}`,
  };
};

/** Keys that no slice knows: a slip of the pen would otherwise change nothing, silently. */
const unknownKeys = (looked: Looked, path: readonly PropertyKey[]): readonly Fault[] => {
  const value = valueAt(looked.value, path);
  if (Array.isArray(value))
    return value.flatMap((_one, index) => unknownKeys(looked, [...path, index]));
  if (!isPlain(value)) return [];
  const known = keysOf(shapesAt(looked.shapes, path));
  return Object.keys(value).flatMap((key) =>
    known?.includes(key) === false
      ? [unknownKey(looked, [...path, key], known)]
      : unknownKeys(looked, [...path, key]),
  );
};

const unknownKey = (
  looked: Looked,
  path: readonly PropertyKey[],
  known: readonly string[],
): Fault => {
  const { file, at } = looked.place(path);
  const key = String(path.at(-1));
  const guess = nearest(key, known);
  const hint =
    guess === null
      ? { chinese: `这里可以写：${known.join('、')}`, english: `known here: ${known.join(', ')}` }
      : { chinese: `是不是“${guess}”？`, english: `did you mean "${guess}"?` };
  return {
    file,
    path: path.join('.'),
    at: at.key,
    chinese: `不认识“${key}”，${hint.chinese}`,
    english: `unknown key "${key}"; ${hint.english}`,
  };
};

export const isPlain = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      isPlain(node) ? node[String(key)] : Array.isArray(node) ? node[Number(key)] : undefined,
    value,
  );

const LONGEST_SHOWN = 30;

const shown = (value: unknown): string => {
  if (value === null) return 'null';
  const isShort = typeof value === 'string' && [...value].length <= LONGEST_SHOWN;
  if (isShort || typeof value === 'number' || typeof value === 'boolean') return `"${value}"`;
  if (Array.isArray(value)) return '[ … ]';
  return isPlain(value) ? '{ … }' : '';
};
