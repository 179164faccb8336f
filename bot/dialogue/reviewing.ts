import { applicable, nextField, spotted } from './fields.ts';
import { askField, goOn, withAnswers, type Filling } from './forms.ts';
import { correctTo, storyFor } from './asking.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { yesNo } from './understand/commands.ts';
import { correction } from './understand/correction.ts';
import { ordinal } from './understand/numbers.ts';

/** 提交: everything is there → performed by the desk; else the missing question is asked. */
export const submitForm = (filling: Filling): Turn => {
  const { form, active, session, facts } = filling;
  if (nextField(form, active.answers, facts) !== null) return goOn(filling);
  return {
    then: 'submit',
    session: { ...session, active },
    form: form.id,
    answers: active.answers,
  };
};

/** 改 3: asks that question again and comes back to where the form was. */
export const changeItem = (filling: Filling, item: number): Turn => {
  const fields = applicable(filling.form, filling.active.answers, filling.facts);
  const field = fields[item - 1];
  if (field === undefined) return wait(filling.session, say.noSuchItem(fields.length));
  return askField(filling, field);
};

/** Anything said on the review screen that is no command: a correction in plain words, or a hint. */
export const correctInWords = (filling: Filling, text: string): Turn => {
  const { form, active, facts, session } = filling;
  if (ordinal(text) !== null) return wait(session, say.HOW_TO_CORRECT);
  const yes = yesNo(text);
  if (yes !== null) return wait(session, yes ? say.SAY_SUBMIT : say.HOW_TO_CORRECT);
  const fields = applicable(form, active.answers, facts);
  const said = correction(
    text,
    fields.map(({ id, label, names }) => ({ id, names: [label, ...names] })),
  );
  if (said === null) return newValue(filling, text);
  const field =
    'item' in said ? fields[said.item - 1] : fields.find((one) => one.id === said.field);
  return field === undefined
    ? wait(session, say.noSuchItem(fields.length))
    : correctTo(filling, field, said.rest);
};

/** More of the story is offered to be added; a message with exactly one value replaces that answer. */
const newValue = (filling: Filling, text: string): Turn => {
  const { session } = filling;
  const story = storyFor(filling, text);
  if (story !== null)
    return wait(
      { ...session, offered: { kind: 'append', words: text } },
      say.appendQuestion(story),
    );
  const seen = spotted(filling.form, text, { answers: {}, asked: null, facts: filling.facts });
  const [only, ...more] = seen;
  const [value, ...others] = only?.found ?? [];
  if (only === undefined || value === undefined || more.length > 0 || others.length > 0)
    return wait(session, say.HOW_TO_CORRECT);
  return goOn(withAnswers(filling, { [only.field.id]: value }), say.CORRECTED);
};
