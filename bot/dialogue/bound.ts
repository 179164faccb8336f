import type { Answer, Answers, Facts, Field, Form } from './flow.ts';

/** A paper that was printed, signed and sent back speaks for what stood in the draft then (F1-22, GP-6.2). */

/** It was answered, and what it speaks for reads otherwise now. */
export const isStale = (field: Field, answers: Answers, facts: Facts): boolean => {
  const kept = answers[field.id]?.bound;
  return kept !== undefined && field.bound?.(answers, facts) !== kept;
};

interface Change {
  readonly before: Answers;
  readonly after: Answers;
}

/** Notes with each new paper what it speaks for: what stood there before the change that brought it. */
export const withBound = (form: Form, change: Change, facts: Facts): Answers => ({
  ...change.after,
  ...Object.fromEntries(
    form.fields.flatMap((field) => {
      const answer = boundAnswer({ form, field }, change, facts);
      return answer === null ? [] : [[field.id, answer] as const];
    }),
  ),
});

interface Of {
  readonly form: Form;
  readonly field: Field;
}

const boundAnswer = ({ form, field }: Of, change: Change, facts: Facts): Answer | null => {
  const { before, after } = change;
  const answer = after[field.id];
  if (answer === undefined || field.bound === undefined) return null;
  const isNew = partsOf(answer).some((part) => !partsOf(before[field.id]).includes(part));
  if (!isNew) return { ...answer, bound: answer.bound ?? before[field.id]?.bound };
  // a form filled in at one stroke was signed from a blank paper: it speaks for what was typed with it
  const printed = isFilled(form, before, facts) ? before : after;
  return { ...answer, bound: field.bound(printed, facts) };
};

const partsOf = (answer: Answer | undefined): readonly unknown[] =>
  Array.isArray(answer?.value) ? answer.value : [answer?.value];

const isFilled = (form: Form, answers: Answers, facts: Facts): boolean =>
  form.fields.every(
    (field) =>
      field.bound !== undefined ||
      field.optional === true ||
      answers[field.id] !== undefined ||
      field.when?.(answers, facts) === false,
  );
