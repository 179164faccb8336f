import { addToStory } from './asking.ts';
import { fieldOf } from './fields.ts';
import type { Answer, Facts, Field } from './flow.ts';
import { goOn, sayAgain, withAnswers, type Filling } from './forms.ts';
import { toInstant, wait, type Turn } from './outcome.ts';
import { answerDecision } from './deciding.ts';
import { answerPhotos } from './photos.ts';
import * as say from './sentences.ts';
import type { Offered, Session } from './session.ts';
import { begin, open, resume } from './opening.ts';
import { fillingOf, formNamed, openDrafts, type Here } from './setting.ts';
import { command, yesNo } from './understand/commands.ts';
import { reportedDigits } from './understand/digits.ts';
import { ordinal } from './understand/numbers.ts';
import { plain } from './understand/normalise.ts';

type Of<K extends Offered['kind']> = Extract<Offered, { kind: K }>;

/** A number or word that answers what was just offered; null when the message means something else. */
export const answerOffered = (at: Here, text: string): Turn | null => {
  const { offered } = at.session;
  if (offered === null) return null;
  const here = { ...at, session: without(at.session) };
  const filling = fillingOf(here);
  switch (offered.kind) {
    case 'menu':
      return answerMenu(here, offered, text);
    case 'decision':
      return answerDecision(here, offered, text);
    case 'resume':
      return answerResume(here, offered, text);
    case 'drafts':
      return answerDrafts(here, offered, text);
    case 'drop':
      return answerDrop(here, offered, text);
    case 'which':
      return answerWhich(at, offered, text);
    case 'reason':
      return answerReason(at, offered, text);
    case 'choices':
      return answerChoices(here, offered, text);
    case 'passOn':
      return isHuman(text) ? toInstant(here.session, 'human', { rest: offered.words }) : null;
    case 'next':
      return answerNext(here, offered, text);
    case 'candidates':
      return filling === null ? null : answerCandidates(filling, offered, text);
    case 'append':
      return filling === null ? null : answerAppend(filling, offered, text);
    case 'photos':
      return filling === null ? null : answerPhotos(filling, offered, text);
  }
};

const without = (session: Session): Session => ({ ...session, offered: null });

const isHuman = (text: string): boolean => command(text)?.name === 'human';

/** A number of the menu; 人工 takes along what the menu was shown for. */
const answerMenu = (here: Here, { items }: Of<'menu'>, text: string): Turn | null => {
  const number = ordinal(text) ?? 0;
  const item = isHuman(text)
    ? items.find(({ id, rest }) => id === 'human' && rest !== '')
    : items[number - 1];
  if (item === undefined) return null;
  const conversation = here.repertoire.conversations.find((one) => one.id === item.id);
  return conversation === undefined ? null : open(here, conversation, { rest: item.rest });
};

const answerResume = (here: Here, offered: Of<'resume'>, text: string): Turn | null => {
  const form = formNamed(here, offered.form);
  const draft = here.session.drafts.find((one) => one.form === offered.form);
  if (form === null || draft === undefined) return null;
  switch (resumeWish(text)) {
    case 'go-on':
      return resume(here, { form, draft }, offered);
    case 'anew':
      return begin(here, form, { rest: offered.rest });
    case null:
      return null;
  }
};

const resumeWish = (text: string): 'go-on' | 'anew' | null => {
  const number = ordinal(text);
  if (number === 1 || command(text)?.name === 'continue' || yesNo(text) === true) return 'go-on';
  return number === 2 || /^(?:重新|重填|重来|从头)/u.test(plain(text)) ? 'anew' : null;
};

const answerDrafts = (here: Here, { forms }: Of<'drafts'>, text: string): Turn | null => {
  const id = forms[(ordinal(text) ?? 0) - 1];
  const found = openDrafts(here).find(({ form }) => form.id === id);
  return found === undefined ? null : resume(here, found, { rest: '', isAnswer: false });
};

const answerDrop = (here: Here, offered: Of<'drop'>, text: string): Turn | null => {
  const found = openDrafts(here).find(({ form }) => form.id === offered.form);
  const wish = found === undefined ? null : dropWish(text);
  if (found === undefined || wish === null) return null;
  const { session, facts } = here;
  const { form, draft } = found;
  if (wish === 'keep') return wait(session, say.keptAside(form, draft.answers, facts));
  const drafts = session.drafts.filter((one) => one.form !== form.id);
  const done = wait({ ...session, drafts }, say.discarded(form));
  return form.evidence ? { ...done, dropBag: 'all' } : done;
};

/** A second 取消 keeps: nothing is deleted by a doubled message. */
const dropWish = (text: string): 'keep' | 'drop' | null => {
  const number = ordinal(text);
  if (number === 1 || /保留|留着/u.test(text) || command(text)?.name === 'cancel') return 'keep';
  return number === 2 || /删|不要/u.test(text) ? 'drop' : null;
};

const answerWhich = (here: Here, offered: Of<'which'>, text: string): Turn | null => {
  const number = ordinal(text);
  const isYes = offered.offers.length === 1 && yesNo(text) === true;
  if (number === null && !isYes) return null;
  const offer = offered.offers[(number ?? 1) - 1];
  if (offer === undefined) return wait(here.session, say.WHICH_AGAIN);
  const { reply, rest } = offered;
  return takeOffer({ ...here, session: without(here.session) }, { offer, reply, rest });
};

/** A number of a menu message; its words are understood as always. */
const answerChoices = (here: Here, offered: Of<'choices'>, text: string): Turn | null => {
  const reply = offered.replies[(ordinal(text) ?? 0) - 1];
  const isOpen = here.facts.offers.some(({ id }) => id === offered.offer);
  return reply === undefined || !isOpen
    ? null
    : takeOffer(here, { offer: offered.offer, reply, rest: '' });
};

const NO_REASON = ['menu', 'cancel', 'human', 'help', 'back', 'later', 'mine', 'progress'];

const answerReason = (here: Here, offered: Of<'reason'>, text: string): Turn | null => {
  const said = command(text);
  if (said !== null && NO_REASON.includes(said.name)) return null;
  const { offer, reply } = offered;
  if (replyOf(here, offer, reply)?.needs?.digits === true) return answerDigits(here, offered, text);
  if (!isReason(text)) return wait(here.session, say.REASON_AGAIN);
  return takeOffer(
    { ...here, session: without(here.session) },
    { offer, reply, rest: text.trim() },
  );
};

/** What is no number and no yes is no answer to the question for one: 怎么报, 举报. */
const answerDigits = (at: Here, { offer, reply }: Of<'reason'>, text: string): Turn | null => {
  const here = { ...at, session: without(at.session) };
  const rest = digitsIn(text);
  return rest !== '' || yesNo(text) === true ? takeOffer(here, { offer, reply, rest }) : null;
};

const isReason = (text: string): boolean =>
  /\p{Script=Han}|[a-z]{2}/iu.test(text) && ordinal(text) === null;

const replyOf = ({ repertoire, facts }: Here, offer: string, reply: string) => {
  const name = facts.offers.find((one) => one.id === offer)?.name;
  const kind = repertoire.offers.find((one) => one.name === name);
  return kind?.replies.find((one) => one.id === reply);
};

/** The code or the yes that an instant asked for. */
const answerNext = (here: Here, { instant }: Of<'next'>, text: string): Turn | null => {
  const conversation = here.repertoire.conversations.find((one) => one.id === instant);
  if (conversation?.kind !== 'instant') return null;
  const rest = conversation.expects?.(text) ?? null;
  return rest === null ? null : toInstant(here.session, instant, { rest });
};

/** Which of several values was meant. */
const answerCandidates = (
  filling: Filling,
  offered: Of<'candidates'>,
  text: string,
): Turn | null => {
  const number = ordinal(text) ?? (offered.meant === true ? meantOne(text) : null);
  const value = number === null ? undefined : offered.values[number - 1];
  const field = fieldOf(filling.form, offered.field);
  if (value === undefined || field === null) return null;
  return goOn(withAnswers(filling, { [field.id]: value }), ...notesOn(field, value, filling.facts));
};

const notesOn = (field: Field, { value }: Answer, facts: Facts): readonly string[] => {
  const note = field.note?.(value, facts) ?? null;
  return note === null ? [] : [note];
};

/** 是 is the first of two, 不是 the second. */
const meantOne = (text: string): number | null => {
  const said = yesNo(text);
  if (said === null) return null;
  return said ? 1 : 2;
};

const answerAppend = (filling: Filling, { words }: Of<'append'>, text: string): Turn | null => {
  const answer = wantsAdded(text);
  if (answer === true) return addToStory(filling, words);
  if (answer === false) return sayAgain(filling);
  return command(text)?.name === 'submit' ? askToAdd(filling, words) : null;
};

const wantsAdded = (text: string): boolean | null => {
  const number = ordinal(text);
  if (number !== null) return number > 2 ? null : number === 1;
  const said = plain(text);
  if (/^不加(?:了|上)?[。!]*$/u.test(said)) return false;
  return /^加(?:上|进去|吧|上吧)?[。!]*$/u.test(said) ? true : yesNo(text);
};

/** What waits to be added is asked about once more before anything is submitted. */
const askToAdd = (filling: Filling, words: string): Turn | null => {
  const story = fieldOf(filling.form, filling.form.story ?? null);
  if (story === null || filling.active.mode !== 'reviewing') return null;
  const session: Session = { ...filling.session, offered: { kind: 'append', words } };
  return wait(session, say.appendFirst(say.shownShort(words)), say.appendQuestion(story));
};

/** Answers one offer, asking first for the reason it needs. */
export const takeOffer = (
  here: Here,
  { offer, reply, rest }: { offer: string; reply: string; rest: string },
): Turn => {
  const { session } = here;
  const answer = replyOf(here, offer, reply);
  if (answer === undefined) return wait(session, say.OFFER_GONE);
  const { needs } = answer;
  const said = needs?.digits === true ? digitsIn(rest) : rest;
  if (needs !== undefined && said === '')
    return wait(
      { ...session, offered: { kind: 'reason', offer, reply } },
      needs.ask,
      `例如：${needs.example}`,
    );
  return { then: 'offer', session, offer, reply, rest: said };
};

/** The digits without the courtesies; words without any digit are none yet. */
const digitsIn = (rest: string): string =>
  reportedDigits(rest) ??
  (/\d|[零〇一二三四五六七八九]{3}|[十百千万]/u.test(plain(rest)) ? rest : '');
