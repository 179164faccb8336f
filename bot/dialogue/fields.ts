import type { Json } from '../../domain/index.ts';
import { ordinal } from './understand/numbers.ts';
import { plain } from './understand/normalise.ts';
import type { Active } from './session.ts';
import type { Answers, Choice, Facts, Field, Form } from './flow.ts';

/** The fields that apply to these answers, in order. */
export const applicable = (form: Form, answers: Answers, facts: Facts): readonly Field[] =>
  form.fields.filter((field) => field.when?.(answers, facts) ?? true);

/** The first field that has no answer yet, or null: then everything can be reviewed. */
export const nextField = (form: Form, answers: Answers, facts: Facts): Field | null =>
  applicable(form, answers, facts).find((field) => answers[field.id] === undefined) ?? null;

/** How far a form is: “已填 4/9”. */
export const progressOf = (form: Form, answers: Answers, facts: Facts): string => {
  const fields = applicable(form, answers, facts);
  const filled = fields.filter((field) => answers[field.id] !== undefined).length;
  return `已填 ${filled}/${fields.length}`;
};

/** Kept answers that still fit the form: removed fields fall away, changed ones are asked again (F14). */
export const stillFitting = (form: Form, answers: Answers): Answers =>
  Object.fromEntries(
    form.fields.flatMap((field) => {
      const answer = answers[field.id];
      if (answer === undefined) return [];
      const fits = answer.value === null ? field.optional === true : field.shape.safeParse(answer.value).success;
      return fits ? [[field.id, answer] as const] : [];
    }),
  );

export const fieldOf = (form: Form, id: string | null): Field | null =>
  form.fields.find((field) => field.id === id) ?? null;

/** The field before the one asked now, or null at the first. */
export const fieldBefore = (form: Form, active: Active, facts: Facts): Field | null => {
  const fields = applicable(form, active.answers, facts);
  if (active.asked === null) return fields.at(-1) ?? null;
  const at = fields.findIndex((field) => field.id === active.asked);
  return at > 0 ? (fields[at - 1] ?? null) : null;
};

/** The choices of a question as they are shown: one a line, numbered from 1. */
export const choiceLines = (choices: readonly Choice[]): string =>
  choices.map((choice, index) => `${index + 1} ${choice.label}`).join('\n');

/** The choice a person named by number, label or another word for it. */
export const chosen = (text: string, choices: readonly Choice[]): Choice | null => {
  const number = ordinal(text);
  if (number !== null) return choices[number - 1] ?? null;
  const said = plain(text).replace(/[。，,.!！]+$/u, '');
  return choices.find((choice) => [choice.label, choice.value, ...(choice.words ?? [])].includes(said)) ?? null;
};

/** Every choice named in one answer (“1、3”, “参保群众和媒体”); null when something else stands in it. */
export const chosenSeveral = (text: string, choices: readonly Choice[]): readonly Choice[] | null => {
  const parts = plain(text)
    .split(/[、，,;；/和及与\s]+/u)
    .filter((part) => part !== '');
  const found = parts.map((part) => chosen(part, choices));
  return found.length > 0 && found.every((one) => one !== null) ? [...new Set(found)] : null;
};

/** Values of other fields that stand in a message, beside the answer to the question. */
export const spotted = (
  form: Form,
  text: string,
  { answers, asked, facts }: { answers: Answers; asked: string | null; facts: Facts },
): readonly { field: Field; found: readonly { value: Json; words: string }[] }[] =>
  applicable(form, answers, facts).flatMap((field) => {
    if (field.id === asked || answers[field.id] !== undefined || field.spot === undefined) return [];
    const found = field.spot(text, facts);
    return found.length === 0 ? [] : [{ field, found }];
  });
