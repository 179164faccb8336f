import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Json } from '../../domain/index.ts';
import { chosenOne, chosenSeveral } from './fields.ts';
import type { Choice, Facts, Field } from './flow.ts';
import { leavesOut } from './left-out.ts';
import * as say from './sentences.ts';
import { plain } from './understand/normalise.ts';
import { ordinal } from './understand/numbers.ts';

/** The answer as the field understands it: a choice by number or word, else the field's own parsing. */
export const readAnswer = (field: Field, text: string, facts: Facts): Result<Json, string> => {
  if (leavesOut(field, text)) return ok(null);
  const choices = field.choices?.(facts) ?? [];
  if (choices.length === 0) return field.parse(text, facts);
  const read = field.several === true ? severalOf(text, choices) : oneOf(field, text, facts);
  return read ?? readOwnWords(field, text, facts);
};

type Read = Result<Json, string> | null;

const severalOf = (text: string, choices: readonly Choice[]): Read => {
  const many = chosenSeveral(text, choices);
  return many === null ? null : ok(many.map((choice) => choice.value));
};

const oneOf = (field: Field, text: string, facts: Facts): Read => {
  const one = chosenOne(text, field.choices?.(facts) ?? []);
  return one === null ? null : field.parse(one.value, facts);
};

const readOwnWords = (field: Field, text: string, facts: Facts): Result<Json, string> => {
  const parsed = field.parse(text, facts);
  if (parsed.ok) return parsed;
  return ordinal(text) === null ? parsed : err(say.choiceWrong(field.choices?.(facts) ?? []));
};

const SHORT_TEXT = 10;

export const isShort = (text: string): boolean => Array.from(plain(text)).length < SHORT_TEXT;
