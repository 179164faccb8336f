import { nearest } from './nearest.ts';

/** What one value alone cannot show: values of a measure that do not fit each other. */
export interface Check {
  readonly path: readonly PropertyKey[];
  readonly chinese: string;
  readonly english: string;
}

/** A word that should be one of a list elsewhere in the file. */
export const notListed = (
  path: readonly PropertyKey[],
  word: string,
  list: readonly string[],
): Check => {
  const guess = nearest(word, list);
  return {
    path,
    chinese: `“${word}”不在列表中${guess === null ? `：${list.join('、')}` : `，是不是“${guess}”？`}`,
    english: `"${word}" is not listed${guess === null ? '' : `; did you mean "${guess}"?`}`,
  };
};

/** The second and later of equal names. */
export const repeated = (
  path: readonly PropertyKey[],
  names: readonly string[],
  key: string,
): readonly Check[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: [...path, index, key],
            chinese: `“${name}”写了两次，每个 ${key} 只能用一次`,
            english: `"${name}" stands there twice: every ${key} is used once`,
          },
        ],
  );
