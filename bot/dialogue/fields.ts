import type { Json } from '../../domain/index.ts';
import { ordinal } from './understand/numbers.ts';
import { plain } from './understand/normalise.ts';
import { isStale } from './bound.ts';
import type { Active } from './session.ts';
import type { Answers, Choice, Facts, Field, Form, Found } from './flow.ts';

/** The fields that apply to these answers, in order. */
export const applicable = (form: Form, answers: Answers, facts: Facts): readonly Field[] =>
  form.fields.filter((field) => field.when?.(answers, facts) ?? true);

export const isAnswered = (field: Field, answers: Answers, facts: Facts): boolean => {
  const answer = answers[field.id];
  return (
    answer !== undefined &&
    (field.holds?.(answer.value, facts) ?? true) &&
    !isStale(field, answers, facts)
  );
};

/** The fields that are asked, and what was offered beside them. */
export const counted = (form: Form, answers: Answers, facts: Facts): readonly Field[] =>
  applicable(form, answers, facts).filter(
    ({ id, volunteered }) =>
      volunteered?.(facts) !== true || (answers[id] !== undefined && answers[id].value !== null),
  );

/** The first field that has no answer that holds, or null: then everything can be reviewed. */
export const nextField = (form: Form, answers: Answers, facts: Facts): Field | null =>
  counted(form, answers, facts).find((field) => !isAnswered(field, answers, facts)) ?? null;

/** Taken on the web page only (C-02). */
export const isFormOnly = (form: Form, field: Field, facts: Facts): boolean =>
  field.sensitive === true && form.formOnly?.(facts) === true;

/** The open question to ask in chat: what only the page takes comes when nothing else is left. */
export const nextInChat = (form: Form, answers: Answers, facts: Facts): Field | null => {
  const open = counted(form, answers, facts).filter((field) => !isAnswered(field, answers, facts));
  return open.find((field) => !isFormOnly(form, field, facts)) ?? open[0] ?? null;
};

/** How far a form is: “已填 4/9”. */
export const progressOf = (form: Form, answers: Answers, facts: Facts): string => {
  const fields = counted(form, answers, facts);
  const filled = fields.filter((field) => isAnswered(field, answers, facts)).length;
  return `已填 ${filled}/${fields.length}`;
};

/** Kept answers that still fit the form: removed fields fall away, changed ones are asked again (F14). */
export const stillFitting = (form: Form, answers: Answers): Answers =>
  Object.fromEntries(
    form.fields.flatMap((field) => {
      const answer = answers[field.id];
      if (answer === undefined) return [];
      const fits =
        answer.value === null
          ? field.optional === true
          : field.shape.safeParse(answer.value).success;
      return fits ? [[field.id, answer] as const] : [];
    }),
  );

export const fieldOf = (form: Form, id: string | null): Field | null =>
  form.fields.find((field) => field.id === id) ?? null;

/** The field before the one asked now, or null at the first. */
export const fieldBefore = (form: Form, active: Active, facts: Facts): Field | null => {
  const fields = counted(form, active.answers, facts);
  if (active.asked === null) return fields.at(-1) ?? null;
  const at = fields.findIndex((field) => field.id === active.asked);
  return at > 0 ? (fields[at - 1] ?? null) : null;
};

/** The choices of a question as they are shown: one a line, numbered from 1. */
export const choiceLines = (choices: readonly Choice[]): string =>
  choices.map((choice, index) => `${index + 1} ${choice.label}`).join('\n');

const wordsOf = (choice: Choice): readonly string[] => [
  choice.label,
  choice.value,
  ...(choice.words ?? []),
];

/** The choice a person named by number, label or another word for it. */
export const chosen = (text: string, choices: readonly Choice[]): Choice | null => {
  const number = ordinal(text);
  if (number !== null) return choices[number - 1] ?? null;
  const said = plain(text).replace(/[。，,.!！]+$/u, '');
  return choices.find((choice) => wordsOf(choice).includes(said)) ?? null;
};

const SHORTEST_PART = 2;

/** The one choice whose words stand in the answer, or that the answer is a part of; none when unsure. */
const meant = (text: string, choices: readonly Choice[]): Choice | null => {
  const said = plain(text).replace(/^(?:我|本人)?(?:是|属于|选|算)?|的?[。，,.!！\s]*$/gu, '');
  if ([...said].length < SHORTEST_PART || /不|没|非|无/u.test(said)) return null;
  const found = choices.filter((choice) =>
    wordsOf(choice).some(
      (words) => words.includes(said) || (words.length >= SHORTEST_PART && said.includes(words)),
    ),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** The choice an answer names: exactly, or in other words that fit one choice only. */
export const chosenOne = (text: string, choices: readonly Choice[]): Choice | null =>
  chosen(text, choices) ?? meant(text, choices);

/** Every choice named in one answer (“1、3”, “参保群众和媒体”); null when something else stands in it. */
export const chosenSeveral = (
  text: string,
  choices: readonly Choice[],
): readonly Choice[] | null => {
  const parts = plain(text)
    .split(/[、，,;；/.。+和及与\s]+/u)
    .filter((part) => part !== '');
  const found = parts.map((part) => chosenOne(part, choices));
  return found.length > 0 && found.every((one) => one !== null) ? [...new Set(found)] : null;
};

export interface SpottedField {
  readonly field: Field;
  readonly found: readonly Found[];
}

/** Values of other fields that stand in a message, beside the answer to the question. */
export const spotted = (
  form: Form,
  text: string,
  { answers, asked, facts }: { answers: Answers; asked: string | null; facts: Facts },
): readonly SpottedField[] =>
  applicable(form, answers, facts).flatMap((field) => {
    if (field.id === asked || isAnswered(field, answers, facts)) return [];
    if (isFormOnly(form, field, facts)) return [];
    const found = distinct(field.spot?.(text, facts) ?? []);
    return found.length === 0 ? [] : [{ field, found }];
  });

/** The same value said twice is one value. */
const distinct = (found: readonly Found[]): readonly Found[] => {
  const keys = found.map(({ value }: { readonly value: Json }) => JSON.stringify(value));
  return found
    .filter((_one, index) => keys.indexOf(keys[index] ?? '') === index)
    .map(({ value, words }) => ({ value, words }));
};
