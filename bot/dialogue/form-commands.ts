import { fieldBefore, fieldOf } from './fields.ts';
import {
  askField,
  goOn,
  leaveForNow,
  putAside,
  sayAgain,
  toPage,
  whereabouts,
  withAnswers,
} from './forms.ts';
import type { Filling } from './forms.ts';
import { changeItem, submitForm } from './reviewing.ts';
import { toInstant, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Command } from './understand/commands.ts';
import { yesNo } from './understand/commands.ts';
import { ordinal } from './understand/numbers.ts';

/** A command while a form is filled in; null when the words are rather an answer. */
export const obeyInForm = (filling: Filling, said: Command): Turn | null => {
  if (filling.active.mode === 'cancelling') return whileCancelling(filling, said);
  switch (said.name) {
    case 'help':
      return helpHere(filling);
    case 'menu':
    case 'human': {
      const { session, also } = leaveForNow(filling);
      return toInstant(session, said.name, { also });
    }
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
    case 'page':
      return filling.form.webForm === true ? toPage(filling) : sayAgain(filling, say.NO_PAGE);
    case 'mine':
    case 'progress':
    case 'basis':
      return toInstant(filling.session, said.name, { also: [whereabouts(filling)] });
  }
};

const helpHere = ({ form, active, session }: Filling): Turn =>
  wait(session, say.helpInForm(form, fieldOf(form, active.asked)));

const isEmpty = ({ form, active, facts }: Filling): boolean =>
  Object.keys(active.answers).length === 0 && !(form.evidence && facts.bag > 0);

/** Keep or discard? Where nothing was given yet there is nothing to ask. */
const askToCancel = (filling: Filling): Turn => {
  const { form, active, session, facts } = filling;
  if (isEmpty(filling)) return wait({ ...session, active: null, offered: null }, say.left(form));
  return wait(
    { ...session, active: { ...active, mode: 'cancelling' }, offered: null },
    say.cancelQuestion(form, active.answers, facts),
  );
};

const keepForLater = (filling: Filling): Turn => {
  const { form, active, session, facts } = filling;
  if (isEmpty(filling)) return wait({ ...session, active: null, offered: null }, say.left(form));
  // photos alone are a draft too: they wait with it
  const kept = putAside(session, facts.now, { keepEmpty: true });
  return wait({ ...kept, offered: null }, say.keptAside(form, active.answers, facts));
};

const stepBack = (filling: Filling): Turn => {
  const field = fieldBefore(filling.form, filling.active, filling.facts);
  return field === null ? sayAgain(filling, say.FIRST_QUESTION) : askField(filling, field);
};

const skip = (filling: Filling): Turn => {
  const field = fieldOf(filling.form, filling.active.asked);
  if (field === null) return sayAgain(filling);
  if (filling.active.adding === true) return goOn(filling);
  if (field.optional !== true) return sayAgain(filling, say.notOptional(field));
  return goOn(withAnswers(filling, { [field.id]: { value: null, words: '跳过' } }));
};

/** 继续 at a question that has an answer keeps it and moves on; at an open one it says it again. */
const goOnUnchanged = (filling: Filling): Turn => {
  const { active } = filling;
  const isAnswered = active.asked !== null && active.answers[active.asked] !== undefined;
  const { form, facts } = filling;
  const far = form.webForm === true ? [say.soFar(form, active.answers, facts)] : [];
  return isAnswered ? goOn(filling, ...far) : sayAgain(filling, ...far);
};

/** 提交 counts on the review screen; before it, it may be the answer to a yes-or-no question. */
const submitOrAnswer = (filling: Filling): Turn | null => {
  const { form, active } = filling;
  if (active.mode === 'reviewing') return submitForm(filling);
  return fieldOf(form, active.asked)?.yesNo === true ? null : sayAgain(filling, say.NOT_YET);
};

const resumed = (filling: Filling): Filling => {
  const mode = filling.active.asked === null ? 'reviewing' : 'asking';
  const active = { ...filling.active, mode } as const;
  return { ...filling, active, session: { ...filling.session, active } };
};

/** Every command still counts; a second 取消 keeps, for nothing is deleted by a doubled message. */
const whileCancelling = (filling: Filling, said: Command): Turn | null => {
  switch (said.name) {
    case 'cancel':
    case 'later':
      return keepForLater(filling);
    case 'submit':
    case 'skip':
      return null;
    case 'repeat':
      return sayAgain(filling);
    case 'back':
      return sayAgain(resumed(filling));
    case 'help':
    case 'menu':
    case 'human':
    case 'change':
    case 'continue':
    case 'mine':
    case 'progress':
    case 'basis':
    case 'page':
      return obeyInForm(resumed(filling), said);
  }
};

const discard = ({ form, session }: Filling): Turn => ({
  ...wait({ ...session, active: null, offered: null }, say.discarded(form)),
  ...(form.evidence ? { dropBag: 'all' as const } : {}),
});

/** The answer to “keep or discard?”: 1, 2 or 3, or in words. Null when it is none of them. */
export const answerCancel = (filling: Filling, text: string): Turn | null => {
  const number = ordinal(text);
  if (number === 3 || /接着填|不取消|继续填/u.test(text)) return sayAgain(resumed(filling));
  if (number === 2 || /删|不要|不保留|不留/u.test(text)) return discard(filling);
  if (number === 1 || /保留|留着|先放/u.test(text) || yesNo(text) === true)
    return keepForLater(filling);
  return null;
};
