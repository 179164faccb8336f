import { answerQuestion } from './asking.ts';
import { takeChosen } from './choices.ts';
import { chosen, fieldOf } from './fields.ts';
import type { Facts, Field } from './flow.ts';
import { answerCancel, obeyInForm } from './form-commands.ts';
import { leavesOut } from './left-out.ts';
import { putAside, sayAgain, type Filling } from './forms.ts';
import { obey, offerNewest } from './idle-commands.ts';
import { digitsAlone, explained, matchOffer } from './offer-words.ts';
import { answerOffered } from './offered.ts';
import { photosToOffice } from './office-talk.ts';
import { draftsHint, isAsking, isQuestion, open, switchTo } from './opening.ts';
import { after, toInstant, wait, type Message, type Turn } from './outcome.ts';
import { askAbout, notHere, stillAsked, photosHere, takePhotos } from './photos.ts';
import { readAnswer } from './reading.ts';
import { correctInWords } from './reviewing.ts';
import { screened } from './screening.ts';
import * as say from './sentences.ts';
import type { Session } from './session.ts';
import { fillingOf, fitted, formNamed, openingIn, type Here, type Setting } from './setting.ts';
import { onCard, onScan, onTap } from './taps.ts';
import { unclear } from './unclear.ts';
import { command, type Command } from './understand/commands.ts';
import { plain } from './understand/normalise.ts';

const AWAY_HOURS = 12;

/**
 * One message in, the next state and what to say or do out. Pure: the same session, message and
 * facts give the same turn on every machine, so a transcript is a test.
 */
export const turn = (session: Session, message: Message, setting: Setting): Turn => {
  const { facts, repertoire } = setting;
  const now: Session = { ...fitted(session, setting), at: facts.now.toISOString() };
  const gone = facts.now.getTime() - new Date(session.at).getTime();
  const isBack = gone > AWAY_HOURS * 3_600_000 && now.active !== null;
  const here: Here = { session: now, repertoire, facts };
  const { heard, removed } = screen(now, message, setting);
  const led = isBack ? onReturn(here, heard) : onMessage(here, heard);
  const answered = withPhotos(here, countLost(here, spoken(led)), message);
  if (removed.length === 0) return answered;
  return { ...after(answered, say.notInChat(removed)), forget: true };
};

/** What this bureau takes on the web page only is taken out before anybody hears it (C-02). */
const screen = (
  session: Session,
  message: Message,
  setting: Setting,
): { readonly heard: Message; readonly removed: readonly string[] } => {
  if (message.kind !== 'text') return { heard: message, removed: [] };
  const { text, removed } = screened(session, message.text, setting);
  const isEmpty = plain(text) === '' && removed.length > 0;
  return { heard: isEmpty ? GO_ON : { kind: 'text', text }, removed };
};

/** Nothing is left of a message: the open question is said again. */
const GO_ON: Message = { kind: 'text', text: '再说一遍' };

/** The bot has spoken: what the web page changed before is known now. */
const spoken = (led: Turn): Turn => {
  const { active } = led.session;
  if (active?.elsewhere === undefined) return led;
  const { elsewhere: _told, ...rest } = active;
  return { ...led, session: { ...led.session, active: rest } };
};

/** Messages in a row that nobody understood are counted; any other begins anew. */
const countLost = ({ repertoire, session }: Here, led: Turn): Turn => {
  const isLost = led.then === 'instant' && led.instant === repertoire.fallback;
  return { ...led, session: { ...led.session, lost: isLost ? session.lost + 1 : 0 } };
};

const onMessage = (here: Here, message: Message): Turn => {
  switch (message.kind) {
    case 'text':
      return plain(message.text) === '' ? onOther(here) : onText(here, message.text);
    case 'attachments':
      return onAttachments(here);
    case 'tap':
      return onTap(here, message.item);
    case 'follow':
      return toInstant(here.session, 'menu', { rest: 'welcome', also: draftsHint(here) });
    case 'chosen':
      return takeChosen(here, message.item) ?? onText(here, message.text);
    case 'onCard':
      return onCard(here, message);
    case 'scanned':
      return onScan(here, message);
    case 'other':
      return onOther(here);
  }
};

/** A choice or number of what was just offered, a command, an opening, an answer: in this order. */
const onText = (at: Here, text: string): Turn => {
  const answered = answerOffered(at, text);
  if (answered !== null) return answered;
  const { offered } = at.session;
  const here: Here = { ...at, session: { ...at.session, offered: null } };
  const filling = fillingOf(here);
  const led = filling === null ? idle(here, text) : inForm(here, filling, text);
  if (offered?.kind === 'photos') return stillAsked(led, offered);
  return offered?.kind === 'append' ? stillToAdd(led, offered.words) : led;
};

/** Words that wait to be added wait on, whatever was said in between. */
const stillToAdd = (led: Turn, words: string): Turn => {
  const { offered, active } = led.session;
  if (active === null) return led;
  if (offered === null)
    return { ...led, session: { ...led.session, offered: { kind: 'append', words } } };
  if (offered.kind !== 'append') return led;
  const both = { kind: 'append', words: `${words}\n${offered.words}` } as const;
  return { ...led, session: { ...led.session, offered: both } };
};

const inForm = (here: Here, filling: Filling, text: string): Turn => {
  const { active, session } = filling;
  const isChoice = choosesHere(filling, text);
  const obeyed = obeyUnlessChosen(filling, command(text), isChoice);
  if (obeyed !== null) return obeyed;
  if (active.mode === 'cancelling')
    return answerCancel(filling, text) ?? wait(session, say.CANCEL_AGAIN);
  const led = isChoice ? null : elsewhere(here, filling, text);
  if (led !== null) return led;
  if (active.mode === 'reviewing') return correctInWords(filling, text);
  return inBetween(here, filling, text) ?? answerQuestion(filling, text);
};

/** A cry for help or an everyday question is answered in short, and the question asked again (C-11). */
const inBetween = (here: Here, filling: Filling, text: string): Turn | null => {
  const { form, facts } = filling;
  const short = form.stuck?.(text, facts) ?? asideAtChoice(here, filling, text);
  return short === null ? null : sayAgain(filling, short);
};

const asideAtChoice = ({ repertoire }: Here, filling: Filling, text: string): string | null => {
  const { form, active, facts } = filling;
  const field = fieldOf(form, active.asked);
  if (field?.choices === undefined || !isAsking(text)) return null;
  return readAnswer(field, text, facts).ok ? null : (repertoire.everyday?.(text, facts) ?? null);
};

const elsewhere = (here: Here, filling: Filling, text: string): Turn | null =>
  matchOffer(here, text, true) ?? switchTo(here, filling, text);

/** The words are an answer the question itself offers: a choice of it, or 同意 where that is asked. */
const choosesHere = ({ form, active, facts }: Filling, text: string): boolean => {
  const field = active.mode === 'asking' ? fieldOf(form, active.asked) : null;
  if (field === null) return false;
  if (field.yesNo === true) return answersYesNo(field, text, facts);
  // 没有 at a question that may be left out answers it, whatever invitation is open
  if (leavesOut(field, text)) return true;
  return chosen(text, field.choices?.(facts) ?? []) !== null;
};

const answersYesNo = (field: Field, text: string, facts: Facts): boolean =>
  readAnswer(field, text, facts).ok || (field.leaves?.(text) ?? null) !== null;

/** A word that is one of the choices asked for is the choice, whatever else it may mean; 0 is always the menu. */
const obeyUnlessChosen = (
  filling: Filling,
  said: Command | null,
  isChoice: boolean,
): Turn | null => {
  if (said === null || (isChoice && said.name !== 'menu')) return null;
  return obeyInForm(filling, said);
};

/** Commands that count while the words otherwise go to the office. */
const WHILE_TALKING: readonly Command['name'][] = [
  'menu',
  'help',
  'cancel',
  'continue',
  'mine',
  'progress',
];

const idle = (here: Here, text: string): Turn => {
  const isTalking = here.session.talking !== null;
  const said = command(text);
  if (said !== null && (!isTalking || WHILE_TALKING.includes(said.name))) return obey(here, said);
  const replied = isTalking ? matchOffer(here, text, true) : toOffer(here, text);
  return replied ?? begins(here, text) ?? unclear(here, text);
};

/** An answer to what waits for one, or the question what it is. */
const toOffer = (here: Here, text: string): Turn | null =>
  matchOffer(here, text, false) ?? digitsAlone(here, text) ?? explained(here, text);

/** A conversation opened by its words; while somebody talks to the office, by the bare words only. */
const begins = (here: Here, text: string): Turn | null => {
  const found = openingIn(here, text);
  if (found === null) return null;
  const { conversation, rest } = found;
  if (here.session.talking !== null && rest !== '') return null;
  if (conversation.kind === 'form' && isQuestion(rest))
    return toInstant(here.session, 'question', { rest, also: [say.toBegin(conversation)] });
  return open(here, conversation, found);
};

/** Somebody who left a form unfinished comes back: anything that is no clear wish is asked about first. */
const onReturn = (at: Here, message: Message): Turn => {
  const { session, facts } = at;
  const here: Here = { ...at, session: putAside(session, facts.now) };
  if (message.kind !== 'text' || isClear(here, message.text)) return onMessage(here, message);
  const kept = { ...here, session: putAside(session, facts.now, { keepEmpty: true }) };
  return offerNewest(kept, message.text) ?? onMessage(here, message);
};

const isClear = (here: Here, text: string): boolean =>
  plain(text) === '' ||
  command(text) !== null ||
  openingIn(here, text) !== null ||
  matchOffer(here, text, false) !== null;

/** Photos are spoken of by `withPhotos`; here only where the person is. */
const onAttachments = (here: Here): Turn => {
  const filling = fillingOf(here);
  if (filling !== null)
    return photosHere(filling) === 'taken' ? takePhotos(filling) : sayAgain(filling);
  const { session } = here;
  const taken = awaitsPhotos(here) ?? photosToOffice(here);
  if (taken !== null) return taken;
  const offered = session.offered?.kind === 'menu' ? null : session.offered;
  return wait({ ...session, offered }, ...draftsHint(here));
};

/** 补充 was said before the photos came: now they are here. */
const awaitsPhotos = ({ session, repertoire }: Here): Turn | null => {
  const { offered } = session;
  if (offered?.kind !== 'next') return null;
  const asked = repertoire.conversations.find(({ id }) => id === offered.instant);
  if (asked?.kind !== 'instant' || asked.takesBag !== true) return null;
  return toInstant({ ...session, offered: null }, asked.id, { rest: offered.rest ?? '' });
};

/** Whatever photos came since we last spoke are answered for once: kept, parked, or dropped and said so (C-03, F12). */
const withPhotos = (here: Here, led: Turn, { kind }: Message): Turn => {
  const { facts } = here;
  if (isSpokenOf(here, led)) return led;
  const { active, talking } = led.session;
  const form = active === null ? null : formNamed(here, active.form);
  if (form === null) return after(led, say.photosParked(facts, talking !== null));
  if (form.evidence) return after(led, say.photosKept(facts));
  return (
    asAnswers(here, led, kind) ?? {
      ...after(led, form.photos ?? say.OTHER_TAKEN),
      dropBag: 'fresh',
    }
  );
};

const isSpokenOf = (here: Here, led: Turn): boolean =>
  here.facts.fresh === 0 || led.dropBag === 'all' || takesBag(here, led);

/** Photos in a form that takes them as answers; null in any other. */
const asAnswers = (here: Here, led: Turn, kind: Message['kind']): Turn | null => {
  const filling = fillingOf({ ...here, session: led.session });
  if (filling === null) return null;
  switch (photosHere(filling)) {
    case 'none':
      return null;
    case 'onPage':
      return notHere(led);
    case 'taken':
      return kind === 'attachments' ? led : aboutPhotos(led, filling);
  }
};

/** Photos came with words: the words are answered, then it is asked what the photos are. */
const aboutPhotos = (led: Turn, filling: Filling): Turn =>
  filling.facts.photos.length === 0 ? led : askAbout(led, filling);

const takesBag = ({ repertoire }: Here, led: Turn): boolean => {
  const found = repertoire.conversations.find(
    (one) => led.then === 'instant' && one.id === led.instant,
  );
  return found?.kind === 'instant' && found.takesBag === true;
};

const onOther = (here: Here): Turn => {
  const filling = fillingOf(here);
  return filling === null
    ? wait(here.session, say.OTHER_TAKEN)
    : sayAgain(filling, say.OTHER_TAKEN);
};
