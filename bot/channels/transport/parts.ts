/** Text limit of passive replies and customer-service messages, in bytes (wechat-platform A6). */
export const MAX_TEXT_BYTES = 2048;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Cuts a text into parts of at most `limit` bytes: between lines where it can, else between
 * characters as people see them. Nothing but blank parts is left out; a blank text has no parts.
 */
export function splitText(text: string, limit = MAX_TEXT_BYTES): readonly string[] {
  const parts: string[] = [];
  let open: string | null = null;
  for (const line of text.split('\n').flatMap((whole) => pieces(whole, limit))) {
    const joined: string = open === null ? line : `${open}\n${line}`;
    if (Buffer.byteLength(joined) <= limit) {
      open = joined;
      continue;
    }
    if (open !== null) parts.push(open);
    open = line;
  }
  return [...parts, open ?? ''].filter((part) => part.trim() !== '');
}

function pieces(line: string, limit: number): readonly string[] {
  if (Buffer.byteLength(line) <= limit) return [line];
  const found = [''];
  for (const character of characters(line, limit)) {
    const longer = `${found.at(-1) ?? ''}${character}`;
    if (Buffer.byteLength(longer) <= limit) found[found.length - 1] = longer;
    else found.push(character);
  }
  return found;
}

/** What a person sees as one character may be thousands of joined marks: those are taken apart. */
function characters(line: string, limit: number): readonly string[] {
  return Array.from(graphemes.segment(line)).flatMap(({ segment }) =>
    Buffer.byteLength(segment) <= limit ? [segment] : Array.from(segment),
  );
}
