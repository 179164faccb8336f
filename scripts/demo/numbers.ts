/** Well-formed numbers of nobody: the county 659099 is unassigned, the codes belong to no unit. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A citizen number (GB 11643) for an invented birth date; `order` is the running number of that day. */
export const citizenNumberOf = (born: string, order: number): string => {
  const head = `659099${born.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(head[index]), 0);
  return head + ('10X98765432'[sum % 11] ?? '');
};

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified social credit code (GB 32100) of a registration district that does not exist. */
export const creditCodeOf = (serial: number): string => {
  const head = `12659099DEM${String(serial).padStart(6, '0')}`;
  return head + (ALPHABET[(31 - (weighted(head) % 31)) % 31] ?? '');
};

const weighted = (head: string): number => {
  let weight = 1;
  let total = 0;
  for (const character of head) {
    total += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return total;
};
