import { spotted } from './fields.ts';
import type { Field } from './flow.ts';
import { goOn, withAnswers, type Filling } from './forms.ts';
import type { Turn } from './outcome.ts';
import * as say from './sentences.ts';
import { plain } from './understand/normalise.ts';

const FILLER =
  /不是|不对|错了|就是|应该|而是|大概|大约|好像|可能|时候|[是在的于了去到就那我,，。.、!！:：;；\s]/gu;
const SHORTEST_ANSWER = 2;

const meantFor = ({ form, facts }: Filling, field: Field, text: string) =>
  spotted(form, text, { answers: {}, asked: field.id, facts }).filter(
    (one) => field.notOnly?.includes(one.field.id) === true,
  );

/** The field a message speaks of, when nothing of it is left for the question asked. */
export const onlyOther = (filling: Filling, field: Field, text: string): Field | null => {
  const seen = meantFor(filling, field, text);
  const [first] = seen;
  if (first === undefined) return null;
  const left = seen
    .flatMap(({ found }) => found)
    .map(({ words }) => plain(words))
    .sort((a, b) => b.length - a.length)
    .reduce((rest, words) => rest.replace(words, ''), plain(text));
  return Array.from(left.replace(FILLER, '')).length < SHORTEST_ANSWER ? first.field : null;
};

/** “不是，是大前天” at a later question puts right the answer it speaks of. */
export const denyEarlier = (filling: Filling, field: Field, text: string): Turn | null => {
  if (!/^(?:不是|不对|错了|说错|写错)/u.test(plain(text))) return null;
  if (onlyOther(filling, field, text) === null) return null;
  const [first, ...more] = meantFor(filling, field, text);
  const [value] = first?.found ?? [];
  if (first === undefined || value === undefined || more.length > 0) return null;
  return goOn(withAnswers(filling, { [first.field.id]: value }), say.CORRECTED);
};
