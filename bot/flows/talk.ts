import { basisAnswer, clues, DOCUMENT, enquiries, OFFICE, staff } from '../../domain/index.ts';
import { adoptBag } from '../../domain/exchange/index.ts';
import { photosParked } from '../dialogue/sentences.ts';
import type { Doing, Done, Facts, Instant } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { HANDED_OVER } from '../channels/hand-over.ts';
import { finished, refused } from './refused.ts';

const NOT_HEARD = '这句话没有转到工作人员，请稍后再试，或拨打医保热线12393。';

const received = async ({ facts, desk }: Doing): Promise<string> => {
  const { now, calendar } = await desk.app.world(desk.tx, OFFICE);
  const { hotline } = facts.policy(enquiries.ENQUIRIES).enquiries;
  return enquiries.receivedWords({ now, calendar }, facts.policy(OFFICE).office, hotline);
};

const LONGEST = 2000;

/** What the office reads at once; a longer message goes in parts. */
const partsOf = (words: string): readonly string[] => {
  const characters = Array.from(words.trim());
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += LONGEST / 2)
    parts.push(characters.slice(at, at + LONGEST / 2).join(''));
  return words.length <= LONGEST ? [words] : parts;
};

/** Words that may accuse the office or its people do not go to them: they can become a clue (A-17, C-01). */
const heldBack = async ({ facts, desk }: Doing, words: string): Promise<Finished | null> => {
  const accounts = await staff.readAccounts(desk.tx);
  if (!clues.accusesStaff(words, accounts, facts.policy(clues.CLUES))) return null;
  return {
    ...finished(...HELD_BACK, ...(facts.fresh === 0 ? [] : [photosParked(facts, true)])),
    withheld: true,
    offered: {
      kind: 'menu',
      items: [
        { id: 'clue', rest: words },
        { id: 'menu', rest: '' },
      ],
    },
  };
};

const HELD_BACK = [
  '您说的可能涉及医保部门或工作人员。为了保护您，这段话没有转给工作人员。',
  '1 写成线索，被反映的人看不到',
  '2 不反映了，回菜单',
];

/** Opens the conversation with the office, or goes on in the one that is open. */
export const toOffice = async (context: Doing, words: string): Promise<Done> => {
  const { facts, desk } = context;
  const held = await heldBack(context, words);
  if (held !== null) return held;
  const [first = words, ...more] = partsOf(words);
  const outcome = await desk.app.performIn(
    desk.tx,
    enquiries.openEnquiry,
    { words: first },
    facts.actor,
  );
  if (outcome.kind === 'refused' && outcome.reason.code === 'enquiries.already-open')
    return backIn(await goOn(context, words, []), outcome.reason.enquiry);
  if (outcome.kind !== 'done') return refused(outcome, NOT_HEARD);
  for (const part of more)
    await desk.app.performIn(desk.tx, enquiries.sayInEnquiry, { words: part }, facts.actor);
  const [event] = outcome.events;
  return {
    kind: 'finished',
    say: `${await received(context)}\n接下来发的话都会转给工作人员；不用了请回复“结束”。`,
    talking: event.enquiry,
    begins: true,
  };
};

/** 结束 and 人工 again, while the words before wait for their answer: the same conversation goes on. */
const backIn = (done: Done, enquiry: string): Done =>
  done.kind === 'finished' && done.talking === undefined ? { ...done, talking: enquiry } : done;

/** Passes on what was said, and with the last of it what was photographed or recorded. */
const goOn = async (context: Doing, words: string, pieces: readonly string[]): Promise<Done> => {
  const { facts, desk } = context;
  const held = await heldBack(context, words);
  if (held !== null) return held;
  const parts = partsOf(words);
  for (const [index, part] of parts.entries()) {
    const carried = index === parts.length - 1 ? pieces : [];
    const input = { words: part, pieces: carried };
    const outcome = await desk.app.performIn(desk.tx, enquiries.sayInEnquiry, input, facts.actor);
    if (outcome.kind === 'refused') return overMeanwhile(context, words, pieces);
    if (outcome.kind === 'denied') return refused(outcome, NOT_HEARD);
    const [said] = outcome.events;
    if ('message' in said) await adoptBag(desk.tx, carried, said.message);
  }
  return { kind: 'finished', say: passedOn(words, pieces, facts) };
};

const passedOn = (words: string, pieces: readonly string[], { photos }: Facts): string => {
  if (pieces.length === 0) return '已转给工作人员。';
  const what = photos.length === pieces.length ? '照片' : '材料';
  return words === '' ? `${what}已转给工作人员。` : `您说的话和${what}已转给工作人员。`;
};

/** What came since the bot last spoke stands at the end of the bag; what came before waits for a clue. */
const freshPieces = ({ facts, desk }: Doing): readonly string[] =>
  facts.fresh === 0 ? [] : desk.bag.slice(-facts.fresh);

const OVER = '刚才的人工对话已经结束。';

/** The office closed the conversation: what is said now is taken as said to the bot, never lost. */
const overMeanwhile = ({ facts }: Doing, words: string, pieces: readonly string[]): Done => {
  const said = words === '' ? finished() : understood(words, facts);
  const parked = pieces.length === 0 ? [] : [photosParked(facts, false)];
  const all = [OVER, said.say, ...parked].filter((line) => line !== '');
  return { ...said, say: all.join('\n'), talking: null, withheld: false };
};

/** The bureau's file says that the platform's own staff answer in the official account. */
const isPlatforms = ({ facts, desk }: Doing): boolean =>
  facts.actor.identity.channel === 'official-account' &&
  desk.app.bureauOf(desk.tx.bureau).channels.officialAccount?.humanService === 'platform';

/** 人工: a real conversation with the office; everyday questions get the short answer first (C-11). */
export const human: Instant = {
  kind: 'instant',
  id: 'human',
  title: '人工',
  openings: ['人工', '人工服务', '转人工', '找人工', '找工作人员'],
  menu: () => '找工作人员（人工）',
  answer: (context, rest) =>
    isPlatforms(context)
      ? Promise.resolve(finished(HANDED_OVER))
      : toOffice(context, rest === '' ? '（对方请求人工服务）' : rest),
};

/** The words and photos of an open 人工 conversation go to the office as they are. */
export const talk: Instant = {
  kind: 'instant',
  id: 'talk',
  title: '人工对话',
  openings: [],
  menu: () => null,
  takesBag: true,
  answer: (context, rest) => goOn(context, rest, freshPieces(context)),
};

/** Words of this conversation were held back: photos wait in the bag, since nobody can tell what they show (C-01). */
export const talkInWords: Instant = {
  ...talk,
  id: 'talkInWords',
  takesBag: false,
  answer: (context, rest) => goOn(context, rest, []),
};

export const endTalk: Instant = {
  kind: 'instant',
  id: 'endTalk',
  title: '结束人工',
  openings: ['结束', '结束人工', '退出人工'],
  menu: () => null,
  answer: async ({ facts, desk }) => {
    const own = await desk.app.askIn(desk.tx, enquiries.ownEnquiry, {}, facts.actor);
    // what was asked and not answered stays with the office: it will still be answered (C-11)
    if (own.kind === 'found' && own.value?.state === 'waiting')
      return { kind: 'finished', say: STILL_WAITING, talking: null };
    const outcome = await desk.app.performIn(desk.tx, enquiries.closeEnquiry, {}, facts.actor);
    const say =
      outcome.kind === 'done'
        ? '人工对话已结束。回复“0”看菜单。'
        : '现在没有人工对话。回复“0”看菜单。';
    return { kind: 'finished', say, talking: null, withheld: false };
  },
};

const STILL_WAITING = '好的。您的留言还没有答复，工作人员看到后仍会回复到这里。回复“0”看菜单。';

type Finished = Extract<Done, { kind: 'finished' }>;

const LONG = 10;
const SHORTEST_STORY = 5;

/** An everyday question gets its short answer (C-11); a longer story is asked about and taken along. */
const understood = (words: string, facts: Facts): Finished => {
  const story = storyIn(words);
  const short = enquiries.everyday(words, facts.policy(enquiries.ENQUIRIES).enquiries);
  if (short !== null && story !== 'told')
    return { ...finished(short), offered: { kind: 'passOn', words } };
  if (story !== 'none') return takenAlong(words);
  return THANKS.test(plain(words))
    ? finished('不客气，需要的时候再发消息来。回复“0”看菜单。')
    : finished('没有看明白您要办什么。', '回复“0”看菜单，“举报”反映问题，“人工”找工作人员。');
};

/** Told: no everyday question, whatever words are in it. */
const storyIn = (words: string): 'none' | 'maybe' | 'told' => {
  const length = Array.from(plain(words)).length;
  const tells = TELLS.test(words) && length >= SHORTEST_STORY;
  if (ACCUSES.test(words) || (tells && length >= LONG)) return 'told';
  return tells || length >= LONG ? 'maybe' : 'none';
};

const THANKS = /^(?:好的?|嗯|行|知道了)?[,，。!！]?(?:谢谢|多谢|感谢|辛苦|再见)/u;

/** Something happened: an everyday word in it asks nothing. */
const TELLS = /昨天|前天|上周|上个?月|今天|[刷骗套冒]|买了|开了|多收|空挂|假的/u;

/** However short it is: 有人骗保. */
const ACCUSES =
  /骗保|骗医保|套医保|套保|盗刷|乱刷|空刷|冒用|冒名|乱收费|多收费|挂床|串换|有人[用拿偷]我|假(?:药|发票|病历)/u;

const takenAlong = (words: string): Finished => ({
  ...finished(...TAKEN_ALONG),
  offered: {
    kind: 'menu',
    items: [
      { id: 'clue', rest: words },
      { id: 'human', rest: words },
    ],
  },
});

const TAKEN_ALONG = [
  '这段话要怎么办？',
  '1 反映问题，写成举报线索',
  '2 转给工作人员',
  '刚才的话会一起带上；都不是请回复“0”看菜单。',
];

/** 举报奖励怎么领: a question about a conversation, from the measure where it speaks of it. */
export const question: Instant = {
  kind: 'instant',
  id: 'question',
  title: '询问',
  openings: [],
  menu: () => null,
  answer: ({ facts }, rest) => {
    const { document } = facts.policy(DOCUMENT);
    const speaksOfIt = document.topics.some(({ name, words }) =>
      [name, ...words].some((word) => rest.includes(word)),
    );
    return Promise.resolve(speaksOfIt ? finished(basisAnswer(document, rest)) : takenAlong(rest));
  },
};

/** Words that open nothing. */
export const fallback: Instant = {
  kind: 'instant',
  id: 'fallback',
  title: '其他',
  openings: [],
  menu: () => null,
  answer: ({ facts }, rest) => Promise.resolve(understood(rest, facts)),
};
