import { open } from './opening.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Decision } from './session.ts';
import { openingIn, type Here } from './setting.ts';
import { command, yesNo, type Command } from './understand/commands.ts';
import { plain } from './understand/normalise.ts';
import { ordinal } from './understand/numbers.ts';

/** Something else is wanted: the question is dropped without harm. */
const ELSEWHERE: readonly Command['name'][] = [
  'menu',
  'help',
  'human',
  'mine',
  'progress',
  'basis',
  'continue',
  'page',
  'later',
];

/** 1, 是, 确定 or 不: whatever is no answer and no other wish gets the question again, nothing is done. */
export const answerDecision = (here: Here, decision: Decision, text: string): Turn | null => {
  const made = decided(decision, text);
  if (made === 'no') return wait(here.session, decision.no.say);
  if (made !== null) return opened(here, made);
  const said = command(text);
  if (said !== null && ELSEWHERE.includes(said.name)) return null;
  if (openingIn(here, text) !== null) return null;
  return wait({ ...here.session, offered: decision }, say.DECIDE_AGAIN, decision.again);
};

type Item = Decision['items'][number];

const opened = (here: Here, { id, rest }: Item): Turn | null => {
  const conversation = here.repertoire.conversations.find((one) => one.id === id);
  return conversation === undefined ? null : open(here, conversation, { rest });
};

const decided = (decision: Decision, text: string): Item | 'no' | null => {
  const { items } = decision;
  const number = ordinal(text);
  if (number !== null) return number === items.length + 1 ? 'no' : (items[number - 1] ?? null);
  return inWords(decision, text);
};

const inWords = ({ items, no }: Decision, text: string): Item | 'no' | null => {
  const said = plain(text).replace(/[吧了啊呀。.!]+$/u, '');
  if (no.words.includes(said)) return 'no';
  return items.find(({ words }) => words.includes(said)) ?? byYesOrNo(items, text);
};

const byYesOrNo = (items: readonly Item[], text: string): Item | 'no' | null => {
  const meant = command(text)?.name === 'cancel' ? false : plainlyMeant(text);
  if (meant === false) return 'no';
  return meant === true && items.length === 1 ? (items[0] ?? null) : null;
};

/** 同意 may agree to the taking back or to what is taken back: it is asked again. */
const plainlyMeant = (text: string): boolean | null =>
  /同意|愿意|接受/u.test(text) ? null : yesNo(text);
