import { z } from 'zod';
import { err, ok, type Json, type Result } from '../../domain/index.ts';
import type { Facts, Field, Found, KnownInstitution } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
import { couldMean } from '../dialogue/understand/near-name.ts';
import { spotInstitutions } from '../dialogue/understand/places.ts';
import { HUMAN_WAY, onlyDigits } from './questions.ts';

/** An institution as somebody calls it, and as it is listed where the name fits exactly one. */
const said = z.object({
  words: z.string().min(1),
  institution: z.string().nullable(),
  name: z.string().nullable(),
});
export type SaidInstitution = z.output<typeof said>;

const MARKS = /[\s（）()“”"'·,，。.!！]/gu;
const bare = (name: string): string => plain(name).toUpperCase().replace(MARKS, '');

const listedAs = (words: string, { institutions }: Facts): KnownInstitution | null => {
  const found = institutions.filter(({ names }) =>
    names.some((name) => bare(name) === bare(words)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** The one listed institution that a slip of the pen may mean: 市二医远 is 市二院. */
const nearest = (value: Json, { institutions }: Facts): SaidInstitution | null => {
  const typed = readInstitution(value);
  if (typed?.institution !== null) return null;
  const close = institutions.filter(({ names }) =>
    names.some((name) => couldMean(typed.words, name)),
  );
  const [only, ...more] = close;
  if (only === undefined || more.length > 0) return null;
  return { words: only.name, institution: only.id, name: only.name };
};

const LEAD =
  /^(?:(?:不是的?|不对|错了)[,，。\s]+)?(?:就是|应该是|是|叫|单位是|单位叫|对|我说的是)[:：,，\s]*/u;

const understood = (text: string, facts: Facts): SaidInstitution => {
  const words = text
    .trim()
    .replace(LEAD, '')
    .replace(/[。.!！]+$/u, '');
  const listed = listedAs(words, facts);
  return { words, institution: listed?.id ?? null, name: listed?.name ?? null };
};

/** Listed names that stand in the text, the longest first where one holds the other. */
const listedIn = (text: string, facts: Facts): readonly Found[] => {
  const inside = plain(text);
  const hits = facts.institutions.flatMap(({ id, name, names }) => {
    const longest = names
      .filter((one) => one.length >= 2 && inside.includes(plain(one)))
      .sort((a, b) => b.length - a.length)[0];
    return longest === undefined ? [] : [{ id, name, words: longest }];
  });
  return hits
    .filter(
      ({ words }) => !hits.some((other) => other.words !== words && other.words.includes(words)),
    )
    .map(({ id, name, words }) => ({ value: { words, institution: id, name }, words }));
};

/** The institutions a message names: those of the list, else what sounds like one. */
export const institutionsIn = (text: string, facts: Facts): readonly Found[] => {
  const listed = listedIn(text, facts);
  if (listed.length > 0) return listed;
  return spotInstitutions(text).map(({ value, words }) => ({
    value: understood(value, facts),
    words,
  }));
};

export const readInstitution = (value: Json | undefined): SaidInstitution | null =>
  said.safeParse(value).data ?? null;

/** “市二院（高平市第二人民医院）”: the person's words, with the listed name where it differs. */
export const shownInstitution = (value: Json | undefined): string => {
  const read = readInstitution(value);
  if (read === null) return '';
  const { words, name } = read;
  return name === null || bare(name) === bare(words) ? words : `${words}（${name}）`;
};

const NO_NAME =
  /^(?:某|这|那|一|有|个|家|间|的)*(?:大?医院|大?药店|大?药房|诊所|卫生[院室所]|门诊部?|机构|单位|药铺)[。.!！]*$/u;

const noName = (words: string): string | null => {
  if (NO_NAME.test(plain(words))) return '是哪一家？请写它的名称，平时叫的名字就行。';
  if (onlyDigits(words)) return '请写名称，不要只写数字。';
  return words.length < 2 ? '请写名称，平时叫的名字就行。' : null;
};

const fitting = (value: SaidInstitution, max: number): Result<SaidInstitution, string> =>
  shownInstitution(value).length > max ? err(`太长了，请只写名称，${max}字以内。`) : ok(value);

type Told = Pick<Field, 'id' | 'label' | 'names' | 'ask' | 'example'> & Partial<Field>;

/** A question for an institution, answered by any name it goes by. */
export const institutionField = (
  told: Told & {
    readonly max: number;
    /** takes the one institution a sentence names, not the sentence */
    readonly picks?: boolean;
  },
): Field => {
  const { max, picks = false, ...field } = told;
  return {
    otherWay: HUMAN_WAY,
    free: true,
    shape: said,
    show: shownInstitution,
    near: nearest,
    parse: (text, facts) => {
      const inside = picks ? institutionsIn(text, facts) : [];
      if (inside.length > 1) return err('您提到了几家单位，请只写其中一家的名称。');
      const value = readInstitution(inside[0]?.value) ?? understood(text, facts);
      const wrong = noName(value.words);
      return wrong === null ? fitting(value, max) : err(wrong);
    },
    note: (value) => {
      const { name, words } = readInstitution(value) ?? { name: null, words: '' };
      return name === null || bare(name) === bare(words)
        ? null
        : `“${words}”对应的是“${name}”，不对请回复“改”加序号，或直接说正确的名字。`;
    },
    ...field,
  };
};
