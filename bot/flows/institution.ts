import { z } from 'zod';
import { err, ok, type Json } from '../../domain/index.ts';
import type { Facts, Field, Found, KnownInstitution } from '../dialogue/flow.ts';
import { plain } from '../dialogue/understand/normalise.ts';
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

const LEAD = /^(?:就是|应该是|是|叫|单位是|单位叫|对|我说的是)[:：,，\s]*/u;

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

type Told = Pick<Field, 'id' | 'label' | 'names' | 'ask' | 'example'> & Partial<Field>;

/** A question for an institution, answered by any name it goes by. */
export const institutionField = (told: Told & { readonly max: number }): Field => {
  const { max, ...field } = told;
  return {
    otherWay: HUMAN_WAY,
    free: true,
    shape: said,
    show: shownInstitution,
    parse: (text, facts) => {
      const value = understood(text, facts);
      if (onlyDigits(value.words)) return err('请写名称，不要只写数字。');
      if (value.words.length < 2) return err('请写名称，平时叫的名字就行。');
      const length = shownInstitution(value).length;
      return length > max ? err(`太长了，请只写名称，${max}字以内。`) : ok(value);
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
