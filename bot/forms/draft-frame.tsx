import type { ComponentChildren, JSX } from 'preact';
import type { Field } from '../dialogue/flow.ts';
import { isHeaded } from './draft-sections.ts';
import type { Draft } from './draft-values.ts';
import type { Raw } from './form-kind.ts';

/** A field as the page shows it: what is kept, or what was typed and is wrong. */
export interface Shown {
  readonly draft: Draft;
  readonly field: Field;
  readonly error: string | null;
  /** what was posted, where the page comes back */
  readonly typed: Raw | null;
  readonly path: string;
  readonly isHidden: boolean;
}

export const idOf = (field: Field): string => `q-${field.id}`;

const hintOf = ({ draft, field }: Shown): string => {
  const own = field.onPage?.hint?.(draft.answers, draft.facts) ?? '';
  const example = isTyped(field) && field.example !== '' ? `例如：${field.example}` : '';
  return [own, example].filter((one) => one !== '').join(' ');
};

/** The chat's example shows how to type an answer: inputs in rows have their own, files have none. */
const isTyped = ({ takes, onPage }: Field): boolean =>
  takes !== 'photo' && onPage?.rows === undefined;

export const describedBy = (shown: Shown): string | undefined => {
  const id = idOf(shown.field);
  const by = [hintOf(shown) === '' ? '' : `${id}-hint`, `${id}-error`].join(' ').trim();
  return by === '' ? undefined : by;
};

const Hints = (shown: Shown): JSX.Element => {
  const { field, error } = shown;
  const hint = hintOf(shown);
  return (
    <>
      {hint === '' ? null : (
        <p class="hint" id={`${idOf(field)}-hint`}>
          {hint}
        </p>
      )}
      <p class="error" id={`${idOf(field)}-error`} data-error hidden={error === null}>
        {error}
      </p>
    </>
  );
};

const Label = ({ field }: { readonly field: Field }): JSX.Element => (
  <>
    {field.label}
    {field.optional === true ? <span class="optional">（可不填）</span> : null}
  </>
);

/** Under a heading of the same words the label is there for a screen reader only. */
const labelClass = ({ draft, field }: Shown): string | undefined =>
  isHeaded(draft.form.fields, field) ? 'unseen' : undefined;

export const Labelled = (shown: Shown & { readonly children: ComponentChildren }): JSX.Element => (
  <>
    <label for={idOf(shown.field)} class={labelClass(shown)}>
      <Label field={shown.field} />
    </label>
    <Hints {...shown} />
    {shown.children}
  </>
);

/** Several inputs under one legend. */
export const Grouped = (shown: Shown & { readonly children: ComponentChildren }): JSX.Element => (
  <fieldset class="field" id={idOf(shown.field)} aria-describedby={describedBy(shown)}>
    <legend class={labelClass(shown)}>
      <Label field={shown.field} />
    </legend>
    <Hints {...shown} />
    {shown.children}
  </fieldset>
);
