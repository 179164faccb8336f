import { addedTo } from './adding.ts';
import { applicable, nextField, spotted } from './fields.ts';
import type { Answer, Field, Found } from './flow.ts';
import { askField, goOn, withAnswers, type Filling } from './forms.ts';
import { addToStory, correctTo, storyFor } from './asking.ts';
import { wait, type Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { yesNo } from './understand/commands.ts';
import { correction, statement, type Correction } from './understand/correction.ts';
import { plain } from './understand/normalise.ts';
import { chineseNumber, ordinal } from './understand/numbers.ts';

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

const saidYesNo = ({ session }: Filling, text: string): Turn | null => {
  const yes = yesNo(text);
  return yes === null ? null : wait(session, yes ? say.SAY_SUBMIT : say.HOW_TO_CORRECT);
};

const addsOrClears = (filling: Filling, text: string): Turn | null =>
  addedTo(filling, null, text) ??
  moreOfStory(filling, text) ??
  clearItem(filling, text) ??
  saidYesNo(filling, text);

/** Anything said on the review screen that is no command: a correction in plain words, or a hint. */
export const correctInWords = (filling: Filling, text: string): Turn => {
  const { form, active, facts, session } = filling;
  if (ordinal(text) !== null) return wait(session, say.HOW_TO_CORRECT);
  const led = addsOrClears(filling, text);
  if (led !== null) return led;
  const fields = applicable(form, active.answers, facts);
  const named = fields.map(({ id, label, names }) => ({ id, names: [label, ...names] }));
  const said = correction(text, named) ?? statement(text, named);
  if (said === null) return newValue(filling, text);
  const field = namedField(said, fields);
  return field === undefined
    ? wait(session, say.noSuchItem(fields.length))
    : correctTo(filling, field, said.rest);
};

const namedField = (said: Correction, fields: readonly Field[]): Field | undefined =>
  'item' in said ? fields[said.item - 1] : fields.find(({ id }) => id === said.field);

const ADD =
  /^(?:请|帮我|我)*(?:再|还要|还)?(?:加|补充|添)(?:上)?(?:一句|一点|一条|几句|一下)?[:：,，\s]*/u;
const ADDING =
  /^(?:请|帮我|我)*(?:再|还要|还)(?:加|补充|添)|^(?:加|补充|添)(?:上)?(?:一句|一点|几句|[:：])/u;

/** “再加一句：老板姓贾” says where it goes. */
const moreOfStory = (filling: Filling, text: string): Turn | null => {
  const words = text.trim().replace(ADD, '');
  const isMore = ADDING.test(text.trim()) && words !== '' && filling.form.story !== undefined;
  return isMore ? addToStory(filling, words) : null;
};

const CLEAR =
  /^(?:请|帮我|把)*(?:删除|删掉|去掉|清空|删)第?(?<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项|条|个)?(?:删除|删掉|去掉|清空|删)?[。!]*$/u;

/** 删除第五项: what may stay empty is emptied. */
const clearItem = (filling: Filling, text: string): Turn | null => {
  const number = chineseNumber(CLEAR.exec(plain(text))?.groups?.number ?? '');
  if (number === null) return null;
  const { form, active, facts, session } = filling;
  const fields = applicable(form, active.answers, facts);
  const field = fields[number - 1];
  if (field === undefined) return wait(session, say.noSuchItem(fields.length));
  if (field.optional !== true) return wait(session, say.cannotClear(field, number));
  return goOn(withAnswers(filling, { [field.id]: { value: null, words: text } }), say.CORRECTED);
};

/** More of the story is offered to be added; a message with exactly one value replaces that answer. */
const newValue = (filling: Filling, text: string): Turn => {
  const { session, active } = filling;
  const story = IS_WRONG.test(plain(text)) ? null : storyFor(filling, text);
  if (story !== null)
    return wait(
      { ...session, offered: { kind: 'append', words: text } },
      say.appendQuestion(story),
    );
  const all = spotted(filling.form, text, { answers: {}, asked: null, facts: filling.facts });
  const seen = all.filter(({ field, found }) => !isSame(active.answers[field.id], found));
  const [only, ...more] = seen.flatMap(({ field, found }) =>
    found.map((value) => ({ field, value })),
  );
  if (only === undefined || more.length > 0) return wait(session, say.HOW_TO_CORRECT);
  return goOn(withAnswers(filling, { [only.field.id]: only.value }), say.CORRECTED);
};

/** 我写错了，是… is a correction, however long, and no more of the story. */
const IS_WRONG = /^(?:我|刚才|刚刚|上面|不好意思|[,，\s])*(?:都|可能)?(?:写|填|说|打|弄|搞|记)错/u;

const isSame = (answer: Answer | undefined, found: readonly Found[]): boolean =>
  answer !== undefined &&
  found.length === 1 &&
  JSON.stringify(found[0]?.value) === JSON.stringify(answer.value);
