import { applicable, nextField, spotted } from './fields.ts';
import { askField, goOn, withAnswers, type Filling } from './forms.ts';
import { readAnswer } from './asking.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import type { Field } from './flow.ts';
import { correction } from './understand/correction.ts';
import { ordinal } from './understand/numbers.ts';

/** 提交: everything is there → performed by the desk; else the missing question is asked. */
export const submitForm = (filling: Filling): Turn => {
  const { form, active, session, facts } = filling;
  if (nextField(form, active.answers, facts) !== null) return goOn(filling);
  return { then: 'submit', session: { ...session, active }, form: form.id, answers: active.answers };
};

/** 改 3: asks that question again and comes back to the review. */
export const changeItem = (filling: Filling, item: number): Turn => {
  const fields = applicable(filling.form, filling.active.answers, filling.facts);
  const field = fields[item - 1];
  if (field === undefined) return wait(filling.session, say.noSuchItem(fields.length));
  return changeField(filling, field);
};

const changeField = (filling: Filling, field: Field): Turn => {
  const complete = nextField(filling.form, filling.active.answers, filling.facts) === null;
  return askField({ ...filling, active: { ...filling.active, changing: complete } }, field);
};

/** Anything said on the review screen that is no command: a correction in plain words, or a hint. */
export const correctInWords = (filling: Filling, text: string): Turn => {
  const { form, active, facts, session } = filling;
  if (ordinal(text) !== null) return wait(session, say.NOT_A_NUMBER_HERE);
  const fields = applicable(form, active.answers, facts);
  const said = correction(text, fields.map(({ id, label, names }) => ({ id, names: [label, ...names] })));
  if (said === null) return newValue(filling, text);
  const field = 'item' in said ? fields[said.item - 1] : fields.find((one) => one.id === said.field);
  return field === undefined ? wait(session, say.noSuchItem(fields.length)) : corrected(filling, field, said.rest);
};

/** A message with exactly one value of one field replaces that answer. */
const newValue = (filling: Filling, text: string): Turn => {
  const [only, ...more] = spotted(filling.form, text, { answers: {}, asked: null, facts: filling.facts });
  const [value, ...others] = only?.found ?? [];
  if (only === undefined || value === undefined || more.length > 0 || others.length > 0)
    return wait(filling.session, say.NOT_A_NUMBER_HERE);
  return goOn(withAnswers(filling, { [only.field.id]: value }), '已按您说的修改。');
};

const corrected = (filling: Filling, field: Field, rest: string | null): Turn => {
  if (rest === null) return changeField(filling, field);
  const read = readAnswer(field, rest, filling.facts);
  if (!read.ok) return askField({ ...filling, active: { ...filling.active, changing: true } }, field, read.error);
  return goOn(withAnswers(filling, { [field.id]: { value: read.value, words: rest } }), '已按您说的修改。');
};
