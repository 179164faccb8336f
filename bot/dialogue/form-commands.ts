import { fieldBefore, fieldOf } from './fields.ts';
import { askField, goOn, putAside, sayAgain, withAnswers, type Filling } from './forms.ts';
import { changeItem, submitForm } from './reviewing.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Session } from './session.ts';
import type { Here } from './setting.ts';
import type { Command } from './understand/commands.ts';
import { ordinal } from './understand/numbers.ts';

/** A command while a form is filled in; null when the words are rather an answer. */
export const obeyInForm = (here: Here, filling: Filling, said: Command): Turn | null => {
  if (filling.active.mode === 'cancelling') return whileCancelling(here, filling, said);
  switch (said.name) {
    case 'help':
      return wait(filling.session, say.helpInForm(filling.form, fieldOf(filling.form, filling.active.asked)));
    case 'menu':
      return { then: 'instant', session: putAside(filling.session, here.facts.now), instant: 'menu', rest: '' };
    case 'cancel':
      return askToCancel(filling);
    case 'later':
      return keepForLater(filling);
    case 'back':
      return stepBack(filling);
    case 'change':
      return changeItem(filling, said.item);
    case 'skip':
      return skip(filling);
    case 'continue':
      return goOnUnchanged(filling);
    case 'repeat':
      return sayAgain(filling);
    case 'submit':
      return submitOrAnswer(filling);
    case 'human':
    case 'mine':
    case 'progress':
    case 'basis':
      return { then: 'instant', session: filling.session, instant: said.name, rest: '' };
  }
};

const askToCancel = ({ form, active, session, facts }: Filling): Turn =>
  wait(
    { ...session, active: { ...active, mode: 'cancelling' }, offered: null },
    say.cancelQuestion(form, active.answers, facts),
  );

const keepForLater = ({ form, active, session, facts }: Filling): Turn =>
  wait(putAside(session, facts.now), say.keptAside(form, active.answers, facts));

const stepBack = (filling: Filling): Turn => {
  const field = fieldBefore(filling.form, filling.active, filling.facts);
  return field === null ? sayAgain(filling, say.FIRST_QUESTION) : askField(filling, field);
};

const skip = (filling: Filling): Turn => {
  const field = fieldOf(filling.form, filling.active.asked);
  if (field === null) return sayAgain(filling);
  if (field.optional !== true) return sayAgain(filling, say.NOT_OPTIONAL);
  return goOn(withAnswers(filling, { [field.id]: { value: null, words: '跳过' } }));
};

/** 继续 at a question that has an answer keeps it and moves on; at an open one it says it again. */
const goOnUnchanged = (filling: Filling): Turn => {
  const { active } = filling;
  const answered = active.asked !== null && active.answers[active.asked] !== undefined;
  return answered ? goOn({ ...filling, active: { ...active, changing: true } }) : sayAgain(filling);
};

/** 提交 counts on the review screen; before it, it may be the answer to a yes-or-no question. */
const submitOrAnswer = (filling: Filling): Turn | null =>
  filling.active.mode === 'reviewing' ? submitForm(filling) : null;

const whileCancelling = (here: Here, filling: Filling, said: Command): Turn | null => {
  const { active, session } = filling;
  const back: Session = { ...session, active: { ...active, mode: active.asked === null ? 'reviewing' : 'asking' } };
  if (said.name === 'cancel') return discard(filling);
  if (said.name === 'later') return keepForLater(filling);
  if (said.name === 'menu')
    return { then: 'instant', session: putAside(back, here.facts.now), instant: 'menu', rest: '' };
  if (said.name === 'continue' || said.name === 'back')
    return sayAgain({ ...filling, session: back, active: back.active ?? active });
  return null;
};

const discard = ({ form, session }: Filling): Turn => ({
  then: 'wait',
  session: { ...session, active: null, offered: null },
  say: [say.discarded(form)],
  dropBag: form.evidence,
});

/** The answer to “keep or discard?”: 1, 2 or 3. Null when it is none of them. */
export const answerCancel = (filling: Filling, text: string): Turn | null => {
  const number = ordinal(text);
  if (number === 1 || /保留|留着/u.test(text)) return keepForLater(filling);
  if (number === 2 || /删除|不要|不保留/u.test(text)) return discard(filling);
  if (number !== 3) return null;
  const active = { ...filling.active, mode: filling.active.asked === null ? 'reviewing' : 'asking' } as const;
  return sayAgain({ ...filling, active, session: { ...filling.session, active } });
};
