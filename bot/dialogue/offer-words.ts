import type { OfferKind, OfferReply, OpenOffer } from './flow.ts';
import { takeOffer } from './offered.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Here } from './setting.ts';
import { startsWithOpening } from './understand/commands.ts';
import { bareDigits, reportedDigits, unadorned } from './understand/digits.ts';
import { plain } from './understand/normalise.ts';

interface Match {
  readonly offer: OpenOffer;
  readonly title: string;
  readonly number: string | null;
  readonly reply: OfferReply;
  /** the word that was said */
  readonly word: string;
  readonly rest: string;
}

/**
 * An open offer answered in words (接受, 不能参加…), never by a bare digit. Inside a form only the
 * bare words count, so that a sentence of an answer is not taken for a reply.
 */
export const matchOffer = (here: Here, text: string, bareOnly: boolean): Turn | null => {
  const matches = meantBy(here, text).filter((match) => !bareOnly || isBare(match));
  const [first] = matches;
  if (first === undefined) return null;
  const isAlone = first.reply.alone === true;
  if (isDoubtful(first)) return wait(here.session, say.sayAlone(first.word));
  return answerOne(here, matches, { reply: first.reply.id, rest: isAlone ? '' : restOf(first) });
};

/** The words as typed, and where they fit nothing well, without “”, 【】 and pictures. */
const meantBy = (here: Here, text: string): readonly Match[] => {
  const typed = matchesFor(here, text);
  const [first] = typed;
  const bare = unadorned(text);
  if (bare === text.trim() || (first !== undefined && !isDoubtful(first))) return typed;
  return matchesFor(here, bare);
};

const matchesFor = (here: Here, text: string): readonly Match[] => {
  const said = plain(text).toUpperCase();
  const all = matchesOf(here, text);
  const numbered = all.filter(({ number }) => number !== null && said.includes(number));
  return numbered.length > 0 ? numbered : all;
};

/** Nothing is said beside the words of the reply, but the digits it asks for. */
const isBare = (match: Match): boolean => {
  const rest = restOf(match);
  return rest === '' || (match.reply.needs?.digits === true && reportedDigits(rest) !== null);
};

/** Digits alone, from somebody who is asked for digits: 583920, 好的，583920. */
export const digitsAlone = (here: Here, text: string): Turn | null => {
  const digits = bareDigits(text);
  if (digits === null) return null;
  const asking = here.facts.offers.flatMap((offer) => {
    const reply = kindOf(here, offer)?.replies.find(({ needs }) => needs?.digits === true);
    return reply === undefined ? [] : [{ offer: offer.id, reply: reply.id }];
  });
  // offers come newest first: a draw held again asks for digits of its own
  const [first] = asking;
  return first === undefined ? null : takeOffer(here, { ...first, rest: digits });
};

/** One offer is answered; of several it is asked which. */
const answerOne = (
  here: Here,
  matches: readonly Match[],
  { reply, rest }: { readonly reply: string; readonly rest: string },
): Turn => {
  const [only, ...more] = matches.map((match) => match.offer.id);
  if (only !== undefined && more.length === 0) return takeOffer(here, { offer: only, reply, rest });
  const offers = matches.map((match) => match.offer.id);
  return wait(
    { ...here.session, offered: { kind: 'which', offers, reply, rest } },
    say.whichOffer(matches.map((match) => match.title)),
  );
};

const kindOf = ({ repertoire }: Here, offer: OpenOffer): OfferKind | undefined =>
  repertoire.offers.find((one) => one.name === offer.name);

const COURTESY =
  /^(?:(?:好的?|好嘞|嗯+|行|可以|没问题|收到|知道了|明白了?|那|谢谢(?:您|你|邀请)?|感谢(?:邀请)?|您好|你好)[,，。.!！、\s]*)+/u;
const SELF = /^(?:我本人|本人|我)(?:这边)?/u;

const matchesOf = (here: Here, text: string): readonly Match[] =>
  here.facts.offers.flatMap((offer) => {
    const kind = kindOf(here, offer);
    const match = kind === undefined ? null : matchIn(kind, offer, text);
    return match === null ? [] : [match];
  });

const matchIn = (kind: OfferKind, offer: OpenOffer, text: string): Match | null => {
  const words = kind.replies.flatMap((reply) => reply.words);
  const found = leastLeft(text, words);
  if (found === null) return null;
  const reply = kind.replies.find((one) => one.words.includes(found.opening));
  if (reply === undefined) return null;
  const title = titleOf(kind, offer);
  const number = kind.number?.(offer.params) ?? null;
  return { offer, title, number, reply, word: found.opening, rest: found.rest };
};

const titleOf = (kind: OfferKind, { params, about }: OpenOffer): string =>
  about === undefined ? kind.title(params) : `${kind.title(params)}（${about}）`;

interface Said {
  readonly opening: string;
  readonly rest: string;
}

/** The word with the least beside it, courtesies and 我 aside: 行，我参加不了 is no 我参加. */
const leastLeft = (text: string, words: readonly string[]): Said | null => {
  const whole = text.trim();
  const polite = whole.replace(COURTESY, '');
  const found = [whole, polite, polite.replace(SELF, '')].flatMap((said) => {
    const one = startsWithOpening(said, words);
    return one === null ? [] : [one];
  });
  return [...found].sort((a, b) => a.rest.length - b.rest.length)[0] ?? null;
};

/** What was said beside the word and the number. */
const restOf = ({ rest, number }: Match): string =>
  number === null
    ? rest
    : rest.replace(new RegExp(`(?:任务)?${number}[,，:：。\\s]*`, 'iu'), '').trim();

const POLITE =
  /了|吧|啊|的|呀|哦|嘞|哈|嗯|收到|领导|老师|同志|这次|本次|这个|这项|该|任务|邀请|检查|工作|谢谢|感谢|你们|您|好|没问题|一定|按时|准时|参加|到场|到|来|加入|专家库|[,.。，!！~、\s]/gu;

/** A binding yes with something else beside it, or anything that asks: 要回避吗 is no 要回避. */
const isDoubtful = (match: Match): boolean => {
  const rest = restOf(match);
  return match.reply.alone === true
    ? !isPolite(withoutWords(match.reply, rest))
    : /(?:[吗呢?]|怎么办)[。!]*$/u.test(plain(rest));
};

/** The same answer said twice is said: 没有关系，不用回避. */
const withoutWords = ({ words }: OfferReply, rest: string): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), rest);

/** Nothing in it can turn the answer round. */
const isPolite = (rest: string): boolean => rest.replace(POLITE, '') === '';

const LONGEST_INSIDE = 60;

/** An answer somewhere in a sentence (“那天有手术，去不了”) is asked about, not taken. */
export const offerInside = (here: Here, text: string): Turn | null => {
  if (text.length > LONGEST_INSIDE) return null;
  const matches = here.facts.offers.flatMap((offer) => {
    const kind = kindOf(here, offer);
    const reply = kind?.replies.find((one) => isInside(one, text));
    return kind === undefined || reply === undefined ? [] : [{ offer, kind, reply }];
  });
  const [first] = matches;
  if (first === undefined) return null;
  const offers = matches.map(({ offer }) => offer.id);
  const rest = first.reply.alone === true ? '' : text.trim();
  const offered = { kind: 'which', offers, reply: first.reply.id, rest } as const;
  const titles = matches.map(({ offer, kind }) => titleOf(kind, offer));
  const question =
    matches.length === 1
      ? say.isItThis(first.reply.words[0] ?? '', titles[0] ?? '')
      : say.whichOffer(titles);
  return wait({ ...here.session, offered }, question);
};

const isInside = ({ inside, hints, words }: OfferReply, text: string): boolean =>
  (inside === true && words.some((word) => plain(text).includes(word))) ||
  hints?.test(plain(text)) === true;

const WHAT_IS_IT =
  /^(?:请问|你好|您好|[,，])*(?:这|那|它|上面|刚才)?(?:个|条|是|说的|的)*(?:邀请|消息|通知)?(?:是|说的是)?(?:(?:什么|啥|哪个)(?:意思|东西|邀请|情况|呀|啊)?|怎么回事|干(?:什么|啥|嘛)的?|做(?:什么|啥)的?|(?:没|不)(?:太)?(?:看)?(?:懂|明白))(?:呀|啊|呢|的|了)*[。?!]*$/u;

/** 这是啥意思, from somebody whom something waits for: it is explained; null for anything else. */
export const explained = (here: Here, text: string): Turn | null =>
  WHAT_IS_IT.test(plain(text)) ? explanation(here) : null;

/** What waits for an answer, explained; null where nothing does. */
export const explanation = (here: Here): Turn | null => {
  const lines = here.facts.offers.flatMap((offer) => {
    const kind = kindOf(here, offer);
    const what = kind?.explain?.(offer.params);
    return kind === undefined || what === undefined ? [] : [what, kind.remind(offer.params)];
  });
  return lines.length === 0 ? null : wait(here.session, ...lines);
};

/** What waits for an answer, with the words to give it. */
export const reminders = (here: Here): readonly string[] =>
  here.facts.offers.flatMap((offer) => {
    const kind = kindOf(here, offer);
    return kind === undefined || offer.answered === true ? [] : [kind.remind(offer.params)];
  });

const LONGEST_CHANGE = 24;

/** 我又能去了, after the answer was given: who can put it right, and the words go along (draw-13). */
export const changedMind = (here: Here, text: string): Turn | null => {
  const said = plain(text);
  if (said.length > LONGEST_CHANGE) return null;
  const answered = here.facts.offers.filter((one) => one.answered === true);
  for (const offer of answered) {
    const changed = kindOf(here, offer)?.changed;
    if (changed?.hears.test(said) === true)
      return wait(
        { ...here.session, offered: { kind: 'passOn', words: text } },
        changed.say(offer.params),
      );
  }
  return null;
};
