import { answerQuestion } from './asking.ts';
import type { Conversation, Form } from './flow.ts';
import { beginForm, goOn, putAside } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { openingIn, type Here } from './setting.ts';

/** Leads into a conversation; an unfinished draft of the same form is offered first. */
export const open = (here: Here, conversation: Conversation, rest: string): Turn => {
  if (conversation.kind === 'instant')
    return { then: 'instant', session: here.session, instant: conversation.id, rest };
  const closed = conversation.closed?.(here.facts) ?? null;
  if (closed !== null) return wait(here.session, closed);
  const draft = here.session.drafts.find((one) => one.form === conversation.id);
  if (draft === undefined) return begin(here, conversation, rest);
  return wait(
    { ...here.session, offered: { kind: 'resume', form: conversation.id, rest } },
    say.resumeQuestion(conversation, draft.answers, here.facts),
  );
};

/** Begins a form; what the opening message said beyond the opening is its first answer. */
export const begin = (here: Here, form: Form, rest: string): Turn => {
  const filling = beginForm(form, here.session, here.facts);
  const photos = form.evidence ? say.photosKept(here.facts) : '';
  const first = goOn(filling, form.intro(here.facts), ...(photos === '' ? [] : [photos]));
  if (rest === '' || first.then !== 'wait' || first.session.active === null) return first;
  return answerQuestion({ ...filling, active: first.session.active, session: first.session }, rest);
};

/** The bare opening of another conversation leaves this form, which is kept as a draft (F13). */
export const switchTo = (here: Here, text: string): Turn | null => {
  const found = openingIn(here, text);
  if (found?.rest !== '' || found.conversation.id === here.session.active?.form) return null;
  if (found.conversation.kind === 'instant')
    return { then: 'instant', session: here.session, instant: found.conversation.id, rest: '' };
  return open({ ...here, session: putAside(here.session, here.facts.now) }, found.conversation, '');
};
