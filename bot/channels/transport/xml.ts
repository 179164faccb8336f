import { XMLParser } from 'fast-xml-parser';

/** What stands inside the root element `xml`: texts, or nested elements. Nothing is converted. */
export type XmlFields = Readonly<Record<string, unknown>>;

/** What is written: texts become CDATA, numbers stand bare, as the platform's examples do. */
export interface XmlTree {
  readonly [tag: string]: XmlValue;
}

/** An array stands as one element after the other. */
type XmlValue = string | number | XmlTree | readonly XmlTree[];

/** The platform's pushes are a few KB; nothing above this is read (promises F09). */
export const MAX_BODY_BYTES = 256 * 1024;
const MAX_DEPTH = 16;

/** Everything a body may consist of: CDATA, tags with quoted attributes, text. No `<!DOCTYPE`, no comment. */
const TOKEN =
  /<!\[CDATA\[[\s\S]*?\]\]>|<(?<end>\/)?(?<name>[A-Za-z_][\w.-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/)?>|[^<]+/y;
const DECLARATION = /^\s*<\?xml[^<>?]*\?>/;

// Without these options "007" becomes 7 and "1e3" 1000 (promises, library facts).
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  maxNestedTags: MAX_DEPTH,
});

/**
 * The fields of an `<xml>` body, each exactly as it was sent (but for line ends, which XML makes
 * one); null when the body is none: not well-formed, another root, too deep, or with a DOCTYPE,
 * an entity or a comment.
 */
export function parseXml(text: string): XmlFields | null {
  const body = text.replace(DECLARATION, '').trim();
  if (!isPlain(body)) return null;
  const root = parsed(body)?.xml;
  if (root === '') return {};
  return isRecord(root) ? root : null;
}

/** `<xml>…</xml>` from the fields, in order. */
export function buildXml(fields: XmlTree): string {
  return element('xml', fields);
}

/**
 * Well-formed, one root, flat, and of nothing but TOKENs: looked at before any parser is, which
 * might read a DOCTYPE. One that a person typed stands in CDATA and is text.
 */
function isPlain(body: string): boolean {
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const isSecondRoot = TOKEN.lastIndex > 0 && open.length === 0;
    const token = TOKEN.exec(body)?.groups;
    if (isSecondRoot || token === undefined || !fits(token, open)) return false;
  }
  return open.length === 0;
}

/** Opens or closes the token's element, where it is one; false: it cannot stand here. */
function fits({ name, end, empty }: Readonly<Record<string, string | undefined>>, open: string[]) {
  if (name === undefined) return true;
  if (end !== undefined) return empty === undefined && open.pop() === name;
  if (empty === undefined) open.push(name);
  return open.length <= MAX_DEPTH;
}

function parsed(body: string): XmlFields | null {
  try {
    const tree: unknown = parser.parse(body);
    return isRecord(tree) ? tree : null;
  } catch {
    return null; // a reserved name such as __proto__
  }
}

function element(tag: string, value: XmlValue): string {
  if (value instanceof Array) return value.map((one) => element(tag, one)).join('');
  return `<${tag}>${content(value)}</${tag}>`;
}

/** A `]]>` inside a text is split over two CDATA sections. */
function content(value: string | number | XmlTree): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return `<![CDATA[${withoutForbidden(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  }
  return Object.entries(value)
    .map(([tag, inner]) => element(tag, inner))
    .join('');
}

/** XML 1.0 has no place for control characters and lone surrogates: one would spoil the whole reply. */
function withoutForbidden(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters meant
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
