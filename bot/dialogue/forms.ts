import type { Answers, Facts, Field, Form } from './flow.ts';
import { fieldOf, isFormOnly, nextInChat, progressOf, stillFitting } from './fields.ts';
import { after, toInstant, wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Active, Draft, Session } from './session.ts';

/** A form that is being filled in, with what the engine needs beside it. */
export interface Filling {
  readonly form: Form;
  readonly active: Active;
  readonly session: Session;
  readonly facts: Facts;
}

const NEW: Omit<Active, 'form' | 'version'> = {
  answers: {},
  asked: null,
  mode: 'asking',
  misses: 0,
};

/** Asks the next open question, or shows the review screen; `before` is said first. */
export const goOn = (filling: Filling, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  const field = nextInChat(form, active.answers, facts);
  if (field !== null) return askField(filling, field, ...before);
  const reviewing: Active = { ...active, asked: null, mode: 'reviewing', misses: 0 };
  return wait(
    { ...session, active: reviewing, offered: null },
    ...before,
    say.reviewOf(form, active.answers, facts),
  );
};

/** Where the link to a form's web page is made. */
export const WEB_PAGE = 'webPage';

/** The link to the web page of this form, and how far it is. */
export const toPage = (filling: Filling, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  const done = progressOf(form, active.answers, facts);
  return after(
    toInstant({ ...session, active }, WEB_PAGE, { rest: form.id }),
    ...before,
    `${form.title}${done}。`,
  );
};

/** What is not taken in chat is handed over to the web page (C-02). */
const handOver = (filling: Filling, field: Field, ...before: readonly string[]): Turn => {
  const active: Active = { ...filling.active, asked: field.id, mode: 'asking', misses: 0 };
  return toPage({ ...filling, active }, ...before, say.onPageOnly(field));
};

export const askField = (filling: Filling, field: Field, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  if (isFormOnly(form, field, facts)) return handOver(filling, field, ...before);
  const asking: Active = {
    ...active,
    asked: field.id,
    mode: 'asking',
    misses: 0,
    adding: undefined,
  };
  const kept = active.answers[field.id];
  const current =
    kept === undefined || kept.value === null
      ? []
      : [say.currentlyFilled(field, field.show(kept.value))];
  return wait(
    { ...session, active: asking, offered: null },
    ...before,
    ...current,
    say.promptOf(form, field, { answers: active.answers, facts }),
  );
};

/** Says the current question (or review) again without counting a misunderstanding. */
export const sayAgain = (filling: Filling, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  if (active.mode === 'cancelling')
    return wait(session, ...before, say.cancelQuestion(form, active.answers, facts));
  const field = fieldOf(form, active.asked);
  if (active.mode === 'asking' && field !== null && isFormOnly(form, field, facts))
    return handOver(filling, field, ...before);
  if (active.mode === 'asking' && field !== null)
    return wait(session, ...before, say.promptOf(form, field, { answers: active.answers, facts }));
  return wait(session, ...before, say.reviewOf(form, active.answers, facts));
};

/** Where the person is, in a few words, for after something else was said. */
export const whereabouts = ({ form, active, facts }: Filling): string => {
  const field = fieldOf(form, active.asked);
  return say.backTo(
    form,
    field === null ? null : (field.ask(active.answers, facts).split('\n')[0] ?? ''),
  );
};

/** Puts the form that is being filled in aside as a draft, an empty one too while it was just left. */
export const putAside = (
  session: Session,
  now: Date,
  { keepEmpty = false }: { readonly keepEmpty?: boolean } = {},
): Session => {
  const { active } = session;
  if (active === null) return session;
  const rest = session.drafts.filter((draft) => draft.form !== active.form);
  const draft: Draft = {
    form: active.form,
    version: active.version,
    answers: active.answers,
    at: now.toISOString(),
  };
  const keep = keepEmpty || Object.keys(active.answers).length > 0;
  return { ...session, active: null, drafts: keep ? [draft, ...rest] : rest };
};

/** A form left for something else: kept as a draft, and the sentence that says so. */
export const leaveForNow = ({
  form,
  active,
  session,
  facts,
}: Filling): { readonly session: Session; readonly also: readonly string[] } => {
  const aside = putAside(session, facts.now);
  const isKept = aside.drafts.some((draft) => draft.form === form.id);
  return { session: aside, also: isKept ? [say.keptMeanwhile(form, active.answers, facts)] : [] };
};

/** Begins a form from nothing; an older draft of it goes. */
export const beginForm = (form: Form, session: Session, facts: Facts): Filling => {
  const active = { ...NEW, form: form.id, version: form.version };
  const drafts = session.drafts.filter((draft) => draft.form !== form.id);
  return { form, active, session: { ...session, active, drafts, offered: null }, facts };
};

/** Goes on with a draft: kept answers that still fit stay, only new or changed questions are asked (F14). */
export const resumeForm = (
  form: Form,
  draft: Draft,
  { session, facts }: { session: Session; facts: Facts },
): Filling => {
  const answers = stillFitting(form, draft.answers);
  const active = { ...NEW, form: form.id, version: form.version, answers };
  const drafts = session.drafts.filter((one) => one.form !== form.id);
  return { form, active, session: { ...session, active, drafts, offered: null }, facts };
};

export const withAnswers = (filling: Filling, answers: Answers): Filling => ({
  ...filling,
  active: { ...filling.active, answers: { ...filling.active.answers, ...answers } },
});
