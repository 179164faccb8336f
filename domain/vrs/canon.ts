const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Canonical JSON (RFC 8785): keys sorted by UTF-16 units, no blanks, numbers as ECMAScript writes them.
 * @throws for what JSON cannot say: half a character, NaN, infinity, undefined in a list, functions
 */
export const canon = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonNumber(value);
  if (typeof value === 'string') return canonText(value);
  if (Array.isArray(value)) return `[${value.map(canon).join(',')}]`;
  if (typeof value === 'object') return canonObject(value);
  throw new Error(`canonical JSON has no ${typeof value}`);
};

const canonNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error('canonical JSON has finite numbers only');
  return JSON.stringify(value);
};

export const canonText = (text: string): string => {
  // most labels are plain, and a list has many of them
  if (/^[\w.:|/ -]*$/.test(text)) return `"${text}"`;
  if (LONE_SURROGATE.test(text)) throw new Error('half a character');
  return JSON.stringify(text);
};

const canonObject = (value: object): string => {
  const parts = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${canonText(key)}:${canon(one)}`);
  return `{${parts.join(',')}}`;
};
