import { goOn, resumeForm, withAnswers, type Filling } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Offered, Session } from './session.ts';
import { begin, open } from './opening.ts';
import { formNamed, type Here } from './setting.ts';
import { command } from './understand/commands.ts';
import { ordinal } from './understand/numbers.ts';

type Of<K extends Offered['kind']> = Extract<Offered, { kind: K }>;

/** A number or word that answers what was just offered; null when the message means something else. */
export const answerOffered = (here: Here, offered: Offered, text: string): Turn | null => {
  switch (offered.kind) {
    case 'menu':
      return answerMenu(here, offered, text);
    case 'resume':
      return answerResume(here, offered, text);
    case 'which':
      return answerWhich(here, offered, text);
    case 'reason':
      return answerReason(here, offered, text);
    case 'candidates':
      return null;
  }
};

const without = (session: Session): Session => ({ ...session, offered: null });

const answerMenu = (here: Here, { items }: Of<'menu'>, text: string): Turn | null => {
  const number = ordinal(text);
  const id = number === null ? undefined : items[number - 1];
  if (id === undefined) return null;
  const conversation = here.repertoire.conversations.find((one) => one.id === id);
  return conversation === undefined ? null : open({ ...here, session: without(here.session) }, conversation, '');
};

const answerResume = (here: Here, offered: Of<'resume'>, text: string): Turn | null => {
  const number = ordinal(text);
  const again = command(text)?.name === 'continue';
  if (number !== 1 && number !== 2 && !again) return null;
  const form = formNamed(here, offered.form);
  const session = without(here.session);
  const draft = session.drafts.find((one) => one.form === offered.form);
  if (form === null || draft === undefined) return null;
  if (number === 2) {
    const drafts = session.drafts.filter((one) => one !== draft);
    return begin({ ...here, session: { ...session, drafts } }, form, offered.rest);
  }
  return goOn(resumeForm(form, draft, { session, facts: here.facts }));
};

const answerWhich = (here: Here, offered: Of<'which'>, text: string): Turn | null => {
  const number = ordinal(text);
  if (number === null) return null;
  const offer = offered.offers[number - 1];
  if (offer === undefined) return wait(here.session, say.WHICH_AGAIN);
  return takeOffer({ ...here, session: without(here.session) }, { offer, reply: offered.reply, rest: offered.rest });
};

const answerReason = (here: Here, offered: Of<'reason'>, text: string): Turn | null => {
  const said = command(text);
  if (said !== null && ['menu', 'cancel', 'human', 'help'].includes(said.name)) return null;
  return { then: 'offer', session: without(here.session), offer: offered.offer, reply: offered.reply, rest: text };
};

/** Answers one offer, asking first for the reason it needs. */
export const takeOffer = (
  { session, repertoire, facts }: Here,
  { offer, reply, rest }: { offer: string; reply: string; rest: string },
): Turn => {
  const name = facts.offers.find((one) => one.id === offer)?.name;
  const kind = repertoire.offers.find((one) => one.name === name);
  const needs = kind?.replies.find((one) => one.id === reply)?.needs;
  if (needs !== undefined && rest === '')
    return wait({ ...session, offered: { kind: 'reason', offer, reply } }, needs.ask, `例如：${needs.example}`);
  return { then: 'offer', session, offer, reply, rest };
};

/** Which of several values was meant. */
export const answerCandidates = (filling: Filling, offered: Of<'candidates'>, text: string): Turn | null => {
  const number = ordinal(text);
  const value = number === null ? undefined : offered.values[number - 1];
  if (value === undefined) return null;
  return goOn(withAnswers({ ...filling, session: without(filling.session) }, { [offered.field]: value }));
};
