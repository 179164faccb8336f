import { sm3Hex, type Json } from '../../domain/index.ts';
import { isStale } from '../dialogue/bound.ts';
import { applicable } from '../dialogue/fields.ts';
import type { Answer, Answers, Facts, Field, Form } from '../dialogue/flow.ts';
import { err, ok, type Result } from '../../domain/index.ts';
import type { Raw } from './form-kind.ts';

/** What a page posted, read against the draft as it is now. */
export interface Posted {
  /** new values, by field */
  readonly given: Answers;
  /** fields that were emptied */
  readonly cleared: readonly string[];
  /** what is wrong, as a sentence beside the field */
  readonly errors: Readonly<Record<string, string>>;
}

export interface Draft {
  readonly form: Form;
  readonly answers: Answers;
  readonly facts: Facts;
}

export const inputName = (field: Field): string => `f.${field.id}`;
/** Carries the digest of the value the field was shown with: its version (two tabs, chat and page). */
export const versionName = (field: Field): string => `was.${field.id}`;
/** The box beside a choice that needs words of one's own. */
export const ownName = (field: Field): string => `own.${field.id}`;
/** Photos to be taken out again. */
export const dropName = (field: Field): string => `drop.${field.id}`;

const DIGEST_LETTERS = 12;
const WORDS = '网页填写';

/** The version of a value: what was shown, and what is kept now. */
export const versionOf = (answer: Answer | undefined): string =>
  answer === undefined ? 'none' : sm3Hex(JSON.stringify(answer.value)).slice(0, DIGEST_LETTERS);

/** Reads every field the page had. `photos`: new attachments by field; `complete`: before the review. */
export const readPosted = (
  draft: Draft,
  body: Raw,
  {
    photos,
    complete,
  }: { readonly photos: Readonly<Record<string, readonly string[]>>; readonly complete: boolean },
): Posted => {
  const fields = applicable(draft.form, draft.answers, draft.facts).filter(
    (field) => body[versionName(field)] !== undefined,
  );
  const read = fields.map((field) => ({
    field,
    change: changeOf(draft, field, {
      body,
      photos: photos[field.id] ?? [],
      complete,
      isStale: isStale(field, draft.answers, draft.facts),
    }),
  }));
  return {
    given: Object.fromEntries(
      read.flatMap(({ field, change }) =>
        change.kind === 'set' ? [[field.id, { value: change.value, words: WORDS }] as const] : [],
      ),
    ),
    cleared: read.filter(({ change }) => change.kind === 'clear').map(({ field }) => field.id),
    errors: Object.fromEntries(
      read.flatMap(({ field, change }) =>
        change.kind === 'wrong' ? [[field.id, change.sentence] as const] : [],
      ),
    ),
  };
};

type Change =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly value: Json }
  | { readonly kind: 'clear' }
  | { readonly kind: 'wrong'; readonly sentence: string };

interface Typed {
  readonly body: Raw;
  readonly photos: readonly string[];
  readonly complete: boolean;
  /** what is kept speaks for other answers: what comes now takes its place */
  readonly isStale: boolean;
}

const NONE: Change = { kind: 'none' };

const changeOf = (draft: Draft, field: Field, typed: Typed): Change => {
  const kept = draft.answers[field.id];
  if (field.takes === 'photo') return photoChange(field, kept, typed);
  const read = readTyped(field, typed.body, draft.facts);
  if (read === null) return blankChange(field, kept, typed);
  return read.ok
    ? typedChange(field, kept, { value: read.value, shown: shownVersion(field, typed) })
    : { kind: 'wrong', sentence: onPageWords(read.error) };
};

/** The questions speak as the chat does: on the page nothing is sent again, nor answered by a number. */
const CHAT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/请把几段一起重发/gu, '请逐行改正'],
  [/请?再发一次|请?重新?发(?:一遍|一次)?/gu, '请改正'],
  [/请?回复前面的数字[^。；]*/gu, '请从选项里选'],
  [/[；，]?(?:没有|都不是|微信里)?请?回复“跳过”/gu, ''],
  [/请回复“同意”或“不同意”/gu, '请看清楚后勾选'],
];

const onPageWords = (sentence: string): string =>
  CHAT_WORDS.reduce((words, [said, instead]) => words.replace(said, instead), sentence);

const shownVersion = (field: Field, { body }: Typed): string => body[versionName(field)]?.[0] ?? '';

/** Neither chat nor another page is overwritten unseen: both values are shown. */
const typedChange = (
  field: Field,
  kept: Answer | undefined,
  { value, shown }: { readonly value: Json; readonly shown: string },
): Change => {
  const mine = versionOf({ value, words: '' });
  const now = versionOf(kept);
  if (mine === shown || mine === now) return NONE;
  return shown === now
    ? { kind: 'set', value }
    : { kind: 'wrong', sentence: bothWords(field, kept, value) };
};

const bothWords = (field: Field, kept: Answer | undefined, mine: Json): string => {
  const theirs = isBlank(kept) ? '（空）' : field.show(kept.value);
  return `这一项刚才在别处改成了“${theirs}”，您这里写的是“${field.show(mine)}”，还没有保存。要用您写的，请再保存一次；要用原来的，请改回。`;
};

const isBlank = (kept: Answer | undefined): kept is undefined =>
  kept === undefined || kept.value === null;

/** An answer is taken out, or the question skipped; what may stay empty is skipped at the review. */
const emptied = (field: Field): Change =>
  field.optional === true ? { kind: 'set', value: null } : { kind: 'clear' };

const skipped = (field: Field, kept: Answer | undefined, { complete }: Typed): Change =>
  field.optional === true && kept === undefined && complete ? emptied(field) : NONE;

const blankChange = (field: Field, kept: Answer | undefined, typed: Typed): Change => {
  if (isBlank(kept)) return skipped(field, kept, typed);
  if (field.onPage?.masked === true) return NONE;
  // what came from elsewhere after this page was opened is not emptied by it
  return shownVersion(field, typed) === versionOf(kept) ? emptied(field) : NONE;
};

const idsIn = (kept: Answer | undefined): readonly string[] =>
  Array.isArray(kept?.value) ? kept.value.filter((id): id is string => typeof id === 'string') : [];

const photoChange = (field: Field, kept: Answer | undefined, typed: Typed): Change => {
  const before = typed.isStale && typed.photos.length > 0 ? [] : idsIn(kept);
  const dropped = typed.body[dropName(field)] ?? [];
  const all = [...before.filter((id) => !dropped.includes(id)), ...typed.photos];
  const value = field.several === true ? all : all.slice(-1);
  if (value.join() === idsIn(kept).join()) return skipped(field, kept, typed);
  return value.length > 0 ? { kind: 'set', value } : emptied(field);
};

type Read = Result<Json, string> | null;

/** Null: nothing was typed. */
const readTyped = (field: Field, body: Raw, facts: Facts): Read => {
  if (field.onPage?.rows !== undefined) return readRows(field, body, facts);
  const typed = (body[inputName(field)] ?? []).map((value) => value.trim());
  const values = typed.filter((value) => value !== '');
  const [value] = values;
  if (value === undefined) return null;
  if (isOwnWords(field, value)) return ownWordsOf(field, body, facts);
  return field.several === true ? severalOf(field, values, facts) : field.parse(value, facts);
};

const isOwnWords = ({ onPage }: Field, value: string): boolean =>
  value === onPage?.ownWords?.choice;

const ownWordsOf = (field: Field, body: Raw, facts: Facts): Read => {
  const own = (body[ownName(field)]?.[0] ?? '').trim();
  return own === '' ? err('选了“其他”，请在下面的框里写明。') : field.parse(own, facts);
};

const severalOf = (field: Field, values: readonly string[], facts: Facts): Read => {
  const known = (field.choices?.(facts) ?? []).map((choice) => choice.value);
  return values.every((one) => known.includes(one)) ? ok([...values]) : err('请从选项里选。');
};

const MOST_ROWS = 30;

/** The rows of a field as typed; blank ones left out. */
export const typedRows = (field: Field, body: Raw): readonly Readonly<Record<string, string>>[] => {
  const columns = field.onPage?.rows?.columns ?? [];
  const rows = Array.from({ length: MOST_ROWS }, (_row, index) =>
    Object.fromEntries(
      columns.map(({ id }) => [id, (body[`${inputName(field)}.${index}.${id}`]?.[0] ?? '').trim()]),
    ),
  );
  return rows.filter((row) => Object.values(row).some((value) => value !== ''));
};

const readRows = (field: Field, body: Raw, facts: Facts): Read => {
  const rows = typedRows(field, body);
  return rows.length === 0 ? null : (field.onPage?.rows?.read(rows, facts) ?? null);
};

/** The answers after a save. */
export const changed = (answers: Answers, { given, cleared }: Posted): Answers => {
  const left = Object.entries(answers).filter(([id]) => !cleared.includes(id));
  return { ...Object.fromEntries(left), ...given };
};
