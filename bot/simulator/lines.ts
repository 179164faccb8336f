import { z } from 'zod';
import { addDays, dayOf, showInstant } from '../../domain/index.ts';

/** What stands in one line of a simulated chat. */
const Content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture') }),
  /** small and grey in the middle: what happened, not what somebody said */
  z.object({ kind: z.literal('note'), text: z.string() }),
  z.object({
    kind: z.literal('card'),
    fields: z.record(z.string(), z.string()),
    url: z.string().nullable(),
  }),
  /** a card of WeCom: a tap on a button answers */
  z.object({
    kind: z.literal('choice'),
    task: z.string(),
    title: z.string(),
    text: z.string(),
    buttons: z.array(z.object({ key: z.string(), text: z.string() })),
    /** what stands where the buttons stood; said by a later line, never stored with the card */
    closed: z.string().optional(),
  }),
  /** a card of before lost its buttons; no line of its own in the chat */
  z.object({ kind: z.literal('closing'), task: z.string(), words: z.string() }),
  /** choices to tap in the chat (msgmenu): an item is said by whoever taps it */
  z.object({
    kind: z.literal('menu'),
    head: z.string(),
    items: z.array(z.object({ id: z.string(), label: z.string() })),
    tail: z.string(),
  }),
]);
export type Content = z.output<typeof Content>;

export interface Line {
  readonly id: string;
  readonly side: 'follower' | 'bureau';
  readonly at: string;
  readonly picture: string | null;
  readonly content: Content;
}

export interface ShownLine {
  readonly line: Line;
  /** what the clock over the line says; null where the line before is fresh */
  readonly time: string | null;
}

/** A line as it is stored: always JSON, so that no text a person sends can pass for a card. */
export const written = (content: Content): string => JSON.stringify(content);

/** A text that another hand stored as it is stays a text. */
export const read = (stored: string): Content => {
  const parsed = Content.safeParse(json(stored));
  return parsed.success ? parsed.data : { kind: 'text', text: stored };
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The line's words, for whoever reads the chat without a screen. */
export const wordsOf = ({ content }: Line): string => {
  switch (content.kind) {
    case 'picture':
      return '[图片]';
    case 'card':
      return Object.entries(content.fields)
        .map(([name, value]) => `${name}：${value}`)
        .join('\n');
    case 'choice':
      return [content.title, content.text, ...buttonsOf(content).map((text) => `[${text}]`)].join(
        '\n',
      );
    case 'closing':
      return `卡片现在显示：${content.words}`;
    case 'menu':
      return [content.head, ...content.items.map(({ label }) => label), content.tail]
        .filter((line) => line !== '')
        .join('\n');
    case 'text':
    case 'note':
      return content.text;
  }
};

const buttonsOf = ({ closed, buttons }: Extract<Content, { kind: 'choice' }>): readonly string[] =>
  closed === undefined ? buttons.map(({ text }) => text) : [closed];

/** Every card as it stands now: with buttons, or with what a later line put in their place. */
export const withClosings = (lines: readonly Line[]): Line[] => {
  const closed = new Map(
    lines.flatMap(({ content }) =>
      content.kind === 'closing' ? [[content.task, content.words] as const] : [],
    ),
  );
  return lines.map((line) => {
    const { content } = line;
    const words = content.kind === 'choice' ? closed.get(content.task) : undefined;
    return content.kind === 'choice' && words !== undefined
      ? { ...line, content: { ...content, closed: words } }
      : line;
  });
};

const FRESH_MS = 5 * 60_000;

/** Puts the clock over the first line and over every line that comes five minutes after another. */
export const withTimes = (lines: readonly Line[], after: Date, now: Date): ShownLine[] => {
  let before = after.getTime();
  return lines.map((line) => {
    if (line.content.kind === 'closing') return { line, time: null };
    const at = Date.parse(line.at);
    const time = at - before < FRESH_MS ? null : timeWords(new Date(at), now);
    before = at;
    return { line, time };
  });
};

/** `15:04` today, `昨天 15:04`, else with the date. */
const timeWords = (at: Date, now: Date): string => {
  const words = showInstant(at);
  const clock = words.slice(-5);
  const today = dayOf(now);
  if (dayOf(at) === today) return clock;
  return dayOf(at) === addDays(today, -1) ? `昨天 ${clock}` : words;
};

const ADDRESS = /(https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+)/;

export interface Part {
  readonly text: string;
  readonly href: string | null;
}

/** A text in pieces, its web addresses apart: WeChat makes links of them, and so do we. */
export const partsOf = (text: string): Part[] =>
  text
    .split(ADDRESS)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, href: hrefOf(piece) }));

/** Only addresses of the web become links. */
export const hrefOf = (text: string): string | null =>
  /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;
