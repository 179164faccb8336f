/** Spaces of every width, brackets, quotes and marks that two spellings of a name differ in. */
const MARKS = /[\s\p{Cf}\p{P}]/gu;

/** A name as it is compared: one width, capitals, without spaces and marks. */
export const plainName = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replace(MARKS, '');

/** True where one name could mean the other: equal, or one contained in the other. */
export const couldBeSameName = (one: string, other: string): boolean => {
  const [a, b] = [plainName(one), plainName(other)];
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a));
};
