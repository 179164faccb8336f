import { plain } from './normalise.ts';

const BEFORE =
  /^(?:好的?|好嘞|行|可以|嗯+|收到|那就?|我本人|我|来|就|报数|报|选|想|见证|加|随便|随机|写|给|一个|个|的|数字|数|号码|号|是|为|了|吧|[,，、。.:：;；!！~\-\s])+/u;
const AFTER = /(?:吧|了|啊|呀|哦|谢谢(?:您|你)?|辛苦|可以吗|行吗|见证|[,，、。.!！~?\s])+$/u;
/** Marks that people put round what they type, and pictures: neither means anything. */
const ORNAMENT =
  /[“”"'‘’「」『』《》【】()（）]|(?![🙅👎❌✖🚫])(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})|\u200d|\ufe0f/gu;
const ONLY_DIGITS = /^[\d零〇一幺二两三四五六七八九][\d零〇一幺二两三四五六七八九\s,，、;；]*$/u;

/** What was typed without quotes, brackets and pictures: “接受”, 【接受】 and 接受😊 are 接受. */
export function unadorned(text: string): string {
  return text.replaceAll(ORNAMENT, '').trim();
}

/** Digits that somebody reports, courtesies aside: 好的，583920; null where anything else is said. */
export function reportedDigits(text: string): string | null {
  const said = plain(unadorned(text)).replace(BEFORE, '').replace(AFTER, '');
  if (!ONLY_DIGITS.test(said)) return null;
  return said.replaceAll('幺', '一').replaceAll('两', '二');
}

const FEWEST = 3;
const IDENTITY = /^\d{17}[\dx]$|^1[3-9]\d{9}$/iu;

/** The same where nothing but digits says what is meant: no number of a person, no choice of a menu. */
export function bareDigits(text: string): string | null {
  const digits = reportedDigits(text);
  const together = (digits ?? '').replaceAll(/[\s,，、;；]/gu, '');
  return together.length < FEWEST || IDENTITY.test(together) ? null : digits;
}
