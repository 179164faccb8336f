import { aligned, plain, spanIn, type Aligned } from './normalise.ts';
import { chineseNumber } from './numbers.ts';

/** A field by its id, and every word a person may use for it. */
export interface NamedField {
  readonly id: string;
  readonly names: readonly string[];
}

/** What is to be corrected, and to what in the person's own words; null when that is not said. */
export type Correction =
  | { readonly field: string; readonly rest: string | null }
  | { readonly item: number; readonly rest: string | null };

const ITEM = '第?(?<number>\\d{1,2}|[一二两三四五六七八九十]{1,3})(?:项|条|个|题|行)';
const LEAD =
  '^(?:你好|您好|不对|不好意思|等等|等一下|等下|对了|哎|啊|哦|抱歉|刚才|刚刚|上面|前面|那个|这个|我的|我|把|将|请|麻烦|帮我|[,。!、\\s])*';
const WRONG =
  '(?:那里|那项|那一项|那栏|一栏|这里|这项|这一项)?(?:都|好像|可能|我)?(?:写错|填错|打错|弄错|输错|搞错|说错|发错|记错|录错|有误|有错|有问题|不对|不正确|不准确|错误|错)(?:了|啦|的)?';
const CHANGE = '(?:要改一下|需要改|要改|想改|改一下|修改一下|改下|更正一下)(?:了)?';
const TO =
  '(?:应该是|应当是|应是|应为|应该为|应该叫|改成|改为|改到|换成|换为|更正为|修改为|变成|变为|更新为|正确的是|正确是|其实是|实际是|实际上是|现在是)';
const SOFT_TO = '(?:正确的?)?(?:应该|应当|是|为|叫|要|就是)?';
const STOP = '[,。;:!、\\s]*';
const REST = '(?<rest>.*)$';

/**
 * A correction in plain words: 单位写错了，应该是市二院; 电话不对; 把姓名改成李梅; 第3项改成…
 * The longest field name wins; null when the message corrects nothing named.
 */
export function correction(text: string, fields: readonly NamedField[]): Correction | null {
  const view = aligned(text);
  const byItem = restAfter(text, view, ITEM);
  if (byItem !== null && byItem.item > 0) return { item: byItem.item, rest: byItem.rest };
  for (const { id, name } of namesByLength(fields)) {
    const found = restAfter(text, view, escaped(name));
    if (found !== null) return { field: id, rest: found.rest };
  }
  return null;
}

const LONGEST_STATEMENT = 40;

/** On a review a field may be said anew, no 错 or 改 in it: 住址是东城街街道秦庄社区. */
export function statement(text: string, fields: readonly NamedField[]): Correction | null {
  const view = aligned(text);
  if (view.text.length > LONGEST_STATEMENT) return null;
  for (const { id, name } of namesByLength(fields)) {
    const match = new RegExp(`${LEAD}${escaped(name)}(?:是|为|叫|:)${STOP}${REST}`, 'isu').exec(
      view.text,
    );
    const rest = match === null ? null : ownWords(text, view, match);
    if (rest !== null) return { field: id, rest };
  }
  return null;
}

function restAfter(
  text: string,
  view: Aligned,
  subject: string,
): { readonly rest: string | null; readonly item: number } | null {
  for (const pattern of patternsFor(subject)) {
    const match = new RegExp(pattern, 'isu').exec(view.text);
    if (match === null) continue;
    const item = chineseNumber(match.groups?.number ?? '') ?? 0;
    return { rest: ownWords(text, view, match), item };
  }
  return null;
}

function patternsFor(subject: string): readonly string[] {
  return [
    `${LEAD}${subject}${STOP}不是[^,。;]{1,40}[,。;]\\s?(?:而?是|应该是|${TO})${STOP}${REST}`,
    `${LEAD}${subject}${STOP}(?:${WRONG}|${CHANGE})${STOP}${TO}${STOP}${REST}`,
    `${LEAD}${subject}${STOP}(?:${WRONG}|${CHANGE})${STOP}${SOFT_TO}${STOP}${REST}`,
    `${LEAD}${subject}${STOP}${TO}${STOP}${REST}`,
    `${LEAD}(?:我?要改|我?想改|修改|更改|更正|重填|改|重新填)(?:一下|下)?${subject}${STOP}(?:${TO}|:|为|成)?${STOP}${REST}`,
  ];
}

function ownWords(text: string, view: Aligned, match: RegExpExecArray): string | null {
  const rest = match.groups?.rest ?? '';
  const [from, to] = spanIn(view, view.text.length - rest.length, view.text.length);
  const words =
    rest === ''
      ? ''
      : text
          .slice(from, to)
          .replace(/[。.!！,，\s]+$/u, '')
          // 是东城街不是北诗镇: what it is not is said too
          .replace(/(?<=.{2})[,，]?(?:而)?不是[^,，。;；]+$/u, '');
  return words === '' || /^(?:吧|了|啊|呀|的|谢谢|一下)$/u.test(words) ? null : words;
}

function namesByLength(fields: readonly NamedField[]): readonly { id: string; name: string }[] {
  return fields
    .flatMap(({ id, names }) => names.map((name) => ({ id, name: plain(name) })))
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length);
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
