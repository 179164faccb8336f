import { err, type Result } from '../../domain/kernel/result.ts';
import type { Json } from '../../domain/index.ts';
import { addedTo, askMore, takesMore } from './adding.ts';
import type { Answer, Answers, Facts, Field } from './flow.ts';
import { holdBack, letGo } from './held.ts';
import { fieldOf, isFormOnly, nextInChat, spotted } from './fields.ts';
import { denyEarlier, onlyOther } from './only-other.ts';
import { askField, goOn, withAnswers, type Filling } from './forms.ts';
import { wait, type Turn } from './outcome.ts';
import { isShort, readAnswer } from './reading.ts';
import * as say from './sentences.ts';
import { correction } from './understand/correction.ts';
import { plain } from './understand/normalise.ts';

/** A message that answers the question asked, other questions, or neither. */
export const answerQuestion = (filling: Filling, text: string): Turn => {
  const field = fieldOf(filling.form, filling.active.asked);
  if (field === null) return goOn(filling);
  if (isFormOnly(filling.form, field, filling.facts)) return askField(filling, field);
  const led = besides(filling, field, text) ?? tooEarly(filling, field, text);
  if (led !== null) return led;
  const heard = listen(filling, field, text);
  if (heard.wrong !== null && !heard.foundOther)
    return misunderstood(filling, field, { text, wrong: heard.wrong });
  return furtherOf(heard, field) ?? proceed(...released(heard, field));
};

/** Said beside the consent that is asked for, and no yes to it (PIPL 13). */
const tooEarly = (filling: Filling, field: Field, text: string, intro: readonly string[] = []) => {
  const held = holdBack(filling, field);
  if (held === null || readAnswer(field, text, filling.facts).ok) return null;
  const { sure, unsure } = elsewhere(filling, field, text);
  return sure.length === 0 && unsure === null ? null : goOn(held, ...intro, say.HELD_BACK);
};

/** With the yes, what was said before it is heard. */
const released = (heard: Heard, field: Field): [Heard, readonly string[]] => {
  const gone = letGo(heard.filling, field);
  if (gone === null) return [heard, heardSaid(heard)];
  const earlier = listen(gone.filling, field, gone.words);
  return [earlier, [...heardSaid(heard), ...earlier.said]];
};

const heardSaid = ({ said, isTried, wrong }: Heard): readonly string[] =>
  isTried ? [...said, wrong ?? ''] : said;

/** 还有吗, where one part of an answer came that may have several. */
const furtherOf = ({ wrong, ambiguous, filling, said }: Heard, field: Field): Turn | null =>
  wrong === null && ambiguous === null && takesMore(filling, field)
    ? askMore(filling, field, said)
    : null;

/** What is no answer, but ends the form or puts an earlier answer right. */
const besides = (filling: Filling, field: Field, text: string): Turn | null =>
  leave(filling, field, text) ??
  addedTo(filling, field, text) ??
  correctEarlier(filling, field, text) ??
  denyEarlier(filling, field, text) ??
  alsoElsewhere(filling, field, text);

/** Answered on the web page meanwhile, and otherwise: neither overwrites the other, it is asked. */
const alsoElsewhere = (filling: Filling, field: Field, text: string): Turn | null => {
  const { active, facts } = filling;
  const there = active.answers[field.id];
  if (active.elsewhere?.includes(field.id) !== true || there === undefined) return null;
  const read = readAnswer(field, text, facts);
  if (!read.ok || JSON.stringify(read.value) === JSON.stringify(there.value)) return null;
  const values = [there, { value: read.value, words: text }];
  return askWhich(filling, { field, values }, [say.CHANGED_ELSEWHERE]);
};

/** An answer that ends the form: nothing of it is kept. */
const leave = ({ session }: Filling, field: Field, text: string): Turn | null => {
  const last = field.leaves?.(text) ?? null;
  return last === null ? null : wait({ ...session, active: null, offered: null }, last);
};

/** What the opening message said beyond the opening: answers for as many questions as it holds. */
export const absorb = (filling: Filling, text: string, intro: readonly string[]): Turn => {
  const field = nextInChat(filling.form, filling.active.answers, filling.facts);
  if (field === null || isFormOnly(filling.form, field, filling.facts))
    return goOn(filling, ...intro);
  const early = tooEarly(filling, field, text, intro);
  if (early !== null) return early;
  const heard = listen(filling, field, text);
  const refusal = field.free === true && !isShort(text) ? heard.wrong : null;
  return proceed(heard, [...intro, ...heard.said, refusal ?? '']);
};

const proceed = ({ filling, ambiguous }: Heard, said: readonly string[]): Turn => {
  const before = said.filter((one) => one !== '');
  return ambiguous === null ? goOn(filling, ...before) : askWhich(filling, ambiguous, before);
};

interface Ambiguous {
  readonly field: Field;
  readonly values: readonly Answer[];
  /** the first is what a slip probably means, the last what was typed */
  readonly meant?: boolean;
}

interface Heard {
  readonly filling: Filling;
  /** echoes and notes */
  readonly said: readonly string[];
  /** what was wrong with the answer to the question, or null */
  readonly wrong: string | null;
  /** the message looks like a try at the question, beside what it says for others */
  readonly isTried: boolean;
  readonly foundOther: boolean;
  readonly ambiguous: Ambiguous | null;
}

const listen = (filling: Filling, field: Field, text: string): Heard => {
  const { facts } = filling;
  const only = onlyOther(filling, field, text);
  const read = only === null ? readAnswer(field, text, facts) : err(say.tellsOnly(only, field));
  const refusesWhole = !read.ok && only === null && field.free === true;
  const { sure, unsure } = refusesWhole ? NOTHING : elsewhere(filling, field, text);
  const { mine, near } = mineOf(field, read, { text, facts });
  const given = [...mine, ...sure];
  const answers = Object.fromEntries(given.map((one) => [one.field.id, one.value]));
  return {
    filling: withAnswers(filling, answers),
    said: [echo(given, field), ...notes(given, facts), ...flaws(filling, field, text)],
    ...wrongOf(read, only !== null || isTried(text, sure)),
    foundOther: sure.length > 0 || unsure !== null,
    ambiguous: near ?? unsure,
  };
};

interface Elsewhere {
  readonly sure: Given;
  readonly unsure: Ambiguous | null;
}

const NOTHING: Elsewhere = { sure: [], unsure: null };

/** What a message says for other questions; a field with two candidates is asked about. */
const elsewhere = ({ form, active, facts }: Filling, asked: Field, text: string): Elsewhere => {
  const all = spotted(form, text, { answers: active.answers, asked: asked.id, facts });
  const several = all.find(({ found }) => found.length > 1);
  return {
    sure: all.flatMap(({ field, found: [value, ...more] }) =>
      value === undefined || more.length > 0 ? [] : [{ field, value }],
    ),
    unsure: several === undefined ? null : { field: several.field, values: several.found },
  };
};

type Given = readonly { readonly field: Field; readonly value: Answer }[];

const isUnderstood = ({ spot, free }: Field): boolean => spot !== undefined && free !== true;

const LONGEST_SENTENCE = 60;

/** A value picked out of a sentence. */
const isPicked = ({ field, value: { value, words } }: Given[number]): boolean =>
  words.length <= LONGEST_SENTENCE && field.show(value).length + 1 < words.trim().length;

/** Read back: every value found by itself, and the answer where it was understood rather than copied. */
const echo = (given: Given, asked: Field): string =>
  say.echoOf(
    given
      .filter(({ value }) => value.value !== null)
      .filter((one) => one.field.id !== asked.id || isUnderstood(asked) || isPicked(one))
      .map(({ field, value }) => ({ field, shown: field.show(value.value) })),
  );

const notes = (given: Given, facts: Facts): readonly string[] =>
  given.flatMap(({ field, value }) => {
    const note = field.note?.(value.value, facts) ?? null;
    return note === null ? [] : [note];
  });

const wrongOf = (read: Result<Json, string>, isTry: boolean): Pick<Heard, 'wrong' | 'isTried'> =>
  read.ok ? { wrong: null, isTried: false } : { wrong: read.error, isTried: isTry };

interface Mine {
  readonly mine: Given;
  readonly near: Ambiguous | null;
}

/** The answer; one that looks like a slip for something known is none yet: which of both is asked. */
const mineOf = (
  field: Field,
  read: Result<Json, string>,
  { text, facts }: { readonly text: string; readonly facts: Facts },
): Mine => {
  if (!read.ok) return { mine: [], near: null };
  const typed = { value: read.value, words: text };
  const meant = field.near?.(read.value, facts) ?? null;
  if (meant === null) return { mine: [{ field, value: typed }], near: null };
  return { mine: [], near: { field, values: [{ ...typed, value: meant }, typed], meant: true } };
};

/** What was plainly meant for another question and is wrong is named, not passed over (B-06). */
const flaws = ({ form, active }: Filling, asked: Field, text: string): readonly string[] =>
  form.fields.flatMap((field) => {
    if (field.id === asked.id || active.answers[field.id] !== undefined) return [];
    const flaw = field.flaw?.(text) ?? null;
    return flaw === null ? [] : [flaw];
  });

const DIGITS_OF_A_TRY = 6;

/** Digits are left over when what was found is taken away: a number was meant and is wrong (B-06). */
const isTried = (text: string, found: Given): boolean => {
  const left = found.reduce((rest, { value }) => rest.replace(value.words, ''), text);
  return plain(left).replace(/\D/gu, '').length >= DIGITS_OF_A_TRY;
};

const askWhich = (
  filling: Filling,
  { field, values, meant }: Ambiguous,
  before: readonly string[],
): Turn => {
  const { session, active } = filling;
  const shown = values.map((one) => field.show(one.value));
  return wait(
    {
      ...session,
      active: { ...active, asked: field.id, mode: 'asking', misses: 0 },
      offered: { kind: 'candidates', field: field.id, values, meant },
    },
    ...before,
    meant === true ? say.meantQuestion(shown) : say.candidatesQuestion(field, shown),
  );
};

const LONGEST_CORRECTION = 60;
const CORRECTING = /错|不对|不准|有误|改|更正|应该|应当|应是|应为|而是/u;

/** “单位写错了，应该是…” while another question is open: the earlier answer is put right. */
const correctEarlier = (filling: Filling, asked: Field, text: string): Turn | null => {
  if (text.length > LONGEST_CORRECTION || !CORRECTING.test(text)) return null;
  const { form, active } = filling;
  const earlier = form.fields.filter(
    (field) => field.id !== asked.id && active.answers[field.id] !== undefined,
  );
  const named = earlier.map(({ id, label, names }) => ({ id, names: [label, ...names] }));
  const said = correction(text, named);
  if (said === null || !('field' in said)) return null;
  const field = earlier.find((one) => one.id === said.field);
  return field === undefined ? null : correctTo(filling, field, said.rest);
};

/** A new value for a field in the person's words; without one, or with a wrong one, it is asked. */
export const correctTo = (filling: Filling, field: Field, rest: string | null): Turn => {
  if (rest === null) return askField(filling, field);
  const read = readAnswer(field, rest, filling.facts);
  if (!read.ok) return askField(filling, field, read.error);
  const answers: Answers = { [field.id]: { value: read.value, words: rest } };
  return goOn(
    withAnswers(filling, answers),
    say.CORRECTED,
    ...notes([{ field, value: { value: read.value, words: rest } }], filling.facts),
  );
};

const LONG_ENOUGH_TO_ADD = 12;

/** The field that takes later words, when it has its answer and the message may be meant for it. */
export const storyFor = ({ form, active }: Filling, text: string): Field | null => {
  const story = fieldOf(form, form.story ?? null);
  if (story === null || active.answers[story.id] === undefined) return null;
  return Array.from(plain(text)).length >= LONG_ENOUGH_TO_ADD ? story : null;
};

const misunderstood = (
  filling: Filling,
  field: Field,
  { text, wrong }: { readonly text: string; readonly wrong: string },
): Turn => {
  const active = { ...filling.active, misses: filling.active.misses + 1 };
  const story = field.free === true ? null : storyFor(filling, text);
  const { session } = filling;
  if (story !== null)
    return wait(
      { ...session, active, offered: { kind: 'append', words: text } },
      wrong,
      say.appendQuestion(story),
    );
  const choices = field.choices?.(filling.facts) ?? [];
  const reprompt = say.repromptOf(field, { wrong, misses: active.misses, choices });
  return wait({ ...session, active, offered: null }, reprompt);
};

/** Adds words to the story; what they say for open questions is taken too. */
export const addToStory = (filling: Filling, words: string): Turn => {
  const story = fieldOf(filling.form, filling.form.story ?? null);
  const told = story === null ? undefined : filling.active.answers[story.id];
  if (story === null || told === undefined || typeof told.value !== 'string') return goOn(filling);
  const read = story.parse(`${told.value}\n${words.trim()}`, filling.facts);
  if (!read.ok) return goOn(filling, read.error);
  const more: Answers = { [story.id]: { value: read.value, words: `${told.words}\n${words}` } };
  return goOn(withAnswers(filling, more), say.appended(story));
};
