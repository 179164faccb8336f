import type { Answers, Facts, Field, Form } from './flow.ts';
import { fieldOf, nextField, stillFitting } from './fields.ts';
import { wait, type Turn } from './outcome.ts';
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
  changing: false,
};

/** Asks the next open question, or shows the review screen; `before` is said first. */
export const goOn = (filling: Filling, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  const field = active.changing ? null : nextField(form, active.answers, facts);
  if (field !== null) return askField(filling, field, ...before);
  const missing = nextField(form, active.answers, facts);
  if (missing !== null) return askField(filling, missing, ...before);
  const reviewing: Active = { ...active, asked: null, mode: 'reviewing', misses: 0, changing: false };
  return wait(
    { ...session, active: reviewing, offered: null },
    ...before,
    say.reviewOf(form, active.answers, facts),
  );
};

export const askField = (filling: Filling, field: Field, ...before: readonly string[]): Turn => {
  const { form, active, session, facts } = filling;
  const asking: Active = { ...active, asked: field.id, mode: 'asking', misses: 0 };
  const kept = active.answers[field.id];
  const current =
    kept === undefined || kept.value === null ? [] : [say.currentlyFilled(field, field.show(kept.value))];
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
  if (active.mode === 'asking' && field !== null)
    return wait(session, ...before, say.promptOf(form, field, { answers: active.answers, facts }));
  return wait(session, ...before, say.reviewOf(form, active.answers, facts));
};

/** Puts the form that is being filled in aside as a draft (nothing to keep: nothing is kept). */
export const putAside = (session: Session, now: Date): Session => {
  const { active } = session;
  if (active === null) return session;
  const rest = session.drafts.filter((draft) => draft.form !== active.form);
  const draft: Draft = {
    form: active.form,
    version: active.version,
    answers: active.answers,
    at: now.toISOString(),
  };
  const keep = Object.keys(active.answers).length > 0;
  return { ...session, active: null, drafts: keep ? [draft, ...rest] : rest };
};

/** Begins a form from nothing; what the opening message said beyond the opening comes back as `first`. */
export const beginForm = (form: Form, session: Session, facts: Facts): Filling => ({
  form,
  active: { ...NEW, form: form.id, version: form.version },
  session: { ...session, drafts: session.drafts.filter((draft) => draft.form !== form.id), offered: null },
  facts,
});

/** Goes on with a draft: kept answers that still fit stay, only new or changed questions are asked (F14). */
export const resumeForm = (form: Form, draft: Draft, { session, facts }: { session: Session; facts: Facts }): Filling => ({
  form,
  active: { ...NEW, form: form.id, version: form.version, answers: stillFitting(form, draft.answers) },
  session: { ...session, drafts: session.drafts.filter((one) => one !== draft), offered: null },
  facts,
});

export const withAnswers = (filling: Filling, answers: Answers): Filling => ({
  ...filling,
  active: { ...filling.active, answers: { ...filling.active.answers, ...answers } },
});
