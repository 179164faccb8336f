import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Json } from '../../domain/index.ts';
import type { Answer, Answers, Facts, Field } from './flow.ts';
import { chosen, chosenSeveral, fieldOf, spotted } from './fields.ts';
import { goOn, withAnswers, type Filling } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { ordinal } from './understand/numbers.ts';

/** A message that answers the question asked, other questions, or neither. */
export const answerQuestion = (filling: Filling, text: string): Turn => {
  const field = fieldOf(filling.form, filling.active.asked);
  if (field === null) return goOn(filling);
  const read = readAnswer(field, text, filling.facts);
  const others = elsewhere(filling, text, field.id);
  const mine: Answers = read.ok ? { [field.id]: { value: read.value, words: text } } : {};
  const next = withAnswers(filling, { ...mine, ...others.answers });
  const echo = say.echoOf(others.echoes);
  if (read.ok) return afterAnswer(next, { field, value: read.value, echo, ambiguous: others.ambiguous });
  if (others.echoes.length > 0) return goOn(next, echo);
  return misunderstood(filling, field, read.error);
};

/** The answer as the field understands it: a choice by number or word, else the field's own parsing. */
export const readAnswer = (field: Field, text: string, facts: Facts): Result<Json, string> => {
  const choices = field.choices?.(facts) ?? [];
  if (choices.length === 0) return field.parse(text, facts);
  if (field.several === true) {
    const many = chosenSeveral(text, choices);
    return many === null ? readOwnWords(field, text, facts) : ok(many.map((choice) => choice.value));
  }
  const one = chosen(text, choices);
  return one === null ? readOwnWords(field, text, facts) : field.parse(one.value, facts);
};

const readOwnWords = (field: Field, text: string, facts: Facts): Result<Json, string> => {
  const parsed = field.parse(text, facts);
  if (parsed.ok) return parsed;
  return ordinal(text) === null ? parsed : err(say.choiceWrong(field.choices?.(facts) ?? []));
};

interface Elsewhere {
  readonly answers: Answers;
  readonly echoes: readonly { readonly field: Field; readonly shown: string }[];
  readonly ambiguous: { readonly field: Field; readonly values: readonly Answer[] } | null;
}

/** What a message says for other questions; a field with two candidates is asked about. */
const elsewhere = ({ form, active, facts }: Filling, text: string, asked: string): Elsewhere => {
  const all = spotted(form, text, { answers: active.answers, asked, facts });
  const sure = all.filter(({ found }) => found.length === 1);
  const unsure = all.find(({ found }) => found.length > 1);
  return {
    answers: Object.fromEntries(sure.flatMap(({ field, found }) => found.map((one) => [field.id, one] as const))),
    echoes: sure.flatMap(({ field, found }) => found.map((one) => ({ field, shown: field.show(one.value) }))),
    ambiguous: unsure === undefined ? null : { field: unsure.field, values: unsure.found },
  };
};

const afterAnswer = (
  filling: Filling,
  { field, value, echo, ambiguous }: { field: Field; value: Json; echo: string } & Pick<Elsewhere, 'ambiguous'>,
): Turn => {
  const note = field.note?.(value, filling.facts) ?? '';
  const mine = field.spot === undefined ? '' : say.echoOf([{ field, shown: field.show(value) }]);
  const before = [mine, echo, note].filter((one) => one !== '');
  if (ambiguous === null) return goOn(filling, ...before);
  const { session, active } = filling;
  return wait(
    {
      ...session,
      active: { ...active, asked: ambiguous.field.id, mode: 'asking', misses: 0 },
      offered: { kind: 'candidates', field: ambiguous.field.id, values: ambiguous.values },
    },
    ...before,
    say.candidatesQuestion(ambiguous.field, ambiguous.values.map((one) => ambiguous.field.show(one.value))),
  );
};

const misunderstood = (filling: Filling, field: Field, wrong: string): Turn => {
  const misses = filling.active.misses + 1;
  const active = { ...filling.active, misses };
  return wait({ ...filling.session, active, offered: null }, say.repromptOf(field, { wrong, misses }));
};
