import { describe, expect, it } from 'vitest';
import { ok } from '../../../domain/index.ts';
import { isStale, withBound } from '../../../bot/dialogue/bound.ts';
import type { Answers, Facts, Field, Form } from '../../../bot/dialogue/flow.ts';
import { readPosted } from '../../../bot/forms/draft-values.ts';

const FACTS = {} as Facts;

const field = (id: string, more: Partial<Field> = {}): Field =>
  ({
    id,
    label: id,
    names: [],
    ask: () => id,
    parse: (text: string) => ok(text),
    ...more,
  }) as Field;

/** What is printed of it: the name and the speciality. */
const printed = (answers: Answers): string =>
  JSON.stringify([answers.name?.value, answers.speciality?.value]);

const PAPER = field('paper', { takes: 'photo', several: true, bound: printed });
const FORM = { id: 'f', fields: [field('name'), field('speciality'), PAPER] } as unknown as Form;

const FILLED: Answers = {
  name: { value: '李梅', words: '' },
  speciality: { value: '药学', words: '' },
};
const paper = (...ids: string[]): Answers => ({ paper: { value: ids, words: '' } });
const other: Answers = { speciality: { value: '心内科', words: '' } };

describe('F1-22 GP-6.2 a signed paper speaks for what was printed', () => {
  const signed = withBound(FORM, { before: FILLED, after: { ...FILLED, ...paper('a') } }, FACTS);

  it('it stands as long as the printed answers do, and again when they are put back', () => {
    expect(isStale(PAPER, signed, FACTS)).toBe(false);
    expect(isStale(PAPER, { ...signed, ...other }, FACTS)).toBe(true);
    expect(isStale(PAPER, { ...signed, ...other, ...FILLED }, FACTS)).toBe(false);
  });

  it('given a paper and another answer in one save, then the paper was printed before', () => {
    const after = withBound(
      FORM,
      { before: FILLED, after: { ...FILLED, ...other, ...paper('a') } },
      FACTS,
    );
    expect(isStale(PAPER, after, FACTS)).toBe(true);
  });

  it('given a form filled in at one stroke, then a blank one was signed', () => {
    const after = withBound(FORM, { before: {}, after: { ...FILLED, ...paper('a') } }, FACTS);
    expect(isStale(PAPER, after, FACTS)).toBe(false);
  });

  it('taking one of two photos out makes no old paper new', () => {
    const two = withBound(
      FORM,
      { before: FILLED, after: { ...FILLED, ...paper('a', 'b') } },
      FACTS,
    );
    const changed = { ...two, ...other };
    const less = withBound(FORM, { before: changed, after: { ...changed, ...paper('b') } }, FACTS);
    expect(isStale(PAPER, less, FACTS)).toBe(true);
  });

  it('on the page a new paper takes the place of one that speaks for other answers', () => {
    const body = { 'was.paper': ['x'] };
    const came = { photos: { paper: ['new'] }, complete: false };
    const draft = { form: FORM, facts: FACTS };
    expect(readPosted({ ...draft, answers: signed }, body, came).given.paper?.value).toEqual([
      'a',
      'new',
    ]);
    const stale = { ...draft, answers: { ...signed, ...other } };
    expect(readPosted(stale, body, came).given.paper?.value).toEqual(['new']);
  });
});
