/**
 * Two views of what a person typed. Neither is ever stored: the person's own words stay as typed,
 * and every span found in a view is given back in positions of the original.
 */

/** A cleaned view; `at[i]` is the position in the original of the view's character `i`. */
export interface Aligned {
  readonly text: string;
  readonly at: readonly number[];
}

/** Half-open positions in the person's own text. */
export type Span = readonly [number, number];

/** Marks nobody sees: soft hyphen, zero width, direction, variation selectors, keycap. */
const INVISIBLE =
  /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u20e3|[\ufe00-\ufe0f]/u;
const DOTS = /[•‧・･∙⋅●]/u;

/** Full-width ASCII made half-width, invisible marks dropped, white space collapsed and trimmed. */
export function plain(text: string): string {
  return aligned(text).text;
}

/** The view of `plain`, with the way back to the original. */
export function aligned(text: string): Aligned {
  const kept: { readonly char: string; readonly at: number }[] = [];
  let last = ' ';
  for (let at = 0; at < text.length; at += 1) {
    const char = visible(text.charAt(at));
    if (char === '' || (char === ' ' && last === ' ')) continue;
    kept.push({ char, at });
    last = char;
  }
  return view(kept.length > 0 && last === ' ' ? kept.slice(0, -1) : kept);
}

/** `aligned` without the spaces that separate nothing: only those between two digits stay. */
export function tight(text: string): Aligned {
  const from = aligned(text);
  const digit = (i: number): boolean => /\d/.test(from.text.charAt(i));
  const kept = Array.from({ length: from.text.length }, (_, i) => ({
    char: from.text.charAt(i),
    at: from.at[i] ?? 0,
  })).filter(({ char }, i) => char !== ' ' || (digit(i - 1) && digit(i + 1)));
  return view(kept);
}

/** Where the view's characters `from` to `to` (exclusive) stand in the original. */
export function spanIn(view: Aligned, from: number, to: number): Span {
  const start = view.at[from] ?? 0;
  return to <= from ? [start, start] : [start, (view.at[to - 1] ?? start) + 1];
}

function visible(char: string): string {
  if (INVISIBLE.test(char)) return '';
  if (/\s/u.test(char)) return ' ';
  if (DOTS.test(char)) return '·';
  const code = char.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : char;
}

function view(kept: readonly { readonly char: string; readonly at: number }[]): Aligned {
  return { text: kept.map(({ char }) => char).join(''), at: kept.map(({ at }) => at) };
}
