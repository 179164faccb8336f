import { DATES } from './dates.ts';
import { DAYS_FROM_NOW } from './days-from-now.ts';
import { FESTIVALS } from './festivals.ts';
import { PERIODS } from './periods.ts';
import type { Context, Reader, Reading } from './when-types.ts';

/** A date expression and where it stands in the view. */
export interface Found {
  readonly reading: Reading;
  readonly start: number;
  readonly end: number;
}

interface Search {
  readonly anywhere: RegExp;
  readonly here: RegExp;
  readonly read: Reader['read'];
}

const SEARCHES: readonly Search[] = [...DATES, ...DAYS_FROM_NOW, ...FESTIVALS, ...PERIODS].map(
  ({ pattern, read }) => ({
    anywhere: new RegExp(pattern, 'gu'),
    here: new RegExp(pattern.replace(/^\^/, ''), 'uy'),
    read,
  }),
);

/** The first date from `from` on; of two that begin together the longer. */
export function firstDate(text: string, from: number, context: Context): Found | null {
  return best(SEARCHES.map((search) => firstOf(search, { text, from }, context)));
}

/** The date that begins exactly `at`, the longest reading of it. */
export function dateHere(text: string, at: number, context: Context): Found | null {
  return best(
    SEARCHES.map(({ here, read }) => {
      here.lastIndex = at;
      return found(here.exec(text), read, context);
    }),
  );
}

function firstOf(
  { anywhere, read }: Search,
  { text, from }: { readonly text: string; readonly from: number },
  context: Context,
): Found | null {
  anywhere.lastIndex = from;
  for (let match = anywhere.exec(text); match !== null; match = anywhere.exec(text)) {
    const here = found(match, read, context);
    if (here !== null) return here;
    anywhere.lastIndex = match.index + 1;
  }
  return null;
}

function found(
  match: RegExpExecArray | null,
  read: Reader['read'],
  context: Context,
): Found | null {
  const reading = match === null ? null : read(match.groups ?? {}, context);
  if (match === null || reading === null) return null;
  return { reading, start: match.index, end: match.index + match[0].length };
}

function best(candidates: readonly (Found | null)[]): Found | null {
  return candidates.reduce((kept, next) => {
    if (kept === null || next === null) return kept ?? next;
    return next.start < kept.start || (next.start === kept.start && next.end > kept.end)
      ? next
      : kept;
  }, null);
}
