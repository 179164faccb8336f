import type { Conversation, Facts, Form, OfferKind } from './flow.ts';
import { fieldOf, stillFitting } from './fields.ts';
import type { Filling } from './forms.ts';
import type { Draft, Session } from './session.ts';
import { startsWithOpening } from './understand/commands.ts';

/** A conversation that is wanted, though none of its openings was said. */
export interface Wish {
  readonly conversation: string;
  readonly rest: string;
  /** it is asked whether it is needed: the answer begins nothing */
  readonly asks?: true;
}

/** Everything a person can be led into, and what waits for an answer. */
export interface Repertoire {
  readonly conversations: readonly Conversation[];
  readonly offers: readonly OfferKind[];
  /** where words nobody understands go: everyday questions, else help */
  readonly fallback: string;
  /** where the words of an open 人工 conversation go */
  readonly talk: string;
  /** the same without what was photographed or recorded: words before were held back (C-01) */
  readonly talkInWords: string;
  /** what somebody wants in words that open nothing by themselves, or null */
  readonly wished?: (text: string, facts: Facts) => Wish | null;
  /** the short answer to an everyday question, or null */
  readonly everyday?: (text: string, facts: Facts) => string | null;
}

export interface Setting {
  readonly repertoire: Repertoire;
  readonly facts: Facts;
}

/** Where a message meets the engine: the session as it is now, and what there is to know. */
export interface Here extends Setting {
  readonly session: Session;
}

export const formNamed = ({ repertoire }: Setting, id: string): Form | null => {
  const found = repertoire.conversations.find((one) => one.id === id);
  return found?.kind === 'form' ? found : null;
};

/** The form that is being filled in, or null. */
export const fillingOf = (here: Here): Filling | null => {
  const { active } = here.session;
  const form = active === null ? null : formNamed(here, active.form);
  if (active === null || form === null) return null;
  return { form, active, session: here.session, facts: here.facts };
};

/**
 * The session as this version of the house understands it: a form that is no more is left, answers
 * that no longer fit are asked again (F14).
 */
export const fitted = (session: Session, setting: Setting): Session => {
  const { active } = session;
  if (active === null) return session;
  const form = formNamed(setting, active.form);
  if (form === null) return { ...session, active: null };
  const asked = fieldOf(form, active.asked) === null ? null : active.asked;
  const mode = active.mode === 'asking' && asked === null ? 'reviewing' : active.mode;
  const answers = stillFitting(form, active.answers);
  return { ...session, active: { ...active, version: form.version, answers, asked, mode } };
};

/** Drafts of forms that there are, the newest first. */
export const openDrafts = (here: Here): readonly { readonly draft: Draft; readonly form: Form }[] =>
  here.session.drafts
    .flatMap((draft) => {
      const form = formNamed(here, draft.form);
      return form === null ? [] : [{ draft, form }];
    })
    .sort((a, b) => b.draft.at.localeCompare(a.draft.at));

export interface Opening {
  readonly conversation: Conversation;
  /** the words that opened it */
  readonly opening: string;
  readonly rest: string;
}

/** Opened by a greeting. */
export const GREETED = 'menu';

/** The conversation that hears itself meant, without one of its openings. */
const heardIn = ({ repertoire, facts }: Setting, text: string): Opening | null => {
  for (const conversation of repertoire.conversations) {
    const rest = conversation.hears?.(text, facts) ?? null;
    if (rest !== null) return { conversation, opening: '', rest };
  }
  return null;
};

/** The conversation a message opens, with what it says beyond the opening. */
export const openingIn = (setting: Setting, text: string): Opening | null => {
  const { repertoire } = setting;
  const found = startsWithOpening(
    text,
    repertoire.conversations.flatMap((one) => one.openings),
  );
  const conversation = repertoire.conversations.find(
    (one) => found !== null && one.openings.includes(found.opening),
  );
  if (conversation === undefined || found === null) return heardIn(setting, text);
  if (isOther(conversation, found.rest)) return heardIn(setting, text);
  // 你好，我想报名: a greeting is passed over for what comes after it
  if (conversation.id === GREETED && found.rest !== '') return openingIn(setting, found.rest);
  return askedAbout(setting, text, found.rest) ?? { conversation, ...found };
};

/** The words only begin like one of its openings. */
const isOther = (conversation: Conversation, rest: string): boolean =>
  conversation.kind === 'instant' && rest !== '' && conversation.isMeant?.(rest) === false;

/** Asks about something handed in, and begins nothing. */
const askedAbout = (setting: Setting, text: string, rest: string): Opening | null => {
  if (rest === '') return null;
  for (const conversation of setting.repertoire.conversations) {
    if (conversation.kind !== 'instant' || conversation.isAsked !== true) continue;
    const heard = conversation.hears?.(text, setting.facts) ?? null;
    if (heard !== null) return { conversation, opening: '', rest: heard };
  }
  return null;
};
