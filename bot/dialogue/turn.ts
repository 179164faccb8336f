import { answerQuestion } from './asking.ts';
import { chosen, fieldOf } from './fields.ts';
import { answerCancel, obeyInForm } from './form-commands.ts';
import { putAside, sayAgain, type Filling } from './forms.ts';
import { obey } from './idle-commands.ts';
import { matchOffer } from './offer-words.ts';
import { answerCandidates, answerOffered } from './offered.ts';
import { open, switchTo } from './opening.ts';
import { wait, type Message, type Turn } from './outcome.ts';
import { correctInWords } from './reviewing.ts';
import * as say from './sentences.ts';
import type { Session } from './session.ts';
import { fillingOf, formNamed, openingIn, type Here, type Setting } from './setting.ts';
import { command, type Command } from './understand/commands.ts';

const AWAY_HOURS = 12;

/**
 * One message in, the next state and what to say or do out. Pure: the same session, message and
 * facts give the same turn on every machine, so a transcript is a test.
 */
export const turn = (session: Session, message: Message, { repertoire, facts }: Setting): Turn => {
  const now: Session = { ...session, at: facts.now.toISOString() };
  const away = facts.now.getTime() - new Date(session.at).getTime() > AWAY_HOURS * 3_600_000;
  const left = away && session.active !== null;
  const here: Here = { session: left ? putAside(now, facts.now) : now, repertoire, facts };
  switch (message.kind) {
    case 'text':
      return left ? comeBack(here, message.text) : onText(here, message.text);
    case 'attachments':
      return onAttachments(here);
    case 'tap':
      return onTap(here, message.item);
    case 'follow':
      return { then: 'instant', session: here.session, instant: 'menu', rest: 'welcome' };
    case 'other':
      return onOther(here);
  }
};

/** A choice or number of what was just offered, a command, an opening, an answer: in this order. */
const onText = (here: Here, text: string): Turn => {
  const filling = fillingOf(here);
  const answered = onOffered(here, filling, text);
  if (answered !== null) return answered;
  const session: Session = { ...here.session, offered: null };
  return filling === null ? idle({ ...here, session }, text) : inForm({ ...here, session }, { ...filling, session }, text);
};

const onOffered = (here: Here, filling: Filling | null, text: string): Turn | null => {
  const { offered } = here.session;
  if (offered === null) return null;
  if (offered.kind !== 'candidates') return answerOffered(here, offered, text);
  return filling === null ? null : answerCandidates(filling, offered, text);
};

const inForm = (here: Here, filling: Filling, text: string): Turn => {
  const { active } = filling;
  const isChoice = choosesHere(filling, text);
  const obeyed = obeyUnlessChosen(here, { filling, said: command(text), isChoice });
  if (obeyed !== null) return obeyed;
  if (active.mode === 'cancelling') return answerCancel(filling, text) ?? wait(filling.session, say.CANCEL_AGAIN);
  const elsewhere = isChoice ? null : (matchOffer(here, text, true) ?? switchTo(here, text));
  if (elsewhere !== null) return elsewhere;
  return active.mode === 'reviewing' ? correctInWords(filling, text) : answerQuestion(filling, text);
};

const choosesHere = ({ form, active, facts }: Filling, text: string): boolean => {
  const field = active.mode === 'asking' ? fieldOf(form, active.asked) : null;
  return chosen(text, field?.choices?.(facts) ?? []) !== null;
};

/** A word that is one of the choices asked for is the choice, whatever else it may mean; 0 is always the menu. */
const obeyUnlessChosen = (
  here: Here,
  { filling, said, isChoice }: { filling: Filling; said: Command | null; isChoice: boolean },
): Turn | null => {
  if (said === null || (isChoice && said.name !== 'menu')) return null;
  return obeyInForm(here, filling, said);
};

const idle = (here: Here, text: string): Turn => {
  const said = command(text);
  if (said !== null) return obey(here, said);
  const offer = matchOffer(here, text, false);
  if (offer !== null) return offer;
  const found = openingIn(here, text);
  if (found !== null) return open(here, found.conversation, found.rest);
  const instant = here.session.talking === null ? here.repertoire.fallback : here.repertoire.talk;
  return { then: 'instant', session: here.session, instant, rest: text };
};

/** Somebody who left a form unfinished comes back: anything that is no clear wish is asked about first. */
const comeBack = (here: Here, text: string): Turn => {
  const [draft] = here.session.drafts;
  const form = draft === undefined ? null : formNamed(here, draft.form);
  if (draft === undefined || form === null) return onText(here, text);
  if (command(text) !== null || openingIn(here, text) !== null || matchOffer(here, text, false) !== null)
    return onText(here, text);
  return wait(
    { ...here.session, offered: { kind: 'resume', form: form.id, rest: '' } },
    say.resumeQuestion(form, draft.answers, here.facts),
  );
};

const onAttachments = (here: Here): Turn => {
  const filling = fillingOf(here);
  if (filling === null) return wait(here.session, say.photosParked(here.facts));
  if (filling.form.evidence) return sayAgain(filling, say.photosKept(here.facts));
  const again = sayAgain(filling, filling.form.photos ?? say.OTHER_TAKEN);
  return again.then === 'wait' ? { ...again, dropBag: true } : again;
};

const onTap = (here: Here, item: string): Turn => {
  const session = putAside(here.session, here.facts.now);
  const conversation = here.repertoire.conversations.find((one) => one.id === item);
  if (conversation === undefined) return { then: 'instant', session, instant: 'menu', rest: '' };
  return open({ ...here, session }, conversation, '');
};

const onOther = (here: Here): Turn => {
  const filling = fillingOf(here);
  return filling === null ? wait(here.session, say.OTHER_TAKEN) : sayAgain(filling, say.OTHER_TAKEN);
};
