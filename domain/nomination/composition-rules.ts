import { fullYears, type Day } from '../kernel/day.ts';
import { parseCitizenNumber } from '../kernel/ids.ts';

/** What the composition of a pool is counted by (GP-6.3): no names, no numbers. */
export interface Traits {
  readonly band: string;
  readonly area: string;
  readonly groups: readonly string[];
  /** 专业特长, of supervisors */
  readonly skills: readonly string[];
  readonly category: string | null;
}

export interface Share {
  readonly name: string;
  readonly count: number;
}

/** 年龄结构、地区分布、身份、专业类别: how many there are, most first; bands and names only. */
export interface Composition {
  readonly total: number;
  readonly ages: readonly Share[];
  readonly areas: readonly Share[];
  readonly groups: readonly Share[];
  readonly skills: readonly Share[];
  readonly categories: readonly Share[];
}

const BANDS: readonly (readonly [string, number])[] = [
  ['30岁以下', 30],
  ['31至40岁', 40],
  ['41至50岁', 50],
  ['51至60岁', 60],
  ['61至70岁', 70],
];
const OLDEST = '71岁以上';
const UNKNOWN = '未登记';
const ELSEWHERE = '其他';

/** The age band of somebody on a day; unknown where no citizen number is on record. */
export const bandOf = (citizenNumber: string | null, on: Day): string => {
  const parsed = citizenNumber === null ? null : parseCitizenNumber(citizenNumber);
  if (parsed?.ok !== true) return UNKNOWN;
  const age = fullYears(parsed.value.birth, on);
  return BANDS.find(([, most]) => age <= most)?.[0] ?? OLDEST;
};

/** What the bureau's file names, in its order; those with nobody are shown too. */
export interface Named {
  readonly areas: readonly string[];
  readonly groups: readonly string[];
  readonly skills: readonly string[];
  readonly categories: readonly string[];
}

const NOTHING: Named = { areas: [], groups: [], skills: [], categories: [] };

/** Counts only: nothing here orders one candidate before another (GP-6.3, PIPL 24). */
export const compositionOf = (
  all: readonly Traits[],
  { areas, groups, skills, categories }: Named = NOTHING,
): Composition => ({
  total: all.length,
  ages: namedFirst([...BANDS.map(([name]) => name), OLDEST], shares(all.map(({ band }) => band))),
  areas: namedFirst(areas, shares(all.map(({ area }) => areaWord(area)))),
  groups: namedFirst(groups, shares(all.flatMap((one) => wordsOr(one.groups)))),
  skills: namedFirst(
    skills,
    skills.length === 0 ? [] : shares(all.flatMap((one) => wordsOr(one.skills))),
  ),
  categories: namedFirst(
    categories,
    shares(all.flatMap(({ category }) => (category === null ? [] : [category]))),
  ),
});

const wordsOr = (words: readonly string[]): readonly string[] =>
  words.length === 0 ? [UNKNOWN] : words;

/** 其他（潞州区）: places outside the list are one row. */
const areaWord = (area: string): string =>
  area === '' ? UNKNOWN : area.startsWith(ELSEWHERE) ? ELSEWHERE : area;

/** An area or group without anybody is what the choice should see: a bar of nought, not a gap. */
const namedFirst = (names: readonly string[], found: readonly Share[]): readonly Share[] => [
  ...names.map((name) => found.find((one) => one.name === name) ?? { name, count: 0 }),
  ...found.filter(({ name }) => !names.includes(name)),
];

const shares = (names: readonly string[]): readonly Share[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => (a.count === b.count ? byName(a, b) : b.count - a.count));
};

const byName = (a: Share, b: Share): number => (a.name < b.name ? -1 : 1);
