import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';
import { fromBufferPromise } from 'yauzl';

const TOKEN = /<\?[^<>]*\?>|<(\/?)([\w:]+)[^<>&]*?(\/?)>|(?:[^<>&]|&(?:lt|gt|amp|quot|apos);)+/gy;
// eslint-disable-next-line no-control-regex -- these are what must not be there
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Word refuses a file whose XML is not well formed, so do we; the parsers at hand forgive too much. */
const assertWellFormed = (part: string, xml: string): void => {
  const tokens = [...xml.matchAll(TOKEN)];
  const open: string[] = [];
  for (const [, closing, name = '', empty] of tokens) {
    if (closing === '' && empty === '') open.push(name);
    if (closing === '/') expect(open.pop(), `${part}: </${name}>`).toBe(name);
  }
  expect(open, part).toEqual([]);
  expect(tokens.map(([token]) => token).join(''), part).toBe(xml);
  expect(xml, part).not.toMatch(FORBIDDEN);
};

/** Unzips a .docx. */
export const partsOf = async (docx: Buffer): Promise<ReadonlyMap<string, Buffer>> => {
  const zip = await fromBufferPromise(docx, { autoClose: false });
  const parts = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry));
    if (/\.(xml|rels)$/.test(entry.fileName)) assertWellFormed(entry.fileName, content.toString());
    parts.set(entry.fileName, content);
  }
  zip.close();
  return parts;
};

const inner = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<w:${element}(?: [^>]*)?>(.*?)</w:${element}>`, 'gs'))].map(
    ([, content = '']) => content,
  );

const wordsOf = (paragraph: string): string =>
  [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)]
    .map(([, words]) => words ?? '\n')
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const documentOf = async (docx: Buffer): Promise<string> => {
  const document = (await partsOf(docx)).get('word/document.xml');
  if (document === undefined) throw new Error('no word/document.xml');
  return document.toString();
};

/** The words of a paper, a line for each paragraph, tables included. */
export const linesOf = async (docx: Buffer): Promise<string[]> =>
  inner(await documentOf(docx), 'p').map(wordsOf);

/** Table, row, cell; the paragraphs of a cell are its lines. */
export const tablesOf = async (docx: Buffer): Promise<string[][][]> =>
  inner(await documentOf(docx), 'tbl').map((table) =>
    inner(table, 'tr').map((row) =>
      inner(row, 'tc').map((cell) => inner(cell, 'p').map(wordsOf).join('\n')),
    ),
  );
