import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

/** Where something stands in a file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** One thing the YAML reader did not understand. */
export interface Unread {
  readonly place: Place;
  readonly why: string;
}

/** A YAML file that was read, and where each of its values stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  readonly unread: readonly Unread[];
  readonly find: (path: readonly PropertyKey[]) => Found;
}

/** How far down a path the file goes, and where the last key and its value stand. */
export interface Found {
  readonly depth: number;
  readonly key: Place;
  readonly value: Place;
}

const START: Place = { line: 1, column: 1 };

/** Reads a file; what cannot be read is told with its place, all of it. */
export const readSource = (file: string, text: string): Source => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const unread = document.errors.map((error) => ({
    place: placeAt(error.pos[0]),
    why: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'not YAML',
  }));
  const value = unread.length > 0 ? { value: null, unread } : valueOf(document);
  return { file, ...value, find: (path) => findIn(document, path, placeAt) };
};

/** A file of aliases to aliases grows without end when it is unfolded: the reader stops and says so. */
const valueOf = (document: Document): Pick<Source, 'value' | 'unread'> => {
  try {
    return { value: document.toJS() as unknown, unread: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'not YAML';
    return { value: null, unread: [{ place: START, why }] };
  }
};

interface Step {
  readonly key: unknown;
  readonly value: unknown;
}

const findIn = (
  document: Document,
  path: readonly PropertyKey[],
  placeAt: (offset: number) => Place,
): Found => {
  const place = (node: unknown): Place | null => {
    const offset = startOf(node);
    return offset === null ? null : placeAt(offset);
  };
  let found: Found = { depth: 0, key: START, value: place(document.contents) ?? START };
  let node: unknown = document.contents;
  for (const [index, key] of path.entries()) {
    const step = stepInto(document, node, key);
    if (step === null) return found;
    const at = place(step.key) ?? place(step.value) ?? found.value;
    found = { depth: index + 1, key: at, value: place(step.value) ?? at };
    node = step.value;
  }
  return found;
};

const stepInto = (document: Document, named: unknown, key: PropertyKey): Step | null => {
  const node: unknown = isAlias(named) ? named.resolve(document) : named;
  if (isSeq(node)) {
    const item: unknown = node.items[Number(key)];
    return item === undefined ? null : { key: item, value: item };
  }
  if (!isMap(node)) return null;
  const pairs = node.items.filter(({ key: one }) => isScalar(one));
  const own = pairs.find(({ key: one }) => isScalar(one) && String(one.value) === key);
  if (own !== undefined) return { key: own.key, value: own.value };
  // what `<<: *other` brings along stands where the other stands
  const merged = pairs.filter(({ key: one }) => isScalar(one) && isMergeKey(one.value));
  for (const { value } of merged) {
    const found = stepInto(document, value, key);
    if (found !== null) return found;
  }
  return null;
};

/** The reader turns `<<` into a symbol of its own. */
const isMergeKey = (key: unknown): boolean => key === '<<' || typeof key === 'symbol';

const startOf = (node: unknown): number | null =>
  (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range != null
    ? node.range[0]
    : null;
