/** The known word that somebody most likely meant, or null when none is near. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const byDistance = known
    .map((one) => ({ one, far: distance(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = byDistance[0];
  return best !== undefined && best.far <= Math.max(1, Math.floor(word.length / 3))
    ? best.one
    : null;
};

/** How many letters must be added, left out, changed or swapped with their neighbour. */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1)
      line.push(cheapest({ a, b, row, column, rows, line }));
    rows.push(line);
  }
  return rows.at(-1)?.at(-1) ?? 0;
};

interface Cell {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly column: number;
  readonly rows: readonly (readonly number[])[];
  readonly line: readonly number[];
}

const cheapest = ({ a, b, row, column, rows, line }: Cell): number => {
  const at = (up: number, left: number): number =>
    (up === 0 ? line : rows[row - up])?.[column - left] ?? Number.POSITIVE_INFINITY;
  const isSame = a[row - 1] === b[column - 1];
  const isSwapped =
    row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return Math.min(
    at(1, 0) + 1,
    at(0, 1) + 1,
    at(1, 1) + (isSame ? 0 : 1),
    isSwapped ? at(2, 2) + 1 : Number.POSITIVE_INFINITY,
  );
};
