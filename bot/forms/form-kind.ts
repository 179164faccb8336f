import type { VNode } from 'preact';
import {
  contextOf,
  type App,
  type BureauId,
  type DomainEvent,
  type FollowerActor,
  type Json,
  type Outcome,
  type Refusal,
} from '../../domain/index.ts';
import type { FormLink } from '../../domain/exchange/index.ts';
import type { SentFile } from '../../uploads.ts';
import type { FormState } from '../../web/ui/form-state.ts';

/** Values of a form as they came: a name may stand several times. */
export type Raw = Readonly<Record<string, readonly string[]>>;

/** One person with one link: everything a one-time page may do. */
export interface FormHand {
  readonly app: App;
  readonly bureau: BureauId;
  readonly link: FormLink;
  /** the person the link was made for, whoever holds the phone */
  readonly actor: FollowerActor;
  /** the page's own address, for what lies below it */
  readonly path: string;
  /** which step of a page with several, blank at the first */
  readonly step: string;
  readonly files: readonly SentFile[];
  /** more or larger files came than are taken */
  readonly isTooMuch: boolean;
}

export interface FormView {
  readonly title: string;
  readonly body: VNode;
  /** saves by itself, in large type: the long forms */
  readonly long?: true;
}

export interface HandedFile {
  readonly name: string | null;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A one-time page as a value: one file each, listed in index.ts. */
export interface FormKind {
  readonly kind: string;
  /** stands over 开始: what this is for, nothing secret; the link may lie in anybody's hands */
  readonly title: string;
  readonly before: readonly string[];
  /** the word that gives a new page in chat; without one: ask the office */
  readonly again?: string;
  /** what somebody who began reads and fills in; null: its matter is no more */
  readonly show: (hand: FormHand) => Promise<FormView | null>;
  /** null: saved; a step to go on with, or a file below the page; else the form as it comes back */
  readonly submit: (
    hand: FormHand,
    body: Raw,
  ) => Promise<FormState | FormView | { readonly step: string } | { readonly file: string } | null>;
  /** the same for a page that saves by itself: what it shows beside its fields */
  readonly keep?: (hand: FormHand, body: Raw) => Promise<Json>;
  /** what lies below the page: a paper, a photo; null: nothing of that name */
  readonly file?: (hand: FormHand, name: string) => Promise<HandedFile | null>;
}

/** The first value of a field, blank without one. */
export const first = (body: Raw, name: string): string => body[name]?.[0] ?? '';

/** Null when it was done; otherwise what was typed, with the sentence or the sentences by field. */
export const returned = (body: Raw, outcome: Outcome<DomainEvent, Refusal>): FormState | null => {
  if (outcome.kind === 'done') return null;
  const state = { form: first(body, 'do'), which: '', values: body };
  if (outcome.kind === 'refused') {
    const sentence = contextOf(outcome.reason.code).refuse(outcome.reason) ?? NOT_NOW;
    return { ...state, errors: {}, sentence };
  }
  const { because } = outcome;
  if (because.why === 'not-permitted') return { ...state, errors: {}, sentence: NOT_NOW };
  const errors = because.issues.map(({ path, message }) => [path, chinese(message)] as const);
  return { ...state, errors: Object.fromEntries(errors), sentence: null };
};

const NOT_NOW = '现在不能这样办理。请回到微信回复“人工”联系工作人员。';

const chinese = (message: string): string =>
  /\p{Script=Han}/u.test(message) ? message : '这一项还没有填好，请核对后再提交。';
