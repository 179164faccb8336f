import { fieldOf } from './fields.ts';
import type { Adding, Field } from './flow.ts';
import { goOn, withAnswers, type Filling } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import { readAnswer } from './reading.ts';
import * as say from './sentences.ts';
import { yesNo } from './understand/commands.ts';
import { plain } from './understand/normalise.ts';

/** Answers of several parts that people send one by one: 还有吗, until 没有了. */

const NO_MORE =
  /^(?:我|就|都|再|也|已经|后面|下面|其他的?)*(?:没有?|无|没别的|这些|这么多|这一段|一段|写完|说完|发完|完|全|好|齐)(?:了|啦|其他|别的)*[。.!]*$/u;

/** What was said beside the question it belongs to, or as a further part of it; null: neither. */
export const addedTo = (filling: Filling, asked: Field | null, text: string): Turn | null => {
  const { active } = filling;
  if (asked?.adds === undefined) return toAnother(filling, asked, text);
  const { answers } = active;
  if (answers[asked.id] === undefined) return null;
  if (active.adding === true) return more(filling, { field: asked, adds: asked.adds }, text);
  return onlyOne(filling, { field: asked, adds: asked.adds }, text);
};

/** One part came where there may be more of it. */
export const takesMore = ({ active }: Filling, { id, adds }: Field): boolean => {
  const answer = active.answers[id];
  return answer !== undefined && adds?.isOne(answer.value) === true;
};

export const askMore = (filling: Filling, field: Field, said: readonly string[]): Turn => {
  const { active, session } = filling;
  const asking = { ...active, asked: field.id, mode: 'asking', misses: 0, adding: true } as const;
  return wait({ ...session, active: asking, offered: null }, ...said, field.adds?.ask ?? '');
};

interface Of {
  readonly field: Field;
  readonly adds: Adding;
}

const more = (filling: Filling, of: Of, text: string): Turn => {
  const said = yesNo(text);
  if (said === false || NO_MORE.test(plain(text))) return goOn(filling);
  if (said === true) return askMore(filling, of.field, [say.tellMore(of.field)]);
  const joined = joinedIn(filling, of, text);
  if (typeof joined === 'string') return askMore(filling, of.field, [joined]);
  return askMore(joined, of.field, [shownNow(joined, of.field)]);
};

/** 改 24 and one part: added, or in the place of the one it corrects; several parts replace them all. */
const onlyOne = (filling: Filling, of: Of, text: string): Turn | null => {
  const read = readAnswer(of.field, text, filling.facts);
  if (!read.ok || !of.adds.isOne(read.value)) return null;
  const joined = joinedIn(filling, of, text);
  return typeof joined === 'string'
    ? null
    : askMore(joined, of.field, [shownNow(joined, of.field)]);
};

/** A part that comes late, at another question or on the review screen, goes where it belongs. */
const toAnother = (filling: Filling, asked: Field | null, text: string): Turn | null => {
  if (asked?.free === true) return null;
  for (const field of filling.form.fields) {
    if (field.adds === undefined || filling.active.answers[field.id] === undefined) continue;
    const joined = joinedIn(filling, { field, adds: field.adds }, text);
    if (typeof joined !== 'string') return goOn(joined, shownNow(joined, field));
  }
  return null;
};

const joinedIn = (filling: Filling, { field, adds }: Of, text: string): Filling | string => {
  const before = filling.active.answers[field.id];
  const read = readAnswer(field, text, filling.facts);
  if (!read.ok || before === undefined) return read.ok ? '' : read.error;
  const joined = adds.join(before.value, read.value);
  if (!joined.ok) return joined.error;
  const answer = { value: joined.value, words: `${before.words}\n${text}` };
  return withAnswers(filling, { [field.id]: answer });
};

const shownNow = ({ form, active }: Filling, { id }: Field): string => {
  const field = fieldOf(form, id);
  const answer = active.answers[id];
  return field === null || answer === undefined
    ? ''
    : say.added(field, say.shownShort(field.show(answer.value)));
};
